from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.period import months_later
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import ClaimedCost
from ledger.model.claims.claim import ClaimFigures
from ledger.model.claims.claim import ClaimState
from ledger.model.claims.claim import ClaimTerms
from ledger.model.claims.payment_terms import PaymentTerms
from ledger.model.claims.rhythm import ClaimRhythm
from ledger.model.programme import Programme
from ledger.rules.claims.rhythm import due_claims
from ledger.rules.claims.rhythm import has_rhythm
from ledger.rules.claims.rhythm import pays_by
from ledger.rules.totals import cost_minor
from tests.rules.dossiers import dossier
from tests.rules.dossiers import source

QUARTERS = ClaimRhythm(every_months=3)


def project(rhythm, **changes):
    """Return a project of 2020-06-01 to 2021-12-31 whose funder has a rhythm."""
    funder = attrs.evolve(source("stod", "fonden", "support", "grant"), claims=rhythm)
    return dossier(sources=(funder,), start=date(2020, 6, 1), end=date(2021, 12, 31), **changes)


def claim(end, kr=0, dated=date(2021, 2, 10), state=ClaimState.SUBMITTED):
    figures = ClaimFigures(costs=(ClaimedCost(category="personal", current_minor=kr * 100),), shares=())
    return Claim(
        number=1,
        state=state,
        terms=ClaimTerms(end=end),
        dated=dated,
        sequence=2,
        seal="5ea1" * 16,
        entries=3,
        figures=figures,
    )


def ends(found):
    return [(each.end, each.last) for each in found]


def test_periods_that_are_over_and_have_cost_want_claims():
    found = due_claims(project(QUARTERS), date(2021, 4, 15))

    assert ends(found) == [
        (date(2020, 11, 30), date(2020, 12, 1)),
        (date(2021, 2, 28), date(2021, 3, 1)),
    ]
    assert {each.source for each in found} == {"stod"}


def test_the_last_day_is_that_agreed_else_the_programme_s():
    agreed = attrs.evolve(QUARTERS, within_months=1)
    programme = Programme(
        id="p", name="P", valid_from=date(2020, 1, 1), source="made up",
        payment=PaymentTerms(source="made up", claim_within_months=2),
    )  # fmt: skip
    silent = attrs.evolve(programme, payment=None)

    def first(rhythm, terms):
        return due_claims(attrs.evolve(project(rhythm), programme=terms), date(2021, 1, 15))[0].last

    assert first(QUARTERS, programme) == date(2021, 1, 31)
    assert first(agreed, programme) == date(2020, 12, 31)
    assert first(QUARTERS, silent) == date(2020, 12, 1)


def test_what_a_submitted_claim_holds_is_not_wanted_again():
    held = project(QUARTERS)

    assert due_claims(attrs.evolve(held, claims=(claim(date(2021, 3, 31)),)), date(2021, 4, 15)) == ()
    partly = attrs.evolve(held, claims=(claim(date(2020, 11, 30), 100_000),))
    assert ends(due_claims(partly, date(2021, 4, 15))) == [(date(2021, 2, 28), date(2021, 3, 1))]


def test_a_draft_holds_nothing():
    drafted = attrs.evolve(project(QUARTERS), claims=(claim(date(2021, 3, 31), state=ClaimState.DRAFT),))

    assert len(due_claims(drafted, date(2021, 4, 15))) == 2


def test_periods_run_from_the_day_that_is_agreed_to_the_project_s_last():
    calendar = ClaimRhythm(every_months=6, begins=date(2020, 7, 1))
    short = attrs.evolve(project(calendar), project=attrs.evolve(project(calendar).project, end=date(2021, 3, 15)))

    assert [each.end for each in due_claims(short, date(2022, 1, 1))] == [date(2020, 12, 31), date(2021, 3, 15)]


@pytest.mark.parametrize("rhythm", [None, ClaimRhythm(pays_within_days=60)])
def test_without_a_rhythm_no_claim_is_due(rhythm):
    found = project(rhythm)

    assert due_claims(found, date(2022, 1, 1)) == ()
    assert not has_rhythm(found)
    assert has_rhythm(project(QUARTERS))


def test_without_days_nothing_is_due():
    found = project(QUARTERS)
    undated = attrs.evolve(found, project=attrs.evolve(found.project, start=None), versions=())
    endless = attrs.evolve(found, project=attrs.evolve(found.project, end=None), versions=())

    assert due_claims(undated, date(2022, 1, 1)) == ()
    assert due_claims(endless, date(2022, 1, 1)) == ()


def test_a_claim_is_paid_by_the_soonest_day_that_is_agreed():
    assert pays_by(project(ClaimRhythm(pays_within_days=60)), claim(date(2021, 1, 31))) == date(2021, 4, 11)
    assert pays_by(project(QUARTERS), claim(date(2021, 1, 31))) is None


@given(st.integers(1, 12), st.dates(date(2020, 6, 2), date(2022, 6, 1)))
def test_due_claims_hold_all_cost_to_the_last_period_s_end(months, day):
    found = project(ClaimRhythm(every_months=months))

    due = due_claims(found, day)

    last = max((each.end for each in due), default=date.min).isoformat()[:7]
    held = cost_minor(each for each in found.totals if each.month_belongs <= last)
    assert sum(each.amount_minor for each in due) == (held if due else 0)
    assert all(each.end < day and each.end < each.last for each in due)


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(0, 48), st.integers(0, 48))
def test_months_later_is_never_before(day, some, more):
    assert months_later(day, some) <= months_later(day, some + more)
