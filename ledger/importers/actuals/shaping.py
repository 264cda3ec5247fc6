"""Rows of a ledger's or a bank's own file made into ours: those of others left out, debit and credit in one amount."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator

from ledger.core.finding import Finding
from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.core.words import folded
from ledger.importers.actuals.cells import CellError
from ledger.importers.actuals.cells import Problem
from ledger.importers.actuals.cells import amounts_in
from ledger.importers.actuals.chunks import Cells
from ledger.importers.actuals.chunks import Chunk
from ledger.importers.actuals.chunks import Columns
from ledger.importers.actuals.header import Header
from ledger.importers.actuals.left_out import OTHERS
from ledger.importers.actuals.left_out import left_out
from ledger.importers.actuals.map_file import ActualsMap

_NOTHING = re.compile(r"[\s0.,:−–-]*(?:kr|SEK)?", re.IGNORECASE)
"""What stands in the one of two columns that a row does not use."""
_MINUS = ("-", "−", "–")


class Shaping:
    """Makes of the rows of a file what the rest is read from, and counts those that it leaves out."""

    def __init__(self, header: Header, rules: ActualsMap, currency: Currency) -> None:
        """Get ready for a file's rows.

        Args:
            header: Its columns.
            rules: The map file.
            currency: In which the sum of what is left out is told.
        """
        self._width = header.width
        self._only = [(header.place_of(column), words) for column, words in rules.only.items()]
        places = header.places
        self._sides = (places.get("debit"), places.get("credit")) if header.in_two else (None, None)
        self._amount = places["amount"]
        self._amounts = amounts_in(currency)
        self._currency = currency
        self._left = [0, 0]

    def of(self, chunks: Iterable[Chunk | Columns | Finding]) -> Iterator[Chunk | Columns | Finding]:
        """Yield the rows that are read; findings among them pass through."""
        if not self._only and self._sides == (None, None):
            yield from chunks
            return
        for each in chunks:
            if isinstance(each, Finding):
                yield each
                continue
            chunk = self._shaped(each.by_row() if isinstance(each, Columns) else each)
            if chunk.records:
                yield chunk

    def left_out(self, file: str) -> Iterator[Finding]:
        """Yield a note of the rows that were left out, if there were any."""
        rows, minor = self._left
        if rows:
            yield left_out(OTHERS, file, rows, Money(minor, self._currency))

    def _shaped(self, chunk: Chunk) -> Chunk:
        records: list[Cells] = []
        lines: list[int] = []
        faults = dict(chunk.faults)
        for record, line in zip(chunk.records, chunk.lines, strict=True):
            whole = len(record) == self._width
            cells, fault = self._in_one(record) if whole else (record, None)
            if whole and not self._is_ours(record):
                self._leave(cells)
                continue
            if fault:
                faults[line] = (*faults.get(line, ()), fault)
            records.append(cells)
            lines.append(line)
        return Chunk(records, lines, faults)

    def _is_ours(self, record: Cells) -> bool:
        return not any(record) or all(folded(record[at]) in words for at, words in self._only)

    def _leave(self, cells: Cells) -> None:
        """Count a row that is left out; what cannot be read of it counts for nothing."""
        self._left[0] += 1
        try:
            (minor,) = self._amounts([cells[self._amount]]) if self._amount < len(cells) else (0,)
        except CellError:
            minor = 0
        self._left[1] += minor

    def _in_one(self, record: Cells) -> tuple[Cells, Problem | None]:
        """Return a row whose amount stands in the first of the two columns, or why it cannot be told."""
        sides = [at for at in self._sides if at is not None]
        if not sides:
            return record, None
        debit, credit = ("" if at is None else record[at] for at in self._sides)
        if not _is_nothing(debit) and not _is_nothing(credit):
            return record, Problem("CSV-122", "credit")
        cells = list(record)
        cells[self._amount] = debit if _is_nothing(credit) else negated(credit)
        return cells, None


def _is_nothing(cell: str) -> bool:
    return _NOTHING.fullmatch(cell.strip()) is not None


def negated(cell: str) -> str:
    """Return an amount as it is written with the other sign."""
    text = cell.strip()
    return text[1:].strip() if text.startswith(_MINUS) else f"-{text.removeprefix('+').strip()}"
