"""The command ``medfin``: parse, call `ledger.app`, print, exit. Computes nothing.

Exit status: 0 done (also with notes and warnings), 1 findings that stop, 2 refused or misused, 3 try again; and if the
command was ended from outside 129 terminal closed, 130 Ctrl-C, 141 reader of the output gone, 143 terminated.
"""

from __future__ import annotations

import ledger.console.beginning  # isort: skip - Ctrl-C ends all that is loaded from here on
import ledger.console.pace  # isort: skip - what is loaded below is not to be searched for garbage time and again
import ledger.console.late  # isort: skip - what click imports below is not to be loaded at once
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NoReturn

import click

from ledger.app.book import create_book
from ledger.console.endings import heed_signals
from ledger.console.endings import ready_streams
from ledger.console.groups import Group
from ledger.console.groups import LoadingGroup
from ledger.console.output import put
from ledger.console.output import say
from ledger.console.output import show
from ledger.console.output import tell
from ledger.console.output import working
from ledger.console.parameters import FilePath
from ledger.console.parameters import option
from ledger.console.settings import Settings
from ledger.console.settings import settings_now
from ledger.console.settings import shared_options
from ledger.core.record import evolve
from ledger.core.words import label

if TYPE_CHECKING:
    from ledger.core.finding import Finding

_FILE = FilePath()


_HOMES = {
    "admin": "ledger.commands.admin",
    "attest": "ledger.commands.corrections",
    "audit": "ledger.commands.report",
    "budget": "ledger.commands.budget",
    "compare": "ledger.commands.fill",
    "comment": "ledger.commands.plans",
    "commit-to": "ledger.commands.plans",
    "explain": "ledger.commands.explain",
    "forecast": "ledger.commands.plans",
    "export": "ledger.commands.export",
    "federation": "ledger.commands.federation",
    "form": "ledger.commands.forms",
    "forms": "ledger.commands.forms",
    "claim": "ledger.commands.claims",
    "contract": "ledger.commands.contracts",
    "fill": "ledger.commands.fill",
    "lock": "ledger.commands.corrections",
    "log": "ledger.commands.report",
    "map": "ledger.commands.maps",
    "move": "ledger.commands.corrections",
    "receive": "ledger.commands.claims",
    "redact": "ledger.commands.corrections",
    "report": "ledger.commands.report",
    "reverse": "ledger.commands.corrections",
    "statement": "ledger.commands.statements",
    "template": "ledger.commands.template",
    "unlock": "ledger.commands.corrections",
}
"""Where the commands stand that are loaded when they are asked for."""


def _show_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        from importlib.metadata import version  # noqa: PLC0415 - loads slowly

        click.echo(f"medfin, version {version('medfin')}")
        context.exit()


@click.group(
    "medfin",
    cls=LoadingGroup,
    homes=_HOMES,
    params=shared_options(from_environment=True),
)
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Keep the ledger of projects that several bodies pay for together.

    Start with 'medfin demo', which builds an example book and its workbooks.
    """
    click.get_current_context().call_on_close(heed_signals())
    ready_streams()


@main.command()
@click.argument("folder", type=_FILE, default=Path("medfin-demo"), required=False)
def demo(folder: Path) -> None:
    """Build an example book with its workbooks in FOLDER.

    Adds the example projects, imports their actuals, prints budget against actual for all of them and writes the
    workbooks. An earlier demo in the folder starts afresh; a book of your own there is left alone.
    """
    from ledger.app.demo import demo as run  # noqa: PLC0415
    from ledger.render.xlsx import to_xlsx  # noqa: PLC0415

    settings = settings_now()
    labels = settings.labels()
    made = run(folder, labels, to_xlsx)
    stopped = tell((finding for finding in made.added.findings if finding.stops), settings)
    booked = sum(share.new for _, imported in made.imported for share in imported.shares)
    say(settings, "demo.built", book=str(made.book), projects=len(made.added.new), entries=booked)
    click.echo()
    show(made.table, labels)
    click.echo()
    say(settings, "demo.workbooks")
    for path in made.workbooks:
        click.echo(f"  {path}")
    click.echo()
    say(settings, "demo.next", book=str(made.book))
    raise SystemExit(int(stopped))


@main.command()
def init() -> None:
    """Make an empty book."""
    settings = settings_now()
    with create_book(settings.book, author=settings.writer(), clock=settings.clock, random=settings.random) as book:
        say(settings, "init.done", book=book.address)


@main.group(cls=Group)
def project() -> None:
    """Take project files in and out."""


@project.command("add")
@click.argument("files", type=_FILE, nargs=-1, required=True)
@option("--correct", is_flag=True, help="Let the files take the place of what the book says.")
@option("--reason", default="", help="Why; kept with the commit.")
def project_add(files: tuple[Path, ...], reason: str, *, correct: bool) -> None:
    """Add the projects in FILES, all of them or none.

    A known project with the same facts is left alone, new budget versions are added; any other difference needs
    --correct and --reason.
    """
    from ledger.app.projects import add_projects  # noqa: PLC0415

    settings = settings_now()
    if correct and not reason:
        raise click.UsageError("--correct needs --reason")
    with settings.open() as book:
        added = add_projects(book, files, correct=correct, reason=reason)
    stopped = tell(added.findings, settings)
    if stopped:
        say(settings, "nothing_booked", err=True)
    for ids, what in ((added.new, "new"), (added.amended, "amended"), (added.unchanged, "unchanged")):
        for id_ in ids:
            say(settings, f"project.{what}", project=id_)
    raise SystemExit(int(stopped))


@project.command("list")
def project_list() -> None:
    """List the projects in the book."""
    from ledger.app.projects import project_table  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        show(project_table(book), settings.labels())


@project.command("show")
@click.argument("id_", metavar="ID")
def project_show(id_: str) -> None:
    """Show a project's facts as a project file."""
    _export(id_, None)


