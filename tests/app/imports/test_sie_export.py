"""Entries out as SIE 4I, and in again as they were."""

from __future__ import annotations

import io

import pytest
from click.testing import CliRunner

import cli
from ledger.app.book import create_book
from ledger.app.imports.actuals import import_file
from ledger.app.imports.sie_export import SieWish
from ledger.app.imports.sie_export import export_sie
from ledger.app.projects import add_projects
from ledger.errors import UnknownNameError
from ledger.importers.sie import read_sie
from ledger.model.entry import COLUMNS
from ledger.model.view import View
from tests.app.imports.sie_year import MAP
from tests.app.imports.sie_year import VOUCHERS
from tests.app.imports.sie_year import sie
from tests.conftest import ACTUALS
from tests.conftest import STEGEN

KEPT = (
    "kind",
    "category",
    "source",
    "amount_minor",
    "booked_on",
    "belongs_to",
    "text",
    "voucher_series",
    "voucher_number",
    "account",
    "quantity",
)
BACK = """\
[accounts]
"5020" = "personal"
"6010" = "lokal"
"7010" = "ovrigt"
"35" = { kind = "receipt", source = "forbundet" }

[[object]]
codes = ["stegen"]
project = "stegen"
"""
GRANT = ("B 5 {year}0301 Bidrag", ("3510 {{6 4711}} -100.00 20210228 Rekvisition 2", "1930 {{}} 100.00"))


def facts(book):
    places = [COLUMNS.index(name) for name in KEPT]
    return [tuple(row[at] for at in places) for row in book.store.entries("stegen")]


@pytest.fixture
def filled(stegen, write):
    path = write("2021.se", "")
    path.write_bytes(sie(*VOUCHERS, GRANT).encode("cp437"))
    rules = MAP.replace("[accounts]", '[accounts]\n"35" = { kind = "receipt", source = "forbundet" }')
    import_file(stegen, path, map_path=write("map.toml", rules))
    return stegen


def test_entries_that_go_out_come_in_again_as_they_were(filled, write):
    made = export_sie(filled, "stegen", SieWish(balancing_account="1930"))
    path = write("ut.si", "")
    path.write_bytes(made.content)

    with create_book(":memory:", author="En annan") as other:
        add_projects(other, [write("igen.toml", STEGEN)])
        done = import_file(other, path, map_path=write("back.toml", BACK))

        assert facts(other) == facts(filled)
    assert not any(finding.stops for finding in (*made.findings, *done.findings))
    assert len(facts(filled)) == 5
    assert facts(filled)[4][4:6] == ("2021-03-01", "2021-02-28")


def test_the_file_is_whole_and_balanced_and_its_checksum_holds(filled):
    made = export_sie(filled, "stegen", SieWish(balancing_account="1930"))
    books = read_sie(io.BytesIO(made.content), file="ut.si")
    rows = list(books.rows())

    assert sum(row.amount_minor for row in rows) == 0
    assert {row.objects for row in rows} == {(("6", "stegen"),), ()}
    assert not {"SIE-005", "SIE-105"} & {finding.code for finding in books.findings}
    assert books.head.company == "Exempelby kommun"


def test_entries_without_account_take_their_category_s_or_are_told(stegen, write):
    import_file(stegen, write("a.csv", ACTUALS), project="stegen")
    told = export_sie(stegen, "stegen", SieWish(balancing_account="1930"))
    made = export_sie(stegen, "stegen", SieWish(balancing_account="1930", accounts={"Personalkostnader": "7010"}))

    (found,) = told.findings
    assert (found.code, *dict(found.values).values()) == ("SIE-402", "personal", "1–4", 4)
    assert made.content.count(b'#TRANS "7010"') == 4
    with pytest.raises(UnknownNameError):
        export_sie(stegen, "stegen", SieWish(balancing_account="1930", accounts={"absent": "7010"}))


def test_days_and_masking_and_a_company_are_chosen(filled):
    view = View(today=filled.today, year=2021, end=filled.today, masked=True)
    made = export_sie(filled, "stegen", SieWish(balancing_account="1930", company="Bolaget", orgnr="5560000000"), view)

    assert b'#FNAMN "Bolaget"' in made.content
    assert b'#ORGNR "5560000000"' in made.content
    assert "Hyra".encode("cp437") not in made.content


def test_the_command_writes_the_file_and_refuses_half_an_account(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    (tmp_path / "a.csv").write_text(ACTUALS, encoding="utf-8")
    run = CliRunner()
    for command in (["init"], ["project", "add", "stegen.toml"], ["import", "a.csv", "--project", "stegen"]):
        assert run.invoke(cli.main, command).exit_code == 0

    out = ["export", "sie", "stegen", "-o", "ut.si", "--balance", "1930", "--to", "2021-02-25"]
    done = run.invoke(cli.main, [*out, "--account", "personal=7010"])
    half = run.invoke(cli.main, [*out, "--account", "personal"])

    assert done.exit_code == 0
    assert (tmp_path / "ut.si").read_bytes().count(b"#VER") == 2
    assert half.exit_code == 2
