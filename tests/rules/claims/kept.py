"""A project that is booked, claimed, cut, parked and corrected in any order, with a count of its own beside it."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import attrs
from hypothesis import strategies as st

from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import ClaimFigures
from ledger.model.claims.claim import ClaimState
from ledger.model.claims.claim import ClaimTerms
from ledger.model.claims.claim import Cut
from ledger.model.claims.claim import Decision
from ledger.model.claims.claim import Withdrawal
from ledger.model.entry import Entry
from ledger.model.entry import from_row
from ledger.model.entry import to_row
from ledger.model.entry_kind import EntryKind
from ledger.model.head import Head
from ledger.model.source import ShareBasis
from ledger.model.totals import Basis
from ledger.rules.claims import claim as rules
from ledger.rules.corrections import attest
from ledger.rules.corrections.correct import negative
from ledger.rules.totals import count
from tests.rules.dossiers import dossier
from tests.rules.dossiers import rows_of
from tests.rules.dossiers import source

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from ledger.model.dossier import Dossier
    from ledger.model.entry import EntryRow
    from ledger.model.terms import Terms

START = date(2020, 7, 1)

SHARE = Fraction(3, 7)
SUPPORT = attrs.evolve(source("stod", "fonden", "support", "grant"), share=SHARE, share_of=ShareBasis.ELIGIBLE_COST)
TOWN = source("kommun", "kommunen", "cofinancing")
REGION = source("region", "regionen", "cofinancing")
TIME = source("kommun-tid", "kommunen", "cofinancing", "in_kind")
SOURCES = (SUPPORT, TOWN, REGION, TIME)


def day(number: int) -> date:
    """Return a day of the project."""
    return START + timedelta(days=number)


def plan(town: int = 2, region: int = 1, cost: int = 10**9) -> BudgetVersion:
    """Return a decided version."""
    return BudgetVersion(
        state=BudgetState.DECIDED,
        cost=(CostLine(category="personal", amount_minor=cost),),
        financing=(
            FinancingLine(source="kommun", amount_minor=town),
            FinancingLine(source="region", amount_minor=region),
        ),
    )


def cost(amount_minor: int, on: int = 0, category: str = "personal", **facts: object) -> Entry:
    """Return a cost that is not booked yet."""
    return Entry(project="broar", category=category, amount_minor=amount_minor, booked_on=day(on), **facts)  # type: ignore[arg-type]


class Kept:
    """A project's entries and claims, kept without a book.

    Attributes:
        entries: By number.
        claims: By number.
        versions: Budget versions.
        support: What of the supporting source's terms is otherwise.
        terms: Its simplified cost options.
        worth: What of each entry is claimed, minor units, counted here in its own way.
    """

    def __init__(self, *entries: Entry, versions: Iterable[BudgetVersion] = (plan(),)) -> None:
        self.entries: list[Entry] = []
        self.claims: list[Claim] = []
        self.versions = tuple(versions)
        self.worth: dict[int, int] = {}
        self.support: dict[str, Any] = {}
        self.terms: Terms | None = None
        for entry in entries:
            self.book(entry)

    def book(self, entry: Entry) -> int:
        """Book an entry and return its number."""
        self.entries.append(attrs.evolve(entry, number=len(self.entries) + 1))
        return len(self.entries)

    def reverse(self, number: int, on: int = 400) -> int:
        """Reverse an entry."""
        row = negative(to_row(self.entries[number - 1]), day(on))
        return self.book(from_row(row))

    def claim(self, end: int = 900, **terms: object) -> Claim:
        """Submit a claim of everything to a day."""
        found = self.dossier()
        asked = ClaimTerms(end=day(end), **terms)  # type: ignore[arg-type]
        drawn = rules.draw_up(found, self._rows(found.head), asked, day(end), self.claims)
        made = attrs.evolve(drawn, state=ClaimState.SUBMITTED)
        self.claims.append(made)
        for number in attest.numbers(made.claimed):
            self.worth[number] = self.entries[number - 1].amount_minor
        for number in attest.numbers(asked.parked):
            self.worth[number] = 0
        return made

    def withdraw(self) -> None:
        """Take back the last claim."""
        taken = Withdrawal(day=day(900), reason="made up")
        self.claims[-1] = attrs.evolve(self.claims[-1], state=ClaimState.WITHDRAWN, withdrawal=taken)

    def decide(self, number: int, cuts: Iterable[tuple[int, int]] = (), parked: Iterable[int] = ()) -> Claim:
        """Decide a claim."""
        held = self.claims[number - 1]
        decision = Decision(
            decided=day(900),
            cuts=tuple(Cut(entry=entry, amount_minor=minor) for entry, minor in cuts),
            parked=attest.spans(parked),
            figures=ClaimFigures(),
            sequence=99,
        )
        found = attrs.evolve(self.dossier(), head=Head(scope="broar", sequence=held.sequence, entries=held.entries))
        made = rules.decide(found, self._rows(found.head), held, decision, self.claims[: number - 1])
        self.claims[number - 1] = made
        for cut in decision.cuts:
            self.worth[cut.entry] = self.entries[cut.entry - 1].amount_minor - cut.amount_minor
        for entry in attest.numbers(decision.parked):
            self.worth[entry] = 0
        return made

    def rows(self) -> Iterable[EntryRow]:
        """Return all entries as stores carry them."""
        return rows_of(self.entries)

    def dossier(self) -> Dossier:
        """Return the project as it stands, without totals."""
        sources = (attrs.evolve(SUPPORT, **self.support), TOWN, REGION, TIME)
        found = dossier((), versions=self.versions, sources=sources)
        head = Head(scope="broar", sequence=7, seal="5ea1", entries=len(self.entries))
        return attrs.evolve(found, head=head, terms=self.terms)

    def _rows(self, head: Head) -> Callable[[], Iterable[EntryRow]]:
        return lambda: (to_row(entry) for entry in self.entries[: head.entries])

    def sums(self) -> dict[str, int]:
        """Return what all claims together hold by source."""
        return rules.claimed_minor(self.claims)

    def claimed_cost(self) -> dict[str, int]:
        """Return what all claims together hold of each category."""
        found: dict[str, int] = {}
        for claim in self.claims:
            for each in claim.standing.costs if claim.counts else ():
                found[each.category] = found.get(each.category, 0) + each.current_minor
        return {category: minor for category, minor in found.items() if minor}

    def own_count(self) -> dict[str, int]:
        """Return the cost of each category as counted here: a reversal takes back what its entry was worth."""
        found: dict[str, int] = {}
        for number, minor in self.counted().items():
            entry = self.entries[number - 1]
            sign = -1 if entry.kind is EntryKind.INCOME else 1
            found[str(entry.category)] = found.get(str(entry.category), 0) + sign * minor
        return {category: minor for category, minor in found.items() if minor}

    def counted(self) -> dict[int, int]:
        """Return what each claimed entry is worth."""
        found: dict[int, int] = {}
        for entry in self.entries:
            if entry.number in self.worth:
                minor = self.worth[entry.number]
                found[entry.number] = -found.get(entry.reverses, 0) if entry.reverses else minor
        return found

    def own_dossier(self) -> Dossier:
        """Return the project with the totals of what each entry is worth as counted here."""
        left = [attrs.evolve(self.entries[number - 1], amount_minor=minor) for number, minor in self.counted().items()]
        return attrs.evolve(self.dossier(), totals=count(rows_of(left), Basis.BELONGS, None, None))

    def own_shares(self) -> dict[str, Fraction]:
        """Return what each source has earned, exact, where no entry names one: counted here from the cost alone."""
        whole = Fraction(sum(self.own_count().values()))
        weights = {line.source: line.amount_minor for line in self.versions[-1].financing}
        rest = whole - SHARE * whole
        parts = {source_: rest * weight / sum(weights.values()) for source_, weight in weights.items()}
        return {"stod": SHARE * whole, **parts}


_CATEGORIES = st.sampled_from(("personal", "lokal", "resor"))
_AMOUNTS = st.one_of(st.integers(-300, 300), st.integers(1, 10**7))


@st.composite
def new_entries(draw: st.DrawFn, *, named: bool = True) -> Entry:
    """A cost or income of any day; and where entries may name a source, contributions in kind."""
    kinds = [EntryKind.COST] * 4 + [EntryKind.INCOME] + [EntryKind.IN_KIND] * named
    kind = draw(st.sampled_from(kinds))
    on = draw(st.integers(0, 300))
    return Entry(
        project="broar",
        kind=kind,
        category={EntryKind.IN_KIND: "tid", EntryKind.INCOME: "intakt"}.get(kind) or draw(_CATEGORIES),
        source="kommun-tid"
        if kind is EntryKind.IN_KIND
        else draw(st.sampled_from([None, None, None] + ["kommun"] * named)),
        amount_minor=draw(_AMOUNTS),
        booked_on=day(on),
        belongs_to=day(on - draw(st.integers(0, 40))),
    )
