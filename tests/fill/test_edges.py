"""Rare cases: no LibreOffice or a failing one, figures that no cell can hold, a store that fails."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ledger.app import pages
from ledger.app.dossiers import dossier
from ledger.app.funders import office
from ledger.app.funders.filling import fill
from ledger.app.imports.actuals import import_file
from ledger.app.tables import REPORTS
from ledger.errors import OfficeError
from ledger.errors import OfficeMissingError
from ledger.errors import StorageError
from ledger.model.view import View
from ledger.reports.projects.facts import FACTS
from ledger.reports.projects.facts import fact
from ledger.reports.sheet import Workbook
from tests.fill.funder import funder_workbook


class Done:
    """What a process left behind."""

    def __init__(self, returncode, stderr=b""):
        self.returncode, self.stderr = returncode, stderr


def codes(done):
    return [finding.code for finding in done.findings]


def test_without_libreoffice_nothing_is_converted_and_a_pdf_is_refused(monkeypatch):
    monkeypatch.setattr(office.shutil, "which", lambda _: None)

    assert office.converted(b"", "xlsx") is None
    with pytest.raises(OfficeMissingError):
        office.pdf(b"")


def test_a_libreoffice_that_fails_or_hangs_is_told(monkeypatch):
    monkeypatch.setattr(office, "office", lambda: "soffice")
    monkeypatch.setattr(office.subprocess, "run", lambda *_, **__: Done(1, b"out of memory\nmore"))
    with pytest.raises(OfficeError, match="out of memory"):
        office.converted(b"", "xlsx")

    def hangs(*_, **__):
        raise subprocess.TimeoutExpired("soffice", 1)

    monkeypatch.setattr(office.subprocess, "run", hangs)
    with pytest.raises(OfficeError, match="TimeoutExpired"):
        office.converted(b"", "xlsx")


def test_what_libreoffice_makes_is_given_back(monkeypatch):
    def makes(arguments, **_):
        made = Path(arguments[arguments.index("--outdir") + 1])
        made.mkdir()
        (made / "workbook.pdf").write_bytes(Path(arguments[-1]).read_bytes() + b"!")
        return Done(0)

    monkeypatch.setattr(office, "office", lambda: "soffice")
    monkeypatch.setattr(office.subprocess, "run", makes)

    assert office.pdf(b"xlsx") == b"xlsx!"


def test_a_figure_that_no_cell_can_hold_stops(stegen, template, write):
    rows = (f"2021-01-25;{category};9 999 999 999 999,99" for category in ("personal", "lokal"))
    large = "\n".join(("datum;kostnadsslag;belopp", *rows))
    import_file(stegen, write("stor.csv", large), project="stegen")
    by = write("k.toml", '[cells]\n"Budget!C7" = "variance/total.actual"')

    assert codes(fill(stegen, by, template, "stegen")) == ["FILL-032"]


def test_a_store_that_fails_is_not_taken_for_a_mistaken_map(stegen, template, write, monkeypatch):
    def fails(*_):
        raise StorageError(book="bok", reason="disk")

    monkeypatch.setitem(REPORTS, "variance", fails)
    by = write("k.toml", '[cells]\n"Budget!C7" = "variance/personal.actual"')

    with pytest.raises(StorageError):
        fill(stegen, by, template, "stegen")


def test_what_the_project_has_but_the_report_has_not_is_nothing_or_zero(stegen, template, write, monkeypatch):
    monkeypatch.setattr("ledger.app.funders.filling.converted", lambda *_: None)
    cell = '"Budget!C7" = { shows = "variance/2022.actual?by=month", zero = %s }'

    assert "FILL-025" in codes(fill(stegen, write("a.toml", f"[cells]\n{cell % 'false'}"), template, "stegen"))
    assert codes(fill(stegen, write("b.toml", f"[cells]\n{cell % 'true'}"), template, "stegen")) == ["FILL-026"]
    assert funder_workbook() == template.read_bytes()


def test_every_fact_is_known_or_nothing(stegen):
    found = dossier(stegen, "stegen", View(today=stegen.today))
    facts = {name: fact(name, found, View(today=stegen.today)) for name in FACTS}

    assert facts["version.number"] == "1"
    assert facts["version.reason"] is None
    assert found.head.seal.startswith(facts["seal"])
    assert (facts["project.id"], facts["project.funder"]) == ("stegen", "Förbundet")


def test_a_report_whose_workbook_lacks_it_is_a_page_alone(stegen, monkeypatch):
    monkeypatch.setattr(pages, "workbook", lambda *_: Workbook(title="", sheets=(), created=stegen.today))
    made = pages.page(stegen, "variance", ["stegen"])

    assert [table.name for sheet in made.sheets for table in sheet.tables] == ["variance"]
