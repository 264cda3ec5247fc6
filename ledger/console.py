"""What every command shares: its settings, and how it speaks: messages, findings, refusals, tables, files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from contextlib import suppress
from copy import copy
from datetime import datetime
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn

import click

from ledger import catalog
from ledger.app.book import Book
from ledger.app.book import now
from ledger.app.book import open_book
from ledger.core.near import near_names
from ledger.core.words import Labels
from ledger.core.words import label
from ledger.endings import INTERRUPTED
from ledger.endings import leave_a_closed_pipe
from ledger.endings import silence
from ledger.errors import BookedAllTheSameError
from ledger.errors import LedgerError
from ledger.errors import MemoryLackError
from ledger.errors import OutputError
from ledger.errors import TryAgainError
from ledger.errors import UnknownCommandError
from ledger.errors import UnreadableFileError
from ledger.help_text import TranslatedHelp
from ledger.help_text import paragraphs
from ledger.misuse import Choice
from ledger.misuse import told_as_refusals
from ledger.render.clean import visible
from ledger.storage.address import is_server

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from ledger.core.finding import Finding
    from ledger.core.words import Value
    from ledger.core.words import Words
    from ledger.reports.table import Table

_WIDTH_IN_A_PIPE = 110
_LINE = "ledger.line"
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
            return BookedAllTheSameError(batch=self.opened.booked[-1])
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
    options = []
    for name, terms in names.items():
        if not from_environment:
            terms.pop("envvar", None)
        flag = "--lang" if name == "language" else f"--{name}"
        options.append(click.Option([name, flag], callback=_set, expose_value=False, is_eager=True, **terms))
    return options


class FilePath(click.Path):
    """A path; one that no system can have is misuse."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; refuse one with a zero byte in it, which is a `ValueError` to Python."""
        try:
            return super().convert(value, param, ctx)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Context(click.Context):
    """What a command runs in; its help text is in the reader's language."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return an empty help text."""
        plain = super().make_formatter()
        settings = settings_asked(self)
        texts = catalog.help_texts(settings.language)
        if not texts:
            return plain
        said = settings.labels("placeholders").texts
        words = {word.removeprefix("word."): said[word] for word in said if word.startswith("word.")}
        return TranslatedHelp(texts, words, width=plain.width)


class Command(click.Command):
    """A command that also takes the settings that hold for all."""

    context_class = Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(shared_options(from_environment=False))


class Group(click.Group):
    """A group whose refusals are told in the reader's language."""

    context_class = Context
    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not any(each.name == "language" for each in self.params):
            self.params.extend(shared_options(from_environment=False))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the options before the command; tell a refusal, which as yet no group around this one can."""
        if ctx.parent is not None:
            return super().parse_args(ctx, args)
        ctx.ensure_object(Settings)
        ctx.meta[_LINE] = tuple(args)
        try:
            with told_as_refusals():
                return super().parse_args(ctx, args)
        except LedgerError as error:
            _refuse_line(error, ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with its whole first sentence."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section("Commands"):
            formatter.write_dl([(name, next(iter(paragraphs(each.help or "")), "")) for name, each in found if each])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the line names; refuse a name that there is not, and say which is near."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            nearest = near_names(name, self.list_commands(ctx))
            raise UnknownCommandError(group=ctx.command_path, command=name, nearest=nearest)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; tell a refusal and leave with its status instead of a traceback."""
        try:
            with told_as_refusals():
                return super().invoke(ctx)
        except LedgerError as error:
            settings = ctx.ensure_object(Settings)
            if isinstance(error.__cause__, click.UsageError) or isinstance(error, UnknownCommandError):
                _refuse_line(error, ctx)
            refuse(settings.meaning(error), settings)
        except KeyboardInterrupt as error:
            say(ctx.ensure_object(Settings), "interrupted", err=True)
            raise SystemExit(INTERRUPTED) from error
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                leave_a_closed_pipe()
            _refuse_for_the_system(error, ctx.ensure_object(Settings))
        except MemoryError:
            refuse(MemoryLackError(), ctx.ensure_object(Settings))


class LoadingGroup(Group):
    """A group that loads a command's module when that command is asked for.

    Making the options of every command takes longer than making a report. A module adds its commands to the outermost
    group by its function ``register``.
    """

    def __init__(self, *args: Any, homes: Mapping[str, str], **kwargs: Any) -> None:
        """Make the group.

        Args:
            args: As of `click.Group`.
            homes: Name of the module of each command that is loaded when it is asked for.
            kwargs: As of `click.Group`.
        """
        super().__init__(*args, **kwargs)
        self._homes = homes

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, loaded or not."""
        return sorted({*super().list_commands(ctx), *self._homes})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loaded if need be."""
        if cmd_name in self._homes and cmd_name not in self.commands:
            import_module(self._homes[cmd_name]).register(ctx.find_root().command)
        return super().get_command(ctx, cmd_name)


