from __future__ import annotations

from datetime import date
from itertools import compress

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.digest_map import DigestMap
from ledger.core.finding import Severity
from ledger.core.words import label
from ledger.model.document import from_json
from ledger.model.document import to_json
from ledger.model.entry import COLUMNS
from ledger.model.entry import Entry
from ledger.model.entry import Origin
from ledger.model.entry import to_row
from ledger.model.imports.coverage import Coverage
from ledger.rules.corrections.attest import numbers
from ledger.rules.imports.comparison import Comparison
from ledger.rules.imports.comparison import Earlier
from ledger.rules.imports.reimport import check_series
from ledger.rules.imports.reimport import check_vanished
from ledger.rules.imports.reimport import fingerprints
from ledger.storage.kept import in_columns

FIRST, LAST = date(2020, 1, 1), date(2020, 1, 31)
ORIGIN_AT = COLUMNS.index("origin_organisation")
NUMBER_AT = COLUMNS.index("number")
BOOKED_AT = COLUMNS.index("booked_on")

# What a file's rows say; few days and amounts, so that rows alike are common.
FACTS = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 3)), max_size=12)


def rows_of(facts, organisation="o"):
    """Return the rows that an importer makes of a file; a third fact is the voucher series."""
    digests = fingerprints([list(map(str, column)) for column in zip(*facts, strict=True)]) if facts else []
    numbers = DigestMap().count(digests)
    return [
        to_row(
            Entry(
                project="pas",
                category="personal",
                amount_minor=minor,
                booked_on=date(2020, 1, day),
                voucher_series=next(iter(series), None),
                origin=Origin(organisation=organisation, fiscal_year="", row=digest.hex(), occurrence=number),
            )
        )
        for (day, minor, *series), digest, number in zip(facts, digests, numbers, strict=True)
    ]


def coverage_of(rows, organisation="o"):
    days = [date.fromisoformat(row[BOOKED_AT]) for row in rows] or [FIRST]
    return Coverage(
        organisation=organisation, start=min(days), end=max(days), file="f.csv", file_sha256="ab", rows=len(rows)
    )


@attrs.frozen
class Found:
    """What a comparison told of some rows."""

    new: tuple
    already: int
    vanished: tuple
    findings: tuple


def left(comparison, rows):
    """Tell of each row whether the book lacks it."""
    return [not held for columns in in_columns(iter(rows)) for held in comparison.holds(columns)]


def compare(rows, known, coverage):
    known = list(known)
    comparison = Comparison(in_columns(iter(known)), coverage, Earlier(given=((1, 1 << 30),)))
    new = tuple(compress(rows, left(comparison, rows)))
    by_number = {row[NUMBER_AT]: row for row in known}
    vanished = tuple(by_number[number] for number in numbers(comparison.vanished()))
    return Found(new, len(rows) - len(new), vanished, tuple(check_vanished("pas", comparison.vanished())))


def book(known, rows, organisation="o"):
    """Import rows into a book and return what it then holds, and the comparison."""
    found = compare(rows, iter(known), coverage_of(rows, organisation))
    numbered = [(row[0], number, *row[2:]) for number, row in enumerate(found.new, start=len(known) + 1)]
    return [*known, *numbered], found


def origins(rows):
    return sorted(row[ORIGIN_AT:] for row in rows)


@given(FACTS)
def test_the_first_import_books_every_row(facts):
    held, found = book([], rows_of(facts))

    assert (len(held), found.already, found.vanished, found.findings) == (len(facts), 0, (), ())


@given(FACTS, st.randoms(use_true_random=False))
def test_the_same_file_again_adds_nothing_whatever_its_order(facts, random):
    held, _ = book([], rows_of(facts))
    again, found = book(held, rows_of(random.sample(facts, len(facts))))

    assert (again, found.new, found.already, found.vanished) == (held, (), len(facts), ())


@given(FACTS, FACTS, st.randoms(use_true_random=False))
def test_a_longer_export_adds_only_what_is_new(facts, more, random):
    held, _ = book([], rows_of(facts))
    longer = random.sample([*facts, *more], len(facts) + len(more))
    again, found = book(held, rows_of(longer))

    assert (len(found.new), found.already, found.vanished) == (len(more), len(facts), ())
    assert origins(again) == origins(book([], rows_of(longer))[0])


@given(FACTS, st.integers(0, 6), st.randoms(use_true_random=False))
def test_a_file_cut_into_pieces_of_different_days_gives_what_the_whole_gives(facts, cut, random):
    early = [fact for fact in facts if fact[0] <= cut]
    late = [fact for fact in facts if fact[0] > cut]
    held: list[tuple[object, ...]] = []
    for piece in filter(None, random.sample([early, late], 2)):
        held, found = book(held, rows_of(piece))
        assert found.vanished == ()

    assert origins(held) == origins(rows_of(facts))


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 3), st.sampled_from(["A", "L", None])), max_size=12))
def test_a_file_of_some_series_says_nothing_of_the_others(facts):
    rows = rows_of([fact for fact in facts if fact[2] != "L"])
    missing = [fact for fact in facts if fact[2] == "L" and rows]
    coverage = attrs.evolve(coverage_of(rows), start=FIRST, end=LAST)
    held, _ = book([], rows_of(facts))
    comparison = Comparison(in_columns(iter(held)), coverage, Earlier(given=((1, 1 << 30),)))
    again = list(compress(rows, left(comparison, rows)))

    assert (again, comparison.vanished() if rows else ()) == ([], ())
    assert comparison.passed_over() == ({"L": len(missing)} if missing else {})
    assert comparison.series() == tuple(sorted({fact[2] or "" for fact in facts if fact[2] != "L"}))
    assert [finding.code for finding in check_series("pas", comparison.series(), comparison.passed_over())] == [
        "IMP-009"
    ] * bool(missing)


