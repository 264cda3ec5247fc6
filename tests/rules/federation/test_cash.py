from __future__ import annotations

from datetime import date

import attrs
import pytest

from ledger.model.entry import Entry
from ledger.model.entry import to_row
from ledger.model.entry_kind import EntryKind
from ledger.model.view import View
from ledger.rules.federation.balance import Result
from ledger.rules.federation.balance import Results
from ledger.rules.federation.balance import balance
from ledger.rules.federation.cash import Cash
from ledger.rules.federation.cash import cash
from tests.reports.federations import FEDERATION
from tests.reports.federations import TODAY
from tests.reports.federations import treasury

START, END, LATER = date(2021, 1, 1), date(2021, 6, 30), date(2021, 7, 9)


def entry(kind, minor, *, project="bro", day=date(2021, 3, 1), **where):
    return to_row(Entry(project=project, number=1, kind=kind, amount_minor=minor, booked_on=day, **where))


@pytest.mark.parametrize(
    ("row", "figure", "minor"),
    [
        (entry(EntryKind.RECEIPT, 5, project="konto", source="staten"), "members_minor", 5),
        (entry(EntryKind.RECEIPT, 5, source="esf"), "others_minor", 5),
        (entry(EntryKind.REPAYMENT, 5, source="esf"), "others_minor", -5),
        (entry(EntryKind.RECEIPT, 5, source="oss"), "internal_minor", 5),
        (entry(EntryKind.COST, 5, project="konto", category="insatser", part="bro"), "internal_minor", -5),
        (entry(EntryKind.COST, 5, category="lon", paid_on=END), "costs_minor", -5),
        (entry(EntryKind.INCOME, 5, category="intakt", paid_on=END), "costs_minor", 5),
        (entry(EntryKind.COST, 5, category="lon"), "undated_minor", 5),
        (entry(EntryKind.COST, 5, category="lon", paid_on=date(2021, 7, 1)), "owed_minor", 5),
        (entry(EntryKind.COST, 5, category="lon", day=LATER, belongs_to=END), "accrued_minor", 5),
        (entry(EntryKind.INCOME, 5, category="ovrigt", day=LATER, belongs_to=END), "prepaid_minor", 5),
        (entry(EntryKind.RECEIPT, 5, source="oss", day=LATER, belongs_to=END), "passed_minor", -5),
    ],
    ids=[
        "a member pays",
        "a funder pays",
        "money goes back",
        "an owned project receives from the own accounts",
        "the own accounts pay an owned project",
        "a cost is paid",
        "income comes",
        "nobody knows whether a cost is paid",
        "a cost is paid later",
        "a cost of the days is booked later",
        "income of the days is booked later",
        "what the own accounts paid for the days is booked later",
    ],
)
def test_an_entry_is_money_in_or_out_or_not_yet(row, figure, minor):
    parts = treasury(ids=("konto", "bro")).found.parts
    entries = {"konto": [], "bro": []}
    entries[row[0]] = [row]

    found = attrs.asdict(*cash(entries.get, parts, FEDERATION, [(START, END)]))

    assert {name: amount for name, amount in found.items() if amount} == {figure: minor}


def test_entries_of_a_project_are_gone_through_once_whatever_days_are_asked_for():
    parts = treasury(ids=("konto", "bro")).found.parts
    entries = {
        "konto": [entry(EntryKind.RECEIPT, 7, project="konto", source="staten")],
        "bro": [entry(EntryKind.COST, 5, category="lon", paid_on=LATER)],
    }
    asked = []

    def streamed(id_):
        asked.append(id_)
        return iter(entries[id_])

    early, late = cash(streamed, parts, FEDERATION, [(START, END), (START, LATER)])

    assert asked == ["konto", "bro"]
    assert early == Cash(members_minor=7, owed_minor=5)
    assert late == Cash(members_minor=7, costs_minor=-5)


@pytest.mark.parametrize(
    ("row", "figures"),
    [
        (
            entry(EntryKind.COST, 5, category="lon", paid_on=END, belongs_to=LATER),
            {"costs_minor": -5, "prepaid_minor": 5},
        ),
        (
            entry(EntryKind.COST, 5, category="lon", day=LATER, paid_on=END),
            {"costs_minor": -5, "ahead_minor": 5},
        ),
        (
            entry(EntryKind.RECEIPT, 5, source="esf", belongs_to=LATER),
            {"others_minor": 5, "accrued_minor": 5},
        ),
        (
            entry(EntryKind.COST, 5, project="konto", category="insatser", part="bro", belongs_to=LATER),
            {"internal_minor": -5, "passed_minor": -5},
        ),
    ],
    ids=["a cost of later days", "a cost paid before it is booked", "money for later days", "paid on for later days"],
)
def test_an_entry_that_belongs_to_the_other_side_of_the_day_is_prepaid_or_accrued(row, figures):
    entries = {"konto": [], "bro": [], row[0]: [row]}

    (found,) = cash(entries.get, treasury(ids=("konto", "bro")).found.parts, FEDERATION, [(START, END)])

    assert {name: amount for name, amount in attrs.asdict(found).items() if amount} == figures


@pytest.mark.parametrize(
    "row",
    [
        entry(EntryKind.RECEIPT, 5, source="esf", day=date(2020, 12, 31)),
        entry(EntryKind.COST, 5, category="lon", day=date(2020, 12, 31)),
        entry(EntryKind.COST, 5, category="lon", paid_on=date(2020, 12, 31)),
        entry(EntryKind.IN_KIND, 5, category="tid", source="esf"),
        entry(EntryKind.COST, 5, project="konto", category="insatser", part="bro", day=date(2020, 12, 31)),
    ],
)
def test_what_lies_outside_the_days_or_is_no_money_is_left_out(row):
    parts = treasury(ids=("konto", "bro")).found.parts
    entries = {"konto": [], "bro": []}
    entries[row[0]] = [row]

    assert not any(attrs.astuple(*cash(entries.get, parts, FEDERATION, [(START, END)])))


def test_receivables_own_capital_and_debts_leave_what_cash_must_be():
    found = treasury(View(today=TODAY, end=END), ids=("konto", "bro"))

    made = balance(
        found.found,
        FEDERATION,
        found.view,
        found.earned(),
        Results(year=Result(operations_minor=100_00)),
        cash=Cash(owed_minor=40_00),
    )

    assert (made.members_owe_minor, made.members_ahead_minor) == (600_000_00, 0)
    assert (made.funders_owe_minor, made.funders_ahead_minor) == (0, 7_667_00)
    assert (made.opening_minor, made.closing_minor) == (210_000_00, 210_100_00)
    assert made.rest_minor == 210_100_00 + 7_667_00 + 40_00 - 600_000_00


def test_without_a_stated_opening_own_capital_is_not_known():
    found = treasury(View(today=TODAY, end=END), ids=("konto", "bro"), opening_capital=())

    made = balance(
        found.found,
        found.federation,
        found.view,
        found.earned(),
        Results(year=Result(operations_minor=100_00)),
        cash=Cash(),
    )

    assert (made.opening_minor, made.closing_minor, made.rest_minor) == (None, None, None)
