"""The tables of figures in a form: what a row and a column select, rounded and summed so that it adds up."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.controlled import round_column
from ledger.core.controlled import round_table
from ledger.core.record import evolve
from ledger.core.words import label
from ledger.model.forms.grid import Figure
from ledger.model.forms.grid import Span
from ledger.reports.cells import EMPTY
from ledger.reports.forms.chosen import EVER
from ledger.reports.forms.columns import SUM
from ledger.reports.forms.columns import LaidColumn
from ledger.reports.forms.columns import laid_columns
from ledger.reports.forms.figure import figure_cell
from ledger.reports.forms.misfits import misfits
from ledger.reports.forms.payable import payable_words
from ledger.reports.forms.rows import TOTAL
from ledger.reports.forms.rows import LaidRow
from ledger.reports.forms.rows import laid_rows
from ledger.reports.forms.sums import Figures
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules import budget as rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from ledger.core.words import Words
    from ledger.model.forms.grid import Grid
    from ledger.reports.forms.chosen import Chosen
    from ledger.reports.forms.subject import Subject

_KINDS = {Figure.RATIO: ColumnKind.PERCENT, Figure.COMMENT: ColumnKind.TEXT, Figure.TEXT: ColumnKind.TEXT}


def grid(block: Grid, subject: Subject) -> Table:
    """Return a form's table of figures.

    Amounts stay as the budget gives them: by year, by phase, or for the whole project in a column of its own. Nothing
    is spread. What has no row in the form, or no kind of column, is a finding.
    """
    rows, columns = laid_rows(block, subject), laid_columns(block, subject)
    figures = Figures(block, rows, columns, _measured(block, subject, rows, columns))
    shows_cost = any(row.chosen and not row.chosen.financing for row in rows)
    shows_budget = shows_cost and any(column.figure is Figure.BUDGET for column in columns)
    notes = (*_stated(subject), *_remarks(block, subject)) if shows_budget and not block.partial else ()
    return Table(
        name=block.key,
        title=block.title,
        columns=tuple(_columns(block, columns)),
        rows=tuple(_rows(block, rows, columns, figures)),
        currency=subject.dossier.project.currency,
        notes=(
            *block.notes,
            *([label("form.in_thousands")] if block.in_thousands else []),
            *notes,
            *payable_words(rows, columns, subject),
        ),
        findings=tuple(misfits(block, rows, columns, subject)),
    )


def _columns(block: Grid, columns: Sequence[LaidColumn]) -> Iterator[Column]:
    yield Column(key="row", words=block.row_heading, wide=True)
    for column in columns:
        kind = _KINDS.get(column.figure, ColumnKind.MONEY)
        unit = column.unit if kind is ColumnKind.MONEY else "" if block.unit else None
        yield Column(
            key=column.key,
            words=column.words,
            kind=kind,
            unit=unit,
            wide=kind is ColumnKind.TEXT,
            negative=_is_plain(block, column),
            thousands=block.in_thousands,
        )
    if block.sum_heading is not None:
        yield Column(
            key=SUM,
            words=block.sum_heading,
            kind=ColumnKind.MONEY,
            unit=block.unit,
            negative=block.costs_negative,
            thousands=block.in_thousands,
        )


def _is_plain(block: Grid, column: LaidColumn) -> bool:
    """Whether a minus sign in a column is but the sign of costs; in a deviation it is something to look at."""
    return block.costs_negative and column.figure is not Figure.DIFFERENCE


def joined(row: LaidRow, column: LaidColumn) -> Chosen | None:
    """Return what a row and a column select together; None where the row selects nothing."""
    if row.chosen is None:
        return None
    across = column.chosen
    dated = row.chosen.days != EVER
    return evolve(
        row.chosen,
        slot=across.slot or row.chosen.slot,
        phase=across.phase,
        booked=across.booked and row.chosen.booked,
        span=across.span,
        days=row.chosen.days if dated else across.days,
        lined=dated or across.lined,
    )


def _measured(
    block: Grid, subject: Subject, rows: Sequence[LaidRow], columns: Sequence[LaidColumn]
) -> dict[tuple[str, str], Cell]:
    """Return the cells that are no arithmetic, by row and column; where the form rounds, they still add up."""
    found = dict(_bound(block, subject, rows, columns))
    if block.rounding is None:
        return found | dict(_added_up(found, rows, columns))
    filled = {key for _, key in found}
    for group in dict.fromkeys(column.group for column in columns):
        keys = [column.key for column in columns if column.group == group and column.key in filled]
        found |= _rounded(block.rounding, subject, found, [row.key for row in rows if row.chosen], keys)
    return found


def _bound(
    block: Grid, subject: Subject, rows: Sequence[LaidRow], columns: Sequence[LaidColumn]
) -> Iterator[tuple[tuple[str, str], Cell]]:
    """Yield each cell that shows a figure, or that people fill in, with its row and column."""
    for row in rows:
        for column in columns:
            if column.figure.is_arithmetic:
                continue
            chosen = joined(row, column)
            if chosen is not None:
                yield (row.key, column.key), _shown(block, column, figure_cell(column.figure, chosen, subject))
            elif row.is_open:
                yield (row.key, column.key), Cell(open=True)


def _added_up(
    found: Mapping[tuple[str, str], Cell], rows: Sequence[LaidRow], columns: Sequence[LaidColumn]
) -> Iterator[tuple[tuple[str, str], Cell]]:
    """Yield what a rule gives to a period's last day as the sum of what was before it and what is in it.

    Claims and earned financing add up to the minor unit; where the form shows all three, the last is arithmetic.
    """
    for column in columns:
        if column.chosen.span is not Span.TO_DATE:
            continue
        wanted = {span: evolve(column.chosen, span=span) for span in (Span.BEFORE, Span.PERIOD)}
        parts = [
            next((each for each in columns if each.figure is column.figure and _is_alike(each.chosen, chosen)), None)
            for chosen in wanted.values()
        ]
        for row in rows if all(parts) else ():
            cell = found.get((row.key, column.key), EMPTY)
            amounts = [found.get((row.key, part.key), EMPTY) for part in parts if part]
            if isinstance(cell.live, Ruled) and cell.value == sum(map(_minor, amounts)):
                text = "+".join(f"{{{part.key}}}" for part in parts if part)
                yield (row.key, column.key), cell._replace(live=Formula(f"ROUND({text},2)"))


def _is_alike(chosen: Chosen, other: Chosen) -> bool:
    """Whether two columns select the same but for their days."""
    return evolve(chosen, days=EVER) == evolve(other, days=EVER)


def _shown(block: Grid, column: LaidColumn, cell: Cell) -> Cell:
    """Return a figure's cell; a budget of nothing is blank unless the form prints it."""
    blank = cell.value in (None, 0) and not cell.open and not column.figure.is_booked
    if block.shows_zero and column.figure.is_budget:
        return cell if cell.value else Cell(0, cell.live)
    return EMPTY if blank else cell


