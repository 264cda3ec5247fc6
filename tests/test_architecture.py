"""The page on the architecture names what there is, the front page leads to every page, no imports go in circles."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LEDGER = ROOT / "ledger"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PAGES = sorted((ROOT / "docs").glob("*.md"))


def test_every_folder_of_the_package_is_named():
    folders = {path.parent for path in LEDGER.rglob("*.py")} - {LEDGER}
    names = {name for pair in re.findall(r"`([a-z_]+)`| ([a-z_]+)/ ", PAGE) for name in pair}

    assert sorted(path.relative_to(LEDGER).as_posix() for path in folders if path.name not in names) == []


def test_every_module_outside_the_folders_is_named():
    assert [path.name for path in sorted(LEDGER.glob("[a-z]*.py")) if path.name not in PAGE] == []


def test_every_path_that_is_named_is_there():
    paths = re.findall(r"`([a-z_]+(?:/[a-z_.]+)+)`", PAGE)
    places = {path: [ROOT / path, LEDGER / path, LEDGER / f"{path}.py"] for path in paths}

    assert [path for path, there in places.items() if not any(place.exists() for place in there)] == []


def test_the_front_page_leads_to_every_page():
    front = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [page.name for page in PAGES if f"(docs/{page.name})" not in front] == []


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.name)
def test_a_link_between_pages_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {_module(path): path for path in LEDGER.rglob("*.py")}


def _imported(node: ast.AST) -> Iterator[str]:
    """Yield the modules that some code imports wherever it does; not those that only a type checker is told of."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    if isinstance(node, ast.ImportFrom):
        for name in node.names:
            whole = f"{node.module}.{name.name}"
            yield whole if whole in MODULES else str(node.module)
    for child in ast.iter_child_nodes(node):
        yield from _imported(child)


def test_no_modules_need_each_other_not_even_late():
    found = {name: set(_imported(ast.parse(path.read_text(encoding="utf-8")))) for name, path in MODULES.items()}

    try:
        TopologicalSorter(found).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))
