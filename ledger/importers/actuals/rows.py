"""Rows of an actuals file as entries: what a CSV file and a worksheet have in common once their cells are texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import Severity
from ledger.core.money import SEK
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import folded
from ledger.importers.actuals.actuals import POSTING
from ledger.importers.actuals.actuals import TWO_SIDES
from ledger.importers.actuals.actuals import Target
from ledger.importers.actuals.cells import CellError
from ledger.importers.actuals.cells import Problem
from ledger.importers.actuals.cells import amounts_in
from ledger.importers.actuals.cells import cleaned
from ledger.importers.actuals.cells import refused
from ledger.importers.actuals.cells import spaced
from ledger.importers.actuals.cells import vat_in
from ledger.importers.actuals.chunks import Cells
from ledger.importers.actuals.chunks import Chunk
from ledger.importers.actuals.chunks import Columns
from ledger.importers.actuals.entries import EntryMaker
from ledger.importers.actuals.header import Header
from ledger.importers.actuals.map_file import ActualsMap
from ledger.importers.actuals.map_file import Signs
from ledger.importers.actuals.postings import Postings
from ledger.importers.actuals.shaping import Shaping
from ledger.importers.actuals.split import WHOLE
from ledger.importers.actuals.split import Splits
from ledger.importers.actuals.split import posting_cells
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.imports.bulk import Batch
from ledger.model.imports.bulk import Reader

_ORIGIN, _OCCURRENCE = COLUMNS.index("origin_row"), COLUMNS.index("origin_occurrence")
_PARTS = 16
"""In how many parts rows are read that cannot be read together: a thousand take few steps to the one to blame, and few
are read together in vain where all are."""
_WARNS = frozenset({"CSV-109"})
_TOTAL_WORDS = ("summa", "summa:", "delsumma", "total", "totalt", "subtotal", "sum")


@frozen(kw_only=True)
class Request:
    """What is asked for when a file is read.

    Attributes:
        file: Its name for people.
        targets: The projects that rows may be booked on, by id.
        project: The project of rows that name none; None where all rows, or the map, name theirs.
        rules: The map file.
        reader: Which of several readers of the file it is for.
    """

    file: str
    targets: Mapping[str, Target]
    project: str | None = None
    rules: ActualsMap
    reader: Reader = Reader()


def one_by_one(read: Iterable[Batch | Finding]) -> Iterator[EntryRow | Finding]:
    """Yield the rows of batches, rows alike numbered, and what findings there are among them, in their order."""
    met: Counter[str] = Counter()
    for each in read:
        if isinstance(each, Finding):
            yield each
            continue
        for row in each.rows():
            met[row[_ORIGIN]] += 1
            yield (*row[:_OCCURRENCE], met[row[_ORIGIN]], *row[_OCCURRENCE + 1 :])


Locate = Callable[[int, Problem], Place]
"""Tells where a problem lies that a row, given by its line, has."""


class RowReader:
    """Reads rows a chunk at a time, column by column, which takes half the time of reading each row by itself.

    If anything in a chunk is out of order the chunk is parted, and its parts again, until a row to blame stands alone.
    """

    def __init__(self, header: Header, request: Request, locate: Locate | None = None) -> None:
        """Get ready for a file's rows; problems are placed by line and heading unless `locate` places them."""
        self._header = header
        self._locate = locate or self._line_and_heading
        self._file = request.file
        self._pick = itemgetter(*(header.places[column] for column in POSTING))
        signs = request.rules.signs or (Signs.DEBIT if header.in_two else Signs.KIND)
        constant = {column: cell for column, cell in header.constant.items() if column in POSTING}
        self._postings = Postings(request.targets, request.project, request.rules.values, signs, constant)
        self._maker = EntryMaker(header, organisation=request.rules.organisation, postings=self._postings)
        self._splits = Splits(request.rules.splits, header)
        currency = next((target.project.currency for target in request.targets.values()), SEK)
        self._shaping = Shaping(header, request.rules, currency)
        # For the amount of a row whose project cannot be told, so that its other problems are reported with it.
        self._some_amounts = amounts_in(currency)

    def batches(self, chunks: Iterable[Chunk | Columns | Finding]) -> Iterator[Batch | Finding]:
        """Yield, some at a time, the entries of rows or their problems; findings among the chunks pass through.

        It may be asked again for rows that follow.
        """
        for chunk in self._shaping.of(chunks):
            if isinstance(chunk, Finding):
                yield chunk
            else:
                yield from self._read(chunk)

    def left_out(self) -> Iterator[Finding]:
        """Yield notes of what was left outside the book, when all rows have been read."""
        yield from self._splits.left_outside(self._file)
        yield from self._shaping.left_out(self._file)

    def _read(self, chunk: Chunk | Columns) -> Iterator[Batch | Finding]:
        if isinstance(chunk, Columns):
            try:
                entries = self._entries(chunk.columns)
            except CellError:
                chunk = chunk.by_row()
            else:
                yield entries
                return
        count = len(chunk.records)
        if not count:
            return
        if count == 1:
            yield from self._alone(chunk.records[0], chunk.lines[0], chunk.faults.get(chunk.lines[0], ()))
            return
        try:
            entries = self._together(chunk)
        except CellError:
            filled = _filled(chunk)
            rows = -(-count // _PARTS)
            parts = (chunk.part(at, min(at + rows, count)) for at in range(0, count, rows))
            for part in parts if len(filled.records) == count else (filled,):
                yield from self._read(part)
        else:
            yield entries

    def _together(self, chunk: Chunk) -> Batch:
        """Return the entries of rows in which all is as it should be and none is split.

        Raises:
            CellError: Something else is the case in one of the rows or in several.
        """
        header, records = self._header, chunk.records
        if set(map(len, records)) != {header.width} or not chunk.faults.keys().isdisjoint(chunk.lines):
            raise CellError
        if not "".join(map("".join, records)).isprintable():
            records = [list(map(spaced, cells)) for cells in records]
        return self._entries(list(zip(*records, strict=True)))

    def _entries(self, cells: Sequence[Sequence[str]]) -> Batch:
        """Return the entries of rows, given column by column, of which none is split.

        Raises:
            CellError: A cell cannot be read, or a row is to be split.
        """
        header, count = self._header, len(cells[0])
        columns = [*cells, *([cell] * count for cell in header.tail)]
        if self._splits.fit(columns) or any(map(str.strip, chain.from_iterable(columns[at] for at in header.unnamed))):
            raise CellError
        places, amounts = self._postings.together(self._pick(columns))
        minors = self._postings.signed(places, amounts(columns[header.places["amount"]]))
        return self._maker.make(columns, places, minors)

    def _alone(self, record: Cells, line: int, faults: tuple[Problem, ...]) -> Iterator[Batch | Finding]:
        """Yield the entries of a row, or everything that is wrong with it; nothing if it is empty."""
        if _is_blank(record) and not faults:
            return
        if len(record) != self._header.width:
            wrong = Problem("CSV-101", None, (("found", len(record)), ("expected", self._header.width)))
            yield self._finding(wrong, line)
            return
        if self._header.is_repeated_by(record):
            yield self._finding(Problem("CSV-125"), line)
            return
        cells, problems = self._cleaned([*record, *self._header.tail])
        entries: Batch | None = None
        if faults:
            faulty = {"amount" if problem.column in TWO_SIDES else problem.column for problem in faults}
            problems += (*faults, *(each for each in self._problems(cells) if each.column not in faulty))
        elif all(problem.code in _WARNS for problem in problems):
            try:
                entries = self._booked(cells)
            except CellError as error:
                problems += self._problems(cells) or error.problems
        yield from (self._finding(problem, line) for problem in problems)
        if entries is not None:
            yield entries

    def _booked(self, cells: Cells) -> Batch:
        """Return the entry of a row, or those that it is split into.

        Raises:
            CellError: A cell cannot be read; there may be others.
        """
        slices = self._splits.slices(cells) or (WHOLE,)
        found = [self._postings[posting_cells(self._pick(cells), part)] for part in slices]
        if any(posting.currency != found[0].currency for posting in found):
            raise refused("CSV-119", "project")
        stray = next((at for at in self._header.unnamed if cells[at].strip()), None)
        if stray is not None:
            raise CellError(Problem("CSV-118", at=stray))
        places = [posting.place for posting in found]
        (minor,) = self._postings.signed(places[:1], found[0].amounts([cells[self._header.places["amount"]]]))
        *minors, outside = self._splits.amounts(minor, slices)
        numbers = range(1, len(slices) + 1) if slices != (WHOLE,) else ()
        entries = self._maker.make([[cell] * len(slices) for cell in cells], places, minors, numbers)
        self._splits.leave(outside, found[0].currency)
        return entries

    def _cleaned(self, cells: Cells) -> tuple[Cells, tuple[Problem, ...]]:
        """Return a row's cells without what does not show, and what should be said about it."""
        problems: list[Problem] = []
        hidden = ((column, at) for column, at in self._header.places.items() if not cells[at].isprintable())
        for column, at in hidden:
            cells[at], found = cleaned(cells[at])
            problems.extend(evolve(problem, column=column) for problem in found)
        return cells, tuple(problems)

    def _problems(self, cells: Cells) -> tuple[Problem, ...]:
        """Return everything in a row's cells that keeps it from being read."""
        at = self._header.places
        if is_total(cells, cells[at["date"]]):
            return (Problem("CSV-110"),)
        problems: list[Problem] = []

        def attempt(read: Callable[[Any], Any], cell: object) -> Any:
            try:
                return read(cell)
            except CellError as error:
                problems.extend(error.problems)
                return None

        slices = self._splits.slices(cells) or (WHOLE,)
        found = [attempt(self._postings.__getitem__, posting_cells(self._pick(cells), part)) for part in slices]
        attempt(found[0].amounts if found[0] else self._some_amounts, [cells[at["amount"]]])
        attempt(vat_in(found[0].amounts if found[0] else self._some_amounts), cells[at["vat"]])
        for column, memo in self._maker.memos.items():
            attempt(memo.__getitem__, cells[at[column]])
        return tuple(dict.fromkeys(problems))

    def _finding(self, problem: Problem, line: int) -> Finding:
        return Finding(
            code=problem.code,
            severity=Severity.WARN if problem.code in _WARNS else Severity.STOP,
            place=self._locate(line, problem),
            values=problem.values,
        )

    def _line_and_heading(self, line: int, problem: Problem) -> Place:
        heading = self._header.heading(problem.column) if problem.column else None
        return Place(file=self._file, line=line, column=heading)


def is_total(cells: Cells, day: str) -> bool:
    """Whether a row looks like one of totals: it has such a word, and no day, or the word in its place."""
    if folded(day).split(" ")[0] not in ("", *_TOTAL_WORDS):
        return False
    return any(folded(cell).split(" ")[0] in _TOTAL_WORDS for cell in cells)


def _filled(chunk: Chunk) -> Chunk:
    """Return those rows that are not empty: a spreadsheet may save as many empty ones as a sheet can have."""
    numbered = zip(chunk.records, chunk.lines, strict=True)
    kept = [(record, line) for record, line in numbered if line in chunk.faults or not _is_blank(record)]
    return Chunk([record for record, _ in kept], [line for _, line in kept], chunk.faults)


def _is_blank(cells: Cells) -> bool:
    return not any(map(str.strip, cells))
