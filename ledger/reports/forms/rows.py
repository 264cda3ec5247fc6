"""The rows of a form's table, as many as the project has, each with what it selects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.period import DAY
from ledger.core.period import calendar_year
from ledger.core.period import month
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import label
from ledger.model.forms.grid import Axis
from ledger.model.forms.grid import Every
from ledger.model.forms.grid import Figure
from ledger.model.view import Dimension
from ledger.reports import naming
from ledger.reports.forms.chosen import Chosen
from ledger.reports.forms.columns import laid_columns
from ledger.reports.forms.times import fits
from ledger.reports.forms.times import slot_key
from ledger.reports.table import RowKind
from ledger.rules import budget as rules
from ledger.rules.budget import WHOLE
from ledger.rules.budget import Slot
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.financing.draw import NOBODY
from ledger.rules.totals import COST_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.core.words import Words
    from ledger.model.forms.grid import FormRow
    from ledger.model.forms.grid import Grid
    from ledger.model.scheme import Scheme
    from ledger.reports.forms.chosen import Days
    from ledger.reports.forms.subject import Subject

TOTAL = "total"
"""Key of the row that sums the others."""


@frozen(kw_only=True)
class LaidRow:
    """A row: what it selects, or which rows it is computed from.

    Attributes:
        key: In addresses.
        words: Its label.
        kind: What it is for.
        chosen: What it selects; None for a heading and for arithmetic.
        plus: Keys of the rows that it adds up.
        minus: Keys of the rows that it takes from them.
        is_open: Whether people fill it in.
    """

    key: str
    words: Words
    kind: RowKind = RowKind.LINE
    chosen: Chosen | None = None
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    is_open: bool = False


def laid_rows(block: Grid, subject: Subject) -> tuple[LaidRow, ...]:
    """Return the rows: those that the form lists, or every one of a kind."""
    if block.rows:
        return tuple(_listed(row, at, block, subject) for at, row in enumerate(block.rows, start=1))
    chosen = Chosen(negative=block.costs_negative)
    return tuple(LaidRow(key=key, words=words, chosen=own) for key, words, own in _every(block, chosen, subject))


def _listed(row: FormRow, at: int, block: Grid, subject: Subject) -> LaidRow:
    key = row.key_at(at)
    if row.is_arithmetic:
        return LaidRow(key=key, words=row.label, kind=RowKind.SUBTOTAL, plus=row.plus, minus=row.minus)
    if row.is_open:
        return LaidRow(key=key, words=row.label, is_open=True)
    if row.is_heading:
        return LaidRow(key=key, words=row.label, kind=RowKind.GROUP)
    chosen = Chosen(
        financing=row.is_financing,
        categories=None if row.is_financing or row.whole else _categories(row, subject.dossier.scheme),
        sources=_sources(row, subject) if row.is_financing else None,
        negative=block.costs_negative,
    )
    return LaidRow(key=key, words=row.label, chosen=chosen)


def _categories(row: FormRow, scheme: Scheme) -> tuple[str, ...]:
    if not row.category_roles:
        return row.categories
    meant = [each.code for each in scheme.categories if each.role in row.category_roles]
    return tuple(code for code in meant if not row.categories or code in row.categories)


def _sources(row: FormRow, subject: Subject) -> tuple[str, ...]:
    return tuple(
        each.id
        for each in subject.dossier.project.sources
        if (not row.sources or each.id in row.sources)
        and (not row.source_roles or each.role in row.source_roles)
        and (not row.source_kinds or each.kind in row.source_kinds)
        and (not row.source_forms or each.form in row.source_forms)
    )


def _every(block: Grid, chosen: Chosen, subject: Subject) -> Iterator[tuple[str, Words, Chosen]]:
    """Yield key, label and selection of every row of a kind."""
    dossier, every = subject.dossier, block.every
    if every is Every.CATEGORIES:
        for category in dossier.scheme.categories:
            yield category.code, category.name, evolve(chosen, categories=(category.code,))
    elif every is Every.SOURCES:
        for id_ in _source_ids(block, subject):
            name = naming.source(dossier, id_) if id_ else label("row.unallocated")
            yield id_ or "unallocated", name, evolve(chosen, sources=(id_,), financing=True)
    elif every is Every.PARTS:
        for part in dossier.project.parts:
            yield part.id, part.name, evolve(chosen, part=part.id)
    elif every in (Every.AREAS, Every.PROJECTS):
        yield from _of_federation(every, chosen, subject)
    else:
        yield from _of_time(every, chosen, subject)


def _of_time(every: Every, chosen: Chosen, subject: Subject) -> Iterator[tuple[str, Words, Chosen]]:
    """Yield every month, year or phase."""
    for text in _months(subject) if every is Every.MONTHS else ():
        days = month(text)
        yield text, text, evolve(chosen, days=(days.start, days.end), lined=True)
    axes = {Every.YEARS: Axis.YEARS, Every.PHASES: Axis.PHASES}
    for slot in _row_slots(axes[every], subject) if every in axes else ():
        words = label("form.whole") if slot == WHOLE else subject.time(slot)
        yield slot_key(slot), words, evolve(chosen, slot=slot, booked=fits(axes[every], slot))


def _row_slots(axis: Axis, subject: Subject) -> tuple[Slot, ...]:
    """Return the times that budget or entries have: first those of the axis, in order, then others."""
    totals = [total for total in subject.totals((None, None)) if total.kind in COST_SIGNS]
    if axis is Axis.YEARS:
        booked = {Slot(year=int(total.month(subject.basis)[:4])) for total in totals}
    else:
        booked = {Slot(phase=total.phase) for total in totals if total.phase}
    phases = [phase.id for phase in subject.dossier.project.phases]
    found = booked.union(map(rules.slot, subject.version.cost))

    def place(slot: Slot) -> tuple[bool, bool, int, str]:
        known = phases.index(slot.phase) if slot.phase in phases else len(phases)
        return slot == WHOLE, not fits(axis, slot), slot.year or known, slot.phase or ""

    return tuple(sorted(found, key=place))


def _of_federation(every: Every, chosen: Chosen, subject: Subject) -> Iterator[tuple[str, Words, Chosen]]:
    """Yield every budget area, and what is in none, or every project; nothing where no federation is asked about."""
    treasury = subject.treasury()
    if treasury is None:
        return
    if every is Every.PROJECTS:
        for part in treasury.found.parts:
            yield part.project.id, part.project.name, evolve(chosen, project=part.project.id, categories=())
        return
    for area in treasury.federation.areas:
        yield area.id, area.name, evolve(chosen, area=area.id, categories=tuple(area.categories))
    if any(not each.key for each in subject.whole_rows(None, (None, None), Dimension.AREA)):
        yield "unallocated", label("row.unallocated"), evolve(chosen, area="", categories=())


def _months(subject: Subject) -> list[str]:
    """Return the months of the project, and those that entries stand in besides."""
    span = rules.span(subject.dossier.project, subject.version)
    booked = {total.month(subject.basis) for total in subject.totals((None, None)) if total.kind in COST_SIGNS}
    return sorted(booked.union(span.months() if span else ()))


def _source_ids(block: Grid, subject: Subject) -> Iterator[str]:
    """Yield every source, and nobody where something stands for nobody, in the whole or on the way to a column."""
    yield from (source.id for source in subject.dossier.project.sources)
    ends: dict[tuple[Days, str | None], None] = {((None, None), None): None}
    for column in laid_columns(block, subject):
        if column.figure in (Figure.ACTUAL, Figure.CLAIMED):
            ends |= dict.fromkeys(_ends(column.chosen))
    if any(_leaves(subject, days, phase) for days, phase in ends):
        yield NOBODY


def _ends(chosen: Chosen) -> Iterator[tuple[Days, str | None]]:
    """Yield the days up to where a column ends and up to where it starts: what sources earn is the difference."""
    year = calendar_year(chosen.year) if chosen.year else None
    start, end = (year.start, year.end) if year else chosen.days
    phase = chosen.phase or (chosen.slot.phase if chosen.slot else None)
    yield (None, end), phase
    if start is not None:
        yield (None, start - DAY), phase


def _leaves(subject: Subject, days: Days, phase: str | None) -> bool:
    """Whether something of the cost of some days, or of one phase of them, stands for nobody."""
    found = tuple(total for total in subject.totals(days) if phase in (None, total.phase))
    shares = cofinance(subject.reckoned(found), evolve(subject.view, year=None, start=None, end=None)).shares
    return any(share.id == NOBODY for share in shares)
