from __future__ import annotations

from hashlib import sha256

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.entry import COLUMNS
from ledger.model.head import Fact
from ledger.rules import chain
from ledger.rules.block import block
from tests.storage.samples import FULL
from tests.storage.samples import MIXED
from tests.storage.samples import row

COMMIT = Commit(
    scope="pas",
    sequence=2,
    previous="0" * 64,
    kind=CommitKind.IMPORT,
    batch="b0",
    author="Åsa",
    message="Mars",
    salt="5a" * 16,
    words=chain.words_digest("5a" * 16, "Åsa", "Mars"),
    recorded_at="2026-01-31T12:00:00Z",
    entries=5,
    digest="d" * 64,
    seal="",
)


def content(rows=(), facts=(), words=None):
    digest = chain.Content(enumerate(facts, start=1))
    if rows:
        digest.add(block(rows, "pas", 1), words or ["w"] * len(rows))
    return digest.digest()


def test_the_seal_is_the_digest_of_the_fields_in_their_written_order():
    fields = ("medfin 1", "0" * 64, "pas", "2", "import", "b0", COMMIT.words, COMMIT.recorded_at, "5", "d" * 64)

    assert chain.seal(COMMIT) == sha256("\x1f".join(fields).encode()).hexdigest()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("scope", "tov"),
        ("sequence", 3),
        ("previous", "1" * 64),
        ("kind", CommitKind.ENTRY),
        ("batch", "b1"),
        ("words", "w"),
        ("recorded_at", "2026-01-31T12:00:01Z"),
        ("entries", 6),
        ("digest", "e" * 64),
    ],
    ids=lambda part: str(part)[:20],
)
def test_the_seal_covers_every_field(field, value):
    assert chain.seal(attrs.evolve(COMMIT, **{field: value})) != chain.seal(COMMIT)


@pytest.mark.parametrize("field", ["author", "message", "salt", "seal"])
def test_the_seal_holds_when_words_and_salt_are_removed(field):
    assert chain.seal(attrs.evolve(COMMIT, **{field: ""})) == chain.seal(COMMIT)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(("6b" * 16, "Åsa", "Mars"), id="another salt"),
        pytest.param(("5a" * 16, "Bo", "Mars"), id="another author"),
        pytest.param(("5a" * 16, "Åsa", ""), id="no message"),
        pytest.param(("5a" * 16, "", "ÅsaMars"), id="all in one"),
    ],
)
def test_the_digest_of_words_covers_salt_and_words(other):
    assert chain.words_digest(*other) != COMMIT.words


def test_salts_are_cut_from_the_random_bytes_in_order():
    assert chain.salts(bytes(range(32))) == [bytes(range(16)).hex(), bytes(range(16, 32)).hex()]


SEALED = [name for name in COLUMNS if name not in ("project", "number", "text", "counterparty")]


@pytest.mark.parametrize("name", SEALED)
def test_the_content_covers_every_column_but_words_and_what_the_place_in_the_chain_tells(name):
    other = {"kind": "in_kind", "booked_on": "2021-03-16", "belongs_to": "2021-03-16"}
    other |= {"paid_on": "2021-03-16"}
    changed = tuple(
        other.get(name, 17 if isinstance(value, int) else f"{value}x") if column == name else value
        for column, value in zip(COLUMNS, FULL, strict=True)
    )

    assert block([changed], "pas", 1).sealed != block([FULL], "pas", 1).sealed


def test_the_content_covers_the_digests_of_the_words_but_not_the_words():
    rewritten = [tuple("x" if name == "text" else value for name, value in zip(COLUMNS, FULL, strict=True))]

    assert content([FULL]) == content(rewritten)
    assert content([FULL], words=["v"]) != content([FULL], words=["w"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param([Fact("a", "b", "c")], [Fact("a", "b", "d")], id="another body"),
        pytest.param([Fact("a", "b", "c")], [Fact("ab", "", "c")], id="a letter moved to another field"),
        pytest.param([Fact("a", "b", "c")], [], id="no fact"),
        pytest.param(
            [Fact("a", "b", "c"), Fact("d", "e", "f")], [Fact("d", "e", "f"), Fact("a", "b", "c")], id="another order"
        ),
    ],
)
def test_the_content_covers_the_facts_and_their_order(one, other):
    assert content(facts=one) != content(facts=other)


def test_the_content_is_the_same_however_many_entries_are_taken_at_a_time():
    by_one = chain.Content(())
    for at, each in enumerate(MIXED):
        by_one.add(block([each], "pas", 1 + at), ["w"])

    assert by_one.digest() == content(MIXED)


def test_the_digests_of_words_cannot_be_cut_otherwise():
    assert content(MIXED[:2], words=["ab", "c"]) != content(MIXED[:2], words=["a", "bc"])


def test_the_content_covers_the_order_of_the_entries():
    assert content([row(1), row(2)]) != content([row(2), row(1)])
    assert content(MIXED) != content(MIXED[:-1])


cells = st.none() | st.text("ab", max_size=2)
tables = st.lists(st.tuples(cells, cells, cells), max_size=4)


def rows_of(table):
    names = ("invoice", "voucher_series", "voucher_number")
    return [row(1, **dict(zip(names, cells, strict=True))) for cells in table]


def sealed(table):
    return content(rows_of(table), words=["w"] * len(table))


@settings(max_examples=100, deadline=None)
@given(one=tables, other=tables)
def test_two_contents_have_one_digest_exactly_if_they_are_the_same(one, other):
    same = [[cell or "" for cell in cells] for cells in one] == [[cell or "" for cell in cells] for cells in other]

    assert (sealed(one) == sealed(other)) is same
