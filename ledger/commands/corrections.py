"""Commands that correct, close, approve and take out words."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledger.console.output import say
from ledger.console.output import tell
from ledger.console.parameters import Day
from ledger.console.parameters import FilePath
from ledger.console.parameters import named_entries
from ledger.console.parameters import option
from ledger.console.settings import Settings
from ledger.console.settings import settings_now

if TYPE_CHECKING:
    from ledger.app.corrections.corrections import Corrected
    from ledger.core.words import Value

_DAY = Day()
_PROJECT = click.argument("id_", metavar="ID")
_ENTRY = option("--entry", "number", type=int, required=True, help="Number of the entry.")
_REASON = option("--reason", required=True, help="Why; kept with the commit.")

_TO = {
    "category": "Category code.",
    "source": "Source id; '' for none.",
    "part": "Part id; '' for none.",
    "phase": "Phase id; '' for none.",
}


def register(main: click.Group) -> None:
    """Add the commands to the outermost group and to the group of entries."""
    for command in (reverse, move, lock, unlock, attest, redact):
        main.command()(command)
    entry = main.commands["entry"]
    if isinstance(entry, click.Group):
        entry.command()(attach)
        entry.command()(detach)


@click.argument("id_", metavar="[ID]", required=False)
@named_entries("--entry", "numbers", help="Numbers of entries, such as 7 or 1-4,7; may be repeated.")
@option("--voucher", help="Every entry of a voucher, such as 'A 12'.")
@option("--import", "batch", metavar="BATCH", help="A whole import; without ID in all its projects.")
@_REASON
@option("--date", "day", type=_DAY, help="Day on which the reversals are booked.  [default: today]")
def reverse(
    id_: str | None,
    numbers: tuple[int, ...],
    voucher: str | None,
    batch: str | None,
    *,
    reason: str,
    day: datetime | None,
) -> None:
    """Book the exact negative of entries, a voucher or a whole import.

    Each reversal names its entry and keeps the day that the cost belongs to. What has been reversed already is left
    out and told. Entries of locked days are reversed on the first open day.
    """
    from ledger.app.corrections import corrections  # noqa: PLC0415

    if sum(each is not None for each in (numbers or None, voucher, batch)) != 1:
        raise click.UsageError("give one of --entry, --voucher and --import")
    settings, on = settings_now(), day.date() if day else None
    with settings.open() as book:
        if batch is not None:
            done = corrections.reverse_import(book, batch, id_, reason=reason, day=on)
        elif id_ is None:
            raise click.UsageError("name the project: medfin reverse ID --entry N --reason …")
        elif voucher is not None:
            done = corrections.reverse_voucher(book, id_, voucher, reason=reason, day=on)
        else:
            done = corrections.reverse_entries(book, id_, numbers, reason=reason, day=on)
    _tell(done, settings)


def _where(command: Callable[..., None]) -> Callable[..., None]:
    for name, help_ in reversed(_TO.items()):
        command = option(f"--{name}", help=help_)(command)
    return command


@_PROJECT
@named_entries("--entry", "numbers", required=True, help="Numbers of entries, such as 7 or 1-4,7; may be repeated.")
@_where
@_REASON
def move(id_: str, numbers: tuple[int, ...], reason: str, **to: str | None) -> None:
    """Move entries to another category, source, part or phase: their reversals and new entries in one commit.

    Both are booked on the entry's own day, or on the first open day if that is locked.
    """
    from ledger.app.corrections.corrections import move_entries as run  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        done = run(book, id_, numbers, {name: new for name, new in to.items() if new is not None}, reason=reason)
    tell(done.findings, settings)
    if len(numbers) == 1:
        _say(settings, "moved", project=id_, entry=numbers[0], reversal=done.pairs[0][2], new=done.moved_to)
    else:
        listed = {"first": done.moved[0], "last": done.moved[-1]}
        _say(settings, "moved.several", project=id_, count=len(numbers), **listed)


@_PROJECT
@option("--until", type=_DAY, required=True, help="The last day that is closed.")
@option("--reason", default="", help="Anything worth knowing; kept with the commit.")
def lock(id_: str, until: datetime, reason: str) -> None:
    """Close a project's days up to a date: nothing can be booked on them any more."""
    from ledger.app.corrections.locking import lock as run  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        run(book, id_, until.date(), reason=reason)
        ahead = until.date() > book.today
    _say(settings, "locked", project=id_, until=until.date())
    if ahead:
        _say(settings, "locked.ahead", project=id_)


