"""Readers who take a CSV file in turn give together what one gives alone."""

from __future__ import annotations

import io
from fractions import Fraction
from unittest.mock import patch

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.finding import Finding
from ledger.core.words import folded
from ledger.importers.actuals import csv_file
from ledger.importers.actuals.csv_file import csv_batches
from ledger.importers.actuals.csv_file import read_csv
from ledger.importers.actuals.left_out import added
from ledger.importers.actuals.left_out import is_of_all
from ledger.importers.actuals.map_file import ActualsMap
from ledger.importers.actuals.map_file import Slice
from ledger.importers.actuals.map_file import Split
from ledger.importers.actuals.rows import Request
from ledger.model.imports.bulk import Reader
from ledger.model.imports.bulk import Turn
from tests.importers.actuals.test_csv_file import TARGETS

LINES = st.sampled_from(
    [
        "2021-03-01;personal;10,00;Hyra;A 1",
        "2021-03-02;personal;-1,50;Åsa;A 2",
        "2021-03-02;personal;3;Delas;A 2",
        "2021-13-01;personal;1;fel dag;A 3",
        "2021-03-01;personel;1;fel ord;A 4",
        "2021-03-01;personal;1;andras;B 1",
        "2021-03-01;personal;1",
        '2021-03-01;personal;2,00;"med; tecken";A 5',
        '2021-03-01;personal;2,00;"två\nrader";A 5',
        '2021-03-01;personal;2,00;"öppet;A 5',
        "",
    ]
)
RULES = ActualsMap(
    only={"verifikation": frozenset({folded(f"A {n}") for n in range(9)})},
    splits=(Split(column="text", value="delas", slices=(Slice(Fraction(1, 2)),)),),
)


SMALL = patch.multiple(csv_file, _CHUNK_BYTES=80, _CHUNK_ROWS=2, _CHUNKS_A_TURN=2)


def turns(content, request):
    """Return what a reader gives by turn; what comes after the last has a turn of its own."""
    found = [[]]
    for each in csv_batches(io.BytesIO(content), request):
        if isinstance(each, Turn):
            found.append([])
        else:
            found[-1].extend([each] if isinstance(each, Finding) else each.rows())
    return found


def together(content, request, readers):
    by_reader = [turns(content, evolve(request, reader=Reader(at=at, of=readers))) for at in range(readers)]
    longest = max(map(len, by_reader))
    taken = [each for at in range(longest) for one in by_reader if at < len(one) for each in one[at]]
    notes = [each for each in taken if isinstance(each, Finding) and is_of_all(each)]
    return [each for each in taken if each not in notes], list(added(notes))


@given(lines=st.lists(LINES, max_size=30), readers=st.integers(2, 4), end=st.sampled_from(["\n", "\r\n"]))
def test_together_they_give_what_one_gives(lines, readers, end):
    content = end.join(["datum;kostnadsslag;belopp;text;verifikation", *lines]).encode()
    request = Request(file="f.csv", targets=TARGETS, project="pas", rules=RULES)

    with SMALL:
        assert together(content, request, readers) == together(content, request, 1)


def test_rows_beside_one_that_cannot_be_read_are_numbered_once():
    lines = ["2021-03-01;personal;10;a;2", "2021-03-01;personal;10;b;x", "2021-03-01;personal;10;c;2"]
    content = "\n".join(["datum;kostnadsslag;belopp;text;moms", *lines]).encode()

    read = list(read_csv(io.BytesIO(content), file="f.csv", targets=TARGETS, project="pas"))

    assert [each.code if isinstance(each, Finding) else each[-2] for each in read] == [1, "CSV-103", 1]
