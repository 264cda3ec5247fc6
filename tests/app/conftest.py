"""Ways into a book that several tests of use cases take."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from cli import main
from ledger.app.imports.actuals import import_file
from ledger.console.settings import Settings
from tests.app.imports.sie_year import MAP


@pytest.fixture
def medfin(tmp_path, monkeypatch):
    """Return a function that runs the command in an empty folder and returns its status and what it said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MEDFIN_BOOK", raising=False)

    def run(*arguments):
        done = CliRunner().invoke(main, arguments, obj=Settings(author="Ekonomen"))
        return done.exit_code, done.output

    return run


@pytest.fixture
def take(stegen, write):
    """Return a function that imports a file's text by a map."""

    def run(text, rules=MAP, name="2021.se", encoding="cp437", **terms):
        path = write(name, "")
        path.write_bytes(text.encode(encoding))
        return import_file(stegen, path, map_path=write("map.toml", rules), **terms)

    return run
