"""Commands on the federation as a fact: take its file in, show it, write it out."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.console.groups import Group
from ledger.console.output import put
from ledger.console.output import say
from ledger.console.output import tell
from ledger.console.parameters import FilePath
from ledger.console.parameters import option
from ledger.console.settings import settings_now

_FILE = FilePath()


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.add_command(federation)


@click.group(cls=Group)
def federation() -> None:
    """Take the federation's file in and out: members, contributions, areas, projects, what they pay each other."""


@federation.command("add")
@click.argument("file", type=_FILE)
@option("--reason", default="", help="Why; kept with the commit.")
def federation_add(file: Path, reason: str) -> None:
    """Add the federation in FILE; it takes the place of the one before, which stays in the book's chain."""
    from ledger.app.federation.federation import add_federation  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        added = add_federation(book, file, reason=reason)
    stopped = tell(added.findings, settings)
    key = f"said.{added.outcome}" if added.outcome else "said.nothing"
    say(settings, key, err=stopped, group="federation", name=added.name)
    raise SystemExit(int(stopped))


@federation.command("show")
def federation_show() -> None:
    """Show the federation's facts as its file."""
    _export(None)


@federation.command("export")
@option("-o", "--output", type=_FILE, help="Write to a file.")
def federation_export(output: Path | None) -> None:
    """Write the federation as a file; adding it to a book with the same projects gives the same facts."""
    _export(output)


def _export(output: Path | None) -> None:
    from ledger.app.federation.federation import export_federation  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        put(settings, export_federation(book).encode(), output)
