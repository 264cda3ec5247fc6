"""Actuals into a book: files and entries by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from typing import BinaryIO
from typing import NamedTuple

from ledger import catalog
from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.corrections.locked import held_open
from ledger.app.dossiers import dossier
from ledger.app.dossiers import project_ids
from ledger.app.dossiers import without_totals
from ledger.app.files import file_digest
from ledger.app.files import file_state
from ledger.app.files import open_file
from ledger.app.files import refuse_changed
from ledger.app.files import shown_name
from ledger.app.imports.incoming import Delivery
from ledger.app.imports.incoming import Incoming
from ledger.app.imports.incoming import Problems
from ledger.app.imports.incoming import Share
from ledger.app.imports.large_file import Read
from ledger.app.imports.large_file import parts
from ledger.app.imports.large_file import read_large
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.money import Money
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.importers.actuals.actuals import Target
from ledger.importers.actuals.csv_file import csv_batches
from ledger.importers.actuals.csv_file import read_csv
from ledger.importers.actuals.header import known_headings
from ledger.importers.actuals.map_file import ActualsMap
from ledger.importers.actuals.map_file import read_map_file
from ledger.importers.actuals.rows import Request
from ledger.importers.file_kind import START_BYTES
from ledger.importers.file_kind import carrier
from ledger.importers.text_file import read_text
from ledger.importers.text_file import refusal
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.entry import COLUMNS
from ledger.model.entry import Entry
from ledger.model.entry import EntryRow
from ledger.model.entry import from_row
from ledger.model.entry import to_row
from ledger.model.imports.bulk import Batch
from ledger.model.imports.kept_map import KeptMap
from ledger.model.view import View
from ledger.rules.block import check_text
from ledger.rules.budget import in_force
from ledger.rules.budget import span
from ledger.rules.corrections.correct import check_names
from ledger.rules.imports.given import check_given
from ledger.rules.pieces import pieces
from ledger.storage.stage import Stage

if TYPE_CHECKING:
    from ledger.importers.accounts.sie_delivered import SieDelivered

_PROJECT = COLUMNS.index("project")


@frozen(kw_only=True)
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


@frozen(kw_only=True)
class Entered:
    """What entering by hand did.

    Attributes:
        findings: Problems; where one stops, nothing was booked.
        entry: The entry's number in its project, 0 where nothing was booked.
        amount: How its amount was read.
        day: How its day was read.
    """

    findings: tuple[Finding, ...] = ()
    entry: int = 0
    amount: Money | None = None
    day: date | None = None


def import_file(
    book: Book,
    path: Path | str,
    *,
    project: str | None = None,
    map_path: Path | str | None = None,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
) -> Imported:
    """Book the actuals in a file: all of them or none, and none twice.

    Args:
        book: The book.
        path: A CSV file, an XLSX workbook or an SIE file, told by content.
        project: Project id, where neither the rows nor the map name it; of an SIE file, the only project that is taken.
        map_path: Map file for another program's columns, or for the accounts and objects of an SIE file.
        dry_run: Whether only to tell what would happen.
        skip_bad_rows: Whether to leave out the rows that cannot be read instead of booking nothing.

    Raises:
        LedgerError: The file cannot be read, is of another kind, or somebody else wrote to one of the projects
            meanwhile.
    """
    path = Path(path)
    before = file_state(path)
    targets = _targets(book, (project,) if project else project_ids(book))
    reading, about_map = _reading(book, path, Path(map_path) if map_path else None, targets, project)
    if reading is None or any(finding.stops for finding in about_map):
        return Imported(findings=about_map)
    wanted = {id_: dict(target.project.severities) for id_, target in targets.items()}
    problems = Problems(about_map, skip_bad_rows=skip_bad_rows, wanted=wanted)
    with Stage(elsewhere=book.may_share_work) as stage:
        incoming = Incoming(book, stage, targets, reading.delivery)
        incoming.take(reading.read(), problems)
        refuse_changed(path, before)
        said = tuple(_with_way_out(problems.told(), reading.delivery))
        if problems.stopped:
            return Imported(findings=said)
        if dry_run:
            for draft in incoming.compare():
                held_open(book.store, draft)
        else:
            incoming.book()
    findings = (*said, *incoming.findings)
    if any(finding.stops for finding in incoming.findings):
        return Imported(findings=findings)
    return Imported(findings=findings, shares=incoming.shares, skipped=problems.skipped, batch=incoming.batch)


def _with_way_out(findings: Iterable[Finding], delivery: Delivery) -> Iterator[Finding]:
    """Yield findings, and after them once how a map file makes another program's words ours."""
    unknown: list[Finding] = []
    for finding in findings:
        yield finding
        if finding.code == "CSV-116" and delivery.carrier != "sie":
            unknown.append(finding)
    if unknown:
        yield note("MAP-011", Place(file=unknown[0].place.file))


class _Reading(NamedTuple):
    """How a file is read, and what is known of it before."""

    delivery: Delivery
    read: Callable[[], Iterator[Read | SieDelivered]]


def _reading(
    book: Book, path: Path, map_path: Path | None, targets: Mapping[str, Target], project: str | None
) -> tuple[_Reading | None, tuple[Finding, ...]]:
    """Return how a file is read, None if its map does not let it, and what is to be said of the map."""
    delivery = Delivery(
        file=shown_name(path),
        file_sha256=file_digest(path),
        map_sha256=file_digest(map_path) if map_path else None,
        carrier=_carrier(path),
        used=_kept(map_path) if map_path else None,
    )
    if delivery.carrier == "sie":
        from ledger.app.imports import sie_import  # noqa: PLC0415 - most files are none

        asked, about_map = sie_import.sie_request(path, map_path, targets, project)
        if asked is None:
            return None, about_map
        used = delivery.used and evolve(delivery.used, chart=asked.chart)
        delivery = evolve(delivery, trail=partial(sie_import.trail, path), used=used)
        return _Reading(delivery, partial(sie_import.read_sie_file, path, asked, book)), about_map
    rules, about_map = _read_map(map_path)
    request = Request(file=str(path), targets=targets, project=project, rules=rules or ActualsMap())
    delivery = evolve(delivery, organisation=request.rules.organisation)
    return _Reading(delivery, partial(_read, path, request, book)), about_map


