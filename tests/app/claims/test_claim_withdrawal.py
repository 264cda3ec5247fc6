"""Withdrawn claims: their entries are free, their numbers and figures stay, and no sum holds them."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.claims.claims import claim_of
from ledger.app.claims.claims import claim_states
from ledger.app.claims.claims import claims_of
from ledger.app.claims.receipts import Receipt
from ledger.app.claims.receipts import receive
from ledger.app.claims.report import claim_table
from ledger.app.claims.report import prove
from ledger.app.claims.steps import Ruling
from ledger.app.claims.steps import decide_claim
from ledger.app.claims.steps import draft_claim
from ledger.app.claims.steps import submit_claim
from ledger.app.claims.withdrawal import withdraw_claim
from ledger.app.corrections.corrections import reverse
from ledger.app.imports.actuals import import_file
from ledger.app.reports import report
from ledger.errors import DecidedClaimError
from ledger.errors import LaterClaimError
from ledger.errors import NoDraftError
from ledger.errors import NotWithdrawableError
from ledger.errors import PaidClaimError
from ledger.errors import UnknownClaimError
from ledger.errors import WithdrawnClaimError
from ledger.model.claims.claim import ClaimState
from ledger.model.claims.claim import ClaimTerms
from tests.conftest import ACTUALS

JANUARY, FEBRUARY, MARCH = date(2021, 1, 31), date(2021, 2, 28), date(2021, 3, 31)


def _submit(book, end):
    draft_claim(book, "stegen", ClaimTerms(end=end))
    return submit_claim(book, "stegen").claim


def _withdraw(book, number=None):
    return withdraw_claim(book, "stegen", number, day=date(2021, 4, 2), reason="fel period")


@pytest.fixture
def claimed(stegen, write):
    """Return a book whose project ``stegen`` has two submitted claims."""
    import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    _submit(stegen, JANUARY)
    _submit(stegen, FEBRUARY)
    return stegen


def test_what_was_claimed_comes_into_the_next_claim_and_the_number_stays(claimed):
    before = claim_of(claimed, "stegen", 2)

    done = _withdraw(claimed)
    again = _submit(claimed, FEBRUARY)

    assert (done.claim.number, done.claim.state, done.claim.withdrawal.reason) == (
        2,
        ClaimState.WITHDRAWN,
        "fel period",
    )
    assert (again.number, again.claimed, again.figures) == (3, before.claimed, before.figures)
    assert [each.number for each in claims_of(claimed, "stegen")] == [1, 2, 3]


def test_the_chain_keeps_what_was_submitted_and_every_claim_still_proves(claimed):
    _withdraw(claimed)
    _submit(claimed, FEBRUARY)

    head = claimed.store.head("stegen")
    states = [(each.number, each.state) for each in claim_states(claimed, "stegen", head.sequence)]

    assert [state for number, state in states if number == 2] == ["draft", "submitted", "withdrawn"]
    assert all(prove(claimed, "stegen", claim) == () for claim in claims_of(claimed, "stegen"))


def test_a_draft_above_a_withdrawn_claim_is_drawn_up_anew_with_its_own_number(claimed):
    draft_claim(claimed, "stegen", ClaimTerms(end=MARCH))
    _withdraw(claimed)

    submitted = submit_claim(claimed, "stegen").claim

    assert (submitted.number, submitted.claimed) == (3, ((2, 4),))


def test_no_sum_holds_a_withdrawn_claim_and_its_page_says_so(claimed):
    _withdraw(claimed)

    listed = report(claimed, "claims", ("stegen",))
    page = claim_table(claimed, "stegen", 2)

    assert listed.cell("2", "state").value.key == "claim.state.withdrawn"
    assert listed.cell("2", "left").value is None
    assert listed.cell("total", "cost").value == listed.cell("1", "cost").value
    assert report(claimed, "cofinancing", ("stegen",)).cell("support/forbundet", "claimed").value == 33_412_50
    assert "claim.note.withdrawn" in [note.key for note in page.notes]
    assert "claim.about.withdrawn" in [words.key for words, _ in page.about]
    assert page.findings == ()


def test_claims_can_be_withdrawn_one_after_the_other_from_the_last(claimed):
    with pytest.raises(LaterClaimError):
        _withdraw(claimed, 1)

    _withdraw(claimed)
    _withdraw(claimed)

    assert not any(claim.counts for claim in claims_of(claimed, "stegen"))
    with pytest.raises(NotWithdrawableError):
        _withdraw(claimed)
    with pytest.raises(NoDraftError):
        submit_claim(claimed, "stegen")


def test_a_decided_claim_stays(claimed):
    decide_claim(claimed, "stegen", 2, Ruling(decided=date(2021, 4, 1)))

    with pytest.raises(DecidedClaimError):
        _withdraw(claimed)


def test_money_that_pays_a_claim_is_reversed_first(claimed):
    done = receive(claimed, "stegen", Receipt(source="forbundet", amount_minor=1_00, day=MARCH), 2)

    with pytest.raises(PaidClaimError) as refused:
        _withdraw(claimed)
    reverse(claimed, "stegen", done.entry, reason="fel ansökan")
    _withdraw(claimed)

    assert f"entries {done.entry} pay it" in str(refused.value)


def test_a_withdrawn_claim_is_neither_decided_nor_paid(claimed):
    _withdraw(claimed)

    with pytest.raises(WithdrawnClaimError):
        decide_claim(claimed, "stegen", 2, Ruling(decided=date(2021, 4, 1)))
    with pytest.raises(WithdrawnClaimError):
        receive(claimed, "stegen", Receipt(source="forbundet", amount_minor=1_00, day=MARCH), 2)


def test_a_draft_is_not_withdrawn_and_what_is_not_there_neither(stegen, write):
    with pytest.raises(UnknownClaimError):
        _withdraw(stegen)
    import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    draft_claim(stegen, "stegen", ClaimTerms(end=JANUARY))
    with pytest.raises(NotWithdrawableError):
        _withdraw(stegen)
