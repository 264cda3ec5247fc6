"""Actuals into a book: files, entries by hand, reversals."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import attrs

from ledger.app.book import Book
from ledger.app.dossiers import dossiers
from ledger.app.dossiers import project_ids
from ledger.app.files import read_text
from ledger.core.finding import Finding
from ledger.core.finding import Severity
from ledger.core.money import Money
from ledger.errors import FileKindError
from ledger.errors import NothingToReverseError
from ledger.errors import UnknownNameError
from ledger.errors import UnreadableFileError
from ledger.importers.actuals import Target
from ledger.importers.actuals import is_about_a_row
from ledger.importers.csv_file import read_csv
from ledger.importers.map_file import ActualsMap
from ledger.importers.map_file import read_map_file
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.commit import Fact
from ledger.model.coverage import Coverage
from ledger.model.document import to_json
from ledger.model.entry import COLUMNS
from ledger.model.entry import Entry
from ledger.model.entry import EntryRow
from ledger.model.entry import from_row
from ledger.model.entry import to_row
from ledger.model.project import Project
from ledger.model.view import View
from ledger.rules.reimport import compare

_PROJECT = COLUMNS.index("project")
_NUMBER = COLUMNS.index("number")
_BOOKED = COLUMNS.index("booked_on")
_AMOUNT = COLUMNS.index("amount_minor")
_REVERSES = COLUMNS.index("reverses")


@attrs.frozen(kw_only=True)
class Share:
    """What an import did, or would do, in one project.

    Attributes:
        project: Project id.
        new: Rows booked.
        already: Rows that the book held from before.
        sum: Sum of the rows booked.
    """

    project: str
    new: int
    already: int
    sum: Money


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
        path: A CSV file.
        project: Project id, where neither the rows nor the map name it.
        map_path: Map file for another program's columns.
        dry_run: Whether only to tell what would happen.
        skip_bad_rows: Whether to leave out the rows that cannot be read instead of booking nothing.

    Raises:
        LedgerError: The file cannot be read, is no CSV, or somebody else wrote to one of the projects meanwhile.
    """
    rules, problems = _read_map(map_path)
    if any(finding.stops for finding in problems):
        return Imported(findings=problems)
    rows: list[EntryRow] = []
    findings: list[Finding] = list(problems)
    skipped = 0
    targets = _targets(book, (project,) if project else project_ids(book))
    for read in _read_rows(path, targets, project, rules):
        if not isinstance(read, Finding):
            rows.append(read)
        elif read.stops and skip_bad_rows and is_about_a_row(read):
            skipped += 1
            findings.append(attrs.evolve(read, severity=Severity.WARN))
        else:
            findings.append(read)
    if any(finding.stops for finding in findings):
        return Imported(findings=tuple(findings))
    step = _Import(book, path, map_path, rules.organisation if rules else "")
    shares = tuple(step.compare(targets[id_].project, theirs) for id_, theirs in sorted(_by_project(rows).items()))
    if not dry_run:
        step.commit()
    findings.extend(step.findings)
    return Imported(findings=tuple(findings), shares=shares, skipped=skipped, batch="" if dry_run else step.batch)


def record(book: Book, entries: Sequence[Entry], *, message: str = "") -> tuple[Commit, ...]:
    """Book entries that a program or a person has made; all of them or none.

    Raises:
        UnknownProjectError: An entry is for a project that is not in the book.
        UnknownNameError: An entry names a category, source, part or phase that its project does not have.
    """
    by_project = _by_project([to_row(entry) for entry in entries])
    targets = _targets(book, tuple(by_project))
    for entry in entries:
        _refuse_unknown_names(entry, targets[entry.project])
    batch = book.batch()
    drafts = [
        Draft(
            after=book.store.head(id_),
            kind=CommitKind.ENTRY,
            batch=batch,
            message=message,
            entries=tuple(by_project[id_]),
        )
        for id_ in sorted(by_project)
    ]
    return book.append(*drafts) if drafts else ()


