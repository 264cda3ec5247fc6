"""Headings of other programs that an import takes for columns: each once, told, never against the file's own words."""

from __future__ import annotations

import pytest

from ledger import catalog
from ledger.core.finding import Place
from ledger.importers.actuals.actuals import COLUMNS
from ledger.importers.actuals.actuals import TWO_SIDES
from ledger.importers.actuals.header import known_headings
from ledger.importers.actuals.header import read_header
from ledger.importers.actuals.map_file import ActualsMap

USUAL = ActualsMap(usual=catalog.usual_headings())


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        pytest.param(
            ["Bokföringsdatum", "Ver.nr", "Beskrivning", "Belopp (kr)"],
            ["date", "voucher", "text", "amount"],
            id="a ledger's usual words",
        ),
        pytest.param(["Datum", "Belopp", "Text", "Beskrivning"], ["date", "amount", "text", ""], id="ours goes first"),
        pytest.param(["Datum", "Belopp", "Beskrivning", "Meddelande"], ["date", "amount", "", ""], id="one of two"),
        pytest.param(["Datum", "Debet", "Belopp SEK"], ["date", "debit", ""], id="an amount beside debit"),
        pytest.param(["Datum", "Belopp", "Debetbelopp"], ["date", "amount", ""], id="debit beside an amount"),
        pytest.param(["Datum", "Nettobelopp"], ["date", ""], id="only a person can tell"),
    ],
)
def test_a_heading_is_a_column_where_nothing_else_is(headings, columns):
    assert [",".join(each) for each in known_headings(headings, USUAL)] == columns


def test_what_was_taken_and_what_was_left_is_told_in_one_note():
    names = ["Datum", "Belopp", "Konto", "Kontonamn", "Beskrivning", "Kostnadsslag"]

    header, (told,) = read_header(names, Place(file="a.csv"), rules=USUAL, project="stegen")

    assert (told.code, told.stops) == ("CSV-015", False)
    said = catalog.labels("sv").say(dict(told.values)["columns"])
    assert said == "”Beskrivning” som text, ”Kontonamn” lästes inte"
    assert header.places["text"] == 4


def test_a_map_or_no_usual_words_leave_other_headings_alone():
    mapped = ActualsMap(columns={"dag": ("date",)})

    assert known_headings(["Dag", "Beskrivning"], mapped) == [("date",), ()]
    assert known_headings(["Beskrivning"], ActualsMap()) == [()]


def test_every_usual_heading_stands_for_a_column_or_is_left_unread():
    assert set(USUAL.usual.values()) <= {*COLUMNS, *TWO_SIDES, ""}
    assert "nettobelopp" not in USUAL.usual
