from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.core.money import currency
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.entry import COLUMNS
from ledger.model.entry import Entry
from ledger.model.entry import to_row
from ledger.model.entry_kind import EntryKind
from ledger.model.federation.federation import Federation
from ledger.model.federation.federation import FederationProject
from ledger.model.federation.federation import FederationRate
from ledger.model.federation.federation import Involvement
from ledger.model.federation.federation import YearKey
from ledger.model.forecasts.commitment import Commitment
from ledger.model.forecasts.commitment import Due
from ledger.model.forecasts.commitment import Settlement
from ledger.model.forecasts.forecast import Forecast
from ledger.model.project import Phase
from ledger.model.totals import Basis
from ledger.model.view import View
from ledger.rules.federation.convert import at_day
from ledger.rules.federation.convert import convert
from ledger.rules.federation.convert import convert_rows
from ledger.rules.federation.convert import first_without_rate
from ledger.rules.federation.whole import each_dossier
from ledger.rules.federation.whole import whole
from ledger.rules.federation.year_key import lay_over_years
from ledger.rules.totals import cost_minor
from tests.rules.dossiers import DECIDED
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier
from tests.rules.dossiers import source

EUR = currency("EUR")
JPY = currency("JPY")
VIEW = View(today=TODAY)


def rate(start, value, code=EUR):
    return FederationRate(currency=code, start=start, rate=Fraction(value))


RATES = (rate(date(2020, 1, 1), "10"), rate(date(2021, 3, 31), "10.5"))
FEDERATION = Federation(name="F", party="f", rates=RATES)


