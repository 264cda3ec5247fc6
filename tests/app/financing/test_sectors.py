"""Public and private financing of projects that are named, of all, and of a federation's whole."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.app.book import create_book
from ledger.app.federation.federation import add_federation
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.model.source import Source
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole
from ledger.model.view import View
from ledger.rules.financing.cofinance import SourceShare
from ledger.rules.financing.sectors import Sector
from ledger.rules.financing.sectors import sectors
from tests.reports.reading import read
from tests.reports.reading import told

PROJECT = """
[project]
id = "{id}"
name = "Projekt {id}"
scheme = "generell"
currency = "{currency}"
start = 2021-01-01
end = 2021-12-31
[[source]]
id = "esf"
party = "Fonden"
role = "support"
kind = "eu"
form = "grant"
[[source]]
id = "kommun"
party = "Exempelby kommun"
role = "cofinancing"
kind = "municipality"
form = "cash"
[[source]]
id = "bolag"
party = "Exempelbolaget AB"
role = "cofinancing"
kind = "private"
form = "cash"
[[budget]]
state = "decided"
decided = 2020-12-01
[budget.cost]
personal = {{ 2021 = "100 000" }}
[budget.financing]
esf = {{ 2021 = "50 000" }}
kommun = {{ 2021 = "30 000" }}
bolag = {{ 2021 = "20 000" }}
"""

TOLD = """
[federation]
name = "Förbundet"
[[project]]
id = "bro"
involvement = "funded"
"""

VIEW = View(today=date(2021, 12, 31))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("sectors")
    for id_, currency in (("bro", "SEK"), ("vag", "SEK"), ("euro", "EUR")):
        (made / f"{id_}.toml").write_text(PROJECT.format(id=id_, currency=currency), encoding="utf-8")
    (made / "f.txt").write_text(TOLD, encoding="utf-8")
    (made / "bro.csv").write_text("datum;kostnadsslag;belopp\n2021-03-01;personal;1 000,01\n", encoding="utf-8")
    return made


@pytest.fixture
def book(folder):
    with create_book(":memory:", author="Kassören") as made:
        add_projects(made, [folder / "bro.toml", folder / "vag.toml", folder / "euro.toml"])
        import_file(made, folder / "bro.csv", project="bro")
        yield made


def test_a_project_s_money_is_summed_by_whose_it_is(book):
    assert read(report(book, "sectors", ("bro",), VIEW)) == (
        "# Stöd\n"
        "  EU | 50 000 | 500,01 | 0 | 500,01 | 50001/100001\n"
        "= Summa stöd | 50 000 | 500,01 | 0 | 500,01 | 50001/100001\n"
        "# Medfinansiering och egen insats\n"
        "  Offentlig | 30 000 | 300 | 0 | 300 | 30000/100001\n"
        "  Privat | 20 000 | 200 | 0 | 200 | 20000/100001\n"
        "= Summa medfinansiering | 50 000 | 500 | 0 | 500 | 50000/100001\n"
        "== Summa | 100 000 | 1 000,01 | 0 | 1 000,01 | 1"
    )
    assert workbook(book, "sectors", ("bro",), VIEW).sheets[0].tables[0].name == "sectors"


def test_of_all_projects_those_in_another_currency_are_named_and_without_cost_no_share_is_told(book):
    table = report(book, "sectors", ("vag", "euro"), VIEW)

    assert table.cell("total", "planned").value == 100_000_00
    assert table.cell("total", "earned_share").value is None
    assert any("Projekt euro" in note for note in told(table))
    assert report(book, "sectors", (), VIEW).cell("total", "earned").value == 1_000_01


def test_where_the_book_holds_a_federation_it_is_of_its_whole(book, folder):
    add_federation(book, folder / "f.txt")

    assert report(book, "sectors", (), VIEW).cell("total", "planned").value == 100_000_00
    assert "sectors" in {table.name for sheet in workbook(book, "board", (), VIEW).sheets for table in sheet.tables}


def source(kind, role):
    return Source(id="x", party="x", role=role, kind=kind, form=SourceForm.CASH)


SHARES = st.builds(
    SourceShare,
    id=st.just("x"),
    source=st.none() | st.builds(source, st.sampled_from(SourceKind), st.sampled_from(SourceRole)),
    planned_minor=st.none() | st.integers(0, 10**9),
    cash_minor=st.integers(-(10**9), 10**9),
    in_kind_minor=st.integers(0, 10**9),
)


@given(st.lists(SHARES, max_size=12))
def test_no_money_is_lost_or_told_twice(shares):
    found = sectors(shares)

    for name in ("cash_minor", "in_kind_minor", "earned_minor"):
        assert sum(getattr(each, name) for each in found) == sum(getattr(each, name) for each in shares)
    assert sum(each.planned_minor or 0 for each in found) == sum(each.planned_minor or 0 for each in shares)
    assert len({(each.is_support, each.sector) for each in found}) == len(found)
    assert all(each.sector is not Sector.NOBODY for each in found[:-1])
