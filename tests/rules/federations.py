"""A random federation with internal contributions and planted mismatches, and its whole reckoned a second time.

The second reckoning goes over bare entries and budget lines with plain loops and shares no code with `ledger.rules`.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import attrs

from ledger.core.money import SEK
from ledger.core.words import Name
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.dossier import Dossier
from ledger.model.entry import Entry
from ledger.model.entry import to_row
from ledger.model.entry_kind import EntryKind
from ledger.model.federation.federation import Federation
from ledger.model.federation.federation import FederationProject
from ledger.model.federation.federation import InternalContribution
from ledger.model.federation.federation import Involvement
from ledger.model.federation.federation import PairingPeriod
from ledger.model.head import Head
from ledger.model.party import Party
from ledger.model.project import Part
from ledger.model.project import Project
from ledger.model.scheme import Category
from ledger.model.scheme import CategoryRole
from ledger.model.scheme import Scheme
from ledger.model.source import Source
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole
from ledger.model.totals import Basis
from ledger.rules.totals import count

if TYPE_CHECKING:
    from random import Random

ACCOUNTS = "konto"
YEARS = (2020, 2021)
TODAY = date(2021, 12, 31)


def _scheme(id_: str, codes: dict[str, CategoryRole]) -> Scheme:
    categories = tuple(Category(code=code, name=Name(code, code), role=role) for code, role in codes.items())
    return Scheme(id=id_, name=Name(id_, id_), source="made up", valid_from=date(2020, 1, 1), categories=categories)


OWN = _scheme("eget", {"styrelse": CategoryRole.DIRECT, "insatser": CategoryRole.DIRECT, "ranta": CategoryRole.INCOME})
WORK = _scheme(
    "arbete",
    {
        "lon": CategoryRole.DIRECT,
        "lokal": CategoryRole.DIRECT,
        "bidrag": CategoryRole.DIRECT,
        "tid": CategoryRole.IN_KIND,
        "intakt": CategoryRole.INCOME,
    },
)


@attrs.frozen(kw_only=True)
class Case:
    """A federation with its projects, and the bare facts behind them.

    Attributes:
        federation: The federation.
        dossiers: Its projects.
        entries: All entries.
        mismatches: Contribution and year in which a mismatch was planted.
    """

    federation: Federation
    dossiers: tuple[Dossier, ...]
    entries: tuple[Entry, ...]
    mismatches: frozenset[tuple[str, str]]


class _Draft:
    """A federation while it is thought up."""

    def __init__(self, random: Random, projects: int) -> None:
        self.random = random
        self.ids = [f"p{number:03d}" for number in range(projects)]
        self.entries: list[Entry] = []
        self.lines: dict[str, list[CostLine]] = {id_: [] for id_ in (ACCOUNTS, *self.ids)}
        self.promises: dict[str, list[FinancingLine]] = {id_: [] for id_ in (ACCOUNTS, *self.ids)}
        self.internals: list[InternalContribution] = []
        self.mismatches: set[tuple[str, str]] = set()

    def amount(self) -> int:
        return self.random.randint(1, 10**7)

    def day(self, year: int) -> date:
        return date(year, self.random.randint(1, 12), self.random.randint(1, 28))

    def book(self, project: str, kind: EntryKind, amount: int, day: date, **where: str) -> None:
        number = sum(entry.project == project for entry in self.entries) + 1
        self.entries.append(
            Entry(project=project, number=number, kind=kind, amount_minor=amount, booked_on=day, **where)
        )

    def contribute(self, payer: str, payee: str, **selector: str) -> None:
        """Let one project pay another, with a mismatch now and then."""
        internal = InternalContribution(payer=payer, payee=payee, source=f"fran-{payer}", **selector)
        self.internals.append(internal)
        where = {"category": selector["category"], **{key: value for key, value in selector.items() if key == "part"}}
        for year in YEARS:
            for _ in range(self.random.randint(0, 3)):
                self.pay(internal, where, year)
            if self.random.random() < 0.5:
                planned = self.amount()
                self.lines[payer].append(CostLine(year=year, amount_minor=planned, **where))
                told = planned if self.random.random() < 0.8 else self.amount()
                self.promises[payee].append(FinancingLine(source=internal.source, year=year, amount_minor=told))

    def pay(self, internal: InternalContribution, where: dict[str, str], year: int) -> None:
        amount = self.amount()
        paid, received = self.day(year), self.day(year)
        fate = self.random.choice(["matches"] * 6 + ["not received", "not paid", "other amount", "reversed"])
        if fate in ("not received", "not paid", "other amount"):
            self.mismatches.add((internal.key, str(year)))
        if fate != "not paid":
            self.book(internal.payer, EntryKind.COST, amount, paid, **where)
        if fate == "reversed":
            self.book(internal.payer, EntryKind.COST, -amount, paid, **where)
        elif fate != "not received":
            came = amount + 1 if fate == "other amount" else amount
            kind = self.random.choice([EntryKind.RECEIPT, EntryKind.ADVANCE])
            self.book(internal.payee, kind, came, received, source=internal.source)

    def work(self, project: str) -> None:
        """Give a project cost, in-kind contributions, income and money of its own."""
        for _ in range(self.random.randint(1, 6)):
            day = self.day(self.random.choice(YEARS))
            self.book(project, EntryKind.COST, self.amount(), day, category=self.random.choice(["lon", "lokal"]))
        year = self.random.choice(YEARS)
        if self.random.random() < 0.5:
            self.book(project, EntryKind.IN_KIND, self.amount(), self.day(year), category="tid", source="kommun")
        if self.random.random() < 0.3:
            self.book(project, EntryKind.INCOME, self.amount(), self.day(year), category="intakt")
        self.book(project, EntryKind.RECEIPT, self.amount(), self.day(year), source="esf")
        self.lines[project].append(CostLine(category="lon", year=year, amount_minor=self.amount()))


def random_federation(random: Random, projects: int, pairing: PairingPeriod = PairingPeriod.YEAR) -> Case:
    """Return a federation that pays to some of its projects, some of which pay to each other."""
    draft = _Draft(random, projects)
    for year in YEARS:
        draft.book(ACCOUNTS, EntryKind.COST, draft.amount(), draft.day(year), category="styrelse")
        draft.book(ACCOUNTS, EntryKind.RECEIPT, draft.amount(), draft.day(year), source="medlemmar")
    for at, id_ in enumerate(draft.ids):
        draft.work(id_)
        if random.random() < 0.7:
            draft.contribute(ACCOUNTS, id_, category="insatser", part=id_)
        if at and random.random() < 0.2:
            draft.contribute(draft.ids[at - 1], id_, category="bidrag")
    federation = Federation(
        name="Påhittade förbundet",
        party="oss",
        accounts=ACCOUNTS,
        pairing=pairing,
        projects=tuple(FederationProject(id=id_, involvement=Involvement.FUNDED) for id_ in draft.ids),
        internals=tuple(draft.internals),
    )
    dossiers = tuple(_dossier(draft, id_) for id_ in (ACCOUNTS, *draft.ids))
    return Case(
        federation=federation,
        dossiers=dossiers,
        entries=tuple(draft.entries),
        mismatches=frozenset(draft.mismatches),
    )


def _source(id_: str, party: str, form: SourceForm = SourceForm.CASH) -> Source:
    return Source(id=id_, party=party, role=SourceRole.COFINANCING, kind=SourceKind.PUBLIC, form=form)


def _dossier(draft: _Draft, id_: str) -> Dossier:
    own = [entry for entry in draft.entries if entry.project == id_]
    sources = (
        [_source("medlemmar", "medlemmar")]
        if id_ == ACCOUNTS
        else [
            _source("esf", "esf"),
            _source("kommun", "kommun", SourceForm.IN_KIND),
        ]
    )
    sources += [
        _source(internal.source, "oss" if internal.payer == ACCOUNTS else internal.payer)
        for internal in draft.internals
        if internal.payee == id_
    ]
    version = BudgetVersion(
        state=BudgetState.DECIDED,
        decided=date(2019, 12, 1),
        cost=tuple(draft.lines[id_]),
        financing=tuple(draft.promises[id_]),
    )
    return Dossier(
        project=Project(
            id=id_,
            name=f"Projekt {id_}",
            scheme=(OWN if id_ == ACCOUNTS else WORK).id,
            start=date(2020, 1, 1),
            end=date(2021, 12, 31),
            currency=SEK,
            sources=tuple(sources),
            parts=tuple(Part(id=each, name=each) for each in draft.ids) if id_ == ACCOUNTS else (),
        ),
        scheme=OWN if id_ == ACCOUNTS else WORK,
        parties=tuple(Party(id=each, name=each) for each in ("esf", "kommun", "medlemmar", "oss")),
        versions=(version,),
        totals=count([to_row(entry) for entry in own], Basis.BOOKED, None, None),
        head=Head(scope=id_, sequence=1, entries=len(own)),
    )


@attrs.define
class Reckoned:
    """The whole, reckoned from bare facts.

    Attributes:
        cost: Cost by project and year, minor units, nothing eliminated.
        received: Money received by project and year, nothing eliminated.
        planned: Budgeted cost by project and year, nothing eliminated.
        common: What is eliminated by contribution, figure and period.
        paid: The payer's side by contribution, figure and period.
        came: The payee's side likewise.
    """

    cost: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    received: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    planned: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    common: dict[tuple[str, str, str], int] = attrs.field(factory=dict)
    paid: Counter[tuple[str, str, str]] = attrs.field(factory=Counter)
    came: Counter[tuple[str, str, str]] = attrs.field(factory=Counter)


_PERIODS = {
    PairingPeriod.MONTH: lambda day: f"{day:%Y-%m}",
    PairingPeriod.QUARTER: lambda day: f"{day:%Y}-Q{(day.month + 2) // 3}",
    PairingPeriod.HALF_YEAR: lambda day: f"{day:%Y}-H{1 if day.month < 7 else 2}",
    PairingPeriod.YEAR: lambda day: f"{day:%Y}",
}


def reckon(case: Case) -> Reckoned:
    """Reckon the whole of a case from its entries and budget lines."""
    found = Reckoned()
    for entry in case.entries:
        _reckon_entry(found, case, entry)
    for dossier in case.dossiers:
        _reckon_budget(found, case, dossier)
    for key in {*found.paid, *found.came}:
        one, other = found.paid[key], found.came[key]
        same_way = (one > 0 and other > 0) or (one < 0 and other < 0)
        found.common[key] = (1 if one > 0 else -1) * min(abs(one), abs(other)) if same_way else 0
    return found


def _reckon_entry(found: Reckoned, case: Case, entry: Entry) -> None:
    place = (entry.project, str(entry.booked_on.year))
    if entry.kind in ("cost", "in_kind"):
        found.cost[place] += entry.amount_minor
    elif entry.kind == "income":
        found.cost[place] -= entry.amount_minor
    else:
        found.received[place] += entry.amount_minor
    for internal in case.federation.internals:
        key = (internal.key, "actual", _PERIODS[case.federation.pairing](entry.booked_on))
        if entry.kind == "cost" and _pays(internal, entry.project, entry.category, entry.part):
            found.paid[key] += entry.amount_minor
        if entry.project == internal.payee and entry.source == internal.source:
            found.came[key] += entry.amount_minor


def _reckon_budget(found: Reckoned, case: Case, dossier: Dossier) -> None:
    id_ = dossier.project.id
    for line in dossier.versions[0].cost:
        found.planned[id_, str(line.year)] += line.amount_minor
        for internal in case.federation.internals:
            if _pays(internal, id_, line.category, line.part):
                found.paid[internal.key, "budget", str(line.year)] += line.amount_minor
    for promise in dossier.versions[0].financing:
        for internal in case.federation.internals:
            if internal.payee == id_ and promise.source == internal.source:
                found.came[internal.key, "budget", str(promise.year)] += promise.amount_minor


def _pays(internal: InternalContribution, project: str, category: str | None, part: str | None) -> bool:
    return project == internal.payer and category == internal.category and internal.part in (None, part)
