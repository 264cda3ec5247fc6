"""The SQL statements, kept in plain files and read when they are first used."""

from __future__ import annotations

from functools import cache
from pathlib import Path

# importlib.resources takes longer to import than a small report takes to make.
_FOLDER = Path(__file__).with_name("sql")

SERVER = "postgresql"
"""Folder of what a server is asked otherwise than a file."""


@cache
def statement(name: str) -> str:
    """Return the statements in ``sql/NAME.sql``."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


@cache
def statement_of_rows(name: str, width: int, count: int) -> str:
    """Return a statement that takes one row of values so that it takes several.

    Args:
        name: Of the statement.
        width: Values in a row.
        count: Rows.
    """
    row = f"({', '.join('?' * width)})"
    return statement(name).replace(row, ", ".join([row] * count))


@cache
def server_statement(name: str) -> str:
    """Return the statements in ``sql/postgresql/NAME.sql``, or those for a file, written as psycopg takes them."""
    if (_FOLDER / SERVER / f"{name}.sql").exists():
        return statement(f"{SERVER}/{name}")
    return statement(name).replace("?", "%s")


def migrations(kind: str = "") -> tuple[str, ...]:
    """Return the names of the numbered files that bring a book from each form to the next, in order.

    Args:
        kind: `SERVER` for a book on a server.
    """
    folder = _FOLDER / kind
    return tuple(sorted(path.relative_to(_FOLDER).with_suffix("").as_posix() for path in folder.glob("[0-9]*.sql")))


def shape(version: int) -> list[str]:
    """Return what a book of some form on a server is made of, as ``sql/postgresql/shape.sql`` lists it."""
    return (_FOLDER / SERVER / f"shape_{version}.txt").read_text(encoding="utf-8").splitlines()
