"""The public surface: every name that is promised is there, and the promise to type checkers names the same."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

import ledger


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
