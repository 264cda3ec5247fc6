"""A budget version that amends an earlier one: money moved or carried on, other days, another decision."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.budgets.budgets import version_of
from ledger.app.dossiers import bodies
from ledger.app.dossiers import dossier
from ledger.app.named import exact_minor
from ledger.app.named import find
from ledger.app.parties import known_parties
from ledger.app.parties import settle_parties
from ledger.app.projects import version_renamed
from ledger.app.selection import refuse_blank
from ledger.core.digits import number_of
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.core.period import check_year
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.errors import AmendmentFormError
from ledger.errors import NoBudgetYetError
from ledger.errors import NothingAmendedError
from ledger.errors import UnknownPartyError
from ledger.importers.projects.budget_file import read_budget_file
from ledger.importers.text_file import read_text
from ledger.model.budgets.budget import BudgetKind
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.transfer import Transfer
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.document import to_json
from ledger.model.dossier import Dossier
from ledger.model.head import BOOK
from ledger.model.head import Fact
from ledger.model.scheme import CategoryRole
from ledger.model.view import View
from ledger.rules import totals
from ledger.rules.budget import of_year
from ledger.rules.budgets import amend as rules
from ledger.rules.checks import judge
from ledger.rules.checks.transfers import told
from ledger.rules.financing.cofinance import cofinance

_TRANSFER = "FROM:TO:AMOUNT / FROM:TO:AMOUNT:YEAR"
_CARRY = "YEAR:YEAR / YEAR:YEAR:CATEGORY,CATEGORY"
_PARTS = range(3, 5)
_CARRY_PARTS = range(2, 4)


@frozen(kw_only=True)
class Amendment:
    """What is to be amended, as people write it.

    Attributes:
        path: File with a ``[[budget]]`` block that is the new version; the latest version is copied unless given.
        transfers: ``FROM:TO:AMOUNT`` each, or ``FROM:TO:AMOUNT:YEAR`` or a phase in the year's place.
        carry: ``YEAR:YEAR`` each, or ``YEAR:YEAR:CATEGORY,CATEGORY``: what the first year left unused, to the second.
        base: Number of the version that is copied; the latest unless given.
        state: How far the new version has come; decided where a day of decision is given, else a draft.
        submitted: When it was handed in.
        decided: When it was decided.
        applies_from: From when it holds.
        start: The project's first day by it.
        end: The project's last day by it.
        reason: Document or reason; needed unless a file says it.
        decided_by: Who decided: a party's id or name.
    """

    path: Path | None = None
    transfers: tuple[str, ...] = ()
    carry: tuple[str, ...] = ()
    base: int | None = None
    state: BudgetState | None = None
    submitted: date | None = None
    decided: date | None = None
    applies_from: date | None = None
    start: date | None = None
    end: date | None = None
    reason: str | None = None
    decided_by: str | None = None


@frozen(kw_only=True)
class Amended:
    """What amending did.

    Attributes:
        findings: Problems; where one stops, nothing was booked.
        number: Number of the new version; 0 where nothing was booked.
        state: How far it has come: only what is decided holds.
    """

    findings: tuple[Finding, ...] = ()
    number: int = 0
    state: BudgetState = BudgetState.DECIDED


def amend(book: Book, project: str, wanted: Amendment) -> Amended:
    """Add a budget version that amends an earlier one.

    Args:
        book: The book.
        project: Project id.
        wanted: What is amended.

    Raises:
        UnknownProjectError: The book has no such project.
        UnknownVersionError: It has no version of that number.
        NothingAmendedError: It would change nothing.
        LedgerError: It has no reason, is not written as it must be, or money cannot be moved or carried as asked.
    """
    done = Amended()

    def draw_up() -> Sequence[Draft]:
        nonlocal done
        step = _Step(book, dossier(book, project, View(today=book.today)), wanted)
        drafts = step.drafts()
        number = len(step.held.versions) + 1 if drafts else 0
        done = Amended(findings=step.findings, number=number, state=step.state)
        return drafts

    again(book, draw_up)
    return done


class _Step:
    """An amendment against what the book holds; drawn up anew whenever the book has moved on.

    Attributes:
        held: The project.
        findings: Everything that is to be said, judged as the project wants.
        state: How far the version that was made has come.
    """

    def __init__(self, book: Book, held: Dossier, wanted: Amendment) -> None:
        self._book = book
        self.held = held
        self.state = BudgetState.DECIDED
        self._wanted = wanted
        self._said: list[Finding] = []
        self._above: tuple[Fact, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is to be said."""
        return judge(self._said, self.held.project.severities)

    def drafts(self) -> list[Draft]:
        """Return the commits to append; none if something stops."""
        version = self._read() if self._wanted.path else self._copied()
        if version is None:
            return []
        made = self._decided(self._carried(self._moved(version)))
        self.state = made.state
        self._refuse_nothing(made)
        self._said.extend(told(self.held, (*self.held.versions, made)))
        if any(finding.stops for finding in self.findings):
            return []
        batch = self._book.batch()
        fact = Fact("budget", str(len(self.held.versions) + 1), to_json(made))
        why = made.reason or ""
        drafts = [Draft(after=self.held.head, kind=CommitKind.BUDGET, batch=batch, message=why, facts=(fact,))]
        if self._above:
            head = self._book.store.head(BOOK)
            drafts.append(Draft(after=head, kind=CommitKind.BOOK, batch=batch, facts=self._above))
        return drafts

    def _base(self) -> BudgetVersion:
        if not self.held.versions:
            raise NoBudgetYetError(project=self.held.project.id)
        return version_of(self.held, self._wanted.base) if self._wanted.base else self.held.versions[-1]

    def _copied(self) -> BudgetVersion:
        refuse_blank(self.held.project.id, self._wanted.reason)
        return rules.following(self._base())

    def _read(self) -> BudgetVersion | None:
        """Return the version that a file holds, its parties called as the book calls them."""
        path = self._wanted.path or Path()
        known = known_parties(bodies(self._book, BOOK))
        project = self.held.registered or self.held.project
        version, parties, said = read_budget_file(read_text(path), str(path), project, self.held.scheme, known.values())
        self._said.extend(said)
        if version is None:
            return None
        renamed, self._above = settle_parties(parties, known, str(path))
        return version_renamed(version, renamed)

    def _moved(self, version: BudgetVersion) -> BudgetVersion:
        if self._wanted.transfers and not (self._wanted.path or self._wanted.base) and version.transfers:
            self._said.append(self._added_to(version))
        for text in self._wanted.transfers:
            version = rules.move(version, self._transfer(text), self.held.project.currency)
        moves = bool(self._wanted.transfers) and not self._wanted.path
        if moves and self._base().state is BudgetState.DECIDED:
            return evolve(version, kind=BudgetKind.TRANSFER)
        return version

    def _added_to(self, copied: BudgetVersion) -> Finding:
        """Return TRF-005: the transfer comes on top of what an undecided version moves already."""
        moved = Money(sum(each.amount_minor for each in copied.transfers), self.held.project.currency)
        place = Place(project=self.held.project.id, key=f"budget.{len(self.held.versions) + 1}")
        return warning("TRF-005", place, number=len(self.held.versions), moved=moved)

    def _transfer(self, text: str) -> Transfer:
        parts = [each.strip() for each in text.split(":")]
        if len(parts) not in _PARTS or not all(parts):
            raise AmendmentFormError(text=text, form=_TRANSFER)
        origin, target = (find(self.held, "category", each) for each in parts[:2])
        if origin == target:
            raise AmendmentFormError(text=text, form=_TRANSFER)
        when = parts[3] if len(parts) == _PARTS[-1] else None
        year = number_of(when or "")
        return Transfer(
            from_category=origin,
            to_category=target,
            amount_minor=exact_minor(self.held, "--transfer", parts[2]),
            year=year,
            phase=find(self.held, "phase", when) if when and year is None else None,
        )

    def _carried(self, version: BudgetVersion) -> BudgetVersion:
        for text in self._wanted.carry:
            years, codes = self._years(text)
            view = View(today=self._book.today, year=years[0])
            found = evolve(dossier(self._book, self.held.project.id, view), versions=(version,))
            if self._book.today.year <= years[0]:
                place = Place(project=self.held.project.id, key=f"budget.{len(self.held.versions) + 1}")
                self._said.append(warning("TRF-004", place, year=str(years[0])))
            unused = {code: minor for code, minor in _unused(found, view) if not codes or code in codes}
            version = rules.carry(version, years, unused, dict(_unearned(found, view)))
        return version

    def _years(self, text: str) -> tuple[tuple[int, int], tuple[str, ...]]:
        parts = [each.strip() for each in text.split(":")]
        first, later = (number_of(each) for each in parts[:2]) if len(parts) in _CARRY_PARTS else (None, None)
        if first is None or later is None:
            raise AmendmentFormError(text=text, form=_CARRY)
        for year in (first, later):
            check_year(year, str(year))
        names = parts[2].split(",") if len(parts) == _CARRY_PARTS[-1] else ()
        return (first, later), tuple(find(self.held, "category", each) for each in names)

    def _decided(self, version: BudgetVersion) -> BudgetVersion:
        """Return the version with what was told of days, state and reason."""
        wanted = self._wanted
        state = wanted.state or (BudgetState.DECIDED if wanted.decided else version.state)
        told_ = {
            name: getattr(wanted, name)
            for name in ("submitted", "decided", "applies_from", "start", "end", "reason")
            if getattr(wanted, name) is not None
        }
        if wanted.decided_by:
            told_["decided_by"] = self._party(wanted.decided_by)
        return evolve(version, state=state, **told_)

    def _party(self, name: str) -> str:
        """Return the party of an id or a name: one that the project names."""
        for party in self.held.parties:
            if name.casefold() in (party.id, *party.names):
                return party.id
        known = ", ".join(party.name for party in self.held.parties) or "–"
        raise UnknownPartyError(project=self.held.project.id, name=name, known=known)

    def _refuse_nothing(self, made: BudgetVersion) -> None:
        """Refuse a version that says just what the latest one says."""
        if self.held.versions and made == self.held.versions[-1]:
            raise NothingAmendedError(project=self.held.project.id)
        base = self.held.versions[-1] if self.held.versions else None
        if base is None or self._wanted.path or base.state is not BudgetState.DECIDED:
            return
        if evolve(rules.following(base), state=made.state) == evolve(
            made, submitted=None, decided=None, applies_from=None, reason=None, decided_by=None
        ):
            raise NothingAmendedError(project=self.held.project.id)


def _unused(found: Dossier, view: View) -> Iterator[tuple[str, int]]:
    """Yield what each category of cost has left of its budget of a year, minor units."""
    (version,) = found.versions
    held = totals.actuals(found, view)
    for category in found.scheme.categories:
        planned = sum(line.amount_minor for line in of_year(version.cost, view.year) if line.category == category.code)
        booked = totals.cost_minor(each for each in held if each.category == category.code)
        if planned and category.role is not CategoryRole.INCOME:
            yield category.code, planned - booked


def _unearned(found: Dossier, view: View) -> Iterator[tuple[str, int]]:
    """Yield what each source has not paid of what it promised for a year, minor units."""
    for share in cofinance(found, view).shares:
        if share.planned_minor is not None:
            yield share.id, share.planned_minor - share.earned_minor
