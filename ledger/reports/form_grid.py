"""The tables of figures in a form: the budget in the funder's rows, by as many years or phases as the budget has."""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import NamedTuple

from ledger.core.controlled import round_table
from ledger.core.finding import warning
from ledger.core.words import label
from ledger.model.layout import Axis
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules import budget as rules
from ledger.rules.budget import WHOLE
from ledger.rules.budget import Slot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ledger.core.finding import Finding
    from ledger.core.words import Words
    from ledger.model.layout import Grid
    from ledger.model.scheme import Scheme
    from ledger.reports.form_subject import Subject

SUM = "sum"
"""Key of the column that sums the others."""

TOTAL = "total"
"""Key of the row that sums the others."""


class _Line(NamedTuple):
    """A row of the form: its key in addresses, its label, the categories that it shows together."""

    key: str
    words: Words
    categories: tuple[str, ...]


def grid(block: Grid, subject: Subject) -> Table:
    """Return a form's table of figures.

    Amounts stay as the budget gives them: by year, by phase, or for the whole project in a column of its own. Nothing
    is spread. What has no row in the form, or no kind of column, is a finding.
    """
    lines = _lines(block, subject.dossier.scheme)
    slots = _slots(block, subject)
    return Table(
        name=block.key,
        title=block.title,
        columns=tuple(_columns(block, subject, slots)),
        rows=tuple(_rows(block, lines, slots, _cells(block, subject, lines, slots))),
        currency=subject.dossier.project.currency,
        notes=(*block.notes, *_stated(subject), *_remarks(subject)),
        findings=(*_homeless(block, lines, subject), *_misfits(block, subject), *_unknown(block, subject)),
    )


def _lines(block: Grid, scheme: Scheme) -> tuple[_Line, ...]:
    if block.rows:
        return tuple(_Line(line.categories[0], line.label, line.categories) for line in block.rows)
    return tuple(_Line(category.code, category.name, (category.code,)) for category in scheme.categories)


def _slots(block: Grid, subject: Subject) -> tuple[Slot, ...]:
    """Return the columns: first those that the form asks for, then others, the whole project last."""
    if block.axis is Axis.WHOLE:
        return (WHOLE,)
    found = rules.slots(subject.dossier.project, subject.lines)
    return tuple(sorted(found, key=lambda slot: (slot == WHOLE, not _fits(block.axis, slot))))


def _fits(axis: Axis, slot: Slot) -> bool:
    """Whether a form with this axis has a place for amounts of such a time."""
    return slot == WHOLE or axis is Axis.WHOLE or (slot.year if axis is Axis.YEARS else slot.phase) is not None


def _amount_minor(block: Grid, line: _Line, slot: Slot, subject: Subject) -> int:
    """Return what a row shows for a time, minor units with the form's sign."""
    own = [each for each in subject.lines if each.category in line.categories]
    amount = subject.sum_minor(each for each in own if block.axis is Axis.WHOLE or rules.slot(each) == slot)
    return -amount if block.costs_negative else amount


def _cells(block: Grid, subject: Subject, lines: Sequence[_Line], slots: Sequence[Slot]) -> list[list[Cell]]:
    """Return the cells of the figures; where the form rounds, rows and columns still add up."""
    rule = subject.version_words
    amounts = [[_amount_minor(block, line, slot, subject) for slot in slots] for line in lines]
    if block.rounding is None:
        return [[_cell(block, amount, Ruled(rule)) for amount in row] for row in amounts]
    step = block.rounding * 10**subject.dossier.project.currency.decimals
    rounding = label("form.rounding", unit=subject.money(step))
    rounded = round_table([[Fraction(amount, step) for amount in row] for row in amounts])
    return [
        [
            _cell(block, steps * step, Ruled(rule, Fraction(amount), rounding))
            for steps, amount in zip(steps_of_row, row, strict=True)
        ]
        for steps_of_row, row in zip(rounded.cells, amounts, strict=True)
    ]


def _cell(block: Grid, shown_minor: int, live: Ruled) -> Cell:
    """Return a figure's cell; zero is blank unless the form prints it, or something was rounded to it."""
    return Cell(shown_minor, live) if shown_minor or live.exact or block.shows_zero else Cell()


def _columns(block: Grid, subject: Subject, slots: Sequence[Slot]) -> Iterator[Column]:
    yield Column(key="row", words=block.row_heading, wide=True)
    for slot in slots:
        yield Column(key=_key(slot), words=_heading(block, subject, slot), kind=ColumnKind.MONEY, unit=block.unit)
    if block.sum_heading is not None:
        yield Column(key=SUM, words=block.sum_heading, kind=ColumnKind.MONEY, unit=block.unit)


