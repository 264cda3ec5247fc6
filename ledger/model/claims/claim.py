"""Claims: what a funder is asked to pay for a period, which entries it rests on, and what became of it.

A claim is a fact under its number. Each step (drafted, submitted, decided or withdrawn) leaves a later fact of the same
number, so the chain holds every state that it has been in. From the day that it is submitted its figures are frozen:
they stand in the fact, with the end of the chain that they were reckoned on.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from ledger.core.record import frozen
from ledger.model.claims.exchange import Conversion
from ledger.model.claims.exchange import ExchangeRates
from ledger.model.corrections.attestation import Spans
from ledger.model.totals import Basis

ROUNDING = "@rounding"
"""Line of a source for what rounding leaves over: *öresutjämning*."""

RESTATED = "@restated"
"""Line of a source for what lines without new cost would have moved by, as when the terms have changed since."""


class ClaimState(StrEnum):
    """How far a claim has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    DECIDED = "decided"
    PAID = "paid"
    WITHDRAWN = "withdrawn"


@frozen(kw_only=True)
class ClaimTerms:
    """What is asked of a claim; everything else about it follows from the book.

    Attributes:
        start: First day of its period, for people; older entries not yet claimed are taken in and listed as late.
        end: Last day of its period; later entries wait for the next claim.
        basis: By which of an entry's days.
        attested: Whether only entries that a second person has approved are taken in.
        final: Whether it is the project's last claim.
        parked: Entries set aside, to be taken back by a later claim.
        included: Entries taken back that were parked or cut earlier.
        settle: Pairs of source and how much of its advance to settle, minor units.
        settle_all: Sources of whose advance all is settled that the claim covers.
        rates: Monthly exchange rates, for a claim in another currency than the project's.
    """

    start: date | None = None
    end: date
    basis: Basis = Basis.BELONGS
    attested: bool = False
    final: bool = False
    parked: Spans = ()
    included: Spans = ()
    settle: tuple[tuple[str, int], ...] = ()
    settle_all: tuple[str, ...] = ()
    rates: ExchangeRates | None = None


@frozen(kw_only=True)
class ClaimedCost:
    """A category's cost in a claim; income is negative.

    Attributes:
        category: Category code.
        budget_minor: Budget of the version in force for the whole project, minor units; None where it has none.
        previous_minor: What earlier claims hold, as approved where they are decided, minor units.
        current_minor: What this claim adds, minor units.
    """

    category: str
    budget_minor: int | None = None
    previous_minor: int = 0
    current_minor: int = 0

    @property
    def cumulative_minor(self) -> int:
        """All claims to this one, minor units."""
        return self.previous_minor + self.current_minor


@frozen(kw_only=True)
class ClaimedLine:
    """What of a source's part falls on a category.

    Attributes:
        category: Category code, `ROUNDING` or `RESTATED`.
        previous_minor: What earlier claims hold, minor units.
        current_minor: What this claim adds, minor units.
    """

    category: str
    previous_minor: int = 0
    current_minor: int = 0

    @property
    def cumulative_minor(self) -> int:
        """All claims to this one, minor units."""
        return self.previous_minor + self.current_minor


@frozen(kw_only=True)
class ClaimedShare:
    """A source's part of a claim.

    Attributes:
        source: Source id; empty for cost that no source has been planned for.
        planned_minor: Financing that the version in force plans, minor units; None where it is not known.
        exact: All that it has earned by the claimed cost, before rounding, minor units.
        previous_minor: What earlier claims hold, as approved where they are decided, minor units.
        current_minor: What this claim adds, minor units.
        lines: By category, in the scheme's order; last `RESTATED` and `ROUNDING` where anything stands there.
    """

    source: str
    planned_minor: int | None = None
    exact: Fraction = Fraction(0)
    previous_minor: int = 0
    current_minor: int = 0
    lines: tuple[ClaimedLine, ...] = ()

    @property
    def cumulative_minor(self) -> int:
        """All claims to this one, minor units."""
        return self.previous_minor + self.current_minor


@frozen
class CountedSum:
    """What the entries of all claims so far come to, for one category and one named source.

    Attributes:
        category: Category code.
        source: Source that the entries name; empty where they name none.
        kind: Kind of entry.
        amount_minor: Sum, minor units.
    """

    category: str
    source: str
    kind: str
    amount_minor: int


