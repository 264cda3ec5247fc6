"""Ways into a book that several tests of use cases take."""

from __future__ import annotations

import pytest

from ledger.app.imports.actuals import import_file
from tests.app.sie_year import MAP


@pytest.fixture
def take(stegen, write):
    """Return a function that imports a file's text by a map."""

    def run(text, rules=MAP, name="2021.se", encoding="cp437", **terms):
        path = write(name, "")
        path.write_bytes(text.encode(encoding))
        return import_file(stegen, path, map_path=write("map.toml", rules), **terms)

    return run
