"""The public surface: every name that is promised is there, and the promise to type checkers names the same."""

from __future__ import annotations

import ast
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

import ledger
from tests.conftest import STEGEN


def promised_to_type_checkers():
    tree = ast.parse(Path(ledger.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    return {node.names[0].asname: node.module for node in block.body if isinstance(node, ast.ImportFrom)}


def test_every_promised_name_is_there():
    homes = promised_to_type_checkers()

    assert sorted(homes) == dir(ledger)
    for name, module in homes.items():
        assert getattr(ledger, name) is getattr(import_module(module), name)


def test_a_name_that_is_not_promised_is_refused_as_python_does():
    with pytest.raises(AttributeError, match="absurd"):
        ledger.absurd  # noqa: B018


def test_one_project_and_one_file_may_stand_alone_and_a_path_be_a_text(tmp_path):
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    (tmp_path / "utfall.csv").write_text("date,category,amount\n2021-01-25,personal,1.00\n", encoding="utf-8")
    (tmp_path / "egen.toml").write_text('[columns]\n"date" = "date"\n', encoding="utf-8")
    member = '[federation]\nname = "Förbundet Exempel"\n[[member]]\nparty = "Staden"\ngroup = "municipality"\n'
    (tmp_path / "federation.toml").write_text(member, encoding="utf-8")
    with ledger.create_book(":memory:", author="Ekonomen") as book:
        assert ledger.add_projects(book, str(tmp_path / "stegen.toml")).new == ("stegen",)
        files = (str(tmp_path / "utfall.csv"), str(tmp_path / "egen.toml"))
        assert ledger.import_file(book, files[0], project="stegen", map_path=files[1]).findings == ()
        assert ledger.add_federation(book, str(tmp_path / "federation.toml")).outcome == "new"

        assert ledger.report(book, "variance", "stegen") == ledger.report(book, "variance", ["stegen"])
        assert ledger.workbook(book, "variance", "stegen") == ledger.workbook(book, "variance", ["stegen"])
        assert ledger.check(book, "stegen") == ledger.check(book, ["stegen"])


@pytest.mark.parametrize("chosen", [{"basis": "belong"}, {"by": ("category", "kategori")}])
def test_a_view_by_a_word_that_nobody_knows_is_refused(chosen):
    with pytest.raises(ledger.LedgerError) as refused:
        ledger.View(today=date(2021, 1, 1), **chosen)

    assert refused.value.code == "REP-012"


def test_texts_in_a_language_that_there_are_none_of_are_refused(tmp_path):
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    with ledger.create_book(":memory:", author="Ekonomen") as book:
        ledger.add_projects(book, tmp_path / "stegen.toml")
        made = ledger.report(book, "variance", "stegen")

    with pytest.raises(ledger.LedgerError) as refused:
        ledger.render_as(made, "text", language="../sv")

    assert refused.value.code == "REP-013"
