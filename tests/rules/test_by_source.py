from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.core.period import DAY
from ledger.model.entry_kind import EntryKind
from ledger.model.terms import Terms
from ledger.model.totals import Basis
from ledger.model.totals import Cuts
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.rules import totals
from ledger.rules.by_source import by_source
from ledger.rules.by_source import cuts
from ledger.rules.by_source import kept_by_source
from ledger.rules.by_source import needs_months
from ledger.rules.by_source import spread
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.forecasts.forecast import forecast
from ledger.rules.forecasts.sources import forecast_financing
from tests.rules.dossiers import ENTRIES
from tests.rules.dossiers import PROJECT
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier
from tests.rules.dossiers import entry_lists
from tests.rules.dossiers import rows_of
from tests.rules.dossiers import source_lists
from tests.rules.dossiers import versions

VIEWS = st.builds(
    View,
    today=st.sampled_from([date(2019, 5, 1), date(2020, 12, 31), TODAY, date(2021, 7, 1), date(2024, 1, 1)]),
    basis=st.sampled_from([Basis.BOOKED, Basis.BELONGS]),
    year=st.sampled_from([None, 2020, 2021, 2025]),
    start=st.sampled_from([None, date(2020, 8, 1)]),
    end=st.sampled_from([None, date(2021, 6, 30), date(2021, 2, 28)]),
)


def by_month(entries, view):
    """Return a view's totals, and those before its days, by month."""
    start, end = view.bounds
    early = totals.count(rows_of(entries), view.basis, None, start - DAY) if start else ()
    return totals.count(rows_of(entries), view.basis, start, end), early


@settings(max_examples=150)
@given(entries=entry_lists(), known=versions(), sources=source_lists(), view=VIEWS)
def test_months_put_together_earn_and_forecast_the_same(entries, known, sources, view):
    now, before = by_month(entries, view)
    monthly = attrs.evolve(dossier((), versions=(known,), view=view, sources=sources), totals=now, before=before)
    assume(not needs_months(monthly))
    kept = totals.count(rows_of(entries), Basis.BOOKED, None, None)

    found = spread(by_source(kept, cuts(view)), cuts(view))

    if found is None:
        assume(now)
        over = [each for each in now if each.month(view.basis) <= cuts(view).over and each.kind in totals.COST_SIGNS]
        assert any(each.sum_minor for each in over)
        return
    together = attrs.evolve(monthly, totals=found[0], before=found[1])
    assert sum(each.count for each in together.totals) == sum(each.count for each in now)
    assert sum(each.count for each in together.before) == sum(each.count for each in before)
    assert cofinance(together, view) == cofinance(monthly, view)
    believed = forecast(monthly, view)
    assert forecast(together, view) == believed
    asked = (view, believed.horizon, believed.costs() or {})
    assert forecast_financing(together, *asked) == forecast_financing(monthly, *asked)


def test_a_key_has_one_total_before_one_over_and_one_open():
    january, *later = (date(2021, month, 10) for month in (1, 3, 4, 5, 6))
    first = attrs.evolve(ENTRIES[0], booked_on=january, belongs_to=january)
    held = [first, *(attrs.evolve(first, booked_on=day, belongs_to=day) for day in later)]
    view = View(today=date(2021, 5, 31), start=date(2021, 3, 1), end=date(2021, 6, 30))
    kept = totals.count(rows_of(held), Basis.BOOKED, None, None)

    now, before = spread(by_source(kept, cuts(view)), cuts(view))

    amount = first.amount_minor
    assert [(each.month_booked, each.sum_minor, each.count) for each in now] == [
        ("2021-04", 2 * amount, 2),
        ("2021-06", 2 * amount, 2),
    ]
    assert [(each.month_booked, each.sum_minor, each.count) for each in before] == [("2021-02", amount, 1)]


def test_where_all_cost_was_taken_back_nothing_tells_how_far_the_books_have_come():
    day = date(2021, 4, 10)
    taken = attrs.evolve(ENTRIES[0], amount_minor=-ENTRIES[0].amount_minor, booked_on=day, belongs_to=day)
    view = View(today=TODAY)
    kept = totals.count(rows_of((ENTRIES[0], taken)), Basis.BOOKED, None, None)

    assert spread(by_source(kept, cuts(view)), cuts(view)) is None


def test_money_tells_nothing_of_how_far_the_books_have_come():
    received = [each for each in ENTRIES if each.kind in totals.RECEIVED_SIGNS]
    assert {each.kind for each in received} >= {EntryKind.RECEIPT, EntryKind.REPAYMENT}
    view = View(today=TODAY)
    kept = totals.count(rows_of(received), Basis.BOOKED, None, None)

    now, _ = spread(by_source(kept, cuts(view)), cuts(view))

    assert totals.received_minor(now) == totals.received_minor(kept)


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        pytest.param(View(today=TODAY), Cuts(Basis.BOOKED, "", "2021-05", "9999-99"), id="all days"),
        pytest.param(
            View(today=TODAY, year=2020), Cuts(Basis.BOOKED, "2019-12", "2020-12", "2020-12"), id="a year that is over"
        ),
        pytest.param(
            View(today=TODAY, year=2022), Cuts(Basis.BOOKED, "2021-12", "2021-12", "2022-12"), id="a year to come"
        ),
    ],
)
def test_a_view_is_cut_at_its_first_day_and_where_months_are_not_over(view, expected):
    assert cuts(view) == expected


@pytest.mark.parametrize(
    ("view", "serve"),
    [
        pytest.param(View(today=TODAY, by=(Dimension.SOURCE,)), True, id="by source"),
        pytest.param(View(today=TODAY, end=date(2021, 4, 30)), True, id="to the end of a month"),
        pytest.param(View(today=TODAY, end=date(2021, 4, 29)), False, id="to a day within one"),
        pytest.param(View(today=TODAY, by=(Dimension.YEAR,)), False, id="by year"),
        pytest.param(View(today=TODAY, by=(Dimension.MONTH,)), False, id="by month"),
        pytest.param(View(today=TODAY, basis=Basis.PAID), False, id="paid"),
        pytest.param(View(today=TODAY, net=True), False, id="chosen entries"),
    ],
)
def test_totals_by_source_serve_what_asks_for_no_month(view, serve):
    assert kept_by_source(view) is serve


def test_flat_rates_and_days_of_sources_need_months():
    paying = attrs.evolve(PROJECT.sources[0], end=date(2021, 3, 31))

    assert needs_months(attrs.evolve(dossier(), terms=Terms()))
    assert needs_months(dossier(sources=(paying,)))
    assert not needs_months(dossier())