@frozen(kw_only=True)
class ClaimFigures:
    """The figures of a claim.

    Attributes:
        costs: By category, in the scheme's order.
        shares: By source, in the project's order.
        counted: What the entries of all claims so far come to; tells the next claim which lines have moved.
    """

    costs: tuple[ClaimedCost, ...] = ()
    shares: tuple[ClaimedShare, ...] = ()
    counted: tuple[CountedSum, ...] = ()

    def share(self, source: str) -> ClaimedShare:
        """Return a source's part; nothing for one that has none."""
        return next((each for each in self.shares if each.source == source), ClaimedShare(source=source))

    @property
    def cost_minor(self) -> int:
        """The cost that this claim adds, minor units."""
        return sum(each.current_minor for each in self.costs)


@frozen(kw_only=True)
class Cut:
    """A cost that the funder does not accept, or a part of one.

    Attributes:
        entry: Number of the entry.
        amount_minor: What is cut, minor units, positive.
        error: The funder's name for what was wrong; empty where it gave none.
    """

    entry: int
    amount_minor: int
    error: str = ""


@frozen(kw_only=True)
class Decision:
    """What the funder decided on a claim.

    Attributes:
        decided: The day.
        reference: The decision's number or other name.
        cuts: Costs not accepted, by number of entry.
        parked: Entries that wait for something and may be taken back by a later claim.
        stated: Pairs of source and approved amount as the decision prints it, minor units; shown, never followed.
        figures: What is left of the claim's figures.
        sequence: Number of the last commit whose claims it was reckoned beside.
        retained: Pairs of source and what is held back of what is left, minor units; negative where it is released.
    """

    decided: date
    reference: str = ""
    cuts: tuple[Cut, ...] = ()
    parked: Spans = ()
    stated: tuple[tuple[str, int], ...] = ()
    figures: ClaimFigures
    sequence: int
    retained: tuple[tuple[str, int], ...] = ()


@frozen(kw_only=True)
class Withdrawal:
    """A submitted claim taken back by the project before the funder has decided on it.

    Attributes:
        day: When.
        reason: Why.
    """

    day: date
    reason: str


@frozen(kw_only=True)
class Claim:
    """A claim.

    Attributes:
        number: 1 for the project's first; a withdrawn claim keeps its number.
        state: Draft, submitted, decided or withdrawn; whether it is paid follows from the payments.
        terms: What was asked of it.
        dated: The day on which it was drawn up, or submitted; decides which budget version was in force.
        sequence: Number of the last commit that it was reckoned on.
        seal: That commit's seal.
        entries: How many entries the project had then.
        version: Number of the budget version in force; None where there was none.
        claimed: The entries that come in with this claim, those taken back among them.
        figures: What it asks for.
        settled: Pairs of source and how much of its advance the claim settles, minor units.
        retained: Pairs of source and what it holds back of the claim, minor units; negative where it is released.
        conversion: The rate by which it is in another currency.
        decision: What the funder decided, if it has.
        withdrawal: When and why it was taken back, if it was; its figures stand as they were submitted.
    """

    number: int
    state: ClaimState
    terms: ClaimTerms
    dated: date
    sequence: int
    seal: str
    entries: int
    version: int | None = None
    claimed: Spans = ()
    figures: ClaimFigures
    settled: tuple[tuple[str, int], ...] = ()
    retained: tuple[tuple[str, int], ...] = ()
    conversion: Conversion | None = None
    decision: Decision | None = None
    withdrawal: Withdrawal | None = None

    @property
    def key(self) -> str:
        """What it is about within its project: its number."""
        return str(self.number)

    @property
    def standing(self) -> ClaimFigures:
        """The figures that count: what was approved, or what was asked for while nothing has been decided."""
        return self.decision.figures if self.decision else self.figures

    @property
    def held(self) -> tuple[tuple[str, int], ...]:
        """What is held back that counts: of what was approved, or of what was asked for."""
        return self.decision.retained if self.decision else self.retained

    @property
    def counts(self) -> bool:
        """Whether later claims go on from it; a draft or a withdrawn claim asks nobody for anything."""
        return self.state not in (ClaimState.DRAFT, ClaimState.WITHDRAWN)


@frozen
class Payment:
    """A receipt that pays a claim, wholly or in part.

    Attributes:
        entry: Number of the entry of money received.
        claim: Number of the claim.
        amount_minor: How much of the receipt is for that claim, minor units.
    """

    entry: int
    claim: int
    amount_minor: int

    @property
    def key(self) -> str:
        """By what its fact is known in its project."""
        return f"{self.entry}/{self.claim}"
