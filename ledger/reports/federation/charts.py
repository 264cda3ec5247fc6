"""The charts of a board's workbook; of very many projects or funders, the greatest, and the others as one."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence

from ledger.core.record import evolve
from ledger.core.words import Words
from ledger.core.words import label
from ledger.reports.cells import Sums
from ledger.reports.sheet import Chart
from ledger.reports.sheet import ChartKind
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table

PROJECTS_MAX = 25
"""Most projects that a chart shows each by itself."""

FUNDERS_MAX = 8
"""Most funders that a ring shows each by itself; the names of more overlap."""

_USED = ("actual", "remaining")
_PAID = ("cash",)
_STANDING = ("received", "left")
_OTHERS = "@others"


def board_charts(tables: Mapping[str, Table]) -> tuple[tuple[Table, ...], tuple[Chart, ...]]:
    """Return charts of what is used and left, who pays, and how members stand, with the tables made for them alone.

    Args:
        tables: The reports in the workbook by name.
    """
    greatest: list[Table] = []
    charts: list[Chart] = []
    board, funders, members = (tables.get(name) for name in ("board", "funders", "members"))
    if board and _has(board, _USED):
        shown = _greatest(board, "total", _USED, PROJECTS_MAX)
        shown = shown if shown is board else _others_apart(shown)
        title = label("chart.used") if shown is board else label("chart.used.greatest", count=PROJECTS_MAX - 1)
        charts.append(_chart(ChartKind.STACKED_BAR, title, shown, _USED))
        greatest += [] if shown is board else [shown]
    if funders and _has(funders, _PAID):
        shown = _greatest(funders, "external/total", _PAID, FUNDERS_MAX)
        charts.append(_chart(ChartKind.DOUGHNUT, label("chart.funders"), shown, _PAID))
        greatest += [] if shown is funders else [shown]
    if members and _has(members, _STANDING):
        year = max(row.key for row in members.rows).split("/")[0]
        charts.append(_chart(ChartKind.STACKED_BAR, label("chart.members", year=year), members, _STANDING))
    return tuple(greatest), tuple(charts)


def _chart(kind: ChartKind, title: Words, table: Table, series: tuple[str, ...]) -> Chart:
    return Chart(kind=kind, title=title, table=table.name, categories="name", series=series)


def _greatest(table: Table, total: str, columns: tuple[str, ...], most: int) -> Table:
    """Return the table, or where it has more rows than a chart can show, its greatest and one row for the others."""
    lines = list(_lines(table))
    if len(lines) <= most:
        return table
    values = {row.key: [_minor(table, row.key, column) for column in columns] for row in lines}
    ranked = sorted(lines, key=lambda row: -max(map(abs, values[row.key])))
    shown, others = ranked[: most - 1], ranked[most - 1 :]
    rest = [sum(values[row.key][at] for row in others) for at in range(len(columns))]
    whole = [_minor(table, total, column) for column in columns]
    return Table(
        name=f"greatest_{table.name}",
        title=label(f"chart.greatest.{table.name}"),
        columns=tuple(_columns(table, columns)),
        rows=(
            *(_row(row, table, columns, values[row.key]) for row in shown),
            *_ends(table, total, columns, [row.key for row in shown], (len(others), rest, whole)),
        ),
        currency=table.currency,
    )


def _others_apart(table: Table) -> Table:
    """Return the table with the row of the others out of the chart, where its bar would leave the rest no room."""
    return evolve(
        table, rows=tuple(evolve(row, kind=RowKind.SUBTOTAL) if row.key == _OTHERS else row for row in table.rows)
    )


def _row(row: Row, table: Table, columns: Sequence[str], values: Sequence[int]) -> Row:
    cells = (
        Cell(minor, Formula(f"{{{table.name}/{row.key}.{key}}}")) for key, minor in zip(columns, values, strict=True)
    )
    return Row(key=row.key, cells=(row.cells[0], *cells))


def _ends(
    table: Table,
    total: str,
    columns: Sequence[str],
    shown: Sequence[str],
    left: tuple[int, Sequence[int], Sequence[int]],
) -> Iterator[Row]:
    """Yield the row of the others, which is what the table's total has beyond the rows shown, and the total."""
    count, rest, whole = left
    sums = Sums(table.currency)
    beyond = (
        Cell(minor, sums.rounded(f"{{{table.name}/{total}.{key}}}-SUM({{{shown[0]}.{key}}}:{{{shown[-1]}.{key}}})"))
        for key, minor in zip(columns, rest, strict=True)
    )
    yield Row(key=_OTHERS, cells=(Cell(label("chart.others", count=count)), *beyond))
    all_ = (sums.lines([*shown, _OTHERS], key, minor) for key, minor in zip(columns, whole, strict=True))
    yield Row(key="total", cells=(Cell(label("row.total")), *all_), kind=RowKind.TOTAL)


def _columns(table: Table, columns: Sequence[str]) -> Iterator[Column]:
    return (column for column in table.columns if column.key in ("name", *columns))


def _lines(table: Table) -> Iterator[Row]:
    """Yield the rows that a chart shows; what is internal is nobody's money."""
    return (row for row in table.rows if row.kind is RowKind.LINE and not row.key.startswith("internal/"))


def _minor(table: Table, row: str, column: str) -> int:
    value = table.cell(row, column).value
    return value if isinstance(value, int) else 0


def _has(table: Table, columns: Sequence[str]) -> bool:
    """Whether a charted row has anything but nothing in one of the columns."""
    return any(any(values) for row, values in table.lines(*columns) if not row.key.startswith("internal/"))
