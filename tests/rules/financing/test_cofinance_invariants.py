"""What holds of co-financing whatever is planned and booked; by example it is tried in ``test_cofinance.py``."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.model.source import SourceRole
from ledger.model.view import View
from ledger.rules.budget import in_force
from ledger.rules.financing.cofinance import Cofinancing
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.totals import cost_minor
from ledger.rules.totals import received_minor
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import cases

ALL = View(today=TODAY)

pytestmark = pytest.mark.no_cover


@settings(max_examples=60)
@given(cases())
def test_earned_ties_to_the_eligible_cost_and_received_to_the_money(case):
    found, _, view = case

    result = cofinance(found, view)

    assert result.earned_minor == cost_minor(found.totals)
    assert sum(share.exact + share.in_kind_minor for share in result.shares) == result.earned_minor
    assert sum(share.received_minor for share in result.shares) == received_minor(found.totals)
    takers = {each.id for each in found.project.sources if each.takes_rounding}
    # What is above zero and what is below are rounded apart, so two roundings may meet in one figure.
    assert all(abs(share.cash_minor - share.exact) < 2 for share in result.shares if share.id not in takers)


@settings(max_examples=40)
@given(cases())
def test_the_mirror_of_all_entries_earns_the_exact_negatives(case):
    found, _, view = case
    mirrored = attrs.evolve(found, totals=tuple(each._replace(sum_minor=-each.sum_minor) for each in found.totals))

    there, back = cofinance(found, view), cofinance(mirrored, view)

    assert [-share.cash_minor for share in there.shares] == [share.cash_minor for share in back.shares]
    assert [-share.exact for share in there.shares] == [share.exact for share in back.shares]


@settings(max_examples=80)
@given(cases())
def test_a_cap_is_never_passed_and_support_never_is_more_than_granted(case):
    found, _, view = case

    result = cofinance(found, view)

    version = in_force(found.versions, view.today)
    for share in result.shares:
        if share.source and share.source.cap_minor is not None:
            assert abs(share.earned_minor) <= share.source.cap_minor
        named = any(total.source == share.id for total in found.totals)
        if share.source and share.source.role is SourceRole.SUPPORT and version and not named:
            lines = [line for line in version.financing if line.source == share.id]
            if lines and not any(line.approximate for line in lines):
                assert abs(share.earned_minor) <= sum(line.amount_minor for line in lines)


@settings(max_examples=60)
@given(cases(), st.randoms())
def test_the_order_of_what_is_summed_does_not_matter(case, random):
    found, _, view = case
    shuffled = list(found.totals)
    random.shuffle(shuffled)

    assert cofinance(attrs.evolve(found, totals=tuple(shuffled)), view) == cofinance(found, view)


@settings(max_examples=60)
@given(cases(), st.sampled_from(["2020-06", "2020-11", "2021-02"]))
def test_what_was_earned_before_a_day_and_from_it_on_is_what_was_earned_in_all(case, month):
    found, _, view = case
    view = View(today=TODAY)
    before = tuple(each for each in found.totals if each.month_booked < month)
    after = tuple(each for each in found.totals if each.month_booked >= month)

    first = _by_id(cofinance(attrs.evolve(found, totals=before), view))
    then = _by_id(cofinance(attrs.evolve(found, totals=after, before=before), view))
    whole = _by_id(cofinance(found, view))

    assert whole == {id_: first.get(id_, 0) + then.get(id_, 0) for id_ in whole}


def _by_id(found: Cofinancing) -> dict[str, int]:
    return {share.id: share.earned_minor for share in found.shares}
