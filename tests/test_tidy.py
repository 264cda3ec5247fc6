"""Style that can be counted: sizes of files and functions, and what the code may not name."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*ROOT.glob("ledger/**/*.py"), ROOT / "cli.py"])
FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 50
PARAMETERS_MAX = 6
COMMAND_PARAMETERS_MAX = 8


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def body_lines(function):
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    skipped = first.end_lineno - first.lineno + 1 if documented else 0
    return function.end_lineno - function.lineno + 1 - skipped


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES_MAX


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_function_is_short_and_takes_few_parameters(path):
    most = COMMAND_PARAMETERS_MAX if path.name == "cli.py" or path.parent.name == "commands" else PARAMETERS_MAX
    for function in functions(path):
        arguments = function.args
        count = len([each for each in (*arguments.args, *arguments.kwonlyargs) if each.arg not in ("self", "cls")])

        assert body_lines(function) <= FUNCTION_LINES_MAX, function.name
        assert count <= most, function.name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_figure_passes_through_a_float(path):
    calls = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("float", "round")
    ]

    assert calls == []


def test_attrs_makes_only_the_frozen_classes_that_it_alone_can():
    """All others are `ledger.core.record.frozen`, which loads quicker."""
    plain = []
    for path in SOURCES:
        classes = (
            node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)
        )
        for each in classes:
            by_attrs = any(ast.unparse(decorator).startswith("attrs.frozen") for decorator in each.decorator_list)
            # Those that work a field out from others, and those that are told apart though they are equal.
            text = ast.unparse(each)
            if by_attrs and ".default" not in text and "attrs.frozen(eq=False)" not in text:
                plain.append(f"{path.relative_to(ROOT)}: {each.name}")

    assert plain == [], "write `from ledger.core.record import frozen` and `@frozen`"


def test_rules_model_core_and_reports_validate_without_assert():
    for path in SOURCES:
        asserts = [
            node.lineno
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Assert)
        ]

        assert asserts == [], path
