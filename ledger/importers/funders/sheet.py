"""A sheet of a funder's workbook: its cells with what they hold, and which bytes each of them is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import attrs

from ledger.core.digits import number_of
from ledger.core.record import evolve
from ledger.importers.workbooks.parts import Attributes
from ledger.importers.workbooks.parts import Walk
from ledger.model.funders.funder_workbook import Allowed
from ledger.model.funders.funder_workbook import CellArea
from ledger.model.funders.funder_workbook import FunderCell
from ledger.model.funders.funder_workbook import FunderRow
from ledger.model.funders.funder_workbook import FunderSheet
from ledger.model.funders.funder_workbook import Holds
from ledger.model.funders.funder_workbook import Span
from ledger.model.funders.funder_workbook import Spot
from ledger.model.funders.funder_workbook import area_of
from ledger.model.funders.funder_workbook import day_number
from ledger.model.funders.funder_workbook import spot_of

TRUE = ("1", "true")

_BOUNDS = ("formula1", "formula2")
_EXTENDED = ":dataValidation"
_MIDNIGHT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T00:00:00(?:\.0+)?)?Z?")

_KINDS = {
    "b": Holds.TRUTH,
    "e": Holds.ERROR,
    "s": Holds.TEXT,
    "str": Holds.TEXT,
    "inlineStr": Holds.TEXT,
    "d": Holds.TEXT,
}


def read_funder_sheet(sheet: FunderSheet, texts: Sequence[str], *, from_1904: bool) -> FunderSheet:
    """Return a sheet with its cells, and what is ruled for them.

    Args:
        sheet: The sheet, of which name, part and content are known.
        texts: The texts that cells of the workbook share.
        from_1904: Whether days are counted from 1904.
    """
    reader = _Reader(sheet.content, texts, from_1904=from_1904)
    reader.walk.through()
    return evolve(
        sheet,
        prefix=reader.walk.prefix,
        cells=reader.cells,
        rows=reader.rows,
        data=reader.data,
        merged=tuple(reader.merged),
        arrays=tuple(reader.arrays),
        allowed=tuple(reader.allowed),
        columns=tuple(reader.columns),
        hidden_columns=tuple(reader.hidden_columns),
        protected=reader.protected,
    )


@attrs.define
class _Open:
    """The cell that is being read."""

    spot: Spot
    first: int
    style: int
    kind: str
    formula: str | None = None
    carries: bool = False
    text: str = ""
    kept: Span | None = None


class _Reader:
    """What has been read so far."""

    def __init__(self, content: bytes, texts: Sequence[str], *, from_1904: bool) -> None:
        self.walk = Walk(content, self._start, self._end, self._text)
        self.cells: dict[Spot, FunderCell] = {}
        self.rows: dict[int, FunderRow] = {}
        self.data: Span = (0, 0)
        self.merged: list[CellArea] = []
        self.arrays: list[CellArea] = []
        self.allowed: list[Allowed] = []
        self.columns: list[tuple[int, int, int]] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.protected = False
        self._texts, self._from_1904 = texts, from_1904
        self._in_data = False
        self._row, self._column = 0, 0
        self._row_start, self._row_inner = 0, 0
        self._row_style: int | None = None
        self._row_hidden = False
        self._cell: _Open | None = None
        self._in = ""
        self._extended: str | None = None
        self._first = 0

    def _start(self, tag: str, attributes: Attributes, first: int, after: int) -> None:
        if not self._in_data:
            self._around(tag, attributes, after)
        elif tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column, self._row_start, self._row_inner = 0, first, after
            self._row_style = _whole(attributes, "s") if attributes.get("customFormat") in TRUE else None
            self._row_hidden = _is_hidden(attributes, "ht")
        elif tag == "c":
            spot = spot_of(attributes.get("r", "")) or (self._row, self._column + 1)
            self._column = spot[1]
            self._cell = _Open(spot, first, _whole(attributes, "s") or 0, attributes.get("t", "n"))
        elif self._cell:
            self._within(self._cell, tag, attributes, first)

    def _around(self, tag: str, attributes: Attributes, after: int) -> None:
        """Take what stands before and after the rows."""
        if tag == "sheetData":
            self._in_data = True
            self.data = (after, after)
        elif tag == "sheetProtection":
            self.protected = attributes.get("sheet") in TRUE
        elif tag == "mergeCell":
            self.merged.extend(filter(None, [area_of(attributes.get("ref", ""))]))
        elif tag == "dataValidation":
            areas = tuple(filter(None, map(area_of, attributes.get("sqref", "").split())))
            operator = attributes.get("operator", "between")
            self.allowed.append(Allowed(areas, attributes.get("type", "none"), operator))
        elif tag.endswith(_EXTENDED):
            self._extended = ""
            self.allowed.append(Allowed((), attributes.get("type", "none"), attributes.get("operator", "between")))
        elif self._extended is not None or tag in _BOUNDS:
            self._in = tag.rpartition(":")[2] if tag != "xm:f" else self._in
        elif tag == "col":
            self._column_of(attributes)

    def _column_of(self, attributes: Attributes) -> None:
        """Take how some columns look, and whether people see them."""
        first, last = _whole(attributes, "min") or 0, _whole(attributes, "max") or 0
        if "style" in attributes:
            self.columns.append((first, last, _whole(attributes, "style") or 0))
        if _is_hidden(attributes, "width"):
            self.hidden_columns.append((first, last))

    def _within(self, cell: _Open, tag: str, attributes: Attributes, first: int) -> None:
        """Take what stands within a cell."""
        self._in, self._first = (tag if self._in != "rPh" else "rPh"), first
        if tag == "f":
            cell.formula = ""
            area = area_of(attributes.get("ref", "")) if "ref" in attributes else None
            cell.carries = attributes.get("t") in ("array", "dataTable") or bool(area and not area.is_one_cell)
            if area and attributes.get("t") in ("array", "dataTable"):
                self.arrays.append(area)

    def _text(self, text: str) -> None:
        if self._in == "sqref" and self._extended is not None:
            self._extended += text
        elif self._in in _BOUNDS and self.allowed:
            last = self.allowed[-1]
            first, second = (text, "") if self._in == "formula1" else ("", text)
            self.allowed[-1] = last._replace(first=last.first + first, second=last.second + second)
        elif self._cell and self._in == "f":
            self._cell.formula = (self._cell.formula or "") + text
        elif self._cell and self._in in ("v", "t"):
            self._cell.text += text

    def _end(self, tag: str, first: int, after: int) -> None:
        if not self._in_data:
            self._in = ""
            if self._extended is not None and tag.endswith(_EXTENDED):
                areas = tuple(filter(None, map(area_of, self._extended.split())))
                self.allowed[-1] = self.allowed[-1]._replace(areas=areas)
                self._extended = None
            return
        if tag == "c" and self._cell:
            self.cells[self._cell.spot] = self._closed(self._cell, after)
            self._cell = None
        elif tag == "row":
            inner = (self._row_inner, first)
            self.rows[self._row] = FunderRow((self._row_start, after), inner, self._row_style, self._row_hidden)
        elif tag == "sheetData":
            self._in_data = False
            self.data = (self.data[0], first)
        elif self._cell and tag == "v":
            self._cell.kept = (self._first, after)
        if tag != "t" or self._in != "rPh":
            self._in = ""

    def _closed(self, cell: _Open, after: int) -> FunderCell:
        text, holds = cell.text, _KINDS.get(cell.kind, Holds.NUMBER)
        if cell.kind == "s":
            at = number_of(text.strip())
            text = self._texts[at] if at is not None and at < len(self._texts) else ""
        if cell.kind == "d" and cell.formula is None and _MIDNIGHT.fullmatch(text):
            text, holds = self._day(text), Holds.NUMBER
        if not text and not (cell.kind == "str" and cell.kept):  # a formula can give an empty text
            holds = Holds.NOTHING
        kept = cell.kept if cell.formula is not None else None
        return FunderCell(cell.spot, (cell.first, after), cell.style, holds, text, cell.formula, cell.carries, kept)

    def _day(self, text: str) -> str:
        """Return a day that is written as such, as *Strict Open XML* may, as the number that other workbooks keep."""
        return f"{day_number(date.fromisoformat(text[:10]), from_1904=self._from_1904):f}"


def _is_hidden(attributes: Attributes, size: str) -> bool:
    """Whether a row or columns are hidden, or made so small that they are not to be seen."""
    return attributes.get("hidden") in TRUE or not attributes.get(size, "1").strip("0.")


def _whole(attributes: Attributes, name: str) -> int | None:
    return number_of(attributes.get(name, ""))
