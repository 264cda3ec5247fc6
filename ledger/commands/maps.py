"""Commands on map files."""

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
    main.add_command(maps)


@click.group("map", cls=Group)
def maps() -> None:
    """Make map files, which say what other programs' files mean."""


@maps.command("suggest")
@click.argument("file", type=_FILE)
@option("--project", "id_", metavar="ID", required=True, help="The project that the map is for.")
@option("--chart", help="Chart of accounts to build on.  [default: the one that the accounts' names agree with]")
@option("--sheet", default="", help="Sheet of a workbook.  [default: the one that looks like actuals]")
@option("-o", "--output", type=_FILE, help="Write to a file.")
def map_suggest(file: Path, id_: str, chart: str | None, sheet: str, output: Path | None) -> None:
    """Write a first map for FILE, an SIE file, a CSV file or a workbook, to be read through before it is used.

    What is sure stands as lines; what is not stands as remarks with names and sums.
    """
    from ledger.app.imports.map_suggest import suggest_map  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        made = suggest_map(book, file, id_, language=settings.language, chart=chart, sheet=sheet)
    if tell(made.findings, settings):
        raise SystemExit(1)
    put(settings, made.text.encode(), output, afresh=True)
    if output is not None:
        say(settings, "map.next", file=str(file), map=str(output))


@maps.command("show")
@click.argument("id_", metavar="ID")
@option(
    "--import", "batch", metavar="BATCH", default="", help="Number of the import.  [default: the last one with a map]"
)
@option("-o", "--output", type=_FILE, help="Write to a file.")
def map_show(id_: str, batch: str, output: Path | None) -> None:
    """Print the map that a file of project ID's was imported by, as it was then."""
    from ledger.app.imports.kept_maps import map_used  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        put(settings, map_used(book, id_, batch).text.encode(), output)
