"""Actuals into a book: files and entries by hand."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

import attrs

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.dossiers import dossiers
from ledger.app.dossiers import project_ids
from ledger.app.files import file_digest
from ledger.app.files import open_file
from ledger.app.files import shown_name
from ledger.app.history import last_entry
from ledger.app.incoming import Delivery
from ledger.app.incoming import Incoming
from ledger.app.incoming import Problems
from ledger.app.incoming import Share
from ledger.app.locking import held_open
from ledger.core.finding import Finding
from ledger.errors import FileKindError
from ledger.errors import UnreadableFileError
from ledger.importers.actuals import Target
from ledger.importers.actuals_rows import Request
from ledger.importers.csv_file import csv_batches
from ledger.importers.csv_file import read_csv
from ledger.importers.map_file import ActualsMap
from ledger.importers.map_file import read_map_file
from ledger.importers.text_file import read_text
from ledger.model.bulk import Batch
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.entry import COLUMNS
from ledger.model.entry import Entry
from ledger.model.entry import EntryRow
from ledger.model.entry import from_row
from ledger.model.entry import to_row
from ledger.model.view import View
from ledger.rules.block import check_text
from ledger.rules.correct import check_names
from ledger.storage.stage import Stage

_PROJECT = COLUMNS.index("project")
_LARGE_BYTES = 4 * 1024 * 1024
"""From here on a second process pays: about seventy thousand rows."""

# An archive, and the container of encrypted workbooks and of those from before 2007.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


@attrs.frozen(kw_only=True)
class Imported:
    """What an import did.

    Attributes:
        findings: Problems; where one stops, nothing was booked.
        shares: By project, in id order.
        skipped: Rows left out because they could not be read and that was asked for.
        batch: Id of the import, by which it can be reversed; empty where nothing was booked.
    """

    findings: tuple[Finding, ...] = ()
    shares: tuple[Share, ...] = ()
    skipped: int = 0
    batch: str = ""


@attrs.frozen(kw_only=True)
class Entered:
    """What entering by hand did.

    Attributes:
        findings: Problems; where one stops, nothing was booked.
        entry: The entry's number in its project, 0 where nothing was booked.
    """

    findings: tuple[Finding, ...] = ()
    entry: int = 0


def import_file(
    book: Book,
    path: Path,
    *,
    project: str | None = None,
    map_path: Path | None = None,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
) -> Imported:
    """Book the actuals in a file: all of them or none, and none twice.

    Args:
        book: The book.
        path: A CSV file or an XLSX workbook, told by content.
        project: Project id, where neither the rows nor the map name it.
        map_path: Map file for another program's columns.
        dry_run: Whether only to tell what would happen.
        skip_bad_rows: Whether to leave out the rows that cannot be read instead of booking nothing.

    Raises:
        LedgerError: The file cannot be read, is no CSV, or somebody else wrote to one of the projects meanwhile.
    """
    rules, about_map = _read_map(map_path)
    if any(finding.stops for finding in about_map):
        return Imported(findings=about_map)
    targets = _targets(book, (project,) if project else project_ids(book))
    request = Request(file=str(path), targets=targets, project=project, rules=rules or ActualsMap())
    delivery = Delivery(
        file=shown_name(path),
        file_sha256=file_digest(path),
        map_sha256=file_digest(map_path) if map_path else None,
        organisation=request.rules.organisation,
    )
    problems = Problems(about_map, skip_bad_rows=skip_bad_rows)
    with Stage(book.random) as stage:
        incoming = Incoming(book, stage, targets, delivery)
        incoming.take(_read(path, request, book), problems)
        if problems.stopped:
            return Imported(findings=tuple(problems.told()))
        if dry_run:
            for draft in incoming.compare():
                held_open(book, draft)
        else:
            incoming.book()
    findings = (*problems.told(), *incoming.findings)
    return Imported(findings=findings, shares=incoming.shares, skipped=problems.skipped, batch=incoming.batch)


def record(book: Book, entries: Sequence[Entry], *, message: str = "") -> tuple[Commit, ...]:
    """Book entries that a program or a person has made; all of them or none.

    Raises:
        UnknownProjectError: An entry is for a project that is not in the book.
        UnknownNameError: An entry names a category, source, part or phase that its project does not have.
    """

    def draw_up() -> list[Draft]:
        targets = _targets(book, tuple(by_project))
        for entry in entries:
            check_names(entry, targets[entry.project].project, targets[entry.project].scheme)
        batch = book.batch()
        return [
            Draft(after=book.store.head(id_), kind=CommitKind.ENTRY, batch=batch, message=message, entries=tuple(rows))
            for id_, rows in sorted(by_project.items())
        ]

    by_project = _by_project([to_row(entry) for entry in entries])
    return again(book, draw_up) if entries else ()


def enter(book: Book, project: str, cells: Mapping[str, str]) -> Entered:
    """Book one entry written as a row of an actuals file: column name to what stands in the cell.

    Raises:
        CommitTextError: A cell holds what is no text.
    """
    for column, cell in cells.items():
        check_text(project, column, " ".join(cell.split()))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows((cells.keys(), cells.values()))
    stream = io.BytesIO(text.getvalue().encode())
    read = tuple(read_csv(stream, file="", targets=_targets(book, (project,)), project=project))
    found = (each for each in read if isinstance(each, Finding))
    findings = tuple(attrs.evolve(each, place=attrs.evolve(each.place, file=None, line=None)) for each in found)
    if any(finding.stops for finding in findings):
        return Entered(findings=findings)
    by_hand = tuple(attrs.evolve(from_row(row), origin=None) for row in read if not isinstance(row, Finding))
    commits = record(book, by_hand)
    return Entered(findings=findings, entry=last_entry(book, commits[0]) if commits else 0)


def _by_project(rows: Iterable[EntryRow]) -> dict[str, list[EntryRow]]:
    found: dict[str, list[EntryRow]] = {}
    for row in rows:
        found.setdefault(row[_PROJECT], []).append(row)
    return found


def _targets(book: Book, ids: Sequence[str]) -> dict[str, Target]:
    return {
        found.project.id: Target(project=found.project, scheme=found.scheme, parties=found.parties)
        for found in dossiers(book, ids, View(today=book.today))
    }


def _read_map(path: Path | None) -> tuple[ActualsMap | None, tuple[Finding, ...]]:
    if path is None:
        return None, ()
    rules, findings = read_map_file(read_text(path), str(path))
    return rules, tuple(findings)


def _read(path: Path, request: Request, book: Book) -> Iterator[Batch | Finding]:
    try:
        with open_file(path) as stream:
            start = stream.read(8)
            if start.startswith(_WORKBOOKS):
                yield from _workbook(stream, request)
                return
            _refuse_other_kinds(path, start)
            yield from _csv(stream, path, request, book)
    except OSError as error:
        raise UnreadableFileError(file=path, why=error.strerror or str(error)) from error


def _csv(stream: BinaryIO, path: Path, request: Request, book: Book) -> Iterator[Batch | Finding]:
    """Read a CSV file; a large one in a process of its own, if there may be one."""
    size = stream.seek(0, os.SEEK_END)
    told = partial(book.progress, size) if book.progress else None
    if book.processes > 1 and size >= _LARGE_BYTES:
        from ledger.importers.csv_process import csv_batches_elsewhere  # noqa: PLC0415 - few files are large

        yield from csv_batches_elsewhere(path, request, told)
        return
    for read in csv_batches(stream, request):
        yield read
        if told:
            told(stream.tell())


def _workbook(stream: BinaryIO, request: Request) -> Iterator[Batch | Finding]:
    from ledger.importers.xlsx_file import xlsx_batches  # noqa: PLC0415 - what reads workbooks loads slowly

    return xlsx_batches(stream, request)


def _refuse_other_kinds(path: Path, start: bytes) -> None:
    """Tell kinds of file by their content, whatever their names say."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    kinds = {
        b"#FLAGGA": "an SIE 4 file",
        b"<": "XML",
        b"SQLite f": "an SQLite file",
    }
    for mark, found in kinds.items():
        if text.startswith(mark):
            raise FileKindError(file=path, found=found)
