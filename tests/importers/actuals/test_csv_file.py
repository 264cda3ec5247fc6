"""Each sample has what is read of it beside it; `python tests/importers/actuals/test_csv_file.py` writes it anew."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.core.finding import Finding
from ledger.core.finding import Severity
from ledger.core.money import Currency
from ledger.core.record import evolve
from ledger.core.words import Name
from ledger.importers.actuals import postings
from ledger.importers.actuals.actuals import Target
from ledger.importers.actuals.actuals import is_about_a_row
from ledger.importers.actuals.cells import vouchers
from ledger.importers.actuals.csv_file import read_csv
from ledger.importers.actuals.map_file import read_map_file
from ledger.importers.actuals.rows import RowReader
from ledger.model.entry import COLUMNS
from ledger.model.entry import from_row
from ledger.model.entry import to_row
from ledger.model.entry_kind import EntryKind
from ledger.model.party import Party
from ledger.model.project import Part
from ledger.model.project import Phase
from ledger.model.project import Project
from ledger.model.scheme import Category
from ledger.model.scheme import Scheme
from ledger.model.source import Source
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole

SAMPLES = Path(__file__).parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.csv"))
NO_PROJECT = {"several_projects", "mapped", "no_project_told"}

SCHEME = Scheme(
    id="plain",
    name=Name("enkelt", "plain"),
    source="made up",
    valid_from=date(2020, 1, 1),
    categories=(
        Category(code="personal", name=Name("Personalkostnader", "Staff")),
        Category(code="lokal", name=Name("Lokalkostnader", "Premises")),
        Category(code="intakter", name=Name("Intäkter", "Income")),
    ),
)
PARTIES = (
    Party(id="finsam", name="Förbundet", aliases=("Samordningsförbundet",)),
    Party(id="kommunen", name="Exempelby kommun", aliases=("AME",)),
    Party(id="regionen", name="Regionen", aliases=("AME",)),
)


def source(id_, party, form=SourceForm.CASH):
    return Source(id=id_, party=party, role=SourceRole.COFINANCING, kind=SourceKind.PUBLIC, form=form)


SOURCES = (source("forbundet", "finsam"), source("kommunen-kontant", "kommunen"), source("region", "regionen"))


def target(id_, currency):
    return Target(
        project=Project(
            id=id_,
            name=id_,
            scheme="plain",
            currency=currency,
            sources=SOURCES,
            parts=(Part(id="north", name="Norra delen"), Part(id="n2", name="North part")),
            phases=(Phase(id="start", name="Uppstart", start=date(2020, 1, 1), end=date(2020, 12, 31)),),
        ),
        scheme=SCHEME,
        parties=PARTIES,
    )


TARGETS = {"pas": target("pas", Currency("SEK")), "euro": target("euro", Currency("EUR"))}


def read(content, project="pas", rules=None):
    return list(read_csv(io.BytesIO(content), file="f.csv", targets=TARGETS, project=project, rules=rules))


def entries(content, project="pas"):
    return [row for row in read(content, project) if not isinstance(row, Finding)]


def codes(content, project="pas"):
    return [found.code for found in read(content, project) if isinstance(found, Finding)]


def spell(item):
    """Write an entry or a finding on a line, without the digest."""
    if isinstance(item, Finding):
        place = " ".join(f"{key}={value}" for key in ("line", "column") if (value := getattr(item.place, key)))
        values = [f"{slot}: {getattr(value, 'key', value)}" for slot, value in item.values]
        return " | ".join([f"{item.code} {item.severity} {place}".strip(), *values])
    named = zip(COLUMNS, item, strict=True)
    return " | ".join(f"{name}={value}" for name, value in named if value not in (None, "") and name != "origin_row")


def transcript(name):
    path = SAMPLES / f"{name}.map.toml"
    rules, findings = read_map_file(path.read_text(encoding="utf-8"), path.name) if path.exists() else (None, ())
    items = read((SAMPLES / f"{name}.csv").read_bytes(), None if name in NO_PROJECT else "pas", rules)
    return "".join(f"{spell(item)}\n" for item in (*findings, *items))


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_reads_as_agreed(name):
    assert transcript(name) == (SAMPLES / f"{name}.expected.txt").read_text(encoding="utf-8")


def test_a_sample_reads_the_same_however_few_combinations_are_remembered(monkeypatch):
    monkeypatch.setattr(postings, "_PLACES_MAX", 1)

    assert transcript("several_projects") == (SAMPLES / "several_projects.expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "about_a_row"),
    [
        pytest.param("quotation_mark_within_one_row", True, id="a broken row"),
        pytest.param("rows_that_cannot_be_read", True, id="a cell that cannot be read"),
        pytest.param("quotation_mark_never_closed", False, id="a quotation mark that swallows the rest"),
        pytest.param("header_with_mistakes", False, id="a header that cannot be read"),
        pytest.param("map_of_another_file", False, id="a map of another file"),
        pytest.param("row_too_long", False, id="a file that is no table"),
    ],
)
def test_what_costs_a_row_is_told_from_what_costs_the_whole_file(name, about_a_row):
    stops = [item for item in read((SAMPLES / f"{name}.csv").read_bytes()) if isinstance(item, Finding) and item.stops]

    assert {is_about_a_row(found) for found in stops} == {about_a_row}


def test_every_entry_is_a_fact_that_the_model_accepts():
    for row in entries((SAMPLES / "swedish_semicolon_bom.csv").read_bytes()):
        assert to_row(from_row(row)) == row


def test_empty_rows_are_left_out_together_however_many_there_are(monkeypatch):
    """A spreadsheet may save as many as a sheet can have; each taken by itself cost as much as a hundred rows."""
    read_alone, alone = RowReader._alone, []
    monkeypatch.setattr(RowReader, "_alone", lambda self, *row: alone.append(row[1]) or read_alone(self, *row))
    rows = [b"2021-01-01;personal;1"] * 3 + [b";;", b" ; ;"] * 3000 + [b"2021-13-01;personal;1"] + [b";;"] * 3000

    found = read(b"\n".join([b"datum;kostnadsslag;belopp", *rows]))

    assert [(each.code, each.place.line) for each in found if isinstance(each, Finding)] == [("CSV-105", 6005)]
    assert len(found) == 4
    assert len(alone) < 10


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("", EntryKind.COST),
        ("cost", EntryKind.COST),
        ("Kostnad", EntryKind.COST),
        ("in_kind", EntryKind.IN_KIND),
        ("naturabidrag", EntryKind.IN_KIND),
        ("naturainsats", EntryKind.IN_KIND),
        ("Bidrag i annat  än pengar", EntryKind.IN_KIND),
        ("INTÄKT", EntryKind.INCOME),
    ],
)
def test_kinds_are_named_in_both_languages(written, kind):
    content = f"date,amount,category,source,kind\n2020-06-01,1,personal,region,{written}\n".encode()

    assert [from_row(row).kind for row in entries(content)] == [kind]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("A 123", ("A", "123")),
        ("A123", ("A", "123")),
        ("LB-0123", ("LB", "0123")),
        ("0123", (None, "0123")),
        ("2020-17", (None, "2020-17")),
        ("Bilaga", (None, "Bilaga")),
        ("A", (None, "A")),
        ("", (None, None)),
    ],
)
def test_a_voucher_is_read_as_series_and_number(written, expected):
    content = f"date,amount,category,voucher\n2020-06-01,1,personal,{written}\n".encode()
    (row,) = entries(content)

    assert (row[COLUMNS.index("voucher_series")], row[COLUMNS.index("voucher_number")]) == expected


WRITTEN = ["A 1", "A-1", "A1", "AB 12", "A 1 B", "2", "2 3", "A", "", " 1", "A ", "1 A", "Å.7"]


@given(st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=4))
def test_vouchers_are_read_together_as_one_by_one(cells):
    together = list(zip(*vouchers(cells), strict=True))

    assert together == [(series, number) for cell in cells for (series,), (number,) in [vouchers([cell])]]


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte-order mark"])
@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CR LF", "CR"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "not ended"])
def test_a_file_of_several_blocks_reads_alike_however_its_lines_end(mark, end, last):
    lines = ['"date","amount","category","text"', *(f"2020-06-01,{n},personal,räknad {n}" for n in range(3000))]
    lines[2500] = "2020-06-01,1,persnal,"

    found = read((mark + end.join(lines) + end * last).encode())

    assert found == read("\n".join(lines).encode())
    assert len(found) == 3000
    assert [item.place.line for item in found if isinstance(item, Finding)] == [2501]


def test_currencies_without_decimals_take_whole_amounts_only():
    targets = {"yen": target("yen", Currency("JPY", 0))}
    content = b"date,amount,category\n2020-06-01,1234,personal\n2020-06-01,12.50,personal\n"
    row, found = read_csv(io.BytesIO(content), file="f.csv", targets=targets, project="yen")

    assert row[COLUMNS.index("amount_minor")] == 1234
    assert (found.code, found.severity) == ("CSV-103", Severity.STOP)


def test_rows_around_a_bad_one_are_read_wherever_it_stands():
    rows = ["2020-06-01,1,personal"] * 1000
    for at in (0, 255, 256, 999):
        rows[at] = "2020-06-01,1,persnal"
    items = read("\n".join(["date,amount,category", *rows]).encode())

    assert [item.place.line - 2 for item in items if isinstance(item, Finding)] == [0, 255, 256, 999]
    assert [row[COLUMNS.index("origin_occurrence")] for row in items if not isinstance(row, Finding)] == [
        *range(1, 997)
    ]


def test_lines_are_those_of_the_file_after_cells_of_several_lines():
    content = b'date,amount,category,text\n2020-06-01,1,personal,"a\r\nb\nc"\n\n2020-06-01,1,x,d\n'

    assert [item.place.line for item in read(content) if isinstance(item, Finding)] == [6]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Bron till jobb", "bron"),
        ("bron  till JOBB", "bron"),
        ("Bron till jobb (bron)", "bron"),
        ("pas", "pas"),  # another one's id is not taken for this one's name
        ("Tvilling", "CSV-117"),
        ("Tvilling (tvilling-2)", "tvilling-2"),
        ("Bron", "bron"),
        ("Bron till job", "CSV-116"),
    ],
)
def test_a_project_is_found_by_its_name_too(cell, found):
    names = {"bron": "Bron till jobb", "annan": "pas", "tvilling-1": "Tvilling", "tvilling-2": "Tvilling", "pas": "PAS"}
    plain = TARGETS["pas"]
    targets = {
        id_: attrs.evolve(plain, project=evolve(plain.project, id=id_, name=name)) for id_, name in names.items()
    }
    content = f"project,date,amount,category\n{cell},2020-06-01,1,personal\n".encode()

    (got,) = read_csv(io.BytesIO(content), file="f.csv", targets=targets, project=None)

    assert (got.code if isinstance(got, Finding) else got[0]) == found


def test_rows_for_another_project_than_the_one_asked_for_are_refused():
    items = read((SAMPLES / "several_projects.csv").read_bytes(), "pas")

    assert [(item.code, item.place.line) for item in items if isinstance(item, Finding)] == [
        ("CSV-112", 3),
        ("CSV-116", 5),
    ]
    assert {row[0] for row in items if not isinstance(row, Finding)} == {"pas"}


def test_cells_that_differ_on_every_row_are_all_read():
    rows = [f"2020-06-01,1,personal,{number}.5" for number in range(20_000)]
    items = read("\n".join(["date,amount,category,quantity", *rows]).encode())

    assert [row[COLUMNS.index("quantity")] for row in items] == [f"{number}.5" for number in range(20_000)]


def test_the_stream_is_left_open():
    stream = io.BytesIO(b"date,amount,category\n")
    list(read_csv(stream, file="f.csv", targets=TARGETS, project="pas"))

    assert not stream.closed


ROWS = st.fixed_dictionaries(
    {
        "date": st.dates(date(2020, 1, 1), date(2020, 3, 31)).map(str),
        "amount": st.integers(-(10**9), 10**9).map(
            lambda minor: f"{'-' * (minor < 0)}{abs(minor) // 100}.{abs(minor) % 100:02d}"
        ),
        "category": st.sampled_from(["personal", "lokal"]),
        "text": st.text('ab å,;"\n', max_size=8),
        "voucher": st.sampled_from(["", "A 1", "2"]),
    }
)
SHAPES = st.tuples(
    st.permutations(["date", "amount", "category", "text", "voucher"]),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    st.sampled_from(["\n", "\r\n"]),
)
SWEDISH = {"date": "datum", "amount": "belopp", "category": "kostnadsslag", "text": "text", "voucher": "verifikation"}


def written(rows, shape, names):
    columns, delimiter, encoding, end = shape
    cells = [[names.get(column, column) for column in columns], *([row[column] for column in columns] for row in rows)]
    quoted = [delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line) for line in cells]
    return end.join([*quoted, ""]).encode(encoding)


@settings(max_examples=60)
@given(st.lists(ROWS, max_size=12), SHAPES, SHAPES)
def test_the_same_rows_are_the_same_entries_however_the_file_is_written(rows, one, other):
    assert entries(written(rows, one, {})) == entries(written(rows, other, SWEDISH))


@settings(max_examples=60)
@given(st.lists(ROWS, min_size=1, max_size=12), SHAPES, st.randoms(use_true_random=False))
def test_the_order_of_rows_gives_the_same_entries_in_another_order(rows, shape, random):
    shuffled = random.sample(rows, len(rows))

    assert sorted(entries(written(rows, shape, {})), key=str) == sorted(entries(written(shuffled, shape, {})), key=str)


@settings(max_examples=100)
@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_whatever_end_in_anything_but_entries_and_findings(content, headed):
    start = b"date,amount,category,text\n2020-06-01,1,personal," if headed else b""

    for item in read(start + content):
        assert isinstance(item, Finding) or len(item) == len(COLUMNS)


@settings(max_examples=100)
@given(st.text('ab,;"\n\r\t0-1', max_size=60))
def test_no_play_with_separators_and_quotation_marks_loses_a_row_silently(text):
    items = read(f"date,amount,category\n2020-06-01,1,personal\n{text}\n2020-06-01,2,lokal\n".encode())
    last = [item for item in items if not isinstance(item, Finding) and item[COLUMNS.index("amount_minor")] == 200]

    assert last or any(isinstance(item, Finding) and item.stops for item in items)


if __name__ == "__main__":
    for sample in NAMES:
        (SAMPLES / f"{sample}.expected.txt").write_text(transcript(sample), encoding="utf-8")
