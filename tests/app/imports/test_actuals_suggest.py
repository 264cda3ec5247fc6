"""First maps of CSV files and workbooks: told by headings, accounts and words; what they are sure of is imported."""

from __future__ import annotations

import datetime as dt
import re

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger import catalog
from ledger.app.imports.actuals import import_file
from ledger.app.imports.map_suggest import suggest_map
from ledger.core.money import SEK
from ledger.errors import FileRefusedError
from ledger.exporters.actuals_map_text import write_actuals_map
from ledger.importers.actuals.actuals import COLUMN_NAMES
from ledger.importers.actuals.heading_words import read_heading_words
from ledger.importers.actuals.map_file import read_map_file
from ledger.rules.imports.suggest import choose_chart
from ledger.rules.imports.suggest_columns import choose_columns
from ledger.rules.imports.suggest_words import ActualsSuggestion
from ledger.rules.imports.suggest_words import WordFound
from ledger.rules.imports.suggest_words import guess_words

LEDGER = """Bokföringsdag;Ver.nr;Konto;Kontonamn;Projektnr;Leverantör;Radtext;Belopp (SEK);Ansvar
2021-01-25;A1;5021;Löner arbetad tid;Stegen till arbete;;Lön;30 000,00;310
2021-01-26;A2;6011;Lokalhyra;Stegen till arbete;Hus AB;Hyra;2 000,00;310
2021-01-27;A3;6011;Lokalhyra;0815;Hus AB;Hyra;500,00;310
2021-01-27;A3;1930;Bank;Stegen till arbete;;;-2 000,00;310
"""


@pytest.fixture
def suggested(stegen, write):
    """Return a function that makes a first map of a CSV file's text."""

    def run(text, language="sv", **terms):
        return suggest_map(stegen, write("fil.csv", text), "stegen", language=language, **terms)

    return run


def codes(made):
    return [finding.code for finding in made.findings]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_first_map_of_a_ledger_imports_what_it_is_sure_of(stegen, suggested, write, language):
    made = suggested(LEDGER, language)
    done = import_file(stegen, write("fil.csv", LEDGER), map_path=write("map.toml", made.text), skip_bad_rows=True)

    assert codes(made) == ["MAP-204", "MAP-206"]
    assert '[only]\n"Projektnr" = ["Stegen till arbete"]' in made.text
    assert "MAP-010" in [finding.code for finding in done.findings]
    assert [(share.new, share.sum.minor) for share in done.shares] == [(2, 32_000_00)]
    assert '"Konto" = "account, category"' in made.text
    assert '"Belopp (SEK)" = "amount"' in made.text
    assert '"Stegen till arbete" = "stegen"' in made.text
    assert '# "0815" = "stegen"' in made.text


