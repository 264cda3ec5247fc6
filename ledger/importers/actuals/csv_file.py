"""Actuals from CSV, row by row: the file is never held in memory, whatever its size."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from itertools import accumulate
from itertools import chain
from itertools import groupby
from itertools import islice
from typing import BinaryIO
from typing import NamedTuple
from typing import Protocol

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import stop
from ledger.core.lines import columns_of
from ledger.core.record import evolve
from ledger.importers.actuals.actuals import Target
from ledger.importers.actuals.chunks import Cells
from ledger.importers.actuals.chunks import Chunk
from ledger.importers.actuals.chunks import Columns
from ledger.importers.actuals.csv_bytes import survey
from ledger.importers.actuals.header import known_headings
from ledger.importers.actuals.header import needed_among
from ledger.importers.actuals.header import read_header
from ledger.importers.actuals.map_file import ActualsMap
from ledger.importers.actuals.rows import Request
from ledger.importers.actuals.rows import RowReader
from ledger.importers.actuals.rows import one_by_one
from ledger.model.entry import EntryRow
from ledger.model.imports.bulk import Batch
from ledger.model.imports.bulk import Reader
from ledger.model.imports.bulk import Turn

_DELIMITERS = (",", ";", "\t")
_HEADER_LINES_MAX = 60
# Enough that what is done once for all of them costs nothing, few enough that they stay in the processor's cache.
_CHUNK_ROWS = 1024
_CHUNK_BYTES = 48 * 1024
# A mebibyte: some thousand rows, so that a project among hundreds has many of them.
_CHUNKS_A_TURN = 20
_ASCII_SHOWN = bytes(range(ord(" "), ord("~") + 1))
_LINE_BREAK = re.compile("\r\n|\r|\n")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Reader(Protocol):
    """What `csv.reader` gives."""

    line_num: int

    def __iter__(self) -> Iterator[Cells]:
        """Return itself."""
        ...

    def __next__(self) -> Cells:
        """Return the next row's cells."""
        ...


def read_csv(
    stream: BinaryIO,
    *,
    file: str,
    targets: Mapping[str, Target],
    project: str | None,
    rules: ActualsMap | None = None,
) -> Iterator[EntryRow | Finding]:
    """Yield the entries of a CSV file, and all its problems, in the file's order.

    Encoding (UTF-8 with or without byte-order mark, else CP1252) and separator (comma, semicolon or tab) are told by
    content. An entry's number is 0; its origin tells the same row again in any other export.

    Args:
        stream: The file; it is read twice, so it must be able to seek. It stays open.
        file: Its name for people.
        targets: The projects that rows may be booked on, by id.
        project: The project of rows that name none; a row that names another is refused. None where all rows, or the
            map, name theirs.
        rules: The map file for another program's columns.

    Yields:
        A row in the order of `ledger.model.entry.COLUMNS`, amounts in minor units of its project's currency, or a
        finding. A row with a finding that stops is not yielded.
    """
    request = Request(file=file, targets=targets, project=project, rules=rules or ActualsMap())
    yield from one_by_one(each for each in csv_batches(stream, request) if not isinstance(each, Turn))


def csv_batches(stream: BinaryIO, request: Request) -> Iterator[Batch | Turn | Finding]:
    """Yield the same as `read_csv` with the entries in columns, some hundred at a time; rows alike are not numbered.

    Args:
        stream: The file.
        request: What is asked for. What concerns the whole file is told by the first of several readers.
    """
    found = survey(stream, request.file)
    if request.reader.at == 0:
        yield from found.findings
    if found.encoding is not None:
        yield from _batches(stream, found.encoding, request)


