"""What files said beside what the book holds: zero where all is well, and told where it is not."""

from __future__ import annotations

from datetime import date

import pytest

from ledger import catalog
from ledger.app.corrections.corrections import move
from ledger.app.corrections.corrections import reverse
from ledger.app.corrections.locking import lock
from ledger.app.imports.actuals import enter
from ledger.app.imports.actuals import import_file
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.errors import ViewOptionError
from ledger.model.view import View
from ledger.render.xlsx import to_xlsx
from tests.app.imports.sie_year import MAP
from tests.app.imports.sie_year import VOUCHERS
from tests.app.imports.sie_year import sie

COLUMNS = ("file", "booked", "unmapped", "outside", "difference", "since")
TODAY = date(2026, 1, 31)


@pytest.fixture
def take(stegen, write):
    def run(text, rules=MAP, name="2021.se"):
        path = write(name, "")
        path.write_bytes(text.encode("cp437"))
        return import_file(stegen, path, map_path=write("map.toml", rules))

    return run


@pytest.fixture
def line(stegen):
    """Return a function that gives the figures of a row, in kronor where they are whole."""

    def run(row, view=None):
        table = report(stegen, "reconciliation", ["stegen"], view)
        return tuple(table.cell(row, column).value for column in COLUMNS)

    return run


def test_every_line_is_zero_where_all_is_booked_unmapped_or_outside(take, line):
    take(sie(), MAP.replace('"7010" = "ovrigt"\n', "").replace("chart =", 'outside = ["6010"]\nchart ='))

    assert line("books-1/5020/2021-01") == (3341250, 3341250, 0, 0, 0, 0)
    assert line("books-1/6010") == (100000, 0, 0, 100000, 0, 0)
    assert line("books-1/7010/2021-02") == (9600, 0, 9600, 0, 0, 0)
    assert line("total") == (3450850, 3341250, 9600, 100000, 0, 0)
    assert line("entries")[1] == 3341250


def test_a_split_row_is_what_is_booked_and_what_is_split_off(take, line):
    take(sie(), MAP + '[[rule]]\naccounts = ["5020"]\n[[rule.split]]\npercent = "1/3"\n')

    assert line("books-1/5020") == (3341250, 1113750, 0, 2227500, 0, 0)


def test_what_changed_in_the_file_ties_and_what_vanished_differs_until_it_is_reversed(stegen, take, line):
    take(sie())
    changed = (("A 1 {year}0125 Lön", ("5020 {{6 4711}} 1.00", "1930 {{}} -1.00")), VOUCHERS[2])
    take(sie(*changed), name="igen.se")

    assert line("books-1/5020/2021-01") == (100, 100, 0, 0, 0, 0)
    assert line("books-1/6010/2021-01") == (0, 100000, 0, 0, -100000, 0)

    reverse(stegen, "stegen", 2, reason="Fanns inte")

    assert line("total") == (9700, 9700, 0, 0, 0, 0)
    assert line("books-1-file-1")[0] == 3450850
    assert line("books-1-file-2")[0] == 9700


def test_what_people_reversed_and_moved_stands_beside_and_ties_to_the_entries(stegen, take, line):
    take(sie())
    reverse(stegen, "stegen", 2, reason="Avser annat")
    move(stegen, "stegen", 3, {"category": "utbildning"}, reason="Kurs")
    enter(stegen, "stegen", {"date": "2021-02-01", "amount": "5", "category": "lokal"})

    assert line("books-1/6010/2021-01") == (100000, 100000, 0, 0, 0, -100000)
    assert line("books-1/7010/2021-02") == (9600, 9600, 0, 0, 0, 0)
    assert line("other")[1] == 500
    assert line("entries")[1] == sum(row[7] for row in stegen.store.entries("stegen"))


def test_income_is_negative_as_in_the_ledger(take, line):
    grant = ("A 5 {year}0301 Bidrag", ("3510 {{6 4711}} -100.00", "1930 {{}} 100.00"))
    take(sie(grant), MAP.replace("[accounts]", '[accounts]\n"35" = { kind = "receipt", source = "forbundet" }'))

    assert line("total") == (-10000, -10000, 0, 0, 0, 0)


def test_rows_booked_late_because_of_a_lock_stand_in_their_own_month(stegen, take, line):
    take(sie())
    lock(stegen, "stegen", date(2021, 1, 31), reason="Klar")
    take(sie(("A 1 {year}0125 Lön", ("5020 {{6 4711}} 1.00", "1930 {{}} -1.00")), *VOUCHERS[1:]))

    assert line("books-1/5020/2021-01") == (100, 100, 0, 0, 0, 0)
    assert line("total")[4] == 0


def test_a_file_of_some_days_only_adds_to_one_of_other_days(take, line):
    take(sie(*VOUCHERS[:2]))
    take(sie(VOUCHERS[2], ("A 4 {year}0131 Mer", ("6010 {{6 4711}} 7.00", "1930 {{}} -7.00"))), name="feb.se")
    april = ("A 9 {year}0401 April", ("6010 {{6 4711}} 9.00", "1930 {{}} -9.00"))
    take(sie(april), name="april.se")

    assert line("books-1/7010/2021-02")[:2] == (9600, 9600)
    assert line("books-1/6010/2021-04")[:2] == (900, 900)


