from __future__ import annotations

from datetime import date

from ledger.model.federation.federation import MemberPayment
from ledger.reports.federation.members import members
from tests.reports.federations import FEDERATION
from tests.reports.federations import treasury
from tests.reports.reading import told


def beyond(payments):
    return [note for note in told(members(treasury(payments=payments))) if note.startswith("Betalningsplanen för")]


def test_a_payment_plan_above_what_a_member_has_decided_is_told():
    member = FEDERATION.members[0]
    more = MemberPayment(member=member.id, day=date(2021, 6, 30), amount_minor=10**12)

    (note,) = beyond((*FEDERATION.payments, more))

    assert "2021" in note
    assert "Rätta planen eller bidraget" in note


def test_a_plan_of_what_is_decided_or_less_draws_no_remark():
    assert beyond(FEDERATION.payments) == []
