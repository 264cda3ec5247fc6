"""The SQL statements, kept in plain files and read when they are first used."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ledger.model.totals import Basis

# importlib.resources takes longer to import than a small report takes to make.
_FOLDER = Path(__file__).with_name("sql")

SERVER = "postgresql"
"""Folder of what a server is asked otherwise than a file."""


_ON_BELONGS = "@belongs"


@cache
def statement(name: str) -> str:
    """Return the statements in ``sql/NAME.sql``; by ``NAME@belongs``, on the months that entries belong to."""
    text = (_FOLDER / f"{name.removesuffix(_ON_BELONGS)}.sql").read_text(encoding="utf-8")
    return text.replace("month_booked", "month_belongs") if name.endswith(_ON_BELONGS) else text


def on_basis(name: str, basis: Basis) -> str:
    """Return the name of a statement on the months of booking for those of a basis that a store keeps."""
    return name if basis is Basis.BOOKED else f"{name}{_ON_BELONGS}"


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
    if (_FOLDER / SERVER / f"{name.removesuffix(_ON_BELONGS)}.sql").exists():
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
