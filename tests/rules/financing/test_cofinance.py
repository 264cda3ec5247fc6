from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import floor

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.entry import Entry
from ledger.model.entry_kind import EntryKind
from ledger.model.source import ShareBasis
from ledger.model.source import SourcePays
from ledger.model.view import View
from ledger.rules.financing.cofinance import Cofinancing
from ledger.rules.financing.cofinance import SourceShare
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.financing.draw import NOBODY
from ledger.rules.trace import Bound
from ledger.rules.trace import Limit
from tests.rules.dossiers import PROJECT
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier
from tests.rules.dossiers import source

ALL = View(today=TODAY)


def _cost(amount_minor: int, **facts) -> Entry:
    return Entry(
        **{"project": "broar", "category": "personal", "booked_on": date(2020, 9, 1), **facts},
        amount_minor=amount_minor,
    )


def _plan(cost: int = 0, /, **financing: int) -> BudgetVersion:
    return BudgetVersion(
        state=BudgetState.DECIDED,
        cost=(CostLine(category="personal", amount_minor=cost),) if cost else (),
        financing=tuple(FinancingLine(source=id_, amount_minor=minor) for id_, minor in financing.items()),
    )


def _earned(sources, plan, *entries) -> dict[str, tuple[int, int]]:
    found = cofinance(dossier(entries, versions=(plan,), sources=tuple(sources)), ALL)
    return {share.id: (share.cash_minor, share.in_kind_minor) for share in found.shares}


A = source("a", "fonden", "cofinancing", "grant")
B = source("b", "kommunen", "cofinancing")
C = source("c", "regionen", "own")
TIME = source("tid", "kommunen", "cofinancing", "in_kind")


def _agreed(found, share, basis=ShareBasis.ELIGIBLE_COST):
    return attrs.evolve(found, share=Fraction(share), share_of=basis)


PREMISES = {"category": "schablon"}


