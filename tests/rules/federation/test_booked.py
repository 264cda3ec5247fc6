"""How surely a project is booked up to the day of a report, and what it has said since the one before."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.period import month
from ledger.model.federation.booked import Booked
from ledger.model.forecasts.comment import Comment
from ledger.model.forecasts.forecast import Forecast
from ledger.model.view import View
from ledger.rules.federation.booked import BookedState
from ledger.rules.federation.booked import project_booked
from ledger.rules.federation.booked import reporting_day
from tests.reports.federations import FEDERATION
from tests.reports.federations import treasury

TODAY = date(2021, 5, 20)
CUTOFFS = ("04-30", "09-30", "12-31")
SEEN = attrs.evolve(FEDERATION, cutoffs=CUTOFFS)
BRIDGE = treasury(ids=("bro",)).found.parts[0]
"""From February to December."""

OWN = treasury(ids=("konto",)).found.parts[0]
"""Without days."""


def asked(**view):
    return reporting_day(SEEN, View(today=TODAY, **view))


APRIL = asked(end=date(2021, 4, 30))


def booked(last="", entered="", project="bro"):
    return Booked(project=project, month=last, entered_at=f"{entered}T12:00:00Z" if entered else "")


@pytest.mark.parametrize(
    ("view", "day", "last", "before"),
    [
        pytest.param({}, date(2021, 4, 30), "2021-04", date(2020, 12, 31), id="the last cut-off that has come"),
        pytest.param({"end": date(2021, 4, 30)}, date(2021, 4, 30), "2021-04", date(2020, 12, 31), id="a cut-off"),
        pytest.param({"end": date(2021, 4, 29)}, date(2021, 4, 29), "2021-03", date(2020, 12, 31), id="within a month"),
        pytest.param({"year": 2020}, date(2020, 12, 31), "2020-12", date(2020, 9, 30), id="a year"),
        pytest.param({"year": 2021}, TODAY, "2021-04", date(2021, 4, 30), id="a year that is not over"),
        pytest.param({"end": date(2021, 9, 30)}, TODAY, "2021-04", date(2021, 4, 30), id="a day to come"),
    ],
)
def test_a_report_asks_for_the_last_month_that_is_over(view, day, last, before):
    found = asked(**view)

    assert (found.day, found.month, found.before) == (day, last, before)


def test_without_cut_offs_it_is_today_and_nothing_came_before():
    found = reporting_day(FEDERATION, View(today=TODAY))

    assert (found.day, found.month, found.before) == (TODAY, "2021-04", None)


@pytest.mark.parametrize(
    ("kept", "terms", "state", "behind"),
    [
        pytest.param(booked("2021-04", "2021-05-03"), {}, "done", 0, id="booked since the month was over"),
        pytest.param(booked("2021-04", "2021-04-30"), {}, "doubtful", 0, id="nothing entered since"),
        pytest.param(booked("2021-05", "2021-04-12"), {}, "done", 0, id="a later month is booked"),
        pytest.param(booked("2021-02", "2021-05-03"), {}, "missing", 2, id="two months missing"),
        pytest.param(booked("2021-02", "2021-05-03"), {"covered": "2021-04"}, "done", 0, id="a file tells of nothing"),
        pytest.param(booked("2020-12", "2021-05-03"), {"covered": "2021-03"}, "missing", 1, id="a file tells to March"),
        pytest.param(booked(), {}, "missing", 3, id="never booked, counted from its first month"),
        pytest.param(booked(), {"locked_until": date(2021, 4, 30)}, "done", 0, id="closed"),
        pytest.param(booked("2021-04"), {"locked_until": date(2021, 4, 29)}, "doubtful", 0, id="closed too early"),
    ],
)
def test_a_project_is_booked_by_its_months_its_files_and_its_lock(kept, terms, state, behind):
    found = project_booked(BRIDGE, kept, APRIL, **terms)

    assert (found.state, found.behind) == (state, behind)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        pytest.param(date(2021, 1, 31), "not_asked", id="not begun"),
        pytest.param(date(2021, 2, 28), "missing", id="in its first month"),
        pytest.param(date(2022, 1, 31), "not_asked", id="over before the report before"),
    ],
)
def test_a_project_is_asked_only_while_it_runs(day, state):
    assert project_booked(BRIDGE, booked(), reporting_day(SEEN, View(today=day, end=day))).state == state


def test_a_project_that_is_over_is_asked_up_to_its_last_day():
    ended = attrs.evolve(BRIDGE, project=attrs.evolve(BRIDGE.project, end=date(2021, 3, 10)))

    assert project_booked(ended, booked("2021-03", "2021-03-11"), APRIL).state is BookedState.DONE
    assert project_booked(ended, booked("2021-03", "2021-03-10"), APRIL).state is BookedState.DOUBTFUL


def test_a_project_without_days_is_always_asked_and_counts_from_what_is_booked():
    assert project_booked(OWN, booked("2020-12", "2021-01-02", "konto"), APRIL).behind == 4
    assert project_booked(OWN, booked(project="konto"), APRIL).behind == 0


def test_a_comment_and_a_forecast_are_asked_for_since_the_report_before():
    def said(day):
        comment = Comment(text="Sen start", written_on=day)
        typed = Forecast(category="lon", amount_minor=1, typed_on=day)
        found = project_booked(attrs.evolve(BRIDGE, comments=(comment,), forecasts=(typed,)), booked(), APRIL)
        assert (found.commented_on, found.forecast_on) == (day, day)
        return found.lacks_comment, found.lacks_forecast

    assert said(date(2021, 1, 1)) == (False, False)
    assert said(date(2020, 12, 31)) == (True, True)
    silent = project_booked(BRIDGE, booked(), APRIL)
    assert (silent.lacks_comment, silent.lacks_forecast) == (True, True)


MONTHS = st.dates(date(2020, 1, 1), date(2022, 12, 31)).map(lambda day: f"{day:%Y-%m}")


@given(kept=MONTHS, covered=MONTHS, entered=st.dates(date(2020, 1, 1), date(2022, 12, 31)))
def test_more_that_is_known_never_makes_a_project_less_booked(kept, covered, entered):
    order = (BookedState.MISSING, BookedState.DOUBTFUL, BookedState.DONE)
    plain = project_booked(BRIDGE, booked(kept, entered.isoformat()), APRIL)
    told = project_booked(BRIDGE, booked(kept, entered.isoformat()), APRIL, covered=covered)
    closed = project_booked(BRIDGE, booked(kept, entered.isoformat()), APRIL, locked_until=month(APRIL.month).end)

    assert order.index(plain.state) <= order.index(told.state) <= order.index(closed.state)
    assert plain.is_settled is (plain.state is BookedState.DONE)
    assert (plain.behind > 0) is (plain.state is BookedState.MISSING)
