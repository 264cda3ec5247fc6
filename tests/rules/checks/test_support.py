from __future__ import annotations

import attrs
import pytest

from ledger.model.budgets.budget import Stated
from ledger.model.entry_kind import EntryKind
from ledger.rules.checks.support import check_support
from tests.rules.checks.cases import BUDGET
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import entry
from tests.rules.checks.cases import told


def received(amount_minor: int, source: str = "stod", kind: EntryKind = EntryKind.RECEIPT):
    return entry(amount_minor, None, kind=kind, source=source)


def test_more_support_received_than_granted_is_told():
    found = check_support(case(received(60_001)))

    assert told(found) == [("SUP-001", "budget.1.financing", {"received": 60_001, "granted": 60_000, "over": 1})]


def test_more_support_earned_than_granted_is_told():
    found = check_support(case(entry(60_002, source="stod")))

    assert told(found) == [("SUP-002", "budget.1.financing", {"earned": 60_002, "granted": 60_000, "over": 2})]


def test_a_printed_support_is_what_was_granted_where_no_line_is():
    stated = (Stated(view="support", amount_minor=50_000),)
    versions = (attrs.evolve(BUDGET, financing=(), stated=stated),)

    assert codes(check_support(case(received(60_000), versions=versions))) == ["SUP-001"]


QUIET = {
    "all of the support received": case(received(60_000)),
    "an advance that was paid back": case(
        received(70_000, kind=EntryKind.ADVANCE), received(10_000, kind=EntryKind.REPAYMENT)
    ),
    "money from others": case(received(90_000, "regionen")),
    "support that is not known": case(received(90_000), versions=(attrs.evolve(BUDGET, financing=()),)),
    "no budget": case(received(90_000), versions=()),
}


@pytest.mark.parametrize("quiet", QUIET.values(), ids=QUIET.keys())
def test_nothing_is_told_for(quiet):
    assert codes(check_support(quiet)) == []
