from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import UnreadableFactError
from ledger.model.entry import COLUMNS
from ledger.rules.block import WORDS
from ledger.rules.block import block
from ledger.rules.chain import words_digests
from ledger.rules.packed import SALT_BYTES
from ledger.rules.packed import joined
from ledger.rules.packed import pack
from tests.storage.samples import FULL
from tests.storage.samples import MIXED
from tests.storage.samples import row
from tests.storage.samples import same_bytes

NUMBER = COLUMNS.index("number")


def packed(some):
    entries = block(some, "pas", 1)
    salts = same_bytes()(SALT_BYTES * len(some))
    return pack(
        entries.sealed,
        words=entries.words,
        days=entries.booked_on,
        salts=salts,
        digests=words_digests(salts, entries.words),
    )


def numbered(some, first):
    return [(*each[:NUMBER], first + at, *each[NUMBER + 1 :]) for at, each in enumerate(some)]


rows = st.lists(st.sampled_from(MIXED), min_size=1, max_size=9)


@given(rows, st.integers(1, 10**12))
def test_what_is_packed_comes_back(some, first):
    assert list(packed(some).rows("pas", first)) == numbered(some, first)


@given(st.lists(rows, min_size=1, max_size=4))
def test_blocks_put_together_hold_the_entries_of_all(blocks):
    whole = joined(list(map(packed, blocks)))

    assert list(whole.rows("pas", 1)) == numbered([each for some in blocks for each in some], 1)
    assert whole.lines == packed([each for some in blocks for each in some]).lines


@given(rows, st.data())
def test_chosen_entries_are_those_and_keep_their_salts(some, data):
    chosen = data.draw(st.lists(st.integers(0, 1), min_size=len(some), max_size=len(some)).filter(any))
    whole = packed(some)

    part = whole.only(chosen)

    kept = [at for at, yes in enumerate(chosen) if yes]
    assert list(part.rows("pas", 1)) == numbered([some[at] for at in kept], 1)
    assert part.salted() == [whole.salted()[at] for at in kept]


def test_words_are_taken_out_and_everything_else_stays():
    whole = packed([FULL, FULL])

    bare = whole.without_words([0, 1])

    assert attrs.evolve(bare, texts=whole.texts, salts=whole.salts) == whole
    kept, gone = bare.rows("pas", 1)
    assert [kept[at] for at in WORDS] == [FULL[at] for at in WORDS]
    assert [gone[at] for at in WORDS] == [None, None]
    assert [salt for salt, _ in bare.salted()] == [whole.salted()[0][0], b""]
    assert whole.without_words([1, 1]).texts == b""


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"count": 3}, id="another count"),
        pytest.param({"salts": b"x"}, id="a salt cut short"),
        pytest.param({"words": b""}, id="no digests"),
        pytest.param({"lines": b"\xff"}, id="bytes that are no text"),
        pytest.param({"lines": b"cost"}, id="no line"),
        pytest.param({"texts": b"a\x1f\x1e"}, id="too few texts"),
        pytest.param({"first_day": "2021-03-16"}, id="another first day"),
        pytest.param({"last_day": "2021-03-14"}, id="another last day"),
    ],
)
def test_bytes_that_were_never_written_are_told(changes):
    with pytest.raises(UnreadableFactError):
        attrs.evolve(packed([row(1), FULL]), **changes).rows("pas", 1)


@given(st.text("a\x1f\x1e", min_size=1, max_size=7))
def test_lines_are_read_where_all_are_as_wide_and_ended_and_as_many_as_told(texts):
    *lines, end = texts.split("\x1e")
    expected = [line.split("\x1f") for line in lines]
    changed = attrs.evolve(packed([row(1), FULL]), texts=texts.encode())

    if end or list(map(len, expected)) != [2, 2]:
        with pytest.raises(UnreadableFactError):
            changed.cells()
    else:
        cells = changed.cells()
        assert list(map(list, zip(*(cells[at] for at in WORDS), strict=True))) == expected


def test_a_text_is_no_number():
    whole = packed([row(77)])

    with pytest.raises(UnreadableFactError):
        attrs.evolve(whole, lines=whole.lines.replace(b"77", b"7.")).rows("pas", 1)
