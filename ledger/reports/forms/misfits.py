"""What the budget or the entries have and a form's table has no place for, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.near import nearest_name
from ledger.core.words import label
from ledger.model.forms.grid import Figure
from ledger.reports.forms.times import fits
from ledger.reports.forms.times import slots
from ledger.rules import budget as rules
from ledger.rules.totals import cost_by_category

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ledger.core.finding import Finding
    from ledger.model.forms.grid import Grid
    from ledger.reports.forms.columns import LaidColumn
    from ledger.reports.forms.rows import LaidRow
    from ledger.reports.forms.subject import Subject


def misfits(block: Grid, rows: Sequence[LaidRow], columns: Sequence[LaidColumn], subject: Subject) -> Iterator[Finding]:
    """Yield everything that a form's table has no place for, and each category of its own that the scheme has not."""
    yield from _homeless(block, rows, columns, subject)
    yield from _untimely(block, columns, subject)
    yield from _unknown(block, subject)
    yield from _timeless(block, columns, subject)


def _homeless(
    block: Grid, rows: Sequence[LaidRow], columns: Sequence[LaidColumn], subject: Subject
) -> Iterator[Finding]:
    """Yield FRM-010 and FRM-015 for each category that budget or entries have and the form has not."""
    chosen = [row.chosen for row in rows if row.chosen]
    shown = {code for each in chosen for code in each.categories or ()}
    if block.partial or any(each.categories is None for each in chosen):
        return
    figures = {column.figure for column in columns}
    if Figure.BUDGET in figures:
        for code in dict.fromkeys(line.category for line in subject.lines if line.category not in shown):
            amount = subject.sum_minor(line for line in subject.lines if line.category == code)
            yield warning("FRM-010", subject.place(block.key), category=code, amount=subject.money(amount))
    if Figure.ACTUAL in figures:
        for code, amount in _booked_elsewhere(subject, shown).items():
            yield warning("FRM-015", subject.place(block.key), category=code or "–", amount=subject.money(amount))


def _booked_elsewhere(subject: Subject, shown: set[str]) -> dict[str, int]:
    """Return the cost of the form's days by category, for those categories that it does not show."""
    sums = cost_by_category(each for each in subject.totals(subject.period) if each.category not in shown)
    return {code: amount for code, amount in sums.items() if amount}


def _untimely(block: Grid, columns: Sequence[LaidColumn], subject: Subject) -> Iterator[Finding]:
    """Yield FRM-011 for each year or phase that the form does not ask for; it has a column nevertheless."""
    axes = dict.fromkeys(column.over for column in block.columns if column.over) or {block.axis: None}
    for axis in axes if any(column.figure is Figure.BUDGET for column in columns) else ():
        if block.columns and all(column.over is None for column in block.columns):
            return
        for slot in slots(axis, subject):
            if not fits(axis, slot):
                amount = subject.sum_minor(line for line in subject.lines if rules.slot(line) == slot)
                values = {"time": subject.time(slot), "amount": subject.money(amount)}
                yield warning("FRM-011", subject.place(block.key), axis=label(f"form.axis.{axis}"), **values)


def _timeless(block: Grid, columns: Sequence[LaidColumn], subject: Subject) -> Iterator[Finding]:
    """Yield FRM-018 if the budget has amounts without a time, which no column about a year or a period can show."""
    timed = [column for column in columns if column.figure.is_budget and (column.chosen.lined or column.chosen.year)]
    if not timed or any(column.over for column in block.columns) or not block.columns:
        return
    by_year = any(column.chosen.year for column in timed)
    lines = [line for line in subject.version.cost if line.year is None and (by_year or line.phase is None)]
    if lines:
        amount = subject.money(subject.sum_minor(lines))
        yield note("FRM-018", subject.place(block.key), amount=amount)


def _unknown(block: Grid, subject: Subject) -> Iterator[Finding]:
    """Yield FRM-012 for each category of the form that the scheme does not have."""
    scheme = subject.dossier.scheme
    known = [category.code for category in scheme.categories]
    for code in (code for row in block.rows for code in row.categories if code not in known):
        nearest = nearest_name(code, known) or "–"
        yield warning("FRM-012", subject.place(block.key), category=code, scheme=scheme.id, nearest=nearest)
