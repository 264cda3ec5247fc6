"""Levels of check: in order, each by another person, needed before a claim or before closing."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from ledger.app.claims.steps import draft_claim
from ledger.app.claims.steps import submit_claim
from ledger.app.corrections.approvals import EntryChoice
from ledger.app.corrections.approvals import attest
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.projects import export_project
from ledger.app.reports import report
from ledger.app.selection import marks
from ledger.errors import LevelOrderError
from ledger.errors import NothingToAttestError
from ledger.errors import SameCheckerError
from ledger.errors import SelfAttestationError
from ledger.errors import UnknownLevelError
from ledger.model.claims.claim import ClaimTerms
from ledger.model.view import View
from tests.conftest import ACTUALS
from tests.conftest import STEGEN

LEVELS = """
[[check_level]]
id = "kontrollant"
name = "Kontrollant på första nivån"
required = "claim"

[[check_level]]
id = "stickprov"
name = "Myndighetens stickprov"

[[check_level]]
id = "revisor"
name = "Revisor"
required = "closure"
"""
ALL = EntryChoice(all=True)
DECEMBER = date(2021, 12, 31)


@pytest.fixture
def levelled(book, write):
    """Return a book whose project wants an attestation and three more levels, with four entries by the economist."""
    text = STEGEN.replace("end = 2022-12-31", "end = 2022-12-31\nattest = true") + LEVELS
    add_projects(book, [write("stegen.toml", text)])
    import_file(book, write("actuals.csv", ACTUALS), project="stegen")
    return book


def by(book, author):
    return attrs.evolve(book, author=author)


def passed(book, *steps):
    """Let all entries pass some levels, each by a person of its name."""
    for level in steps:
        attest(by(book, f"Person {level}"), "stegen", ALL, level=level)


def test_entries_pass_levels_in_order(levelled):
    with pytest.raises(LevelOrderError, match=r"entries 1–4 .*medfin attest stegen --entry N"):
        attest(by(levelled, "Kontrollanten"), "stegen", ALL, level="kontrollant")
    passed(levelled, "")
    with pytest.raises(LevelOrderError, match="--level kontrollant"):
        attest(by(levelled, "Revisorn"), "stegen", ALL, level="revisor")

    passed(levelled, "kontrollant", "revisor")

    held = marks(levelled, "stegen")
    assert [held.checked_by(level, 2) for level in ("", "kontrollant", "stickprov", "revisor")] == [
        "Person ",
        "Person kontrollant",
        None,
        "Person revisor",
    ]


def test_a_level_that_is_not_required_holds_nobody_up_and_takes_what_it_wishes(levelled):
    passed(levelled, "", "kontrollant")

    done = attest(by(levelled, "Myndigheten"), "stegen", EntryChoice(numbers=(2, 4)), level="stickprov")

    assert (done.entries, done.already, done.awaiting) == (2, 0, 2)
    with pytest.raises(NothingToAttestError):
        attest(by(levelled, "Myndigheten"), "stegen", EntryChoice(numbers=(2,)), level="stickprov")


def test_nobody_checks_twice_nor_what_the_same_person_entered(levelled):
    passed(levelled, "")
    with pytest.raises(SelfAttestationError):
        attest(levelled, "stegen", ALL, level="kontrollant")
    with pytest.raises(SameCheckerError, match="entries 1–4"):
        attest(by(levelled, " PERSON "), "stegen", ALL, level="kontrollant")
    passed(levelled, "kontrollant")
    with pytest.raises(SameCheckerError):
        attest(by(levelled, "Person kontrollant"), "stegen", ALL, level="revisor")


def test_a_level_that_the_project_lacks_is_refused(levelled):
    with pytest.raises(UnknownLevelError, match="kontrollant, stickprov, revisor"):
        attest(by(levelled, "X"), "stegen", ALL, level="chefen")


def test_a_claim_waits_for_the_level_that_it_needs(levelled):
    passed(levelled, "")
    drafted = draft_claim(levelled, "stegen", ClaimTerms(end=DECEMBER))
    refused = submit_claim(levelled, "stegen")
    passed(levelled, "kontrollant")
    submitted = submit_claim(levelled, "stegen")

    assert (drafted.booked, refused.booked, submitted.booked) == (True, False, True)
    (finding,) = (each for each in refused.findings if each.code == "CLM-117")
    assert dict(finding.values) == {"level": "Kontrollant på första nivån", "entries": "1–4", "count": 4}
    assert "CLM-117" not in [each.code for each in submitted.findings]


def test_closing_waits_for_the_level_that_it_needs(levelled):
    passed(levelled, "", "kontrollant")
    draft_claim(levelled, "stegen", ClaimTerms(end=DECEMBER))
    submit_claim(levelled, "stegen")
    before = report(levelled, "closure", ("stegen",)).cell("checked", "passed").value.key
    passed(levelled, "revisor")

    assert before == "closure.no"
    assert report(levelled, "closure", ("stegen",)).cell("checked", "passed").value.key == "closure.yes"


def test_the_report_and_the_list_of_entries_tell_how_far_each_level_has_come(levelled):
    attest(by(levelled, "Chefen"), "stegen", ALL)
    attest(by(levelled, "Kontrollanten"), "stegen", EntryChoice(numbers=(1, 2)), level="kontrollant")

    table = report(levelled, "checks", ("stegen",))
    listed = report(levelled, "entries", ("stegen",))

    shown = {
        row.key: (table.cell(row.key, "passed").value, table.cell(row.key, "awaiting_sum").value) for row in table.rows
    }
    assert shown == {
        "attest": (4, 0),
        "kontrollant": (2, 96_00),
        "stickprov": (0, 66_921_00),
        "revisor": (0, 66_921_00),
    }
    assert table.cell("kontrollant", "entries").value == "3–4"
    assert [column.words for column in listed.columns][-3:] == [
        "Kontrollant på första nivån",
        "Myndighetens stickprov",
        "Revisor",
    ]
    assert listed.cell("1", "check_kontrollant").value == "Kontrollanten"
    assert listed.cell("3", "check_kontrollant").value.key == "entry.awaits"


def test_without_levels_the_report_says_how_to_have_them(stegen):
    table = report(stegen, "checks", ("stegen",), View(today=stegen.today, year=2021))

    assert [row.key for row in table.rows] == ["attest"]
    assert table.notes[0].key == "checks.note.none"


def test_levels_are_exported_as_they_came(levelled, write):
    text = export_project(levelled, "stegen")

    assert all(block in text for block in LEVELS.strip().split("\n\n"))
    assert add_projects(levelled, [write("igen.toml", text)]).new == ()
