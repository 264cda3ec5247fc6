"""Findings and errors have their texts in both languages, and the pages say what the code says."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from ledger import catalog
from ledger.core.finding import Severity
from ledger.errors import LedgerError

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import generate  # noqa: E402 - the script of the pages

CODES = generate.finding_codes()
SLOT = re.compile(r"\{(\w+)\}")


def all_errors(base=LedgerError):
    for error in base.__subclasses__():
        yield error
        yield from all_errors(error)


ERRORS = sorted({error for error in all_errors() if "code" in vars(error)}, key=lambda error: error.code)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_finding_has_its_text(language):
    texts = catalog.labels(language).texts

    assert [code for code in CODES if f"finding.{code}" not in texts] == []


def test_no_text_is_left_of_a_finding_that_is_gone():
    texts = catalog.labels("sv").texts

    assert [key for key in texts if key.startswith("finding.") and key.removeprefix("finding.") not in CODES] == []


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("STA-001", Severity.WARN),
        ("COD-001", Severity.WARN),
        ("BUD-003", Severity.NOTE),
        ("TOML-001", Severity.STOP),
        ("PRJ-001", Severity.STOP),
    ],
    ids=["in a call", "handed on", "a note", "in the reader of sections", "read from a file"],
)
def test_the_page_knows_a_finding_s_severity(code, severity):
    assert CODES[code] is severity


def test_every_error_has_a_code_of_its_own():
    assert len({error.code for error in ERRORS}) == len(ERRORS)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_an_error_says_the_same_in_both_languages(error):
    swedish = catalog.labels("sv", "errors").texts[f"error.{error.code}"]
    english = catalog.labels("en", "errors").texts[f"error.{error.code}"]

    assert english == error.template
    assert set(SLOT.findall(swedish)) == set(SLOT.findall(english))


def test_no_text_is_left_of_an_error_that_is_gone():
    known = {f"error.{error.code}" for error in ERRORS}

    assert set(catalog.labels("sv", "errors").texts) == known


def test_every_finding_and_error_stands_on_its_page():
    findings = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    errors = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")

    assert [code for code in CODES if f"| {code} |" not in findings] == []
    assert [error.code for error in ERRORS if f"| {error.code} |" not in errors] == []


def test_the_pages_say_what_the_code_says():
    assert generate.outdated() == []


def test_a_page_that_is_out_of_date_is_named(monkeypatch, capsys):
    monkeypatch.setitem(generate.PAGES, "docs/findings.md", lambda: "something else")

    assert generate.main(["--check"]) == 1
    assert "docs/findings.md" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        "    amount_minor (int): Minor units of the project's currency; negative for reversals and credit notes.",
        "    basis (Basis = Basis.BOOKED): By which of an entry's days.",
        "    BELONGS = 'belongs'",
        "    AMENDMENT = 'amendment': A change of what was decided: more or less money, other sources, other days.",
        "    stops (bool): Whether nothing may be booked while this stands.",
        "    cell(row: str, column: str) -> Cell: Return the cell at a row key and a column key.",
    ],
    ids=["a field", "a default", "a member", "what a member is", "a property", "a method"],
)
def test_the_page_of_the_library_tells_what_a_type_holds_and_can_be_asked(line):
    assert f"\n{line}\n" in generate.library_page()


def test_the_page_of_the_library_leaves_out_what_speaks_of_types_that_are_not_public():
    assert "append(*drafts" not in generate.library_page()
