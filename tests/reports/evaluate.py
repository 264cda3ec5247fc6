"""A small spreadsheet: computes every live figure of a workbook anew, exactly, from its entries and its other cells."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from ledger.reports.sheet import Workbook
from ledger.reports.table import Cell
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import RowKind
from ledger.reports.table import SumOf
from ledger.reports.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.reports.table import Column
    from ledger.reports.table import Criterion
    from ledger.reports.table import Row

_TESTS = {"=": lambda a, b: a == b, ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b}
_IF = re.compile(r'IF\((?P<under>[^=]+)=0,"",(?P<ratio>.+)\)')


@attrs.frozen
class Spot:
    """A live figure: where it stands, what the library says, and what the spreadsheet computes."""

    address: str
    said: object
    computed: object


def spots(workbook: Workbook) -> Iterator[Spot]:
    """Yield every live figure of a workbook but those that a rule or decision gives."""
    sheet = _Sheets({table.name: table for each in workbook.sheets for table in each.tables})
    for table in sheet.tables.values():
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                if isinstance(cell.live, SumOf | Formula):
                    yield Spot(
                        f"{table.name}/{row.key}.{column.key}", cell.value, sheet.compute(table, row, column, cell)
                    )


@attrs.frozen
class _Sheets:
    tables: dict[str, Table]

    def compute(self, table: Table, row: Row, column: Column, cell: Cell) -> object:
        if isinstance(cell.live, SumOf):
            return sum(sign * self._sum(criteria, cell.live.column) for sign, criteria in cell.live.terms)
        scale = 10**table.currency.decimals if column.kind is ColumnKind.MONEY else 1
        value = self._formula(cell.live.text, table, row)
        return "" if value == "" else value * scale

    def _sum(self, criteria: tuple[Criterion, ...], column: str) -> int:
        entries = self.tables["entries"]
        at = {each.key: place for place, each in enumerate(entries.columns)}
        return sum(
            row.cells[at[column]].value
            for row in entries.rows
            if all(_meets(row.cells[at[each.column]].value, each) for each in criteria)
        )

    def _formula(self, text: str, table: Table, row: Row) -> object:
        if match := _IF.fullmatch(text):
            return "" if self._formula(match["under"], table, row) == 0 else self._formula(match["ratio"], table, row)
        ranges = re.compile(r"SUM\(\{([^{}]+)\}:\{([^{}]+)\}\)")
        spread = ranges.sub(lambda found: f"add({found[1]!r},{found[2]!r})", text)
        spread = re.sub(r"\{([^{}]+)\}", lambda found: f"get({found[1]!r})", spread)
        names = {
            "ROUND": _round,
            "get": lambda text: self._number(*self._find(text, table, row)),
            "add": lambda first, last: sum(self._number(*each) for each in self._range(first, last, table, row)),
        }
        return eval(spread, {"__builtins__": {}}, names)  # noqa: S307 - formulas of the library's own reports

    def _find(self, text: str, table: Table, row: Row) -> tuple[Table, str, str]:
        key, _, column = text.rpartition(".")
        known = {each.key for each in table.rows}
        if not key or key in known:
            return table, key or row.key, column
        name, _, inner = key.partition("/")
        return self.tables[name], inner, column

    def _range(self, first: str, last: str, table: Table, row: Row) -> Iterator[tuple[Table, str, str]]:
        there, top, left = self._find(first, table, row)
        _, bottom, right = self._find(last, table, row)
        keys = [each.key for each in there.rows]
        columns = [each.key for each in there.columns]
        for key in keys[keys.index(top) : keys.index(bottom) + 1]:
            for column in columns[columns.index(left) : columns.index(right) + 1]:
                yield there, key, column

    def _number(self, table: Table, key: str, column: str) -> Fraction:
        value = table.cell(key, column).value or 0
        kind = next(each.kind for each in table.columns if each.key == column)
        return Fraction(value, 10**table.currency.decimals if kind is ColumnKind.MONEY else 1)


def _meets(value: object, criterion: Criterion) -> bool:
    if criterion.value == "":
        return value is None
    return value is not None and _TESTS[criterion.test](value, criterion.value)


def _round(value: Fraction, decimals: int) -> Fraction:
    scaled = abs(value) * 10**decimals
    steps = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(-steps if value < 0 else steps, 10**decimals)


def sums_of_lines(table: Table, column: str) -> int:
    """Return the sum of a column over the lines of a table."""
    return sum(table.cell(row.key, column).value or 0 for row in table.rows if row.kind is RowKind.LINE)
