"""A federation: who its members are and what they pay, what it owns, funds or follows, and how its whole is told.

It stands in the book's own chain. Nothing here is a default of ours: thresholds, keys, rates and steps are the user's.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.core.record import frozen


class MemberGroup(StrEnum):
    """Which part of the law's split a member belongs to."""

    STATE = "state"
    REGION = "region"
    MUNICIPALITY = "municipality"


class Involvement(StrEnum):
    """What a federation has to do with a project."""

    OWNED = "owned"
    FUNDED = "funded"
    FOLLOWED = "followed"
    """Shown beside the whole and never in it."""


class PairingPeriod(StrEnum):
    """How far apart in time two sides of a contribution may be booked and still be taken for the same."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


class YearKey(StrEnum):
    """By what a budget without calendar years is laid over them."""

    MONTHS = "months"
    DAYS = "days"


@frozen(kw_only=True)
class Member:
    """A body that pays into the federation.

    Attributes:
        id: Unique in the federation.
        party: Party id.
        group: Its part of the law's split.
    """

    id: str
    party: str
    group: MemberGroup


@frozen(kw_only=True)
class MemberYear:
    """What the members have decided to pay for a year.

    Attributes:
        year: Calendar year.
        total_minor: All members together, minor units.
        decided: Day of the decision.
        region_key: Pairs of member and weight; empty where there is one region.
        municipal_key: Pairs of member and weight; empty where there is one municipality or amounts are given.
        municipal_amounts: Pairs of member and minor units, where the municipalities agreed on amounts.
        amounts: Pairs of member and minor units, where the decision names every member's amount.
    """

    year: int
    total_minor: int
    decided: date | None = None
    region_key: tuple[tuple[str, Fraction], ...] = ()
    municipal_key: tuple[tuple[str, Fraction], ...] = ()
    municipal_amounts: tuple[tuple[str, int], ...] = ()
    amounts: tuple[tuple[str, int], ...] = ()


@frozen(kw_only=True)
class MemberPayment:
    """A payment of a member, agreed or received.

    Attributes:
        member: Member id.
        day: When it is due, or when it came.
        amount_minor: Minor units.
    """

    member: str
    day: date
    amount_minor: int


@frozen(kw_only=True)
class BudgetArea:
    """A part of the federation's budget, such as *styrelse* or *insatser*.

    Attributes:
        id: Unique in the federation.
        name: As the federation writes it.
        categories: Categories of the federation's own accounts that belong to it.
    """

    id: str
    name: str
    categories: tuple[str, ...] = ()


@frozen(kw_only=True)
class FederationProject:
    """A project that the federation has to do with.

    Attributes:
        id: Project id.
        involvement: What it has to do with it.
        area: Budget area.
        is_esf: Whether the national follow-up counts its cost as *ESF Insatskostnad*.
        year_key: By what its budget without years is laid over calendar years; None leaves it without years.
    """

    id: str
    involvement: Involvement
    area: str | None = None
    is_esf: bool = False
    year_key: YearKey | None = None


@frozen(kw_only=True)
class InternalContribution:
    """What one consolidated project pays to another: which cost of the payer, and which source of the payee.

    Attributes:
        payer: Project id of who pays.
        payee: Project id of who receives.
        source: The payee's source that the payer is.
        category: Category of the payer's cost; None for every one.
        part: Part of the payer's cost; None for every one.
        phase: Phase of the payer's cost; None for every one.
    """

    payer: str
    payee: str
    source: str
    category: str | None = None
    part: str | None = None
    phase: str | None = None

    @property
    def key(self) -> str:
        """What tells it from every other: the two projects and the source."""
        return f"{self.payer}/{self.payee}/{self.source}"


@frozen(kw_only=True)
class TrafficLights:
    """From when a project is shown yellow or red; a threshold that is not set lights nothing.

    Attributes:
        used_yellow: Used part of the budget from which yellow shows.
        used_red: Used part of the budget from which red shows.
        pace_yellow: How far used part and elapsed part of the time may differ before yellow shows.
        pace_red: The same for red.
    """

    used_yellow: Fraction | None = None
    used_red: Fraction | None = None
    pace_yellow: Fraction | None = None
    pace_red: Fraction | None = None


@frozen(kw_only=True)
class CapitalStep:
    """A step of the recommendation on own capital, as the user has filled it in.

    Attributes:
        above_minor: Members' contributions of the year from which it holds, minor units.
        share: Most own capital at the end of the year, as a part of those contributions.
    """

    above_minor: int
    share: Fraction


@frozen(kw_only=True)
class FederationRate:
    """What a unit of another currency is worth in the federation's from a day on.

    Attributes:
        currency: Of the projects that it is for.
        start: First day.
        rate: Units of the federation's currency for one unit, exact.
        source: Where the user has it from.
    """

    currency: Currency
    start: date
    rate: Fraction
    source: str | None = None


@frozen(kw_only=True)
class CategoryMap:
    """The federation's own word on which category of a scheme stands for which of its common one.

    Attributes:
        scheme: Scheme id that is mapped from.
        pairs: Pairs of codes, from and to; they go before medfin's own mapping.
    """

    scheme: str
    pairs: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class Federation:
    """A federation, as its file says.

    Attributes:
        name: As it writes itself.
        party: Its party id.
        currency: Of all its amounts.
        accounts: Id of the project that holds its own accounts; None where the book does not hold them.
        scheme: Scheme that its projects are brought to; None for medfin's general one.
        pairing: How far apart the two sides of a contribution may be booked.
        plan_years: Years after the budget year that its plan covers.
        cutoffs: Days of the year up to which it reports, ``04-30``.
        members: Who pays into it.
        years: What they have decided, oldest first.
        payments: Agreed payments, in order.
        received: Payments that came, where its own accounts are not in the book.
        opening_capital: Pairs of year and own capital at its beginning, minor units.
        capital_steps: The recommendation on own capital, lowest first; empty until the user fills it in.
        areas: Parts of its budget.
        projects: Projects that it owns, funds or follows.
        internals: What consolidated projects pay each other.
        lights: When a project is shown yellow or red.
        rates: Rates of other currencies, oldest first.
        maps: Its own mappings to the common scheme.
        note: Anything worth knowing.
    """

    name: str
    party: str
    currency: Currency = SEK
    accounts: str | None = None
    scheme: str | None = None
    pairing: PairingPeriod = PairingPeriod.YEAR
    plan_years: tuple[int, ...] = ()
    cutoffs: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    years: tuple[MemberYear, ...] = ()
    payments: tuple[MemberPayment, ...] = ()
    received: tuple[MemberPayment, ...] = ()
    opening_capital: tuple[tuple[int, int], ...] = ()
    capital_steps: tuple[CapitalStep, ...] = ()
    areas: tuple[BudgetArea, ...] = ()
    projects: tuple[FederationProject, ...] = ()
    internals: tuple[InternalContribution, ...] = ()
    lights: TrafficLights = TrafficLights()
    rates: tuple[FederationRate, ...] = ()
    maps: tuple[CategoryMap, ...] = ()
    note: str | None = None

    @property
    def consolidated(self) -> tuple[str, ...]:
        """Ids of the projects in its whole: its own accounts, then what it owns or funds."""
        return self._with_accounts(Involvement.OWNED, Involvement.FUNDED)

    @property
    def owned(self) -> tuple[str, ...]:
        """Ids of its own accounts and of the projects that it owns."""
        return self._with_accounts(Involvement.OWNED)

    @property
    def party_ids(self) -> frozenset[str]:
        """The ids of every party that it names."""
        return frozenset((self.party, *(member.party for member in self.members)))

    def _with_accounts(self, *involvements: Involvement) -> tuple[str, ...]:
        own = (self.accounts,) if self.accounts else ()
        return tuple(dict.fromkeys((*own, *(each.id for each in self.projects if each.involvement in involvements))))

    def project(self, id_: str) -> FederationProject | None:
        """Return what it says of a project, or None."""
        return next((each for each in self.projects if each.id == id_), None)
