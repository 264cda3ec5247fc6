from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.errors import CommitTextError
from ledger.errors import ControlCharacterError
from ledger.errors import EntryError
from ledger.errors import FigureSizeError
from ledger.errors import ForeignTextError
from ledger.errors import RowError
from ledger.model.entry import COLUMNS
from ledger.rules.block import LARGEST_MINOR
from ledger.rules.block import block
from ledger.rules.block import check_text
from tests.storage.samples import FULL
from tests.storage.samples import MIXED
from tests.storage.samples import row

AT = {name: at for at, name in enumerate(COLUMNS)}


def changed(values, **fields):
    return tuple(fields.get(name, value) for name, value in zip(COLUMNS, values, strict=True))


def test_rows_become_columns_and_rows_again_with_the_numbers_they_were_given():
    entries = block(MIXED, "pas", 7)

    assert len(entries) == 5
    assert [each[AT["number"]] for each in entries.rows()] == [7, 8, 9, 10, 11]
    assert [changed(each, number=0) for each in entries.rows()] == list(MIXED)


def test_personal_words_are_apart_from_what_is_sealed_openly():
    entries = block([FULL], "pas", 1)

    assert entries.words == ["Lön, vecka 9; åäö\x1fExempelby kommun".encode()]
    assert b"vecka" not in entries.sealed
    assert "lön.pdf".encode() in entries.sealed


@pytest.mark.parametrize(
    ("fields", "error", "values"),
    [
        pytest.param(
            {"text": "a\x1e"}, ControlCharacterError, {"field": "text", "character": "U+001E"}, id="in a text"
        ),
        pytest.param({"unit": "\udcff"}, ControlCharacterError, {"field": "unit", "character": "U+DCFF"}, id="a half"),
        pytest.param({"vat_minor": -(10**16)}, FigureSizeError, {"field": "vat_minor", "value": -(10**16)}, id="low"),
        pytest.param({"reverses": 10**16}, FigureSizeError, {"field": "reverses", "value": 10**16}, id="too large"),
        pytest.param({"reverses": "1"}, RowError, {"field": "reverses", "value": "'1'"}, id="a text as a number"),
        pytest.param({"account": 7010}, RowError, {"field": "account", "value": "7010"}, id="a number as a text"),
        pytest.param({"booked_on": None}, RowError, {"field": "booked_on", "value": "None"}, id="no day"),
        pytest.param({"kind": "gåva"}, RowError, {"field": "kind", "value": "'gåva'"}, id="an unknown kind"),
        pytest.param({"project": "tov"}, RowError, {"field": "project", "value": "'tov'"}, id="another project"),
        pytest.param({"paid_on": "2021-1-1"}, RowError, {"field": "paid_on", "value": "'2021-1-1'"}, id="a short day"),
    ],
)
def test_what_no_book_takes_is_refused_with_its_place(fields, error, values):
    with pytest.raises(error) as refused:
        block([row(1), changed(row(2), **fields)], "pas", 10)

    assert refused.value.values == {"scope": "pas", "entry": 11} | values


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        pytest.param({"category": None}, "needs category", id="a cost without a category"),
        pytest.param({"kind": "advance", "source": "x"}, "takes no category", id="an advance with a category"),
        pytest.param({"kind": "advance", "category": None}, "needs source", id="an advance without a source"),
    ],
)
def test_the_rules_of_the_kinds_hold_for_rows_as_for_entries(fields, rule):
    with pytest.raises(EntryError, match=rule):
        block([changed(row(1), **fields)], "pas", 1)


@pytest.mark.parametrize("amount", [LARGEST_MINOR, -LARGEST_MINOR, 0], ids=str)
def test_the_largest_amounts_are_taken(amount):
    assert list(block([row(amount)], "pas", 1).columns[AT["amount_minor"]]) == [amount]


def test_a_row_with_too_few_values_is_refused():
    with pytest.raises(RowError):
        block([row(1), row(1)[:3]], "pas", 1)


def test_unusual_but_printable_characters_are_taken():
    text = "a\u00a0b\u2028c\u0085d😀"

    assert next(block([row(1, text=text)], "pas", 1).rows())[AT["text"]] == text


@pytest.mark.parametrize("text", ["", "Åsa", "a\u00a0b", "😀"], ids=ascii)
def test_texts_without_control_characters_pass(text):
    check_text("pas", "author", text)


@pytest.mark.parametrize("character", ["\x00", "\x1f", "\n", "\x7f", "\ud83d"], ids=ascii)
def test_texts_with_control_characters_are_refused(character):
    with pytest.raises(CommitTextError, match="author holds"):
        check_text("pas", "author", f"Å{character}")


def test_a_text_in_another_encoding_than_the_system_says_is_told_as_such():
    with pytest.raises(ForeignTextError, match="UTF-8"):
        check_text("pas", "text", "Caf\udce9")


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.none() | st.text(max_size=4), min_size=1, max_size=4))
def test_a_text_is_taken_exactly_if_it_has_no_control_character(texts):
    rows = [changed(row(1), invoice=text) for text in texts]
    clean = all(
        32 <= ord(character) != 127 and not 0xD800 <= ord(character) <= 0xDFFF
        for text in texts
        for character in text or ""
    )

    try:
        taken = [each[AT["invoice"]] for each in block(rows, "pas", 1).rows()]
    except ControlCharacterError:
        assert not clean
    else:
        assert clean
        assert taken == [text or None for text in texts]
