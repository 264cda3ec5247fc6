"""What to look after: first how much there is of what, then project by project, the gravest first, with the way out."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from ledger.core.natural import natural
from ledger.core.words import Words
from ledger.core.words import label
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import ruled
from ledger.reports.federation.attention_words import way_out
from ledger.reports.federation.treasury import Treasury
from ledger.reports.federation.treasury import some_of
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from ledger.rules.federation.attention import Attention
from ledger.rules.federation.attention import Matter
from ledger.rules.federation.gravest import gravest

NAME = "attention"

_ADDED_MAX = 600
"""Most rows that a formula adds one by one."""

_OF_NO_AMOUNT = (Matter.RED_LIGHT, Matter.NOT_BOOKED, Matter.SILENT)


def attention(treasury: Treasury, found: Sequence[Attention]) -> Table:
    """Return what is to be looked after: a row for each kind of matter, then project by project, the gravest first.

    Who has not said how they stand comes last, a row for each project.

    Args:
        treasury: The federation and its projects.
        found: What is to be looked after.
    """
    currency = treasury.currency
    return Table(
        name=NAME,
        title=label("report.attention"),
        columns=(
            Column(key="name", words=label("column.matter"), wide=True),
            Column(key="where", words=label("column.where")),
            Column(key="count", words=label("column.matters"), kind=ColumnKind.COUNT),
            Column(key="claim", words=label("column.claim_number"), kind=ColumnKind.COUNT),
            Column(key="day", words=label("column.since_day"), kind=ColumnKind.DATE),
            Column(key="days", words=label("column.days"), kind=ColumnKind.COUNT),
            money_column("amount", currency),
            Column(key="words", words=label("column.way_out"), wide=True),
        ),
        rows=tuple(_rows(treasury, found)),
        currency=currency,
        about=treasury.about(),
        notes=(*treasury.notes(), *_notes(treasury, found)),
    )


def _notes(treasury: Treasury, found: Sequence[Attention]) -> Iterator[Words]:
    matters = {each.matter for each in found}
    if found:
        yield label("note.attention_order")
    if matters & {Matter.CLAIM_DUE, Matter.CLAIM_LATE}:
        yield label("note.attention_due")
    untold = [each.where for each in found if each.matter is Matter.NOT_CLAIMED]
    if untold:
        yield label("note.attention", projects=some_of(untold))
    if not found:
        yield label("note.nothing_to_attend")
    if treasury.converted:
        yield label("note.attention_converted", projects=some_of(sorted(treasury.converted, key=natural)))


def _rows(treasury: Treasury, found: Sequence[Attention]) -> Iterator[Row]:
    """Yield the kinds, and what they sum, in the order in which it is told."""
    silent = sorted(
        (each for each in found if each.matter is Matter.SILENT),
        key=lambda each: natural(treasury.project_name(each.where)),
    )
    groups = gravest(each for each in found if each.matter is not Matter.SILENT)
    told = [each for own in groups for each in own]
    if found:
        yield _group("@kinds", label("attention.kinds"))
        yield from _kinds(treasury, [*told, *silent])
    for own in groups:
        is_member = own[0].matter is Matter.MEMBER_LATE
        yield _group(f"@{'member' if is_member else 'project'}/{own[0].where}", _name(treasury, own[0]))
        yield from (_row(treasury, each, label(f"attention.{each.matter}")) for each in own)
    if silent:
        yield _group("@silent", label("attention.silent.group"))
        yield from (_row(treasury, each, _name(treasury, each)) for each in silent)


def _group(key: str, words: Words) -> Row:
    return Row(key=key, cells=(Cell(words), *(EMPTY,) * 7), kind=RowKind.GROUP)


def _kinds(treasury: Treasury, told: Sequence[Attention]) -> Iterator[Row]:
    """Yield how many there are of each kind, since when, and what they come to, the gravest first."""
    for matter in Matter:
        own = [each for each in told if each.matter is matter]
        if not own:
            continue
        first = min((each.day for each in own if each.day), default=None)
        where = len({each.where for each in own})
        words = label("attention.members" if matter is Matter.MEMBER_LATE else "attention.projects", count=where)
        cells = (
            Cell(label(f"attention.{matter}")),
            EMPTY,
            Cell(sum(each.count for each in own)),
            EMPTY,
            Cell(first),
            Cell((treasury.view.day - first).days if first else None),
            EMPTY if matter in _OF_NO_AMOUNT else _sum(treasury, own),
            Cell(words),
        )
        yield Row(key=str(matter), cells=cells, level=1)


def _sum(treasury: Treasury, own: Sequence[Attention]) -> Cell:
    """Return what all rows of a kind come to; of very many a formula would be longer than spreadsheets take."""
    minor = sum(each.amount_minor for each in own)
    if len(own) > _ADDED_MAX:
        return ruled(minor, label("rule.attention_sum"))
    return Sums(treasury.currency).apart([_key(each) for each in own], "amount", minor)


def _row(treasury: Treasury, each: Attention, name: Words) -> Row:
    amount = EMPTY if each.matter in _OF_NO_AMOUNT else ruled(each.amount_minor, label(f"attention.{each.matter}"))
    cells = (
        Cell(name),
        Cell(each.where),
        Cell(each.count),
        Cell(each.number),
        Cell(each.day),
        Cell((treasury.view.day - each.day).days if each.day else None),
        amount,
        Cell(way_out(treasury, each)),
    )
    return Row(key=_key(each), cells=cells, level=1)


def _key(each: Attention) -> str:
    """Return a row's key: what is told twice of a project differs in year, source, period, claim or category."""
    year = each.day.year if each.day and each.matter is Matter.MEMBER_LATE else None
    code = each.finding.code if each.finding else None
    at = (each.finding.place.key or "").rpartition("/")[2] if each.finding else None
    parts = (each.matter, each.where, year, each.source, each.period, each.number, code, at)
    return "/".join(str(part) for part in parts if part)


def _name(treasury: Treasury, each: Attention) -> Words:
    if each.matter is not Matter.MEMBER_LATE:
        return treasury.project_name(each.where)
    member = next(member for member in treasury.federation.members if member.id == each.where)
    return treasury.party_name(member.party)