@project.command("export")
@click.argument("id_", metavar="ID")
@option("-o", "--output", type=_FILE, help="Write to a file.")
def project_export(id_: str, output: Path | None) -> None:
    """Write a project as a project file; adding it to an empty book gives the same facts."""
    _export(id_, output)


def _export(id_: str, output: Path | None) -> None:
    from ledger.app.projects import export_project  # noqa: PLC0415

    with settings_now().open() as book:
        put(settings_now(), export_project(book, id_).encode(), output)


@main.command("import")
@click.argument("file", type=_FILE)
@option("--project", "id_", metavar="ID", help="The project, where neither the rows nor the map name it.")
@option("--map", "map_path", type=_FILE, help="Map file: another program's columns, or an SIE file's accounts.")
@option("--dry-run", is_flag=True, help="Only tell what would happen.")
@option("--skip-bad-rows", is_flag=True, help="Leave out the rows that cannot be read, and list them.")
def import_(file: Path, id_: str | None, map_path: Path | None, *, dry_run: bool, skip_bad_rows: bool) -> None:
    """Book the actuals in FILE: all of them or none, and none twice."""
    from ledger.app.imports.actuals import import_file  # noqa: PLC0415
    from ledger.app.imports.incoming import most  # noqa: PLC0415
    from ledger.console.progress import shown_progress  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as opened, shown_progress(file.name) as progress:
        book = opened.with_progress(progress, processes=1 + max(2, os.cpu_count() or 1))
        done = import_file(book, file, project=id_, map_path=map_path, dry_run=dry_run, skip_bad_rows=skip_bad_rows)
    stopped = tell(done.findings, settings)
    if stopped:
        say(settings, "nothing_booked", err=True)
    elif not done.shares and not done.skipped:
        say(settings, "import.no_rows", file=str(file))
    shown, rest = most(done.shares)
    for share in shown:
        if share.reversed:
            key = "import.would_reverse" if dry_run else "import.reversed"
            say(settings, key, project=share.project, entries=share.reversed)
        key = "import.would" if dry_run else "import.done" if share.new else "import.nothing_new"
        key += "_one" if share.new == 1 else ""
        say(settings, key, project=share.project, new=share.new, already=share.already, sum=share.sum)
    if rest:
        new, already = sum(share.new for share in rest), sum(share.already for share in rest)
        key = "import.would_more" if dry_run else "import.more"
        say(settings, key, projects=len(rest), new=new, already=already)
    if done.skipped:
        say(settings, "import.skipped", rows=done.skipped, err=True)
    if done.batch and any(share.new or share.reversed for share in done.shares):
        say(settings, "import.batch", batch=done.batch)
    elif done.batch:
        say(settings, "import.read")
    raise SystemExit(int(stopped))


@main.group(cls=LoadingGroup, homes=dict.fromkeys(("attach", "detach"), "ledger.commands.corrections"))
def entry() -> None:
    """Enter actuals by hand."""


