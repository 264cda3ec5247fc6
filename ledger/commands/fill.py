"""Commands for a funder's own workbook: fill it, propose a map for it, and read it back against the book."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.console.groups import Group
from ledger.console.output import put
from ledger.console.output import say
from ledger.console.output import show
from ledger.console.output import tell
from ledger.console.output import write
from ledger.console.parameters import FilePath
from ledger.console.parameters import option
from ledger.console.settings import settings_now

_FILE = FilePath()


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.add_command(fill)
    main.command()(compare)


@click.group(cls=Group)
def fill() -> None:
    """Fill in a funder's own workbook."""


@fill.command("run")
@click.argument("map_path", metavar="MAP", type=_FILE)
@click.argument("template", type=_FILE)
@click.argument("id_", metavar="ID")
@option("-o", "--output", type=_FILE, required=True, help="The workbook to write.")
@option("--overwrite", is_flag=True, help="Replace what stands in a cell, and write into locked cells.")
@option("--overwrite-formulas", is_flag=True, help="Replace formulas.")
def fill_run(
    map_path: Path, template: Path, id_: str, output: Path, *, overwrite: bool, overwrite_formulas: bool
) -> None:
    """Fill TEMPLATE, a funder's workbook, with project ID's figures by MAP; all else in it stays as it was.

    Cells that hold something, are locked or hold a formula are left and told. Formulas are computed by LibreOffice, if
    it is installed, and told where they give something else than the book.
    """
    from ledger.app.funders.filling import fill as run  # noqa: PLC0415
    from ledger.rules.funders.fill import May  # noqa: PLC0415
    from ledger.rules.funders.fill import Outcome  # noqa: PLC0415

    settings = settings_now()
    may = May(overwrite=overwrite, formulas=overwrite_formulas)
    with settings.open() as book:
        done = run(book, map_path, template, id_, may, language=settings.language)
    stopped = tell(done.findings, settings)
    if done.content is None:
        say(settings, "not_written", group="fill", err=True, file=str(output))
        raise SystemExit(int(stopped))
    write(output, done.content)
    counts = {str(each): sum(became is each for _, became in done.outcomes) for each in Outcome}
    left = counts["taken"] + counts["locked"] + counts["carries"]
    say(settings, "written", group="fill", file=str(output), cells=counts["written"], same=counts["same"], left=left)


@fill.command("learn")
@click.argument("template", type=_FILE)
@click.argument("id_", metavar="[ID]", required=False)
@option("-o", "--output", type=_FILE, help="Write to a file.")
def fill_learn(template: Path, id_: str | None, output: Path | None) -> None:
    """Propose a map for TEMPLATE from the words in it; with project ID, check it against the project.

    What is not sure stands in the map as a remark. Look through it all before you use it.
    """
    from ledger.app.funders.learning import learn  # noqa: PLC0415

    settings = settings_now()
    if id_ is None:
        done = learn(template, language=settings.language)
    else:
        with settings.open() as book:
            done = learn(template, book, id_, language=settings.language)
    put(settings, done.text.encode(), output, afresh=True)
    unsure = len(done.proposals) - done.sure
    say(settings, "learned", group="fill", err=True, sure=done.sure, unsure=unsure)


@click.argument("file", type=_FILE)
@click.argument("id_", metavar="ID")
@option("--map", "map_path", type=_FILE, help="Which cell shows what, as for filling.")
def compare(file: Path, id_: str, map_path: Path | None) -> None:
    """List every figure in the filled workbook FILE that differs from project ID in the book.

    FILE is one that medfin made, or a funder's. Without a map, of a funder's workbook only those cells are compared
    that are recognised for sure. Of a form that medfin made, each cell is listed that no longer holds the formula, the
    figure or the text that medfin wrote. Exit status 1 if anything differs.
    """
    from ledger.app.funders.comparing import compare as run  # noqa: PLC0415
    from ledger.reports.funders.compared import changed  # noqa: PLC0415
    from ledger.reports.funders.compared import compared  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        done = run(book, file, id_, map_path, language=settings.language)
    stopped = tell(done.findings, settings)
    if done.changed:
        show(changed(done.changed), settings.labels())
    if done.differences:
        show(compared(done.differences), settings.labels())
    say(settings, "compared", group="fill", cells=done.cells, differing=len(done.differences))
    if done.changed:
        say(settings, "changed", group="fill", cells=len(done.changed))
    raise SystemExit(int(stopped or bool(done.differences or done.changed)))
