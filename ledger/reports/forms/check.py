"""What a form checks of itself: each sum against the book, and figures that must be alike; it turns red if not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.record import evolve
from ledger.core.words import label
from ledger.reports.forms.chosen import Chosen
from ledger.reports.forms.columns import laid_columns
from ledger.reports.forms.figure import figure_cell
from ledger.reports.forms.grid import joined
from ledger.reports.forms.rows import TOTAL
from ledger.reports.forms.rows import laid_rows
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import Intact
from ledger.reports.table import Row
from ledger.reports.table import Ruled
from ledger.reports.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from ledger.core.money import Currency
    from ledger.core.words import Words
    from ledger.model.forms.grid import Grid
    from ledger.model.forms.layout import Tie
    from ledger.reports.forms.columns import LaidColumn
    from ledger.reports.forms.rows import LaidRow
    from ledger.reports.forms.subject import Subject

CHECKS = "kontroll"
"""Name of the table of checks."""


def checks(grids: Sequence[Grid], made: Mapping[str, Table], ties: Sequence[Tie], subject: Subject) -> Table | None:
    """Return the table of checks, or None where there is nothing to check.

    Args:
        grids: The form's tables of figures.
        made: All the form's tables, filled, by key.
        ties: Figures that must be alike.
        subject: What the form is filled with.
    """
    rows = [row for block in grids for row in _against_book(block, made[block.key], subject)]
    turned = frozenset(block.key for block in grids if block.costs_negative)
    rows += [row for table in made.values() for row in _intact(table)]
    rows += [row for at, tie in enumerate(ties, start=1) for row in _alike(tie, at, made, turned)]
    if not rows:
        return None
    return Table(
        name=CHECKS,
        title=label("form.checks"),
        columns=(
            Column(key="what", words=label("form.check.what"), wide=True),
            Column(key="form", words=label("form.check.form"), kind=ColumnKind.MONEY, negative=True),
            Column(key="book", words=label("form.check.book"), kind=ColumnKind.MONEY, negative=True),
            Column(key="differs", words=label("form.check.differs"), kind=ColumnKind.CHECK),
        ),
        rows=tuple(rows),
        currency=subject.dossier.project.currency,
        notes=(label("form.check.about"),),
    )


def _intact(table: Table) -> Iterator[Row]:
    """Yield the check that no figure has been typed over one of a table's formulas; none for a table without any."""
    count = sum(_is_written(cell) for row in table.rows for cell in row.cells)
    if not count:
        return
    first, last = (f"{table.rows[row].key}.{table.columns[column].key}" for row, column in ((0, 1), (-1, -1)))
    about = table.title or (table.columns[0].words if table.headed else "")
    words = label("form.check.intact" if about else "form.check.intact.head", block=about)
    now = Cell(count, Intact(f"{table.name}/{first}", last), kind=ColumnKind.COUNT)
    kept = Cell(count, Ruled(label("form.check.kept")), kind=ColumnKind.COUNT)
    yield _row(f"{table.name}-intakt", words, (now, kept), 0, "{form}-{book}")


def _is_written(cell: Cell) -> bool:
    """Whether a cell is written as a formula; what a rule has left empty is not."""
    return isinstance(cell.live, Formula) or (cell.live is not None and cell.value is not None)


def verdict(name: str, rows: Sequence[str], currency: Currency, values: Sequence[int]) -> Table:
    """Return a line for a sheet's end that says whether its checks hold.

    Args:
        name: Of the table.
        rows: Keys of the checks.
        currency: Of the figures.
        values: Their differences, minor units.
    """
    terms = "+".join(f"ABS({{{CHECKS}/{row}.differs}})" for row in rows)
    return Table(
        name=name,
        title="",
        columns=(Column(key="what", words="", wide=True), Column(key="differs", words="", kind=ColumnKind.CHECK)),
        rows=(
            Row(
                key="all",
                cells=(Cell(label("form.check.all")), Cell(sum(map(abs, values)), Formula(f"ROUND({terms},2)"))),
            ),
        ),
        currency=currency,
        headed=False,
    )