def _kept(map_path: Path) -> KeptMap:
    """Return a map file as it is kept with what it gives."""
    return KeptMap(file=shown_name(map_path), sha256=file_digest(map_path), text=read_text(map_path))


def _carrier(path: Path) -> str:
    """Return the kind of a file."""
    try:
        with open_file(path) as stream:
            return carrier(path, stream.read(START_BYTES))
    except OSError as error:
        raise refusal(path, error) from error


def record(book: Book, entries: Sequence[Entry], *, message: str = "") -> tuple[Commit, ...]:
    """Book entries that a program or a person has made; all of them or none.

    Raises:
        UnknownProjectError: An entry is for a project that is not in the book.
        UnknownNameError: An entry names a category, source, part or phase that its project does not have.
        LedgerError: An entry holds what no file could bring, or says that it reverses another.
    """
    check_given(entries)
    return tuple(commit for commit, _ in _recorded(book, entries, message))


def _recorded(book: Book, entries: Sequence[Entry], message: str = "") -> list[tuple[Commit, int]]:
    """Book entries; return each commit with the number of its first entry.

    Nothing is read once they are booked: a connection that is lost then must not pass for one that has kept them out.
    """
    drafts: list[Draft] = []

    def draw_up() -> list[Draft]:
        targets = _targets(book, tuple(by_project))
        for entry in entries:
            check_names(entry, targets[entry.project].project, targets[entry.project].scheme)
        batch = book.batch()
        drafts[:] = [
            Draft(after=book.store.head(id_), kind=CommitKind.ENTRY, batch=batch, message=message, entries=tuple(rows))
            for id_, rows in sorted(by_project.items())
        ]
        return drafts

    by_project = _by_project([to_row(entry) for entry in entries])
    commits = again(book, draw_up) if entries else ()
    return [(commit, draft.after.entries + 1) for commit, draft in zip(commits, drafts, strict=True)]


def enter(book: Book, project: str, cells: Mapping[str, str]) -> Entered:
    """Book one entry written as a row of an actuals file: column name to what stands in the cell.

    Raises:
        CommitTextError: A cell holds what is no text.
    """
    from ledger.app.new_entry import renumbered  # noqa: PLC0415 - an import of a file asks no checks
    from ledger.app.new_entry import said_of  # noqa: PLC0415

    for column, cell in cells.items():
        check_text(project, column, " ".join(cell.split()))
    text = io.StringIO()
    writer = csv.writer(text)
    named = {column for columns in known_headings(tuple(cells), ActualsMap()) for column in columns}
    # A file without a category is described by a map; an entry without one lacks it.
    lacking = {} if "category" in named else {"category": ""}
    writer.writerows(zip(*(lacking | dict(cells)).items(), strict=True))
    stream = io.BytesIO(text.getvalue().encode())
    targets = _targets(book, (project,))
    read = tuple(read_csv(stream, file="", targets=targets, project=project))
    found = (each for each in read if isinstance(each, Finding))
    findings = tuple(evolve(each, place=evolve(each.place, file=None, line=None)) for each in found)
    if any(finding.stops for finding in findings):
        return Entered(findings=findings)
    by_hand = tuple(evolve(from_row(row), origin=None) for row in read if not isinstance(row, Finding))
    if not by_hand:
        return Entered(findings=findings)
    (entry,) = by_hand
    today = book.today
    # What is to be said is found before anything is booked, for afterwards nothing is read.
    told = said_of(book, dossier(book, project, View(today=today)), to_row(entry), today)
    booked = _recorded(book, by_hand)
    findings += renumbered(told, booked[0][1])
    amount = Money(entry.amount_minor, targets[project].project.currency)
    return Entered(findings=findings, entry=booked[0][1], amount=amount, day=entry.booked_on)


def _by_project(rows: Iterable[EntryRow]) -> dict[str, list[EntryRow]]:
    found: dict[str, list[EntryRow]] = {}
    for row in rows:
        found.setdefault(row[_PROJECT], []).append(row)
    return found


def _targets(book: Book, ids: Sequence[str]) -> dict[str, Target]:
    today = book.today
    return {
        found.project.id: Target(
            project=found.project,
            scheme=found.scheme,
            parties=found.parties,
            span=span(found.project, in_force(found.versions, today)),
        )
        for found in without_totals(book, ids, today)
    }


def _read_map(path: Path | None) -> tuple[ActualsMap | None, tuple[Finding, ...]]:
    if path is None:
        return ActualsMap(usual=catalog.usual_headings()), ()
    rules, findings = read_map_file(read_text(path), str(path))
    return rules, tuple(findings)


def _read(path: Path, request: Request, book: Book) -> Iterator[Read]:
    if _carrier(path) == "csv":
        yield from read_large(path, csv_batches, partial(parts, request), book)
        return
    try:
        with open_file(path) as stream:
            yield from pieces(_workbook(stream, request), book.random)
    except OSError as error:
        raise refusal(path, error) from error


def _workbook(stream: BinaryIO, request: Request) -> Iterator[Batch | Finding]:
    from ledger.importers.workbooks.xlsx_file import xlsx_batches  # noqa: PLC0415 - what reads workbooks loads slowly

    return xlsx_batches(stream, request)
