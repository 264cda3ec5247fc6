"""How a command speaks: messages, findings, refusals, tables, files."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NoReturn

import click

from ledger import errors
from ledger.console.endings import INTERRUPTED
from ledger.console.endings import silence
from ledger.console.settings import Settings
from ledger.console.settings import settings_asked
from ledger.core.words import Labels
from ledger.core.words import label
from ledger.errors import LedgerError
from ledger.render.clean import visible

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from ledger.core.finding import Finding
    from ledger.core.words import Value
    from ledger.core.words import Words
    from ledger.reports.table import Table


_WIDTH_IN_A_PIPE = 110


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


def leave_interrupted(settings: Settings, error: KeyboardInterrupt) -> NoReturn:
    """Say that Ctrl-C has ended the command, and leave as shells expect."""
    say(settings, "interrupted", err=True)
    raise SystemExit(INTERRUPTED) from error


def refuse_for_the_system(error: OSError | ImportError, settings: Settings) -> NoReturn:
    """Say what the system has refused; in its own words where not even the file with ours can be read."""
    meaning = _meaning(error)
    try:
        refuse(meaning, settings)
    except (OSError, ImportError):
        with suppress(OSError):
            _put_line(f"medfin: {meaning.code}: {meaning}", err=True)
        raise SystemExit(meaning.exit_status) from error
    finally:
        if isinstance(meaning, errors.OutputError):
            silence()


def _meaning(error: OSError | ImportError) -> LedgerError:
    name = error.path if isinstance(error, ImportError) else error.filename
    if errors.OpenFilesError.is_meant_by(error):
        return errors.OpenFilesError(file=name or "medfin")
    why = getattr(error, "strerror", None) or str(error)
    return errors.UnreadableFileError(file=name, why=why) if name else errors.OutputError(why=why)


def refuse(error: LedgerError, settings: Settings) -> NoReturn:
    """Print why something was refused and leave with the status that belongs to it."""
    from ledger.app.telling import refusal_in_words  # noqa: PLC0415 - most commands are not refused

    why = refusal_in_words(error, settings.language)
    try:
        _put_line(f"medfin: {why}", err=True)
        tell(getattr(error, "findings", ()), settings)
    except OSError:
        # The status says it still; what is left would fail once more as Python ends, with a status of Python's own.
        silence(sys.stderr)
    raise SystemExit(error.exit_status)


def refuse_line(error: LedgerError, context: click.Context) -> NoReturn:
    """Tell what the line cannot be read for, in the language that it asks for further on, if it does."""
    refuse(error, settings_asked(context))


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
    from ledger.console.progress import shown_work  # noqa: PLC0415 - most commands are done at once

    return shown_work(settings.labels("cli").say(label(f"cli.working.{key}")))


def put(settings: Settings, content: bytes, output: Path | None, *, afresh: bool = False) -> None:
    """Write to a file, all or nothing, or to the terminal.

    Args:
        settings: The language.
        content: What to write.
        output: Where to; the terminal unless given.
        afresh: Whether it is a file that people go on with, so that none that is there gives way to it.

    Raises:
        OutputExistsError: There is such a file already.
    """
    if output is None:
        click.echo(content, nl=False)
        return
    if afresh and output.exists():
        raise errors.OutputExistsError(file=output)
    write(output, content)
    say(settings, "written", file=str(output))


def write(output: Path, content: bytes) -> None:
    """Write to a file, all or nothing; a file that the command has read is somebody's own and is left as it is.

    Raises:
        OutputExistsError: The command has read it, or a book stands there.
        UnreadableFileError: It cannot be written.
    """
    from ledger.app.files import write_whole  # noqa: PLC0415

    given = click.get_current_context().params.items()
    for value in (value for name, value in given if name != "output" and isinstance(value, Path)):
        # What is not there, or cannot be named, is no file that has been read.
        with suppress(OSError, ValueError):
            if value.samefile(output):
                raise errors.OutputExistsError(file=output)
    write_whole(output, content)
