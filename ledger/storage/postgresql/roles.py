"""Who may do what in a book on a server: PostgreSQL's roles, and the rows that say what each of their members may see.

A role lets its members touch the tables at all; which rows they see and add, the server tells by the table of members.
"""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import errors
from psycopg import sql

from ledger.model.access import Access
from ledger.model.access import Role
from ledger.rules.access import access
from ledger.storage.postgresql.failure import told
from ledger.storage.postgresql.link import Link
from ledger.storage.statements import server_statement


def make_roles(link: Link) -> None:
    """Make the roles on the server if need be, and let them at the book's tables; only its owner can.

    Raises:
        RightsError: You may not make roles on the server.
    """
    if owns(link):
        with told(link.book), link.connection.transaction():
            link.connection.execute(server_statement("roles").encode())


def owns(link: Link) -> bool:
    """Whether it is the book's owner who is connected."""
    with told(link.book):
        ((owner,),) = link.connection.execute(server_statement("owns").encode()).fetchall()
    return bool(owner)


def grant(link: Link, login: str, role: Role, projects: Sequence[str]) -> bool:
    """Let somebody have a role, in some projects or in all.

    Args:
        link: To the book's database.
        login: By what name the server knows him; a login is made if there is none, without a password.
        role: The role.
        projects: Project ids; none for all.

    Returns:
        Whether a login was made.

    Raises:
        RightsError: You do not own the book, or may not give roles on the server.
    """
    make_roles(link)
    with told(link.book), link.connection.transaction():
        connection = link.connection
        made = _made(connection, login)
        group = sql.Identifier(f"medfin_{role}")
        connection.execute(sql.SQL("GRANT {} TO {}").format(group, sql.Identifier(login)))
        with connection.cursor() as cursor:
            rows = [(login, str(role), project) for project in projects or ("",)]
            cursor.executemany(server_statement("grant").encode(), rows)
    return made


def _made(connection: psycopg.Connection, login: str) -> bool:
    try:
        with connection.transaction():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(login)))
    except errors.DuplicateObject:
        return False
    return True


def revoke(link: Link, login: str) -> bool:
    """Take all roles in this book from somebody; the login stays, and so do roles in other books of the server.

    Returns:
        Whether he had any.

    Raises:
        RightsError: You do not own the book.
    """
    with told(link.book):
        return bool(link.connection.execute(server_statement("revoke").encode(), (login,)).fetchall())


def members(link: Link) -> tuple[Access, ...]:
    """Return who has which role, in order; others than the book's owner see only themselves."""
    with told(link.book):
        rows = link.connection.execute(server_statement("members").encode()).fetchall()
    found: dict[tuple[str, str], list[str]] = {}
    for login, role, project in rows:
        found.setdefault((login, role), []).append(project)
    return tuple(access(login, Role(role), projects) for (login, role), projects in found.items())