def test_a_workbook_is_told_as_the_same_csv_is(stegen, suggested, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Utdrag, påhittat"])
    for at, line in enumerate(LEDGER.splitlines()):
        cells = line.split(";")
        if at:
            cells[0] = dt.date.fromisoformat(cells[0])
            cells[7] = int(cells[7].replace(" ", "").removesuffix(",00"))
        book.active.append(cells)
    book.active.append(["=1/0", True])
    book.save(tmp_path / "fil.xlsx")

    made = suggest_map(stegen, tmp_path / "fil.xlsx", "stegen", language="sv")

    assert made.text.replace("fil.xlsx", "fil.csv") == suggested(LEDGER).text


def test_a_workbook_without_a_table_is_told(stegen, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["hej"])
    book.save(tmp_path / "fil.xlsx")

    assert codes(suggest_map(stegen, tmp_path / "fil.xlsx", "stegen", language="sv")) == ["WKS-001"]


def test_words_for_categories_are_known_guessed_or_asked_for(suggested):
    text = "Datum\tBudgetpost\tBelopp\n" + "".join(
        f"2021-01-25\t{word}\t100,00\n" for word in ("Personal", "Lönekostnader", "Utbildn", "Qwx", "Lokalkostnader")
    )
    made = suggested(text)

    assert codes(made) == ["MAP-205"]
    assert '# "Lönekostnader" = "personal"' in made.text
    assert '# "Utbildn" = "utbildning"' in made.text
    assert '# "Qwx" = ""' in made.text
    assert "Läses som de står: " in made.text
    assert '[constants]\nproject = "stegen"' in made.text


def test_columns_that_no_heading_tells_are_told_by_their_cells(suggested):
    made = suggested("A,B,C,\n2021-01-25,-100.00,hej,\n2021-01-26,-50.00,Hyra,\n")

    assert '# "A" = "date"' in made.text
    assert '# "B" = "amount"' in made.text
    assert "# Läses inte: C" in made.text
    assert '# category = ""' in made.text
    assert codes(made) == ["MAP-201", "MAP-201", "MAP-203"]


def test_a_ledger_in_two_columns_is_imported_by_the_first_map(stegen, suggested, write):
    text = "Datum;Konto;Debet;Kredit\n2021-01-25;6011;2 000,00;\n2021-01-26;6011;;500,00\n"
    made = suggested(text, chart="kommunbas")

    (share,) = import_file(stegen, write("fil.csv", text), map_path=write("map.toml", made.text)).shares

    assert (share.new, share.sum.minor) == (2, 1_500_00)


def test_the_sheet_of_a_workbook_is_asked_for(stegen, tmp_path):
    book = openpyxl.Workbook()
    for name in ("Januari", "Februari"):
        sheet = book.create_sheet(name)
        sheet.append(["Datum", "Kostnadsslag", "Belopp"])
        sheet.append(["2021-01-25", "Personal", 5])
    book.save(tmp_path / "fil.xlsx")

    def run(sheet):
        return suggest_map(stegen, tmp_path / "fil.xlsx", "stegen", language="sv", sheet=sheet)

    assert codes(run("")) == ["WKS-002"]
    assert codes(run("Mars")) == ["WKS-003"]
    assert '\nsheet = "februari"\n' in run("februari").text


def test_debit_and_credit_costs_below_zero_and_accounts_without_chart_are_told(suggested):
    two = suggested("Datum,Debet,Kredit,Konto\n2021-01-25,100.00,,5010\n2021-01-26,,x,5010\n")
    below = suggested("Datum,Belopp,Konto\n2021-01-25,-100.00,5010 Hyra\n2021-01-26,x,\n", chart="kommunbas")

    assert codes(two) == ["SIM-203", "MAP-204"]
    assert '"Debet" = "debit"\n"Kredit" = "credit"\n' in two.text
    assert "signs" not in two.text
    assert codes(below)[-1] == "MAP-207"
    assert 'signs = "credit"' in below.text
    assert '"5010 Hyra"' in below.text


@pytest.mark.parametrize(
    ("text", "code"),
    [("\n\n", "CSV-003"), ('Datum,Belopp\n"a"b,1\n', "CSV-008"), ("\x00", "CSV-009")],
    ids=["an empty file", "a wrong quotation mark", "no text"],
)
def test_a_file_that_cannot_be_read_gives_no_map(suggested, text, code):
    made = suggested(text)

    assert (made.text, codes(made)[-1]) == ("", code)


def test_very_many_words_are_counted_and_the_first_written(suggested):
    made = suggested("Datum,Kategori,Belopp\n" + "".join(f"2021-01-25,Ord{n:04},1\n" for n in range(300)))

    assert "# och 100 till" in made.text


def test_the_file_of_headings_must_be_sound():
    for text in ("x", "[heading]\n[helper]\nnothing = []\n", "[heading]\n"):
        with pytest.raises(FileRefusedError):
            read_heading_words(text, "headings.toml")


HEADING_WORDS = catalog.heading_words()
NATIVE = {name: of[0] for name, of in COLUMN_NAMES.items()}
HEADINGS = st.lists(
    st.one_of(st.sampled_from(["Datum", "Belopp", "Konto", "Kategori", "Debet", "Kredit", "Typ"]), st.text(max_size=9)),
    max_size=7,
)
WORDS = st.lists(st.builds(WordFound, word=st.text(max_size=9), rows=st.integers(1, 9), minor=st.integers(-9, 9)))


@settings(max_examples=40)
@given(headings=HEADINGS, words=WORDS)
def test_whatever_a_file_says_the_map_can_be_read_and_each_heading_is_one_thing(headings, words):
    columns = choose_columns(headings, HEADING_WORDS, NATIVE, {"date": {0, 1}, "amount": {0}})
    guesses = guess_words(words, {"personal": ("personal",), "a": ("x", "y")}, {"lön": "personal"}, {"b": "z"})
    unique = {guess.found.word: guess for guess in guesses}
    made = ActualsSuggestion(columns=columns, words={"category": tuple(unique.values())})
    head = {"project": "stegen", "file": "a.csv"}
    text = write_actuals_map(made, head, catalog.scheme("generell"), (SEK, catalog.labels("sv")))

    _, findings = read_map_file(text, "map.toml")

    assert {finding.code for finding in findings} <= {"TOML-007", "TOML-008"}
    assert len(set(columns.places.values())) == len(columns.places)
    assert sorted(guess.found.rows for guess in guesses) == sorted(word.rows for word in words)


def test_a_chart_is_chosen_among_many_only_by_names():
    assert choose_chart([catalog.chart("bas"), catalog.chart("kommunbas")], [("5010", "")]) == (None, None)


def test_a_word_for_several_things_is_never_guessed():
    (guess,) = guess_words([WordFound(word="A", rows=1, minor=5)], {"a": ("x", "y")}, {"a": "x"}, {})

    assert (guess.id, guess.known, guess.sure) == (None, False, False)
    assert dict(guess.reason.values) == {"ids": "x, y"}


def test_a_code_that_may_be_the_project_counts_once_a_sign_is_taken_away(stegen, suggested, write):
    file = "Datum;Ver.nr;Kostnadsslag;Projekt;Belopp\n2021-02-01;A1;personal;4711;100\n2021-02-02;A2;personal;4712;50\n"
    made = suggested(file)
    text = re.sub(r'^# (?=\[only\]|"Projekt" =|"4711" =)', "", made.text, flags=re.MULTILINE)
    done = import_file(stegen, write("fil.csv", file), map_path=write("map.toml", text))

    assert codes(made) == ["MAP-208"]
    assert [(share.new, share.sum.minor) for share in done.shares] == [(1, 100_00)]
