"""Whatever is booked, claimed, cut and withdrawn in any order, claims end at the same sum."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.model.claims.claim import RESTATED
from ledger.model.claims.claim import ROUNDING
from ledger.model.entry_kind import EntryKind
from ledger.model.view import View
from ledger.rules.financing.cofinance import cofinance
from tests.rules.claims.kept import Kept
from tests.rules.claims.kept import day
from tests.rules.claims.kept import new_entries
from tests.rules.claims.kept import plan
from tests.rules.claims.test_claim import _lines


@pytest.mark.no_cover
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


@pytest.mark.no_cover
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


@pytest.mark.no_cover
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


@pytest.mark.no_cover
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


@pytest.mark.no_cover
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


@pytest.mark.no_cover
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
