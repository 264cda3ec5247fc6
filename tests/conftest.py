"""Fixtures that every layer's tests share: made-up files, and books that come out the same at every run."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from datetime import UTC
from datetime import datetime
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from click.testing import CliRunner

from cli import main
from ledger.app.book import create_book
from ledger.app.projects import add_projects
from ledger.console.settings import Settings

hypothesis.settings.register_profile("default", deadline=None, max_examples=50)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True)
hypothesis.settings.register_profile("release", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

TESTS = Path(__file__).parent
FIXTURES = TESTS.parent / "fixtures"
ACROSS_LAYERS = ("faults", "forms", "fuzz", "hostile")
"""Folders of tests that go through what the layers' own tests have covered, many times over."""

pytest_plugins = ["tests.postgres"]

STEGEN = """
[project]
id = "stegen"
name = "Stegen till arbete"
owner = "Exempelby kommun"
funder = "Förbundet"
programme = "finsam"
scheme = "burlov-staffanstorp"
start = 2021-01-01
end = 2022-12-31

[[source]]
id = "forbundet"
party = "Förbundet"
role = "support"
kind = "federation"
form = "cash"

[[source]]
id = "kommunen"
party = "Exempelby kommun"
role = "own"
kind = "municipality"
form = "in_kind"

[[budget]]
state = "decided"
decided = 2020-12-01
[budget.cost]
personal = { 2021 = "400 000", 2022 = "420 000" }
lokal = { 2021 = "36 000" }
[budget.financing]
forbundet = { 2021 = "400 000", 2022 = "420 000" }
kommunen = { 2021 = "36 000" }
"""

ACTUALS = """datum;kostnadsslag;belopp;text
2021-01-25;personal;33 412,50;Lön
2021-02-25;personal;33 412,50;Lön
2021-02-26;personal;48,00;Buss
2021-02-26;personal;48,00;Buss
"""


def pytest_collection_modifyitems(items):
    """Measure no coverage in tests across layers: it takes more than twice as long and finds nothing new."""
    for item in items:
        if item.path.relative_to(TESTS).parts[0] in ACROSS_LAYERS:
            item.add_marker("no_cover")


def same_bytes():
    """Return a source of the same bytes at every run."""
    numbers = count()
    return lambda size: hashlib.shake_256(str(next(numbers)).encode()).digest(size)


@pytest.fixture
def prompt(tmp_path, monkeypatch):
    """Return what gives the command in an empty folder, on a day: a function of its arguments and who writes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MEDFIN_BOOK", raising=False)

    def on(year, month, day):
        random = same_bytes()

        def run(*arguments, author="Ekonomen"):
            settings = Settings(author=author, clock=lambda: datetime(year, month, day, tzinfo=UTC), random=random)
            return CliRunner().invoke(main, arguments, obj=settings)

        return run

    return on


@pytest.fixture
def book():
    """Return an empty book in memory, written on one fixed day."""
    moment = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
    with create_book(":memory:", author="Ekonomen", clock=lambda: moment, random=same_bytes()) as made:
        yield made


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file into the test's folder and returns its path."""

    def written(name, text, encoding="utf-8"):
        path = tmp_path / name
        path.write_text(text, encoding=encoding)
        return path

    return written


@pytest.fixture
def stegen(book, write):
    """Return a book with the made-up project ``stegen``."""
    add_projects(book, [write("stegen.toml", STEGEN)])
    return book


@pytest.fixture
def rounds():
    """Return a function that chooses between how often something is tried in ordinary runs and before a release."""
    release = os.environ.get("HYPOTHESIS_PROFILE") == "release"
    return lambda few, many: many if release else few


@contextmanager
def nobody(folder):
    """Do without the rights of the superuser, who is refused nothing, in a folder that anybody may use."""
    if os.geteuid() != 0:
        yield
        return
    for each in (folder, *folder.parents):
        if each.owner() == "root" and each != Path("/"):
            each.chmod(each.stat().st_mode | 0o055)
    folder.chmod(0o777)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
