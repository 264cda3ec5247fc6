"""Actuals into a book: files, entries by hand, reversals."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.books.history import verify
from ledger.app.corrections.corrections import reverse
from ledger.app.imports.actuals import enter
from ledger.app.imports.actuals import import_file
from ledger.app.imports.actuals import record
from ledger.errors import DamagedWorkbookError
from ledger.errors import FileKindError
from ledger.errors import UnknownNameError
from ledger.errors import UnknownProjectError
from ledger.errors import UnreadableFileError
from ledger.model.entry import Entry
from ledger.model.entry import from_row
from ledger.model.entry_kind import EntryKind
from tests.conftest import ACTUALS


def entries(book, id_="stegen"):
    return [from_row(row) for row in book.store.entries(id_)]


def amounts(book):
    return [entry.amount_minor for entry in entries(book)]


def test_a_file_is_booked_once_however_often_it_is_given(stegen, write):
    path = write("actuals.csv", ACTUALS)

    first = import_file(stegen, path, project="stegen")
    again = import_file(stegen, path, project="stegen")

    assert [(share.new, share.already) for share in first.shares] == [(4, 0)]
    assert first.shares[0].sum.minor == 6692100
    assert [(share.new, share.already) for share in again.shares] == [(0, 4)]
    assert again.batch == ""
    assert amounts(stegen) == [3341250, 3341250, 4800, 4800]


def test_a_longer_export_adds_only_what_is_new(stegen, write):
    import_file(stegen, write("short.csv", ACTUALS), project="stegen")

    longer = import_file(
        stegen,
        write("long.csv", ACTUALS + "2021-02-26;personal;48,00;Buss\n2021-03-25;personal;100;Lön\n"),
        project="stegen",
    )

    assert [(share.new, share.already) for share in longer.shares] == [(2, 4)]
    assert amounts(stegen) == [3341250, 3341250, 4800, 4800, 4800, 10000]


def test_a_dry_run_tells_and_books_nothing(stegen, write):
    told = import_file(stegen, write("actuals.csv", ACTUALS), project="stegen", dry_run=True)

    assert told.shares[0].new == 4
    assert entries(stegen) == []


def test_one_bad_row_keeps_the_whole_file_out_unless_bad_rows_are_skipped(stegen, write):
    path = write("bad.csv", ACTUALS + "2021-13-45;personal;48,00;Fel dag\n")

    refused = import_file(stegen, path, project="stegen")

    assert [(finding.place.line, finding.stops) for finding in refused.findings] == [(6, True)]
    assert entries(stegen) == []

    taken = import_file(stegen, path, project="stegen", skip_bad_rows=True)

    assert taken.skipped == 1
    assert [finding.place.line for finding in taken.findings] == [6]
    assert len(entries(stegen)) == 4


@pytest.mark.parametrize(
    ("start", "error", "found"),
    [
        pytest.param("PK\x03\x04", DamagedWorkbookError, "zip", id="the start of a workbook"),
        pytest.param("SQLite format 3\x00", FileKindError, "SQLite", id="a book"),
        pytest.param("%PDF-1.7", FileKindError, "a PDF", id="a PDF"),
        pytest.param("<?xml", FileKindError, "XML", id="XML"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_content(stegen, write, start, error, found):
    with pytest.raises(error, match=found):
        import_file(stegen, write("actuals.csv", start), project="stegen")


def test_a_file_that_is_not_there_is_refused(stegen, tmp_path):
    with pytest.raises(UnreadableFileError):
        import_file(stegen, tmp_path / "absent.csv", project="stegen")


def test_a_program_records_entries_in_one_commit(stegen):
    day = date(2021, 5, 31)
    commits = record(
        stegen,
        [
            Entry(project="stegen", category="personal", amount_minor=100, booked_on=day),
            Entry(
                project="stegen",
                kind=EntryKind.IN_KIND,
                category="lokal",
                source="kommunen",
                amount_minor=1,
                booked_on=day,
            ),
        ],
        message="Maj",
    )

    assert [(commit.entries, commit.message) for commit in commits] == [(2, "Maj")]
    assert record(stegen, []) == ()


def test_names_that_the_project_does_not_have_are_refused(stegen):
    day = date(2021, 5, 31)

    with pytest.raises(UnknownNameError, match="personal, utbildning"):
        record(stegen, [Entry(project="stegen", category="personell", amount_minor=100, booked_on=day)])
    with pytest.raises(UnknownProjectError):
        record(stegen, [Entry(project="absent", category="personal", amount_minor=100, booked_on=day)])

    assert entries(stegen) == []


def test_an_entry_by_hand_is_read_as_a_row_of_a_file(stegen):
    entered = enter(stegen, "stegen", {"date": "2021-03-31", "amount": "1 234,50", "category": "Personalkostnader"})

    assert (entered.findings, entered.entry) == ((), 1)
    assert [(entry.amount_minor, entry.category, entry.origin) for entry in entries(stegen)] == [
        (123450, "personal", None)
    ]


def test_a_bad_entry_by_hand_is_a_finding_with_the_options_name(stegen):
    entered = enter(stegen, "stegen", {"date": "2021-03-31", "amount": "många", "category": "personal"})

    assert entered.entry == 0
    assert [(finding.stops, finding.place.column, finding.place.line) for finding in entered.findings] == [
        (True, "amount", None)
    ]
    assert entries(stegen) == []


def test_a_reversed_row_is_not_booked_again_by_the_same_file(stegen, write):
    path = write("actuals.csv", ACTUALS)
    import_file(stegen, path, project="stegen")
    reverse(stegen, "stegen", 1, reason="Fel")

    again = import_file(stegen, path, project="stegen")

    assert [(share.new, share.already) for share in again.shares] == [(0, 4)]
    assert list(verify(stegen)) == []


def test_rows_outside_the_projects_days_are_booked_and_told_once(stegen, write):
    more = "2019-03-01;personal;10;Förberedelse\n2035-01-02;personal;20;Efterspel\n"

    done = import_file(stegen, write("actuals.csv", ACTUALS + more), project="stegen")
    again = import_file(stegen, write("actuals.csv", ACTUALS + more), project="stegen")

    (finding,) = done.findings
    assert (finding.code, finding.stops) == ("IMP-010", False)
    values = dict(finding.values)
    assert (values["count"], values["day"].year, values["row"]) == (2, 2019, "Förberedelse")
    assert (done.shares[0].new, again.findings) == (6, ())
