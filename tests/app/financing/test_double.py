"""Costs funded twice, over all projects of a book."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.app.book import create_book
from ledger.app.corrections.evidence import attach
from ledger.app.dossiers import dossiers
from ledger.app.dossiers import project_ids
from ledger.app.financing import double
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import check
from ledger.model.corrections.attestation import Evidence
from ledger.model.document import to_json
from ledger.model.entry import COLUMNS
from ledger.model.head import Fact
from ledger.model.view import View
from tests.conftest import STEGEN
from tests.storage.samples import draft
from tests.storage.samples import occasion
from tests.storage.samples import row

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


def test_evidence_in_a_file_counts_beside_evidence_attached_later(both, write):
    paper = write("faktura.txt", "Faktura")
    attach(both, "bron", [1], paper)
    digest = hashlib.sha256(paper.read_bytes()).hexdigest()
    book_rows(both, "stegen", [row(700, project="stegen", evidence_name="faktura.txt", evidence_sha256=digest)])

    assert ("DBL-002", "stegen", 3) in told(both, "stegen")
    assert ("DBL-002", "bron", 1) in told(both, "bron")


ENTRY = st.fixed_dictionaries(
    {
        "amount_minor": st.sampled_from((100, 250, -100, 0)),
        "voucher_series": st.sampled_from((None, "A")),
        "voucher_number": st.sampled_from((None, "1", "2")),
        "evidence_sha256": st.sampled_from((None, "ab" * 32, "cd" * 32)),
        "origin_organisation": st.sampled_from((None, "Exempelby kommun", "Grannby")),
        "reverses": st.sampled_from((None, None, 1)),
    }
)


@pytest.mark.no_cover
@given(
    entries=st.lists(st.lists(ENTRY, max_size=4), min_size=4, max_size=4),
    attached=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3), st.sampled_from(("ab", "cd")))),
    asked=st.sets(st.integers(0, 3), min_size=1),
)
@settings(max_examples=60)
def test_looking_at_some_projects_finds_what_looking_at_the_whole_book_finds_of_them(entries, attached, asked):
    ids = [f"p{at}" for at in range(4)]
    with four_projects(ids) as book:
        for at, (id_, wanted) in enumerate(zip(ids, entries, strict=True)):
            files = [evidence(number, digest) for project, number, digest in attached if project == at]
            book_rows(book, id_, [changed(id_, **fields) for fields in wanted], files)
        view = View(today=date(2026, 1, 31))
        found = dossiers(book, [ids[at] for at in sorted(asked)], view)

        limited = double.double_funding_findings(book, found, view, {})

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(double, "_suspects", lambda whole, _: project_ids(whole))
            assert limited == double.double_funding_findings(book, found, view, {})


@contextmanager
def four_projects(ids):
    with TemporaryDirectory() as folder, create_book(":memory:", author="Ekonomen") as book:
        paths = [Path(folder, f"{id_}.toml") for id_ in ids]
        for id_, path in zip(ids, paths, strict=True):
            path.write_text(STEGEN.replace('id = "stegen"', f'id = "{id_}"'), encoding="utf-8")
        add_projects(book, paths)
        yield book


def changed(project, **fields):
    values = dict(zip(COLUMNS, row(project=project), strict=True)) | fields
    return tuple(values.values())


def evidence(number, digest):
    held = Evidence(entries=((number, number),), name="faktura.pdf", sha256=digest * 32)
    return Fact("evidence", f"{number}{digest}", to_json(held))


def book_rows(book, project, rows, facts=()):
    book.store.append([draft(book.store.head(project), *rows, facts=tuple(facts))], occasion())
