from __future__ import annotations

import attrs
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.digest_map import DIGEST_BYTES
from ledger.model.entry import COLUMNS
from ledger.model.entry import Origin
from ledger.model.imports.bulk import Batch
from ledger.model.imports.bulk import Starts
from ledger.model.imports.bulk import Turn
from ledger.rules import pieces as of_rules
from ledger.rules.imports.account_sums import AccountSums
from ledger.rules.pieces import Piece
from ledger.rules.pieces import pieces
from tests.model.test_bulk import batch_of
from tests.storage.samples import row
from tests.storage.samples import same_bytes

PROJECT = COLUMNS.index("project")
ROWS = [row(n, project=("pas", "tov")[n % 2], text=f"rad {n}" if n % 3 else None, account="5010") for n in range(1, 9)]


def made(read):
    return list(pieces(read, same_bytes()))


@given(st.lists(st.lists(st.sampled_from(ROWS), min_size=1, max_size=5), max_size=5))
def test_pieces_hold_every_row_once_by_project_in_their_order(batches):
    starts = Starts()

    *found, sums = made([batch_of(some, starts) for some in batches])

    for project in ("pas", "tov"):
        expected = [each for some in batches for each in some if each[PROJECT] == project]
        held = [each for piece in found if piece.project == project for each in piece.packed.rows(project, 0)]
        assert [each[2:] for each in held] == [each[2:] for each in expected]
        assert sum(minor for _, _, minor, _, _ in sums.of(project)) == sum(each[7] for each in expected)


def test_what_waits_comes_before_the_end_of_a_turn_and_before_a_row_that_no_book_takes():
    starts = Starts()
    one, wrong = batch_of([row(1)], starts), batch_of([row(10**15 + 1)], starts)

    found = made([one, Turn(0), one, wrong, "else"])

    assert [type(each) for each in found] == [Piece, Turn, Piece, Batch, str, AccountSums]


def test_pieces_are_made_when_enough_rows_wait(monkeypatch):
    monkeypatch.setattr(of_rules, "_ROWS_AT_ONCE", 2)
    starts = Starts()

    *found, _ = made([batch_of([row(n)], starts) for n in range(1, 6)])

    assert [piece.packed.count for piece in found] == [2, 2, 1]


def test_of_rows_alike_each_says_which_it_is():
    origin = Origin(organisation="", fiscal_year="", row="ab" * DIGEST_BYTES, occurrence=1, split=0)
    *found, _ = made([batch_of([row(1, origin=origin), row(1, origin=origin)])])

    numbered = found[0].numbered(lambda digests: [7, 1][: len(digests)])

    assert [each[-2] for each in numbered.packed.rows("pas", 0)] == [7, 1]
    assert found[0].numbered(lambda digests: [1] * len(digests)) is found[0]


def test_some_rows_of_a_piece_keep_all_that_is_theirs():
    *found, _ = made([batch_of([row(1), row(2, text="två")])])

    second = found[0].only([0, 1])

    assert (list(second.amounts), second.packed.texts) == ([2], "två\x1f\x1e".encode())
    assert found[0].only([0, 0]) is None
    assert attrs.evolve(second, packed=found[0].packed).packed.count == 2
