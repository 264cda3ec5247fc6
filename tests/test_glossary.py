"""The glossary knows every record: one word for each idea, and a row for each."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

import ledger.model

PAGE = (Path(__file__).parent.parent / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| ")]


def records():
    """Yield the name of every class that the model defines."""
    for found in pkgutil.walk_packages(ledger.model.__path__, "ledger.model."):
        module = importlib.import_module(found.name)
        yield from (
            name
            for name, held in vars(module).items()
            if isinstance(held, type) and held.__module__ == module.__name__ and not name.startswith("_")
        )


@pytest.mark.parametrize("name", sorted(records()))
def test_the_glossary_has_a_row_for(name):
    assert f"`{name}`" in {row[2] for row in ROWS}


def test_no_two_records_bear_the_same_name():
    names = list(records())

    assert sorted(names) == sorted(set(names))


def test_the_glossary_names_no_record_that_is_gone():
    named = {row[2].strip("`") for row in ROWS} - {"type", "–"}

    assert named <= set(records())


def test_every_row_says_term_swedish_type_meaning_and_origin():
    assert [row for row in ROWS if len(row) != 5 or not all(row)] == []


def test_no_term_has_two_rows():
    terms = [row[0] for row in ROWS if row[0] != "term"]

    assert sorted(terms) == sorted(set(terms))


def test_no_two_terms_have_the_same_swedish_word():
    swedish = [row[1] for row in ROWS if row[1] != "Swedish"]

    assert sorted(swedish) == sorted(set(swedish))
