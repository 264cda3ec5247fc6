"""Costs funded twice, over all projects of a book."""

from __future__ import annotations

import pytest

from ledger.app.corrections.evidence import attach
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import check
from tests.conftest import STEGEN

ROWS = """datum;kostnadsslag;belopp;verifikation
2021-01-25;personal;33 412,50;A 17
2021-02-25;personal;100;A 18
"""


@pytest.fixture
def both(book, write):
    second = STEGEN.replace('id = "stegen"', 'id = "bron"').replace("Stegen till arbete", "Bron")
    add_projects(book, [write("stegen.toml", STEGEN), write("bron.toml", second)])
    import_file(book, write("a.csv", ROWS), project="stegen")
    import_file(book, write("b.csv", ROWS.replace("100", "200")), project="bron")
    return book


def told(book, *ids):
    found = (finding for finding in check(book, ids) if finding.code.startswith("DBL"))
    return [(finding.code, finding.place.project, finding.place.entry) for finding in found]


def test_a_voucher_in_two_projects_is_told_of_both_or_of_the_one_asked_for(both):
    assert told(both) == [("DBL-001", "bron", 1), ("DBL-001", "stegen", 1)]
    assert told(both, "stegen") == [("DBL-001", "stegen", 1)]
    assert [finding.code for finding in check(both, ["stegen"])].count("DBL-001") == 1


def test_a_project_may_turn_it_off(both, write):
    quiet = STEGEN + '\n[severity]\nDBL-001 = "off"\n'
    add_projects(both, [write("stegen.toml", quiet)], correct=True, reason="Delade kostnader")

    assert told(both) == [("DBL-001", "bron", 1)]


def test_evidence_attached_later_counts(both, write):
    paper = write("faktura.txt", "Faktura")
    attach(both, "stegen", [2], paper)
    attach(both, "bron", [2], paper)

    assert ("DBL-002", "stegen", 2) in told(both)
