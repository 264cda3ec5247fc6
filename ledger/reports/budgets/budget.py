"""The budget in force: cost by category and time, and the totals that its document prints beside the computed."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence

from ledger.core.money import Money
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import Stated
from ledger.model.dossier import Dossier
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.budgets.timetable import Timetable
from ledger.reports.budgets.timetable import timetable
from ledger.reports.cells import EMPTY
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules import budget as rules

NAME = "budget"

Amounts = dict[rules.Slot, int]
"""Minor units by time."""


def budget(dossier: Dossier, view: View, shown: BudgetVersion | None = None) -> Table:
    """Return the budget in force: a row for each category, a column for each year or phase.

    What has no year stands in a column of its own. Under the sum of the lines stand the printed totals, and the
    difference.

    Args:
        dossier: The project.
        view: Which year of it.
        shown: Another of its versions to show instead.
    """
    version = shown or rules.in_force(dossier.versions, view.today)
    lines = rules.of_year(version.cost, view.year) if version else ()
    printed = printed_totals(dossier, version, "cost", view)
    columns = timetable(dossier, [*lines, *dated(printed)])
    rule = naming.rule_of(dossier, view, shown)
    loose = rules.sum_minor(rules.undated(version.cost, view.year), dossier.scheme) if version else None
    return Table(
        name=NAME,
        title=label("report.budget"),
        columns=(Column(key="name", words=label("column.category"), wide=True), *columns.columns()),
        rows=(*_rows(dossier, lines, columns, rule), *_printed(columns, printed, rule)),
        currency=dossier.project.currency,
        about=heading.about((dossier,), view, shown),
        notes=(
            *heading.notes(dossier, view, "cost", shown=shown),
            *heading.undated_note(view, None if loose is None else Money(loose, dossier.project.currency)),
        ),
    )


def dated(printed: Iterable[rules.Compared]) -> Iterator[Stated]:
    """Yield the totals that are printed for a year or a phase."""
    return (each.stated for each in printed if rules.slot(each.stated) != rules.WHOLE)


def by_time(dossier: Dossier, lines: Iterable[rules.Line]) -> Amounts:
    """Return the sums of lines by time, minor units."""
    amounts: Amounts = {}
    for line in lines:
        when = rules.slot(line)
        amounts[when] = amounts.get(when, 0) + rules.signed_minor(line, dossier.scheme)
    return amounts


def printed_totals(
    dossier: Dossier, version: BudgetVersion | None, what: str, view: View
) -> tuple[rules.Compared, ...]:
    """Return the printed totals of cost or support that the view's year lets stand."""
    compared = rules.compare_stated(version, dossier.project, dossier.scheme) if version else ()
    return tuple(each for each in compared if each.stated.view == what and view.year in (None, each.stated.year))


def printed_cells(
    columns: Timetable, printed: Sequence[rules.Compared], rule: Words, of: str
) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Yield the cells of a row ``stated`` and a row ``difference`` from the lines; none where nothing is printed.

    Args:
        columns: The table's columns.
        printed: The printed totals beside the computed ones.
        rule: What decided them.
        of: Key of the row that holds the computed ones.
    """
    stated: dict[str, Cell] = {}
    difference: dict[str, Cell] = {}
    for each in printed:
        when = rules.slot(each.stated)
        key = "total" if when == rules.WHOLE else naming.slot_key(when)
        stated[key] = Cell(each.stated.amount_minor, Ruled(rule))
        if each.computed_minor is not None:
            difference[key] = columns.difference(key, "stated", of, each.stated.amount_minor - each.computed_minor)
    for name, cells in (("stated", stated), ("difference", difference)):
        if cells:
            yield name, tuple(cells.get(column.key, EMPTY) for column in columns.columns())


def _rows(dossier: Dossier, lines: Sequence[CostLine], columns: Timetable, rule: Words) -> Iterator[Row]:
    """Yield a row for each category of the scheme, then one for each that it does not know, then the sum."""
    groups: dict[str, list[CostLine]] = {category.code: [] for category in dossier.scheme.categories}
    for line in lines:
        groups.setdefault(line.category, []).append(line)
    amounts = {code: by_time(dossier, found) for code, found in groups.items()}
    for code, found in amounts.items():
        name = naming.key(dossier, Dimension.CATEGORY, code)
        yield Row(key=naming.row_key(Dimension.CATEGORY, code), cells=(Cell(name), *columns.planned(found, rule)))
    total = columns.summed(tuple(amounts), amounts.values())
    yield Row(key="total", cells=(Cell(label("row.total")), *total), kind=RowKind.TOTAL)


def _printed(columns: Timetable, printed: Sequence[rules.Compared], rule: Words) -> Iterator[Row]:
    for key, cells in printed_cells(columns, printed, rule, "total"):
        yield Row(key=key, cells=(Cell(label(f"row.{key}")), *cells), kind=RowKind.SUBTOTAL)
