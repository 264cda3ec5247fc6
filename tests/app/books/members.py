"""The members of a made-up shared book, and what each may do."""

from __future__ import annotations

from ledger.app.book import create_book
from ledger.app.books.roles import grant
from ledger.app.imports.actuals import enter
from ledger.app.projects import add_projects
from ledger.model.access import Role
from tests.conftest import STEGEN

PROJECT = STEGEN.replace("[project]\n", "[project]\nattest = true\n")

CELLS = {"date": "2021-03-01", "amount": "10", "category": "lokal", "text": "Hyra", "counterparty": "Värden"}

LOGINS = {
    "anna": (Role.ECONOMIST, ("stegen",)),
    "bo": (Role.ECONOMIST, ("bryggan",)),
    "cia": (Role.TREASURER, ()),
    "dan": (Role.AUDITOR, ()),
    "eva": (Role.READER, ()),
    "fia": (Role.READER, ("stegen",)),
}

KNOWN = "SELECT 1 FROM pg_roles WHERE rolname = '{}'"

ALL = (*LOGINS, "utan")
"""Everybody, and somebody whom the server knows and the book does not."""


def made(server, address, folder):
    """Make a book with two projects and somebody in every role."""
    for login in ALL:
        server.run(f"DROP OWNED BY {login}") if server.run(KNOWN.format(login)) else None
        server.run(f"DROP ROLE IF EXISTS {login}")
    with create_book(address) as book:
        for id_ in ("stegen", "bryggan"):
            file = folder / f"{id_}.toml"
            file.write_text(PROJECT.replace("stegen", id_).replace("Stegen", id_.title()), encoding="utf-8")
            add_projects(book, [file])
            enter(book, id_, CELLS)
        for login, (role, projects) in LOGINS.items():
            assert grant(book, login, role, projects)
    server.run("CREATE ROLE utan LOGIN")
    return address
