"""What stands over the cells of a funder's sheet: years, months, what columns hold, parts and phases."""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import timedelta
from difflib import get_close_matches
from typing import NamedTuple

from ledger.core.digits import number_of
from ledger.core.words import folded
from ledger.model.funders.fill_proposal import Vocabulary
from ledger.model.funders.funder_workbook import FunderCell
from ledger.model.funders.funder_workbook import FunderSheet
from ledger.model.funders.funder_workbook import FunderWorkbook
from ledger.model.funders.funder_workbook import Holds
from ledger.model.funders.funder_workbook import Spot
from ledger.model.funders.funder_workbook import day_0

_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]\s+")
_AROUND = " :*.…"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH = re.compile(r"([^\W\d_]{3,9})[\s.'’-]*((?:19|20)?\d\d)?")
_YEAR_AND_MONTH = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])")
_CENTURY = "20"
_HEADS_ABOVE = 15
_ALIKE = 0.8
_SHORTEST = 5
_LONGEST = 80
_CLAIM_ONLY = ("previous", "current")
_DAYS_MOST = 100_000


class Known(NamedTuple):
    """What a text means, and whether it is exactly a known one."""

    means: str
    sure: bool


class Head(NamedTuple):
    """What stands over a cell: the time, what the column holds, the part or phase, and the words themselves."""

    year: str | None = None
    month: int | None = None
    holds: Known | None = None
    within: str | None = None
    words: tuple[str, ...] = ()

    def beneath(self, above: Head) -> Head:
        """Return it with what stands further up where it says nothing itself."""
        if above.words == self.words[-1:]:
            return self  # one cell over several rows
        return Head(
            self.year or above.year,
            self.month or above.month,
            self.holds or above.holds,
            self.within or above.within,
            self.words + above.words,
        )


