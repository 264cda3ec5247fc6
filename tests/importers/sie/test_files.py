"""Every oddity that accounting programs are known for, one file each; the companies are made up.

Unless the table says otherwise a file holds one voucher of 500 kronor from 1930 to 5010, and a proof that holds.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger import catalog
from ledger.importers import sie

FILES = Path(__file__).parent / "files"
USUAL = {"1930": -50000, "5010": 50000}

# What is told of each file, by code; a file that is not named here has nothing to tell.
TOLD = {
    "account-not-numeric.se": {"SIE-111"},
    "amount-unreadable.se": {"SIE-101"},
    "amounts-written-otherwise.se": {"SIE-102"},
    "balances-left-out.se": {"SIE-203"},
    "budget-unreadable.se": {"SIE-117"},
    "budget-with-period-and-account-swapped.se": {"SIE-118"},
    "character-lost-before.se": {"SIE-001", "SIE-013"},
    "checksum-never-closed.se": {"SIE-004"},
    "checksum-never-opened.se": {"SIE-020"},
    "checksum-over-cp437-stored-as-utf-8.se": {"SIE-001"},
    "checksum-wrong.se": {"SIE-005"},
    "compulsory-records-missing.se": {"SIE-008"},
    "control-characters.se": {"SIE-012"},
    "cut-off-quote.se": {"SIE-015"},
    "dates.se": {"SIE-103"},
    "empty-series-and-number.si": {"SIE-203"},
    "empty.se": {"SIE-006"},
    "flag-set.se": {"SIE-007"},
    "journal-cut-off.sie": {"SIE-301"},
    "journal-latin-1.sie": {"SIE-106", "SIE-203"},
    "journal-odd.sie": {"SIE-101", "SIE-103", "SIE-104", "SIE-105", "SIE-106", "SIE-112", "SIE-203"},
    "journal-with-entities.sie": {"SIE-302"},
    "journal.sie": {"SIE-106", "SIE-203"},
    "latin-1-with-typographic-quotes.se": {"SIE-001"},
    "latin-1.se": {"SIE-001"},
    "line-too-long.se": {"SIE-010"},
    "lines-that-are-no-records.se": {"SIE-014"},
    "list-not-closed.se": {"SIE-019"},
    "list-with-half-a-pair.se": {"SIE-016"},
    "missing-series.se": {"SIE-110"},
    "mixed-object-code-in-latin-1.se": {"SIE-011"},
    "mixed-text-in-utf-8.se": {"SIE-011"},
    "no-vouchers.se": {"SIE-003"},
    "not-sie.txt": {"SIE-006"},
    "object-balances-with-several-pairs.se": {"SIE-016"},
    "objects-only-in-balances.se": {"SIE-206"},
    "objects-without-dimension.se": {"SIE-114"},
    "opening-from-last-year.se": {"SIE-205"},
    "other.xml": {"SIE-006"},
    "partial-export.se": {"SIE-201", "SIE-202", "SIE-204"},
    "quantity-unreadable.se": {"SIE-104"},
    "row-outside-voucher.se": {"SIE-105", "SIE-107"},
    "row-without-account.se": {"SIE-112"},
    "row-without-list.se": {"SIE-109"},
    "trail-with-differing-twin.se": {"SIE-115"},
    "trail.se": {"SIE-115"},
    "two-files-in-one.se": {"SIE-021"},
    "type-3-with-budget.se": {"SIE-003"},
    "unbalanced.se": {"SIE-105"},
    "unescaped-quotes.se": {"SIE-015"},
    "unknown-labels.se": {"SIE-009"},
    "unquoted-company.se": {"SIE-017"},
    "unquoted-texts.se": {"SIE-017"},
    "utf-16.se": {"SIE-006"},
    "utf-8-cut-within-a-letter.se": {"SIE-001", "SIE-013"},
    "utf-8-with-mark.se": {"SIE-001"},
    "utf-8.se": {"SIE-001"},
    "voucher-outside-the-year.se": {"SIE-116"},
    "voucher-without-anything.se": {"SIE-106"},
    "voucher-without-braces.se": {"SIE-108"},
    "voucher-without-opening-brace.se": {"SIE-108"},
    "voucher-without-rows.se": {"SIE-106"},
    "year-unreadable.se": {"SIE-117"},
    "zero-balances.si": {"SIE-203"},
}
STOPS = {"SIE-002", "SIE-003", "SIE-004", "SIE-006", "SIE-021", "SIE-301", "SIE-302"}
UNPROVED = {"SIE-201", "SIE-202", "SIE-203"}
OTHER_SUMS = {
    "account-not-numeric.se": {"1930": -50000, "FEL": 50000},
    "accounts-of-many-lengths.se": {"1930": -50000, "999": 10000, "50101": 15000, "193000": 20000, "05010001": 5000},
    "journal-odd.sie": {"1930": -50000},
    "unbalanced.se": {"1930": -50000, "5010": 49999},
}


def read(name, **terms):
    """Return a reader whose rows have been read, and the rows."""
    with (FILES / name).open("rb") as stream:
        books = sie.read_sie(stream, file=name, **terms)
        rows = list(books.rows(trail=True))
        if isinstance(books, sie.SieReader):
            list(books.values())
        return books, rows


def values_of(name):
    with (FILES / name).open("rb") as stream:
        return [value[:-1] for value in sie.SieReader(stream, file=name, spending=False).values()]


def row_on(account, name, mark=""):
    return next(row for row in read(name)[1] if row.account == account and row.mark == mark)


def places(name, code):
    return [(each.place.line, each.place.column) for each in read(name)[0].findings if each.code == code]


def test_a_second_file_in_a_file_is_told_by_the_line_on_which_it_says_its_type():
    assert places("two-files-in-one.se", "SIE-021") == [(24, None)]


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir()))
def test_a_file_gives_its_sums_and_tells_its_oddities_and_nothing_else(name):
    books, rows = read(name)
    told = {finding.code for finding in books.findings}
    expected = {} if told & STOPS else OTHER_SUMS.get(name, USUAL)

    assert told == TOLD.get(name, set())
    assert books.sums == expected
    assert books.stops is bool(told & STOPS)
    assert all(type(row.amount_minor) is int for row in rows)
    assert books.stops or books.proof.holds is not bool(told & UNPROVED)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", sorted(TOLD))
def test_everything_told_can_be_said(name, language):
    labels = catalog.labels(language, "sie")

    assert all(labels.say(finding.words) for finding in read(name)[0].findings)


@pytest.mark.parametrize(
    "name", ["cp437.se", "utf-8.se", "utf-8-with-mark.se", "latin-1.se", "line-ends-of-old-macs.se", "journal.sie"]
)
def test_letters_come_out_right_in_every_encoding(name):
    books, rows = read(name)

    assert books.head.company == "Växthuset i Öby"
    assert rows[0].voucher.text == "Hyra för växthuset"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("latin-1-with-typographic-quotes.se", "„Hyra” för ”maj” †"),
        ("mixed-text-in-utf-8.se", "Hyra i växthus"),
        ("escaped-quotes.se", 'Hyra "Växthuset" dec'),
        ("unescaped-quotes.se", 'F"rskott till "Lind" Park'),
        ("cut-off-quote.se", "Hyra decem"),
        ("backslashes.se", "C:\\temp\\ny \\\\server"),
        ("backslash-last.se", "C:\\hyra\\"),
        ("lone-apostrophe.se", "Hyra i 'O'Neills"),
        ("unquoted-texts.se", "Hyra december"),
        ("empty-date-and-text.se", "Hyra för växthuset"),
        ("control-characters.se", "Hyra  dec ember"),
        ("voucher-without-braces.se", "Hyra december"),
        ("journal.sie", "Hyra december"),
    ],
)
def test_a_row_s_text_is_read_as_it_was_meant(name, text):
    assert row_on("5010", name).text == text


@pytest.mark.parametrize(
    ("name", "objects"),
    [
        ("cp437.se", ()),
        ("objects-with-and-without-quotes.se", (("1", "Norr"), ("6", "Bi"))),
        ("brace-in-an-object-code.se", (("6", "a} 5"),)),
        ("no-blank-beside-braces.se", (("6", "Bi"),)),
        ("mixed-object-code-in-latin-1.se", (("6", "Å1"),)),
        ("list-not-closed.se", (("6", "Bi"),)),
        ("list-with-half-a-pair.se", (("6", "Bi"),)),
        ("objects-without-dimension.se", (("21", "0101"),)),
        ("sub-dimensions-of-the-project.se", (("1", "Nord"), ("61", "0036"))),
        ("journal.sie", (("6", "Bi"),)),
    ],
)
def test_objects_are_pairs_of_texts(name, objects):
    assert row_on("5010", name).objects == objects


@pytest.mark.parametrize(
    ("name", "series", "number", "day"),
    [
        ("cp437.se", "A", "1", "2023-12-15"),
        ("quoted-everything.se", "A", "1", "2023-12-15"),
        ("missing-series.se", "", "1", "2023-12-15"),
        ("empty-series-and-number.si", "", "", "2023-12-15"),
        ("dates.se", "A", "1", "2023-12-15"),
        ("brace-on-the-voucher-line.se", "A", "1", "2023-12-15"),
        ("unquoted-texts.se", "A", "1", "2023-12-15"),
        ("journal.sie", "A", "1", "2023-12-15"),
    ],
)
def test_a_voucher_has_its_series_number_and_day(name, series, number, day):
    voucher = read(name)[1][0].voucher

    assert voucher[:3] == (series, number, day)
    assert voucher.registered_on in ("2023-12-16", "")


def test_a_row_without_a_date_has_its_voucher_s():
    assert row_on("1930", "cp437.se").date == "2023-12-15"
    assert row_on("5010", "cp437.se").date == "2023-12-14"
    assert [row.date for row in read("dates.se")[1]] == ["2023-12-15"] * 4


def test_quantities_are_exact_texts():
    assert [row.quantity for row in read("quantities.se")[1]] == ["", "7.5", "-2", ""]
    assert read("quantities.se")[1][1].sign == "AB"
    assert row_on("5010", "journal.sie").quantity == "2.5"


def test_extra_fields_are_passed_over():
    row = row_on("5010", "extra-fields.se")

    assert (row.quantity, row.sign) == ("1", "AB")


def test_the_trail_is_kept_apart_and_never_counted():
    with (FILES / "trail.se").open("rb") as stream:
        books = sie.read_sie(stream, file="trail.se")
        counted = [row.mark for row in books.rows()]
        assert counted == ["", ""]
        assert sorted(row.mark for row in books.rows(trail=True)) == ["", "", "B", "R"]
    assert row_on("5010", "trail-with-differing-twin.se", "R").date == "2023-12-20"
    assert row_on("5010", "journal.sie", "B").amount_minor == 90000


def test_a_row_that_cannot_be_read_names_line_and_field_and_is_counted_as_left_out():
    books, _ = read("amount-unreadable.se")

    assert places("amount-unreadable.se", "SIE-101") == [(18, "belopp"), (19, "belopp"), (20, "belopp"), (21, "belopp")]
    assert books.skipped == 4
    assert places("row-without-account.se", "SIE-112") == [(18, "kontonr")]


def test_the_head_says_what_the_file_is():
    head = read("sub-dimensions-of-the-project.se")[0].head

    assert (head.sie_type, head.orgnr, head.program) == ("4", "550000-0000", "Påhittad bokföring 1.0")
    assert [year.start.year for year in head.years] == [2023, 2022]
    assert head.year.end.isoformat() == "2023-12-31"
    assert [account.name for account in head.accounts] == ["Företagskonto", "Lokalhyra"]
    assert [(each.dimension, each.code, each.name) for each in head.objects] == [("61", "0036", "Bi")]


def test_sub_dimensions_of_the_project_are_offered_beside_it():
    head = read("sub-dimensions-of-the-project.se")[0].head

    assert head.branch("6") == {"6", "61", "62"}


def test_a_dimension_may_be_described_after_its_objects():
    head = read("dimensions-after-objects.se")[0].head

    assert [(each.number, each.name) for each in head.dimensions] == [("20", "Verksamhet")]


def test_the_head_is_there_before_the_rows_are_read():
    with (FILES / "cp437.se").open("rb") as stream:
        books = sie.read_sie(stream, file="cp437.se")

        assert books.head.company == "Växthuset i Öby"
        assert books.sums == {}


def test_rows_may_be_asked_for_again():
    with (FILES / "partial-export.se").open("rb") as stream:
        books = sie.read_sie(stream, file="partial-export.se")
        first = list(books.rows()), books.findings, dict(books.sums)

        assert (list(books.rows()), books.findings, dict(books.sums)) == first


def test_budgets_and_monthly_balances_are_read_beside_the_vouchers():
    assert values_of("type-3-with-budget.se") == [
        ("IB", 0, "", "1930", (), 100000, ""),
        ("UB", 0, "", "1930", (), 50000, ""),
        ("RES", 0, "", "5010", (), 50000, ""),
        ("OIB", 0, "", "1930", (("6", "Bi"),), 1000, "2"),
        ("PSALDO", 0, "2023-12", "5010", (), 50000, ""),
        ("PSALDO", 0, "2023-12", "5010", (("6", "Bi"),), 30000, ""),
        ("PBUDGET", 0, "2023-12", "5010", (), 60000, ""),
        ("PBUDGET", -1, "2022-12", "5010", (("6", "Bi"),), 40000, "2"),
    ]


@pytest.mark.parametrize("name", ["budget-without-list.se", "budget-with-period-and-account-swapped.se"])
def test_a_budget_row_is_read_without_list_and_with_period_and_account_swapped(name):
    assert values_of(name)[-1] == ("PBUDGET", 0, "2023-12", "5010", (), 60000, "")


def test_a_difference_in_the_proof_is_told_to_the_ore():
    line = next(line for line in read("partial-export.se")[0].proof.lines if line.account == "5010")

    assert (line.rows_minor, line.stated_minor, line.difference_minor) == (50000, 90000, -40000)


def test_a_file_without_vouchers_is_read_where_none_are_asked_for():
    books, _ = read("no-vouchers.se", spending=False)

    assert not books.stops
    assert books.head.accounts


def test_sie_5_is_refused_where_sie_4_is_asked_for():
    with (FILES / "journal.sie").open("rb") as stream:
        books = sie.SieReader(stream, file="journal.sie")

        assert [finding.code for finding in books.findings] == ["SIE-002"]
        assert list(books.rows()) == []


def test_the_head_of_sie_5_says_what_the_file_is():
    head = read("journal.sie")[0].head

    assert (head.sie_type, head.orgnr, head.generated_on) == ("5", "550000-0000", "2023-12-31")
    assert [(year.number, year.end.isoformat()) for year in head.years] == [(0, "2023-12-31"), (-1, "2022-12-31")]
    assert [(account.name, account.kind) for account in head.accounts] == [("Företagskonto", "T"), ("Lokalhyra", "K")]
    assert [(each.dimension, each.code) for each in head.objects] == [("6", "Bi")]


def test_a_sie_5_voucher_says_when_and_by_whom_it_was_registered():
    voucher = read("journal.sie")[1][0].voucher

    assert (voucher.registered_on, voucher.sign) == ("2023-12-16", "Kim")
