"""What to look after over all projects: late members, claims and what they wait for, support at risk."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from ledger.core.finding import Finding
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.reports import naming
from ledger.reports.cells import EMPTY
from ledger.reports.cells import money_column
from ledger.reports.cells import ruled
from ledger.reports.federation.treasury import Treasury
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from ledger.rules.claims.rhythm import has_rhythm
from ledger.rules.federation.attention import Attention
from ledger.rules.federation.attention import Matter
from ledger.rules.federation.booked import ProjectBooked

NAME = "attention"


def attention(treasury: Treasury, found: Sequence[Attention], risks: Sequence[Finding]) -> Table:
    """Return what is to be looked after, by matter, and then what the projects' forecasts warn of.

    Args:
        treasury: The federation and its projects.
        found: What is to be looked after.
        risks: What forecasts warn of, with the project in each one's place.
    """
    currency = treasury.currency
    return Table(
        name=NAME,
        title=label("report.attention"),
        columns=(
            Column(key="name", words=label("column.matter"), wide=True),
            Column(key="claim", words=label("column.claim_number"), kind=ColumnKind.COUNT),
            Column(key="day", words=label("column.since_day"), kind=ColumnKind.DATE),
            Column(key="days", words=label("column.days"), kind=ColumnKind.COUNT),
            money_column("amount", currency),
            Column(key="words", words=label("column.finding"), wide=True),
        ),
        rows=(*_rows(treasury, found), *_risks(treasury, risks)),
        currency=currency,
        about=treasury.about(),
        notes=(*treasury.notes(), *_notes(treasury, found, risks)),
    )


def _notes(treasury: Treasury, found: Sequence[Attention], risks: Sequence[Finding]) -> Iterator[Words]:
    matters = {each.matter for each in found}
    if matters & {Matter.CLAIM_DUE, Matter.CLAIM_LATE}:
        yield label("note.attention_due")
    untold = [each.project.name for each in treasury.found.parts if _is_untold(each, found)]
    if untold:
        yield label("note.attention", projects=", ".join(untold))
    if not (found or risks):
        yield label("note.nothing_to_attend")
    if treasury.converted:
        yield label("note.attention_converted", projects=", ".join(sorted(treasury.converted)))


def _is_untold(dossier: Dossier, found: Sequence[Attention]) -> bool:
    """Whether a project has cost that is not claimed, and its file does not say how often its funders want claims."""
    waits = any(each.matter is Matter.NOT_CLAIMED and each.where == dossier.project.id for each in found)
    return waits and not has_rhythm(dossier)


def _rows(treasury: Treasury, found: Sequence[Attention]) -> Iterator[Row]:
    for matter in Matter:
        own = [each for each in found if each.matter is matter]
        if own:
            yield Row(key=str(matter), cells=(Cell(label(f"attention.{matter}")), *(EMPTY,) * 5), kind=RowKind.GROUP)
        for each in sorted(own, key=lambda item: (-item.amount_minor, item.where, item.number or 0)):
            year = each.day.year if each.day and matter is Matter.MEMBER_LATE else None  # it may be late in several
            parts = (matter, each.where, year, each.source, each.period, each.number)
            key = "/".join(str(part) for part in parts if part)
            days = (treasury.view.today - each.day).days if each.day else None
            cells = (
                Cell(_name(treasury, each)),
                Cell(each.number),
                Cell(each.day),
                Cell(days),
                EMPTY if matter is Matter.NOT_BOOKED else ruled(each.amount_minor, label(f"attention.{matter}")),
                Cell(_told(treasury, each)),
            )
            yield Row(key=key, cells=cells, level=1)


def _told(treasury: Treasury, each: Attention) -> Words | None:
    """Return for whom a claim is and of which period, or how far a project is booked."""
    if each.matter is Matter.NOT_BOOKED:
        return _booked(treasury.booked[each.where])
    dossier = treasury.part(each.where) if each.period else None
    if dossier is None:
        return None
    return label("attention.claim", source=naming.source(dossier, each.source or ""), end=each.period)


def _booked(each: ProjectBooked) -> Words:
    if each.entered_on is None:
        return label("booked.never")
    return label("attention.booked", month=each.month or label("booked.never"), entered=each.entered_on)


def _name(treasury: Treasury, each: Attention) -> Words:
    if each.matter is not Matter.MEMBER_LATE:
        return treasury.project_name(each.where)
    member = next(member for member in treasury.federation.members if member.id == each.where)
    return treasury.party_name(member.party)


def _risks(treasury: Treasury, risks: Sequence[Finding]) -> Iterator[Row]:
    if risks:
        yield Row(key="risk", cells=(Cell(label("attention.risk")), *(EMPTY,) * 5), kind=RowKind.GROUP)
    for number, each in enumerate(risks, start=1):
        name = treasury.project_name(each.place.project or "")
        cells = (Cell(name), *(EMPTY,) * 4, Cell(label("attention.finding", code=each.code, words=each.words)))
        yield Row(key=f"risk/{each.place.project}/{number}", cells=cells, level=1)
