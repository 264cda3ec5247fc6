"""A project with statements in kind."""

from __future__ import annotations

import pytest

from ledger.app.projects import add_projects
from ledger.app.statements.reading import StatementFile
from ledger.app.statements.statements import import_statement
from tests.app.statements.stated import HEAD
from tests.app.statements.stated import ROWS
from tests.app.statements.stated import TABLE
from tests.conftest import FIXTURES


@pytest.fixture
def filled(book):
    """Return a book with the example project that has co-financiers in kind."""
    add_projects(book, [FIXTURES / "resursmodellen" / "project.toml"])
    return book


@pytest.fixture
def take(filled, write):
    """Return a function that imports a statement and returns what was done."""

    def taken(rows=ROWS, head=HEAD, table=TABLE, *, name="underlag", dry_run=False, **told):
        path = write(f"{name}.csv", rows)
        write(f"{name}.toml", head)
        given = StatementFile(path=path, project="resursmodellen", told=told, table=write("tabell.toml", table))
        return import_statement(filled, given, dry_run=dry_run)

    return taken
