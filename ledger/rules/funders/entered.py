"""What a funder's workbook takes in a cell, by the rules that its author has laid on it (data validation).

A rule is judged where its bounds or its list stand in the workbook as they are: constants, and cells that hold a figure
or a text of their own. What is computed is not judged, and is said to be so.
"""

from __future__ import annotations

from collections.abc import Container
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from ledger.core.record import frozen
from ledger.core.words import folded
from ledger.model.funders.funder_workbook import Allowed
from ledger.model.funders.funder_workbook import FunderCell
from ledger.model.funders.funder_workbook import FunderSheet
from ledger.model.funders.funder_workbook import FunderWorkbook
from ledger.model.funders.funder_workbook import Holds
from ledger.model.funders.funder_workbook import Spot
from ledger.rules.funders.fill import Located
from ledger.rules.funders.fill import number
from ledger.rules.funders.fill import range_of
from ledger.rules.funders.fill import read_number

LISTED_MAX = 10_000
"""Cells of a list; one that is longer is not judged."""

_NUMERIC = ("whole", "decimal", "date", "time")


class Verdict(StrEnum):
    """Whether a cell takes a content."""

    TAKES = "takes"
    REFUSES = "refuses"
    UNKNOWN = "unknown"


@frozen
class Entered:
    """A content that is entered into a cell.

    Attributes:
        workbook: The workbook as it came.
        at: The cell.
        content: The number or text.
        filled: Sheets and cells that are filled at the same time, whose contents no rule can be judged by.
    """

    workbook: FunderWorkbook
    at: Located
    content: Decimal | str
    filled: Container[tuple[str, Spot]] = frozenset()

    def judged(self) -> Iterator[tuple[Allowed, Verdict]]:
        """Yield each rule that lies on the cell with its verdict."""
        for rule in self.at.sheet.allowed:
            if any(self.at.spot in area for area in rule.areas):
                yield rule, self._verdict(rule)

    def _verdict(self, rule: Allowed) -> Verdict:
        if rule.kind in _NUMERIC:
            return self._number(rule)
        if rule.kind == "textLength":
            length = len(self.content if isinstance(self.content, str) else f"{self.content:f}")
            return self._within(rule, Decimal(length))
        if rule.kind == "list":
            return self._list(rule)
        return Verdict.TAKES if rule.kind == "none" else Verdict.UNKNOWN

    def _number(self, rule: Allowed) -> Verdict:
        if not isinstance(self.content, Decimal):
            return Verdict.REFUSES
        if rule.kind == "whole" and self.content != self.content.to_integral_value():
            return Verdict.REFUSES
        return self._within(rule, self.content)

    def _within(self, rule: Allowed, value: Decimal) -> Verdict:
        first, second = self._bound(rule.first), self._bound(rule.second)
        holds: dict[str, bool] = {}
        if first is not None:
            holds = {
                "equal": value == first,
                "notEqual": value != first,
                "greaterThan": value > first,
                "lessThan": value < first,
                "greaterThanOrEqual": value >= first,
                "lessThanOrEqual": value <= first,
            }
        if rule.operator in ("between", "notBetween"):
            within = _between(value, first, second)
            holds = {} if within is None else {"between": within, "notBetween": not within}
        if rule.operator not in holds:
            return Verdict.UNKNOWN
        return Verdict.TAKES if holds[rule.operator] else Verdict.REFUSES

    def _list(self, rule: Allowed) -> Verdict:
        listed = self._listed(rule.first)
        if listed is None:
            return Verdict.UNKNOWN
        return Verdict.TAKES if any(map(self._is, listed)) else Verdict.REFUSES

    def _listed(self, source: str) -> list[Decimal | str] | None:
        """Return what a list offers; None where its source is computed."""
        if source[:1] == '"' == source[-1:]:
            return [each if (figure := read_number(each)) is None else figure for each in source[1:-1].split(",")]
        found = range_of(self.workbook, source, self.at.sheet)
        if found is None:
            return None
        sheet, area = found
        (top, left), (bottom, right) = area
        if (bottom - top + 1) * (right - left + 1) > LISTED_MAX:
            return None
        spots = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        values = [self._value(sheet, spot) for spot in spots if sheet.cell(spot)]
        return None if None in values else [value for value in values if value is not None and value != ""]

    def _is(self, value: Decimal | str) -> bool:
        if isinstance(value, str) and isinstance(self.content, str):
            return folded(value) == folded(self.content)
        return value == self.content

    def _bound(self, source: str) -> Decimal | None:
        """Return a bound that is a number, or a cell that holds one; None where it is computed."""
        constant = read_number(source)
        if constant is not None:
            return constant
        found = range_of(self.workbook, source, self.at.sheet)
        if found is None or not found[1].is_one_cell:
            return None
        value = self._value(found[0], found[1].first)
        return value if isinstance(value, Decimal) else None

    def _value(self, sheet: FunderSheet, spot: Spot) -> Decimal | str | None:
        """Return what a cell holds of its own; None for what is computed, filled now, or neither figure nor text."""
        cell = sheet.cell(spot)
        if (sheet.part, spot) in self.filled or cell is None or cell.formula is not None:
            return None
        return _own(cell)


def _own(cell: FunderCell) -> Decimal | str | None:
    if cell.holds is Holds.NUMBER:
        return number(cell)
    return cell.text if cell.holds in (Holds.TEXT, Holds.NOTHING) else None


def _between(value: Decimal, first: Decimal | None, second: Decimal | None) -> bool | None:
    """Return whether a value lies between two bounds; None where one is unknown and the other one does not tell."""
    if (first is not None and value < first) or (second is not None and value > second):
        return False
    return None if first is None or second is None else True