@pytest.mark.parametrize(
    ("sources", "plan", "entries", "earned"),
    [
        pytest.param(
            (A, B), _plan(a=200, b=100), (_cost(100),), {"a": (67, 0), "b": (33, 0)}, id="cost is split by the plan"
        ),
        pytest.param(
            (A, B),
            _plan(a=200, b=100),
            (_cost(-100),),
            {"a": (-67, 0), "b": (-33, 0)},
            id="a reversal is split as the cost was",
        ),
        pytest.param(
            (A, attrs.evolve(B, takes_rounding=True)),
            _plan(a=1, b=1),
            (_cost(3),),
            {"a": (2, 0), "b": (1, 0)},
            id="the named source takes what the others' rounding leaves",
        ),
        pytest.param(
            (A, B),
            _plan(a=100, b=100),
            (_cost(50, source="b"), _cost(100)),
            {"a": (50, 0), "b": (100, 0)},
            id="an entry that names a source earns for it",
        ),
        pytest.param(
            (A, TIME),
            _plan(a=100, tid=100),
            (_cost(80, kind=EntryKind.IN_KIND, source="tid"), _cost(40)),
            {"a": (40, 0), "tid": (0, 80)},
            id="an in-kind contribution is the giver's and never shared",
        ),
        pytest.param(
            (A, B),
            _plan(a=1, b=1),
            (_cost(100), _cost(20, kind=EntryKind.INCOME)),
            {"a": (40, 0), "b": (40, 0)},
            id="income lowers what is shared",
        ),
        pytest.param(
            (A, B), _plan(), (_cost(100),), {"a": (0, 0), "b": (0, 0), NOBODY: (100, 0)}, id="nothing planned"
        ),
        pytest.param((), _plan(), (_cost(100),), {NOBODY: (100, 0)}, id="no sources"),
        pytest.param(
            (A, B),
            _plan(1000, a=400),
            (_cost(100),),
            {"a": (40, 0), "b": (0, 0), NOBODY: (60, 0)},
            id="while one amount is not known the rest of the planned cost is nobody's",
        ),
        pytest.param(
            (A, B),
            _plan(300, a=400),
            (_cost(100),),
            {"a": (100, 0), "b": (0, 0)},
            id="an unknown amount takes nothing where the known ones cover the cost",
        ),
        pytest.param(
            (A, B),
            _plan(1000, a=200, b=200),
            (_cost(100),),
            {"a": (50, 0), "b": (50, 0)},
            id="where all amounts are known they carry all cost",
        ),
        pytest.param(
            (_agreed(A, "2/5"), B, C),
            _plan(b=300, c=100),
            (_cost(1000),),
            {"a": (400, 0), "b": (450, 0), "c": (150, 0)},
            id="an agreed share goes before the plan",
        ),
        pytest.param(
            (_agreed(A, "2/5"), B),
            _plan(b=1),
            (_cost(300, source="a"), _cost(700)),
            {"a": (400, 0), "b": (600, 0)},
            id="what entries let a source pay is part of its agreed share",
        ),
        pytest.param(
            (_agreed(A, "2/5"), B),
            _plan(b=1),
            (_cost(500, source="a"), _cost(500)),
            {"a": (500, 0), "b": (500, 0)},
            id="entries go before an agreed share that they exceed",
        ),
        pytest.param(
            (_agreed(A, "2/5"), B),
            _plan(b=1),
            (_cost(-300, source="a"), _cost(-700)),
            {"a": (-400, 0), "b": (-600, 0)},
            id="taken back it is part of the share as well",
        ),
        pytest.param(
            (_agreed(A, "1/2", ShareBasis.DIRECT_COST), B),
            _plan(b=1),
            (_cost(600), _cost(400, **PREMISES)),
            {"a": (300, 0), "b": (700, 0)},
            id="a share of direct cost leaves flat-rate cost out of its basis",
        ),
        pytest.param(
            (_agreed(A, "2/5"),),
            _plan(),
            (_cost(1000),),
            {"a": (400, 0), NOBODY: (600, 0)},
            id="what no share covers is nobody's",
        ),
        pytest.param(
            (_agreed(A, "3/5"), _agreed(B, "3/5"), C),
            _plan(c=100),
            (_cost(1000),),
            {"a": (500, 0), "b": (500, 0), "c": (0, 0)},
            id="shares above the whole are scaled down and leave nothing",
        ),
        pytest.param(
            (_agreed(A, "1/2"), B),
            _plan(b=1),
            (_cost(100, source="b"), _cost(300, kind=EntryKind.INCOME)),
            {"a": (-100, 0), "b": (-100, 0)},
            id="a share of a cost turned negative is negative",
        ),
        pytest.param(
            (_agreed(A, "1/2"), B),
            _plan(b=1),
            (_cost(500, source="b"), _cost(300, kind=EntryKind.INCOME)),
            {"a": (0, 0), "b": (200, 0)},
            id="a share of positive cost takes no part in what is negative",
        ),
        pytest.param(
            (A,),
            _plan(a=1),
            (_cost(7, source="okand"),),
            {"a": (0, 0), "okand": (7, 0)},
            id="a source that the project does not know stands on its own",
        ),
    ],
)
def test_what_each_source_earns(sources, plan, entries, earned):
    assert _earned(sources, plan, *entries) == earned


def test_the_exact_part_stands_beside_the_rounded():
    found = cofinance(dossier((_cost(100),), versions=(_plan(a=2, b=1),), sources=(A, B)), ALL)

    assert [share.exact for share in found.shares] == [Fraction(200, 3), Fraction(100, 3)]


def test_received_and_outstanding_follow_the_money():
    found = {share.id: share for share in cofinance(dossier(), ALL).shares}

    assert found["kommun"].received_minor == 45_000_00
    assert found["stod"].outstanding_minor == found["stod"].cash_minor - 150_000_00
    assert found["kommun-tid"].earned_minor == 25_000_00
    assert found["kommun-tid"].outstanding_minor == 0


def test_an_amount_that_is_not_known_stays_unknown_and_lets_no_share_be_given():
    found = cofinance(dossier((), versions=(_plan(a=100),), sources=(A, B)), ALL)

    assert [share.planned_minor for share in found.shares] == [100, None]
    assert [share.id for share in found.unknown] == ["b"]
    assert found.planned_minor == 100
    assert found.planned_part(100) is None


