"""Dossiers that tests of rules and reports share: one made by hand, and any that Hypothesis can think of."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any

import attrs
from hypothesis import strategies as st

from ledger.core.words import Name
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.budgets.budget import Stated
from ledger.model.dossier import Dossier
from ledger.model.entry import Entry
from ledger.model.entry import to_row
from ledger.model.entry_kind import NEEDS_CATEGORY
from ledger.model.entry_kind import NEEDS_SOURCE
from ledger.model.entry_kind import EntryKind
from ledger.model.head import Head
from ledger.model.party import Party
from ledger.model.project import Part
from ledger.model.project import Phase
from ledger.model.project import Project
from ledger.model.scheme import Category
from ledger.model.scheme import CategoryRole
from ledger.model.scheme import Scheme
from ledger.model.source import ShareBasis
from ledger.model.source import Source
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourcePays
from ledger.model.source import SourceRole
from ledger.model.totals import Basis
from ledger.model.view import View
from ledger.rules.totals import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

    from ledger.model.entry import EntryRow

TODAY = date(2021, 6, 30)

SCHEME = Scheme(
    id="rad",
    name=Name("Rad", "Rows"),
    source="made up",
    valid_from=date(2014, 1, 1),
    categories=(
        Category(code="personal", name=Name("Personal", "Staff")),
        Category(code="lokal", name=Name("Lokaler", "Premises")),
        Category(code="schablon", name=Name("Schablon", "Flat rate"), role=CategoryRole.FLAT_RATE),
        Category(code="tid", name=Name("Egen tid", "Own time"), role=CategoryRole.IN_KIND),
        Category(code="intakt", name=Name("Intäkter", "Income"), role=CategoryRole.INCOME),
    ),
)

PARTIES = (
    Party(id="fonden", name="Fonden"),
    Party(id="kommunen", name="Exempelby kommun"),
    Party(id="regionen", name="Exempelregionen"),
)


def source(id_: str, party: str, role: str, form: str = "cash", **terms: Any) -> Source:
    """Return a source."""
    return Source(id=id_, party=party, role=SourceRole(role), kind=SourceKind.PUBLIC, form=SourceForm(form), **terms)


PROJECT = Project(
    id="broar",
    name="Broar till arbete",
    scheme="rad",
    owner="kommunen",
    funder="fonden",
    start=date(2020, 7, 1),
    end=date(2021, 12, 31),
    sources=(
        source("stod", "fonden", "support", "grant"),
        source("kommun", "kommunen", "cofinancing"),
        source("kommun-tid", "kommunen", "cofinancing", "in_kind"),
        source("region", "regionen", "cofinancing"),
    ),
    parts=(Part(id="norr", name="Norra delen"), Part(id="soder", name="Södra delen")),
    phases=(Phase(id="start", start=date(2020, 7, 1), end=date(2020, 12, 31), name="Uppstart"),),
)

SUBMITTED = BudgetVersion(
    state=BudgetState.SUBMITTED,
    submitted=date(2020, 3, 1),
    cost=(CostLine(category="personal", year=2020, amount_minor=1),),
)

DECIDED = BudgetVersion(
    state=BudgetState.DECIDED,
    decided=date(2020, 6, 1),
    reason="Beslut 12",
    cost=(
        CostLine(category="personal", year=2020, amount_minor=300_000_00),
        CostLine(category="personal", year=2021, amount_minor=600_000_00),
        CostLine(category="lokal", year=2021, amount_minor=60_000_00, approximate=True),
        CostLine(category="tid", amount_minor=100_000_00),
        CostLine(category="intakt", year=2021, amount_minor=10_000_00),
    ),
    financing=(
        FinancingLine(source="stod", amount_minor=500_000_00),
        FinancingLine(source="kommun", amount_minor=250_000_00),
        FinancingLine(source="kommun-tid", amount_minor=100_000_00),
        FinancingLine(source="region", amount_minor=200_000_00, approximate=True),
    ),
    stated=(
        Stated(view="cost", year=2021, amount_minor=650_000_00),
        Stated(view="cost", amount_minor=1_060_000_00),
        Stated(view="support", amount_minor=500_000_00),
    ),
)

ENTRIES = (
    Entry(project="broar", number=1, category="personal", amount_minor=100_000_10, booked_on=date(2020, 9, 30)),
    Entry(
        project="broar",
        number=2,
        category="personal",
        part="norr",
        amount_minor=200_000_00,
        booked_on=date(2021, 1, 8),
        belongs_to=date(2020, 12, 31),
        paid_on=date(2021, 2, 1),
    ),
    Entry(
        project="broar",
        number=3,
        category="lokal",
        source="region",
        amount_minor=70_000_00,
        booked_on=date(2021, 3, 15),
        text="Hyra",
        counterparty="Hus AB",
        voucher_series="A",
        voucher_number="0012",
        paid_on=date(2021, 3, 31),
    ),
    Entry(
        project="broar",
        number=4,
        kind=EntryKind.IN_KIND,
        category="tid",
        source="kommun-tid",
        amount_minor=25_000_00,
        booked_on=date(2021, 3, 31),
    ),
    Entry(
        project="broar",
        number=5,
        kind=EntryKind.INCOME,
        category="intakt",
        amount_minor=4_000_00,
        booked_on=date(2021, 4, 1),
    ),
    Entry(
        project="broar",
        number=6,
        kind=EntryKind.RECEIPT,
        source="stod",
        amount_minor=150_000_00,
        booked_on=date(2021, 4, 30),
    ),
    Entry(
        project="broar",
        number=7,
        kind=EntryKind.ADVANCE,
        source="kommun",
        amount_minor=50_000_00,
        booked_on=date(2020, 10, 1),
    ),
    Entry(
        project="broar",
        number=8,
        kind=EntryKind.REPAYMENT,
        source="kommun",
        amount_minor=5_000_00,
        booked_on=date(2021, 5, 1),
    ),
    Entry(
        project="broar", number=9, category="resor", phase="start", amount_minor=1_234_50, booked_on=date(2021, 5, 2)
    ),
)


def rows_of(entries: Sequence[Entry]) -> tuple[EntryRow, ...]:
    """Return entries as stores carry them."""
    return tuple(to_row(entry) for entry in entries)


def dossier(
    entries: Sequence[Entry] = ENTRIES,
    *,
    versions: Sequence[BudgetVersion] = (SUBMITTED, DECIDED),
    view: View | None = None,
    **changes: Any,
) -> Dossier:
    """Return the project made by hand, with other facts where they are given."""
    view = view or View(today=TODAY)
    return Dossier(
        project=attrs.evolve(PROJECT, **changes),
        scheme=SCHEME,
        parties=PARTIES,
        versions=tuple(versions),
        totals=count(rows_of(entries), view.basis, *view.bounds),
        head=Head(scope="broar", sequence=4, seal="5ea1" * 16, entries=len(entries)),
    )


_DAYS = st.integers(0, 900).map(lambda days: date(2020, 1, 15) + timedelta(days=days))
_CATEGORIES = st.sampled_from([*(each.code for each in SCHEME.categories), "resor"])
_SOURCES = ("stod", "kommun", "kommun-tid", "region")
_BOUNDS: list[dict[str, Any]] = [
    {},
    {},
    {},
    {"categories": ("personal",)},
    {"parts": ("norr",)},
    {"start": date(2020, 9, 1), "end": date(2021, 3, 31)},
]
"""What a source may pay for: mostly anything."""

_AMOUNTS = st.one_of(st.integers(-500, 500), st.integers(-(10**9), 10**9))


@st.composite
def entry_lists(draw: st.DrawFn) -> list[Entry]:
    """Entries of every kind, reversals among them, with and without parts, phases, sources and days of payment."""
    entries = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        kind = draw(st.sampled_from(EntryKind))
        named = st.sampled_from([*_SOURCES, "okand"])
        booked = draw(_DAYS)
        entries.append(
            Entry(
                project="broar",
                number=number,
                kind=kind,
                category=draw(_CATEGORIES) if kind in NEEDS_CATEGORY else None,
                source=draw(named if kind in NEEDS_SOURCE else st.none() | named),
                part=draw(st.sampled_from([None, "norr", "soder", "okand"])),
                phase=draw(st.sampled_from([None, "start"])),
                amount_minor=draw(_AMOUNTS),
                booked_on=booked,
                belongs_to=booked - timedelta(days=draw(st.integers(0, 60))),
                paid_on=draw(st.none() | st.just(booked + timedelta(days=20))),
            )
        )
    return entries


def _times() -> SearchStrategy[dict[str, Any]]:
    return st.sampled_from([{}, {"year": 2020}, {"year": 2021}, {"phase": "start"}, {"part": "norr", "year": 2021}])


@st.composite
def versions(draw: st.DrawFn) -> BudgetVersion:
    """A decided version with lines by year, by phase and for the whole project."""
    amounts = st.integers(0, 10**9)
    times = _times()
    cost = [
        CostLine(category=draw(_CATEGORIES), amount_minor=draw(amounts), approximate=draw(st.booleans()), **draw(times))
        for _ in range(draw(st.integers(0, 6)))
    ]
    financing = [
        FinancingLine(source=draw(st.sampled_from([*_SOURCES, "okand"])), amount_minor=draw(amounts), **draw(times))
        for _ in range(draw(st.integers(0, 6)))
    ]
    return BudgetVersion(
        state=BudgetState.DECIDED, decided=date(2020, 6, 1), cost=tuple(cost), financing=tuple(financing)
    )


@st.composite
def source_lists(draw: st.DrawFn) -> tuple[Source, ...]:
    """The project's sources on other terms: shares, fixed amounts, caps, priorities, categories, parts and days."""
    shares = st.none() | st.fractions(0, 1, max_denominator=30)
    taker = draw(st.none() | st.sampled_from(_SOURCES))
    found = []
    for each in PROJECT.sources[: draw(st.integers(0, 4))]:
        share = draw(shares)
        terms = {
            "share_of": None if share is None else draw(st.sampled_from(ShareBasis)),
            "pays": draw(st.none() | st.sampled_from(SourcePays)) if share is None else None,
            "cap_minor": draw(st.none() | st.integers(0, 10**9)),
            "priority": draw(st.sampled_from([None, None, 1, 2])),
            **draw(st.sampled_from(_BOUNDS)),
        }
        found.append(attrs.evolve(each, share=share, takes_rounding=each.id == taker, **terms))
    return tuple(found)


def views() -> SearchStrategy[View]:
    """Questions about everything, a year, some days, on any basis."""
    return st.builds(
        View,
        today=st.just(TODAY),
        basis=st.sampled_from(Basis),
        year=st.sampled_from([None, 2020, 2021, 2025]),
        start=st.sampled_from([None, date(2020, 8, 1), date(2021, 1, 10)]),
        end=st.sampled_from([None, date(2021, 6, 30), date(2021, 12, 5)]),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Dossier, tuple[EntryRow, ...], View]:
    """A dossier, the rows behind its totals, and the view that it is cut to."""
    view = draw(views())
    entries = draw(entry_lists())
    known = draw(st.lists(versions(), max_size=2))
    found = dossier(entries, versions=known, view=view, sources=draw(source_lists()))
    return found, rows_of(entries), view
