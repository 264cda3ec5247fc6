from __future__ import annotations

from fractions import Fraction

import attrs

from ledger.core.words import label
from ledger.model.terms import Terms
from ledger.model.view import View
from ledger.reports.financing.cofinancing import cofinancing
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.financing.rate import planned_part
from ledger.rules.financing.rate import rate_check
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier

ALL = View(today=TODAY)


def test_required_planned_earned_and_forecast_share_stand_side_by_side():
    found = dossier(required_cofinancing=Fraction(6, 10))
    now, then = cofinance(found, ALL), cofinance(dossier(()), ALL)

    check = rate_check(attrs.evolve(found, terms=Terms(tolerance=Fraction(1, 100))), now, forecast=now)

    assert (check.required.share, check.required.of_call, check.tolerance) == (Fraction(6, 10), True, Fraction(1, 100))
    assert check.planned == Fraction(55, 105)
    assert check.forecast == check.earned == Fraction(235_795_34, 392_234_60)
    assert check.missing_minor == 0
    assert rate_check(found, then, forecast=then).forecast is None


def test_nothing_is_checked_where_nothing_is_required():
    assert rate_check(dossier(), cofinance(dossier(), ALL)) is None


def test_a_share_is_too_small_or_too_large_only_outside_the_tolerance():
    found = attrs.evolve(
        dossier(required_cofinancing=Fraction(1, 2)), terms=Terms(tolerance=Fraction(1, 100), exactly=True)
    )
    check = rate_check(found, cofinance(found, ALL))

    assert [check.is_under(Fraction(each, 100)) for each in (48, 49, 50)] == [True, False, False]
    assert [check.is_over(Fraction(each, 100)) for each in (50, 51, 52)] == [False, False, True]
    assert not check.is_under(None)
    assert not check.is_over(None)
    assert not attrs.evolve(check, exactly=False).is_over(Fraction(1))


def test_the_planned_share_is_unknown_while_an_amount_is():
    assert planned_part(cofinance(dossier(versions=()), ALL)) is None


def test_the_report_says_whose_share_is_required_and_what_it_is():
    found = dossier((), required_cofinancing=Fraction(6, 10), versions=())

    notes = cofinancing((found,), ALL).notes

    words = label(
        "note.rate",
        required=Fraction(6, 10),
        origin=label("origin.call"),
        planned="–",
        earned="–",
        forecast="–",
        tolerance=Fraction(0),
    )
    assert words in notes
