"""Commands that make files to be filled in."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.catalog import COMMON_SCHEME
from ledger.console.groups import Group
from ledger.console.output import put
from ledger.console.parameters import FilePath
from ledger.console.parameters import option
from ledger.console.settings import settings_now


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.add_command(template)


@click.group(cls=Group)
def template() -> None:
    """Make files to be filled in."""


@template.command("entries")
@click.argument("id_", metavar="ID")
@option("-o", "--output", type=FilePath(), required=True, help="The workbook to write.")
def template_entries(id_: str, output: Path) -> None:
    """Write the workbook that project ID's actuals are typed into; 'medfin import' takes it back."""
    from ledger.app.template import entry_template  # noqa: PLC0415
    from ledger.render.workbook.input import to_entry_xlsx  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        put(settings, to_entry_xlsx(entry_template(book, id_), settings.labels()), output)


@template.command("project")
@option("-o", "--output", type=FilePath(), required=True, help="The file to write.")
@option(
    "--scheme",
    metavar="NAME",
    default=COMMON_SCHEME,
    help="The funder's cost categories, such as esf-2021-2027-15; a name that is none lists all.  [default: generell]",
)
def template_project(output: Path, scheme: str) -> None:
    """Write a project file to be filled in from the decision; 'medfin project add' takes it in."""
    from ledger.app.template import project_template  # noqa: PLC0415

    settings = settings_now()
    put(settings, project_template(scheme, language=settings.language).encode(), output, afresh=True)


@template.command("federation")
@option("-o", "--output", type=FilePath(), required=True, help="The file to write.")
def template_federation(output: Path) -> None:
    """Write a federation's file to be filled in, with the book's projects; 'medfin federation add' takes it in."""
    from ledger.app.template import federation_template  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        text = federation_template(book, language=settings.language)
    put(settings, text.encode(), output, afresh=True)