def test_parts_of_plan_and_cost_are_exact():
    found = cofinance(dossier((_cost(100),), versions=(_plan(a=100, b=200),), sources=(A, B)), ALL)

    assert found.planned_part(100) == Fraction(1, 3)
    assert found.earned_part(33) == Fraction(33, 100)
    assert found.planned_part(None) is None
    assert found.earned_part(None) is None


def test_nothing_known_and_nothing_earned_give_no_parts():
    nothing = Cofinancing(())

    assert nothing.planned_minor is None
    assert nothing.planned_part(1) is None
    assert nothing.earned_part(1) is None


def test_a_plan_without_years_says_nothing_of_a_year():
    in_2021 = FinancingLine(source="b", year=2021, amount_minor=50)
    plan = attrs.evolve(_plan(a=100), financing=(*_plan(a=100).financing, in_2021))

    def planned(year):
        found = cofinance(dossier((), versions=(plan,), sources=(A, B)), View(today=TODAY, year=year))
        return [share.planned_minor for share in found.shares]

    assert planned(2021) == [None, 50]
    assert planned(2020) == [None, 0]
    assert planned(None) == [100, 50]


def test_a_project_without_budget_has_no_plan():
    found = cofinance(dossier((), versions=()), ALL)

    assert found.shares == tuple(SourceShare(id=each.id, source=each) for each in PROJECT.sources)


@settings(max_examples=80)
@given(
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.fractions(0, 1, max_denominator=100),
    st.integers(0, 10**9),
    st.fractions(0, 1, max_denominator=100),
)
def test_support_by_share_agrees_with_a_reckoning_of_its_own(paid, given_, share, cap, required):
    """Support is the least of share times cost, cap, what the required share leaves, and cost less what was given."""
    support = attrs.evolve(_agreed(source("a", "fonden", "support"), share), cap_minor=cap)
    rest = attrs.evolve(B, pays=SourcePays.REST)
    entries = (_cost(paid), _cost(given_, kind=EntryKind.IN_KIND, category="tid", source="tid"))
    found = dossier(entries, versions=(), sources=(support, rest, TIME), required_cofinancing=required)

    shares = {share.id: share.earned_minor for share in cofinance(found, ALL).shares}

    eligible = paid + given_
    wanted = min(share * eligible, cap, floor((1 - required) * eligible), paid)
    assert abs(shares["a"] - wanted) < 1
    assert shares["a"] <= cap
    assert shares["a"] <= (1 - required) * eligible
    assert shares == {"a": shares["a"], "b": paid - shares["a"], "tid": given_}


def test_a_trace_recomputes_the_figure_that_it_explains():
    support = attrs.evolve(_agreed(source("a", "fonden", "support"), "1/3"), takes_rounding=True)
    found = cofinance(
        dossier((_cost(100),), versions=(), sources=(support, attrs.evolve(B, pays=SourcePays.REST))), ALL
    )

    trace = found.shares[0].trace

    inputs = dict(trace.inputs)
    assert (trace.rule, trace.source, trace.rounding) == ("share.eligible_cost", "source.a", "to_source")
    assert inputs["share"] * inputs["basis"] == trace.exact == Fraction(100, 3)
    assert trace.bound is None
    assert trace.rounded_minor == found.shares[0].cash_minor == 33


def test_a_trace_of_a_reversal_turns_with_the_cost():
    support = attrs.evolve(_agreed(source("a", "fonden", "support"), "1/2"), cap_minor=40)
    found = cofinance(dossier((_cost(-100),), versions=(), sources=(support,)), ALL)

    trace = found.shares[0].trace

    assert trace.inputs == (("share", Fraction(1, 2)), ("basis", -100), ("cost", -100))
    assert (trace.wanted, trace.exact, trace.rounded_minor) == (-50, -40, -40)
    assert trace.bound == Bound(limit=Limit.CAP, amount=Fraction(-40))
