"""What the cells of a funder's workbook are for, by the words around them: heads of rows, heads of columns, fields.

It is a proposal, never a reading: what is proposed is looked through by a person before it is used. A cell is *sure*
only where the words are exactly known ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple

from ledger.core.words import folded
from ledger.model.fill_map import FillUnit
from ledger.model.fill_proposal import Proposal
from ledger.model.fill_proposal import Vocabulary
from ledger.model.funder_workbook import CellStyle
from ledger.model.funder_workbook import FunderCell
from ledger.model.funder_workbook import FunderSheet
from ledger.model.funder_workbook import FunderWorkbook
from ledger.model.funder_workbook import Holds
from ledger.model.funder_workbook import Spot
from ledger.model.funder_workbook import cell_name
from ledger.rules.fill import Located
from ledger.rules.fill import locate

_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]\s+")
_AROUND = " :*.…"
_YEAR = re.compile(r"(?:^|\D)((?:19|20)\d\d)(?:\D|$)")
_THOUSANDS = re.compile(r"\b(?:tkr|kkr|tusental kronor|tsek)\b")
_HEADS_ABOVE = 15
_ALIKE = 0.8
_SHORTEST = 5
_LONGEST = 80


class _Known(NamedTuple):
    """What a text means, and whether it is exactly a known one."""

    means: str
    sure: bool


class _Head(NamedTuple):
    """What stands over a cell: the year, what the column holds, and the words themselves."""

    year: str | None
    holds: _Known | None
    words: tuple[str, ...]


def proposals(workbook: FunderWorkbook, vocabulary: Vocabulary) -> Iterator[Proposal]:
    """Yield what seems to belong into the cells of a workbook, sheet by sheet, from top to bottom."""
    taken: set[tuple[str, Spot]] = set()
    for proposal in (*_names(workbook, vocabulary), *_cells(workbook, vocabulary)):
        at = locate(workbook, proposal.at)
        if isinstance(at, Located) and (at.sheet.name, at.spot) not in taken:
            taken.add((at.sheet.name, at.spot))
            yield proposal


def _names(workbook: FunderWorkbook, vocabulary: Vocabulary) -> Iterator[Proposal]:
    """Yield the fields that the workbook itself has given a name."""
    for name in workbook.names:
        known = _known(name.replace("_", " "), vocabulary.facts)
        if known:
            yield Proposal(at=name, shows=known.means, sure=known.sure, why=name)


def _cells(workbook: FunderWorkbook, vocabulary: Vocabulary) -> Iterator[Proposal]:
    for sheet in workbook.sheets:
        if not sheet.hidden:
            yield from _Sheet(workbook, sheet, vocabulary).proposals()


def recognised(workbook: FunderWorkbook, vocabulary: Vocabulary) -> int:
    """Return how many heads of rows are exactly known ones; tells which scheme a workbook is in."""
    texts = (_plain(cell.text) for sheet in workbook.sheets for cell in sheet.cells.values() if _is_text(cell))
    return sum(text in vocabulary.rows for text in texts)


class _Sheet:
    """A sheet that is looked at."""

    def __init__(self, workbook: FunderWorkbook, sheet: FunderSheet, vocabulary: Vocabulary) -> None:
        self._workbook, self._sheet, self._vocabulary = workbook, sheet, vocabulary
        self._texts = {spot: _plain(cell.text) for spot, cell in sorted(sheet.cells.items()) if _is_text(cell)}
        self._rows = self._labels()
        self._columns = sorted({column for _, column in sheet.cells})
        everything = (folded(sheet.name), *self._texts.values())
        self._unit = FillUnit.TKR if any(map(_THOUSANDS.search, everything)) else None
        self._usual = self._title()

    def proposals(self) -> Iterator[Proposal]:
        """Yield fields and figures in the order of their cells."""
        found: dict[Spot, Proposal] = {}
        for spot, proposal in (*self._figures(), *self._fields()):
            found.setdefault(spot, proposal)
        yield from (found[spot] for spot in sorted(found))

    def _labels(self) -> dict[int, tuple[int, str, _Known]]:
        """Return the head of each row: its column, its text and what it means; the first known text of the row."""
        labels: dict[int, tuple[int, str, _Known]] = {}
        for (row, column), text in self._texts.items():
            known = _known(text, self._vocabulary.rows)
            if known and (row not in labels or (known.sure and not labels[row][2].sure)):
                labels[row] = (column, text, known)
        return labels

    def _title(self) -> _Known | None:
        """Return what the sheet's columns hold by its name, or by a text above its first row of figures."""
        first = min(self._rows, default=0)
        above = (text for (row, _), text in self._texts.items() if row < first)
        for text in (folded(self._sheet.name), *above):
            for word, means in self._vocabulary.columns.items():
                if means in ("budget", "actual") and re.search(rf"\b{re.escape(word)}", text):
                    return _Known(means, sure=True)
        return None

    def _figures(self) -> Iterator[tuple[Spot, Proposal]]:
        for row, (label_at, text, known) in self._rows.items():
            for column in self._columns:
                spot = (row, column)
                if column <= label_at or not self._is_free(spot):
                    continue
                head = self._head(spot)
                if head and (shows := _address(known.means, head, self._usual)):
                    explicit = head.holds if head.holds and head.holds.means != "total" else self._usual
                    sure = known.sure and explicit is not None and explicit.sure
                    why = " · ".join((text, *head.words))
                    unit = self._counted(shows, self._workbook.style(self._sheet, spot))
                    yield spot, self._proposal(spot, shows, why, sure=sure, unit=unit)

    def _head(self, spot: Spot) -> _Head | None:
        """Return what stands over a cell, the nearest first, up to where there is nothing known."""
        year, holds, words = None, None, []
        for row in range(spot[0] - 1, max(0, spot[0] - _HEADS_ABOVE - len(self._rows)), -1):
            at = self._sheet.first_of_merged((row, spot[1]))
            cell = self._sheet.cell(at)
            if cell is None or cell.formula is not None or at[0] in self._rows:
                continue
            text = _plain(cell.text)
            found = _YEAR.search(text) if cell.holds in (Holds.TEXT, Holds.NUMBER) and len(text) < _LONGEST else None
            known = _known(_YEAR.sub(" ", text).strip(), self._vocabulary.columns) if _is_text(cell) else None
            if found and year is None:
                year = found[1]
            if known and holds is None:
                holds = known
            if found or known:
                words.append(text)
        return _Head(year, holds, tuple(words)) if words else None

    def _fields(self) -> Iterator[tuple[Spot, Proposal]]:
        for (row, column), text in self._texts.items():
            known = _known(text, self._vocabulary.facts)
            if known is None or (row in self._rows and self._rows[row][0] == column):
                continue
            open_cells = [at for at in self._beside((row, column)) if self._is_field(at)]
            beside = next((at for at in open_cells if self._sheet.cell(at)), None) or next(iter(open_cells), None)
            if beside:
                yield beside, self._proposal(beside, known.means, text, sure=known.sure, unit=None)

    def _beside(self, spot: Spot) -> Iterator[Spot]:
        """Yield where a field's content can stand: to the right of its label, then beneath."""
        area = next((area for area in self._sheet.merged if spot in area), None)
        last = area.last if area else spot
        yield self._sheet.first_of_merged((spot[0], last[1] + 1))
        yield self._sheet.first_of_merged((last[0] + 1, spot[1]))

    def _is_free(self, spot: Spot) -> bool:
        """Whether a figure can stand in a cell: it holds no text, and is not closed unless it is computed."""
        cell = self._sheet.cell(spot)
        if cell is None or self._sheet.first_of_merged(spot) != spot or _is_text(cell):
            return False
        return cell.formula is not None or not self._is_closed(spot)

    def _is_field(self, spot: Spot) -> bool:
        cell = self._sheet.cell(spot)
        if cell and (cell.formula is not None or _plain(cell.text) in self._vocabulary.facts):
            return False
        return not self._is_closed(spot)

    def _is_closed(self, spot: Spot) -> bool:
        return self._sheet.protected and self._workbook.style(self._sheet, spot).locked

    def _counted(self, shows: str, style: CellStyle) -> FillUnit | None:
        """Return what a figure is to be counted in, if the cell does not show it so by itself."""
        if ".used" in shows:
            return None if style.is_percent else FillUnit.PERCENT
        return None if style.is_scaled else self._unit

    def _proposal(self, spot: Spot, shows: str, why: str, *, sure: bool, unit: FillUnit | None) -> Proposal:
        at = f"{self._sheet.name}!{cell_name(spot)}"
        return Proposal(at=at, shows=shows, sure=sure, why=why, unit=unit)


