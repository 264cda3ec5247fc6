"""A small federation for tests of reports: its own accounts, a funded project and an owned one, with a mismatch."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.dossier import Dossier
from ledger.model.entry import Entry
from ledger.model.entry import to_row
from ledger.model.entry_kind import EntryKind
from ledger.model.federation.federation import BudgetArea
from ledger.model.federation.federation import CapitalStep
from ledger.model.federation.federation import Federation
from ledger.model.federation.federation import FederationProject
from ledger.model.federation.federation import InternalContribution
from ledger.model.federation.federation import Involvement
from ledger.model.federation.federation import Member
from ledger.model.federation.federation import MemberGroup
from ledger.model.federation.federation import MemberPayment
from ledger.model.federation.federation import MemberYear
from ledger.model.federation.federation import TrafficLights
from ledger.model.head import Head
from ledger.model.project import Part
from ledger.model.project import Project
from ledger.model.view import View
from ledger.reports.federation.treasury import Treasury
from ledger.rules.federation.whole import whole
from ledger.rules.totals import count
from tests.rules.dossiers import PARTIES
from tests.rules.dossiers import source
from tests.rules.federations import OWN
from tests.rules.federations import WORK

TODAY = date(2021, 6, 30)
VIEW = View(today=TODAY)


def _entry(project: str, day: tuple[int, int], kr: int, kind: EntryKind = EntryKind.COST, **where: str) -> Entry:
    return Entry(project=project, kind=kind, amount_minor=kr * 100, booked_on=date(2021, *day), **where)


ENTRIES = (
    _entry("konto", (1, 10), 12_000, category="styrelse"),
    _entry("konto", (2, 1), 320_000, category="insatser", part="vag"),
    _entry("konto", (2, 2), 200_000, category="insatser", part="bro"),
    _entry("konto", (2, 20), 15_000, category="insatser"),
    _entry("konto", (1, 30), 500_000, EntryKind.RECEIPT, source="staten"),
    _entry("konto", (2, 3), 100_000, EntryKind.RECEIPT, source="regionen"),
    _entry("konto", (3, 31), 1_000, EntryKind.INCOME, category="ranta"),
    _entry("vag", (2, 3), 320_000, EntryKind.RECEIPT, source="oss"),
    _entry("vag", (3, 25), 150_000, category="lon"),
    _entry("vag", (3, 31), 20_000, EntryKind.IN_KIND, category="tid", source="tid"),
    _entry("bro", (2, 5), 180_000, EntryKind.RECEIPT, source="oss"),
    _entry("bro", (3, 25), 104_666, category="lon"),
    _entry("bro", (3, 30), 60_000, EntryKind.RECEIPT, source="esf"),
)


def _version(cost: list[CostLine], financing: list[FinancingLine]) -> BudgetVersion:
    return BudgetVersion(
        state=BudgetState.DECIDED, decided=date(2020, 11, 20), cost=tuple(cost), financing=tuple(financing)
    )


def _cost(category: str, kr: int, year: int | None = 2021, **where: str) -> CostLine:
    return CostLine(category=category, year=year, amount_minor=kr * 100, **where)


def _money(source_id: str, kr: int, year: int | None = 2021) -> FinancingLine:
    return FinancingLine(source=source_id, year=year, amount_minor=kr * 100)


PROJECTS = {
    "konto": (
        Project(
            id="konto",
            name="Egna räkenskaper",
            scheme="eget",
            owner="oss",
            parts=(Part(id="vag", name="Vägen"), Part(id="bro", name="Bron")),
            sources=(
                source("staten", "forsakringskassan", "own"),
                source("regionen", "regionen", "own"),
                source("kommun", "kommunen", "own"),
            ),
        ),
        OWN,
        _version(
            [
                _cost("styrelse", 60_000),
                _cost("insatser", 640_000, part="vag"),
                _cost("insatser", 400_000, part="bro"),
                _cost("ranta", 2_000),
            ],
            [],
        ),
    ),
    "vag": (
        Project(
            id="vag",
            name="Vägen in",
            scheme="arbete",
            owner="kommunen",
            start=date(2021, 1, 1),
            end=date(2021, 12, 31),
            sources=(source("oss", "oss", "support"), source("tid", "kommunen", "cofinancing", "in_kind")),
        ),
        WORK,
        _version([_cost("lon", 600_000), _cost("tid", 40_000)], [_money("oss", 640_000), _money("tid", 40_000)]),
    ),
    "bro": (
        Project(
            id="bro",
            name="Bron",
            scheme="arbete",
            owner="oss",
            start=date(2021, 2, 1),
            end=date(2021, 12, 31),
            sources=(source("esf", "fonden", "support", "grant"), source("oss", "oss", "cofinancing")),
        ),
        WORK,
        _version([_cost("lon", 800_000)], [_money("esf", 400_000), _money("oss", 400_000)]),
    ),
}

FEDERATION = Federation(
    name="Förbundet Exempel",
    party="oss",
    accounts="konto",
    members=(
        Member(id="staten", party="forsakringskassan", group=MemberGroup.STATE),
        Member(id="regionen", party="regionen", group=MemberGroup.REGION),
        Member(id="kommun", party="kommunen", group=MemberGroup.MUNICIPALITY),
    ),
    years=(MemberYear(year=2021, total_minor=1_200_000_00, decided=date(2020, 11, 20)),),
    payments=(
        MemberPayment(member="staten", day=date(2021, 1, 31), amount_minor=300_000_00),
        MemberPayment(member="regionen", day=date(2021, 1, 31), amount_minor=150_000_00),
        MemberPayment(member="regionen", day=date(2021, 8, 31), amount_minor=150_000_00),
    ),
    opening_capital=((2021, 210_000_00),),
    capital_steps=(CapitalStep(above_minor=0, share=Fraction(1, 5)),),
    areas=(
        BudgetArea(id="styrelse", name="Styrelse", categories=("styrelse",)),
        BudgetArea(id="insatser", name="Insatser", categories=("insatser",)),
    ),
    projects=(
        FederationProject(id="vag", involvement=Involvement.FUNDED, area="insatser"),
        FederationProject(id="bro", involvement=Involvement.OWNED, area="insatser", is_esf=True),
    ),
    internals=(
        InternalContribution(payer="konto", payee="vag", source="oss", category="insatser", part="vag"),
        InternalContribution(payer="konto", payee="bro", source="oss", category="insatser", part="bro"),
    ),
    lights=TrafficLights(used_yellow=Fraction(1, 5), used_red=Fraction(1), pace_red=Fraction(3, 10)),
)

NAMES = {party.id: party.name for party in PARTIES} | {
    "oss": "Förbundet Exempel",
    "forsakringskassan": "Försäkringskassan",
}


def dossiers(view: View = VIEW) -> tuple[Dossier, ...]:
    """Return the three projects, cut to a view's days."""
    return tuple(
        Dossier(
            project=project,
            scheme=scheme,
            parties=PARTIES,
            versions=(version,),
            totals=count([to_row(e) for e in ENTRIES if e.project == id_], view.basis, *view.bounds),
            head=Head(scope=id_, sequence=2, seal="5ea1" * 16, entries=sum(e.project == id_ for e in ENTRIES)),
        )
        for id_, (project, scheme, version) in PROJECTS.items()
    )


def treasury(view: View = VIEW, ids: tuple[str, ...] = tuple(PROJECTS), **changes: object) -> Treasury:
    """Return the federation with its projects put together, with other facts where they are given."""
    federation = attrs.evolve(FEDERATION, **changes)
    chosen = [each for each in dossiers(view) if each.project.id in ids]
    return Treasury(federation=federation, names=NAMES, found=whole(chosen, federation, view), view=view)
