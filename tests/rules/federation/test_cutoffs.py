from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.federation.federation import Federation
from ledger.model.view import View
from ledger.rules.federation.cutoffs import a_year_before
from ledger.rules.federation.cutoffs import cutoff_before
from ledger.rules.federation.cutoffs import cutoff_in
from ledger.rules.federation.cutoffs import last_cutoff
from ledger.rules.federation.plan import plan_years

CUTOFFS = ("04-30", "09-30", "12-31")


@pytest.mark.parametrize(
    ("day", "last", "before"),
    [
        (date(2025, 4, 29), date(2024, 12, 31), date(2024, 12, 31)),
        (date(2025, 4, 30), date(2025, 4, 30), date(2024, 12, 31)),
        (date(2025, 5, 1), date(2025, 4, 30), date(2025, 4, 30)),
        (date(2025, 12, 31), date(2025, 12, 31), date(2025, 9, 30)),
    ],
)
def test_a_cut_off_has_come_on_its_day_and_the_last_report_was_before_it(day, last, before):
    assert (last_cutoff(CUTOFFS, day), cutoff_before(CUTOFFS, day)) == (last, before)


def test_without_cut_offs_none_has_come():
    assert last_cutoff((), date(2025, 1, 1)) is None
    assert cutoff_before((), date(2025, 1, 1)) is None


def test_the_end_of_february_is_one_in_every_year():
    assert [cutoff_in("02-29", year).day for year in (2023, 2024)] == [28, 29]


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_the_last_cut_off_is_never_more_than_a_year_ago(day):
    assert 0 <= (day - last_cutoff(CUTOFFS, day)).days < 366


@pytest.mark.parametrize(
    ("years", "year", "expected"),
    [
        ((2026, 2027), None, ["actual_2023", "budget_2024", "budget_2025", "plan_2026", "plan_2027"]),
        ((2026, 2027), 2026, ["actual_2024", "budget_2025", "budget_2026", "plan_2027"]),
        ((), None, ["actual_2019", "budget_2020", "budget_2021"]),
    ],
)
def test_a_plan_shows_accounts_budgets_and_the_years_after(years, year, expected):
    federation = Federation(name="F", party="f", plan_years=years)

    found = plan_years(federation, View(today=date(2021, 6, 30), year=year))

    assert [each.key for each in found] == expected


def test_a_year_before_has_the_same_days():
    view = View(today=date(2025, 6, 30), year=2024, start=date(2024, 2, 29), end=date(2024, 4, 30))

    found = a_year_before(view)

    assert (found.year, found.start, found.end) == (2023, date(2023, 2, 28), date(2023, 4, 30))
    assert a_year_before(View(today=date(2025, 6, 30), year=2024)).end is None
    assert a_year_before(View(today=date(2025, 6, 30))) is None
