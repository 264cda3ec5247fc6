"""SIE 1 to 4, read record by record: vouchers and rows as they come, sums by account, and the file's own proof."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from itertools import chain
from itertools import groupby
from itertools import takewhile
from typing import BinaryIO

from ledger.core.finding import Finding
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.finding import warning
from ledger.importers.sie.encoding import CP437
from ledger.importers.sie.encoding import NAMES
from ledger.importers.sie.lines import LINE_MAX
from ledger.importers.sie.lines import Survey
from ledger.importers.sie.lines import blocks
from ledger.importers.sie.lines import survey
from ledger.importers.sie.outcome import Outcome
from ledger.importers.sie.outcome import finish
from ledger.importers.sie.proof import SieProof
from ledger.importers.sie.reading import Reading
from ledger.importers.sie.records import SieHead
from ledger.importers.sie.records import SieRow
from ledger.importers.sie.records import SieRows
from ledger.importers.sie.records import SieValue
from ledger.importers.sie.told import BEFORE
from ledger.importers.sie.told import Told
from ledger.importers.sie.vouchers import ROW_LABELS

_BOM = b"\xef\xbb\xbf"
_OPENS_VOUCHERS = (b"#VER", *ROW_LABELS)


class SieReader:
    """A file of SIE 1 to 4.

    Args:
        stream: The file; it is read more than once, so it must be able to seek. It stays open.
        file: Its name for people.
        spending: Whether vouchers are asked for: a file without any is then refused.

    The head is there at once, up to the first voucher; `rows` may be asked for again, and starts anew each time. What
    `findings`, `sums` and `proof` say is complete when `rows` has been read to its end.
    """

    def __init__(self, stream: BinaryIO, *, file: str, spending: bool = True) -> None:
        self._stream = stream
        self._file = file
        self._survey = survey(stream)
        self._refused = _refusals(self._survey, file, spending=spending)
        self._reading = self._begin()
        self._values: tuple[Finding, ...] = ()
        if self._survey.kind == "4":
            self._read_head()

    @property
    def head(self) -> SieHead:
        """What the file says of itself: up to the first voucher, and all of it when the rows have been read."""
        return self._reading.head.head()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found so far; the first hundred of each code, and then how many more there were."""
        found = self._reading.told.findings
        return (*self._refused, *found, *(each for each in self._values if each not in found))

    @property
    def stops(self) -> bool:
        """Whether the file is refused; it then gives no rows."""
        return bool(self._refused)

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return self._survey.lines

    @property
    def sums(self) -> Mapping[str, int]:
        """Sum of the rows read so far by account, öre."""
        return self._reading.sums

    @property
    def skipped(self) -> int:
        """How many rows were left out because their account or amount cannot be read; each is told."""
        return self._reading.rows.skipped

    @property
    def proof(self) -> SieProof:
        """What opening balances, rows, closing balances and results say of each other."""
        return self._reading.outcome().proof

    def rows(self, *, trail: bool = False) -> Iterator[SieRow]:
        """Yield the rows of all vouchers in the file's order.

        Args:
            trail: Whether to yield ``#RTRANS`` and ``#BTRANS`` too, which have a mark and are never to be counted.
        """
        for _, some in self.turns():
            for rows in some:
                yield from (rows if trail else rows.counted()).rows()
        if not self._refused:
            finish(self.outcome())

    def turns(self, at: int = 0, of: int = 1) -> Iterator[tuple[int, Iterator[SieRows]]]:
        """Yield the turns that one of several readers of the file has, each with its rows, the trail's too.

        What is found, and what the rows come to, is then of these turns alone; `outcome` gives it. The first one reads
        the head for all, and all of a file that cannot be divided.

        Args:
            at: Which reader, from 0.
            of: How many there are.
        """
        if self._refused:
            return
        self._reading = self._begin()
        if at:
            self._read_head()
            self._reading.told.forget()
        own = self._blocks(self._reading.told, at, of)
        for turn, some in groupby(own, lambda block: block[0]):
            yield turn, self._turn((start, lines) for _, start, lines in some)

    def outcome(self) -> Outcome:
        """Return what has been met of the file so far."""
        return self._reading.outcome()

    def values(self) -> Iterator[SieValue]:
        """Yield the figures that stand in no voucher: balances, monthly changes, budgets."""
        if self._survey.kind != "4":
            return
        reading = self._begin()
        for at, line in self._lines(reading.told):
            if line.startswith((b"#", b"\t#")) and not line.startswith(_OPENS_VOUCHERS):
                value = reading.value(line, at)
                if value is not None:
                    yield value
        self._values = tuple(each for each in reading.told.findings if each.code not in ("SIE-001", "SIE-010"))

    def _turn(self, some: Iterable[tuple[int, list[bytes]]]) -> Iterator[SieRows]:
        """Yield the rows of a turn, which ends where the next voucher begins, or with the file."""
        last = 0
        for start, lines in some:
            yield from self._reading.read(start, lines)
            last = start + len(lines) - 1
        self._reading.close(last, at_end=last == self._survey.last)

    def _begin(self) -> Reading:
        """Return a reading of the file that has not begun."""
        told = Told(self._file)
        if self._survey.kind == "4" and self._survey.encoding != CP437:
            told.add(note("SIE-001", told.at(None), encoding=NAMES[self._survey.encoding]), met=BEFORE)
        return Reading(told, self._survey.encoding)

    def _read_head(self) -> None:
        """Read up to the first voucher."""
        lines = self._lines(self._reading.told)
        self._reading.read_lines(takewhile(lambda each: not each[1].startswith(_OPENS_VOUCHERS), lines))

    def _lines(self, told: Told) -> Iterator[tuple[int, bytes]]:
        """Return the lines with their numbers, without blanks around them."""
        return chain.from_iterable(enumerate(lines, start) for _, start, lines in self._blocks(told))

    def _blocks(self, told: Told, at: int = 0, of: int = 1) -> Iterator[tuple[int, int, list[bytes]]]:
        """Yield the lines of a reader's turns without blanks around them, some at a time.

        Yields:
            Turn, number of the first line, and lines.
        """
        newline = self._survey.newline
        for turn, start, content in blocks(self._stream, newline):
            own = turn if self._survey.divisible else 0
            if own % of != at:
                continue
            whole = content.removesuffix(newline)
            # Where lines end with CR alone an LF is a character like others.
            lines = list(map(bytes.strip, (whole if newline == b"\n" else whole.replace(b"\n", b" ")).split(newline)))
            if start == 1:
                lines[0] = lines[0].removeprefix(_BOM).strip()
            if max(map(len, lines)) > LINE_MAX:
                _cut(start, lines, told)
            yield own, start, lines


def _cut(start: int, lines: list[bytes], told: Told) -> None:
    """Cut off lines that are too long, and tell them."""
    for at, line in enumerate(lines):
        if len(line) > LINE_MAX:
            told.add(warning("SIE-010", told.at(start + at)))
            lines[at] = line[:LINE_MAX]


def _refusals(found: Survey, file: str, *, spending: bool) -> tuple[Finding, ...]:
    """Return why a file cannot be read."""
    place = Told(file).at(None)
    if found.kind == "5":
        return (stop("SIE-002", place),)
    if found.kind != "4":
        return (stop("SIE-006", place),)
    if found.truncated:
        return (stop("SIE-004", place),)
    if found.begins_again:
        return (stop("SIE-021", Told(file).at(found.begins_again)),)
    if spending and not found.has_vouchers:
        return (stop("SIE-003", place),)
    return ()
