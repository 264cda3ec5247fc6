"""Statements of contributions in kind into a book, and what the book holds of them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from ledger import catalog
from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.corrections.corrections import history_of
from ledger.app.corrections.locked import lock_of
from ledger.app.dossiers import bodies
from ledger.app.dossiers import dossier
from ledger.app.statements.reading import StatementFile
from ledger.app.statements.reading import StatementRead
from ledger.app.statements.reading import read_files
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.money import Money
from ledger.core.period import month as month_of
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import label
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.document import from_json
from ledger.model.document import to_json
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry import to_row
from ledger.model.head import Fact
from ledger.model.statements.statement import StatementMonth
from ledger.model.view import View
from ledger.rules.checks import judge
from ledger.rules.checks import restated
from ledger.rules.checks.statement import Stated
from ledger.rules.checks.statement import check_beside
from ledger.rules.corrections.correct import negative
from ledger.rules.corrections.lock import first_open
from ledger.rules.statements import statement as rules

if TYPE_CHECKING:
    from ledger.core.words import Labels
    from ledger.model.head import Head
    from ledger.rules.statements.statement import Booked

_BOOKED_ON = COLUMNS.index("booked_on")

FACT = "statement"
"""Kind of the facts that statements leave, one for each source, series and month; the last one holds."""


@frozen(kw_only=True)
class MonthBooked:
    """What became of a month.

    Attributes:
        month: ``2012-03``.
        what: ``new``, ``corrected`` or ``already``.
        participants: How many participants it counts anything for.
        hours: Hours that count.
        amount: What they are worth.
    """

    month: str
    what: str
    participants: int
    hours: Fraction
    amount: Money


@frozen(kw_only=True)
class StatementBooked:
    """What importing a statement did, or would do.

    Attributes:
        findings: Problems; where one stops, nothing was booked.
        months: By month; empty where something stops.
        total: Sum of all months of the statement.
        left_out: Hours that are stated and do not count, where only whole hours do.
        batch: Id of the import, by which it can be reversed; empty where nothing was booked.
    """

    findings: tuple[Finding, ...] = ()
    months: tuple[MonthBooked, ...] = ()
    total: Money | None = None
    left_out: Fraction = Fraction()
    batch: str = ""


def import_statement(book: Book, file: StatementFile, *, dry_run: bool = False) -> StatementBooked:
    """Book a statement: one entry in kind a month, all of them or none.

    The same statement again adds nothing. Of a corrected one, the months that differ are reversed and booked anew.

    Args:
        book: The book.
        file: The statement.
        dry_run: Whether to tell only what would happen.

    Raises:
        LedgerError: There is no such project, or a file cannot be read.
    """
    view = View(today=book.today)
    found = dossier(book, file.project, view)
    read = read_files(file, found, view)
    if read.stated is None:
        return StatementBooked(findings=judge(read.findings, found.project.severities))
    step = _Step(book, read.stated, read, catalog.labels(file.language, "statements"))
    commits = again(book, lambda: step.drafts(dry_run=dry_run))
    stops = any(finding.stops for finding in step.findings)
    return StatementBooked(
        findings=step.findings,
        months=() if stops else tuple(step.done),
        total=read.stated.money(rules.total_minor(read.months)),
        left_out=rules.left_out(read.months),
        batch=commits[0].batch if commits else "",
    )


def statement_months(book: Book, head: Head, *, source: str | None = None) -> tuple[StatementMonth, ...]:
    """Return what a book holds of a project's statements, by source, series and month.

    Args:
        book: The book.
        head: The end of the project's chain, or what is taken for it.
        source: Only this source's.
    """
    held = bodies(book, head.scope, head.sequence)
    found = (from_json(StatementMonth, body) for (kind, _), body in held.items() if kind == FACT)
    return tuple(sorted((each for each in found if source in (None, each.source)), key=lambda each: each.key))


class _Step:
    """A statement against what the book holds; drawn up anew whenever the book has moved on.

    Attributes:
        findings: Everything that is to be said, judged as the project wants.
        done: What becomes of each month.
    """

    def __init__(self, book: Book, stated: Stated, read: StatementRead, labels: Labels) -> None:
        self._book = book
        self._stated = stated
        self._read = read
        self._labels = labels
        self.findings: tuple[Finding, ...] = ()
        self.done: list[MonthBooked] = []

    def drafts(self, *, dry_run: bool) -> list[Draft]:
        """Return the commit to append; none if something stops, if there is nothing new, or on a dry run."""
        project = self._stated.dossier.project
        head = self._book.store.head(project.id)
        rows = partial(self._book.store.entries, project.id)
        known = rules.booked(rows, rules.organisation(self._read.months[0]), history_of(self._book, project.id))
        self.done = []
        notes: list[Finding] = []
        made = [each for month in self._read.months for each in self._entries(month, known.get(month.month), notes)]
        said = (*self._read.findings, *self._beside(head, known), *notes)
        self.findings = judge(said, project.severities)
        if dry_run or not made or any(finding.stops for finding in self.findings):
            return []
        changed = {done.month for done in self.done if done.what != "already"}
        facts = tuple(Fact(FACT, each.key, to_json(each)) for each in self._read.months if each.month in changed)
        return [
            Draft(
                after=head,
                kind=CommitKind.IMPORT,
                batch=self._book.batch(),
                message=self._message(),
                facts=facts,
                entries=tuple(made),
            )
        ]

    def _entries(self, month: StatementMonth, before: Booked | None, notes: list[Finding]) -> Iterator[EntryRow]:
        """Yield the rows that a month adds: none if it is booked just so, and a reversal first if it is corrected."""
        what = "corrected" if before is not None and before.standing else "new"
        if before is not None and before.holds(rules.digest(month)):
            what = "already"
        self.done.append(
            MonthBooked(
                month=month.month,
                what=what,
                participants=month.participants,
                hours=month.hours,
                amount=self._stated.money(month.amount_minor),
            )
        )
        if what == "already":
            return
        corrected = [row for _, row in before.standing] if before is not None else []
        day = self._day(month, corrected, notes)
        yield from (negative(row, day) for row in corrected)
        entry = rules.entry(month, self._stated.dossier.project.id, before)
        giver = self._stated.dossier.project.source(month.source)
        text = self._labels.say(label("statement.entry", month=month.month, participants=month.participants))
        counterparty = self._stated.dossier.party_name(giver.party if giver else None)
        yield to_row(evolve(entry, booked_on=day, text=text, counterparty=counterparty))

    def _day(self, month: StatementMonth, corrected: Sequence[EntryRow], notes: list[Finding]) -> date:
        """Return when a month is booked: on its last day, a correction on the day of what it corrects.

        Where that is locked, it is the first open day, and a note says so.
        """
        project = self._stated.dossier.project.id
        days = (date.fromisoformat(row[_BOOKED_ON]) for row in corrected)
        wanted = max((month_of(month.month).end, *days))
        lock = lock_of(self._book.store, project)
        day = max(wanted, first_open(lock))
        if day != wanted:
            notes.append(note("STM-216", Place(project=project), month=month.month, locked=lock.until, day=day))
        return day

    def _beside(self, head: Head, known: dict[str, Booked]) -> Iterator[Finding]:
        """Yield what is to be said of the statement beside what the book holds."""
        months, stated = self._read.months, self._stated
        held = statement_months(self._book, head)
        others: dict[str, list[StatementMonth]] = {}
        for each in held:
            if (each.source, each.series) != (months[0].source, months[0].series):
                others.setdefault(each.month, []).append(each)
        mine = {each.month: each for each in held if each.key in {month.key for month in months}}
        yield from restated.check_corrected(stated, months, known, mine)
        yield from restated.check_vanished(stated, months, known)
        yield from restated.check_booked_otherwise(stated, months, known, self._book.store.entries(head.scope))
        yield from check_beside(stated, others)

    def _message(self) -> str:
        """Return the file, who signed and when: personal words, which can be taken out of the book again."""
        head = self._stated.head
        dated = head.dated.isoformat() if head.dated else None
        return "; ".join(filter(None, (self._read.months[0].file, head.signed_by, dated)))
