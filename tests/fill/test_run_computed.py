"""A filled workbook computed by LibreOffice: the funder's own sums must come to what the book says."""

from __future__ import annotations

import io
import re
import warnings

import openpyxl
import pytest

from ledger.app.funders import filling
from ledger.app.funders.filling import fill
from ledger.errors import OfficeError
from tests.fill.filled import MAIN
from tests.fill.filled import cells
from tests.fill.filled import codes
from tests.fill.funder import BUDGET
from tests.fill.funder import LISTS
from tests.fill.funder import SUMS
from tests.fill.funder import edited
from tests.fill.funder import funder_workbook
from tests.fill.funder import packed
from tests.fill.funder import read_parts
from tests.render.office import office


def test_libreoffice_computes_the_funder_s_own_sums(booked, the_map, template, write):
    office()
    right = fill(booked, the_map, template, "stegen")
    wrong = fill(
        booked,
        write("fel.toml", '[cells]\n"Budget!C7" = "budget/personal.2021"\n"Budget!C13" = "budget/total.2021"'),
        template,
        "stegen",
    )

    assert codes(right) == ["FILL-022", "FILL-022"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        kept = openpyxl.load_workbook(io.BytesIO(right.content), data_only=True)
    assert (kept["Budget"]["C13"].value, kept["Budget"]["D13"].value) == (436000, 420000)
    assert kept["Sammanställning"]["B2"].value == 856000
    assert kept["Sammanställning"]["C1"].value == 872000
    assert cells(right.content)["Sammanställning!B2"] == "=Budget!C13+Budget!D13"
    assert codes(wrong) == ["FILL-023"]
    assert dict(wrong.findings[0].values)["found"] == "400000"


def test_a_formula_that_gives_an_error_after_the_filling_is_told(run):
    office()
    broken = edited(funder_workbook(), SUMS, ("Budget!C13+Budget!D13", "1/(Budget!C7-400000)"))
    done = run('"Budget!C7" = "budget/personal.2021"', xlsx=broken)

    assert codes(done) == ["FILL-037"]
    assert done.findings[0].place.column == "Sammanställning!B2"


def test_a_formula_that_libreoffice_cannot_compute_at_all_is_its_own_shortcoming(run):
    office()
    unknown = edited(funder_workbook(), SUMS, ("Budget!C13+Budget!D13", "OKÄNDFUNKTION(Budget!C7)"))
    done = run('"Budget!C7" = "budget/personal.2021"', xlsx=unknown)

    assert codes(done) == ["FILL-045"]
    assert done.findings[0].place.column == "Sammanställning!B2"


def test_a_failing_libreoffice_is_told_and_the_workbook_is_made(run, monkeypatch):
    def fails(*_):
        raise OfficeError(why="TimeoutExpired")

    monkeypatch.setattr(filling, "converted", fails)
    done = run('"Budget!C7" = "budget/personal.2021"')

    assert codes(done) == ["FILL-036"]
    assert cells(done.content)["Budget!C7"] == 400000


def test_a_workbook_without_formulas_is_not_computed(run, monkeypatch):
    monkeypatch.setattr(filling, "converted", lambda *_: pytest.fail("it has nothing to compute"))
    parts = read_parts(funder_workbook())
    for name in (BUDGET, SUMS, LISTS):
        parts[name] = re.sub(rb"<f\b.*?</f>", b"", parts[name])

    done = run('"Budget!C7" = "budget/personal.2021"', xlsx=packed(parts))

    assert codes(done) == []
    assert read_parts(done.content)[MAIN] == parts[MAIN]
