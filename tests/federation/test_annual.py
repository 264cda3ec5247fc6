"""What the balance sheet says of cash is what the entries say of it, year by year, in random federations."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.book import create_book
from ledger.app.federation.federation import add_federation
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.model.view import View
from tests.federation.files import TODAY
from tests.federation.files import write_federation
from tests.federation.reckoned import RECEIVED
from tests.federation.reckoned import SIGNS
from tests.federation.reckoned import Files
from tests.federation.reckoned import minor_of


@pytest.fixture(scope="module", params=range(20, 25))
def federation(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(f"annual-{request.param}")
    write_federation(folder, request.param, 8, foreign=False)
    with create_book(folder / "medfin.db", author="Kassören") as book:
        add_projects(book, sorted(folder.glob("*.toml")))
        import_file(book, folder / "actuals.csv", project=None)
        add_federation(book, folder / "federation" / "federation.toml")
        yield Files(folder), book


def figures(book, name, **terms):
    table = report(book, name, (), View(today=TODAY, **terms))
    return {row.key: [cell.value for cell in row.cells[1:]] for row in table.rows}


def owned(files):
    """Return the ids of the own accounts and the owned projects."""
    told = [each["id"] for each in files.federation["project"] if each["involvement"] == "owned"]
    return {files.federation["federation"]["accounts"], *told}


@pytest.mark.parametrize("end", [date(2021, 12, 31), date(2021, 4, 30)])
def test_what_must_be_left_as_cash_changes_by_what_came_and_was_paid(federation, end):
    files, book = federation

    rest = figures(book, "balance", year=2021, end=end)["rest"]
    cash = figures(book, "cash", year=2021, end=end)
    opening = minor_of(files.federation["opening_capital"]["2020"])

    known, undated = cash["known"], cash["undated"]
    assert rest[0] - rest[1] == known[0] - undated[0]
    assert rest[1] - opening == known[1] - undated[1]


def test_cash_is_every_receipt_and_every_cost_with_a_day_of_payment(federation):
    files, book = federation
    last = TODAY.isoformat()
    rows = [row for row in files.rows if row["projekt"] in owned(files)]
    internal = {
        (each["payer"], each["category"], each.get("part")): each
        for each in files.federation.get("internal", [])
        if {each["payer"], each["payee"]} <= owned(files)
    }

    def is_internal(row):
        place = (row["projekt"], row["kostnadsslag"])
        return (*place, row["delprojekt"]) in internal or (*place, None) in internal

    came = sum(RECEIVED[row["typ"]] * row["minor"] for row in rows if row["typ"] in RECEIVED and row["datum"] > "2021")
    costs = [(row, SIGNS[row["typ"]] * row["minor"]) for row in rows if row["typ"] in SIGNS]
    paid = sum(minor for row, minor in costs if not is_internal(row) and "2021" <= row["betald"] <= last)
    passed = sum(minor for row, minor in costs if is_internal(row) and row["datum"] > "2021")
    undated = sum(minor for row, minor in costs if not is_internal(row) and not row["betald"] and row["datum"] > "2021")

    cash = figures(book, "cash", year=2021)

    assert cash["known"][0] == came - paid - passed
    assert cash["undated"][0] == undated


def test_cells_that_the_book_cannot_know_stay_open(federation):
    _, book = federation
    table = report(book, "balance", (), View(today=TODAY))

    assert all(table.cell(row, "now").open for row in ("cash", "other_debts"))
    assert not table.cell("rest", "now").open