@given(FACTS, FACTS)
def test_what_is_missing_within_the_days_has_vanished_and_stays(facts, other):
    held, _ = book([], rows_of(facts))
    rows = rows_of(other)
    again, found = book(held, rows)
    coverage = coverage_of(rows)
    days = {coverage.start.isoformat(), *(row[BOOKED_AT] for row in held), coverage.end.isoformat()}
    inside = [row for row in held if coverage.start.isoformat() <= row[BOOKED_AT] <= coverage.end.isoformat()]

    assert again[: len(held)] == held
    assert len(found.vanished) + found.already == len([row for row in inside if row[BOOKED_AT] in days])
    assert origins(found.vanished) == sorted({row[ORIGIN_AT:] for row in inside} - {row[ORIGIN_AT:] for row in rows})


def test_two_equal_bus_tickets_stay_two():
    held, found = book([], rows_of([(1, 3200), (1, 3200)]))

    assert len(found.new) == 2
    assert [row[COLUMNS.index("origin_occurrence")] for row in held] == [1, 2]


def test_another_organisations_rows_are_another_matter():
    held, _ = book([], rows_of([(1, 100), (2, 100)]))
    _, found = book(held, rows_of([(1, 100), (2, 300)], "other"), "other")

    assert (len(found.new), found.already, found.vanished) == (2, 0, ())


def test_an_organisation_that_was_not_told_is_the_same_as_none_in_a_book():
    (row,) = rows_of([(1, 100)], "")
    kept = (*row[:ORIGIN_AT], None, None, *row[ORIGIN_AT + 2 :])

    assert compare([row], [kept], coverage_of([row], "")).already == 1


def test_entries_by_hand_neither_hide_a_row_nor_vanish():
    (row,) = rows_of([(1, 100)], "")
    by_hand = (*row[:ORIGIN_AT], None, None, None, None, None)
    found = compare([row], [by_hand], coverage_of([row], ""))

    assert (len(found.new), found.already, found.vanished) == (1, 0, ())


@pytest.fixture
def reversed_entry():
    (row,) = rows_of([(2, 100)])
    entry = (row[0], 1, *row[2:])
    reversal = Entry(
        project="pas", number=2, category="personal", amount_minor=-100, booked_on=date(2020, 1, 2), reverses=1
    )
    return [entry, to_row(reversal)]


def test_a_reversed_entry_stays_known_so_that_it_is_not_booked_anew(reversed_entry):
    _, found = book(reversed_entry, rows_of([(2, 100)]))

    assert (found.new, found.already) == ((), 1)


def test_a_reversed_entry_that_the_file_lacks_has_been_dealt_with(reversed_entry):
    _, found = book(reversed_entry, rows_of([(1, 5), (3, 5)]))

    assert (found.vanished, found.findings) == ((), ())


def test_a_reversed_entry_by_hand_is_no_matter_of_the_files(reversed_entry):
    by_hand = (*reversed_entry[0][:ORIGIN_AT], *(None,) * (len(reversed_entry[0]) - ORIGIN_AT))

    _, found = book([by_hand, reversed_entry[1]], rows_of([(2, 100)]))

    assert (len(found.new), found.already, found.vanished) == (1, 0, ())


def test_vanished_entries_are_told_by_number_the_first_ten_of_them():
    held, _ = book([], rows_of([(day, 100) for day in range(1, 13)]))
    few = compare(rows_of([(1, 100), (3, 100)]), held, coverage_of(rows_of([(1, 100), (3, 100)])))
    many = compare(rows_of([(1, 1), (12, 1)]), held, coverage_of(rows_of([(1, 1), (12, 1)])))

    assert [dict(found.values) for found in few.findings] == [{"project": "pas", "count": 1, "entries": "2"}]
    shown = label("actuals.among_others", entries="1, 2, 3, 4, 5, 6, 7, 8, 9, 10")
    assert [(found.code, found.place.project, found.values) for found in many.findings] == [
        ("IMP-001", "pas", (("project", "pas"), ("count", 12), ("entries", shown)))
    ]
    assert not many.findings[0].stops


def test_vanished_entries_beside_new_rows_are_warned_of_for_they_may_be_booked_twice():
    (found,) = check_vanished("pas", ((2, 3),), 4)

    assert (found.code, found.severity) == ("IMP-012", Severity.WARN)
    assert dict(found.values) == {"project": "pas", "count": 2, "entries": "2, 3", "new": 4}
    assert list(check_vanished("pas", (), 4)) == []


def test_a_coverage_is_kept_as_a_fact():
    coverage = attrs.evolve(coverage_of(rows_of([(1, 1)])), map_sha256="cd")

    assert from_json(Coverage, to_json(coverage)) == coverage


def test_facts_that_only_look_alike_when_put_together_have_different_fingerprints():
    one, other = fingerprints([("a", "ab"), ("bc", "c")])

    assert one != other
