"""Transfers since the last approval, measured against the limit that the project sets."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest

from ledger.core.money import SEK
from ledger.model.budgets.budget import BudgetKind
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.transfer import Transfer
from ledger.model.budgets.transfer import TransferBase
from ledger.model.budgets.transfer import TransferTerms
from ledger.rules.budgets.amend import move
from ledger.rules.budgets.transfers import moved
from ledger.rules.budgets.transfers import to_transfer
from ledger.rules.checks.case import Case
from ledger.rules.checks.transfers import check_transfers
from ledger.rules.checks.transfers import told
from tests.rules.dossiers import SCHEME
from tests.rules.dossiers import dossier

FIRST = BudgetVersion(
    state=BudgetState.DECIDED,
    decided=date(2020, 6, 1),
    cost=(CostLine(category="personal", amount_minor=900_00), CostLine(category="lokal", amount_minor=100_00)),
)
TERMS = TransferTerms(share=Fraction(1, 10), approver="fonden")


def moving(before, *amounts, there="personal", here="lokal", **terms):
    """Return a version that moves some amounts."""
    version = attrs.evolve(before, transfers=(), decided_by=None, kind=BudgetKind.TRANSFER)
    for amount in amounts:
        version = move(version, Transfer(from_category=there, to_category=here, amount_minor=amount), SEK)
    return attrs.evolve(version, **terms)


def chain(*amounts):
    versions = [FIRST]
    for amount in amounts:
        versions.append(moving(versions[-1], amount))
    return versions


def codes(versions, terms=TERMS):
    return [finding.code for finding in told(dossier((), versions=versions, transfers=terms), versions)]


def test_small_moves_add_up_past_the_limit():
    assert codes(chain(60_00)) == []
    assert codes(chain(60_00, 40_00)) == []
    assert codes(chain(60_00, 40_00, 1)) == ["TRF-002"]
    assert codes(chain(100_01)) == ["TRF-001"]


def test_drafts_alone_hold_no_transfer():
    draft = attrs.evolve(FIRST, state=BudgetState.DRAFT, decided=None)

    assert to_transfer([draft, draft], TERMS) == [draft, draft]
    assert to_transfer([draft, moving(draft, 60_00), draft], TERMS) == [draft, moving(draft, 60_00)]


def test_what_is_moved_back_counts_again():
    there = moving(FIRST, 60_00)
    back = moving(there, 60_00, there="lokal", here="personal")

    assert codes([FIRST, there, back]) == ["TRF-002"]


def test_approval_by_the_approver_begins_a_new_count_and_is_no_fault_itself():
    approved = moving(FIRST, 500_00, decided_by="fonden")

    assert codes([FIRST, approved]) == []
    assert codes([FIRST, approved, moving(approved, 100_00)]) == []
    assert codes([FIRST, approved, moving(approved, 100_01)]) == ["TRF-001"]
    assert codes([FIRST, moving(FIRST, 500_00, decided_by="kommunen")]) == ["TRF-001"]


def test_an_amendment_decided_begins_a_new_count():
    amended = attrs.evolve(moving(FIRST, 60_00), kind=BudgetKind.AMENDMENT, transfers=())

    assert codes([FIRST, moving(FIRST, 60_00), amended, moving(amended, 60_00)]) == []


def test_a_draft_on_the_way_does_not_count_but_the_latest_version_does():
    draft = moving(FIRST, 60_00, state=BudgetState.DRAFT)

    assert codes([FIRST, draft, moving(FIRST, 60_00)]) == []
    assert codes([FIRST, moving(FIRST, 60_00), moving(FIRST, 60_00, state=BudgetState.DRAFT)]) == ["TRF-002"]


def test_what_a_year_left_unused_is_no_transfer():
    carried = attrs.evolve(moving(FIRST, 500_00), kind=BudgetKind.CARRY_FORWARD)

    assert codes([FIRST, carried]) == []
    assert codes([FIRST, carried, moving(carried, 60_00)]) == []


def test_a_transfer_that_does_not_say_what_it_moved_is_measured_by_its_lines():
    silent = attrs.evolve(moving(FIRST, 100_01), transfers=())

    assert codes([FIRST, silent]) == ["TRF-001"]


def test_a_limit_on_each_category_counts_what_comes_and_what_goes():
    terms = attrs.evolve(TERMS, base=TransferBase.CATEGORY)
    found = moved([FIRST, moving(FIRST, 20_00)], SCHEME, terms)

    assert [(each.category, each.limit, each.passes) for each in found] == [
        ("lokal", 10_00, True),
        ("personal", 90_00, False),
    ]


@pytest.mark.parametrize(
    ("terms", "limit"),
    [
        (TransferTerms(amount_minor=50_00), 50_00),
        (attrs.evolve(TERMS, amount_minor=50_00), 50_00),
        (attrs.evolve(TERMS, amount_minor=500_00), 100_00),
    ],
    ids=["an amount", "the amount is lower", "the share is lower"],
)
def test_the_lower_of_two_limits_holds(terms, limit):
    (found,) = moved(chain(1), SCHEME, terms)

    assert (found.limit, found.moved_minor, found.passes) == (limit, 1, False)


@pytest.mark.parametrize(
    "versions",
    [[], [FIRST], [moving(FIRST, 500_00)], [attrs.evolve(FIRST, state=BudgetState.DRAFT), moving(FIRST, 500_00)]],
    ids=["no version", "no transfer", "nothing before", "nothing approved before"],
)
def test_nothing_is_measured(versions):
    assert moved(versions, SCHEME, TERMS) == ()


def test_a_transfer_that_changes_the_whole_is_told_even_without_a_limit():
    wrong = attrs.evolve(moving(FIRST, 10_00), cost=FIRST.cost[:1])

    assert codes([FIRST, wrong], None) == ["TRF-003"]


def test_the_check_looks_at_the_latest_version_and_names_who_must_approve():
    versions = chain(100_01)
    case = Case(dossier=dossier((), versions=versions, transfers=TERMS), entries=tuple, today=date(2021, 1, 1))
    (finding,) = check_transfers(case)

    assert dict(finding.values)["approver"] == "Fonden"
    assert dict(finding.values)["moved"].minor == 100_01
    assert finding.place.key == "budget.2"


@pytest.mark.parametrize(
    ("later", "found"),
    [
        ({"kind": BudgetKind.AMENDMENT, "state": BudgetState.DRAFT}, ["TRF-001"]),
        ({"kind": BudgetKind.CARRY_FORWARD}, ["TRF-001"]),
        ({"kind": BudgetKind.CARRY_FORWARD, "decided_by": "fonden"}, []),
        ({"kind": BudgetKind.AMENDMENT}, []),
    ],
    ids=["a draft", "a carry-forward", "an approved one", "an amendment decided"],
)
def test_a_transfer_past_the_limit_is_told_until_a_later_version_approves(later, found):
    versions = chain(100_01)
    versions.append(attrs.evolve(versions[-1], transfers=(), **later))
    case = Case(dossier=dossier((), versions=versions, transfers=TERMS), entries=tuple, today=date(2022, 1, 1))

    assert [finding.code for finding in check_transfers(case)] == found
    assert [finding.place.key for finding in check_transfers(case)] == ["budget.2"] * len(found)


def test_a_transfer_that_changes_the_whole_is_told_behind_a_draft_without_a_limit():
    wrong = attrs.evolve(FIRST, kind=BudgetKind.TRANSFER, cost=FIRST.cost[:1])
    versions = (FIRST, wrong, attrs.evolve(FIRST, state=BudgetState.DRAFT))
    case = Case(dossier=dossier((), versions=versions, transfers=None), entries=tuple, today=date(2022, 1, 1))

    assert [finding.code for finding in check_transfers(case)] == ["TRF-003"]
    alone = attrs.evolve(case, dossier=dossier((), versions=()))
    assert list(check_transfers(alone)) == []


def test_a_category_that_the_scheme_lacks_is_called_by_its_code():
    terms = TransferTerms(share=Fraction(0), base=TransferBase.CATEGORY)
    found = told(dossier((), transfers=terms), [FIRST, moving(FIRST, 1, here="resor")])

    assert max(str(dict(finding.values)["what"]) for finding in found) == "resor"