def _batches(stream: BinaryIO, encoding: str, request: Request) -> Iterator[Batch | Turn | Finding]:
    taken: list[str] = []
    with _as_text(stream, 0, encoding) as text:
        first = next((line for line in text if line.strip()), "")
        text.seek(0)
        delimiter = told_delimiter(first, request.rules)
        reader = csv.reader(_noted(text, taken), delimiter=delimiter, strict=True)
        place, headings = _headings(reader, request.file)
        text.seek(0)
        below = headings_below(text, request.rules)
    if isinstance(headings, Finding):
        findings: Sequence[Finding] = (headings,)
    elif below:
        findings = (stop("CSV-018", evolve(place, line=below)),)
    else:
        header, findings = read_header(headings, place, rules=request.rules, project=request.project)
    if request.reader.at == 0:
        yield from findings
    if not any(finding.stops for finding in findings):
        stream.seek(_start(stream) + len("".join(taken).encode(_within(encoding))))
        shape = _Shape(request.file, _within(encoding), delimiter, header.width)
        rows = RowReader(header, request)
        for number, chunks in _turns(_chunks(stream, reader.line_num, shape), request.reader):
            yield from rows.batches(chunks)
            yield Turn(number)
        yield from rows.left_out()


def _turns(chunks: Iterator[_Chunk], reader: Reader) -> Iterator[tuple[int, Iterator[Chunk | Columns | Finding]]]:
    """Yield a reader's turns with their chunks; all readers see the same chunks, but open only theirs."""
    for turn, some in groupby(enumerate(chunks), lambda each: each[0] // _CHUNKS_A_TURN):
        if turn % reader.of == reader.at:
            opened = (chunk.opened() if isinstance(chunk, _Lines) else (chunk,) for _, chunk in some)
            yield turn, chain.from_iterable(opened)


def _noted(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    """Yield lines and note them, for the stream itself is read further than they go."""
    for line in lines:
        taken.append(line)
        yield line


@contextmanager
def _as_text(stream: BinaryIO, start: int, encoding: str) -> Iterator[io.TextIOWrapper]:
    """Read a file as text from a place on; it stays open."""
    stream.seek(start)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        yield text
    finally:
        text.detach()


def _start(stream: BinaryIO) -> int:
    """Return how many bytes the byte-order mark takes."""
    stream.seek(0)
    return len(BOM_UTF8) if stream.read(len(BOM_UTF8)) == BOM_UTF8 else 0


def _within(encoding: str) -> str:
    """Return the encoding of what stands after the byte-order mark."""
    return encoding.removesuffix("-sig")


def told_delimiter(line: str, rules: ActualsMap) -> str:
    """Return the separator by which a header line has most known columns, and of equal ones most columns at all."""

    def fits(delimiter: str) -> tuple[int, int]:
        headings = next(csv.reader([line], delimiter=delimiter), [])
        return sum(map(bool, known_headings(headings, rules))), len(headings)

    return max(_DELIMITERS, key=fits)


def headings_below(lines: Iterable[str], rules: ActualsMap) -> int | None:
    """Return on which line the headings stand that a file needs, where its first row is not theirs but a title."""
    row = 0
    for number, line in enumerate(islice(lines, _HEADER_LINES_MAX), start=1):
        headings = next(csv.reader([line], delimiter=told_delimiter(line, rules)), [])
        if needed_among(headings, rules):
            return number if row else None
        row += any(map(str.strip, headings))
    return None


def _headings(reader: _Reader, file: str) -> tuple[Place, Cells | Finding]:
    """Return where the first row that is not empty begins, and its cells or why it cannot be read."""
    line = 1
    try:
        for record in reader:
            if any(map(str.strip, record)):
                return Place(file=file, line=line), record
            line = reader.line_num + 1
    except csv.Error:
        place = Place(file=file, line=line)
        return place, stop("CSV-013", place)
    place = Place(file=file, line=1)
    return place, stop("CSV-003", place)


class _Shape(NamedTuple):
    """What is known of a file's rows.

    Attributes:
        file: Its name for people.
        encoding: By which its bytes are read.
        delimiter: What stands between cells.
        width: How many columns there are.
    """

    file: str
    encoding: str
    delimiter: str
    width: int

    def reader(self, lines: Iterable[str]) -> _Reader:
        """Return a reader of rows."""
        return csv.reader(lines, delimiter=self.delimiter, strict=True)


class _Lines(NamedTuple):
    """Rows of one line each, without quotation marks, as they stand in the file.

    Attributes:
        content: The lines, each ended by LF.
        before: How many lines of the file stand before them.
        shape: What is known of the file.
    """

    content: bytes
    before: int
    shape: _Shape

    def opened(self) -> Iterator[Chunk | Columns | Finding]:
        """Yield the rows, column by column if all are as the header and printable."""
        columns = _columns(self.content, self.shape)
        if columns:
            yield Columns(columns, self.before + 1)
        else:
            lines = io.StringIO(self.content.decode(self.shape.encoding))
            yield from _rows(self.shape.reader(lines), self.before, self.shape)


_Chunk = _Lines | Chunk | Finding
"""Some rows that one reader takes, cut into cells or not, or why some cannot be read."""


def _chunks(stream: BinaryIO, before: int, shape: _Shape) -> Iterator[_Chunk]:
    """Yield the rows after some lines; where there is no quotation mark, as they stand.

    From the first quotation mark on every cell is looked at by itself, for a row may then take several lines; and
    likewise where lines do not end as nearly all do.
    """
    start = stream.tell()
    while block := stream.read(_CHUNK_BYTES):
        block += stream.readline(_CHUNK_BYTES)
        lines = block.replace(b"\r\n", b"\n") if b"\r" in block else block
        if b'"' in lines or b"\r" in lines or (not lines.endswith(b"\n") and stream.read(1)):
            break
        lines = lines if lines.endswith(b"\n") else lines + b"\n"
        yield _Lines(lines, before, shape)
        before += lines.count(b"\n")
        start += len(block)
    with _as_text(stream, start, shape.encoding) as text:
        yield from _rows(shape.reader(text), before, shape)


def _columns(lines: bytes, shape: _Shape) -> Sequence[Sequence[str]] | None:
    """Return the cells of lines without quotation marks by column; None if not all are as the header, or printable."""
    mark = shape.delimiter
    # Nearly all is ASCII, which one look tells; whether the rest shows is asked letter by letter.
    if not lines.translate(None, _ASCII_SHOWN + mark.encode() + b"\n").decode(shape.encoding).isprintable():
        return None
    return columns_of(lines.decode(shape.encoding), mark, "\n", shape.width)


def _rows(reader: _Reader, before: int, shape: _Shape) -> Iterator[Chunk | Finding]:
    """Yield the rows; where quotation marks are wrong a finding, and nothing after it if it took other rows with it."""
    more = True
    while more:
        first = before + reader.line_num + 1
        records, broken = _some_records(reader)
        starts: Sequence[int] = range(first, first + len(records) + 1)
        sound = len(records)
        more = broken or sound == _CHUNK_ROWS
        last = before + reader.line_num
        if last >= starts[sound]:
            starts = list(accumulate(map(_height, records), initial=first))
            found = (at for at, cells in enumerate(records) if _holds_rows(cells, shape.delimiter, shape.width))
            sound = next(found, sound)
        filled = [at for at in range(sound) if records[at]] if [] in records else range(sound)
        if filled:
            yield Chunk([records[at] for at in filled], [starts[at] for at in filled])
        place = Place(file=shape.file, line=starts[sound])
        if sound < len(records) or (broken and last > starts[sound]):
            yield stop("CSV-008", place)
            return
        if broken:
            yield stop("CSV-120", place)


def _some_records(reader: _Reader) -> tuple[list[Cells], bool]:
    """Return the next records, and whether what follows them cannot be read."""
    records = []
    try:
        for record in islice(reader, _CHUNK_ROWS):
            records.append(record)  # noqa: PERF402 - those before a broken one are kept
    except csv.Error:
        return records, True
    return records, False


def _height(record: Cells) -> int:
    """Return how many lines of the file a record takes."""
    return 1 + sum(len(_LINE_BREAK.findall(cell)) for cell in record)


def _holds_rows(record: Cells, delimiter: str, width: int) -> bool:
    """Whether a cell of several lines has swallowed rows, because the quotation mark before it should not be there."""
    lines = (line for cell in record for line in _LINE_BREAK.split(cell)[1:])
    return any(line.count(delimiter) == width - 1 and _DAY.search(line) for line in lines)
