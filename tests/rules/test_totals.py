from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from ledger.errors import TotalsCutError
from ledger.model.totals import Basis
from ledger.model.totals import Grain
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.rules import totals
from tests.rules.dossiers import ENTRIES
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import entry_lists
from tests.rules.dossiers import rows_of

EVERYTHING = totals.count(rows_of(ENTRIES), Basis.BOOKED, None, None)


def test_the_actual_cost_is_cost_and_in_kind_less_income():
    assert totals.cost_minor(EVERYTHING) == 100_000_10 + 200_000_00 + 70_000_00 + 25_000_00 - 4_000_00 + 1_234_50


def test_money_received_is_receipts_and_advances_less_repayments():
    assert totals.received_minor(EVERYTHING) == 150_000_00 + 50_000_00 - 5_000_00


def test_totals_hold_sum_and_number_of_the_entries_that_agree():
    twice = totals.count(rows_of((ENTRIES[0], ENTRIES[0])), Basis.BOOKED, None, None)

    assert [tuple(each) for each in twice] == [
        ("broar", "", "", "personal", "", "cost", "2020-09", "2020-09", 200_000_20, 2)
    ]


def test_an_entry_counts_on_the_day_of_its_basis():
    december = (date(2020, 12, 1), date(2020, 12, 31))

    found = {basis: totals.cost_minor(totals.count(rows_of(ENTRIES), basis, *december)) for basis in Basis}

    assert found == {Basis.BOOKED: 0, Basis.BELONGS: 200_000_00, Basis.PAID: 0}


def test_by_payment_the_month_is_that_of_payment_and_unpaid_entries_are_left_out():
    paid = totals.count(rows_of(ENTRIES), Basis.PAID, None, None)

    assert [(each.month_booked, each.month_belongs, each.sum_minor) for each in paid] == [
        ("2021-03", "2021-03", 70_000_00),
        ("2021-02", "2021-02", 200_000_00),
    ]


@pytest.mark.parametrize("basis", [Basis.BOOKED, Basis.BELONGS])
@given(entries=entry_lists())
def test_totals_by_year_hold_as_much_as_those_by_month_whatever_the_year(basis, entries):
    by_month = totals.count(rows_of(entries), Basis.BOOKED, None, None)

    for year in (None, 2019, 2020, 2021):
        days = View(today=TODAY, year=year).bounds
        months = tuple(totals.cut(by_month, basis, *days))
        years = tuple(totals.cut(totals.by_year(by_month), basis, *days))

        assert totals.cost_minor(years) == totals.cost_minor(months)
        assert sum(each.count for each in years) == sum(each.count for each in months)
        assert years == tuple(sorted(years))


@given(entries=entry_lists())
def test_totals_by_kind_hold_as_much_as_those_by_month(entries):
    by_month = totals.count(rows_of(entries), Basis.BOOKED, None, None)

    by_kind = totals.by_kind(by_month)

    assert {(each.project, each.kind) for each in by_kind} == {(each.project, each.kind) for each in by_month}
    assert len(by_kind) == len({(each.project, each.kind) for each in by_kind})
    assert totals.cost_minor(by_kind) == totals.cost_minor(by_month)
    assert totals.received_minor(by_kind) == totals.received_minor(by_month)
    assert sum(each.count for each in by_kind) == len(entries)


@pytest.mark.parametrize(
    ("view", "coarsest", "grain"),
    [
        pytest.param(View(today=TODAY), Grain.KIND, Grain.KIND, id="everything by kind alone"),
        pytest.param(View(today=TODAY), Grain.YEAR, Grain.YEAR, id="everything by year"),
        pytest.param(View(today=TODAY), Grain.MONTH, Grain.MONTH, id="everything by month"),
        pytest.param(View(today=TODAY, year=2020), Grain.KIND, Grain.YEAR, id="a year needs years"),
        pytest.param(View(today=TODAY, end=date(2020, 12, 31)), Grain.KIND, Grain.YEAR, id="days need years"),
        pytest.param(View(today=TODAY, end=date(2020, 11, 30)), Grain.KIND, Grain.MONTH, id="or months"),
        pytest.param(View(today=TODAY, attested=True), Grain.KIND, Grain.MONTH, id="chosen entries are counted"),
    ],
)
def test_totals_are_no_coarser_than_the_view_asks_for(view, coarsest, grain):
    assert totals.grain(view, coarsest) is grain


