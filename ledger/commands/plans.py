"""Commands on what is to come: commitments, typed forecasts, comments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import click

from ledger.console.groups import Group
from ledger.console.parameters import Day
from ledger.console.parameters import option
from ledger.console.settings import Settings
from ledger.console.settings import settings_now
from ledger.core.money import Money
from ledger.core.words import Value
from ledger.core.words import label

_DAY = Day()
_PROJECT = click.argument("id_", metavar="ID")

_CELLS = {
    "amount": "What was ordered, such as '12 500'; with --settle or --release how much of it.",
    "category": "Category code or name.",
    "counterparty": "Who will be paid: an organisation.",
    "text": "What it is for.",
    "source": "Who pays, if one source does.",
    "part": "Sub-project.",
    "phase": "Phase.",
    "date": "Day on which it was ordered.  [default: today]",
    "number": "Number of the order or contract.  [default: the next free one]",
}


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.command("commit-to")(commit_to)
    main.add_command(forecast)
    main.command()(comment)


def _cells(command: Callable[..., None]) -> Callable[..., None]:
    for name, help_ in reversed(_CELLS.items()):
        metavar = {"date": "DAY", "amount": "AMOUNT"}.get(name)
        command = option(f"--{name}", help=help_, metavar=metavar)(command)
    return command


@_PROJECT
@_cells
@option("--expected", multiple=True, metavar="DAY[=AMOUNT]", help="When it is expected; may be given often.")
@option("--settle", metavar="NUMBER", help="Say that a commitment, or a part of it, has been booked.")
@option("--entry", type=int, help="Number of the entry that booked it; with --settle.")
@option("--release", metavar="NUMBER", help="Say that what is open of a commitment will never be booked.")
@option("--reason", help="Why; needed with --release.")
def commit_to(
    id_: str,
    *,
    expected: tuple[str, ...],
    settle: str | None,
    entry: int | None,
    release: str | None,
    reason: str | None,
    **cells: str | None,
) -> None:
    """Enter an order or contract of project ID that is not booked yet.

    Give --category and --amount, and when it is expected. Later say --settle NUMBER when it has been booked, or
    --release NUMBER when nothing will come. 'medfin report commitments ID' lists what is open.
    """
    from ledger.app.forecasts import commitments  # noqa: PLC0415

    given = {name: cell for name, cell in cells.items() if cell}
    settings = settings_now()
    _check_one_thing(settle, release, reason, given)
    with settings.open() as book:
        currency = commitments.currency_of(book, id_)
        if settle is not None:
            done = commitments.settle_commitment(book, id_, settle, entry=entry, amount=given.get("amount"))
        elif release is not None:
            done = commitments.release_commitment(book, id_, release, reason=reason or "", amount=given.get("amount"))
        else:
            done = commitments.commit_to(book, id_, given, expected)
    what = "settled" if settle is not None else "released" if release is not None else "entered"
    amount, still_open = Money(done.amount_minor, currency), Money(done.open_minor, currency)
    _say(settings, f"commitment.{what}", project=id_, commitment=done.id, amount=amount, open=still_open)


def _check_one_thing(settle: str | None, release: str | None, reason: str | None, given: dict[str, str]) -> None:
    """Refuse a line that asks for two things, or for half of one."""
    if settle is not None and release is not None:
        raise click.UsageError("give one of --settle and --release")
    if release is not None and not reason:
        raise click.UsageError("--release needs --reason")
    if settle is None and release is None and not {"category", "amount"} <= given.keys():
        raise click.UsageError("give --category and --amount, or one of --settle and --release")


@click.group(cls=Group)
def forecast() -> None:
    """Type what the project leader believes; 'medfin report forecast ID' shows it beside the computed forecasts."""


@forecast.command("set")
@_PROJECT
@click.argument("cells", metavar="CATEGORY=AMOUNT...", nargs=-1, required=True)
@option("--year", type=int, help="To the end of this calendar year.  [default: to the end of the project]")
@option("--note", help="What it rests on.")
def forecast_set(id_: str, cells: tuple[str, ...], year: int | None, note: str | None) -> None:
    """Keep what categories of project ID are believed to cost in the end, everything booked so far included.

    CATEGORY=- takes an earlier forecast back.
    """
    from ledger.app.forecasts.commitments import currency_of  # noqa: PLC0415
    from ledger.app.forecasts.forecasts import set_forecast  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        currency = currency_of(book, id_)
        kept = set_forecast(book, id_, cells, year=year, note=note)
    for each in kept:
        if each.amount_minor is None:
            _say(settings, "forecast.taken_back", project=id_, category=each.category)
        else:
            key, amount = "forecast.year" if year else "forecast.whole", Money(each.amount_minor, currency)
            _say(settings, key, project=id_, category=each.category, amount=amount, year=str(year))


@_PROJECT
@click.argument("text")
@option("--measure", help="What is done about it.")
@option("--category", help="Category code or name.  [default: the project as a whole]")
@option("--year", type=int, help="It is about this calendar year.")
@option("--from", "start", type=_DAY, help="It is about the days from this one on.")
@option("--to", "end", type=_DAY, help="It is about the days to this one.")
def comment(
    id_: str, text: str, *, year: int | None, start: datetime | None, end: datetime | None, **said: str | None
) -> None:
    """Keep TEXT as the explanation of a deviation in project ID.

    A later comment on the same category and days takes its place; an empty TEXT takes it back.
    """
    from ledger.app.forecasts.forecasts import comment as run  # noqa: PLC0415
    from ledger.core.period import calendar_year  # noqa: PLC0415
    from ledger.core.period import check_year  # noqa: PLC0415

    if year is not None and (start or end):
        raise click.UsageError("give --year, or --from and --to")
    days = (start.date() if start else None, end.date() if end else None)
    if year is not None:
        check_year(year, str(year))
        days = (calendar_year(year).start, calendar_year(year).end)
    settings = settings_now()
    with settings.open() as book:
        kept = run(book, id_, text, days=days, **said)
    _say(settings, "comment.kept" if kept.text else "comment.taken_back", project=id_)


def _say(settings: Settings, key: str, **values: Value) -> None:
    click.echo(settings.labels("plans").say(label(f"plans.{key}", **values)))
