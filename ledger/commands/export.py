"""Commands that hand over what is in a book to others."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.console import FilePath
from ledger.console import Group
from ledger.console import say
from ledger.console import settings_now

_FILE = FilePath(path_type=Path)


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.add_command(export)


@click.group(cls=Group)
def export() -> None:
    """Hand over what is in a book to others."""


@export.command()
@click.argument("id_", metavar="ID")
@click.option("-o", "--output", type=_FILE, required=True, help="The file to write.")
@click.option("--words", is_flag=True, help="With texts, counterparties and names; they are left out otherwise.")
def chain(id_: str, output: Path, *, words: bool) -> None:
    """Write the chain of project ID, which others prove by 'medfin verify --chain FILE' without the book."""
    from ledger.app.history import export_chain  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        head = export_chain(book, id_, output, words=words)
    say(settings, "export.chain", file=str(output), commits=head.sequence, entries=head.entries, seal=head.seal)
