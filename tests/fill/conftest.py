"""A funder's workbook on disk, and a project to fill it with."""

from __future__ import annotations

from functools import cache

import pytest

from ledger.app.funders import filling
from ledger.app.funders.filling import fill
from ledger.app.funders.office import converted
from ledger.app.imports.actuals import import_file
from ledger.rules.funders.fill import May
from tests.conftest import ACTUALS
from tests.fill.funder import funder_workbook

MAP = """
[cells]
Projektnamn = "project.name"
"Budget!B4" = "project.owner"
Start = "project.start"
"Budget!C7" = "budget/personal.2021"
"Budget!D7" = "budget/personal.2022"
"Budget!C12" = "budget/lokal.2021"
"Budget!C13" = "budget/total.2021"
"Budget!D13" = "budget/total.2022"
"""


converted_once = cache(converted)


@pytest.fixture(autouse=True)
def office_once(monkeypatch):
    """Let LibreOffice compute the same workbook once, however often it is asked for: a start takes a second."""
    monkeypatch.setattr(filling, "converted", converted_once)


@pytest.fixture
def as_kept(monkeypatch):
    """Take what a workbook keeps for what LibreOffice computes; that they are the same is seen in ``tests/forms``."""
    monkeypatch.setattr(filling, "converted", lambda content, _: content)


@pytest.fixture
def template(tmp_path):
    """Return the path of the made-up workbook."""
    path = tmp_path / "blankett.xlsx"
    path.write_bytes(funder_workbook())
    return path


@pytest.fixture
def booked(stegen, write):
    """Return the book with four entries."""
    import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    return stegen


@pytest.fixture
def the_map(write):
    """Return the path of the map."""
    return write("karta.toml", MAP)


@pytest.fixture
def not_installed(monkeypatch):
    """Do without LibreOffice, which takes seconds."""
    monkeypatch.setattr(filling, "converted", lambda *_: None)


@pytest.fixture
def run(booked, template, write):
    """Return a function that fills the workbook by a map's cells."""

    def filled(*lines, top="", may=None, xlsx=None, **terms):
        if xlsx:
            template.write_bytes(xlsx)
        path = write("karta.toml", "\n".join([top, "[cells]", *lines]))
        return fill(booked, path, template, "stegen", may or May(), **terms)

    return filled
