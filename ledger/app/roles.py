"""Who may do what in a shared book; kept and enforced by the server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ledger.app.book import Book
from ledger.app.dossiers import chosen
from ledger.errors import NotOnServerError
from ledger.errors import RoleProjectsError
from ledger.errors import UnknownLoginError
from ledger.model.access import Access
from ledger.model.access import Role
from ledger.storage.address import is_server

if TYPE_CHECKING:
    from ledger.storage.postgresql.postgres_link import Link

_LOGIN_BYTES_MAX = 63
"""A longer name PostgreSQL would cut off."""


def roles(book: Book) -> tuple[Access, ...]:
    """Make the roles if they are not there yet, and return who has which; others than the owner see only themselves.

    Raises:
        NotOnServerError: The book is a file.
        RightsError: You own the book, but may not make roles on the server.
    """
    from ledger.storage.postgresql.postgres_roles import make_roles  # noqa: PLC0415 - few books are on servers
    from ledger.storage.postgresql.postgres_roles import members  # noqa: PLC0415

    link = _link(book)
    make_roles(link)
    return members(link)


def grant(book: Book, login: str, role: Role, projects: Sequence[str] = ()) -> bool:
    """Let somebody have a role.

    Args:
        book: The book.
        login: By what name the server knows him; a login is made if there is none, without a password.
        role: The role.
        projects: Project ids. An economist needs some, a reader may have some, a treasurer and an auditor have all.

    Returns:
        Whether a login was made.

    Raises:
        NotOnServerError: The book is a file.
        RoleProjectsError: The role takes no projects, or needs some.
        UnknownProjectError: The book has no such project.
        UnknownLoginError: No login can have that name.
        RightsError: You do not look after the book, or may not give roles on the server.
    """
    from ledger.storage.postgresql.postgres_roles import grant as granted  # noqa: PLC0415

    link = _link(book)
    if role is not Role.READER and bool(projects) is not (role is Role.ECONOMIST):
        raise RoleProjectsError(role=role)
    if projects:
        chosen(book, projects)
    if not 0 < len(login.encode()) <= _LOGIN_BYTES_MAX:
        raise UnknownLoginError(login=login, book=book.address)
    return granted(link, login, role, sorted(set(projects)))


def revoke(book: Book, login: str) -> None:
    """Take all roles in this book from somebody; his login stays, and so does what he has booked.

    Raises:
        NotOnServerError: The book is a file.
        UnknownLoginError: He had none.
        RightsError: You do not look after the book.
    """
    from ledger.storage.postgresql.postgres_roles import revoke as revoked  # noqa: PLC0415

    if not revoked(_link(book), login):
        raise UnknownLoginError(login=login, book=book.address)


def _link(book: Book) -> Link:
    if not is_server(book.address):
        raise NotOnServerError(book=book.address)
    link: Link = book.store.link  # type: ignore[attr-defined]  # a server's address gives a server's store
    return link
