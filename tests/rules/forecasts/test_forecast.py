"""Forecasts by plan, by pace and typed; who pays for them; and how far they look."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.entry import Entry
from ledger.model.entry_kind import EntryKind
from ledger.model.forecasts.commitment import Commitment
from ledger.model.forecasts.commitment import Due
from ledger.model.forecasts.forecast import Forecast
from ledger.model.simplified import Option
from ledger.model.simplified import OptionKind
from ledger.model.terms import Terms
from ledger.model.view import View
from ledger.rules import totals
from ledger.rules.forecasts.forecast import Method
from ledger.rules.forecasts.forecast import forecast
from ledger.rules.forecasts.horizon import Horizon
from ledger.rules.forecasts.horizon import horizon
from ledger.rules.forecasts.horizon import remaining
from ledger.rules.forecasts.sources import forecast_financing
from tests.rules.dossiers import DECIDED
from tests.rules.dossiers import SCHEME
from tests.rules.dossiers import dossier
from tests.rules.dossiers import entry_lists
from tests.rules.dossiers import source_lists
from tests.rules.dossiers import versions

TODAY = date(2021, 4, 15)


def version(*lines, financing=()):
    return BudgetVersion(state=BudgetState.DECIDED, decided=date(2020, 6, 1), cost=lines, financing=tuple(financing))


def entry(day, amount_minor, category="personal", **more):
    return Entry(project="broar", number=1, category=category, amount_minor=amount_minor, booked_on=day, **more)


def commitment(amount_minor, on=None, **more):
    terms = {"category": "personal", **more}
    dues = (Due(on=on, amount_minor=amount_minor),) if on else ()
    return Commitment(id="1", amount_minor=amount_minor, made_on=date(2020, 7, 1), dues=dues, **terms)


def line(found, category="personal"):
    return next(each for each in found.lines if each.category == category)


def views():
    days = st.dates(date(2020, 1, 1), date(2023, 12, 31))
    return st.builds(View, today=days, year=st.sampled_from([None, 2020, 2021, 2022]))


@given(version=versions(), view=views())
def test_without_actuals_the_forecast_by_plan_is_the_plan(version, view):
    view = attrs.evolve(view, today=max(view.today, date(2020, 6, 1)))
    for each in forecast(dossier((), versions=(version,), view=view), view).lines:
        if each.plan_minor is not None:
            assert each.plan_minor == (each.budget_minor or 0)
            assert each.deviation_minor == 0


@pytest.mark.no_cover
@given(
    entries=entry_lists(),
    version=versions(),
    view=views(),
    sources=source_lists(),
    method=st.sampled_from([None, *Method]),
)
def test_the_sources_pay_exactly_what_the_forecast_costs(entries, version, view, sources, method):
    found = dossier(entries, versions=(version,), view=view, sources=sources)
    forecasts = forecast(found, view)
    costs = forecasts.costs(method)
    if costs is not None:
        paid = forecast_financing(found, view, forecasts.horizon, costs, by_pace=method is Method.PACE)
        booked = {each.category: each.actual_minor for each in forecasts.lines}

        assert paid.earned_minor == sum({**booked, **costs}.values())


@pytest.mark.no_cover
@given(entries=entry_lists(), version=versions(), view=views(), ordered=st.integers(1, 10**9))
def test_the_forecast_by_plan_is_never_below_what_is_booked_and_ordered_nor_the_months_to_come(
    entries, version, view, ordered
):
    found = attrs.evolve(dossier(entries, versions=(version,), view=view), commitments=(commitment(ordered),))
    forecasts = forecast(found, view)
    for each in forecasts.lines:
        if each.plan_minor is not None and each.category != "intakt":
            assert each.plan_minor >= each.actual_minor + each.committed_minor
    assert sum(each.actual_minor for each in forecasts.lines) == totals.cost_minor(found.totals)


@pytest.mark.parametrize("booked", [120_000, 0], ids=["a cost taken back", "nothing"])
def test_a_cost_taken_back_in_the_month_going_on_leaves_no_trace(booked):
    taken_back = (entry(date(2021, 3, 10), booked), entry(date(2021, 4, 10), -booked))
    stands = entry(date(2021, 3, 20), 90_000)
    plan = version(CostLine(category="personal", amount_minor=1_200_000, year=2021))
    view = View(today=TODAY, year=2021)

    found = line(forecast(dossier((stands, *taken_back), versions=(plan,), view=view), view))

    assert found.actual_minor == 90_000
    assert found.remaining_minor == 900_000
    assert found.pace_minor == 90_000 * 4


def test_what_the_month_going_on_costs_is_taken_from_its_plan_and_never_paced():
    booked = (entry(date(2021, 3, 10), 90_000), entry(date(2021, 4, 10), 50_000))
    plan = version(CostLine(category="personal", amount_minor=1_200_000, year=2021))
    view = View(today=TODAY, year=2021)

    found = line(forecast(dossier(booked, versions=(plan,), view=view), view))

    assert (found.remaining_minor, found.pace_minor) == (850_000, 90_000 * 4)


@given(amount=st.integers(0, 10**10), version=versions())
def test_a_lines_months_add_up_to_it(amount, version):
    all_months = Horizon(year=None, months=(), through="0000-00", is_over=False)
    for each in (*version.cost, *version.financing, CostLine(category="personal", amount_minor=amount)):
        left = remaining(dossier((), versions=(version,)), View(today=TODAY), all_months)

        assert left([each]) == (-each.amount_minor if getattr(each, "category", "") == "intakt" else each.amount_minor)


def test_the_plan_of_the_months_to_come_is_added_to_what_is_booked():
    plan = version(CostLine(category="personal", year=2021, amount_minor=1_200_00))
    found = dossier((entry(date(2021, 1, 20), 50_00), entry(date(2021, 3, 31), 70_00)), versions=(plan,))
    each = line(forecast(found, View(today=TODAY, year=2021)))

    assert (each.actual_minor, each.remaining_minor, each.plan_minor) == (120_00, 900_00, 1_020_00)
    assert each.pace == Fraction(120_00 * 12, 3)
    assert (each.method, each.deviation_minor) == (Method.PLAN, 180_00)


def test_the_month_that_goes_on_counts_as_actual_and_against_the_plan_but_not_in_the_pace():
    plan = version(CostLine(category="personal", year=2021, amount_minor=1_200_00))
    entries = (entry(date(2021, 1, 20), 50_00), entry(date(2021, 3, 31), 70_00), entry(date(2021, 4, 10), 30_00))
    each = line(forecast(dossier(entries, versions=(plan,)), View(today=TODAY, year=2021)))

    assert (each.actual_minor, each.remaining_minor, each.plan_minor) == (150_00, 870_00, 1_020_00)
    assert each.pace == 480_00


def test_what_is_ordered_is_part_of_the_plan_until_it_is_more():
    plan = version(CostLine(category="personal", year=2021, amount_minor=1_200_00))
    booked = dossier((entry(date(2021, 3, 31), 300_00),), versions=(plan,))
    for ordered, left, whole in ((400_00, 500_00, 1_200_00), (1_000_00, 0, 1_300_00)):
        found = attrs.evolve(booked, commitments=(commitment(ordered, date(2021, 9, 1)),))
        each = line(forecast(found, View(today=TODAY, year=2021)))

        assert (each.committed_minor, each.remaining_minor, each.plan_minor) == (ordered, left, whole)


def test_what_is_expected_after_the_year_or_on_no_day_is_in_the_projects_forecast_alone():
    plan = version(CostLine(category="personal", year=2020, amount_minor=100_00))
    found = dossier((entry(date(2020, 8, 31), 10_00),), versions=(plan,))
    found = attrs.evolve(found, commitments=(commitment(5_00, date(2021, 1, 2)), commitment(7_00)))

    assert [line(forecast(found, View(today=TODAY, year=year))).committed_minor for year in (2020, None)] == [0, 12_00]


def test_income_that_is_expected_lowers_the_forecast_and_is_never_made_larger_by_what_is_booked():
    plan = version(CostLine(category="intakt", year=2021, amount_minor=1_200_00))
    income = (entry(date(2021, 3, 31), 500_00, "intakt", kind=EntryKind.INCOME),)
    each = line(forecast(dossier(income, versions=(plan,)), View(today=TODAY, year=2021)), "intakt")

    assert (each.budget_minor, each.actual_minor, each.plan_minor) == (-1_200_00, -500_00, -1_400_00)


def test_the_typed_forecast_comes_before_the_others():
    found = dossier((entry(date(2021, 3, 31), 1_00),))
    typed = (
        Forecast(category="personal", year=2021, amount_minor=5_00, typed_on=TODAY),
        Forecast(category="intakt", amount_minor=9_00, typed_on=TODAY),
    )
    found = attrs.evolve(found, forecasts=typed)
    year, whole = (forecast(found, View(today=TODAY, year=year)) for year in (2021, None))

    assert (line(year).method, line(year).forecast_minor) == (Method.TYPED, 5_00)
    assert line(whole).method is Method.PLAN
    assert line(whole, "intakt").forecast_minor == -9_00
    assert year.costs(Method.TYPED) is None


def test_a_plan_without_a_year_tells_nothing_of_a_year():
    plan = version(CostLine(category="personal", amount_minor=1_800_00))
    found = dossier((entry(date(2020, 8, 31), 100_00),), versions=(plan,))
    year, whole = (line(forecast(found, View(today=date(2020, 9, 15), year=year))) for year in (2020, None))

    assert (year.budget_minor, year.plan_minor, year.method, year.forecast_minor) == (None, None, Method.PACE, 300_00)
    assert (whole.plan_minor, whole.method) == (100_00 + 1_600_00, Method.PLAN)


def test_without_plan_and_pace_the_forecast_is_what_is_booked_and_ordered():
    found = dossier((entry(date(2021, 4, 10), 30_00),), versions=())
    found = attrs.evolve(found, commitments=(commitment(7_00, category="lokal"),))
    forecasts = forecast(found, View(today=TODAY))

    assert [(each.category, each.method, each.forecast_minor) for each in forecasts.lines if each.forecast_minor] == [
        ("personal", Method.BOOKED, 30_00),
        ("lokal", Method.BOOKED, 7_00),
    ]
    assert forecasts.costs(Method.PLAN) is None


def test_an_order_in_a_category_that_the_scheme_lacks_has_a_line_of_its_own():
    found = attrs.evolve(dossier(()), commitments=(commitment(7_00, category="resor"),))

    assert line(forecast(found, View(today=TODAY)), "resor").forecast_minor == 7_00


def test_when_the_project_is_over_nothing_more_is_to_come():
    plan = version(CostLine(category="personal", year=2021, amount_minor=1_200_00))
    found = dossier((entry(date(2021, 3, 31), 300_00),), versions=(plan,))
    each = line(forecast(found, View(today=date(2023, 1, 1))))

    assert (each.plan_minor, each.pace_minor, each.remaining_minor) == (300_00, 300_00, 0)


def test_a_project_whose_days_are_not_known_has_no_pace_and_all_of_its_undated_plan_left():
    plan = version(CostLine(category="personal", amount_minor=1_000_00))
    found = dossier((entry(date(2021, 3, 31), 300_00),), versions=(plan,), start=None)
    each = line(forecast(found, View(today=TODAY)))

    assert (each.pace, each.remaining_minor) == (None, 1_000_00)


@pytest.mark.parametrize(
    ("view", "through", "done", "left"),
    [
        (View(today=date(2020, 12, 31)), "2020-09", 3, 15),
        (View(today=date(2020, 9, 30)), None, 0, 18),
        (View(today=date(2020, 12, 31), end=date(2020, 9, 29)), None, 0, 18),
        (View(today=date(2020, 12, 31), year=2020), "2020-09", 3, 3),
        (View(today=date(2020, 12, 31), year=2025), None, 0, 12),
        (View(today=date(2022, 1, 1)), "2020-09", 3, 0),
    ],
    ids=["finished", "on its last day", "days cut inside it", "a year", "a year outside", "over"],
)
def test_the_books_are_complete_to_the_last_finished_month_with_a_cost(view, through, done, left):
    reach = horizon(dossier((entry(date(2020, 9, 5), 1),), view=view), view)

    assert (reach.through, reach.done, len(reach.left)) == (through, done, left)


def financed(entries, view, *, by_pace=False, commitments=()):
    found = attrs.evolve(dossier(entries, versions=(DECIDED,), view=view), commitments=commitments)
    forecasts = forecast(found, view)
    costs = forecasts.costs(Method.PACE if by_pace else Method.PLAN)
    paid = forecast_financing(found, view, forecasts.horizon, costs, by_pace=by_pace)
    return {share.id: (share.cash_minor, share.in_kind_minor) for share in paid.shares}


def test_by_plan_a_source_gives_in_kind_what_the_plan_has_left_for_it():
    assert financed((), View(today=TODAY))["kommun-tid"] == (0, 100_000_00)


def test_by_pace_a_source_gives_in_kind_what_it_has_given_a_month():
    given_ = entry(date(2020, 9, 30), 3_000_00, "tid", kind=EntryKind.IN_KIND, source="kommun-tid")

    assert financed((given_,), View(today=date(2020, 10, 1)), by_pace=True)["kommun-tid"] == (0, 18_000_00)


def test_what_is_ordered_of_a_source_is_paid_by_it():
    rent = commitment(60_000_00, date(2021, 9, 1), category="lokal", source="region")
    without, ordered = (financed((), View(today=TODAY), commitments=commitments) for commitments in ((), (rent,)))

    assert ordered["region"][0] > without["region"][0]
    assert sum(map(sum, ordered.values())) == sum(map(sum, without.values()))


def test_a_source_that_pays_for_some_categories_gives_in_kind_in_those_alone():
    plan = version(
        CostLine(category="lokal", amount_minor=50_00),
        CostLine(category="personal", amount_minor=50_00),
        financing=(
            FinancingLine(source="kommun-tid", amount_minor=80_00),
            FinancingLine(source="stod", amount_minor=20_00),
        ),
    )
    sources = tuple(
        attrs.evolve(each, categories=("lokal",) if each.id == "kommun-tid" else ())
        for each in dossier().project.sources
    )
    found = dossier((), versions=(plan,), sources=sources)
    view = View(today=TODAY)
    forecasts = forecast(found, view)
    paid = forecast_financing(found, view, forecasts.horizon, forecasts.costs())

    assert {share.id: share.in_kind_minor for share in paid.shares}["kommun-tid"] == 50_00


def test_every_category_of_the_scheme_has_a_line():
    assert [each.category for each in forecast(dossier(()), View(today=TODAY)).lines] == [
        each.code for each in SCHEME.categories
    ]


def test_a_flat_rate_that_is_reckoned_and_never_booked_is_in_the_forecast():
    rate = Option(
        id="indirekta", kind=OptionKind.FLAT_RATE, category="schablon", rate=Fraction(15, 100), base=("personal",)
    )
    plan = version(
        CostLine(category="personal", year=2021, amount_minor=1_200_00),
        CostLine(category="schablon", year=2021, amount_minor=180_00),
    )
    found = attrs.evolve(dossier((entry(date(2021, 3, 31), 300_00),), versions=(plan,)), terms=Terms(options=(rate,)))
    each = line(forecast(found, View(today=TODAY, year=2021)), "schablon")

    assert (each.actual_minor, each.derived, each.plan_minor) == (45_00, 45_00, 45_00 + 135_00)
    assert each.pace == 180_00
