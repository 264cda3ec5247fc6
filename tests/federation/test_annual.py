"""What the balance sheet says of cash is what the entries say of it, year by year, in random federations."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.book import create_book
from ledger.app.federation.federation import add_federation
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.model.totals import Basis
from ledger.model.view import View
from tests.federation.files import TODAY
from tests.federation.files import write_federation
from tests.federation.membership import members
from tests.federation.paying import CAME
from tests.federation.paying import MONEY
from tests.federation.paying import Paying
from tests.federation.read import RECEIVED
from tests.federation.read import SIGNS
from tests.federation.read import Files
from tests.federation.read import minor_of
from tests.federation.reckoned import Reckoning

ENDS = (date(2021, 12, 31), date(2021, 4, 30))


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
    assert len({row.key for row in table.rows}) == len(table.rows)  # formulas find rows by their keys
    return {row.key: [cell.value for cell in row.cells[1:]] for row in table.rows}


def owned(files):
    """Return the ids of the own accounts and the owned projects."""
    told = [each["id"] for each in files.federation["project"] if each["involvement"] == "owned"]
    return {files.federation["federation"]["accounts"], *told}


def test_money_to_a_day_stands_beside_that_of_the_same_days_of_the_year_before(federation):
    _, book = federation
    cash = figures(book, "cash", year=2021, end=date(2021, 4, 30))
    then = figures(book, "cash", year=2020, end=date(2020, 4, 30))
    whole = figures(book, "cash", year=2020)

    assert {key: cells[1:] for key, cells in cash.items()} == {key: [then[key][0], whole[key][0]] for key in cash}


@pytest.mark.parametrize("basis", [Basis.BOOKED, Basis.BELONGS])
@pytest.mark.parametrize("end", ENDS)
def test_what_must_be_left_as_cash_changes_by_what_came_and_was_paid(federation, end, basis):
    files, book = federation

    rest = figures(book, "balance", year=2021, end=end, basis=basis)["rest"]
    cash = figures(book, "cash", year=2021, end=end)
    opening = minor_of(files.federation["opening_capital"]["2020"])

    known, undated = cash["known"], cash["undated"]
    assert rest[0] - rest[1] == known[0] - undated[0]
    assert rest[1] - opening == known[-1] - undated[-1]


@pytest.mark.parametrize("basis", [Basis.BOOKED, Basis.BELONGS])
@pytest.mark.parametrize("end", ENDS)
def test_each_row_of_the_balance_sheet_is_what_the_files_give(federation, end, basis):
    files, book = federation
    asked, told = sorted(owned(files), key=lambda id_: id_ != "konto"), figures(book, "balance", end=end, basis=basis)
    to_date = Reckoning(files, TODAY, end=end, basis=basis, asked=asked)
    of_year = Reckoning(files, TODAY, year=end.year, end=end, basis=basis, asked=asked)
    paying, earned = (Paying(each) for each in (to_date, of_year))

    owe = [each[MONEY] - each[CAME] for id_ in asked[1:] for each in paying.external(id_).values()]
    assert told["funders_owe"][0] == sum(minor for minor in owe if minor > 0)
    assert told["funders_ahead"][0] == -sum(minor for minor in owe if minor < 0)
    decided, due = decided_and_left(files, to_date)
    assert told["members_owe"][0] == sum(minor for minor in due if minor > 0)
    assert told["members_ahead"][0] == -sum(minor for minor in due if minor < 0)
    income = sum(each[MONEY] for id_ in asked[1:] for each in earned.external(id_).values())
    cost = sum(of_year.actual.values()) + sum(of_year.eliminated("actual").values())
    assert told["result"][0] == decided + income - cost
    assert [told.get(row, [0])[0] for row in ("prepaid", "accrued")] == accruals(files, to_date, end)


def decided_and_left(files, reckoning):
    """Return what all members have decided for the last year, and what each has left to pay of all years."""
    years = {year: members(files, year, TODAY) for year in (2020, 2021)}
    parties = {each["id"]: each["party"] for each in files.federation["member"]}
    sources = {each["party"]: each["id"] for each in files.projects["konto"]["source"]}
    left = []
    for id_, party in parties.items():
        rows = [row for row in reckoning.rows("konto") if row["finansiär"] == sources[party] and row["typ"] in RECEIVED]
        came = sum(RECEIVED[row["typ"]] * row["minor"] for row in rows)
        left.append(sum(year[id_][0] for year in years.values()) - came)
    return sum(each[0] for each in years[2021].values()), left


def accruals(files, reckoning, end):
    """Return what is prepaid and what is accrued: booked on one side of the day and belonging to the other."""
    found = [0, 0]
    inside = {(each["payee"], each["source"]) for _, each in reckoning.internals()}
    last = end.isoformat()
    for row in files.rows if reckoning.clock == "avser" else ():
        is_booked, belongs = row["datum"] <= last, row["avser"] <= last
        if row["projekt"] not in owned(files) or is_booked is belongs or row["typ"] == "in_kind":
            continue
        is_passed = (row["projekt"], row["finansiär"]) in inside and row["typ"] in RECEIVED
        if is_passed or is_internal_cost(reckoning, row):
            continue
        minor = row["minor"] * RECEIVED.get(row["typ"], 1)
        found[0 if is_booked is (row["typ"] == "cost") else 1] += minor
    return found


def is_internal_cost(reckoning, row):
    """Whether a row is what one project of those asked for pays to another."""
    return row["typ"] in SIGNS and any(
        (each["payer"], each["category"], each.get("part", row["delprojekt"]))
        == (row["projekt"], row["kostnadsslag"], row["delprojekt"])
        for _, each in reckoning.internals()
    )


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


@pytest.mark.parametrize("basis", [Basis.BOOKED, Basis.BELONGS])
@pytest.mark.parametrize("end", ENDS)
def test_the_statement_of_operations_leads_to_the_result_of_the_balance_sheet(federation, end, basis):
    _, book = federation
    ties(book, year=2021, end=end, basis=basis)


def ties(book, **terms):
    """See that both reports tell the same steps from one result to the other, and return them."""
    told, balance = (figures(book, name, **terms) for name in ("operations", "balance"))
    steps = [told[row][2] for row in ("total", "unpaid", "reckoned", "balance")]
    assert steps == [balance[row][0] for row in ("operations", "unpaid", "reckoned", "result")]
    assert sum(steps[:3]) == steps[3]
    return steps


ACCOUNTS = """
[project]
id = "konto"
name = "Egna räkenskaper"
scheme = "forbund"
start = 2020-01-01
end = 2021-12-31
[[source]]
id = "fk"
party = "Försäkringskassan"
role = "own"
kind = "state"
form = "cash"
"""

FLAT = """
[project]
id = "vagen"
name = "Vägen"
scheme = "esf-2021-2027-40"
start = 2020-01-01
end = 2021-12-31
[[source]]
id = "esf"
party = "Fonden"
role = "support"
kind = "eu"
form = "grant"
[[option]]
id = "schablon"
kind = "flat_rate"
category = "ovriga"
base = ["personal"]
rate = "40 %"
[[budget]]
state = "decided"
decided = 2019-12-01
[budget.cost]
personal = { 2020 = "100 000", 2021 = "100 000" }
ovriga = { 2020 = "40 000", 2021 = "40 000" }
[budget.financing]
esf = { 2020 = "70 000", 2021 = "70 000" }
"""

TOLD = """
[federation]
name = "Förbundet"
accounts = "konto"
[[member]]
id = "fk"
party = "Försäkringskassan"
group = "state"
[[year]]
year = 2020
amounts = { fk = "50 000" }
[[year]]
year = 2021
amounts = { fk = "60 000" }
[opening_capital]
2020 = "10 000"
[[project]]
id = "vagen"
involvement = "owned"
"""

ROWS = """projekt;datum;kostnadsslag;belopp;typ;finansiär
konto;2020-02-01;;50 000;receipt;fk
konto;2021-02-01;;45 000;receipt;fk
konto;2021-03-01;styrelse;10 000;cost;
vagen;2020-05-05;personal;1 000,01;cost;
vagen;2021-05-05;personal;2 000,01;cost;
vagen;2021-06-30;personal;4 000,03;cost;
"""


def test_flat_rates_that_nobody_has_booked_stand_between_the_two_results(tmp_path):
    for name, text in (("konto.toml", ACCOUNTS), ("vagen.toml", FLAT), ("f.toml", TOLD), ("actuals.csv", ROWS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with create_book(":memory:", author="Kassören") as book:
        assert add_projects(book, [tmp_path / "konto.toml", tmp_path / "vagen.toml"]).findings == ()
        assert import_file(book, tmp_path / "actuals.csv", project=None).findings == ()
        add_federation(book, tmp_path / "f.toml")

        of_year = ties(book, year=2021)
        to_may = ties(book, year=2021, end=date(2021, 5, 31))
        table = report(book, "operations", (), View(today=TODAY, year=2021, start=date(2021, 2, 1)))

    assert of_year[1:3] == [60_000_00 - 45_000_00, 2_400_02]  # 40 % of 7 000,05 in all, less 40 % of 1 000,01
    assert to_may[1:3] == [60_000_00 - 45_000_00, 800_00]
    assert "balance" not in {row.key for row in table.rows}


def test_of_a_year_to_come_the_balance_sheet_is_that_of_today(federation):
    _, book = federation

    assert figures(book, "balance", year=2030) == figures(book, "balance")
