"""Money received: booked, matched to claims, and what is then outstanding or missing at the end."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from ledger.app.claims.claims import payments_of
from ledger.app.claims.receipts import Receipt
from ledger.app.claims.receipts import match
from ledger.app.claims.receipts import receive
from ledger.app.claims.steps import Ruling
from ledger.app.claims.steps import decide_claim
from ledger.app.claims.steps import draft_claim
from ledger.app.claims.steps import submit_claim
from ledger.app.corrections.corrections import reverse
from ledger.app.imports.actuals import enter
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.errors import NotAReceiptError
from ledger.errors import NotAskedError
from ledger.errors import PaymentSizeError
from ledger.errors import StillDraftError
from ledger.errors import UnknownEntryError
from ledger.errors import UnknownNameError
from ledger.model.claims.claim import ClaimState
from ledger.model.claims.claim import ClaimTerms
from ledger.model.claims.claim import Payment
from ledger.model.entry_kind import EntryKind
from ledger.model.view import View
from tests.conftest import ACTUALS
from tests.conftest import STEGEN

ASKED = 66_921_00


@pytest.fixture
def decided(stegen, write):
    """Return a book whose project ``stegen`` has one claim of all its entries, decided without cuts."""
    import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    draft_claim(stegen, "stegen", ClaimTerms(end=date(2021, 12, 31), final=True))
    submit_claim(stegen, "stegen", dated=date(2022, 1, 10))
    decide_claim(stegen, "stegen", 1, Ruling(decided=date(2022, 2, 1)))
    return stegen


def _money(minor, day=date(2022, 3, 1), **facts):
    return Receipt(**{"source": "forbundet", "amount_minor": minor, "day": day, **facts})


def _passed(book):
    table = report(book, "closure", ("stegen",))
    return {row.key: row.cells[1].value.key.rpartition(".")[2] for row in table.rows}


def test_instalments_pay_a_claim_together_and_then_the_project_can_be_closed(decided):
    first = receive(decided, "stegen", _money(60_000_00, text="Bg 1234", voucher=("B", "7")), 1)
    second = receive(decided, "stegen", _money(ASKED - 60_000_00), 1)

    assert (first.entry, first.state, first.paid_minor, first.asked_minor) == (
        5,
        ClaimState.DECIDED,
        60_000_00,
        ASKED,
    )
    assert (second.state, second.paid_minor) == (ClaimState.PAID, ASKED)
    assert set(_passed(decided).values()) == {"yes", "unknown"}
    assert report(decided, "claims", ("stegen",)).cell("1", "left").value == 0


def test_money_without_a_claim_is_told_of_the_oldest_that_waits_for_some(decided):
    first = receive(decided, "stegen", _money(60_000_00))
    match(decided, "stegen", first.entry, 1)
    second = receive(decided, "stegen", _money(ASKED - 60_000_00))
    match(decided, "stegen", second.entry, 1)
    third = receive(decided, "stegen", _money(1_00, date(2022, 3, 2)))
    advance = receive(decided, "stegen", _money(1_00, date(2022, 3, 3), kind=EntryKind.ADVANCE))

    told = [{found.code: dict(found.values)["left"].minor for found in each.findings} for each in (first, second)]
    assert told == [{"CLM-120": ASKED}, {"CLM-120": ASKED - 60_000_00}]
    assert (third.findings, advance.findings) == ((), ())


def test_money_booked_already_is_matched_in_parts(decided):
    enter(
        decided,
        "stegen",
        {"date": "2022-03-01", "amount": "70 000", "kind": "receipt", "source": "forbundet"},
    )
    match(decided, "stegen", 5, 1, 60_000_00)
    match(decided, "stegen", 5, 1, ASKED - 60_000_00)

    assert payments_of(decided, "stegen") == (Payment(5, 1, ASKED),)
    found = _passed(decided)
    assert (found["paid"], found["matched"], found["repaid"]) == ("yes", "no", "no")
    values = dict(report(decided, "closure", ("stegen",)).cell("repaid", "found").value.values)
    assert values["repay"].minor == 70_000_00 - ASKED
    with pytest.raises(PaymentSizeError, match=r"SEK 3,079\.01"):
        match(decided, "stegen", 5, 1, 70_000_00 - ASKED + 1)


def test_money_from_a_source_that_is_asked_nothing_pays_no_claim(decided):
    with pytest.raises(NotAskedError, match="asks nothing of 'kommunen', only of forbundet"):
        receive(decided, "stegen", _money(10_00, source="kommunen"), 1)

    assert receive(decided, "stegen", _money(10_00, source="kommunen")).entry == 5


def test_more_than_a_claim_asks_for_is_told(decided):
    assert receive(decided, "stegen", _money(ASKED), 1).findings == ()

    done = receive(decided, "stegen", _money(1_00), 1)

    assert [(finding.code, dict(finding.values)["over"].minor) for finding in done.findings] == [("CLM-115", 1_00)]


def test_a_receipt_that_was_reversed_pays_nothing(decided):
    receive(decided, "stegen", _money(ASKED), 1)
    reverse(decided, "stegen", 5, reason="fel konto")

    assert payments_of(decided, "stegen") == ()
    assert _passed(decided)["paid"] == "no"


def test_what_an_audit_takes_back_is_repaid_on_the_next_claim(decided):
    receive(decided, "stegen", _money(ASKED), 1)
    decide_claim(decided, "stegen", 1, Ruling(decided=date(2022, 9, 1), cuts=((4, 48_00, "dubbel"),)))
    repaid = _money(48_00, kind=EntryKind.REPAYMENT)

    done = receive(decided, "stegen", repaid, 1)

    assert (done.state, done.paid_minor, done.asked_minor) == (ClaimState.PAID, ASKED - 48_00, ASKED - 48_00)
    assert set(_passed(decided).values()) == {"yes", "unknown"}
    notes = report(decided, "outstanding", ("stegen",)).notes
    (cut,) = (dict(note.values) for note in notes if note.key == "outstanding.note.cut")
    assert (cut["entries"], cut["sum"].minor) == ("4", 48_00)


def test_an_advance_is_settled_by_a_claim_and_paid_by_none(decided):
    with pytest.raises(NotAReceiptError):
        receive(decided, "stegen", _money(100_00, kind=EntryKind.ADVANCE), 1)
    receive(decided, "stegen", _money(100_00, kind=EntryKind.ADVANCE))
    assert _passed(decided)["settled"] == "no"
    enter(decided, "stegen", {"date": "2021-12-01", "amount": "500", "category": "personal"})

    done = draft_claim(decided, "stegen", ClaimTerms(end=date(2021, 12, 31), settle_all=("forbundet",)))

    assert done.claim.settled == (("forbundet", 100_00),)
    table = report(decided, "claim", ("stegen",))
    assert table.cell("asked/forbundet/advance", "current").value == -100_00
    assert table.cell("asked/total", "current").value == 400_00
    assert report(decided, "claims", ("stegen",)).cell("2", "settled").value == -100_00
    submit_claim(decided, "stegen")
    assert _passed(decided)["settled"] == "yes"


def test_what_is_not_there_is_refused(decided):
    with pytest.raises(UnknownNameError, match="okand"):
        receive(decided, "stegen", _money(1, source="okand"))
    with pytest.raises(UnknownEntryError):
        match(decided, "stegen", 9, 1)
    with pytest.raises(NotAReceiptError):
        match(decided, "stegen", 1, 1)
    draft_claim(decided, "stegen", ClaimTerms(end=date(2022, 12, 31)))
    with pytest.raises(StillDraftError):
        receive(decided, "stegen", _money(1), 2)
    assert decided.store.head("stegen").entries == 4


def test_a_project_that_has_not_come_to_its_end_says_what_is_missing(stegen, write):
    import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    draft_claim(stegen, "stegen", ClaimTerms(end=date(2021, 1, 31), parked=((2, 2),)))
    submit_claim(stegen, "stegen")

    assert _passed(stegen) == {
        "final": "no",
        "claimed": "no",
        "parked": "no",
        "decided": "no",
        "settled": "yes",
        "paid": "no",
        "matched": "yes",
        "share": "unknown",
        "repaid": "no",
    }


def test_what_was_reversed_before_any_claim_took_it_in_does_not_keep_a_project_open(decided):
    mistyped = {"date": "2052-07-02", "amount": "9", "category": "personal"}
    enter(decided, "stegen", mistyped)
    before = _passed(decided)["claimed"]
    reverse(decided, "stegen", 5, reason="fel år")

    assert (before, _passed(decided)["claimed"]) == ("no", "yes")


def test_year_end_shows_receivable_and_liability_on_the_day(decided):
    receive(decided, "stegen", _money(70_000_00, day=date(2021, 2, 1)), 1)

    then, now = (
        report(decided, "outstanding", ("stegen",), View(today=decided.today, end=day))
        for day in (date(2021, 1, 31), date(2022, 12, 31))
    )

    assert [then.cell("forbundet", key).value for key in ("earned", "claimed", "received", "receivable")] == [
        33_412_50,
        0,
        0,
        33_412_50,
    ]
    assert [now.cell("forbundet", key).value for key in ("claimed", "unclaimed", "receivable", "liability")] == [
        ASKED,
        0,
        0,
        70_000_00 - ASKED,
    ]
    assert [row.key for row in now.rows] == ["forbundet", "total"]


def test_the_share_of_co_financing_is_measured_against_what_is_required(book, write):
    text = STEGEN.replace("end = 2022-12-31", 'end = 2022-12-31\nrequired_cofinancing = "10 %"')
    add_projects(book, [write("stegen.toml", text)])
    import_file(book, write("actuals.csv", ACTUALS), project="stegen")
    draft_claim(book, "stegen", ClaimTerms(end=date(2021, 12, 31)))
    submit_claim(book, "stegen")

    table = report(book, "closure", ("stegen",))

    assert _passed(book)["share"] in ("yes", "no")
    assert dict(table.cell("share", "found").value.values)["required"] == Fraction(1, 10)


def test_several_projects_stand_under_their_names(decided, write):
    other = STEGEN.replace('"stegen"', '"bron"').replace("end = 2022-12-31", 'end = 2022-12-31\ncurrency = "EUR"')
    third = STEGEN.replace('"stegen"', '"cykeln"')
    add_projects(decided, [write("bron.toml", other), write("cykeln.toml", third)])

    table = report(decided, "outstanding", ("stegen", "cykeln", "bron"))

    assert [row.key for row in table.rows] == ["stegen", "stegen/forbundet", "cykeln", "cykeln/forbundet", "total"]
    assert [note.key for note in table.notes] == ["outstanding.note", "note.left_out"]


def test_four_figures_of_financing_stand_beside_each_other(decided):
    receive(decided, "stegen", _money(60_000_00), 1)

    table = report(decided, "cofinancing", ("stegen",))

    keys = ("earned", "claimed", "received", "outstanding")
    assert [table.cell("support/forbundet", key).value for key in keys] == [
        ASKED,
        ASKED,
        60_000_00,
        ASKED - 60_000_00,
    ]
    assert table.cell("total", "claimed").value == ASKED
    early = report(decided, "cofinancing", ("stegen",), View(today=decided.today, end=date(2022, 1, 9)))
    assert early.cell("support/forbundet", "claimed").value == 0


def test_without_claims_nothing_is_said_of_them(stegen):
    assert "claimed" not in [column.key for column in report(stegen, "cofinancing", ("stegen",)).columns]


@pytest.mark.parametrize("name", ["closure", "outstanding"])
def test_reports_on_the_end_are_written_as_workbooks(decided, name):
    made = workbook(decided, name, ("stegen",))

    assert [table.name for sheet in made.sheets for table in sheet.tables] == [name]
