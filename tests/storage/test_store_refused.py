"""What no store books: it is refused whole, and the place is told."""

from __future__ import annotations

import attrs
import pytest

from ledger.errors import AppendRefusedError
from ledger.errors import CommitTextError
from ledger.errors import ControlCharacterError
from ledger.errors import EntryError
from ledger.errors import FigureSizeError
from ledger.errors import RowError
from ledger.errors import TotalSizeError
from ledger.model.head import BOOK
from ledger.model.head import Fact
from ledger.rules.block import BLOCK
from ledger.rules.block import LARGEST_MINOR
from ledger.storage.verify import verify
from tests.storage.rows import changed
from tests.storage.rows import contents
from tests.storage.samples import FACTS
from tests.storage.samples import MIXED
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import row


def test_a_draft_drawn_up_on_an_old_head_is_refused_whole(store):
    old = store.head("pas")
    store.append([draft(old, *MIXED)], occasion())
    before = contents(store)

    with pytest.raises(AppendRefusedError) as refused:
        store.append([draft(store.head(BOOK), facts=FACTS), draft(old, row(1))], occasion())

    assert refused.value.exit_status == 3
    assert contents(store) == before


def test_two_drafts_for_one_scope_are_refused_for_the_second_does_not_know_of_the_first(store):
    with pytest.raises(AppendRefusedError):
        store.append([draft(store.head("pas"), row(1)), draft(store.head("pas"), row(2))], occasion())

    assert store.scopes() == ()


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        pytest.param([row(1), changed(row(1), text="a\x1fb")], ControlCharacterError, id="a text with a separator"),
        pytest.param([changed(row(1), counterparty="a\nb")], ControlCharacterError, id="a text of two lines"),
        pytest.param([changed(row(1), voucher_number="\x00")], ControlCharacterError, id="a voucher with a null"),
        pytest.param([changed(row(1), unit="\x7f")], ControlCharacterError, id="a unit with delete"),
        pytest.param([changed(row(1), text="\ud83d")], ControlCharacterError, id="half of a character"),
        pytest.param([row(LARGEST_MINOR + 1)], FigureSizeError, id="an amount that is too large"),
        pytest.param([row(-LARGEST_MINOR - 1)], FigureSizeError, id="an amount that is too far below zero"),
        pytest.param([row(1), changed(row(1), vat_minor=2**70)], FigureSizeError, id="a tax that is too large"),
        pytest.param([changed(row(1), amount_minor=1.0)], RowError, id="an amount with a decimal point"),
        pytest.param([changed(row(1), amount_minor=True)], RowError, id="an amount that is a truth value"),
        pytest.param([changed(row(1), amount_minor=None)], RowError, id="no amount"),
        pytest.param([changed(row(1), text=17)], RowError, id="a text that is a number"),
        pytest.param([changed(row(1), text=[])], RowError, id="a text that is a list"),
        pytest.param([changed(row(1), project="tov")], RowError, id="another project"),
        pytest.param([changed(row(1), kind="gift")], RowError, id="a kind that is not known"),
        pytest.param([changed(row(1), booked_on="2021-02-29")], RowError, id="a day that does not exist"),
        pytest.param([changed(row(1), booked_on="20210228")], RowError, id="a day without hyphens"),
        pytest.param([changed(row(1), belongs_to="")], RowError, id="a day that is empty"),
        pytest.param([changed(row(1), paid_on="i mars")], RowError, id="a day in words"),
        pytest.param([row(1), row(1)[:-1]], RowError, id="a row that is too short"),
        pytest.param([changed(row(1), category=None)], EntryError, id="a cost without a category"),
        pytest.param([changed(row(1), kind="receipt", source="x")], EntryError, id="a receipt with a category"),
        pytest.param([changed(row(1), kind="in_kind")], EntryError, id="a contribution in kind without a source"),
        pytest.param([row(LARGEST_MINOR), row(1)], TotalSizeError, id="a sum that is too large"),
    ],
)
def test_what_cannot_be_booked_is_refused_and_nothing_is_booked(store, rows, error):
    fill(store)
    before = contents(store)

    with pytest.raises(error):
        store.append([draft(store.head("@a"), facts=FACTS), draft(store.head("pas"), row(1), *rows)], occasion())

    assert contents(store) == before


def test_a_total_that_grows_too_large_over_two_commits_is_refused(store):
    store.append([draft(store.head("pas"), row(LARGEST_MINOR))], occasion())
    before = contents(store)

    with pytest.raises(TotalSizeError):
        store.append([draft(store.head("pas"), row(1))], occasion())

    assert contents(store) == before


def test_the_place_of_what_is_refused_is_told(store):
    store.append([draft(store.head("pas"), row(1))], occasion())

    with pytest.raises(ControlCharacterError) as refused:
        store.append([draft(store.head("pas"), row(1), changed(row(1), text="a\tb"))], occasion())

    assert refused.value.values == {"scope": "pas", "entry": 3, "field": "text", "character": "U+0009"}


@pytest.mark.parametrize(
    ("changes", "author"),
    [
        pytest.param({"message": "två\nrader"}, "Åsa", id="in the message"),
        pytest.param({"batch": "\x1f"}, "Åsa", id="in the batch"),
        pytest.param({"facts": (Fact("party", "a\x1eb", "{}"),)}, "Åsa", id="in the key of a fact"),
        pytest.param({"facts": (Fact("party", "a", "{\n}"),)}, "Åsa", id="in the body of a fact"),
        pytest.param({}, "Å\x00sa", id="in the author's name"),
    ],
)
def test_control_characters_in_a_commit_are_refused(store, changes, author):
    with pytest.raises(CommitTextError):
        store.append([attrs.evolve(draft(store.head("pas"), row(1)), **changes)], occasion(author))

    assert store.scopes() == ()


def test_when_the_rows_break_off_nothing_is_booked(store):
    def rows():
        yield from (row(n) for n in range(BLOCK + 1))
        message = "the file broke off"
        raise OSError(message)

    with pytest.raises(OSError, match="broke off"):
        store.append([attrs.evolve(draft(store.head("pas")), entries=rows())], occasion())

    assert store.scopes() == ()
    store.append([draft(store.head("pas"), row(1))], occasion())
    assert list(verify(store)) == []
