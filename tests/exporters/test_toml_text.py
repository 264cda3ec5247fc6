from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.exporters.toml_text import write_block
from ledger.exporters.toml_text import write_table

texts = st.text(st.characters(codec="utf-8"), max_size=20)
values = st.recursive(
    texts | st.integers() | st.booleans() | st.dates(),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def plain(value):
    """Lists as TOML readers give them."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


@given(table=st.dictionaries(texts, values, min_size=1, max_size=4))
def test_every_value_reads_back_as_it_was(table):
    assert tomllib.loads(write_table("[t]", table)) == {"t": plain(table)}


def test_a_block_leaves_out_what_is_not_known():
    block = write_block("[t]", {"a": None, "b": (), "c": False, "d": date(2020, 6, 1)})

    assert block == "[t]\nc = false\nd = 2020-06-01\n"


def test_no_values_make_no_table():
    assert write_table("[t]", {}) == ""


@pytest.mark.parametrize(
    ("key", "line"), [("a-1_B", "a-1_B = 1"), ("å", '"å" = 1'), ("", '"" = 1'), ("a.b", '"a.b" = 1')]
)
def test_a_key_stands_in_quotation_marks_only_if_it_must(key, line):
    assert line in write_table("[t]", {key: 1})