_CELLS = {
    "date": "Day on which it was booked, 2020-06-01.",
    "amount": "Amount, such as '1 234.50'.",
    "category": "Category code or name.",
    "source": "Who pays; needed for in_kind and receipt.",
    "kind": "cost, in_kind, income, receipt, advance or repayment.  [default: cost]",
    "text": "What it was for.",
    "voucher": "Voucher series and number.",
    "part": "Sub-project.",
    "phase": "Phase.",
    "belongs": "Day that the cost belongs to.  [default: the date]",
    "paid": "Day on which it was paid.",
    "counterparty": "Who was paid, or who paid.",
    "invoice": "Invoice number.",
    "quantity": "Such as hours.",
    "unit": "Unit of the quantity.",
    "account": "Account in the general ledger.",
    "vat": "Value added tax in the amount, or beside it.",
    "vat_treatment": "non_deductible, deductible, compensated, purchase, premises or rest.",
}


_METAVARS = {"date": "DAY", "belongs": "DAY", "paid": "DAY", "amount": "AMOUNT", "vat": "AMOUNT"}


def _option(cell: str) -> str:
    return f"--{cell.replace('_', '-')}"


def _cells(command: Callable[..., None]) -> Callable[..., None]:
    for name, help_ in reversed(_CELLS.items()):
        needed, metavar = name in ("date", "amount"), _METAVARS.get(name)
        command = option(_option(name), help=help_, required=needed, metavar=metavar)(command)
    return command


@entry.command("add")
@click.argument("id_", metavar="ID")
@_cells
def entry_add(id_: str, **cells: str | None) -> None:
    """Book one entry in project ID."""
    from ledger.app.imports.actuals import enter  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        done = enter(book, id_, {name: cell for name, cell in cells.items() if cell is not None})
    stopped = tell(map(_at_option, done.findings), settings)
    if stopped:
        say(settings, "nothing_booked", err=True)
    else:
        say(settings, "entry.done", project=id_, entry=done.entry, amount=done.amount, day=done.day)
    raise SystemExit(int(stopped))


def _at_option(finding: Finding) -> Finding:
    """Return a finding with the option that was typed where a column of a file would stand."""
    column = finding.place.column
    return evolve(finding, place=evolve(finding.place, column=_option(column))) if column in _CELLS else finding


@main.command()
@click.argument("ids", metavar="[ID]...", nargs=-1)
def check(ids: tuple[str, ...]) -> None:
    """Tell everything that is to be said against the facts of some projects, or of all."""
    from ledger.app.reports import check as run  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book, working(settings, "check"):
        findings = run(book, ids)
    stopped = tell(findings, settings)
    if not findings:
        say(settings, "check.nothing")
    raise SystemExit(int(stopped))


@main.command()
@option("--against", metavar="SEAL", help="A seal printed earlier that must still stand in a chain.")
@option("--chain", "file", type=_FILE, help="A chain that somebody has exported, instead of a book.")
def verify(against: str | None, file: Path | None) -> None:
    """Prove that the book is what was once written: every fact, every seal, every total."""
    from ledger.app.books.history import sealed  # noqa: PLC0415
    from ledger.app.books.history import verify as run  # noqa: PLC0415
    from ledger.console.progress import shown_progress  # noqa: PLC0415

    settings = settings_now()
    if file is not None:
        _verify_chain(file, against, settings)
    what = settings.labels("cli").say(label("cli.working.verify"))
    with settings.open() as opened, shown_progress(what) as progress:
        book = opened.with_progress(progress, processes=1 + (os.cpu_count() or 1))
        findings = tuple(run(book, against=against))
        commit = sealed(book, against) if against and not findings else None
    stopped = tell(findings, settings)
    if not findings:
        say(settings, "verify.whole", book=book.address)
    if commit:
        day, seal = commit.recorded_at[:10], commit.seal
        say(settings, "verify.against", seal=seal, scope=commit.scope, sequence=commit.sequence, day=day)
    raise SystemExit(int(stopped))


def _verify_chain(file: Path, against: str | None, settings: Settings) -> NoReturn:
    from ledger.app.books.history import verify_chain  # noqa: PLC0415

    with working(settings, "verify"):
        head, findings = verify_chain(file, against=against)
    stopped = tell(findings, settings)
    if not stopped:
        say(
            settings,
            "verify.chain",
            file=str(file),
            scope=head.scope,
            commits=head.sequence,
            entries=head.entries,
            seal=head.seal,
        )
    raise SystemExit(int(stopped))


ledger.console.beginning.loaded()
ledger.console.late.loaded()

if __name__ == "__main__":
    main(prog_name="medfin")
