"""What the cells of a funder's workbook are for, by the words around them: heads of rows, heads of columns, fields.

It is a proposal, never a reading: what is proposed is looked through by a person before it is used. A cell is *sure*
only where the words are exactly known ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger.core.words import folded
from ledger.importers.funders.heads import Head
from ledger.importers.funders.heads import Heads
from ledger.importers.funders.heads import Known
from ledger.importers.funders.heads import is_text
from ledger.importers.funders.heads import known
from ledger.importers.funders.heads import plain
from ledger.importers.funders.learned_address import Asked
from ledger.model.funders.fill_map import FillUnit
from ledger.model.funders.fill_proposal import Proposal
from ledger.model.funders.fill_proposal import Vocabulary
from ledger.model.funders.funder_workbook import CellStyle
from ledger.model.funders.funder_workbook import FunderSheet
from ledger.model.funders.funder_workbook import FunderWorkbook
from ledger.model.funders.funder_workbook import Spot
from ledger.model.funders.funder_workbook import cell_name
from ledger.rules.funders.fill import Located
from ledger.rules.funders.fill import locate

_THOUSANDS = re.compile(r"\b(?:tkr|kkr|tusental kronor|tsek)\b")
_DIVISIONS = ("part/", "phase/")


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
        found = known(name.rpartition("!")[2].replace("_", " "), vocabulary.facts)
        if found:
            yield Proposal(at=name, shows=found.means, sure=found.sure, why=name)


def _cells(workbook: FunderWorkbook, vocabulary: Vocabulary) -> Iterator[Proposal]:
    for sheet in workbook.sheets:
        if not sheet.hidden:
            yield from _Sheet(workbook, sheet, vocabulary).proposals()


def recognised(workbook: FunderWorkbook, vocabulary: Vocabulary) -> int:
    """Return how many heads of rows are exactly known ones; tells which scheme a workbook is in."""
    texts = (plain(cell.text) for sheet in workbook.sheets for cell in sheet.cells.values() if is_text(cell))
    return sum(text in vocabulary.rows for text in texts)


class _Sheet:
    """A sheet that is looked at."""

    def __init__(self, workbook: FunderWorkbook, sheet: FunderSheet, vocabulary: Vocabulary) -> None:
        self._workbook, self._sheet, self._vocabulary = workbook, sheet, vocabulary
        self._heads = Heads(workbook, sheet, vocabulary)
        self._texts = self._heads.texts
        self._rows = self._labels()
        self._columns = sorted({column for _, column in sheet.cells})
        everything = (folded(sheet.name), *self._texts.values())
        self._unit = FillUnit.TKR if any(map(_THOUSANDS.search, everything)) else None
        self._of_all = self._heads.of_all(min(self._rows, default=0))

    def proposals(self) -> Iterator[Proposal]:
        """Yield fields and figures in the order of their cells."""
        found: dict[Spot, Proposal] = {}
        for spot, proposal in (*self._figures(), *self._fields()):
            found.setdefault(spot, proposal)
        yield from (found[spot] for spot in sorted(found))

    def _labels(self) -> dict[int, tuple[int, str, Known]]:
        """Return the head of each row: its column, its text and what it means; the first known text of the row."""
        labels: dict[int, tuple[int, str, Known]] = {}
        for (row, column), text in self._texts.items():
            found = known(text, self._vocabulary.rows)
            if self._heads.is_head((row, column)) or (found and found.means.startswith(_DIVISIONS) and not found.sure):
                continue
            if found and (row not in labels or (found.sure and not labels[row][2].sure)):
                labels[row] = (column, text, found)
        for (row, column), year in self._heads.years_down():
            labels.setdefault(row, (column, year, Known("cost/total", sure=False)))
        return labels

    def _figures(self) -> Iterator[tuple[Spot, Proposal]]:
        for row, (label_at, text, found) in self._rows.items():
            for column in self._columns:
                spot = (row, column)
                if column <= label_at or not self._is_free(spot):
                    continue
                head = self._heads.over(spot, self._rows)
                holds = head.holds if head.holds and head.holds.means != "total" else self._of_all.holds
                shows = self._shows(found.means, head, holds, text) if head.words else None
                if shows:
                    sure = found.sure and holds is not None and holds.sure
                    why = " · ".join((text, *head.words))
                    unit = self._counted(shows, self._workbook.style(self._sheet, spot))
                    yield spot, self._proposal(spot, shows, why, sure=sure, unit=unit)

    def _shows(self, row: str, head: Head, holds: Known | None, text: str) -> str | None:
        """Return the address of the figure that a row and what stands over its cell mean; None where there is none."""
        claim = self._heads.is_claim
        usual = "actual" if head.month else "budget"
        if claim and holds is None:
            return None
        year = head.year or (text if text.isdecimal() else self._of_all.year)
        return Asked(
            row=row,
            holds=holds.means if holds else usual,
            year=year,
            month=head.month,
            within=head.within or self._of_all.within,
            of_claim=claim,
        ).address

    def _fields(self) -> Iterator[tuple[Spot, Proposal]]:
        for (row, column), text in self._texts.items():
            found = known(text, self._vocabulary.facts)
            if found is None or (row in self._rows and self._rows[row][0] == column):
                continue
            open_cells = [at for at in self._beside((row, column)) if self._is_field(at)]
            beside = next((at for at in open_cells if self._sheet.cell(at)), None) or next(iter(open_cells), None)
            if beside:
                yield beside, self._proposal(beside, found.means, text, sure=found.sure, unit=None)

    def _beside(self, spot: Spot) -> Iterator[Spot]:
        """Yield where a field's content can stand: to the right of its label, then beneath."""
        area = next((area for area in self._sheet.merged if spot in area), None)
        last = area.last if area else spot
        yield self._sheet.first_of_merged((spot[0], last[1] + 1))
        yield self._sheet.first_of_merged((last[0] + 1, spot[1]))

    def _is_free(self, spot: Spot) -> bool:
        """Whether a figure can stand in a cell: it holds no text, and is not closed unless it is computed."""
        cell = self._sheet.cell(spot)
        if cell is None or self._sheet.first_of_merged(spot) != spot or is_text(cell):
            return False
        return cell.formula is not None or not self._is_closed(spot)

    def _is_field(self, spot: Spot) -> bool:
        cell = self._sheet.cell(spot)
        if cell and (cell.formula is not None or plain(cell.text) in self._vocabulary.facts):
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
