"""Commands on the funders' forms: which there are, whether a file of one's own is sound, and one filled."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ledger.catalog import form_ids
from ledger.console.groups import Group
from ledger.console.output import put
from ledger.console.output import say
from ledger.console.output import show
from ledger.console.output import tell
from ledger.console.parameters import Day
from ledger.console.parameters import FilePath
from ledger.console.parameters import option
from ledger.console.settings import settings_now

_DAY = Day()

_NO_ADDRESS_IS_BROKEN = 1_000
"""Width in which any address stands on one line, to be copied."""


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.add_command(form)
    main.add_command(forms)


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
def forms(context: click.Context) -> None:
    """List the forms that medfin ships, show what one of them is, or check one of your own."""
    if context.invoked_subcommand is None:
        from ledger.app.funders.forms import forms as listed  # noqa: PLC0415

        show(listed(), settings_now().labels())


def _forms(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Return the forms whose names begin as what stands before the cursor."""
    return [name for name in form_ids() if name.startswith(begun)]


@forms.command("show")
@click.argument("name", shell_complete=_forms)
def forms_show(name: str) -> None:
    """Tell what the form NAME is: its layout, its source, its sheets, and how it is filled."""
    from ledger.app.funders.forms import form_details  # noqa: PLC0415

    show(form_details(name), settings_now().labels())


@forms.command("check")
@click.argument("file", type=FilePath())
def forms_check(file: Path) -> None:
    """Tell every problem in the form FILE, with its line."""
    from ledger.app.funders.forms import check_form  # noqa: PLC0415

    settings = settings_now()
    layout, findings = check_form(file)
    stopped = tell(findings, settings)
    if layout is not None:
        tables = sum(len(sheet.blocks) for sheet in layout.sheets)
        say(settings, "forms.sound", form=layout.id, sheets=len(layout.sheets), tables=tables)
    raise SystemExit(int(stopped))


@click.command(cls=Group.command_class)
@click.argument("name", shell_complete=_forms)
@click.argument("id_", metavar="ID")
@option("-o", "--output", type=FilePath(), help="The workbook to write.")
@option("--year", type=int, help="The calendar year that the form is about.")
@option("--from", "start", type=_DAY, metavar="DAY", help="First day of the period that the form is about.")
@option("--to", "end", type=_DAY, metavar="DAY", help="Last day of that period.")
@option("--claim", type=int, metavar="NUMBER", help="The payment claim that the form is about.")
@option("--addresses", is_flag=True, help="Print which address fills which cell; then -o may be left out.")
def form(
    name: str,
    id_: str,
    output: Path | None,
    *,
    addresses: bool,
    year: int | None,
    start: datetime | None,
    end: datetime | None,
    claim: int | None,
) -> None:
    """Write the funder's form NAME, filled for project ID, as a workbook.

    NAME is one of those that 'medfin forms' lists, or the path of a file of your own.
    """
    from ledger.app.funders.forms import form as fill  # noqa: PLC0415
    from ledger.app.funders.forms import form_addresses  # noqa: PLC0415
    from ledger.model.view import View  # noqa: PLC0415
    from ledger.render.text import to_text  # noqa: PLC0415
    from ledger.render.xlsx import to_xlsx  # noqa: PLC0415

    if output is None and not addresses:
        (missing,) = (each for each in click.get_current_context().command.params if each.name == "output")
        raise click.MissingParameter(param=missing)
    settings = settings_now()
    first, last = (day.date() if day else None for day in (start, end))
    with settings.open() as book:
        workbook = fill(book, name, id_, View(today=book.today, year=year, start=first, end=last, claim=claim))
    if addresses:
        cells = form_addresses(workbook, language=settings.language)
        click.echo(to_text(cells, settings.labels(), width=_NO_ADDRESS_IS_BROKEN).rstrip("\n"))
    if output is not None:
        put(settings, to_xlsx(workbook, settings.labels()), output)
    tables = (table for sheet in workbook.sheets for table in sheet.tables)
    tell((finding for table in tables for finding in table.findings if finding.told), settings)
