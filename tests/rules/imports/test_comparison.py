"""Columns tell of a file and a book what a look at each row by itself tells."""

from __future__ import annotations

import random
from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.model.entry import Entry
from ledger.model.entry import Origin
from ledger.model.entry import to_row
from ledger.model.imports.coverage import Coverage
from ledger.rules.corrections.attest import numbers
from ledger.rules.corrections.attest import runs
from ledger.rules.imports import comparison as rules
from ledger.rules.imports.comparison import Comparison
from ledger.rules.imports.comparison import Earlier
from ledger.rules.imports.comparison import marks
from tests.rules.imports.plain_comparison import compared

DIGESTS = ["ab" * 12, "cd" * 12, "AB" * 12, "row 1"]


def chosen(dice, usual, *others):
    """Return what is usual, or once in a while something else."""
    return dice.choice((usual, usual, usual, *others))


def entry(dice):
    """Return an entry; there are hardly more origins than rows, so that most of a file's rows are in the book."""
    origin = Origin(
        organisation=chosen(dice, "", "o"),
        fiscal_year=chosen(dice, "", "2020-01-01"),
        row=dice.choice([*DIGESTS[:2] * 2, *DIGESTS[2:]]),
        occurrence=chosen(dice, 1, 2),
        split=chosen(dice, 0, 1),
    )
    return Entry(
        project="pas",
        category=chosen(dice, "personal", "resor"),
        amount_minor=chosen(dice, 1, 2),
        booked_on=date(2020, 1, dice.randint(1, 3)),
        belongs_to=date(2020, 1, dice.randint(1, 3)),
        voucher_series=dice.choice([None, "A", "B"]),
        reverses=chosen(dice, None, dice.randint(1, 4)),
        origin=chosen(dice, origin, None),
    )


def spans(dice, usual):
    some = runs(sorted(dice.sample(range(1, 25), 8)))
    return dice.choice((usual, some))


def case(dice):
    """Return what a book holds, the rows of a file, what it covers, and what earlier files gave."""
    book = [to_row(entry(dice)) for _ in range(dice.randint(1, 24))]
    rows = [to_row(each) for each in (entry(dice) for _ in range(chosen(dice, 16, 0))) if each.origin]
    coverage = Coverage(
        organisation=chosen(dice, "", "o"),
        fiscal_year=chosen(dice, "", "2020-01-01"),
        start=date(2020, 1, 1),
        end=date(2020, 1, dice.randint(1, 3)),
        file="f.csv",
        file_sha256="ab",
        rows=len(rows),
        carrier=dice.choice(["csv", "sie"]),
        series=dice.choice([(), ("A",)]),
    )
    earlier = Earlier(
        given=spans(dice, ((1, 24),)), imported=spans(dice, ()), late=spans(dice, ()), vanished=spans(dice, ())
    )
    numbered = [(row[0], at, *row[2:]) for at, row in enumerate(book, start=1)]
    return numbered, list({row[-4:]: row for row in rows}.values()), coverage, earlier


def in_pieces(rows, length):
    """Yield rows column by column, some at a time."""
    rows = iter(rows)
    while taken := list(islice(rows, length)):
        yield list(zip(*taken, strict=True))


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**64))
def test_columns_tell_what_rows_tell(seed):
    dice = random.Random(seed)
    book, rows, coverage, earlier = case(dice)
    length, few = dice.randint(1, 9), dice.choice([2, 1 << 17])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rules, "_FEW_MAX", few)
        found = Comparison(in_pieces(book, length), coverage, earlier)
        held = [each for columns in in_pieces(rows, length) for each in found.holds(columns)]

    vanished = list(numbers(found.vanished()))
    assert (held, found.otherwise, vanished, found.series(), found.passed_over()) == compared(
        book, rows, coverage, earlier
    )


def test_marks_tell_origins_apart_and_take_absent_and_empty_for_the_same():
    origins = [
        Origin(organisation=organisation, fiscal_year=year, row=row, occurrence=occurrence, split=split)
        for row in DIGESTS
        for year in ("", "2020-01-01")
        for occurrence in (1, 2)
        for split in (0, 1)
        for organisation in ("", "o")
    ]
    rows = [
        to_row(Entry(category="x", project="p", amount_minor=1, booked_on=date(2020, 1, 1), origin=each))
        for each in origins
    ]
    columns = list(zip(*rows, strict=True))

    found = marks(columns)

    assert found[::2] == found[1::2]
    assert len(set(found)) == len(rows) // 2
    assert found == [mark for row in rows for mark in marks([(value,) for value in row])]
    assert found == marks([["" if value is None else value for value in column] for column in columns])