def enter(book: Book, project: str, cells: Mapping[str, str]) -> tuple[Finding, ...]:
    """Book one entry written as a row of an actuals file: column name to what stands in the cell.

    Returns:
        The problems; where one stops, nothing was booked.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows((cells.keys(), cells.values()))
    stream = io.BytesIO(text.getvalue().encode())
    read = tuple(read_csv(stream, file="", targets=_targets(book, (project,)), project=project))
    findings = tuple(found for found in read if isinstance(found, Finding))
    if not any(finding.stops for finding in findings):
        by_hand = (attrs.evolve(from_row(row), origin=None) for row in read if not isinstance(row, Finding))
        record(book, tuple(by_hand), message=cells.get("text", ""))
    return tuple(attrs.evolve(found, place=attrs.evolve(found.place, file=None, line=None)) for found in findings)


def reverse(book: Book, project: str, number: int, *, reason: str, day: date | None = None) -> tuple[Commit, ...]:
    """Book the exact negative of an entry; it names the entry and keeps the day that the cost belongs to.

    Args:
        book: The book.
        project: Project id.
        number: The entry's number.
        reason: Why, kept with the commit.
        day: When the reversal is booked; today unless given.

    Raises:
        NothingToReverseError: There is no such entry, or it has been reversed already.
    """
    dossiers(book, (project,), View(today=book.today))
    head = book.store.head(project)
    target = None
    for row in book.store.entries(project):
        if row[_REVERSES] == number:
            raise NothingToReverseError(project=project, entry=number, why=f"entry {row[_NUMBER]} reverses it already")
        if row[_NUMBER] == number:
            target = from_row(row)
    if target is None:
        raise NothingToReverseError(project=project, entry=number, why=f"the project's entries are 1 to {head.entries}")
    reversal = _negative(target, day or book.today)
    draft = Draft(after=head, kind=CommitKind.REVERSAL, batch=book.batch(), message=reason, entries=(to_row(reversal),))
    return book.append(draft)


def _negative(entry: Entry, day: date) -> Entry:
    quantity = entry.quantity
    return attrs.evolve(
        entry,
        number=0,
        amount_minor=-entry.amount_minor,
        vat_minor=None if entry.vat_minor is None else -entry.vat_minor,
        quantity=quantity.removeprefix("-") if quantity and quantity.startswith("-") else quantity and f"-{quantity}",
        booked_on=day,
        reverses=entry.number,
        origin=None,
    )


def _refuse_unknown_names(entry: Entry, target: Target) -> None:
    known = {
        "category": tuple(category.code for category in target.scheme.categories),
        "source": tuple(source.id for source in target.project.sources),
        "part": tuple(part.id for part in target.project.parts),
        "phase": tuple(phase.id for phase in target.project.phases),
    }
    for field, names in known.items():
        name = getattr(entry, field)
        if name is not None and name not in names:
            raise UnknownNameError(field=field, name=name, project=entry.project, known=", ".join(names) or "–")


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


def _read_rows(
    path: Path, targets: Mapping[str, Target], project: str | None, rules: ActualsMap | None
) -> Iterator[EntryRow | Finding]:
    try:
        with path.open("rb") as stream:
            _refuse_other_kinds(path, stream.read(8))
            stream.seek(0)
            yield from read_csv(stream, file=str(path), targets=targets, project=project, rules=rules)
    except OSError as error:
        raise UnreadableFileError(file=path, why=error.strerror or str(error)) from error


def _refuse_other_kinds(path: Path, start: bytes) -> None:
    """Tell kinds of file by their content, whatever their names say."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    kinds = {
        b"PK\x03\x04": "a workbook or an archive",
        b"#FLAGGA": "an SIE 4 file",
        b"<": "XML",
        b"SQLite f": "an SQLite file",
    }
    for mark, found in kinds.items():
        if text.startswith(mark):
            raise FileKindError(file=path, found=found)


class _Import:
    """An import in the making: compared project by project, committed at once."""

    def __init__(self, book: Book, path: Path, map_path: Path | None, organisation: str) -> None:
        self._book = book
        self._path = path
        self._organisation = organisation
        self._digest = _digest(path)
        self._map_digest = _digest(map_path) if map_path else None
        self._drafts: list[Draft] = []
        self.findings: list[Finding] = []
        self.batch = ""

    def compare(self, project: Project, rows: list[EntryRow]) -> Share:
        """Tell new rows from those that the book holds; draw up the commit of the new ones."""
        head = self._book.store.head(project.id)
        days = [row[_BOOKED] for row in rows]
        coverage = Coverage(
            organisation=self._organisation,
            start=date.fromisoformat(min(days)),
            end=date.fromisoformat(max(days)),
            file=self._path.name,
            file_sha256=self._digest,
            map_sha256=self._map_digest,
            rows=len(rows),
        )
        known = self._book.store.entries(project.id, first=min(days))
        found = compare(rows, known, coverage)
        self.findings.extend(found.findings)
        if found.new:
            fact = Fact("coverage", self._digest, to_json(coverage))
            self._drafts.append(
                Draft(
                    after=head,
                    kind=CommitKind.IMPORT,
                    batch="",
                    message=self._path.name,
                    facts=(fact,),
                    entries=found.new,
                )
            )
        total = Money(sum(row[_AMOUNT] for row in found.new), project.currency)
        return Share(project=project.id, new=len(found.new), already=found.already, sum=total)

    def commit(self) -> None:
        """Book everything drawn up, in one transaction."""
        if self._drafts:
            self.batch = self._book.batch()
            self._book.append(*(attrs.evolve(draft, batch=self.batch) for draft in self._drafts))


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFileError(file=path, why=error.strerror or str(error)) from error
