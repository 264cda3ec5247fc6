"""What holds for a whole command: the book, the language, who writes; and the options that say so."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import Any

import click

from ledger import catalog
from ledger import errors
from ledger.app.book import Book
from ledger.app.book import now
from ledger.app.book import open_book
from ledger.console.parameters import Choice
from ledger.console.parameters import Option
from ledger.core.words import Labels
from ledger.errors import LedgerError
from ledger.errors import TryAgainError
from ledger.storage.address import is_server

LINE = "ledger.line"
"""Where the outermost context keeps all that stands on the line."""

_LOGIN_NAMES = ("LOGNAME", "USER", "LNAME", "USERNAME")
"""Where the login name stands, in the order in which `getpass.getuser` looks."""


class Settings:
    """What holds for the whole command.

    Attributes:
        book: Address of the book.
        language: ``sv`` or ``en``.
        author: Who writes; empty for the login name.
        clock: Tells the time; set by whoever needs the same book at every run.
        random: Gives random bytes; likewise.
        opened: The book that the command has opened, if any.
    """

    def __init__(
        self,
        book: str = "medfin.db",
        language: str = "sv",
        author: str = "",
        clock: Callable[[], datetime] = now,
        random: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self.book = book
        self.language = language
        self.author = author
        self.clock = clock
        self.random = random
        self.opened: Book | None = None

    def labels(self, *groups: str) -> Labels:
        """Return the texts of some label files in the command's language."""
        return catalog.labels(self.language, *groups)

    def open(self) -> Book:
        """Open the book for reading and writing."""
        self.opened = open_book(self.book, author=self.writer(), clock=self.clock, random=self.random)
        return self.opened

    def meaning(self, error: LedgerError) -> LedgerError:
        """Return what a failure means: nobody is to try again what was booked before it."""
        if isinstance(error, TryAgainError) and self.opened and self.opened.booked:
            return errors.BookedAllTheSameError(batch=self.opened.booked[-1])
        return error

    def writer(self) -> str:
        """Return who writes; nobody if a server knows better."""
        if self.author or is_server(self.book):
            return self.author
        for name in _LOGIN_NAMES:
            if os.environ.get(name):
                return os.environ[name]
        import getpass  # noqa: PLC0415 - loads slowly, and knows no more where one of these is set

        try:
            return getpass.getuser()
        except (ImportError, KeyError, OSError):
            return "–"


def settings_now() -> Settings:
    """Return the settings of the command that is running."""
    return click.get_current_context().ensure_object(Settings)


def settings_asked(context: click.Context) -> Settings:
    """Return the settings with the language that stands anywhere on the line, which may not have been read so far."""
    settings = context.ensure_object(Settings)
    line = context.find_root().meta.get(LINE, ())
    languages = [after for word, after in pairwise(line) if word == "--lang" and after in catalog.LANGUAGES]
    if languages:
        from copy import copy  # noqa: PLC0415 - most lines can be read from their beginning

        settings = copy(settings)
        settings.language = languages[-1]
    return settings


def _set(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Take a setting wherever on the line it stands; the one nearest the command wins."""
    if value is not None:
        setattr(context.ensure_object(Settings), str(parameter.name), value)


def shared_options(*, from_environment: bool) -> list[click.Option]:
    """Return the options that stand before or after any command's name."""
    names: dict[str, dict[str, Any]] = {
        "book": {
            "metavar": "BOOK",
            "envvar": "MEDFIN_BOOK",
            "help": "The book: an SQLite file, or postgresql://….  [default: medfin.db]",
        },
        "language": {"type": Choice(catalog.LANGUAGES), "help": "Language of all output.  [default: sv]"},
        "author": {"metavar": "NAME", "envvar": "MEDFIN_AUTHOR", "help": "Who writes.  [default: the login name]"},
    }
    options: list[click.Option] = []
    for name, terms in names.items():
        if not from_environment:
            terms.pop("envvar", None)
        flag = "--lang" if name == "language" else f"--{name}"
        options.append(Option([name, flag], callback=_set, expose_value=False, is_eager=True, **terms))
    return options
