"""What a source holds back: within its terms, the same however time is cut, and released by the last claim."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.claims.claim import ClaimedShare
from ledger.model.claims.claim import ClaimFigures
from ledger.model.claims.claim import ClaimState
from ledger.model.claims.retention import Retention
from ledger.model.claims.retention import RetentionBasis
from ledger.model.entry_kind import EntryKind
from ledger.rules.claims.claim import asked_minor
from ledger.rules.claims.retention import held_minor
from ledger.rules.claims.retention import retained
from ledger.rules.claims.retention import total_held
from ledger.rules.claims.retention import unknown_grants
from tests.rules.claims.kept import Kept
from tests.rules.claims.kept import cost
from tests.rules.claims.kept import new_entries
from tests.rules.dossiers import dossier
from tests.strategies import ratios

PAYMENT, GRANT = RetentionBasis.PAYMENT, RetentionBasis.GRANT
TENTH = Fraction(1, 10)


@pytest.mark.parametrize(
    ("terms", "due", "granted", "held"),
    [
        pytest.param(Retention(of=PAYMENT, share=TENTH), 1000, None, 100, id="a tenth of each payment"),
        pytest.param(Retention(of=PAYMENT, share=TENTH), 1005, None, 101, id="a half öre goes up"),
        pytest.param(Retention(of=PAYMENT, share=TENTH, amount_minor=70), 1000, None, 70, id="at most so much in all"),
        pytest.param(Retention(of=PAYMENT, share=TENTH), -1000, None, 0, id="nothing of what is paid back"),
        pytest.param(Retention(of=GRANT, share=TENTH), 900, 1000, 0, id="nothing until the last tenth"),
        pytest.param(Retention(of=GRANT, share=TENTH), 930, 1000, 30, id="within the last tenth what is above it"),
        pytest.param(Retention(of=GRANT, share=TENTH), 1000, 1000, 100, id="at its end the last tenth"),
        pytest.param(Retention(of=GRANT, share=TENTH), 1200, 1000, 100, id="above the grant no more than that"),
        pytest.param(Retention(of=GRANT, amount_minor=250), 900, 1000, 150, id="the last amount of it"),
        pytest.param(Retention(of=GRANT, share=TENTH, amount_minor=40), 980, 1000, 20, id="the lesser of both"),
        pytest.param(Retention(of=GRANT, share=TENTH), 1000, None, 0, id="nothing of a grant that nobody knows"),
        pytest.param(Retention(of=GRANT, amount_minor=50), 1000, None, 0, id="nor an amount of it"),
        pytest.param(Retention(of=GRANT, share=TENTH), 0, 0, 0, id="nothing of nothing"),
    ],
)
def test_what_is_held_back_follows_the_terms(terms, due, granted, held):
    assert held_minor(terms, due, granted) == held


@st.composite
def terms(draw):
    return Retention(
        of=draw(st.sampled_from(RetentionBasis)),
        share=draw(ratios()),
        amount_minor=draw(st.none() | st.integers(1, 10**6)),
    )


@given(terms(), st.integers(-(10**9), 10**9), st.none() | st.integers(0, 10**9))
@example(Retention(of=GRANT, share=Fraction(1), amount_minor=None), 5, 3)
def test_never_less_than_nothing_nor_more_than_is_due_nor_than_the_amount(found, due, granted):
    held = held_minor(found, due, granted)

    assert 0 <= held <= max(due, 0)
    assert found.amount_minor is None or held <= found.amount_minor


@given(terms(), st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_support_never_lowers_what_is_paid_nor_what_is_held(found, due, more):
    granted = 10**6
    first, second = held_minor(found, due, granted), held_minor(found, due + more, granted)

    assert second >= first
    assert due + more - second >= due - first


def _kept(found, *entries):
    kept = Kept(*entries)
    kept.support = {"retention": found}
    return kept


@pytest.mark.no_cover
@given(terms(), st.lists(new_entries(), min_size=1, max_size=6), st.lists(st.integers(0, 300), max_size=4))
def test_any_way_of_cutting_time_into_claims_holds_back_the_same_and_the_last_releases_it(found, entries, ends):
    whole, parts = _kept(found, *entries), _kept(found, *entries)

    whole.claim()
    for end in (*sorted(ends), 900):
        parts.claim(end)

    assert total_held(parts.claims) == total_held(whole.claims)
    for kept in (whole, parts):
        kept.claim(final=True)
        asked = [asked_minor(claim, kept.dossier()).get("stod", 0) for claim in kept.claims]
        assert total_held(kept.claims) == {}
        assert sum(asked) == kept.sums().get("stod", 0)


def test_a_cut_takes_its_part_of_what_is_held_back():
    kept = _kept(Retention(of=PAYMENT, share=TENTH), cost(700))
    claimed = kept.claim(10)

    decided = kept.decide(1, cuts=[(1, 350)])

    assert (claimed.retained, claimed.held) == ((("stod", 30),), (("stod", 30),))
    assert decided.held == (("stod", 15),)
    assert asked_minor(decided, kept.dossier()) == {"stod": 135}


def test_a_later_decision_is_trued_up_by_the_next_claim_also_after_the_last_one():
    kept = _kept(Retention(of=PAYMENT, share=TENTH), cost(700))
    kept.claim(10)
    kept.claim(20, final=True)
    kept.decide(1, cuts=[(1, 350)])

    after = kept.claim(30)

    assert [claim.held for claim in kept.claims] == [(("stod", 15),), (("stod", -30),), (("stod", 15),)]
    assert sum(asked_minor(claim, kept.dossier())["stod"] for claim in kept.claims) == 150
    assert total_held(kept.claims) == {}
    assert after.figures.share("stod").current_minor == 0


def test_an_advance_is_settled_against_what_is_left_to_pay():
    advance = attrs.evolve(cost(500), kind=EntryKind.ADVANCE, category=None, source="stod")

    kept = _kept(Retention(of=PAYMENT, share=TENTH), cost(700), advance)

    claim = kept.claim(settle_all=("stod",))

    assert (claim.retained, claim.settled) == ((("stod", 30),), (("stod", 270),))
    assert asked_minor(claim, kept.dossier()) == {"stod": 0}


def test_a_source_that_is_gone_releases_what_it_held():
    kept = _kept(Retention(of=PAYMENT, share=TENTH), cost(700))
    claim = kept.claim()
    none_left = dossier((), sources=())

    assert retained(none_left, claim, [claim]) == (("stod", -30),)


def test_drafts_hold_nothing_back():
    kept = _kept(Retention(of=PAYMENT, share=TENTH), cost(700))

    assert total_held([attrs.evolve(kept.claim(), state=ClaimState.DRAFT)]) == {}


def test_a_grant_that_nobody_knows_is_told():
    kept = _kept(Retention(of=GRANT, share=TENTH), cost(700))
    claim = kept.claim()
    known = attrs.evolve(claim, figures=ClaimFigures(shares=(ClaimedShare(source="stod", planned_minor=5),)))

    assert unknown_grants(kept.dossier(), claim) == ["stod"]
    assert unknown_grants(kept.dossier(), known) == []
