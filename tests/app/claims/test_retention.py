"""Money held back in a book: asked for less, shown where money is, released by the last claim."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.budgets.budgets import compare_versions
from ledger.app.claims.claims import claims_of
from ledger.app.claims.receipts import Receipt
from ledger.app.claims.receipts import receive
from ledger.app.claims.report import claim_table
from ledger.app.claims.report import prove
from ledger.app.claims.steps import Ruling
from ledger.app.claims.steps import decide_claim
from ledger.app.claims.steps import draft_claim
from ledger.app.claims.steps import submit_claim
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.projects import export_project
from ledger.app.reports import report
from ledger.core.words import Label
from ledger.model.claims.claim import ClaimState
from ledger.model.claims.claim import ClaimTerms
from ledger.model.view import View
from tests.conftest import ACTUALS
from tests.conftest import STEGEN

JANUARY, DECEMBER = date(2021, 1, 31), date(2021, 12, 31)
TERMS = 'retention = { of = "payment", share = "5 %" }'
FIRST = 33_412_50
HELD = 1_670_63
WHOLE = 66_921_00


def _held_back(terms):
    return STEGEN.replace('form = "cash"', f'form = "cash"\n{terms}', 1)


def _step(book, end, **terms):
    draft_claim(book, "stegen", ClaimTerms(end=end, **terms))
    return submit_claim(book, "stegen", dated=end).claim


@pytest.fixture
def held(book, write):
    """Return a book with two claims of a project whose funder holds back five per cent; the last one is final."""
    add_projects(book, [write("stegen.toml", _held_back(TERMS))])
    import_file(book, write("actuals.csv", ACTUALS), project="stegen")
    _step(book, JANUARY)
    return book


def test_a_claim_asks_for_less_and_is_paid_when_that_has_come(held):
    decide_claim(held, "stegen", 1, Ruling(decided=date(2021, 3, 1)))
    paid = receive(held, "stegen", Receipt(source="forbundet", amount_minor=FIRST - HELD, day=date(2021, 3, 9)), 1)

    table = claim_table(held, "stegen", 1)

    assert (paid.state, paid.asked_minor) == (ClaimState.PAID, FIRST - HELD)
    assert table.cell("asked/forbundet/retention", "current").value == -HELD
    assert table.cell("asked/total", "current").value == FIRST - HELD
    assert table.cell("asked/forbundet/retention", "current").live.rule.key == "claim.rule.retention"
    assert "claim.note.retention" in [note.key for note in table.notes]
    assert table.findings == ()


def test_what_is_held_back_stands_in_the_list_at_year_end_and_in_the_closure_test(held):
    listed = report(held, "claims", ("stegen",))
    year_end = report(held, "outstanding", ("stegen",), View(today=held.today, end=DECEMBER))
    before = report(held, "outstanding", ("stegen",), View(today=held.today, end=date(2021, 1, 1)))
    closing = report(held, "closure", ("stegen",))

    assert (listed.cell("1", "retained").value, listed.cell("1", "asked").value) == (-HELD, FIRST - HELD)
    assert (year_end.cell("forbundet", "retained").value, year_end.cell("forbundet", "receivable").value) == (
        HELD,
        WHOLE,
    )
    assert "retained" not in [column.key for column in before.columns]
    assert closing.cell("released", "passed").value.key == "closure.no"


def test_the_last_claim_releases_it(held):
    last = _step(held, DECEMBER, final=True)
    decide_claim(held, "stegen", 1, Ruling(decided=date(2022, 2, 1)))
    decide_claim(held, "stegen", 2, Ruling(decided=date(2022, 2, 1)))

    table = claim_table(held, "stegen", 2)
    closing = report(held, "closure", ("stegen",))

    assert last.retained == (("forbundet", -HELD),)
    assert table.cell("asked/total", "current").value == WHOLE - FIRST + HELD
    assert table.cell("asked/forbundet/retention", "current").live.rule.key == "claim.rule.released"
    assert closing.cell("released", "passed").value.key == "closure.yes"
    assert all(prove(held, "stegen", claim) == () for claim in claims_of(held, "stegen"))


@pytest.mark.parametrize(
    ("terms", "key"),
    [
        ('{ of = "payment", share = "5 %", amount = "1 000" }', "retention.payment.both"),
        ('{ of = "grant", share = "5 %" }', "retention.grant.share"),
        ('{ of = "grant", amount = "2 000" }', "retention.grant.amount"),
        ('{ of = "grant", share = "5 %", amount = "2 000" }', "retention.grant.both"),
    ],
)
def test_the_terms_are_exported_as_they_came_and_a_version_that_changes_them_says_so(held, write, terms, key):
    version = (
        '[[budget]]\nstate = "decided"\ndecided = 2021-06-01\n[budget.cost]\npersonal = { 2021 = "1" }\n'
        '[[budget.source]]\nid = "forbundet"\nparty = "forbundet"\nrole = "support"\nkind = "federation"\n'
        f'form = "cash"\nretention = {terms}\n'
    )
    add_projects(held, [write("stegen.toml", export_project(held, "stegen") + version)])

    said = export_project(held, "stegen")

    assert 'retention = { of = "payment", share = "5 %" }' in said
    assert f"retention = {terms}" in said
    keys = {
        value.key: value
        for row in compare_versions(held, "stegen", 1, 2).rows
        for cell in row.cells
        if isinstance(value := cell.value, Label)
    }
    assert {"retention.payment.share", key} <= keys.keys()


def test_a_grant_that_is_not_known_is_told_when_a_claim_is_drafted(book, write):
    unknown = _held_back('retention = { of = "grant", share = "5 %" }').partition("[budget.financing]")[0]
    add_projects(book, [write("stegen.toml", unknown)])
    import_file(book, write("actuals.csv", ACTUALS), project="stegen")

    done = draft_claim(book, "stegen", ClaimTerms(end=JANUARY))

    assert "CLM-116" in [finding.code for finding in done.findings]
    assert done.claim.retained == ()