@_PROJECT
@_REASON
def unlock(id_: str, reason: str) -> None:
    """Open all of a project's days again; lock anew to keep some closed."""
    from ledger.app.corrections.locking import unlock as run  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        run(book, id_, reason=reason)
    _say(settings, "unlocked", project=id_)


@_PROJECT
@named_entries("--entry", "numbers", help="Numbers of entries, such as 7 or 1-4,7; may be repeated.")
@option("--import", "--batch", "batch", metavar="BATCH", default="", help="The entries of an import.")
@option("--all", "all_", is_flag=True, help="Every entry of the project.")
@option("--level", default="", help="A level of check of the project's, such as a controller's.")
@option("--reason", default="", help="What was looked at; kept with the commit.")
def attest(id_: str, numbers: tuple[int, ...], batch: str, *, level: str, reason: str, all_: bool) -> None:
    """Approve entries in your own name.

    Where the project file says 'attest = true', whoever entered an entry cannot approve it. At a level of check nobody
    can who has entered the entry or approved it at another level.
    """
    from ledger.app.corrections.approvals import EntryChoice  # noqa: PLC0415
    from ledger.app.corrections.approvals import attest as run  # noqa: PLC0415

    if not (numbers or batch or all_):
        raise click.UsageError("name the entries with --entry, --import or --all")
    settings = settings_now()
    with settings.open() as book:
        done = run(book, id_, EntryChoice(numbers=numbers, batch=batch, all=all_), level=level, reason=reason)
    _say(settings, "attested", project=id_, entries=done.entries, already=done.already, awaiting=done.awaiting)


@_PROJECT
@_ENTRY
@_REASON
def redact(id_: str, number: int, reason: str) -> None:
    """Take an entry's personal words, text and counterparty, out of the book; every seal still holds.

    Entries that reverse or replace it repeat its words and lose them too. The whole file is written anew, so that
    nothing is left in it. Backups and exports are yours to look after.
    """
    from ledger.app.corrections.redaction import redact as run  # noqa: PLC0415
    from ledger.rules.corrections.attest import spans  # noqa: PLC0415
    from ledger.rules.corrections.attest import written  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        done = run(book, id_, number, reason=reason)
    tell(done.findings, settings)
    _say(settings, "redacted", project=id_, entries=written(spans(done.entries)))
    if done.commits:
        _say(settings, "redacted.commits", project=id_, commits=written(spans(done.commits)))


@_PROJECT
@named_entries("--entry", "numbers", required=True, help="Numbers of entries, such as 7 or 1-4,7; may be repeated.")
@option("--file", "file", type=FilePath(), required=True, help="The file that shows the cost.")
@option("--reason", default="", help="Anything worth knowing; kept with the commit.")
def attach(id_: str, numbers: tuple[int, ...], file: Path, reason: str) -> None:
    """Tie a file to entries as evidence, by its name and SHA-256; keep the file itself where you keep such files."""
    from ledger.app.corrections.evidence import attach as run  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        run(book, id_, numbers, file, reason=reason)
    _say(settings, "attached", project=id_, file=file.name)


@_PROJECT
@named_entries("--entry", "numbers", required=True, help="Numbers of entries, such as 7 or 1-4,7; may be repeated.")
@option("--file", "name", metavar="NAME", required=True, help="The file's name, as 'medfin report entries' shows it.")
@_REASON
def detach(id_: str, numbers: tuple[int, ...], name: str, reason: str) -> None:
    """Let a file that was attached by mistake show entries no longer; the log keeps that it did."""
    from ledger.app.corrections.evidence import detach as run  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        run(book, id_, numbers, name, reason=reason)
    _say(settings, "detached", project=id_, file=name)


def _tell(done: Corrected, settings: Settings) -> None:
    """Tell a reversal: entry by entry where it is one, else by project."""
    tell(done.findings, settings)
    if len(done.pairs) == 1:
        ((project, entry, reversal),) = done.pairs
        _say(settings, "reversed", project=project, entry=entry, reversal=reversal, day=done.days[0])
        return
    booked = tuple(zip(done.pairs, done.days, strict=True))
    for commit in done.commits:
        of_project = [(reversal, day) for (project, _, reversal), day in booked if project == commit.scope]
        numbers, days = zip(*of_project, strict=True)
        span = {"first": numbers[0], "last": numbers[-1]}
        _say(settings, "reversed.several", project=commit.scope, count=len(numbers), days=_days(days), **span)


def _days(days: Sequence[date]) -> str:
    """Return the day of some reversals, or the first and the last: those of locked days may have another one."""
    first, last = min(days), max(days)
    return str(first) if first == last else f"{first} – {last}"


def _say(settings: Settings, key: str, **values: Value) -> None:
    say(settings, key, err=False, group="corrections", **values)
