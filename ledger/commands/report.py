"""Commands that print reports: one for all reports, the log, and samples for auditors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from ledger import errors
from ledger.console.groups import Command
from ledger.console.groups import Group
from ledger.console.output import put
from ledger.console.output import show
from ledger.console.output import working
from ledger.console.output import written
from ledger.console.parameters import Choice
from ledger.console.parameters import Day
from ledger.console.parameters import FilePath
from ledger.console.parameters import option
from ledger.console.settings import settings_asked
from ledger.console.settings import settings_now
from ledger.core.words import label
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View

if TYPE_CHECKING:
    from ledger.app.book import Book
    from ledger.reports.sheet import Workbook
    from ledger.reports.table import Table

_FILE = FilePath()
_DAY = Day()
_FORMATS = "Write as text, CSV, JSON, a page, a workbook or a PDF."


class ListingCommand(Command):
    """A command whose help lists the reports, each with what it shows."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the reports."""
        from ledger.app.tables import REPORTS  # noqa: PLC0415 - only the help lists them

        labels = settings_asked(ctx).labels("listed")
        with formatter.section(labels.say(label("listed.heading"))):
            formatter.write_dl([(name, labels.say(label(f"listed.{name}"))) for name in REPORTS])


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.command(cls=ListingCommand)(report)
    main.command()(log)
    main.add_command(audit)


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of how and where its table is written; `put_table` takes them."""
    command = option("-o", "--output", type=_FILE, help="Write to a file.")(command)
    formats = Choice(["text", "csv", "json", "html", "xlsx", "pdf"])
    return option("--format", "format_", type=formats, default="text", show_default=True, help=_FORMATS)(command)


def _days(command: Callable[..., None]) -> Callable[..., None]:
    command = option("--to", "end", type=_DAY, help="Only entries to this day.")(command)
    command = option("--from", "start", type=_DAY, help="Only entries from this day on.")(command)
    return option("--year", type=int, help="Only this calendar year.")(command)


def _reports(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Return the reports whose names begin as what stands before the cursor."""
    from ledger.app.tables import REPORTS  # noqa: PLC0415 - only the shell's completion lists them

    return [name for name in REPORTS if name.startswith(begun)]


@click.argument("name", shell_complete=_reports)
@click.argument("ids", metavar="[ID]...", nargs=-1)
@output_options
@_days
@option(
    "--by",
    multiple=True,
    type=Choice([each.value for each in Dimension]),
    help="What the rows are; may be given twice.",
)
@option(
    "--basis",
    type=Choice([each.value for each in Basis]),
    default="booked",
    show_default=True,
    help="Which of an entry's days.",
)
@option("--source", help="Only this source; for the report statement.")
@option("--claim", type=int, help="Which payment claim; for the reports claim, transactions and converted.")
@option("--known", type=_DAY, help="Only what was in the book on this day.")
@option("--attested", is_flag=True, help="Only entries that a second person has approved.")
@option("--net", is_flag=True, help="Entries without those reversed and their reversals.")
@option("--mask", "masked", is_flag=True, help="Entries without texts and counterparties.")
@option(
    "--cutoff",
    metavar="last|MM-DD",
    help="Only a federation's year up to this day on which it reports, or to the last that has come.",
)
@option(
    "--since",
    metavar="DAY|SEAL",
    help="Compare with this day, or with a seal; by default with the last cut-off; for the report changes.",
)
@option(
    "--signs",
    "costs_negative",
    type=Choice(["positive", "negative"]),
    callback=lambda _, __, value: value == "negative",
    default="positive",
    help="Sign of costs in reports on the federation.  [default: positive]",
)
@option("--addresses", is_flag=True, help="Print the address of every figure.")
def report(name: str, ids: tuple[str, ...], format_: str, output: Path | None, *, addresses: bool, **view: Any) -> None:
    """Print the report NAME on some projects, or on all."""
    settings = settings_now()
    with settings.open() as book:
        since, cutoff = view.pop("since"), view.pop("cutoff")
        wanted = _at(book, _view(book.today, since=_since(book, since), **view), cutoff)
        if format_ in ("xlsx", "pdf"):
            from ledger.app.reports import workbook  # noqa: PLC0415

            _put_workbook(lambda: workbook(book, name, ids, wanted), format_, output)
            return
        if format_ == "html":
            from ledger.app.pages import page  # noqa: PLC0415

            _put_page(page(book, name, ids, wanted), output)
            return
        from ledger.app.reports import report as run  # noqa: PLC0415

        table = run(book, name, ids, wanted)
    _put(table, format_, output, addresses=addresses)


