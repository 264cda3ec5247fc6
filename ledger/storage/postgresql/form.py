"""The form of a book on a server: how it is made, known again, brought to the next form, and looked through."""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import errors

from ledger.errors import BookExistsError
from ledger.errors import BookMissingError
from ledger.errors import DamagedBookError
from ledger.errors import NewerBookError
from ledger.errors import NotABookError
from ledger.errors import RightsError
from ledger.storage.postgresql.failure import told
from ledger.storage.postgresql.link import Link
from ledger.storage.statements import SERVER
from ledger.storage.statements import migrations
from ledger.storage.statements import server_statement
from ledger.storage.statements import shape
from ledger.storage.statements import statement

VERSION = 5
"""The latest form: the number of the last migration."""

_KNOWN = "SELECT to_regnamespace('medfin') IS NOT NULL, to_regclass('medfin.form') IS NOT NULL"


def make(link: Link) -> None:
    """Make an empty book in a database that has none, or take one whose making was cut off before anything was booked.

    Raises:
        BookExistsError: There is one, or something else by its name.
        LedgerError: It cannot be made.
    """
    with told(link.book):
        try:
            _migrate(link, 0)
        except (errors.DuplicateSchema, errors.UniqueViolation):
            if not _is_empty(link):
                raise BookExistsError(book=link.book) from None


def _is_empty(link: Link) -> bool:
    ((schema, form),) = link.connection.execute(_KNOWN).fetchall()
    return schema and form and not link.connection.execute("SELECT FROM commits LIMIT 1").fetchall()


def prepare(link: Link) -> None:
    """Check that a database holds a book, and bring it to the latest form.

    Raises:
        BookMissingError: It holds none.
        NotABookError: It holds something else by that name.
        NewerBookError: A later release has written it.
        RightsError: An earlier release has written it, and only its owner can bring it to the latest form.
        LedgerError: It cannot be read, or not be brought to the latest form.
    """
    with told(link.book):
        ((schema, form),) = link.connection.execute(_KNOWN).fetchall()
        if not schema:
            raise BookMissingError(book=link.book)
        if not form:
            raise NotABookError(book=link.book)
        ((version,),) = link.connection.execute("SELECT max(version) FROM form").fetchall()
        if version is None:
            raise DamagedBookError(book=link.book, reason="its form is not told")
        if version > VERSION:
            raise NewerBookError(book=link.book, found=version, known=VERSION)
        if version < VERSION:
            ((owner,),) = link.connection.execute(server_statement("owns").encode()).fetchall()
            if not owner:
                raise RightsError(book=link.book, reason="it has an older form, and its owner must open it once before")
            _migrate(link, version)


def _migrate(link: Link, version: int) -> None:
    """Bring a book to the latest form in one transaction."""
    with link.connection.transaction():
        for name in migrations(SERVER)[version:]:
            link.connection.execute(statement(name).encode())
        link.connection.execute("INSERT INTO form (version) VALUES (%s)", (VERSION,))


def damage(link: Link) -> Iterator[str]:
    """Yield what is not as medfin makes it: tables, columns, triggers, rules for rows, functions.

    Whoever owns the book can switch off what the server guards; that shows here, and what was written meanwhile shows
    in the chains.
    """
    with told(link.book):
        stands = {line for (line,) in link.connection.execute(server_statement("shape").encode()).fetchall()}
    expected = set(shape(VERSION))
    for line in sorted(stands ^ expected):
        yield f"{' '.join(line.split()[:2])} is not as medfin makes it"
