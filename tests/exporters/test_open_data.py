"""A project as open data: the book's own sums in the form that each standard asks for, and nobody's words."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from decimal import Decimal
from xml.dom import minidom

import pytest
from click.testing import CliRunner

from cli import main
from ledger.app.dossiers import dossier
from ledger.app.explanations.figures import figure
from ledger.app.imports.actuals import import_file
from ledger.app.open_data import export_fiscal
from ledger.app.open_data import export_iati
from ledger.app.open_data import export_ocds
from ledger.app.projects import add_projects
from ledger.core.money import currency
from ledger.errors import OpenDataError
from ledger.errors import UnknownProjectError
from ledger.exporters.open_data.iati import iati_activity
from ledger.exporters.open_data.open_lines import plain_amount
from ledger.model.view import View
from tests.conftest import FIXTURES
from tests.conftest import STEGEN

ACTUALS = """datum;typ;kostnadsslag;finansiär;belopp;text;motpart
2021-01-25;cost;personal;;33 412,50;Lön Anna;Anna Andersson
2021-12-02;cost;personal;;-12,50;Rättelse;
2021-12-31;in_kind;lokal;kommunen;3 000;Lokal;
2021-03-01;receipt;;forbundet;100 000;Rekvisition 1;
"""
PUBLISHER = "SE-XXX-1"


@pytest.fixture
def booked(stegen, write):
    """Return the book with cost, a contribution in kind and money received."""
    assert not any(each.stops for each in import_file(stegen, write("a.csv", ACTUALS), project="stegen").findings)
    return stegen


def tables(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    described = json.loads(texts.pop("datapackage.json"))
    return described, {name: list(csv.DictReader(io.StringIO(text))) for name, text in texts.items()}


def activity(book, id_="stegen", **terms):
    return minidom.parseString(export_iati(book, id_, PUBLISHER, **terms)).documentElement  # noqa: S318 - our own


def sums(root, code):
    return sum(
        Decimal(each.getElementsByTagName("value")[0].firstChild.data)
        for each in root.getElementsByTagName("transaction")
        if each.getElementsByTagName("transaction-type")[0].getAttribute("code") == code
    )


def test_a_package_says_what_its_tables_hold(booked):
    described, found = tables(export_fiscal(booked, "stegen"))

    assert (described["name"], described["profile"]) == ("stegen", "tabular-data-package")
    assert described["model"]["measures"]["budget"]["phase"] == "approved"
    for resource in described["resources"]:
        fields = [field["name"] for field in resource["schema"]["fields"]]
        rows = found[resource["path"]]
        assert rows
        assert all(list(row) == fields for row in rows)
    for dimension in described["model"]["dimensions"].values():
        for attribute in dimension["attributes"].values():
            assert attribute["source"] in found[f"{attribute['resource']}.csv"][0]


def test_the_tables_add_up_to_what_the_reports_say(booked):
    _, found = tables(export_fiscal(booked, "stegen"))
    shown = {
        address: figure(booked, "stegen", address).cell.value
        for address in ("budget/total.total", "variance/total.actual", "cofinancing/total.received")
    }
    added = {name: sum(Decimal(row["amount"]) for row in rows) * 100 for name, rows in found.items()}

    assert added == {
        "budget.csv": shown["budget/total.total"],
        "actual.csv": shown["variance/total.actual"],
        "received.csv": shown["cofinancing/total.received"],
    }
    assert found["actual.csv"][-1]["source_name"] == "Exempelby kommun"


def test_the_same_facts_give_the_same_bytes(booked):
    assert export_fiscal(booked, "stegen") == export_fiscal(booked, "stegen")


def test_an_activity_has_the_budget_by_year_and_what_was_spent_and_received(booked):
    root = activity(booked)
    budgets = root.getElementsByTagName("budget")
    first = budgets[0]

    assert [each.getElementsByTagName("value")[0].firstChild.data for each in budgets] == ["436000.00", "420000.00"]
    assert first.getElementsByTagName("period-end")[0].getAttribute("iso-date") == "2021-12-31"
    assert (first.getAttribute("type"), first.getAttribute("status")) == ("1", "2")
    assert sums(root, "4") * 100 == figure(booked, "stegen", "variance/total.actual").cell.value
    assert sums(root, "1") == 100_000
    assert "2021-12-31" in root.toxml()
    assert [each.getAttribute("code") for each in root.getElementsByTagName("activity-status")] == ["3"]
    roles = [each.getAttribute("role") for each in root.getElementsByTagName("participating-org")]
    assert roles == ["1", "1", "2"]


@pytest.mark.parametrize(("day", "status"), [(date(2020, 1, 1), "1"), (date(2021, 6, 1), "2"), (date(2023, 1, 1), "3")])
def test_an_activity_s_status_follows_its_days(booked, day, status):
    view = View(today=day)

    assert f'<activity-status code="{status}"/>' in iati_activity(dossier(booked, "stegen", view), view, PUBLISHER)


def test_the_running_month_ends_today(booked):
    view = View(today=date(2021, 12, 15))
    told = iati_activity(dossier(booked, "stegen", view), view, PUBLISHER)

    assert '<transaction-date iso-date="2021-12-15"/>' in told
    assert "2021-12-31" not in told.partition("<transaction>")[2]


def test_a_package_leaves_out_days_that_are_not_known(book, write):
    add_projects(book, [write("b.toml", '[project]\nid = "bar"\nname = "Bar"\nscheme = "generell"\n')])

    assert "fiscalPeriod" not in tables(export_fiscal(book, "bar"))[0]


def test_the_elements_stand_in_the_order_of_the_standard(booked):
    order = (
        *("iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status"),
        *("activity-date", "recipient-country", "sector", "budget", "transaction"),
    )
    found = [
        each.tagName
        for each in activity(booked).firstChild.nextSibling.childNodes
        if each.nodeType == each.ELEMENT_NODE
    ]

    assert list(dict.fromkeys(found)) == list(order)
    assert found == sorted(found, key=order.index)


def test_an_activity_without_days_or_bodies_is_refused(book, write):
    bare = '[project]\nid = "bar"\nname = "Bar"\nscheme = "generell"\n'
    add_projects(
        book, [write("bar.toml", bare), write("bar2.toml", bare.replace('"bar"', '"bar2"') + "start = 2021-01-01\n")]
    )

    with pytest.raises(OpenDataError, match="none of start, end"):
        export_iati(book, "bar", PUBLISHER)
    with pytest.raises(OpenDataError, match=r"none of \[\[source\]\], owner"):
        export_iati(book, "bar2", PUBLISHER)
    assert tables(export_fiscal(book, "bar"))[1]["budget.csv"] == []
    assert "amount" not in json.loads(export_ocds(book, "bar", "ocds-x"))["releases"][0]["planning"]["budget"]


def test_what_does_not_show_in_a_publisher_is_written_as_signs(booked):
    text = export_iati(booked, "stegen", "SE\x01\u202e", country="\x02")

    assert minidom.parseString(text)  # noqa: S318 - our own
    assert "SE\\u0001\\u202e-stegen" in text
    assert json.loads(export_ocds(booked, "stegen", "ocds\u202e"))["releases"][0]["ocid"] == "ocds\\u202e-stegen"


def test_a_release_has_the_budget_as_an_exact_number(booked):
    text = export_ocds(booked, "stegen", "ocds-abc123")
    release = json.loads(text, parse_float=Decimal)["releases"][0]

    assert release["ocid"] == "ocds-abc123-stegen"
    assert release["planning"]["budget"]["amount"] == {"amount": Decimal("856000.00"), "currency": "SEK"}
    assert {party["name"]: party["roles"] for party in release["parties"]} == {
        "Exempelby kommun": ["buyer", "procuringEntity", "funder"],
        "Förbundet": ["funder"],
    }


def test_a_budget_that_is_not_decided_is_never_told_as_approved(book):
    add_projects(book, [FIXTURES / "pas" / "project.toml"])

    assert tables(export_fiscal(book, "pas", language="en"))[0]["model"]["measures"]["budget"]["phase"] == "proposed"
    assert {each.getAttribute("status") for each in activity(book, "pas").getElementsByTagName("budget")} == {"1"}


@pytest.mark.parametrize(
    "make",
    [
        lambda book: str(tables(export_fiscal(book, "stegen"))),
        lambda book: export_iati(book, "stegen", PUBLISHER),
        lambda book: export_ocds(book, "stegen", "ocds-x"),
    ],
)
def test_no_text_and_no_person_is_told(booked, make):
    told = make(booked)

    assert "Anna" not in told
    assert "Rekvisition" not in told


def test_names_become_neither_markup_nor_formulas_nor_numbers(book, write):
    name = '=1+1 <b> & \\"number'
    add_projects(book, [write("s.toml", STEGEN.replace("Stegen till arbete", name).replace("Förbundet", "=SUM(A1)"))])
    import_file(book, write("a.csv", ACTUALS), project="stegen")
    _, found = tables(export_fiscal(book, "stegen"))

    assert found["received.csv"][0]["source_name"] == "'=SUM(A1)"
    assert activity(book).getElementsByTagName("title")[0].firstChild.firstChild.data == '=1+1 <b> & "number'
    assert json.loads(export_ocds(book, "stegen", "ocds-x"))["releases"][0]["planning"]["budget"]["project"].startswith(
        "=1+1"
    )


@pytest.mark.parametrize(("minor", "code", "text"), [(-5, "SEK", "-0.05"), (123456, "SEK", "1234.56"), (7, "JPY", "7")])
def test_amounts_are_plain(minor, code, text):
    assert plain_amount(minor, currency(code)) == text


def test_an_unknown_project_is_refused(booked):
    with pytest.raises(UnknownProjectError):
        export_fiscal(booked, "stege")


def test_the_commands_write_files(tmp_path, monkeypatch, write):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MEDFIN_BOOK", raising=False)
    write("stegen.toml", STEGEN)

    def run(*arguments):
        return CliRunner().invoke(main, arguments)

    assert [run("init").exit_code, run("project", "add", "stegen.toml").exit_code] == [0, 0]
    assert run("export", "fiscal", "stegen", "-o", "s.zip").exit_code == 0
    assert run("export", "iati", "stegen", "--publisher", PUBLISHER, "-o", "s.xml").exit_code == 0
    assert "ocds-x-stegen" in run("export", "ocds", "stegen", "--prefix", "ocds-x").output
    assert (tmp_path / "s.zip").read_bytes().startswith(b"PK")
    assert run("export", "iati", "stegen").exit_code == 2