class Heads:
    """The heads of a sheet.

    Attributes:
        texts: Its texts as they are compared, by cell.
        is_claim: Whether the sheet is a payment claim.
    """

    def __init__(self, workbook: FunderWorkbook, sheet: FunderSheet, vocabulary: Vocabulary) -> None:
        self.texts = {spot: plain(cell.text) for spot, cell in sorted(sheet.cells.items()) if is_text(cell)}
        self._workbook, self._sheet, self._vocabulary = workbook, sheet, vocabulary
        titles = tuple(word for word, means in vocabulary.claims.items() if means == "title")
        all_texts = (self._name, *self.texts.values())
        self.is_claim = any(vocabulary.claims.get(text) in _CLAIM_ONLY or text.startswith(titles) for text in all_texts)
        self._read = {spot: head for spot in sheet.cells if (head := self._one(spot)).words}
        self._with_months = {row for (row, _), head in self._read.items() if head.month}

    @property
    def _name(self) -> str:
        return plain(self._sheet.name)

    def over(self, spot: Spot, rows: Collection[int]) -> Head:
        """Return what stands over a cell, the nearest first.

        Args:
            spot: The cell.
            rows: Rows of figures, whose cells are no heads.
        """
        found = Head()
        for row in range(spot[0] - 1, max(0, spot[0] - _HEADS_ABOVE - len(rows)), -1):
            if row in rows and found.words:
                break  # what stands above other rows of figures heads those
            at = self._sheet.first_of_merged((row, spot[1]))
            if at in self._read and at[0] not in rows:
                found = found.beneath(self._read[at]) if found.words else self._read[at]
        return found

    def is_head(self, spot: Spot) -> bool:
        """Whether a text that could stand before a row heads a column: heads stand before it, or parts beside it."""
        row, column = spot
        if any(at[0] == row and at[1] < column for at in self._read):
            return True
        if spot not in self._read or self._read[spot].within is None:
            return False
        beside = [at for at in self._sheet.cells if at[0] == row and at[1] > column]
        return not beside or any(at in self._read and self._read[at].within for at in beside)

    def years_down(self) -> Iterator[tuple[Spot, str]]:
        """Yield the first cell of each row that is a year beneath months."""
        first = min(self._with_months, default=None)
        seen: set[int] = set()
        for spot in sorted(self._read):
            head = self._read[spot]
            beneath = first is not None and spot[0] > first and spot[0] not in seen
            if beneath and head.words == (head.year,):
                seen.add(spot[0])
                yield spot, head.words[0]

    def of_all(self, first: int) -> Head:
        """Return what the sheet's name and the texts above a row say of all of the sheet.

        A year does so only where columns are months; two different ones say nothing.
        """
        above = [
            self._name,
            *(text for (row, _), text in self.texts.items() if row < first and row not in self._with_months),
        ]
        years = {year for text in above for year in _YEAR.findall(text)} if self._with_months else set()
        within = {self._vocabulary.divisions[text] for text in above if text in self._vocabulary.divisions}
        usual = next((known for text in above for known in self._title(text)), None)
        return Head(_only(years), None, usual, _only(within))

    def _title(self, text: str) -> Iterator[Known]:
        for word, means in self._vocabulary.columns.items():
            if means in ("budget", "actual") and re.search(rf"\b{re.escape(word)}", text):
                yield Known(means, sure=True)

    def _one(self, spot: Spot) -> Head:
        """Return what a single cell says."""
        cell = self._sheet.cells[spot]
        if cell.formula is not None or cell.holds not in (Holds.TEXT, Holds.NUMBER):
            return Head()
        style = self._workbook.style(self._sheet, spot)
        if cell.holds is Holds.NUMBER and (style.is_date or style.is_month):
            return self._day(cell) if style.is_month else Head()
        text = plain(cell.text)
        if len(text) >= _LONGEST:
            return Head()
        year, month = self._time(text)
        holds = self._holds(_YEAR.sub(" ", text).strip()) if is_text(cell) else None
        within = self._vocabulary.divisions.get(text)
        found = year or month or holds or within
        return Head(year, month, holds, within, (text,)) if found else Head()

    def _day(self, cell: FunderCell) -> Head:
        """Return the month of a cell that shows a day."""
        number = number_of(cell.text.partition(".")[0])
        if number is None or number > _DAYS_MOST:
            return Head()
        day = day_0(from_1904=self._workbook.from_1904) + timedelta(number)
        return Head(str(day.year), day.month, None, None, (f"{day:%Y-%m}",))

    def _time(self, text: str) -> tuple[str | None, int | None]:
        """Return the year and the month that a text is."""
        if match := _YEAR_AND_MONTH.fullmatch(text):
            return match[1], int(match[2])
        match = _MONTH.fullmatch(text)
        if match and match[1] in self._vocabulary.months:
            year = match[2] and (match[2] if len(match[2]) > len(_CENTURY) else _CENTURY + match[2])
            return year, self._vocabulary.months[match[1]]
        return _only(set(_YEAR.findall(text))), None

    def _holds(self, text: str) -> Known | None:
        """Return what a column holds; in a claim by the words of claims first."""
        means = self._vocabulary.claims.get(text)
        if means == "requested":
            return Known("current" if self.is_claim else "budget", sure=True)
        if means == "received" or (self.is_claim and means not in (None, "title")):
            return Known("current" if means == "period" else means, sure=True)
        return known(text, self._vocabulary.columns)


def known(text: str, words: Mapping[str, str]) -> Known | None:
    """Return what a text means: exactly a known one, one that begins like it, or one that is written nearly so."""
    if text in words:
        return Known(words[text], sure=True)
    if len(text) < _SHORTEST or len(text) > _LONGEST:
        return None
    begins = [word for word in words if len(word) >= _SHORTEST and (word.startswith(text) or text.startswith(word))]
    near = begins or get_close_matches(text, words, n=1, cutoff=_ALIKE)
    return Known(words[near[0]], sure=False) if near else None


def plain(text: str) -> str:
    """Return a text as it is compared: without its number, and without the signs around it."""
    return _NUMBERED.sub("", folded(text).strip(_AROUND)).strip(_AROUND)


def is_text(cell: FunderCell) -> bool:
    """Whether a cell holds a text of its own."""
    return cell.holds is Holds.TEXT and cell.formula is None and bool(cell.text.strip())


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None