def _against_book(block: Grid, table: Table, subject: Subject) -> Iterator[Row]:
    """Yield a check for each sum: what the book gives for all of it, counted anew."""
    rows = laid_rows(block, subject)
    whole = _whole(block, rows)
    if block.total is None or whole is None or not any(row.key == TOTAL for row in table.rows):
        return
    for column in laid_columns(block, subject):
        if column.figure.is_checked and not any(row.is_open for row in rows):
            yield _check(block, column, table, whole, subject)


def _check(block: Grid, column: LaidColumn, table: Table, whole: LaidRow, subject: Subject) -> Row:
    chosen = joined(whole, column) or Chosen()
    book = figure_cell(column.figure, chosen, subject)
    shown = table.cell(TOTAL, column.key)
    words = label("form.check.sum", block=block.title or block.row_heading, column=column.words)
    apart = _minor(shown) - _minor(book)
    text = "{form}-{book}"
    if block.rounding is not None:
        apart = 0 if abs(apart) < block.rounding * 10**subject.dossier.project.currency.decimals else apart
        text = f"IF(ABS({text})<{block.rounding},0,{text})"
    own = shown._replace(live=Formula(f"{{{block.key}/{TOTAL}.{column.key}}}"))
    return _row(f"{block.key}-{column.key}", words, (own, book), apart, text)


def _whole(block: Grid, rows: Sequence[LaidRow]) -> LaidRow | None:
    """Return a row that selects all that the table is about; None where it mixes cost and financing."""
    chosen = [row.chosen for row in rows if row.chosen]
    if not chosen or len({each.financing for each in chosen}) > 1:
        return None
    first = chosen[0]
    if block.partial:
        categories = _union([each.categories for each in chosen])
        own = evolve(first, categories=categories, sources=_union([each.sources for each in chosen]))
        return evolve(rows[0], chosen=own)
    anything = Chosen(financing=first.financing, negative=first.negative)
    return evolve(rows[0], chosen=anything)


def _union(chosen: Sequence[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """Return all that any row selects; None where one selects everything."""
    named = [codes for codes in chosen if codes is not None]
    return tuple(dict.fromkeys(code for codes in named for code in codes)) if len(named) == len(chosen) else None


def _alike(tie: Tie, at: int, made: Mapping[str, Table], turned: AbstractSet[str]) -> Iterator[Row]:
    """Yield the check that two figures are alike, but for the sign of costs; none where the project lacks either."""
    left, right = _figure(tie.left, made), _figure(tie.right, made)
    if left is None or right is None:
        return
    # A spreadsheet reads an empty cell as nothing.
    cells = (Cell(left.value or 0, Formula(f"{{{tie.left}}}")), Cell(right.value or 0, Formula(f"{{{tie.right}}}")))
    ends = {address.partition("/")[0] in turned for address in (tie.left, tie.right)}
    sign = "+" if len(ends) > 1 else "-"
    apart = _minor(left) + _minor(right) if sign == "+" else _minor(left) - _minor(right)
    yield _row(f"lika-{at}", tie.label, cells, apart, f"{{form}}{sign}{{book}}")


def _figure(address: str, made: Mapping[str, Table]) -> Cell | None:
    table, _, rest = address.partition("/")
    row, _, column = rest.rpartition(".")
    try:
        return made[table].cell(row, column)
    except KeyError:
        return None


def _row(key: str, words: Words, cells: tuple[Cell, Cell], apart: int, text: str) -> Row:
    return Row(key=key, cells=(Cell(words), *cells, Cell(apart, Formula(f"ROUND({text},2)"))))


def _minor(cell: Cell) -> int:
    return cell.value if isinstance(cell.value, int) else 0
