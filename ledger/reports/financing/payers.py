"""Who pays for what: a row for each category, a column for each source, and both add up."""

from __future__ import annotations

from fractions import Fraction

from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.financing.two_way import TwoWay
from ledger.rules.financing.two_way import two_way

NAME = "payers"


def payers(dossier: Dossier, view: View) -> Table:
    """Return the actual cost by category and source; each row is a category's cost, each column what a source earned.

    Args:
        dossier: The project.
        view: Which days.
    """
    found = two_way(dossier, view)
    sums = Sums(dossier.project.currency)
    keys = [naming.row_key(Dimension.SOURCE, source) for source in found.sources]
    rows = [_row(dossier, found, code, keys, sums) for code in found.categories]
    names = [row.key for row in rows]
    columns = [sums.lines(names, key, found.column_minor(id_)) for key, id_ in zip(keys, found.sources, strict=True)]
    whole = sum(found.cells.values())
    total = (Cell(label("row.total")), *columns, sums.lines(names, "total", whole))
    return Table(
        name=NAME,
        title=label("report.payers"),
        columns=(
            Column(key="name", words=label("column.category"), wide=True),
            *(
                money_column(key, sums.currency, _heading(dossier, id_))
                for key, id_ in zip(keys, found.sources, strict=True)
            ),
            money_column("total", sums.currency),
        ),
        rows=(*rows, Row(key="total", cells=total, kind=RowKind.TOTAL)),
        currency=sums.currency,
        about=heading.about((dossier,), view),
        notes=(label("note.two_way"), *heading.day_notes(view)),
    )


def _row(dossier: Dossier, found: TwoWay, code: str, keys: list[str], sums: Sums) -> Row:
    cells = [
        _cell(found.cells.get((code, source), 0), found.exact.get((code, source), Fraction(0)))
        for source in found.sources
    ]
    formula = sums.rounded("+".join(f"{{{key}}}" for key in keys))
    words = naming.key(dossier, Dimension.CATEGORY, code)
    row_key = naming.row_key(Dimension.CATEGORY, code)
    return Row(key=row_key, cells=(Cell(words), *cells, Cell(found.row_minor(code), formula)))


def _cell(minor: int, exact: Fraction) -> Cell:
    """Return a cell with what it was before rounding, where that is another figure."""
    rounded = exact.denominator != 1
    return Cell(
        minor, Ruled(label("rule.earned"), exact if rounded else None, label("rounding.two_way") if rounded else None)
    )


def _heading(dossier: Dossier, id_: str) -> Words:
    return naming.key(dossier, Dimension.SOURCE, id_)
