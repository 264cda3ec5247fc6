"""Who may do what in a shared book: kept and enforced by the server, and told in the book's own chain."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.dossiers import chosen
from ledger.errors import FollowingServerError
from ledger.errors import NotOnServerError
from ledger.errors import RightsError
from ledger.errors import RoleProjectsError
from ledger.errors import UnknownLoginError
from ledger.model.access import Access
from ledger.model.access import Role
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.head import BOOK
from ledger.rules import access as rules
from ledger.storage.address import is_server
from ledger.storage.store import Store

if TYPE_CHECKING:
    from ledger.storage.postgresql.link import Link

_LOGIN_BYTES_MAX = 63
"""A longer name PostgreSQL would cut off."""


def roles(book: Book) -> tuple[Access, ...]:
    """Make the roles if they are not there yet, and return who has which; others than the owner see only themselves.

    Raises:
        NotOnServerError: The book is a file.
        RightsError: You own the book, but may not make roles on the server.
    """
    from ledger.storage.postgresql.roles import make_roles  # noqa: PLC0415 - few books are on servers
    from ledger.storage.postgresql.roles import members  # noqa: PLC0415

    link = _link(book)
    with suppress(FollowingServerError):  # it has the roles of the server that it follows
        make_roles(link)
    return members(link)


def told(store: Store) -> tuple[Access, ...]:
    """Return who has which role as a book's chain tells it, wherever the book was when it was given."""
    return rules.granted(commit.message for commit in store.commits(BOOK) if commit.kind == CommitKind.ACCESS)


def ungiven(book: Book) -> tuple[str, ...]:
    """Return the words of the grants that the chain tells of and this server does not give, as after a copy.

    Only the book's owner is told: nobody else sees what all others have.

    Raises:
        NotOnServerError: The book is a file.
    """
    from ledger.storage.postgresql.roles import members  # noqa: PLC0415
    from ledger.storage.postgresql.roles import owns  # noqa: PLC0415

    link = _link(book)
    if not owns(link):
        return ()
    return tuple(map(rules.grant_words, rules.lacking(told(book.store), members(link))))


def grant(book: Book, login: str, role: Role, projects: Sequence[str] = ()) -> bool:
    """Let somebody have a role; the server gives it and the book's chain tells of it, both or neither.

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
    from ledger.storage.postgresql.roles import grant as granted  # noqa: PLC0415
    from ledger.storage.postgresql.roles import members  # noqa: PLC0415

    link = _owned(book)
    if role is not Role.READER and bool(projects) is not (role is Role.ECONOMIST):
        raise RoleProjectsError(role=role)
    if projects:
        chosen(book, projects)
    if not 0 < len(login.encode()) <= _LOGIN_BYTES_MAX:
        raise UnknownLoginError(login=login, book=book.address)
    wanted = rules.access(login, role, projects or ("",))
    made = False

    def is_news() -> bool:
        return bool(rules.lacking((wanted,), members(link)) or rules.lacking((wanted,), told(book.store)))

    def give() -> None:
        nonlocal made
        made = granted(link, login, role, wanted.projects)

    _tell(book, rules.grant_words(wanted), is_news, give)
    return made


def revoke(book: Book, login: str) -> None:
    """Take all roles in this book from somebody; his login stays, and so does what he has booked.

    Raises:
        NotOnServerError: The book is a file.
        UnknownLoginError: He had none.
        RightsError: You do not look after the book.
    """
    from ledger.storage.postgresql.roles import revoke as revoked  # noqa: PLC0415

    link = _owned(book)

    def take() -> None:
        if not revoked(link, login) and all(each.login != login for each in told(book.store)):
            raise UnknownLoginError(login=login, book=book.address)

    _tell(book, rules.revoke_words(login), lambda: True, take)


def _tell(book: Book, words: str, is_news: Callable[[], bool], give: Callable[[], None]) -> None:
    """Append what is done to the chain, and have the server do it in the same transaction."""
    batch = book.batch()

    def draw_up() -> Sequence[Draft]:
        draft = Draft(after=book.store.head(BOOK), kind=CommitKind.ACCESS, batch=batch, message=words)
        return (draft,) if is_news() else ()

    def append(*drafts: Draft) -> tuple[Commit, ...]:
        with book.store.together():
            give()
            commits = book.store.append(drafts, book.occasion())
        book.booked.append(batch)
        return commits

    again(book, draw_up, append)


def _owned(book: Book) -> Link:
    """Return the link of a book that is one's own."""
    from ledger.storage.postgresql.roles import owns  # noqa: PLC0415 - few books are on servers

    link = _link(book)
    if not owns(link):
        raise RightsError(book=book.address, reason="only its owner gives and takes rights")
    return link


def _link(book: Book) -> Link:
    if not is_server(book.address):
        raise NotOnServerError(book=book.address)
    link: Link = book.store.link  # type: ignore[attr-defined]  # a server's address gives a server's store
    return link