def _key(slot: Slot) -> str:
    return slot.phase or str(slot.year or "whole")


def _heading(block: Grid, subject: Subject, slot: Slot) -> Words:
    if slot.year is not None:
        return block.year_heading.format(year=slot.year)
    if slot.phase is not None:
        return block.phase_heading.format(phase=subject.phase_name(slot.phase))
    return block.whole_heading or label("form.whole")


def _rows(block: Grid, lines: Sequence[_Line], slots: Sequence[Slot], cells: Sequence[Sequence[Cell]]) -> Iterator[Row]:
    """Yield the rows with their sums, and the row of sums."""
    keys = [_key(slot) for slot in slots]
    for line, figures in zip(lines, cells, strict=True):
        yield Row(key=line.key, cells=(Cell(line.words), *figures, *_across(block, keys, figures)))
    if block.total is not None and lines:
        first, last = lines[0].key, lines[-1].key
        columns = zip(*cells, strict=True)
        sums = [_sum(column, f"{first}.{key}", f"{last}.{key}") for key, column in zip(keys, columns, strict=True)]
        yield Row(key=TOTAL, cells=(Cell(block.total), *sums, *_across(block, keys, sums)), kind=RowKind.TOTAL)


def _across(block: Grid, keys: Sequence[str], cells: Sequence[Cell]) -> Iterator[Cell]:
    """Yield the sum of a row's figures, if the form has a column for it."""
    if block.sum_heading is not None:
        yield _sum(cells, keys[0], keys[-1]) if keys else Cell()


def _sum(cells: Sequence[Cell], first: str, last: str) -> Cell:
    value = sum(cell.value for cell in cells if isinstance(cell.value, int))
    return Cell(value, Formula(f"ROUND(SUM({{{first}}}:{{{last}}}),2)"))


def _stated(subject: Subject) -> Iterator[Words]:
    """Yield each printed sum that the rows do not give, with both figures; neither is corrected."""
    dossier = subject.dossier
    for compared in rules.compare_stated(subject.version, dossier.project, dossier.scheme):
        stated, computed = compared.stated, compared.computed_minor
        asked = stated.view == "cost" and subject.view.year in (None, stated.year)
        if asked and compared.differs and computed is not None:
            yield label(
                "form.stated",
                time=subject.time(rules.slot(stated)),
                stated=subject.money(stated.amount_minor),
                computed=subject.money(computed),
            )


def _remarks(subject: Subject) -> Iterator[Words]:
    """Yield what else the reader must know of the figures."""
    approximate = sum(line.approximate for line in subject.lines)
    if approximate:
        yield label("form.approximate", count=approximate)
    if subject.view.year is not None:
        yield label("form.only_year", year=subject.view.year)


def _homeless(block: Grid, lines: Sequence[_Line], subject: Subject) -> Iterator[Finding]:
    """Yield FRM-010 for each category that the budget has and the form has not."""
    shown = {code for line in lines for code in line.categories}
    for code in dict.fromkeys(line.category for line in subject.lines if line.category not in shown):
        amount = subject.sum_minor(line for line in subject.lines if line.category == code)
        yield warning("FRM-010", subject.place(block.key), category=code, amount=subject.money(amount))


def _misfits(block: Grid, subject: Subject) -> Iterator[Finding]:
    """Yield FRM-011 for each year or phase that the form does not ask for; it has a column nevertheless."""
    for slot in _slots(block, subject):
        if not _fits(block.axis, slot):
            amount = subject.sum_minor(line for line in subject.lines if rules.slot(line) == slot)
            values = {"time": subject.time(slot), "amount": subject.money(amount)}
            yield warning("FRM-011", subject.place(block.key), axis=label(f"form.axis.{block.axis}"), **values)


def _unknown(block: Grid, subject: Subject) -> Iterator[Finding]:
    """Yield FRM-012 for each category of the form that the scheme does not have."""
    scheme = subject.dossier.scheme
    known = [category.code for category in scheme.categories]
    for code in (code for line in block.rows for code in line.categories if code not in known):
        nearest = next(iter(get_close_matches(code, known, n=1, cutoff=0.5)), "–")
        yield warning("FRM-012", subject.place(block.key), category=code, scheme=scheme.id, nearest=nearest)
