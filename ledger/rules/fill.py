"""Filling a funder's workbook: which cell is meant, whether it may be written into, and whether what it shows is right.

What a funder's workbook holds already is the funder's, or somebody's work. So nothing that stands there is replaced
unless that is asked for: no formula, no text, no figure but zero, and no cell that the funder has locked.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN
from decimal import Context
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import attrs

from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.core.words import folded
from ledger.model.funder_workbook import Allowed
from ledger.model.funder_workbook import CellArea
from ledger.model.funder_workbook import FunderCell
from ledger.model.funder_workbook import FunderSheet
from ledger.model.funder_workbook import FunderWorkbook
from ledger.model.funder_workbook import Holds
from ledger.model.funder_workbook import Spot
from ledger.model.funder_workbook import area_of
from ledger.model.funder_workbook import cell_name

DIGITS = 15
"""A cell is a binary double, whose figure comes back at this many digits."""

_LARGEST = 308
"""Power of ten of the largest binary double."""

_READ = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)


class Outcome(StrEnum):
    """What becomes of a cell."""

    WRITTEN = "written"
    SAME = "same"
    NOTHING = "nothing"
    TAKEN = "taken"
    LOCKED = "locked"
    FORMULA = "formula"
    CARRIES = "carries"


class Miss(StrEnum):
    """Why a place in a map is no cell of a workbook."""

    SHEET = "sheet"
    CELL = "cell"
    SEVERAL = "several"


@attrs.frozen(kw_only=True)
class May:
    """What may be replaced.

    Attributes:
        overwrite: What somebody has written, and what is locked.
        formulas: Formulas, locked or not.
    """

    overwrite: bool = False
    formulas: bool = False


@attrs.frozen
class Located:
    """A cell of a workbook.

    Attributes:
        sheet: Its sheet.
        spot: Its row and column.
        merged: Whether another cell was named that is shown as one with it.
    """

    sheet: FunderSheet
    spot: Spot
    merged: bool = False

    @property
    def name(self) -> str:
        """Its name in the workbook, ``Budget!C5``."""
        return f"{self.sheet.name}!{cell_name(self.spot)}"

    @property
    def cell(self) -> FunderCell | None:
        """The cell, None where the file has none."""
        return self.sheet.cell(self.spot)


def locate(workbook: FunderWorkbook, at: str) -> Located | Miss:
    """Return the cell that a place names.

    Args:
        workbook: The workbook.
        at: ``Budget!C5``, a defined name, or ``C5`` where there is but one sheet. Several cells will do where they are
            shown as one.
    """
    refers = workbook.names.get(folded(at), at)
    name, mark, cells = refers.rpartition("!")
    area = area_of(cells)
    if area is None:
        return Miss.SEVERAL if folded(at) in workbook.names else Miss.CELL
    sheet = workbook.sheet(_unquoted(name)) if mark else workbook.sheets[0] if len(workbook.sheets) == 1 else None
    if sheet is None:
        return Miss.SHEET
    first = sheet.first_of_merged(area.first)
    if not area.is_one_cell and not _is_shown_as_one(sheet, area):
        return Miss.SEVERAL
    return Located(sheet, first, merged=first != area.first)


def _unquoted(name: str) -> str:
    if name[:1] == "'" == name[-1:]:
        return name[1:-1].replace("''", "'")
    return name


def _is_shown_as_one(sheet: FunderSheet, area: CellArea) -> bool:
    return any(area.first in merged and area.last in merged for merged in sheet.merged)


def outcome(workbook: FunderWorkbook, at: Located, content: Decimal | str | None, may: May) -> Outcome:
    """Return what becomes of a cell.

    Args:
        workbook: The workbook.
        at: The cell.
        content: What is to be written; None for nothing.
        may: What may be replaced.
    """
    cell = at.cell
    if (cell and cell.carries) or any(at.spot in area for area in at.sheet.arrays):
        return Outcome.CARRIES if may.formulas else Outcome.FORMULA
    if cell and cell.formula is not None:
        return Outcome.WRITTEN if may.formulas and content is not None else Outcome.FORMULA
    if content is None:
        return Outcome.NOTHING
    if cell and shows(cell, content):
        return Outcome.SAME
    return Outcome.WRITTEN if may.overwrite else _hindered(workbook, at)


def _hindered(workbook: FunderWorkbook, at: Located) -> Outcome:
    """Return what becomes of a cell without a formula where nothing that stands there may be replaced."""
    if at.sheet.protected and workbook.style(at.sheet, at.spot).locked:
        return Outcome.LOCKED
    return Outcome.TAKEN if at.cell and not at.cell.is_blank else Outcome.WRITTEN


def shows(cell: FunderCell | None, content: Decimal | str | None, step: Fraction | None = None) -> bool:
    """Whether a cell shows what it should.

    Args:
        cell: The cell; None for one that the file has not.
        content: What it should show; None for nothing, where zero will do too.
        step: To what a formula's result is read, since a sum of binary doubles seldom comes out even: the currency's
            minor unit in the cell's unit. None for a figure that is not read to a step.
    """
    if content is None:
        return cell is None or cell.is_blank
    if cell is None:
        return False
    if isinstance(content, str):
        return cell.holds is Holds.TEXT and folded(cell.text) == folded(content)
    found = number(cell)
    if found is None:
        return False
    if cell.formula is None or step is None:
        return found == _READ.plus(content)
    return round_fraction(Fraction(found) / step, Rounding.HALF_UP) == round_fraction(
        Fraction(content) / step, Rounding.HALF_UP
    )


def number(cell: FunderCell) -> Decimal | None:
    """Return the figure that a cell holds, at the digits that a cell can hold; None if it holds none."""
    if cell.holds is not Holds.NUMBER:
        return None
    try:
        found = _READ.create_decimal(cell.text.strip())
    except ArithmeticError:
        return None
    return found if found.is_finite() and found.adjusted() <= _LARGEST else None


def is_allowed(at: Located, content: Decimal | str) -> bool:
    """Whether a cell may hold a content, by what the workbook's author has ruled for it.

    A rule whose bounds are formulas cannot be judged here, and lets everything through.
    """
    rules = [rule for rule in at.sheet.allowed if any(at.spot in area for area in rule.areas)]
    return all(_fits(rule, content) for rule in rules)


def _fits(rule: Allowed, content: Decimal | str) -> bool:
    if rule.kind in ("whole", "decimal"):
        whole = rule.kind == "decimal" or (isinstance(content, Decimal) and content == content.to_integral_value())
        return isinstance(content, Decimal) and whole and _is_within(rule, content)
    if rule.kind == "textLength" and isinstance(content, str):
        return _is_within(rule, Decimal(len(content)))
    if rule.kind == "list" and rule.first[:1] == '"' == rule.first[-1:]:
        listed = [folded(each) for each in rule.first.strip('"').split(",")]
        return folded(content if isinstance(content, str) else f"{content:f}") in listed
    return True


def _is_within(rule: Allowed, value: Decimal) -> bool:
    first, second = _bound(rule.first), _bound(rule.second)
    if first is None:
        return True
    compared: dict[str, bool] = {
        "equal": value == first,
        "notEqual": value != first,
        "greaterThan": value > first,
        "lessThan": value < first,
        "greaterThanOrEqual": value >= first,
        "lessThanOrEqual": value <= first,
    }
    if second is not None:
        compared |= {"between": first <= value <= second, "notBetween": not first <= value <= second}
    return compared.get(rule.operator, True)


def _bound(text: str) -> Decimal | None:
    """Return a bound that is a number; None for a formula."""
    try:
        found = _READ.create_decimal(text)
    except ArithmeticError:
        return None
    return found if found.is_finite() else None