def _address(row: str, head: _Head, usual: _Known | None) -> str | None:
    """Return the address of the figure that a row and a column's head mean; None where there is none."""
    kind, _, key = row.partition("/")
    holds = head.holds.means if head.holds else None
    if holds in (None, "total"):
        holds = usual.means if usual else "budget"
    if kind == "cost" and holds == "budget":
        return f"budget/{key}.{head.year or 'total'}"
    year = f"?year={head.year}" if head.year else ""
    if kind == "cost":
        return f"variance/{key}.{holds}{year}"
    if holds == "budget":
        return f"financing/{key}.{head.year or 'total'}"
    return f"cofinancing/{key}.earned{year}" if holds == "actual" else None


def _known(text: str, known: Mapping[str, str]) -> _Known | None:
    """Return what a text means: exactly a known one, one that begins like it, or one that is written nearly so."""
    if text in known:
        return _Known(known[text], sure=True)
    if len(text) < _SHORTEST or len(text) > _LONGEST:
        return None
    begins = [word for word in known if len(word) >= _SHORTEST and (word.startswith(text) or text.startswith(word))]
    near = begins or get_close_matches(text, known, n=1, cutoff=_ALIKE)
    return _Known(known[near[0]], sure=False) if near else None


def _plain(text: str) -> str:
    """Return a text as it is compared: without its number, and without the signs around it."""
    return _NUMBERED.sub("", folded(text).strip(_AROUND)).strip(_AROUND)


def _is_text(cell: FunderCell) -> bool:
    return cell.holds is Holds.TEXT and cell.formula is None and bool(cell.text.strip())
