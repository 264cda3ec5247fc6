"""The key figures of a project, pointing at the sheets of its workbook where they are worked out."""

from __future__ import annotations

from fractions import Fraction

from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import percent_column
from ledger.reports.cells import ratio
from ledger.reports.cells import ruled
from ledger.reports.entries import criteria
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import Table
from ledger.rules.totals import actuals
from ledger.rules.totals import cost_minor

NAME = "overview"


def overview(dossier: Dossier, view: View, budget: Table, cofinancing: Table) -> Table:
    """Return the key figures: budget, actual and what remains; planned, earned, received and outstanding financing.

    Args:
        dossier: The project.
        view: Which days.
        budget: The workbook's budget by category and time.
        cofinancing: The workbook's table of who pays.
    """
    sums = Sums(dossier.project.currency)
    planned = _there(budget, "total")
    actual = _actual(dossier, view)
    left = _minor(planned) - _minor(actual)
    found = {
        "budget": (planned, EMPTY),
        "actual": (actual, _of_budget(actual, planned)),
        "remaining": (Cell(left, sums.rounded("{budget.amount}-{actual.amount}")), _of_budget(Cell(left), planned)),
        **{key: (_there(cofinancing, key), EMPTY) for key in ("planned", "earned", "received", "outstanding")},
    }
    return Table(
        name=NAME,
        title=dossier.project.name,
        columns=(
            Column(key="name", words=label("column.key_figure"), wide=True),
            money_column("amount", sums.currency),
            percent_column("of_budget"),
        ),
        rows=tuple(Row(key=key, cells=(Cell(label(f"key_figure.{key}")), *cells)) for key, cells in found.items()),
        currency=sums.currency,
        about=heading.about((dossier,), view),
        notes=(*heading.notes(dossier, view, "cost", "support"), *heading.day_notes(view)),
    )


def _actual(dossier: Dossier, view: View) -> Cell:
    """Return the actual cost; where simplified cost options reckon some of it, as a rule's result."""
    minor = cost_minor(actuals(dossier, view))
    if dossier.terms and dossier.terms.options:
        return ruled(minor, label("rule.simplified_sum"))
    return Cell(minor, criteria.cost_of(criteria.group(dossier, view, {}, alone=True)))


def _there(table: Table, column: str) -> Cell:
    """Return a figure of a table's last line, pointing at it; empty where it is not known."""
    value = table.cell("total", column).value
    return EMPTY if value is None else Cell(value, Formula(f"{{{table.name}/total.{column}}}"))


def _minor(cell: Cell) -> int:
    return cell.value if isinstance(cell.value, int) else 0


def _of_budget(cell: Cell, budget: Cell) -> Cell:
    """Return a figure's part of the budget; empty where that is nothing."""
    whole = _minor(budget)
    return ratio(Fraction(_minor(cell), whole) if whole else None, "amount", "budget.amount")
