from __future__ import annotations

import io
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.exporters.sie import SieTerms
from ledger.exporters.sie import write_sie
from ledger.importers import sie
from ledger.model.entry import Entry
from ledger.model.entry_kind import EntryKind
from ledger.model.project import Project

PROJECT = Project(id="växthus", name='Växthuset "Öster"', scheme="generell")
TERMS = SieTerms(
    company="Öby kommun",
    orgnr="212000-0000",
    balancing_account="1930",
    generated_on=date(2023, 12, 31),
    accounts={"lokal": "5010"},
)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
TEXTS = st.text("abcåäöÅÄÖé0123456789 -.,'\"{}#\\/", max_size=20).map(lambda text: " ".join(text.split()))


def entry(**changes):
    usual = {"project": "växthus", "category": "lokal", "amount_minor": 50000, "booked_on": date(2023, 12, 15)}
    return Entry(**usual | changes)


def entries():
    return st.builds(
        entry,
        number=st.integers(1, 9),
        amount_minor=st.integers(-(10**15), 10**15),
        booked_on=DAYS,
        belongs_to=DAYS,
        text=st.none() | TEXTS.filter(lambda text: text and not text.endswith("\\")),
        account=st.sampled_from(["5010", "70101", "0123"]),
        voucher_series=st.sampled_from(["A", "LÖN", None]),
        voucher_number=st.sampled_from(["1", "002", None]),
        quantity=st.sampled_from([None, "7.5", "-2"]),
    )


def read_back(content):
    books = sie.read_sie(io.BytesIO(content), file="x.si")
    return books, [row for row in books.rows() if row.objects]


@pytest.mark.no_cover
@given(st.lists(entries(), max_size=8))
def test_what_is_written_is_read_back(made):
    written = write_sie(made, PROJECT, TERMS)
    books, rows = read_back(written.content)

    assert [
        (row.voucher.series, row.voucher.number, row.voucher.date, row.date, row.account, row.amount_minor)
        for row in rows
    ] == [
        (
            each.voucher_series or "",
            each.voucher_number or "",
            each.booked_on.isoformat(),
            each.belongs_to.isoformat(),
            each.account,
            each.amount_minor,
        )
        for each in made
    ]
    assert [(row.text or None, row.quantity or None) for row in rows] == [(each.text, each.quantity) for each in made]
    assert all(row.objects == (("6", "växthus"),) for row in rows)
    assert {finding.code for finding in books.findings} <= {"SIE-003", "SIE-203"}
    assert sum(books.sums.values()) == 0


def test_the_file_is_valid_4i():
    content = write_sie([entry(text="Hyra")], PROJECT, TERMS).content
    lines = content.decode("cp437").split("\r\n")

    assert lines[:6] == ["#FLAGGA 0", "#KSUMMA", '#PROGRAM "medfin" "1"', "#FORMAT PC8", "#GEN 20231231", "#SIETYP 4"]
    assert lines[8:10] == ['#DIM "6" "Projekt"', '#OBJEKT "6" "växthus" "Växthuset \\"Öster\\""']
    assert lines[10:15] == [
        '#VER "" "" "20231215" "Hyra"',
        "{",
        '#TRANS "5010" {"6" "växthus"} "500.00" "20231215" "Hyra"',
        '#TRANS "1930" {} "-500.00"',
        "}",
    ]
    assert lines[15].startswith("#KSUMMA ")
    assert lines[16:] == [""]


@pytest.mark.parametrize(
    ("kind", "minor"),
    [(EntryKind.COST, 50000), (EntryKind.INCOME, -50000), (EntryKind.RECEIPT, -50000), (EntryKind.REPAYMENT, 50000)],
)
def test_income_and_money_received_are_credits(kind, minor):
    category = "lokal" if kind in (EntryKind.COST, EntryKind.INCOME) else None
    made = entry(kind=kind, category=category, source="forbundet", account="3980")

    assert read_back(write_sie([made], PROJECT, TERMS).content)[1][0].amount_minor == minor


def test_an_entry_without_an_account_takes_its_category_s_or_is_told():
    receipt = entry(kind=EntryKind.RECEIPT, category=None, source="forbundet", number=3)
    written = write_sie([entry(), entry(category="personal", number=2), receipt], PROJECT, TERMS)

    assert [row.account for row in read_back(written.content)[1]] == ["5010"]
    assert [(each.code, dict(each.values)["entries"]) for each in written.findings] == [
        ("SIE-402", "2"),
        ("SIE-403", "3"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 – 6 €", "5 - 6 EUR"),
        ("”Bi”", '"Bi"'),
        ("Søren", "Sören"),
        ("Žižek", "Zizek"),
        ("日本", "??"),
        ("C:\\x\\", "C:\\x/"),
        ("rad\net\u2028t", "rad et t"),
    ],
)
def test_what_the_format_lacks_is_written_by_its_like(text, expected):
    written = write_sie([entry(text=text)], PROJECT, TERMS)

    assert read_back(written.content)[1][0].text == expected
    assert {each.code for each in written.findings} <= {"SIE-401"}


def test_each_replaced_character_is_told_once_with_its_count():
    written = write_sie([entry(text="– och –")], PROJECT, TERMS)

    assert [dict(each.values) for each in written.findings] == [{"character": "–", "written": "-", "count": 4}]


def test_entries_of_one_voucher_are_balanced_together():
    made = [entry(voucher_number="7", amount_minor=minor) for minor in (100, 200, -300)]
    made.append(attrs.evolve(made[0], voucher_number="8"))
    content = write_sie(made, PROJECT, TERMS).content

    assert content.count(b"#VER") == 2
    assert content.count(b'"1930"') == 1
