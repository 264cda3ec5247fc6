"""The page on the architecture names what there is, and the front page leads to every page."""

from __future__ import annotations

import re
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
