"""Claims: what is due to date less what was claimed before."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import SettlementError
from ledger.model.claims.claim import RESTATED
from ledger.model.claims.claim import ROUNDING
from ledger.model.claims.claim import ClaimedShare
from ledger.model.claims.claim import ClaimFigures
from ledger.model.claims.claim import ClaimState
from ledger.model.entry_kind import EntryKind
from ledger.model.simplified import Instalment
from ledger.model.simplified import Option
from ledger.model.simplified import OptionKind
from ledger.model.terms import Terms
from ledger.rules.claims.advance import left_minor
from ledger.rules.claims.claim import asked_minor
from ledger.rules.claims.claim import claimed_minor
from ledger.rules.claims.claim import on_day
from tests.rules.claims.kept import Kept
from tests.rules.claims.kept import cost
from tests.rules.claims.kept import day
from tests.rules.claims.kept import new_entries
from tests.rules.claims.kept import plan
from tests.rules.dossiers import dossier


def _lines(share: ClaimedShare) -> dict[str, int]:
    return {line.category: line.current_minor for line in share.lines}


def test_the_first_claim_asks_for_what_has_been_earned():
    kept = Kept(cost(700), cost(70, category="lokal"))

    claim = kept.claim()

    assert (claim.number, claim.version, claim.claimed) == (1, 1, ((1, 2),))
    assert claim.figures.cost_minor == 770
    assert kept.sums() == {"stod": 330, "kommun": 293, "region": 147, "kommun-tid": 0}
    assert _lines(claim.figures.share("stod")) == {"personal": 300, "lokal": 30}


def test_the_next_claim_asks_for_what_is_due_less_what_was_claimed():
    kept = Kept(cost(100))
    kept.claim(10)
    kept.book(cost(100, on=20))

    claim = kept.claim(30)

    assert kept.claims[0].figures.share("stod").current_minor == 43
    assert claim.figures.share("stod") == ClaimedShare(
        source="stod",
        exact=Fraction(600, 7),
        previous_minor=43,
        current_minor=43,
        lines=claim.figures.share("stod").lines,
    )
    assert [each.cumulative_minor for each in claim.figures.costs] == [200]


def test_what_rounding_leaves_over_stands_on_a_line_of_its_own():
    kept = Kept(cost(1), cost(1, category="lokal"), cost(1, category="resor"))

    share = kept.claim().figures.share("stod")

    assert share.current_minor == 1
    assert _lines(share) == {ROUNDING: 1}


def test_a_line_without_new_cost_stands_still_when_the_plan_changes_and_the_change_is_shown_apart():
    kept = Kept(cost(700), cost(7000, category="lokal"), versions=(plan(1, 0),))
    kept.claim(10)
    kept.versions = (plan(1, 0), plan(1, 1))
    kept.book(cost(70, on=20, category="resor"))

    share = kept.claim(30).figures.share("region")

    assert _lines(share) == {"resor": 20, RESTATED: 2200}
    assert share.current_minor == 2220


def test_a_cut_takes_its_part_from_every_source_and_the_next_claim_goes_on_from_what_was_approved():
    kept = Kept(cost(700), cost(140, category="lokal"))
    kept.claim(10)

    decided = kept.decide(1, cuts=[(2, 70)])

    assert decided.state is ClaimState.DECIDED
    assert decided.figures.share("stod").current_minor == 360
    assert decided.standing.share("stod").current_minor == 330
    assert [each.current_minor for each in decided.standing.costs] == [700, 70]
    kept.book(cost(70, on=20))
    claim = kept.claim(30)
    assert (claim.figures.share("stod").previous_minor, claim.figures.share("stod").current_minor) == (330, 30)


def test_a_cut_on_a_claim_after_the_next_one_was_submitted_is_part_of_the_one_after_that():
    kept = Kept(cost(700))
    kept.claim(10)
    kept.book(cost(70, on=20))
    second = kept.claim(30)
    kept.decide(1, cuts=[(1, 70)])

    third = kept.claim(60)

    assert second.figures.share("stod").current_minor == 30
    assert third.figures.cost_minor == 0
    assert kept.sums()["stod"] == 300


def test_the_same_cost_is_taken_back_later():
    kept = Kept(cost(700), cost(70))
    kept.claim(10, parked=((2, 2),))
    assert kept.sums()["stod"] == 300

    kept.claim(20, included=((2, 2),))

    assert kept.sums()["stod"] == 330


def test_a_source_that_the_project_has_no_more_gives_back_what_it_had():
    kept = Kept(cost(700, source="okand"))
    first = kept.claim(10)
    kept.reverse(1, on=12)
    second = kept.claim(20)

    assert first.figures.share("okand").current_minor == 700
    assert second.figures.share("okand").current_minor == -700


def test_support_for_some_categories_is_laid_on_those_alone():
    kept = Kept(cost(700), cost(140, category="lokal"))
    kept.support = {"categories": ("personal",)}

    assert _lines(kept.claim().figures.share("stod")) == {"personal": 300}


def test_a_source_that_pays_no_more_than_its_cap_has_its_own_entries_cut_alike():
    kept = Kept(cost(100, source="stod"), cost(300, source="stod", category="lokal"))
    kept.support = {"share": None, "share_of": None, "cap_minor": 200}

    assert _lines(kept.claim().figures.share("stod")) == {"personal": 50, "lokal": 150}


FLAT = Terms(
    options=(Option(id="f", kind=OptionKind.FLAT_RATE, category="schablon", rate=Fraction(1, 4), base=("personal",)),)
)


def test_a_cut_carries_over_to_the_flat_rate_that_rests_on_it():
    kept = Kept(cost(400))
    kept.terms = FLAT
    claim = kept.claim(10)

    decided = kept.decide(1, cuts=[(1, 80)])

    assert [(each.category, each.current_minor) for each in claim.figures.costs] == [
        ("personal", 400),
        ("schablon", 100),
    ]
    assert [each.current_minor for each in decided.standing.costs] == [320, 80]
    assert decided.standing.share("stod").current_minor == 172


def test_a_lump_sum_is_claimed_whole_when_its_result_was_approved_in_the_claim_s_days():
    part = Instalment(amount_minor=700, achieved=day(20))
    kept = Kept()
    kept.terms = Terms(options=(Option(id="k", kind=OptionKind.LUMP_SUM, category="lokal", instalments=(part,)),))

    assert [kept.claim(end).figures.cost_minor for end in (19, 20, 30)] == [0, 700, 0]


@pytest.mark.no_cover
@given(st.lists(new_entries(), min_size=1, max_size=8), st.lists(st.integers(0, 300), max_size=4))
def test_flat_rates_too_end_at_the_same_sum_however_time_is_cut(entries, ends):
    whole, parts = Kept(*entries), Kept(*entries)
    whole.terms = parts.terms = FLAT

    whole.claim()
    for end in (*sorted(ends), 900):
        parts.claim(end)

    assert parts.sums() == whole.sums()
    assert parts.claimed_cost() == whole.claimed_cost()


def test_drafts_hold_nothing():
    kept = Kept(cost(700))
    claim = kept.claim()

    assert claimed_minor([attrs.evolve(claim, state=ClaimState.DRAFT)]) == {}


def test_claims_stand_on_a_day_as_they_stood_then():
    kept = Kept(cost(700))
    submitted = kept.claim(end=100)
    kept.withdraw()
    states = [submitted, *kept.claims]

    assert on_day(states, day(99)) == ()
    assert on_day(states, day(899)) == (submitted,)
    assert on_day(states, day(900)) == tuple(kept.claims)


def _advance(amount_minor, kind=EntryKind.ADVANCE):
    return attrs.evolve(cost(amount_minor), kind=kind, category=None, source="stod")


def test_what_is_asked_is_the_support_less_what_is_settled_of_an_advance():
    kept = Kept(cost(700), _advance(100))
    claim = kept.claim(settle=(("stod", 100),))

    assert asked_minor(claim, dossier((), sources=())) == {}
    assert asked_minor(claim, dossier(())) == {"stod": 200}


def test_all_of_an_advance_is_settled_as_far_as_the_claim_goes_and_then_by_the_next():
    kept = Kept(cost(700), _advance(500), _advance(60, EntryKind.REPAYMENT))
    first = kept.claim(10, settle_all=("stod",))
    kept.book(cost(700, on=20))
    second = kept.claim(30, settle_all=("stod",))

    assert (first.settled, second.settled) == ((("stod", 300),), (("stod", 140),))


def test_a_draft_settles_nothing():
    kept = Kept(cost(700), _advance(100))
    draft = attrs.evolve(kept.claim(10, settle=(("stod", 100),)), state=ClaimState.DRAFT)

    assert left_minor(kept.rows(), [draft]) == {"stod": 100}


def test_more_than_is_left_of_an_advance_cannot_be_settled():
    kept = Kept(cost(700), _advance(100))

    with pytest.raises(SettlementError, match="SEK 1 of it is left"):
        kept.claim(settle=(("stod", 101),))


def test_figures_of_no_claim_are_nothing():
    assert ClaimFigures().cost_minor == 0
    assert ClaimFigures().share("stod") == ClaimedShare(source="stod")


@pytest.mark.parametrize("kind", [EntryKind.RECEIPT, EntryKind.ADVANCE])
def test_money_received_is_no_part_of_a_claim(kind):
    kept = Kept(cost(100), attrs.evolve(cost(5), kind=kind, category=None, source="stod"))

    assert kept.claim().claimed == ((1, 1),)
