"""What is told of a block column by column is what its entries tell one by one."""

from __future__ import annotations

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.record import evolve
from ledger.errors import LedgerError
from ledger.errors import UnreadableFactError
from ledger.model.entry import COLUMNS
from ledger.rules import chain
from ledger.rules.block import LARGEST_MINOR
from ledger.rules.block import block
from ledger.rules.financing.clue import clues_of_rows
from ledger.rules.financing.clue import packed as packed_clues
from ledger.rules.opened import opened
from ledger.rules.packed import NO_SALT
from ledger.rules.packed import SALT_BYTES
from ledger.rules.packed import pack
from tests.storage.samples import FULL
from tests.storage.samples import MIXED
from tests.storage.samples import row
from tests.storage.samples import same_bytes

TEXT, COUNTERPARTY = COLUMNS.index("text"), COLUMNS.index("counterparty")
PLAIN = (row(1), row(-250, text="Hyra"), row(3, voucher_number="7"))


def packed(rows):
    """Return rows as a book keeps them."""
    entries = block(rows, "pas", 1)
    salts = same_bytes()(SALT_BYTES * len(rows))
    return pack(
        entries.sealed,
        words=entries.words,
        days=entries.booked_on,
        salts=salts,
        digests=chain.words_digests(salts, entries.words),
    )


def without_absent(rows):
    return [tuple("" if value is None else value for value in each) for each in rows]


def is_sound_one_by_one(found):
    """Whether a proof that looks at each entry by itself has nothing to say of a block."""
    rows = list(found.rows("pas", 1))
    for each, (salt, words) in zip(rows, found.salted(), strict=True):
        if chain.words_digest(salt.hex(), each[TEXT] or "", each[COUNTERPARTY] or "") != words.hex():
            return False
    try:
        block(rows, "pas", 1)
    except LedgerError:
        return False
    return all(salt for salt, _ in found.salted())


@pytest.mark.parametrize("rows", [MIXED, (FULL,), PLAIN], ids=["mixed", "one with every field", "hardly any words"])
def test_what_medfin_writes_is_sound_and_opened_as_it_was(rows):
    found = packed(rows)
    entries = opened(found)

    assert entries.is_sound()
    assert len(entries) == len(rows)
    assert without_absent(zip(*entries.columns[2:], strict=True)) == without_absent(each[2:] for each in rows)
    assert entries.has_clues(packed_clues(clues_of_rows(rows)))


def replaced(old, new):
    return lambda found: evolve(found, lines=found.lines.replace(old, new))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(replaced(b"cost", b"gift"), id="a kind that there is not"),
        pytest.param(replaced(b"\x1fpersonal\x1f", b"\x1f\x1f"), id="a cost without category"),
        pytest.param(replaced(b"2021-03-15\x1f\x1f", b"2021-03-15\x1f2021-02-30\x1f"), id="a day that there is not"),
        pytest.param(replaced(b"\x1f10000\x1f", b"\x1f\x1f"), id="no amount"),
        pytest.param(replaced(b"\x1f10000\x1f", b"\x1f%d\x1f" % (LARGEST_MINOR + 1)), id="a figure too large"),
        pytest.param(replaced(b"personal", b"pers\tnal"), id="a control character"),
        pytest.param(lambda found: evolve(found, texts=found.texts.replace(b"Hyra", b"Lokal")), id="other words"),
        pytest.param(lambda found: evolve(found, texts=found.texts.replace(b"Hyra", b"Hy\tra")), id="a tab in words"),
        pytest.param(lambda found: evolve(found, texts=b""), id="no words"),
        pytest.param(lambda found: evolve(found, salts=found.salts[:-1] + b"\x00"), id="another salt"),
        pytest.param(lambda found: evolve(found, salts=NO_SALT + found.salts[SALT_BYTES:]), id="a salt taken out"),
        pytest.param(lambda found: evolve(found, words=found.words[::-1]), id="other digests"),
        pytest.param(lambda found: found.without_words([1, 1, 0, 0, 0]), id="words taken out"),
    ],
)
def test_what_a_look_at_each_entry_finds_is_not_sound(change):
    found = change(packed(MIXED))

    assert not is_sound_one_by_one(found)
    assert not opened(found).is_sound()


@pytest.mark.parametrize("figure", [b"1O", b"--1", b"9" * 5000], ids=["a letter", "two signs", "endless"])
def test_what_is_no_figure_cannot_be_opened(figure):
    found = replaced(b"\x1f10000\x1f", b"\x1f" + figure + b"\x1f")(packed(MIXED))

    with pytest.raises(UnreadableFactError):
        opened(found)


@given(
    part=st.sampled_from(["lines", "texts", "salts", "words"]),
    at=st.integers(0, 400),
    new=st.one_of(st.binary(min_size=1, max_size=2), st.sampled_from([b"\x1f", b"\x1e", b"0", b"-", b"\x7f"])),
)
@example(part="lines", at=0, new=b"C")
def test_no_change_of_bytes_is_sound_that_is_not_so_entry_by_entry(part, at, new):
    whole = packed(MIXED)
    content = getattr(whole, part)
    at %= len(content)
    changed = evolve(whole, **{part: content[:at] + new + content[at + len(new) :]})
    try:
        sound = opened(changed).is_sound()
    except UnreadableFactError:
        with pytest.raises(UnreadableFactError):
            changed.rows("pas", 1)
        return

    assert sound == is_sound_one_by_one(changed)