def test_entries_are_converted_month_by_month_and_budgets_by_the_day_they_apply():
    found = convert(dossier(currency=EUR), FEDERATION, VIEW)

    assert found.project.currency == FEDERATION.currency
    by_month = {total.month_booked: total.sum_minor for total in found.totals if total.category == "personal"}
    assert by_month == {"2020-09": 100_000_10 * 10, "2021-01": 200_000_00 * 10}
    assert {t.sum_minor for t in found.totals if t.category == "lokal"} == {70_000_00 * 105 // 10}
    assert found.versions[1].cost[0].amount_minor == 300_000_00 * 10
    assert found.versions[1].financing[0].amount_minor == 500_000_00 * 10
    assert found.versions[1].stated == ()


def test_what_is_to_come_and_what_sources_pay_at_most_are_converted_too():
    order = Commitment(
        id="1",
        category="lokal",
        amount_minor=1_000_00,
        made_on=date(2021, 1, 1),
        dues=(Due(on=date(2021, 8, 1), amount_minor=600_00),),
        settlements=(Settlement(amount_minor=100_00, on=date(2021, 2, 1)),),
        released_minor=50_00,
    )
    typed = (
        Forecast(category="lokal", amount_minor=7_00, typed_on=TODAY),
        Forecast(category="personal", amount_minor=None, typed_on=TODAY),
    )
    capped = attrs.evolve(source("kommun", "kommunen", "own"), cap_minor=10_00)
    plain = source("stod", "fonden", "support")
    own = dossier(currency=EUR, sources=(capped, plain))

    found = convert(attrs.evolve(own, commitments=(order,), forecasts=typed), FEDERATION, VIEW)

    (converted,) = found.commitments
    assert [converted.open_minor, converted.open_dues[0].amount_minor] == [850_00 * 105 // 10, 450_00 * 105 // 10]
    assert [each.amount_minor for each in found.forecasts] == [7_00 * 105 // 10, None]
    assert [each.cap_minor for each in found.project.sources] == [10_00 * 10, None]
    undecided = attrs.evolve(own, versions=(), commitments=(order,))
    assert convert(undecided, FEDERATION, VIEW).project.sources[0].cap_minor == 10_00 * 105 // 10


def test_entries_are_converted_one_by_one_where_they_are_listed():
    bought = Entry(
        project="broar", number=1, kind=EntryKind.COST, category="lokal", amount_minor=3, booked_on=date(2021, 3, 2)
    )
    paid = attrs.evolve(bought, number=2, paid_on=date(2021, 1, 5))
    rows = [to_row(bought), to_row(paid)]

    def amounts(basis):
        found = convert_rows(rows, EUR, FEDERATION, basis)
        return [row[COLUMNS.index("amount_minor")] for row in found]

    assert amounts(Basis.BOOKED) == [32, 32]  # 31.5, by the rate that holds on 31 March
    assert amounts(Basis.PAID) == [30]


def test_before_the_first_rate_that_one_serves():
    assert at_day(FEDERATION, EUR, date(2019, 1, 1))(2) == 20
    assert at_day(FEDERATION, EUR, date(2022, 1, 1))(2) == 21


def test_a_currency_without_minor_units_is_converted_to_one_with_them():
    federation = attrs.evolve(FEDERATION, rates=(rate(date(2020, 1, 1), "0.07", JPY),))

    found = convert(dossier(currency=JPY), federation, VIEW)

    assert found.versions[1].cost[0].amount_minor == 300_000_00 * 7


def test_a_project_without_a_rate_for_all_of_it_stands_apart():
    late = attrs.evolve(FEDERATION, rates=RATES[1:])

    found = whole((dossier(), dossier(currency=EUR)), late, VIEW)

    assert [len(found.parts), len(found.whole), len(found.apart)] == [1, 1, 1]
    assert convert(dossier(currency=EUR), attrs.evolve(late, rates=()), VIEW) is None
    first = first_without_rate(dossier(currency=EUR), late, VIEW)
    assert first is not None
    assert first < late.rates[0].start
    assert first_without_rate(dossier(currency=EUR), FEDERATION, VIEW) is None


def test_the_whole_lays_budgets_over_years_by_the_project_s_key():
    federation = attrs.evolve(
        FEDERATION,
        projects=(FederationProject(id="broar", involvement=Involvement.OWNED, year_key=YearKey.MONTHS),),
    )

    (found,) = whole((dossier(),), federation, VIEW).parts

    assert all(line.year for line in found.versions[1].cost)
    assert [(line.year, line.amount_minor) for line in found.versions[1].cost if line.category == "tid"] == [
        (2020, 33_333_33),
        (2021, 66_666_67),
    ]


def test_a_change_is_made_to_parts_eliminations_and_whole_alike():
    found = each_dossier(whole((dossier(),), FEDERATION, VIEW), lambda each: attrs.evolve(each, parties=()))

    assert [each.parties for each in (*found.parts, *found.eliminations, *found.whole)] == [(), (), ()]


PHASES = (Phase(id="a", start=date(2020, 12, 1), end=date(2021, 1, 31)),)


@pytest.mark.parametrize(
    ("line", "key", "expected"),
    [
        ({"phase": "a"}, YearKey.MONTHS, [(2020, 50), (2021, 50)]),
        ({}, YearKey.DAYS, [(2020, 34), (2021, 66)]),
        ({"year": 2021}, YearKey.DAYS, [(2021, 100)]),
        ({"phase": "okand"}, YearKey.DAYS, [(None, 100)]),
    ],
)
def test_a_line_is_laid_over_the_years_of_what_it_is_for(line, key, expected):
    version = attrs.evolve(DECIDED, cost=(CostLine(category="personal", amount_minor=100, **line),))
    found = lay_over_years(dossier(versions=(version,), phases=PHASES), key)

    assert [(each.year, each.amount_minor) for each in found.versions[0].cost] == expected


def test_without_days_or_without_key_nothing_is_laid_out():
    endless = dossier(end=None)

    assert lay_over_years(endless, YearKey.DAYS).versions == endless.versions
    assert lay_over_years(endless, None) is endless


@settings(max_examples=50)
@given(
    st.integers(-(10**12), 10**12),
    st.dates(date(2019, 1, 1), date(2021, 1, 1)),
    st.integers(0, 1500),
    st.sampled_from(YearKey),
)
def test_years_add_up_to_what_is_laid_over_them(amount, start, days, key):
    version = attrs.evolve(
        DECIDED, cost=(), financing=(FinancingLine(source="stod", amount_minor=amount),), start=None, end=None
    )
    found = dossier(versions=(version,), start=start, end=date.fromordinal(start.toordinal() + days))

    laid = lay_over_years(found, key).versions[0].financing

    assert sum(line.amount_minor for line in laid) == amount
    assert [line.year for line in laid] == list(found.project.span.years)


@settings(max_examples=50)
@given(st.integers(1, 10**6))
def test_the_whole_is_the_sum_of_what_is_converted(numerator):
    federation = attrs.evolve(FEDERATION, rates=(rate(date(2000, 1, 1), Fraction(numerator, 10_000)),))

    found = whole((dossier(), dossier(currency=EUR)), federation, VIEW)

    assert cost_minor(t for each in found.whole for t in each.totals) == cost_minor(dossier().totals) + cost_minor(
        convert(dossier(currency=EUR), federation, VIEW).totals
    )
