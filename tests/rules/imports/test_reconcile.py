"""Whatever files said and whatever was booked, the lines and the rest come to all entries."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.entry import Entry
from ledger.model.entry import Origin
from ledger.model.entry import to_row
from ledger.model.entry_kind import CREDITS
from ledger.model.entry_kind import EntryKind
from ledger.model.imports.coverage import Coverage
from ledger.rules.bulk import Checker
from ledger.rules.imports.account_sums import AccountSums
from ledger.rules.imports.reconcile import Books
from ledger.rules.imports.reconcile import Imported
from ledger.rules.imports.reconcile import Place
from ledger.rules.imports.reconcile import reconcile
from tests.model.test_bulk import batch_of

ALWAYS = ("", "9999-99")
BOOKS = Books("212000-0000", "sie", "2021-01-01")


def entry(number, minor, *, kind=EntryKind.COST, month=1, **terms):
    source = "forbundet" if kind is EntryKind.RECEIPT else None
    return to_row(
        Entry(
            project="pas",
            number=number,
            kind=kind,
            category=None if kind is EntryKind.RECEIPT else "personal",
            source=source,
            amount_minor=minor,
            booked_on=date(2021, month, 15),
            account="5010",
            origin=Origin("212000-0000", "2021-01-01", f"{number:032x}"),
            **terms,
        )
    )


def coverage(sums=(("5010", "2021-01", 100, 0, 0),), last=date(2021, 1, 31), **terms):
    terms = {"carrier": "sie", "fiscal_year": "2021-01-01", "start": date(2021, 1, 1)} | terms
    return Coverage(organisation="212000-0000", end=last, file="a.se", file_sha256="ab", rows=1, sums=sums, **terms)


ROWS = st.lists(
    st.tuples(
        st.integers(-1000, 1000), st.sampled_from([EntryKind.COST, EntryKind.RECEIPT]), st.integers(1, 3), st.booleans()
    ),
    max_size=12,
)


@given(
    rows=ROWS, given_=st.integers(0, 12), spans=st.lists(st.tuples(st.integers(1, 12), st.integers(0, 3)), max_size=4)
)
def test_every_entry_stands_on_one_line_or_with_the_rest(rows, given_, spans):
    found, reverses = [], set()
    for number, (minor, kind, month, back) in enumerate(rows, start=1):
        target = number - 1 if back and number > 1 and number - 1 not in reverses else None
        reverses.add(target)
        found.append(entry(number, minor, kind=kind, month=month, reverses=target))
    vanished = tuple(sorted((first, first + more) for first, more in spans))
    imports = (
        Imported(coverage(vanished=vanished), (1, given_) if given_ else None),
        Imported(None, (given_ + 1, given_ + 1)),
        Imported(coverage(last=date(2021, 3, 31), vanished=vanished[1:], late=vanished[:1]), None),
    )

    made = reconcile(imports, lambda: iter(found), {}, ALWAYS)

    whole = sum(-minor if kind in CREDITS else minor for minor, kind, _, _ in rows)
    assert sum(line.booked + line.since for line in made.lines.values()) + sum(made.other.values()) == whole


def test_a_later_file_holds_for_the_months_that_it_covers_and_others_of_other_days_add():
    first = Imported(coverage(), None)
    april = Imported(coverage((("5010", "2021-04", 9, 0, 0),), date(2021, 4, 30), start=date(2021, 4, 16)), None)
    before = Imported(coverage((("5010", "2021-04", 4, 1, 2),), date(2021, 4, 15), start=date(2021, 4, 1)), None)
    again = Imported(coverage((("5010", "2021-01", 70, 0, 0),)), None)

    made = reconcile((first, april, before, again), lambda: iter(()), {}, ALWAYS)

    assert {place.month: (line.file, line.unmapped, line.outside) for place, line in made.lines.items()} == {
        "2021-01": (70, 0, 0),
        "2021-04": (13, 1, 2),
    }
    assert made.lines[Place(BOOKS, "5010", "2021-01")].difference == 70
    assert len(made.files[BOOKS]) == 4


def test_months_are_chosen_and_names_kept():
    named = coverage(names=(("5010", "Hyra"),))
    made = reconcile((Imported(named, (1, 1)),), lambda: iter([entry(1, 100), entry(2, 5)]), {}, ("2021-02", "2021-03"))

    assert (made.lines, made.other) == ({}, {})
    assert made.names == {(BOOKS, "5010"): "Hyra"}


def test_what_takes_an_entry_s_place_stands_on_its_line():
    rows = [entry(1, 100), entry(2, -100, reverses=1, month=2), entry(3, 100, month=2)]

    made = reconcile((Imported(coverage(), (1, 1)),), lambda: iter(rows), {3: 1}, ALWAYS)

    (line,) = made.lines.values()
    assert (line.file, line.booked, line.since, line.difference) == (100, 100, 0, 0)


def test_sums_of_rows_are_kept_by_account_and_month_with_credits_as_minus():
    rows = [entry(1, 100), entry(2, 5, kind=EntryKind.RECEIPT), entry(3, 7, month=2)]
    batch = batch_of(rows)
    sums = AccountSums()
    without_accounts = [None if at == 9 else each for at, each in enumerate(batch.columns)]
    for each in (batch, attrs.evolve(batch, columns=without_accounts)):
        sums.add(Checker().check(each))

    assert sums.of("pas") == (("5010", "2021-01", 95, 0, 0), ("5010", "2021-02", 7, 0, 0))
    assert sums.of("another") == ()


SERIES = st.sets(st.sampled_from(["A", "L", ""]), min_size=1).map(sorted).map(tuple)


@given(st.lists(st.tuples(SERIES, st.integers(1, 9), st.booleans()), max_size=6))
def test_files_of_some_series_never_count_a_series_twice(files):
    told = [
        Imported(coverage((("5010", "2021-01", minor, 0, 0),), series=series, partial=partial), None)
        for series, minor, partial in files
    ]
    held = []
    for series, minor, partial in files:
        held = [each for each in held if partial and not set(each[0]) <= set(series)]
        if all(not set(each[0]) & set(series) for each in held):
            held.append((series, minor))

    made = reconcile(told, lambda: iter(()), {}, ALWAYS)

    assert sum(line.file for line in made.lines.values()) == sum(minor for _, minor in held)
    assert len([one for series, _ in held for one in series]) == len({one for series, _ in held for one in series})


def test_the_series_of_a_first_file_are_told_by_its_entries():
    first = Imported(coverage((("5010", "2021-01", 100, 0, 0),)), (1, 1))
    old = Imported(coverage((("5010", "2021-01", 7, 0, 0),), carrier="csv"), (2, 2))
    part = Imported(coverage((("5010", "2021-01", 30, 0, 0),), series=("L",), partial=True), (3, 3))
    rows = [entry(1, 100, voucher_series="A"), entry(2, 7, voucher_series="A"), entry(3, 30, voucher_series="L")]

    made = reconcile((first, Imported(None, None), old, part), lambda: iter(rows), {}, ALWAYS)

    assert made.lines[Place(BOOKS, "5010", "2021-01")].difference == 100 + 30 - 100 - 30


def test_what_a_file_of_some_series_brings_to_a_whole_one_before_it_is_no_difference():
    whole = Imported(coverage((("5010", "2021-01", 107, 0, 0),), series=("A", "L")), (1, 2))
    part = Imported(coverage((("5010", "2021-01", 130, 0, 0),), series=("A",), partial=True), (3, 3))
    again = Imported(coverage((("5010", "2021-01", 107, 0, 0),), series=("A", "L")), None)
    rows = [entry(1, 100, voucher_series="A"), entry(2, 7, voucher_series="L"), entry(3, 30, voucher_series="A")]
    place = Place(BOOKS, "5010", "2021-01")

    added = reconcile((whole, part), lambda: iter(rows), {}, ALWAYS).lines[place]
    gone = reconcile((whole, part, again), lambda: iter(rows), {}, ALWAYS).lines[place]

    assert (added.file, added.booked, added.difference) == (137, 137, 0)
    assert (gone.file, gone.booked, gone.difference) == (107, 137, -30)


@pytest.mark.parametrize(
    ("start", "last", "held"),
    [
        pytest.param(2, 31, 100, id="it lacks the first day"),
        pytest.param(1, 30, 100, id="it lacks the last day"),
        pytest.param(1, 31, 70, id="it has all days"),
    ],
)
def test_a_file_that_brought_nothing_tells_of_a_month_only_if_it_has_all_days_of_the_one_before(start, last, held):
    days = {"start": date(2021, 1, start), "last": date(2021, 1, last)}
    first = Imported(coverage(carrier="csv"), (1, 1))
    idle = Imported(coverage((("5010", "2021-01", 70, 0, 0),), carrier="csv", **days), None)

    made = reconcile((first, idle), lambda: iter([entry(1, 100)]), {}, ALWAYS)

    assert [figures.file for figures in made.lines.values()] == [held]
