"""Claims: what is due to date less what was claimed before."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
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
from ledger.model.view import View
from ledger.rules.claims.advance import left_minor
from ledger.rules.claims.claim import asked_minor
from ledger.rules.claims.claim import claimed_minor
from ledger.rules.financing.cofinance import cofinance
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


@given(st.lists(new_entries(), min_size=1, max_size=8), st.lists(st.integers(0, 300), max_size=5))
def test_any_way_of_cutting_time_into_claims_ends_at_the_same_sum(entries, ends):
    whole, parts = Kept(*entries), Kept(*entries)

    whole.claim()
    for end in (*sorted(ends), 900):
        parts.claim(end)

    assert parts.sums() == whole.sums()
    assert parts.claimed_cost() == whole.claimed_cost()
    last, only = parts.claims[-1].figures, whole.claims[0].figures
    for share in last.shares:
        held = {line.category: line.cumulative_minor for line in share.lines if line.cumulative_minor}
        at_once = {line.category: line.cumulative_minor for line in only.share(share.source).lines}
        moved = {*held, *at_once} - {ROUNDING, RESTATED}
        restated = sum(at_once.get(code, 0) - held.get(code, 0) for code in moved)
        assert held.get(ROUNDING, 0) == at_once.get(ROUNDING, 0)
        assert held.get(RESTATED, 0) == restated


@given(
    st.lists(new_entries(), min_size=1, max_size=8),
    st.lists(new_entries(), max_size=3),
    st.lists(st.tuples(st.integers(0, 300), st.booleans()), min_size=1, max_size=5),
)
def test_withdrawing_a_claim_and_claiming_anew_ends_at_the_same_sum(entries, late, steps):
    whole, parts = Kept(*entries), Kept(*entries)

    for end, is_withdrawn in sorted(steps):
        parts.claim(end)
        if is_withdrawn:
            parts.withdraw()
    for entry in late:
        whole.book(entry)
        parts.book(entry)
    whole.claim()
    parts.claim()

    assert parts.sums() == whole.sums()
    assert parts.claimed_cost() == whole.claimed_cost()
    assert [claim.number for claim in parts.claims] == list(range(1, len(steps) + 2))


@given(st.lists(new_entries(), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(entries, random):
    mixed = list(entries)
    random.shuffle(mixed)
    there, here = Kept(*entries), Kept(*mixed)

    there.claim()
    here.claim()

    assert there.claims[0].figures == here.claims[0].figures


@given(st.lists(new_entries(), min_size=1, max_size=6))
def test_a_claim_and_the_reversal_of_all_it_holds_come_to_nothing(entries):
    kept = Kept(*entries)
    kept.claim(450)
    for number in range(1, len(entries) + 1):
        kept.reverse(number)

    claim = kept.claim(900)

    assert set(kept.sums().values()) <= {0}
    assert kept.claimed_cost() == {}
    assert all(line.cumulative_minor == 0 for share in claim.figures.shares for line in share.lines)


@given(
    st.lists(new_entries(), min_size=1, max_size=6),
    st.lists(new_entries(), max_size=4),
    st.integers(1, 9),
)
def test_a_line_without_new_cost_never_moves(entries, more, town):
    kept = Kept(*entries)
    kept.claim(450)
    kept.versions = (plan(town, 3),)
    for entry in more:
        kept.book(attrs.evolve(entry, belongs_to=entry.booked_on))

    claim = kept.claim(900)

    moved = {entry.category for entry in more}
    for share in claim.figures.shares:
        still = {code: minor for code, minor in _lines(share).items() if code not in {*moved, ROUNDING, RESTATED}}
        assert set(still.values()) <= {0}
        assert sum(_lines(share).values()) == share.current_minor


@st.composite
def histories(draw: st.DrawFn, *, named: bool = True) -> Kept:
    """A project after any valid row of entries, reversals, claims, cuts, parked and returned entries, amendments."""
    kept = Kept(draw(new_entries(named=named)))
    end = 0
    for step in draw(st.lists(st.sampled_from(("book", "book", "reverse", "claim", "decide", "amend")), max_size=14)):
        if step == "book":
            kept.book(draw(new_entries(named=named)))
        elif step == "reverse":
            gone = {entry.reverses for entry in kept.entries}
            free = [entry.number for entry in kept.entries if entry.number not in gone]
            if free:
                kept.reverse(draw(st.sampled_from(free)), on=draw(st.integers(0, 300)))
        elif step == "claim":
            end = draw(st.integers(end, 320))
            _claim(draw, kept, end)
        elif step == "decide" and kept.claims:
            _decide(draw, kept)
        elif step == "amend":
            kept.versions = (*kept.versions, plan(draw(st.integers(1, 9)), draw(st.integers(0, 9))))
    _claim(draw, kept, 900)
    return kept


def _originals(kept, numbers):
    return [number for number in numbers if kept.entries[number - 1].reverses is None]


def _claim(draw, kept, end):
    every = _originals(kept, range(1, len(kept.entries) + 1))
    aside = [number for number, minor in kept.worth.items() if minor != kept.entries[number - 1].amount_minor]
    back = draw(st.lists(st.sampled_from(_originals(kept, aside)), unique=True)) if _originals(kept, aside) else []
    park = draw(st.lists(st.sampled_from(every), max_size=2, unique=True)) if every else []
    park = [number for number in park if number not in back]
    kept.claim(end, parked=tuple((n, n) for n in sorted(park)), included=tuple((n, n) for n in sorted(back)))


def _decide(draw, kept):
    number = draw(st.integers(1, len(kept.claims)))
    held = kept.claims[number - 1]
    later = {n for claim in kept.claims[number:] for n, _ in (*claim.terms.included, *claim.terms.parked)}
    taken = [n for first, last in held.claimed for n in range(first, last + 1) if n not in later]
    costs = [
        n
        for n in _originals(kept, taken)
        if kept.entries[n - 1].amount_minor > 0
        and kept.entries[n - 1].kind is not EntryKind.INCOME
        and kept.worth[n] == kept.entries[n - 1].amount_minor
    ]
    if not costs or held.decision:
        return
    chosen = draw(st.lists(st.sampled_from(costs), max_size=3, unique=True))
    cuts = [(n, draw(st.integers(1, kept.entries[n - 1].amount_minor))) for n in chosen[:2]]
    kept.decide(number, cuts=cuts, parked=chosen[2:])


@settings(max_examples=150)
@given(histories(named=False))
def test_any_row_of_steps_agrees_with_a_count_by_fractions(kept):
    last = kept.claims[-1]

    assert kept.claimed_cost() == kept.own_count()
    exact, sums = kept.own_shares(), kept.sums()
    assert sum(sums.values()) == sum(kept.own_count().values())
    for source, figure in exact.items():
        assert last.figures.share(source).cumulative_minor == sums.get(source, 0)
        assert abs(sums.get(source, 0) - figure) < 1


@settings(max_examples=150)
@given(histories())
def test_any_row_of_steps_ends_at_what_the_sources_earn_of_the_cost_that_is_left(kept):
    assert kept.claimed_cost() == kept.own_count()
    earned = cofinance(kept.own_dossier(), View(today=day(900)))
    assert kept.sums() | {share.id: share.earned_minor for share in earned.shares if share.id} == kept.sums()


@settings(max_examples=60)
@given(histories())
def test_every_part_is_the_sum_of_its_lines(kept):
    for claim in kept.claims:
        for figures in filter(None, (claim.figures, claim.decision and claim.decision.figures)):
            assert sum(share.current_minor for share in figures.shares) == figures.cost_minor
            for share in figures.shares:
                assert sum(line.current_minor for line in share.lines) == share.current_minor


@pytest.mark.parametrize("kind", [EntryKind.RECEIPT, EntryKind.ADVANCE])
def test_money_received_is_no_part_of_a_claim(kind):
    kept = Kept(cost(100), attrs.evolve(cost(5), kind=kind, category=None, source="stod"))

    assert kept.claim().claimed == ((1, 1),)
