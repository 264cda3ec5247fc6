from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.render.clean import _INVISIBLE
from ledger.render.clean import escaped
from ledger.render.clean import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Löner – juni", "Löner – juni", id="an ordinary text stays as it is"),
        pytest.param("a\x1b[31mröd", "a␛[31mröd", id="a terminal's escape is shown and does nothing"),
        pytest.param("a\r\nb\tc", "a␍␊b␉c", id="line breaks and tabs are shown"),
        pytest.param("fil\u202efdp.exe", "fil\\u202efdp.exe", id="a mark that turns the direction is shown"),
        pytest.param("\x7f\x85", "\\u007f\\u0085", id="later control characters are shown by number"),
        pytest.param("Kalle\u200b", "Kalle\\u200b", id="what has no width is shown by number"),
        pytest.param("\ufffe\U000e0041", "\\ufffe\\U000e0041", id="what is no character, and hidden letters"),
        pytest.param("\ud800", "\\ud800", id="half a character is shown by number"),
    ],
)
def test_what_cannot_be_seen_is_shown(text, shown):
    assert visible(text) == shown


def test_plain_signs_are_ascii():
    assert visible("a\tb\x00", plain=True) == "a\\u0009b\\u0000"


def test_what_the_format_holds_is_kept():
    assert visible("a\tb\nc\r", keep="\t\n") == "a\tb\nc␍"


@given(st.text())
def test_nothing_invisible_is_left_and_a_second_time_changes_nothing(text):
    shown = visible(text)

    assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in shown)
    assert visible(shown) == shown


def test_python_prints_no_invisible_character_so_that_texts_it_prints_need_not_be_looked_through():
    invisible = re.findall(_INVISIBLE, "".join(map(chr, range(0x110000))))

    assert "\u202e" in invisible
    assert not any(map(str.isprintable, invisible))


def test_json_keeps_its_own_line_breaks():
    assert escaped('{\n "a": "\u202e"\n}') == '{\n "a": "\\u202e"\n}'


@given(st.text(st.characters(codec="utf-8")))
def test_json_loses_nothing(text):
    assert json.loads(escaped(json.dumps(text, ensure_ascii=False))) == text


def test_json_writes_hidden_letters_as_two_halves():
    assert escaped('"\U000e0041"') == '"\\udb40\\udc41"'