@pytest.mark.parametrize(
    ("view", "serve"),
    [
        pytest.param(View(today=TODAY), True, id="everything"),
        pytest.param(View(today=TODAY, year=2020), True, id="a year"),
        pytest.param(View(today=TODAY, start=date(2020, 1, 1), end=date(2021, 12, 31)), True, id="two years"),
        pytest.param(View(today=TODAY, by=(Dimension.YEAR, Dimension.CATEGORY)), True, id="by year"),
        pytest.param(View(today=TODAY, start=date(2020, 2, 1)), False, id="from within a year"),
        pytest.param(View(today=TODAY, end=date(2020, 11, 30)), False, id="to within a year"),
        pytest.param(View(today=TODAY, by=(Dimension.MONTH,)), False, id="by month"),
        pytest.param(View(today=TODAY, by=(Dimension.SOURCE,)), False, id="by source"),
        pytest.param(View(today=TODAY, basis=Basis.PAID), False, id="paid"),
        pytest.param(View(today=TODAY, attested=True), False, id="chosen entries"),
    ],
)
def test_totals_by_year_serve_what_needs_no_months_and_no_sources(view, serve):
    assert totals.kept_by_year(view) is serve


@pytest.mark.parametrize(
    ("view", "days"),
    [
        pytest.param(View(today=TODAY), (None, None), id="nothing asked for leaves both ends open"),
        pytest.param(View(today=TODAY, year=2020), (date(2020, 1, 1), date(2020, 12, 31)), id="a year is its days"),
        pytest.param(
            View(today=TODAY, year=2020, start=date(2020, 3, 2), end=date(2021, 2, 1)),
            (date(2020, 3, 2), date(2020, 12, 31)),
            id="days and a year are what both have",
        ),
    ],
)
def test_bounds(view, days):
    assert view.bounds == days


@pytest.mark.parametrize(
    ("basis", "start", "end"),
    [
        pytest.param(Basis.PAID, None, None, id="no store keeps totals by day of payment"),
        pytest.param(Basis.BOOKED, date(2020, 9, 2), None, id="the first day is inside a month"),
        pytest.param(Basis.BELONGS, None, date(2020, 9, 29), id="the last day is inside a month"),
    ],
)
def test_totals_by_month_are_not_cut_where_only_entries_can_tell(basis, start, end):
    with pytest.raises(TotalsCutError):
        totals.cut(EVERYTHING, basis, start, end)


@pytest.mark.no_cover
@given(entry_lists())
def test_cutting_totals_and_counting_entries_agree_on_whole_months(entries):
    rows = rows_of(entries)
    kept = totals.count(rows, Basis.BOOKED, None, None)
    for basis in (Basis.BOOKED, Basis.BELONGS):
        for days in ((None, None), (date(2020, 9, 1), None), (None, date(2021, 2, 28)), (TODAY.replace(day=1), TODAY)):
            assert tuple(totals.cut(kept, basis, *days)) == totals.count(rows, basis, *days)


@pytest.mark.no_cover
@given(entry_lists())
def test_both_clocks_agree_in_the_grand_total_whatever_the_order(entries):
    booked = totals.count(rows_of(entries), Basis.BOOKED, None, None)
    belongs = totals.count(rows_of(entries[::-1]), Basis.BELONGS, None, None)

    assert booked == belongs
    assert sum(each.count for each in booked) == len(entries)
