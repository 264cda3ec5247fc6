"""The lines of the budget in force one by one: how many of what, at which price, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from ledger.core.formats import write_exact
from ledger.core.words import Name
from ledger.core.words import label
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.dossier import Dossier
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import ruled
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from ledger.rules import budget as rules

NAME = "lines"

_OPTIONAL = ("part", "quantity", "unit", "price")


def lines(dossier: Dossier, view: View) -> Table:
    """Return each line of cost of the budget in force under its category, in the order of the document.

    Args:
        dossier: The project.
        view: Which year of it.
    """
    version = rules.in_force(dossier.versions, view.today)
    found = rules.of_year(version.cost, view.year) if version else ()
    made = [(line, _cells(dossier, version, view, line)) for line in found if version]
    keys = tuple(
        key
        for key in ("name", "time", *_OPTIONAL)
        if key not in _OPTIONAL or any(cells[key].value for _, cells in made)
    )
    currency = dossier.project.currency
    columns = {
        "name": Column(key="name", words=label("column.category"), wide=True),
        "time": Column(key="time", words=label("column.when")),
        **{key: Column(key=key, words=label(f"column.{key}")) for key in ("part", "quantity", "unit")},
        "price": money_column("price", currency),
    }
    return Table(
        name=NAME,
        title=label("report.lines"),
        columns=(*(columns[key] for key in keys), money_column("amount", currency)),
        rows=tuple(
            _rows(dossier, [(line.category, [cells[key] for key in (*keys, "amount")]) for line, cells in made])
        ),
        currency=currency,
        about=heading.about((dossier,), view),
        notes=tuple(heading.notes(dossier, view, "cost")),
    )


def _cells(dossier: Dossier, version: BudgetVersion, view: View, line: CostLine) -> dict[str, Cell]:
    """Return what a line can show, by column."""
    units = line.units
    named = naming.version(dossier, version, view)
    rule = label("rule.budget_product" if units else "rule.budget_line", version=named)
    cells = {
        "name": Cell(line.note or naming.category(dossier, line.category)),
        "time": Cell(
            label("note.whole") if rules.slot(line) == rules.WHOLE else naming.slot(dossier, rules.slot(line))
        ),
        "part": Cell(naming.part(dossier, line.part)) if line.part else EMPTY,
        "amount": ruled(rules.signed_minor(line, dossier.scheme), rule),
    }
    if units is None:
        return {**cells, "quantity": EMPTY, "unit": EMPTY, "price": EMPTY}
    quantity = Name(*(write_exact(units.quantity, mark) for mark in (",", ".")))
    price = ruled(units.price_minor, label("rule.budget_line", version=named))
    return {**cells, "quantity": Cell(quantity), "unit": Cell(units.unit), "price": price}


def _rows(dossier: Dossier, made: Sequence[tuple[str, list[Cell]]]) -> Iterator[Row]:
    """Yield each category's lines and their sum, and the sum of all."""
    sums = Sums(dossier.project.currency)
    blank = len(made[0][1]) - 2 if made else 0
    subtotals: list[str] = []
    for code in dict.fromkeys(code for code, _ in made):
        key, name = naming.row_key(Dimension.CATEGORY, code), naming.key(dossier, Dimension.CATEGORY, code)
        own = [cells for each, cells in made if each == code]
        keys = [f"{key}/{number}" for number in range(1, len(own) + 1)]
        yield Row(key=key, cells=(Cell(name), *(EMPTY,) * (blank + 1)), kind=RowKind.GROUP)
        for inner, cells in zip(keys, own, strict=True):
            yield Row(key=inner, cells=tuple(cells), level=1)
        subtotals.append(f"{key}/total")
        total = sums.lines(keys, "amount", _sum(own))
        yield Row(key=subtotals[-1], cells=(Cell(label("row.total")), *(EMPTY,) * blank, total), kind=RowKind.SUBTOTAL)
    if subtotals:
        total = sums.apart(subtotals, "amount", _sum([cells for _, cells in made]))
        yield Row(key="total", cells=(Cell(label("row.total")), *(EMPTY,) * blank, total), kind=RowKind.TOTAL)


def _sum(rows: Sequence[Sequence[Cell]]) -> int:
    return sum(value for cells in rows if isinstance(value := cells[-1].value, int))