def _rounded(
    unit: int, subject: Subject, found: dict[tuple[str, str], Cell], rows: Sequence[str], columns: Sequence[str]
) -> dict[tuple[str, str], Cell]:
    """Return the cells of some columns rounded so that rows and columns add up."""
    step = unit * 10**subject.dossier.project.currency.decimals
    words = label("form.rounding", unit=subject.money(step))
    exact = [[_minor(found[row, column]) for column in columns] for row in rows]
    units = [[Fraction(amount, step) for amount in row] for row in exact]
    single = len(columns) == 1
    rounded = [[one] for one in round_column([each for (each,) in units])] if single else round_table(units).cells
    made = {}
    for row, amounts, steps in zip(rows, exact, rounded, strict=True):
        for column, amount, step_count in zip(columns, amounts, steps, strict=True):
            cell = found[row, column]
            if cell.value is not None:
                rule = cell.live.rule if isinstance(cell.live, Ruled) else label("form.rounded_sum")
                made[row, column] = Cell(step_count * step, Ruled(rule, Fraction(amount), words))
    return made


def _minor(cell: Cell) -> int:
    return cell.value if isinstance(cell.value, int) else 0


def _rows(block: Grid, rows: Sequence[LaidRow], columns: Sequence[LaidColumn], figures: Figures) -> Iterator[Row]:
    """Yield the rows with their sums, and the row of sums."""
    for row in rows:
        cells = [figures.cell(row.key, column) for column in columns] if row.kind is not RowKind.GROUP else []
        empty = [EMPTY] * (len(columns) + (block.sum_heading is not None))
        across = list(figures.across(row.key)) if cells else []
        yield Row(key=row.key, cells=(Cell(row.words), *(cells + across if cells else empty)), kind=row.kind)
    if block.total is not None and rows:
        sums = [figures.cell(TOTAL, column) for column in columns]
        yield Row(key=TOTAL, cells=(Cell(block.total), *sums, *figures.across(TOTAL)), kind=RowKind.TOTAL)


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


def _remarks(block: Grid, subject: Subject) -> Iterator[Words]:
    """Yield what else the reader must know of the figures."""
    approximate = sum(line.approximate for line in subject.lines)
    if approximate:
        yield label("form.approximate", count=approximate)
    repeated = not block.columns or any(column.over for column in block.columns)
    if subject.view.year is not None and repeated:
        yield label("form.only_year", year=subject.view.year)
