"""The commands that fill, learn and compare: what they print, in both languages, and their exit status."""

from __future__ import annotations

import pytest

from ledger.app.funders import filling
from ledger.app.funders import office
from tests.conftest import ACTUALS
from tests.conftest import STEGEN
from tests.fill.conftest import MAP


@pytest.fixture
def medfin(prompt, monkeypatch, write, template):
    """Return a function that runs the command on a book with four entries, beside a funder's workbook."""
    monkeypatch.setattr(filling, "converted", lambda *_: None)
    run = prompt(2026, 1, 31)
    write("stegen.toml", STEGEN)
    write("actuals.csv", ACTUALS)
    write("karta.toml", MAP)
    for command in (["init"], ["project", "add", "stegen.toml"], ["import", "actuals.csv", "--project", "stegen"]):
        assert run(*command).exit_code == 0
    assert template.exists()
    return run


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_command_speaks_both_languages(medfin, language, tmp_path):
    words = {
        "sv": ("Ifyllda celler: 6", "Säkra celler", "Jämförda celler: 8"),
        "en": ("Cells filled in: 6", "Sure cells", "Cells compared: 8"),
    }
    filled = medfin("fill", "run", "karta.toml", "blankett.xlsx", "stegen", "-o", "ut.xlsx", "--lang", language)
    learned = medfin("fill", "learn", "blankett.xlsx", "--lang", language)
    compared = medfin("compare", "ut.xlsx", "stegen", "--map", "karta.toml", "--lang", language)

    assert (filled.exit_code, learned.exit_code, compared.exit_code) == (0, 0, 1)
    for result, said in zip((filled, learned, compared), words[language], strict=True):
        assert said in result.output
    assert (tmp_path / "ut.xlsx").read_bytes().startswith(b"PK")
    assert "Budget!C13" in compared.output


def test_a_proposed_map_goes_to_a_file(medfin, tmp_path):
    result = medfin("fill", "learn", "blankett.xlsx", "stegen", "-o", "ny.toml")

    assert result.exit_code == 0
    assert "[cells]" in (tmp_path / "ny.toml").read_text(encoding="utf-8")


def test_a_map_that_does_not_fit_writes_nothing(medfin, write, tmp_path):
    write("fel.toml", '[cells]\n"Blad9!A1" = "project.id"\n"Budget!C7" = "variance/personel.actual"')
    result = medfin("fill", "run", "fel.toml", "blankett.xlsx", "stegen", "-o", "ut.xlsx")

    assert result.exit_code == 1
    assert "fel.toml:2" in result.stderr
    assert "variance/personal.actual" in result.stderr
    assert not (tmp_path / "ut.xlsx").exists()


def test_what_is_replaced_is_what_was_told(medfin):
    result = medfin("fill", "run", "karta.toml", "blankett.xlsx", "stegen", "-o", "ut.xlsx", "--overwrite-formulas")

    assert "Ifyllda celler: 8" in result.output
    assert medfin("compare", "ut.xlsx", "stegen", "--map", "karta.toml").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("fill", "run", "absent.toml", "blankett.xlsx", "stegen", "-o", "ut.xlsx"), id="no map"),
        pytest.param(("fill", "run", "karta.toml", "absent.xlsx", "stegen", "-o", "ut.xlsx"), id="no workbook"),
        pytest.param(("fill", "run", "karta.toml", "karta.toml", "stegen", "-o", "ut.xlsx"), id="no workbook at all"),
        pytest.param(("fill", "run", "karta.toml", "blankett.xlsx", "stege", "-o", "ut.xlsx"), id="no project"),
        pytest.param(("fill", "learn", "karta.toml"), id="nothing to learn from"),
        pytest.param(("compare", "absent.xlsx", "stegen"), id="nothing to compare"),
    ],
)
def test_misuse_is_refused(medfin, arguments):
    result = medfin(*arguments)

    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert result.stderr.startswith("medfin: ")


def test_reports_go_to_pages_and_to_pdf(medfin, tmp_path, monkeypatch):
    result = medfin("report", "overview", "stegen", "--format", "html", "-o", "stegen.html")
    printed = medfin("report", "variance", "stegen", "--format", "html", "--lang", "en")
    sample = medfin("audit", "sample", "stegen", "--size", "2", "--seed", "x", "--format", "html")

    assert (result.exit_code, printed.exit_code, sample.exit_code) == (0, 0, 0)
    assert (tmp_path / "stegen.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert '<html lang="en">' in printed.output
    monkeypatch.setattr(office, "converted", lambda content, to: b"%PDF" if content and to == "pdf" else None)
    assert medfin("report", "variance", "stegen", "--format", "pdf", "-o", "v.pdf").exit_code == 0
    assert (tmp_path / "v.pdf").read_bytes() == b"%PDF"
    monkeypatch.setattr(office, "converted", lambda *_: None)
    refused = medfin("report", "variance", "stegen", "--format", "pdf", "-o", "v.pdf")
    assert (refused.exit_code, "FIL-007" in refused.stderr) == (2, True)