@click.argument("ids", metavar="[ID]...", nargs=-1)
@output_options
def log(ids: tuple[str, ...], format_: str, output: Path | None) -> None:
    """List the commits of some projects, or of the whole book."""
    from ledger.app.books.history import log_table  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        table = log_table(book, ids)
    put_table(table, format_=format_, output=output)


@click.group(cls=Group)
def audit() -> None:
    """Draw samples for an auditor; 'medfin report audit ID' prints who did what, when and why."""


@audit.command("sample")
@click.argument("id_", metavar="ID")
@option("--size", type=int, required=True, help="How many draws; large entries can take several.")
@option("--seed", required=True, help="Any text; the same seed gives the same sample.")
@_days
@option("--claim", type=int, help="Draw from a payment claim's entries, each for what the claim holds of it.")
@option("--words", is_flag=True, help="Show texts and counterparties too.")
@output_options
def audit_sample(
    id_: str, size: int, seed: str, format_: str, output: Path | None, *, words: bool, **days: Any
) -> None:
    """Draw cost entries so that every krona has the same chance (monetary-unit sampling).

    Entries at least as large as the interval are always drawn. Personal words are left out unless --words is given.
    """
    from ledger.app.audit.audit import sample  # noqa: PLC0415

    settings = settings_now()
    if days["claim"] is not None and any(days[name] for name in ("year", "start", "end")):
        raise click.UsageError("a claim has its own days; leave out --year, --from and --to")
    with settings.open() as book:
        wanted = _view(book.today, masked=not words, **days)
        table = sample(book, id_, size, seed, wanted)
    put_table(table, format_=format_, output=output)


def _view(today: date, *, by: tuple[str, ...] = (), basis: str = "booked", **terms: Any) -> View:
    """Return a view; as known on a day, the question is put on that day."""
    terms |= {name: _day(terms.get(name)) for name in ("start", "end", "known")}
    asked = min(today, terms["known"] or today)
    return View(today=asked, basis=Basis(basis), by=tuple(Dimension(each) for each in by), **terms)


def _at(book: Book, view: View, cutoff: str | None) -> View:
    """Return a view up to a cut-off, if one is asked for."""
    if cutoff is None:
        return view
    if view.start or view.end:
        raise click.UsageError("give --cutoff, or --from and --to")
    from ledger.app.federation.cutoffs import at_cutoff  # noqa: PLC0415 - most reports are asked for by days

    return at_cutoff(book, view, cutoff)


def _since(book: Book, text: str | None) -> date | None:
    """Return the day that a text names: a date, or that of a seal."""
    if text is None:
        return None
    from ledger.app.federation.since import day_of  # noqa: PLC0415 - one report compares with an earlier day

    return day_of(book, text)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def put_table(table: Table, *, format_: str, output: Path | None, addresses: bool = False) -> None:
    """Print a table, or write it to a file, in the format asked for; as a workbook it stands alone."""
    if format_ in ("html", "xlsx", "pdf"):
        from ledger.reports.workbook import alone  # noqa: PLC0415

        made = alone(table, View(today=settings_now().clock().date()))
        if format_ == "html":
            _put_page(made, output)
        else:
            _put_workbook(lambda: made, format_, output)
        return
    _put(table, format_, output, addresses=addresses)


def _put(table: Table, format_: str, output: Path | None, *, addresses: bool) -> None:
    settings = settings_now()
    labels = settings.labels()
    if format_ == "text" and output is None:
        show(table, labels, addresses=addresses)
    else:
        put(settings, written(table, labels, format_, addresses=addresses), output)


def _put_page(made: Workbook, output: Path | None) -> None:
    from ledger.render.html import to_html  # noqa: PLC0415

    settings = settings_now()
    put(settings, to_html(made, settings.labels()).encode(), output)


def _put_workbook(make: Callable[[], Workbook], format_: str, output: Path | None) -> None:
    from ledger.render.xlsx import to_xlsx  # noqa: PLC0415

    if output is None:
        raise errors.OutputNeededError
    with working(settings_now(), "workbook"):
        content = to_xlsx(make(), settings_now().labels())
        if format_ == "pdf":
            from ledger.app.funders.office import pdf  # noqa: PLC0415

            content = pdf(content)
    put(settings_now(), content, output)
