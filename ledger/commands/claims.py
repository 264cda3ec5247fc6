"""Commands on payment claims: drafted, submitted, decided, shown."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from ledger.console.groups import Group
from ledger.console.output import put
from ledger.console.output import say
from ledger.console.output import show
from ledger.console.output import tell
from ledger.console.output import working
from ledger.console.parameters import Choice
from ledger.console.parameters import Day
from ledger.console.parameters import FilePath
from ledger.console.parameters import named_entries
from ledger.console.parameters import option
from ledger.console.settings import settings_now
from ledger.core.money import Money
from ledger.core.money import currency
from ledger.core.words import label
from ledger.model.claims.exchange import DayTaken
from ledger.model.claims.exchange import RateMonth
from ledger.model.totals import Basis

if TYPE_CHECKING:
    from ledger.app.claims.receipts import Receipt
    from ledger.app.claims.receipts import Received
    from ledger.app.claims.steps import Claimed

_DAY = Day()
_FILE = FilePath()
_PROJECT = click.argument("id_", metavar="ID")
_CLAIM = option("--claim", "number", type=int, help="Number of the claim.  [default: the latest]")
_REASON = option("--reason", default="", help="Anything worth knowing; kept with the commit.")


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.add_command(claim)
    main.command()(receive)


@click.group(cls=Group)
def claim() -> None:
    """Ask the funder for payment: draft, submit or withdraw, and take down what was decided."""


@claim.command("draft")
@_PROJECT
@option("--to", "end", type=_DAY, help="Last day of the claim's period.  [default: today]")
@option("--from", "start", type=_DAY, help="First day of it; older entries not yet claimed come along as late.")
@option("--on", type=_DAY, help="The claim's day; decides the budget version in force.  [default: today]")
@option(
    "--basis",
    type=Choice([each.value for each in Basis]),
    default="belongs",
    show_default=True,
    help="Which of an entry's days.",
)
@named_entries("--park", help="Set entries aside for a later claim; their numbers, such as 7 or 1-4,7.")
@named_entries("--include", help="Take back entries that were parked or cut.")
@option("--settle", multiple=True, metavar="[SOURCE=]AMOUNT", help="Settle so much of an advance, or 'all'.")
@option("--rates", type=_FILE, help="Monthly exchange rates, for a claim in another currency.")
@option("--attested", is_flag=True, help="Only entries that a second person has approved.")
@option("--final", is_flag=True, help="It is the project's last claim.")
def claim_draft(id_: str, on: datetime | None, **terms: Any) -> None:
    """Draw up the next claim of project ID as a draft; a draft before it gives way.

    It takes in all cost of its days that no claim has taken in yet, late entries and reversals among them.
    """
    from ledger.app.claims.steps import draft_claim  # noqa: PLC0415
    from ledger.app.claims.terms import read_terms  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        end = _date(terms["end"]) or book.today
        wanted = read_terms(book, id_, {**terms, "start": _date(terms["start"]), "end": end})
        with working(settings, "claim"):
            done = draft_claim(book, id_, wanted, dated=_date(on))
    _tell(id_, done, "draft")


@claim.command("submit")
@_PROJECT
@option("--on", type=_DAY, help="The day on which it is submitted.  [default: today]")
@_REASON
def claim_submit(id_: str, on: datetime | None, reason: str) -> None:
    """Submit the draft of project ID: its figures are drawn up anew and frozen, with the seal that they rest on."""
    from ledger.app.claims.steps import submit_claim  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book, working(settings, "claim"):
        done = submit_claim(book, id_, dated=_date(on), message=reason)
    _tell(id_, done, "submitted")


@claim.command("decide")
@_PROJECT
@_CLAIM
@option("--on", type=_DAY, help="The day of the decision.  [default: today]")
@option("--reference", default="", help="The decision's number or other name.")
@option("--cut", multiple=True, metavar="ENTRY[=AMOUNT[=ERROR]]", help="What is not accepted, and the type of error.")
@named_entries("--park", help="Entries that wait for a later claim.")
@option("--approved", multiple=True, metavar="[SOURCE=]AMOUNT", help="The approved support as it is printed, or 'all'.")
@option("--anew", is_flag=True, help="Take the place of an earlier decision on the claim; needs --reason.")
@_REASON
def claim_decide(id_: str, number: int | None, on: datetime | None, reason: str, **said: Any) -> None:
    """Take down the funder's decision on a claim: what is cut or waits, and so what is approved.

    What is approved is what the claim asks for, less what --cut and --park name; --approved is compared with it. A
    later decision adds to the cuts of an earlier one, unless --anew lets it take its place.
    """
    if said["anew"] and not reason:
        raise click.UsageError("--anew needs --reason")
    from ledger.app.claims.steps import decide_claim  # noqa: PLC0415
    from ledger.app.claims.terms import read_ruling  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        ruling = read_ruling(book, id_, {**said, "decided": _date(on) or book.today})
        done = decide_claim(book, id_, number, ruling, message=reason)
    _tell(id_, done, "decided")


@claim.command("withdraw")
@_PROJECT
@option("--claim", "number", type=int, help="Number of the claim.  [default: the last submitted]")
@option("--on", type=_DAY, help="The day on which it is withdrawn.  [default: today]")
@option("--reason", required=True, help="Why; shown with the claim.")
def claim_withdraw(id_: str, number: int | None, on: datetime | None, reason: str) -> None:
    """Take back a submitted claim that is not decided yet: its entries come into the next one, and its number stays."""
    from ledger.app.claims.withdrawal import withdraw_claim  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        done = withdraw_claim(book, id_, number, day=_date(on), reason=reason)
    _tell(id_, done, "withdrawn")


@claim.command("show")
@_PROJECT
@_CLAIM
@option("--addresses", is_flag=True, help="Print the address of every figure.")
def claim_show(id_: str, number: int | None, *, addresses: bool) -> None:
    """Show a claim, prove its figures against the book, and tell what has changed since.

    'medfin report claim ID' writes the same as CSV, JSON or a workbook.
    """
    from ledger.app.claims.claims import claim_of  # noqa: PLC0415
    from ledger.app.claims.report import claim_table  # noqa: PLC0415
    from ledger.app.claims.report import converted_table  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        table = claim_table(book, id_, number)
        converted = converted_table(book, id_, number) if claim_of(book, id_, number).conversion else None
    show(table, settings.labels(), addresses=addresses)
    if converted:
        click.echo()
        show(converted, settings.labels(), addresses=addresses)
    raise SystemExit(int(any(finding.stops for finding in table.findings)))


@claim.command("list")
@_PROJECT
def claim_list(id_: str) -> None:
    """List the claims of project ID."""
    from ledger.app.reports import report  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        show(report(book, "claims", (id_,)), settings.labels())


@claim.command("rates")
@click.argument("file", type=_FILE)
@option("--currency", "code", default="SEK", show_default=True, help="The currency that the project is kept in.")
@option(
    "--take",
    type=Choice([each.value for each in DayTaken]),
    help="Which of a month's daily rates counts, for the Central Bank's files; the funder says which.",
)
@option(
    "--by",
    type=Choice([each.value for each in RateMonth]),
    default="submitted",
    show_default=True,
    help="Which month's rate a claim goes by.",
)
@option("--from", "start", type=_DAY, help="Only months from that of this day on.")
@option("-o", "--output", type=_FILE, help="Write to a file.")
def claim_rates(
    file: Path, code: str, take: str | None, by: str, *, start: datetime | None, output: Path | None
) -> None:
    """Make a table of euro rates by month for 'claim draft --rates', of a FILE that you have fetched.

    FILE is the European Commission's list of one currency (InforEuro, JSON) or the reference rates of the European
    Central Bank (eurofxref, CSV or XML). Read the table through before you use it.
    """
    from ledger.app.claims.rates import RatesAsked  # noqa: PLC0415
    from ledger.app.claims.rates import make_rates  # noqa: PLC0415

    settings = settings_now()
    asked = RatesAsked(
        base=currency(code),
        taken=DayTaken(take) if take else None,
        by=RateMonth(by),
        start=start.date().isoformat()[:7] if start else "",
    )
    made = make_rates(file, asked, language=settings.language)
    if tell(made.findings, settings):
        raise SystemExit(1)
    put(settings, made.text.encode(), output)


@claim.command("close")
@_PROJECT
def claim_close(id_: str) -> None:
    """Test whether project ID can be closed: all claimed, decided, settled, paid and matched; what is to be repaid.

    Nothing is booked. Leaves with status 1 if something is not as it must be; 'medfin report closure ID' prints the
    same and always leaves with 0.
    """
    from ledger.app.claims.report import closure_table  # noqa: PLC0415
    from ledger.model.view import View  # noqa: PLC0415
    from ledger.reports.claims.closure import is_ready  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        table = closure_table(book, id_, View(today=book.today))
    show(table, settings.labels())
    raise SystemExit(int(not is_ready(table)))


@_PROJECT
@option(
    "--amount", metavar="AMOUNT", help="How much came, such as '33 048,00'; of --entry, how much of it pays the claim."
)
@option("--date", "day", type=_DAY, help="When it came.  [default: today]")
@option("--claim", "number", type=int, help="Number of the claim that it pays, wholly or as an instalment.")
@option("--source", help="Who paid.  [default: the source that gives support]")
@option(
    "--kind",
    type=Choice(["receipt", "advance", "repayment"]),
    default="receipt",
    show_default=True,
    help="An advance pays no claim but is settled by one; a repayment goes back to the source.",
)
@option("--entry", type=int, help="Match this receipt, which is booked already, instead of booking one.")
@option("--text", default="", help="What the bank says.")
def receive(id_: str, number: int | None, entry: int | None, **money: Any) -> None:
    """Take down money that came for project ID, and which claim it pays."""
    from ledger.app.claims.receipts import match  # noqa: PLC0415
    from ledger.app.claims.receipts import receive as run  # noqa: PLC0415
    from ledger.app.claims.terms import read_match  # noqa: PLC0415
    from ledger.app.claims.terms import read_receipt  # noqa: PLC0415

    if entry is None and money["amount"] is None:
        raise click.UsageError("give --amount, or --entry for money that is booked already")
    if entry is not None and number is None:
        raise click.UsageError("--entry needs --claim")
    settings, taken = settings_now(), None
    with settings.open() as book:
        if entry is not None and number is not None:
            done = match(book, id_, entry, number, read_match(book, id_, money["amount"]))
        else:
            taken = read_receipt(book, id_, {**money, "day": _date(money["day"]) or book.today})
            done = run(book, id_, taken, number)
    _say_received(id_, done, taken)


def _say_received(id_: str, done: Received, taken: Receipt | None) -> None:
    """Tell that money was booked, if it was not so before, and how the claim stands that it pays."""
    settings, currency = settings_now(), done.dossier.project.currency
    tell(done.findings, settings)
    if taken:
        amount = Money(taken.amount_minor, currency)
        say(settings, "received", group="claims", project=id_, entry=done.entry, amount=amount, day=taken.day)
    if done.claim and done.state:
        say(
            settings,
            "matched",
            group="claims",
            project=id_,
            claim=done.claim.number,
            entry=done.entry,
            paid=Money(done.paid_minor, currency),
            asked=Money(done.asked_minor, currency),
            state=label(f"claim.state.{done.state}"),
        )


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _tell(id_: str, done: Claimed, what: str) -> None:
    """Tell what a step did, and show the claim."""
    from ledger.reports.claims.claim import claim as table  # noqa: PLC0415

    settings = settings_now()
    stopped = tell(done.findings, settings)
    if not done.booked:
        say(settings, "nothing_booked", err=True)
        raise SystemExit(int(stopped))
    say(settings, what, group="claims", project=id_, number=done.claim.number, seal=done.claim.seal[:12])
    click.echo()
    show(table(done.dossier, done.claim), settings.labels())
