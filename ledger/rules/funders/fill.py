"""Filling a funder's workbook: which cell is meant, whether it may be written into, and whether what it shows is right.

What a funder's workbook holds already is the funder's, or somebody's work. So nothing that stands there is replaced
unless that is asked for: no formula, no text, no figure but zero, and no cell that the funder has locked.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN
from decimal import Context
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ledger.core.record import frozen
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.core.words import folded
from ledger.model.funders.funder_workbook import CellArea
from ledger.model.funders.funder_workbook import FunderCell
from ledger.model.funders.funder_workbook import FunderSheet
from ledger.model.funders.funder_workbook import FunderWorkbook
from ledger.model.funders.funder_workbook import Holds
from ledger.model.funders.funder_workbook import Spot
from ledger.model.funders.funder_workbook import area_of
from ledger.model.funders.funder_workbook import cell_name

DIGITS = 15
"""A cell is a binary double, whose figure comes back at this many digits."""

_LARGEST = 308
"""Power of ten of the largest binary double."""

_READ = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)
_TYPED = str.maketrans({",": ".", "\N{MINUS SIGN}": "-"})
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


class Outcome(StrEnum):
    """What becomes of a cell."""

    WRITTEN = "written"
    SAME = "same"
    NOTHING = "nothing"
    TAKEN = "taken"
    LOCKED = "locked"
    FORMULA = "formula"
    CARRIES = "carries"
    HEAD = "head"


class Miss(StrEnum):
    """Why a place in a map is no cell of a workbook."""

    SHEET = "sheet"
    CELL = "cell"
    SEVERAL = "several"


@frozen(kw_only=True)
class May:
    """What may be replaced.

    Attributes:
        overwrite: What somebody has written, and what is locked.
        formulas: Formulas, locked or not.
    """

    overwrite: bool = False
    formulas: bool = False


@frozen
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
    key, refers = _named(workbook, at)
    name, mark, cells = refers.rpartition("!")
    area = area_of(cells)
    if area is None:
        return Miss.SEVERAL if key in workbook.names else Miss.CELL
    sheet = workbook.sheet(_unquoted(name)) if mark else workbook.sheets[0] if len(workbook.sheets) == 1 else None
    if sheet is None:
        return Miss.SHEET
    first = sheet.first_of_merged(area.first)
    if not area.is_one_cell and not _is_shown_as_one(sheet, area):
        return Miss.SEVERAL
    return Located(sheet, first, merged=first != area.first)


def range_of(workbook: FunderWorkbook, text: str, sheet: FunderSheet) -> tuple[FunderSheet, CellArea] | None:
    """Return the cells that a formula refers to if it is no more than that: a range, or a name of one.

    Args:
        workbook: The workbook.
        text: The formula without ``=``.
        sheet: The sheet that it stands in.
    """
    own = folded(f"{sheet.name}!{text}")
    refers = workbook.names.get(own) or workbook.names.get(folded(text), text)
    name, mark, cells = refers.rpartition("!")
    area, on = area_of(cells), workbook.sheet(_unquoted(name)) if mark else sheet
    return (on, area) if on and area else None


def _named(workbook: FunderWorkbook, at: str) -> tuple[str, str]:
    """Return a place as the workbook's names are kept, and the cells that it refers to."""
    name, mark, rest = at.rpartition("!")
    key = folded(f"{_unquoted(name)}{mark}{rest}")
    return key, workbook.names.get(key, at)


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
    if any(at.spot in area for area in at.sheet.heads):
        return Outcome.SAME if shows(cell, content) else Outcome.HEAD
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


def read_number(text: str) -> Decimal | None:
    """Return a figure as the format writes it; None for anything else."""
    try:
        found = _READ.create_decimal(text)
    except ArithmeticError:
        return None
    return found if found.is_finite() else None


def is_written_as_text(cell: FunderCell | None, content: Decimal | str | None) -> bool:
    """Whether a cell holds the right figure as a text, which people see and formulas do not."""
    if cell is None or cell.holds is not Holds.TEXT or not isinstance(content, Decimal):
        return False
    plain = "".join(cell.text.split()).translate(_TYPED)
    return _PLAIN.fullmatch(plain) is not None and read_number(plain) == _READ.plus(content)
