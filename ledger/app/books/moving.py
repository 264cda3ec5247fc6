"""A whole book taken to another place: copied between a file and a server with the same seals, or backed up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import closing
from contextlib import contextmanager
from pathlib import Path

from ledger.app.books.beside import NEW
from ledger.app.books.beside import folder_beside
from ledger.app.books.beside import put_in_place
from ledger.app.files import is_a_file
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.errors import BookExistsError
from ledger.errors import BookMissingError
from ledger.errors import CopyRefusedError
from ledger.errors import DiskFullError
from ledger.errors import ServerBackupError
from ledger.model.access import Access
from ledger.model.head import BOOK
from ledger.model.head import Head
from ledger.storage.address import is_server
from ledger.storage.address import shown
from ledger.storage.copying import copy_chain
from ledger.storage.open import create_book
from ledger.storage.open import open_book
from ledger.storage.store import Store
from ledger.storage.verify import verify


@frozen(kw_only=True)
class Copied:
    """What was copied.

    Attributes:
        book: Where it is now, for people.
        projects: How many projects.
        commits: How many commits, those of the book's own chain among them.
        entries: How many entries.
        grants: What is to be granted anew there, each as the words of `medfin admin`; only a server needs it.
    """

    book: str
    projects: int
    commits: int
    entries: int
    grants: tuple[str, ...] = ()


def copy_book(source: str | os.PathLike[str], target: str | os.PathLike[str]) -> Copied:
    """Copy a whole book to another address: all of it, proven there anew, or nothing.

    Who may do what in a book on a server is not copied, for the logins are the server's; what is to be granted anew
    comes along in words.

    Args:
        source: Address of the book.
        target: Address of the new book: a file that is not there yet, or a database without a book or with
            an empty one.

    Raises:
        BookMissingError: There is no book.
        BookExistsError: Something stands at the new address already.
        CopyRefusedError: The book is not whole, so nothing was copied; what is wrong comes along.
        LedgerError: The one cannot be read, or the other not be written.
    """
    source, target = os.fspath(source), os.fspath(target)
    with closing(open_book(source)) as held, _made(target) as new, held.snapshot(), new.together():
        scopes = held.scopes()
        for scope in scopes:
            copy_chain(held, new, scope)
        _require_whole(new, shown(source))
        heads = [new.head(scope) for scope in scopes]
        if heads != [held.head(scope) for scope in scopes]:
            raise CopyRefusedError(book=shown(source))
        grants = _grants(held) if is_server(target) else ()
    return evolve(_copied(target, heads), grants=grants)


def back_up(source: str | os.PathLike[str], target: str | os.PathLike[str]) -> Copied:
    """Copy a book's file as it is at one moment, whoever writes meanwhile, and prove the copy.

    Args:
        source: Path of the book.
        target: Path of the copy; nothing may stand there.

    Raises:
        ServerBackupError: The book is on a server, which has its own ways.
        BookMissingError: There is no book.
        BookExistsError: Something stands at the new path already.
        CopyRefusedError: The book is not whole; no copy was kept.
        LedgerError: The one cannot be read, or the other not be written.
    """
    from ledger.storage.backup import back_up as copied  # noqa: PLC0415 - only this needs it

    source, target = os.fspath(source), os.fspath(target)
    if is_server(source):
        raise ServerBackupError(book=shown(source))
    if not is_a_file(Path(source)):
        raise BookMissingError(book=source)
    with _file_to_be(Path(target)) as path:
        copied(source, str(path))
        with closing(open_book(str(path))) as new:
            _require_whole(new, source)
            heads = [new.head(scope) for scope in new.scopes()]
    return _copied(target, heads)


def _grants(held: Store) -> tuple[str, ...]:
    """Return the words of all grants in a book: those that its chain tells of, and those that its server gives."""
    from ledger.app.books.roles import told  # noqa: PLC0415 - few books go to servers
    from ledger.rules.access import grant_words  # noqa: PLC0415
    from ledger.rules.access import joined  # noqa: PLC0415

    given: tuple[Access, ...] = ()
    if link := getattr(held, "link", None):
        from ledger.storage.postgresql.roles import members  # noqa: PLC0415 - few books come from servers

        given = members(link)
    return tuple(map(grant_words, joined(told(held), given)))


def _copied(target: str, heads: Sequence[Head]) -> Copied:
    return Copied(
        book=shown(target),
        projects=sum(head.scope != BOOK for head in heads),
        commits=sum(head.sequence for head in heads),
        entries=sum(head.entries for head in heads),
    )


def _require_whole(new: Store, source: str) -> None:
    findings = tuple(finding for finding in verify(new) if finding.stops)
    if findings:
        raise CopyRefusedError(book=source, findings=findings)


@contextmanager
def _made(target: str) -> Iterator[Store]:
    """Give an empty book, which is at its place when the statement ends without an error."""
    if is_server(target):
        with closing(_on_server(target)) as new:
            yield new
        return
    with _file_to_be(Path(target)) as path, closing(create_book(str(path))) as new:
        yield new


def _on_server(target: str) -> Store:
    """Return the empty book of a database; one that an interrupted copy has left is taken."""
    new = open_book(target, must_exist=False)
    if new.scopes():
        new.close()
        raise BookExistsError(book=shown(target))
    return new


@contextmanager
def _file_to_be(target: Path) -> Iterator[Path]:
    """Give a path beside the target, which becomes the target when the statement ends without an error."""
    with folder_beside(target) as folder:
        path = folder / NEW
        try:
            yield path
        except DiskFullError:
            # Nothing else is written than what is to stand there.
            raise DiskFullError(book=target) from None
        put_in_place(path, target)
