"""Clues: what can be the same cost shares one."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ledger.model.entry import COLUMNS
from ledger.rules.financing.clue import clues
from ledger.rules.financing.clue import clues_of_columns
from ledger.rules.financing.clue import clues_of_rows
from ledger.rules.financing.clue import match
from ledger.rules.financing.clue import packed
from ledger.rules.financing.clue import unpacked
from ledger.rules.financing.double import Holder
from ledger.rules.financing.double import double_funding
from tests.storage.samples import row

CELLS = ("voucher_number", "amount_minor", "evidence_sha256")


def entry(number, project, cells):
    values = dict(zip(COLUMNS, row(project=project), strict=True)) | dict(zip(CELLS, cells, strict=True))
    return tuple((values | {"number": number}).values())


CELL = st.tuples(
    st.sampled_from((None, "1", "17", "å")),
    st.integers(-(10**15), 10**15) | st.sampled_from((100, 200)),
    st.sampled_from((None, "ab" * 32, "cd" * 32)),
)


@given(st.lists(st.lists(CELL, max_size=4), min_size=2, max_size=3))
def test_projects_with_the_same_cost_share_a_clue(projects):
    rows = [[entry(at, f"p{id_}", cell) for at, cell in enumerate(cells, 1)] for id_, cells in enumerate(projects)]
    for one, other in combinations(range(len(rows)), 2):
        holders = tuple(
            Holder(id=f"p{id_}", organisation="kommunen", rows=lambda id_=id_: rows[id_]) for id_ in (one, other)
        )
        across = [each for each in double_funding(holders) if len({sight.project for sight in each.sights}) > 1]

        assert not across or set(clues_of_rows(rows[one])) & set(clues_of_rows(rows[other]))


@given(st.lists(CELL))
def test_clues_are_the_same_by_row_by_column_and_packed(cells):
    rows = [entry(at, "p", cell) for at, cell in enumerate(cells, 1)]
    columns = [["" if value is None else value for value in column] for column in zip(*rows, strict=True)]

    found = clues_of_rows(rows)

    assert found == (clues_of_columns(columns) if columns else [])
    assert unpacked(packed(found)) == tuple(found)
    assert all(match(packed(some), found) for some in (found, found[::-1], sorted(found)))
    assert not match(packed(found) + b"\0", found)
    assert not match(packed([*found, 1]), found)
    assert not match(packed([each ^ 1 for each in found]), found) or not found


def test_what_has_neither_voucher_nor_evidence_or_no_amount_leaves_no_clue():
    assert clues([None, "", "1"], [100, 100, 0], [None, "", None]) == []


def test_a_clue_is_the_same_for_ever_since_books_keep_it():
    assert clues(["17", "17"], [100, -100], ["ab" * 32]) == [1060745254, 3234222046, 2640906783]
