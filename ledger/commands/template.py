"""Commands that make workbooks to be filled in."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.console import FilePath
from ledger.console import Group
from ledger.console import put
from ledger.console import settings_now


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.add_command(template)


@click.group(cls=Group)
def template() -> None:
    """Make workbooks to be filled in."""


@template.command("entries")
@click.argument("id_", metavar="ID")
@click.option("-o", "--output", type=FilePath(path_type=Path), required=True, help="The workbook to write.")
def template_entries(id_: str, output: Path) -> None:
    """Write the workbook that project ID's actuals are typed into; 'medfin import' takes it back."""
    from ledger.app.template import entries  # noqa: PLC0415
    from ledger.render.workbook.input import to_entry_xlsx  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        put(settings, to_entry_xlsx(entries(book, id_), settings.labels()), output)
