"""A file of actuals on its way into a book: staged, compared with what the book holds, booked at once."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.corrections.locked import lock_of
from ledger.app.imports.amending import amend
from ledger.app.imports.kept_maps import map_fact
from ledger.app.imports.large_file import Read
from ledger.app.imports.step import Step
from ledger.app.imports.vouchers import Traced
from ledger.app.imports.vouchers import Voucher
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import Severity
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.errors import LedgerError
from ledger.importers.actuals.actuals import Target
from ledger.importers.actuals.actuals import is_about_a_row
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.document import to_json
from ledger.model.head import Fact
from ledger.model.imports.bulk import Batch
from ledger.model.imports.bulk import Turn
from ledger.model.imports.coverage import Coverage
from ledger.model.imports.kept_map import KeptMap
from ledger.rules.bulk import Checker
from ledger.rules.bulk import refuse
from ledger.rules.imports.account_sums import AccountSums
from ledger.rules.imports.incoming_days import check_locked
from ledger.rules.imports.incoming_days import check_outside
from ledger.rules.imports.many_projects import PROJECTS_TOLD
from ledger.rules.imports.many_projects import summed_up
from ledger.rules.imports.reimport import SIE
from ledger.rules.pieces import Piece
from ledger.storage.stage import Stage
from ledger.storage.stage import Staged

if TYPE_CHECKING:
    from ledger.importers.accounts.sie_delivered import SieDelivered

FINDINGS_MAX = 100
"""How many problems with rows are told one by one; a file with more has one mistake many times."""


@frozen(kw_only=True)
class Share:
    """What an import did, or would do, in one project.

    Attributes:
        project: Project id.
        new: Rows booked.
        already: Rows that the book held from before.
        sum: Sum of the rows booked.
        reversed: Entries of earlier files that are reversed, because the books or the map have changed.
    """

    project: str
    new: int
    already: int
    sum: Money
    reversed: int = 0


def most(shares: Sequence[Share]) -> tuple[tuple[Share, ...], tuple[Share, ...]]:
    """Return the shares that are told one by one, those with most that is new, and the others; both in id order."""
    greatest = sorted(shares, key=lambda share: (-share.new - share.reversed, share.project))[:PROJECTS_TOLD]
    told = {share.project for share in greatest}
    return (
        tuple(share for share in shares if share.project in told),
        tuple(share for share in shares if share.project not in told),
    )


@frozen(kw_only=True)
class Delivery:
    """The file that rows come in, and whose books it tells of.

    Attributes:
        file: Name of the file.
        file_sha256: Its SHA-256, hexadecimal.
        map_sha256: The map file's, None if none was used.
        organisation: Whose books; empty if not told.
        carrier: Kind of file.
        trail: Returns what the file tells as struck out of some vouchers or added to them; None where it cannot tell.
        used: The map, to be kept with what it gave; None if none was used.
    """

    file: str
    file_sha256: str
    map_sha256: str | None = None
    organisation: str = ""
    carrier: str
    trail: Callable[[Collection[Voucher]], Sequence[Traced]] | None = None
    used: KeptMap | None = None


class Problems:
    """Findings on a file's rows, as many as anybody reads.

    Attributes:
        skipped: How many rows were left out.
    """

    def __init__(
        self, findings: Iterable[Finding], *, skip_bad_rows: bool, wanted: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        """Begin with `findings`; bad rows stop nothing if they are to be skipped.

        Args:
            findings: What has been found already.
            skip_bad_rows: Whether rows that cannot be read are left out.
            wanted: By project the severities of findings that it sets itself; what stops stays so all the same.
        """
        self.skipped = 0
        self._wanted = wanted or {}
        self._told = list(findings)
        self._skip = skip_bad_rows
        self._about_rows = 0
        self._more = Severity.NOTE
        self._place = Place()
        self._line = 0
        self._words: dict[tuple[str | None, object], int] = {}

    def add(self, finding: Finding) -> None:
        """Take in one more."""
        finding = self._judged(finding)
        if not is_about_a_row(finding):
            self._told.append(finding)
            return
        if finding.stops and self._skip:
            counted = dict(finding.values).get("rows")
            self.skipped += counted if isinstance(counted, int) else finding.place.line != self._line
            self._line = finding.place.line or 0
            finding = evolve(finding, severity=Severity.WARN)
        if self._is_repeated(finding):
            return
        self._about_rows += 1
        if self._about_rows <= FINDINGS_MAX:
            self._told.append(finding)
        elif self._more is not Severity.STOP:
            self._more, self._place = finding.severity, Place(file=finding.place.file)

    def _is_repeated(self, finding: Finding) -> bool:
        """Count a word that nobody knows, and return whether it has been told of an earlier row of its column."""
        if finding.code != "CSV-116":
            return False
        word = finding.place.column, finding.values
        if word in self._words:
            self._words[word] += 1
            return True
        if len(self._words) < FINDINGS_MAX:
            self._words[word] = 0
        return False

    def _judged(self, finding: Finding) -> Finding:
        """Return a finding with the severity that its project sets; what stops cannot be made less."""
        severity = self._wanted.get(finding.place.project or "", {}).get(finding.code)
        return finding if severity is None or finding.stops else evolve(finding, severity=Severity(severity))

    @property
    def stopped(self) -> bool:
        """Whether something must be put right first."""
        return self._more is Severity.STOP or any(finding.stops for finding in self._told)

    def told(self) -> Iterator[Finding]:
        """Yield them, and last how many more there were."""
        for finding in self._told:
            if finding.told:
                yield finding
            again = self._words.get((finding.place.column, finding.values)) if finding.code == "CSV-116" else None
            if again:
                yield note("CSV-123", finding.place, text=dict(finding.values)["text"], count=again)
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
        self._delivered: SieDelivered | None = None
        self._sums = AccountSums()

    def take(self, read: Iterable[Read | SieDelivered], problems: Problems) -> None:
        """Stage rows; once something must be put right first, only look for what else there is.

        Raises:
            LedgerError: A row cannot be booked; it is told by its place among all rows of its project.
        """
        for each in read:
            if isinstance(each, Finding):
                problems.add(each)
            elif isinstance(each, AccountSums):
                self._sums = each
            elif not isinstance(each, Piece | Batch | Turn):
                self._delivered = each
            elif isinstance(each, Batch) and not problems.stopped:
                self._refuse(each)
            elif isinstance(each, Piece) and not problems.stopped:
                self._stage.add(each)

    def _refuse(self, batch: Batch) -> None:
        """Refuse a row by its place among all rows of its project, as it is told to people."""
        try:
            Checker().check(batch)
        except LedgerError:
            refuse(batch, {staged.project: staged.count for staged in self._stage.staged()})
            raise

    def compare(self) -> tuple[Draft, ...]:
        """Tell new rows from those that the book holds and draw up the commits of what is new and what has changed."""
        self.findings = []
        staged = {each.project: each for each in self._stage.staged()}
        projects = {*staged, *self._delivered.sums} if self._delivered and self._delivered.first else staged
        steps = [self._step(project, staged.get(project)) for project in sorted(projects)]
        amend(steps, self._delivery.trail)
        self.shares = tuple(self._share(step) for step in steps if step.staged or step.reversed)
        self.findings = list(summed_up(each for step in steps for each in (*step.findings(), *self._about_days(step))))
        if any(finding.stops for finding in self.findings):
            return ()
        return tuple(self._draft(step) for step in steps if step.is_news)

    def book(self) -> None:
        """Book what is new, all of it or nothing; compared anew if somebody else has written meanwhile."""
        commits = again(self._book, self.compare)
        self.batch = commits[0].batch if commits else ""

    def _about_days(self, step: Step) -> Iterator[Finding]:
        """Yield what is wrong with the days of new rows; they are read again only where something may be."""
        staged = step.staged
        if staged is None:
            return
        target = self._targets[step.project]
        currency = target.project.currency
        until, may_move = step.lock.until, self._delivery.carrier == SIE
        if until and not may_move and staged.first <= until.isoformat():
            yield from check_locked(step.project, staged, step.lock, currency)
        days = staged.belonging
        if target.span and not (target.span.start <= days.start and days.end <= target.span.end):
            yield from check_outside(step.project, staged, target.span, currency)

    def _step(self, project: str, staged: Staged | None) -> Step:
        """Return what the file comes to in a project, compared with what the book holds of it."""
        step = Step(
            project=project,
            staged=staged,
            head=self._book.store.head(project),
            coverage=self._coverage(project, staged),
            lock=lock_of(self._book.store, project),
        )
        if step.head.entries:
            step.compare(self._book)
        return step

    def _share(self, step: Step) -> Share:
        currency = self._targets[step.project].project.currency
        count, held, minor = (step.staged.count, step.staged.held, step.staged.sum_minor) if step.staged else (0, 0, 0)
        return Share(
            project=step.project,
            new=count - held,
            already=held,
            sum=Money(minor, currency),
            reversed=len(step.reversed),
        )

    def _draft(self, step: Step) -> Draft:
        self._import_id = self._import_id or self._book.batch()
        fact = Fact("coverage", self._delivery.file_sha256, to_json(step.told()))
        return Draft(
            after=step.head,
            kind=CommitKind.IMPORT,
            batch=self._import_id,
            message=self._delivery.file,
            facts=(fact, *map_fact(self._book, step.project, self._delivery.used), *step.replacements()),
            entries=step.entries(),
        )

    def _coverage(self, project: str, staged: Staged | None) -> Coverage:
        delivery, found = self._delivery, self._delivered
        first, last = [staged.first] if staged else [], [staged.last] if staged else []
        if found and found.first:
            first, last = [*first, found.first], [*last, found.last]
        coverage = Coverage(
            organisation=delivery.organisation,
            start=date.fromisoformat(min(first)),
            end=date.fromisoformat(max(last)),
            file=delivery.file,
            file_sha256=delivery.file_sha256,
            map_sha256=delivery.map_sha256,
            rows=staged.count if staged else 0,
            carrier=delivery.carrier,
            sums=self._sums.of(project, found.sums.get(project, ()) if found else ()),
        )
        if found is None:
            return coverage
        accounts = {account for account, *_ in coverage.sums}
        return evolve(
            coverage,
            organisation=found.organisation,
            fiscal_year=found.fiscal_year,
            series=found.series,
            names=tuple((number, name) for number, name in sorted(found.names.items()) if number in accounts),
        )
