"""Style that can be counted: sizes of files and functions, and what the code may not name."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*ROOT.glob("ledger/**/*.py"), ROOT / "cli.py"])
FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 50
PARAMETERS_MAX = 6
COMMAND_PARAMETERS_MAX = 8
FOLDER_MODULES_MAX = 30
"""Where more stand side by side, nobody sees what belongs together."""


@cache
def nodes(path):
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def found(*kinds):
    """Yield every piece of code of some kinds with where it stands."""
    for path in SOURCES:
        for node in nodes(path):
            if isinstance(node, kinds):
                yield path, f"{path.relative_to(ROOT)}:{node.lineno}", node


def body_lines(function):
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    skipped = first.end_lineno - first.lineno + 1 if documented else 0
    return function.end_lineno - function.lineno + 1 - skipped


def parameters(function):
    arguments = (*function.args.args, *function.args.kwonlyargs)
    return len([each for each in arguments if each.arg not in ("self", "cls")])


def test_every_file_is_short():
    tests = (*ROOT.glob("tests/**/*.py"), *ROOT.glob("docs/*.py"), *ROOT.glob("benchmarks/*.py"))
    lines = {path: path.read_bytes().count(b"\n") for path in (*SOURCES, *tests)}

    assert {str(path): count for path, count in lines.items() if count > FILE_LINES_MAX} == {}


def test_every_function_is_short():
    lines = {place: body_lines(function) for _, place, function in found(ast.FunctionDef)}

    assert {place: count for place, count in lines.items() if count > FUNCTION_LINES_MAX} == {}


def test_every_function_takes_few_parameters():
    many = {}
    for path, place, function in found(ast.FunctionDef):
        is_command = path.name == "cli.py" or path.parent.name == "commands"
        if parameters(function) > (COMMAND_PARAMETERS_MAX if is_command else PARAMETERS_MAX):
            many[place] = function.name

    assert many == {}


@pytest.mark.parametrize("side", ["ledger", "tests"])
def test_a_folder_holds_few_modules(side):
    folders = [ROOT / side, *(path for path in (ROOT / side).rglob("*") if path.is_dir())]
    counts = {folder.relative_to(ROOT).as_posix(): len(list(folder.glob("*.py"))) for folder in folders}

    assert {folder: count for folder, count in counts.items() if count > FOLDER_MODULES_MAX + 1} == {}


def test_tests_of_a_layer_stand_in_folders_of_the_same_names_as_its_code():
    layers = [each.name for each in (ROOT / "ledger").iterdir() if (ROOT / "tests" / each.name).is_dir()]
    folders = [folder for layer in layers for folder in (ROOT / "tests" / layer).iterdir() if list(folder.glob("*.py"))]

    assert [str(each) for each in folders if not (ROOT / "ledger" / each.parent.name / each.name).is_dir()] == []


def test_no_figure_passes_through_a_float():
    calls = [
        place
        for _, place, node in found(ast.Call)
        if isinstance(node.func, ast.Name) and node.func.id in ("float", "round")
    ]

    assert calls == []


def test_attrs_makes_only_the_frozen_classes_that_it_alone_can():
    """All others are `ledger.core.record.frozen`, which loads quicker."""
    plain = []
    for _, place, each in found(ast.ClassDef):
        by_attrs = any(ast.unparse(decorator).startswith("attrs.frozen") for decorator in each.decorator_list)
        # Those that work a field out from others, and those that are told apart though they are equal.
        text = ast.unparse(each) if by_attrs else ""
        if by_attrs and ".default" not in text and "attrs.frozen(eq=False)" not in text:
            plain.append(place)

    assert plain == [], "write `from ledger.core.record import frozen` and `@frozen`"


def test_nothing_is_validated_by_assert():
    assert [place for _, place, _ in found(ast.Assert)] == []


def test_no_module_keeps_a_private_name_that_it_does_not_use():
    left = []
    for path in SOURCES:
        statements = [each for each in nodes(path)[0].body if isinstance(each, ast.Assign | ast.AnnAssign)]
        given = {name for statement in statements for name in names(ast.walk(statement), ast.Store)}
        unused = given - set(names(nodes(path), ast.Load)) - {"_", "__all__"}
        left += [f"{path.relative_to(ROOT)}: {name}" for name in sorted(unused) if name.startswith("_")]

    assert left == []


def names(tree, context):
    """Return the names that a piece of code gives a value (`ast.Store`) or reads (`ast.Load`)."""
    return [each.id for each in tree if isinstance(each, ast.Name) and isinstance(each.ctx, context)]
