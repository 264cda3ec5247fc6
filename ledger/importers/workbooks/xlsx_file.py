"""Actuals from an XLSX workbook: any with a header row, and the entry workbook that medfin itself makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import islice
from typing import BinaryIO

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.record import evolve
from ledger.importers.actuals.actuals import TWO_SIDES
from ledger.importers.actuals.cells import CellError
from ledger.importers.actuals.cells import Problem
from ledger.importers.actuals.chunks import Cells
from ledger.importers.actuals.chunks import Chunk
from ledger.importers.actuals.header import Header
from ledger.importers.actuals.header import read_header
from ledger.importers.actuals.rows import Request
from ledger.importers.actuals.rows import RowReader
from ledger.importers.actuals.rows import is_total
from ledger.importers.workbooks.cells import written
from ledger.importers.workbooks.columns import Kept
from ledger.importers.workbooks.columns import kept_columns
from ledger.importers.workbooks.package import guarded
from ledger.importers.workbooks.package import survey
from ledger.importers.workbooks.sheet import Found
from ledger.importers.workbooks.sheet import SheetReader
from ledger.importers.workbooks.sheet import SheetRow
from ledger.importers.workbooks.sheet import letter
from ledger.model.imports.bulk import Batch

_CHUNK_ROWS = 256
_ROWS_SHOWN = 12
_SUMS = re.compile(r"=.*\b(?:SUM|SUBTOTAL|AGGREGATE)\(", re.IGNORECASE | re.DOTALL)


def xlsx_batches(stream: BinaryIO, request: Request) -> Iterator[Batch | Finding]:
    """Yield the entries of a workbook, some hundred at a time, and all its problems, in the order of its rows.

    The sheet is the one whose header row fits; columns may stand in any order. Rows without day and amount are remarks,
    and rows of totals are not booked; both are told. Facts, rules and origins are those of `csv_batches`: the same
    facts in a CSV file are the same entries.

    Args:
        stream: The file, which must be able to seek. It stays open.
        request: What is asked for.

    Yields:
        Entries in columns, or a finding, whose place names sheet and cell.

    Raises:
        LedgerError: It is no XLSX workbook, is protected or has macros, is damaged, or unpacks to too much.
    """
    surveyed = survey(stream, request.file)
    reader = SheetReader(stream, request.file, formulas=surveyed.formulas)
    asked = request.project or (reader.project if reader.project in request.targets else None)
    if reader.project and asked not in (None, reader.project):
        yield stop("WKS-005", Place(file=request.file), made=reader.project, asked=asked)
        return
    found, findings = reader.find(request.rules)
    yield from findings
    if surveyed.hidden:
        yield note("WKS-014", Place(file=request.file), count=surveyed.hidden)
    if found is not None:
        yield from _Sheet(found, evolve(request, project=asked)).read(reader)


class _Sheet:
    """A sheet of actuals being read."""

    def __init__(self, found: Found, request: Request) -> None:
        self._found, self._request = found, request
        self._kept: Kept = kept_columns(found, request.rules)
        self._header: Header | None = None
        self._unread: list[int] = []
        self._totals: list[int] = []
        self._strays: dict[int, str] = {}

    def read(self, reader: SheetReader) -> Iterator[Batch | Finding]:
        """Yield the entries beneath the header row, and all problems."""
        found, rules = self._found, self._request.rules
        header, findings = read_header(
            self._kept.headings, Place(file=self._request.file), rules=rules, project=self._request.project
        )
        yield from map(self._at_heading, findings)
        if self._kept.ignored:
            yield self._note("WKS-013", names=", ".join(self._kept.ignored))
        if any(finding.stops for finding in findings):
            return
        self._header = header
        reader_of_rows = RowReader(header, self._request, self._locate)
        yield from reader_of_rows.batches(self._chunks(reader.rows(found), header))
        yield from reader_of_rows.left_out()
        for code, rows in (("WKS-011", self._unread), ("WKS-012", self._totals)):
            if rows:
                shown = ", ".join(map(str, rows[:_ROWS_SHOWN])) + (" …" if len(rows) > _ROWS_SHOWN else "")
                yield self._note(code, count=len(rows), rows=shown)

    def _note(self, code: str, **values: str | int) -> Finding:
        return note(code, self._found.place(self._request.file, "A", self._found.row), **values)

    def _at_heading(self, finding: Finding) -> Finding:
        """Return a finding about the header row with its cell."""
        named = finding.place.column
        at = self._kept.headings.index(named) if named in self._kept.headings else 0
        return evolve(finding, place=self._place(self._found.row, at))

    def _locate(self, line: int, problem: Problem) -> Place:
        """Return the cell of a problem in a row; of a column that the sheet does not have, the row's first cell."""
        at = problem.at
        if at is None and self._header and problem.column:
            at = self._header.places[problem.column]
        if at is not None and at == len(self._kept.letters) and line in self._strays:
            return self._found.place(self._request.file, self._strays[line], line)
        return self._place(line, at or 0)

    def _place(self, row: int, at: int) -> Place:
        letters = self._kept.letters
        return self._found.place(self._request.file, letters[at] if at < len(letters) else letters[0], row)

    def _chunks(self, rows: Iterator[SheetRow], header: Header) -> Iterator[Chunk]:
        """Yield the rows that are to be booked, some at a time."""
        read = filter(None, (self._row(row, header) for row in rows))
        while True:
            # What form a cell has is looked up when it is asked for, and a damaged file may not hold it.
            with guarded(self._request.file):
                some = list(islice(read, _CHUNK_ROWS))
            if not some:
                return
            faults = {line: problems for _, line, problems in some if problems}
            yield Chunk([cells for cells, _, _ in some], [line for _, line, _ in some], faults)

    def _row(self, row: SheetRow, header: Header) -> tuple[Cells, int, tuple[Problem, ...]] | None:
        """Return a row's cells as texts and what is wrong with them, or None for a row that is not to be booked."""
        cells, problems = self._texts(row)
        if not problems and not any(map(str.strip, cells)):
            return None
        full = [*cells, *header.tail]
        day, faulty = full[header.places["date"]].strip(), {problem.column for problem in problems}
        amounts = {"amount", *TWO_SIDES} & header.places.keys()
        amount = any(full[header.places[column]].strip() for column in amounts)
        if not day and not amount and not faulty & {"date", *amounts}:
            self._unread.append(row.number)
            return None
        if is_total(full, day) or (not day and "date" not in faulty and self._sums(row, header)):
            self._totals.append(row.number)
            return None
        return cells, row.number, problems

    def _sums(self, row: SheetRow, header: Header) -> bool:
        """Whether a row's amount is a sum of others."""
        at = header.places["amount"]
        if row.formulas is None or at >= len(self._kept.places):
            return False
        formula = row.formulas[self._kept.places[at]].value
        return isinstance(formula, str) and _SUMS.match(formula) is not None

    def _texts(self, row: SheetRow) -> tuple[Cells, tuple[Problem, ...]]:
        """Return the cells of the columns that are read, and beyond them one for whatever stands to their right."""
        texts: Cells = []
        problems: list[Problem] = []
        for at, columns in zip(self._kept.places, self._kept.columns, strict=True):
            column = next((each for each in columns if each == "amount"), next(iter(columns), None))
            text, found = _text(row, at, column)
            texts.append(text)
            problems.extend(found)
        if self._kept.beyond is not None:
            texts.append(self._stray(row, self._kept.beyond))
        return texts, tuple(problems)

    def _stray(self, row: SheetRow, beyond: int) -> str:
        """Return what stands to the right of a row's last heading, and remember where."""
        for at, cell in enumerate(islice(row.cells, beyond, None), start=beyond):
            if cell.value is not None and (text := str(cell.value).strip()):
                self._strays[row.number] = letter(at)
                return text
        return ""


def _text(row: SheetRow, at: int, column: str | None) -> tuple[str, Sequence[Problem]]:
    """Return a cell as text, or an empty text and what is wrong with it."""
    cell = row.cells[at]
    if cell.value is None:
        # A formula that gives an empty text has a kept value; one without any was never computed.
        formula = row.formulas[at].data_type == "f" if row.formulas is not None else False
        return "", (Problem("WKS-103", column),) if formula and column and cell.data_type == "n" else ()
    try:
        return written(cell, column), ()
    except CellError as error:
        return (str(cell.value), ()) if column is None else ("", error.problems)