def test_years_and_partners_stand_apart_and_a_year_can_be_asked_for(take, line):
    take(sie())
    take(sie(VOUCHERS[0], year=2022), name="2022.se")
    take(sie(orgnr="556000-0000"), MAP.replace("212000-0000", "556000-0000"), name="bolaget.se")

    assert [line(f"books-{number}")[0] for number in (1, 2, 3)] == [3450850, 3341250, 3450850]
    assert line("total", View(today=TODAY, year=2022))[0] == 3341250
    assert line("total", View(today=TODAY, start=date(2021, 2, 1), end=date(2021, 2, 28)))[0] == 2 * 9600


def test_a_csv_file_with_accounts_is_reconciled_too_and_one_without_stands_with_the_rest(stegen, write, line):
    header = "date,category,amount,account\n"
    import_file(stegen, write("a.csv", header + "2021-01-05,personal,10,5020\n2021-02-05,lokal,7,\n"), project="stegen")
    import_file(stegen, write("b.csv", "date,category,amount\n2021-01-05,personal,3\n"), project="stegen")

    assert line("books-1/5020/2021-01") == (1000, 1000, 0, 0, 0, 0)
    assert line("books-1/-/2021-02")[:2] == (700, 700)
    assert line("other")[1] == 300


def test_a_project_without_files_says_so(stegen):
    table = report(stegen, "reconciliation", ["stegen"])

    assert "note.reconciliation.nothing" in [each.key for each in table.notes]


def test_it_is_what_was_known_on_a_day_and_is_not_cut_to_attested_entries(stegen, take, line):
    take(sie())

    assert line("total", View(today=TODAY, known=TODAY))[0] == 3450850
    with pytest.raises(ViewOptionError):
        report(stegen, "reconciliation", ["stegen"], View(today=TODAY, attested=True))


def test_its_workbook_is_written(stegen, take):
    take(sie())

    assert to_xlsx(workbook(stegen, "reconciliation", ["stegen"]), catalog.labels("sv")).startswith(b"PK")


def test_exports_of_one_voucher_series_each_stand_beside_each_other(take, line):
    wages = ("L 1 {year}0131 Lön", ("5020 {{6 4711}} 50.00", "1930 {{}} -50.00"))
    take(sie(*VOUCHERS))
    told = take(sie(wages), name="lon.se")
    again = take(sie(wages), name="lon.se")

    assert [finding.code for finding in told.findings if finding.code.startswith("IMP")] == ["IMP-009"]
    assert again.shares[0].new == 0
    assert line("total")[4] == 0

    fewer = take(sie(VOUCHERS[0], wages, ("A 9 {year}0228 Slut", ("1930 {{}} 0.00",))), name="igen.se")
    part = take(sie(("A 1 {year}0125 Lön", VOUCHERS[0][1]), ("A 9 {year}0228 Slut", ("1930 {{}} 0.00",))), name="a.se")

    assert [finding.code for finding in fewer.findings if finding.code.startswith("IMP")] == ["IMP-001"]
    assert [finding.code for finding in part.findings if finding.code.startswith("IMP")] == ["IMP-001", "IMP-009"]


LEDGER = "datum;kostnadsslag;belopp;konto;verifikation\n2021-01-25;personal;100;5020;A 1\n"
FEBRUARY = "2021-02-25;personal;50;5020;A 2\n"


def test_a_file_that_brings_nothing_new_is_noted_as_read_once(stegen, write, line):
    def read(name, text):
        done = import_file(stegen, write(name, text), project="stegen")
        return sum(share.new for share in done.shares), stegen.store.head("stegen").sequence

    _, first = read("året.csv", LEDGER + FEBRUARY)
    assert read("året.csv", LEDGER + FEBRUARY) == (0, first)
    assert read("kopia.csv", LEDGER + FEBRUARY) == (0, first)
    assert read("februari.csv", LEDGER.splitlines()[0] + "\n" + FEBRUARY) == (0, first + 1)
    assert read("februari.csv", LEDGER.splitlines()[0] + "\n" + FEBRUARY) == (0, first + 1)

    assert line("books-1-file-2")[0] == 5000
    assert line("total") == (15000, 15000, 0, 0, 0, 0)
    assert "februari.csv" in str(report(stegen, "audit", ["stegen"]).rows[-1].cells)


def test_a_file_of_some_days_that_brings_nothing_takes_no_months_place(stegen, write, line):
    more = "2021-01-28;personal;7;5020;A 3\n"
    import_file(stegen, write("januari.csv", LEDGER + more), project="stegen")

    import_file(stegen, write("till-25.csv", LEDGER), project="stegen")

    assert line("books-1/5020/2021-01") == (10700, 10700, 0, 0, 0, 0)
    assert line("books-1-file-2")[0] == 10000
