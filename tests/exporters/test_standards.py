"""Every example project as open data, held against what the standards ask for."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from ledger import catalog
from ledger.app.book import open_book
from ledger.app.demo import demo
from ledger.app.dossiers import project_ids
from ledger.app.open_data import export_fiscal
from ledger.app.open_data import export_iati
from ledger.app.open_data import export_ocds
from ledger.errors import OpenDataError
from tests.exporters.standards import against_iati
from tests.exporters.standards import against_ocds
from tests.exporters.standards import against_package
from tests.exporters.test_open_data import PUBLISHER
from tests.exporters.test_open_data import tables


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """Return the demo's book."""
    folder = tmp_path_factory.mktemp("demo")
    demo(folder, catalog.labels("sv"), lambda *_: b"")
    with open_book(folder / "medfin.db") as book:
        yield book


def activities(book):
    for id_ in project_ids(book):
        try:
            yield id_, ET.fromstring(export_iati(book, id_, PUBLISHER))  # noqa: S314 - our own
        except OpenDataError:
            continue


def test_activities_are_what_iati_takes(full):
    found = {id_: list(against_iati(root)) for id_, root in activities(full)}

    assert len(found) > 20
    assert {id_: said for id_, said in found.items() if said} == {}


def test_activities_keep_the_standard_s_rules_beyond_its_elements(full):
    for _, root in activities(full):
        activity = root[0]
        days = [date.fromisoformat(each.get("iso-date")) for each in activity.iter("transaction-date")]
        assert all(day <= full.today for day in days)
        assert {each.get("type") for each in activity.iter("activity-date")} & {"1", "2"}
        assert activity.find("iati-identifier").text.startswith(activity.find("reporting-org").get("ref") + "-")
        for budget in activity.iter("budget"):
            start, end = (date.fromisoformat(budget.find(f"period-{at}").get("iso-date")) for at in ("start", "end"))
            assert start <= end
            assert (end - start).days <= 365


def test_releases_are_what_ocds_takes(full):
    packages = {
        id_: json.loads(export_ocds(full, id_, "ocds-abc123"), parse_float=Decimal) for id_ in project_ids(full)
    }
    said = {id_: list(against_ocds(package)) for id_, package in packages.items()}

    assert {id_: each for id_, each in said.items() if each} == {}
    for package in packages.values():
        release = package["releases"][0]
        ids = [party["id"] for party in release.get("parties", [])]
        assert len(set(ids)) == len(ids)
        assert "buyer" not in release or release["buyer"]["id"] in ids


def test_packages_are_what_the_fiscal_data_package_takes(full):
    said = {id_: list(against_package(*tables(export_fiscal(full, id_)))) for id_ in project_ids(full)}

    assert {id_: each for id_, each in said.items() if each} == {}


def test_the_checks_find_what_is_wrong():
    inner = "<title/><iati-identifier>a b</iati-identifier>"
    text = f"<iati-activities><x/><iati-activity>{inner}</iati-activity></iati-activities>"
    said = list(against_iati(ET.fromstring(text)))  # noqa: S314 - our own

    assert {"iati-activities/@version: missing", "x: strange", "iati-identifier: a b", "title/narrative: 0"} <= set(
        said
    )
    assert any(each.startswith("iati-activity: [") for each in said)
    assert list(against_ocds({"amount": Decimal(1), "currency": "kronor", "more": 1}, "amount")) == [
        "amount.more: strange",
        "amount.currency: kronor",
    ]
    assert "release.tag: []" in list(against_ocds({"tag": []}, "release"))