def say(settings: Settings, key: str, *, err: bool = False, group: str = "cli", **values: Words | Value) -> None:
    """Print a message from the label file of a group, whose keys begin with its name."""
    _put_line(settings.labels(group).say(label(f"{group}.{key}", **values)), err=err)


def _put_line(text: str, *, err: bool = False) -> None:
    """Print a message; what does not show in names and cells from outside is shown, so that none steers a terminal."""
    click.echo(visible(text, keep="\n"), err=err)


def tell(findings: Iterable[Finding], settings: Settings) -> bool:
    """Print findings to the error stream in the order of files and lines; return whether one stops."""
    found = tuple(findings)
    if not found:
        return False
    from ledger.app.telling import finding_in_words  # noqa: PLC0415 - most commands tell of nothing
    from ledger.core.finding import in_order  # noqa: PLC0415

    labels = settings.labels()
    for finding in in_order(found):
        _put_line(finding_in_words(finding, labels), err=True)
    return any(finding.stops for finding in found)


def _refuse_for_the_system(error: OSError, settings: Settings) -> NoReturn:
    """Say what the system has refused; in its own words where not even the file with ours can be read."""
    why = error.strerror or str(error)
    meaning = UnreadableFileError(file=error.filename, why=why) if error.filename else OutputError(why=why)
    try:
        refuse(meaning, settings)
    except OSError:
        with suppress(OSError):
            _put_line(f"medfin: {meaning}", err=True)
        raise SystemExit(meaning.exit_status) from error
    finally:
        if isinstance(meaning, OutputError):
            silence()


def refuse(error: LedgerError, settings: Settings) -> NoReturn:
    """Print why something was refused and leave with the status that belongs to it."""
    from ledger.app.telling import refusal_in_words  # noqa: PLC0415 - most commands are not refused

    _put_line(f"medfin: {refusal_in_words(error, settings.language)}", err=True)
    tell(getattr(error, "findings", ()), settings)
    raise SystemExit(error.exit_status)


def _refuse_line(error: LedgerError, context: click.Context) -> NoReturn:
    """Tell what the line cannot be read for, in the language that it asks for further on, if it does."""
    refuse(error, settings_asked(context))


def settings_asked(context: click.Context) -> Settings:
    """Return the settings with the language that stands anywhere on the line, which may not have been read so far."""
    settings = context.ensure_object(Settings)
    line = context.find_root().meta.get(_LINE, ())
    languages = [after for word, after in pairwise(line) if word == "--lang" and after in catalog.LANGUAGES]
    if languages:
        settings = copy(settings)
        settings.language = languages[-1]
    return settings


def show(table: Table, labels: Labels, *, addresses: bool = False) -> None:
    """Print a table as wide as the terminal is."""
    from ledger.render.text import to_text  # noqa: PLC0415

    width = _terminal_width() if sys.stdout.isatty() else _WIDTH_IN_A_PIPE
    plain = "utf" not in (sys.stdout.encoding or "").lower()
    click.echo(to_text(table, labels, width=width, addresses=addresses, plain=plain).rstrip("\n"))


def _terminal_width() -> int:
    import shutil  # noqa: PLC0415 - a report that is piped does not ask

    return shutil.get_terminal_size().columns


def written(table: Table, labels: Labels, format_: str, *, addresses: bool) -> bytes:
    """Return a table written in a format that is not a workbook."""
    if format_ == "csv":
        from ledger.render.csv_text import csv_bytes  # noqa: PLC0415

        return csv_bytes(table, labels)
    if format_ == "json":
        from ledger.render.json_text import to_json  # noqa: PLC0415

        return to_json(table, labels).encode()
    from ledger.render.text import to_text  # noqa: PLC0415

    return to_text(table, labels, width=_WIDTH_IN_A_PIPE, addresses=addresses).encode()


def working(settings: Settings, key: str) -> AbstractContextManager[None]:
    """Say on a terminal what is being done meanwhile."""
    from ledger.progress import shown_work  # noqa: PLC0415 - most commands are done at once

    return shown_work(settings.labels("cli").say(label(f"cli.working.{key}")))


def put(settings: Settings, content: bytes, output: Path | None) -> None:
    """Write to a file, all or nothing, or to the terminal."""
    if output is None:
        click.echo(content, nl=False)
        return
    from ledger.app.files import write_whole  # noqa: PLC0415

    write_whole(output, content)
    say(settings, "written", file=str(output))
