"""Random federations, written once for all tests of them."""

from __future__ import annotations

import os

import pytest

from ledger.app.book import create_book
from ledger.app.federation.federation import add_federation
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from tests.federation.files import write_federation
from tests.federation.read import Files


@pytest.fixture(scope="session", params=range(6))
def federation(request, tmp_path_factory):
    """Return a random federation's files and a book of it, with how many mismatches were planted."""
    projects = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "release" else 20
    folder = tmp_path_factory.mktemp(f"federation-{request.param}")
    planted = write_federation(folder, request.param, projects)
    with create_book(folder / "medfin.db", author="Kassören") as book:
        added = add_projects(book, sorted(folder.glob("*.toml")))
        assert not [each for each in added.findings if each.stops]
        imported = import_file(book, folder / "actuals.csv", project=None)
        assert {each.code for each in imported.findings} <= {"IMP-010"}  # costs outside their project's days
        assert add_federation(book, folder / "federation" / "federation.toml").findings == ()
        yield Files(folder), book, planted
