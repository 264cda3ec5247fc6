"""A file of actuals on its way into a book: staged, compared with what the book holds, booked at once."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date

import attrs

from ledger.app.again import again
from ledger.app.book import Book
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import Severity
from ledger.core.finding import stop
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.importers.actuals import Target
from ledger.importers.actuals import is_about_a_row
from ledger.model.bulk import Batch
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.coverage import Coverage
from ledger.model.document import to_json
from ledger.model.head import Fact
from ledger.rules.reimport import Comparison
from ledger.storage.stage import Stage
from ledger.storage.stage import Staged

FINDINGS_MAX = 100
"""How many problems with rows are told one by one; a file with more has one mistake many times."""


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
class Delivery:
    """The file that rows come in, and whose books it tells of.

    Attributes:
        file: Name of the file.
        file_sha256: Its SHA-256, hexadecimal.
        map_sha256: The map file's, None if none was used.
        organisation: Whose books; empty if not told.
    """

    file: str
    file_sha256: str
    map_sha256: str | None = None
    organisation: str = ""


class Problems:
    """Findings on a file's rows, as many as anybody reads.

    Attributes:
        skipped: How many rows were left out.
    """

    def __init__(self, findings: Iterable[Finding], *, skip_bad_rows: bool) -> None:
        """Begin with `findings`; bad rows stop nothing if they are to be skipped."""
        self.skipped = 0
        self._told = list(findings)
        self._skip = skip_bad_rows
        self._about_rows = 0
        self._more = Severity.NOTE
        self._place = Place()
        self._line = 0

    def add(self, finding: Finding) -> None:
        """Take in one more."""
        if not is_about_a_row(finding):
            self._told.append(finding)
            return
        if finding.stops and self._skip:
            self.skipped += finding.place.line != self._line
            self._line = finding.place.line or 0
            finding = attrs.evolve(finding, severity=Severity.WARN)
        self._about_rows += 1
        if self._about_rows <= FINDINGS_MAX:
            self._told.append(finding)
        elif self._more is not Severity.STOP:
            self._more, self._place = finding.severity, Place(file=finding.place.file)

    @property
    def stopped(self) -> bool:
        """Whether something must be put right first."""
        return self._more is Severity.STOP or any(finding.stops for finding in self._told)

    def told(self) -> Iterator[Finding]:
        """Yield them, and last how many more there were."""
        yield from self._told
        more = self._about_rows - FINDINGS_MAX
        if more > 0:
            yield (stop if self._more is Severity.STOP else warning)("IMP-002", self._place, count=more)


class Incoming:
    """Rows of a file on their way into a book; first `take` all, then `book`.

    Attributes:
        findings: What comparing with the book has told.
        shares: What is booked, or would be, by project in id order.
        batch: Id of the import; empty where nothing was booked.
    """

    def __init__(self, book: Book, stage: Stage, targets: Mapping[str, Target], delivery: Delivery) -> None:
        self.findings: list[Finding] = []
        self.shares: tuple[Share, ...] = ()
        self.batch = ""
        self._import_id = ""
        self._book = book
        self._stage = stage
        self._targets = targets
        self._delivery = delivery

    def take(self, read: Iterable[Batch | Finding], problems: Problems) -> None:
        """Stage rows; once something must be put right first, only look for what else there is."""
        for each in read:
            if isinstance(each, Finding):
                problems.add(each)
            elif not problems.stopped:
                self._stage.add(each)

    def compare(self) -> tuple[Draft, ...]:
        """Tell new rows from those that the book holds and draw up the commits of the new ones."""
        self.findings = []
        shares, drafts = [], []
        for staged in self._stage.staged():
            self._compare(staged)
            new = staged.count - staged.held
            currency = self._targets[staged.project].project.currency
            total = Money(staged.sum_minor, currency)
            shares.append(Share(project=staged.project, new=new, already=staged.held, sum=total))
            if new:
                drafts.append(self._draft(staged))
        self.shares = tuple(shares)
        return tuple(drafts)

    def book(self) -> None:
        """Book what is new, all of it or nothing; compared anew if somebody else has written meanwhile."""
        commits = again(self._book, self.compare)
        self.batch = commits[0].batch if commits else ""

    def _compare(self, staged: Staged) -> None:
        if not self._book.store.head(staged.project).entries:
            return
        known = self._book.store.entries(staged.project, first=staged.first)
        comparison = Comparison(known, self._coverage(staged))
        staged.leave_out(comparison.holds)
        self.findings.extend(comparison.findings(staged.project))

    def _draft(self, staged: Staged) -> Draft:
        self._import_id = self._import_id or self._book.batch()
        fact = Fact("coverage", self._delivery.file_sha256, to_json(self._coverage(staged)))
        return Draft(
            after=self._book.store.head(staged.project),
            kind=CommitKind.IMPORT,
            batch=self._import_id,
            message=self._delivery.file,
            facts=(fact,),
            entries=staged,
        )

    def _coverage(self, staged: Staged) -> Coverage:
        return Coverage(
            organisation=self._delivery.organisation,
            start=date.fromisoformat(staged.first),
            end=date.fromisoformat(staged.last),
            file=self._delivery.file,
            file_sha256=self._delivery.file_sha256,
            map_sha256=self._delivery.map_sha256,
            rows=staged.count,
        )
