"""Commands that hand over what is in a book to others."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ledger.console.groups import Group
from ledger.console.output import put
from ledger.console.output import say
from ledger.console.output import tell
from ledger.console.parameters import Day
from ledger.console.parameters import FilePath
from ledger.console.parameters import option
from ledger.console.settings import settings_now

_FILE = FilePath()
_DAY = Day()


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.add_command(export)


@click.group(cls=Group)
def export() -> None:
    """Hand over what is in a book to others."""


@export.command()
@click.argument("id_", metavar="ID")
@option("-o", "--output", type=_FILE, required=True, help="The file to write.")
@option("--words", is_flag=True, help="With texts, counterparties and names; they are left out otherwise.")
def chain(id_: str, output: Path, *, words: bool) -> None:
    """Write the chain of project ID, which others prove by 'medfin verify --chain FILE' without the book."""
    from ledger.app.books.history import export_chain  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        head = export_chain(book, id_, output, words=words)
    say(settings, "export.chain", file=str(output), commits=head.sequence, entries=head.entries, seal=head.seal)


@export.command("sie")
@click.argument("id_", metavar="ID")
@option("-o", "--output", type=_FILE, required=True, help="The file to write, such as pas.si.")
@option("--balance", required=True, metavar="ACCOUNT", help="Account that every voucher is balanced on.")
@option(
    "--account",
    "accounts",
    multiple=True,
    metavar="CATEGORY=ACCOUNT",
    help="Account of entries that name none; may be given several times.",
)
@option("--company", default="", help="Whose books it is for.  [default: the project's owner]")
@option("--from", "start", type=_DAY, help="Only entries from this day on.")
@option("--to", "end", type=_DAY, help="Only entries to this day.")
@option("--words", is_flag=True, help="With texts; they are left out otherwise.")
def export_sie(
    id_: str,
    output: Path,
    balance: str,
    accounts: tuple[str, ...],
    *,
    company: str,
    start: datetime | None,
    end: datetime | None,
    words: bool,
) -> None:
    """Write project ID's entries as SIE 4I, with the project as their object and a checksum."""
    from ledger.app.imports.sie_export import SieWish  # noqa: PLC0415
    from ledger.app.imports.sie_export import export_sie as run  # noqa: PLC0415
    from ledger.model.view import View  # noqa: PLC0415

    pairs = [each.partition("=")[::2] for each in accounts]
    if not all(category and account for category, account in pairs):
        raise click.BadParameter("write CATEGORY=ACCOUNT, such as personal=7010", param_hint="--account")
    settings = settings_now()
    wish = SieWish(balancing_account=balance, accounts=dict(pairs), company=company)
    with settings.open() as book:
        first, last = (day.date() if day else None for day in (start, end))
        made = run(book, id_, wish, View(today=book.today, start=first, end=last, masked=not words))
    tell(made.findings, settings)
    put(settings, made.content, output)


@export.command()
@click.argument("id_", metavar="ID")
@option("-o", "--output", type=_FILE, required=True, help="The archive to write, such as pas.zip.")
def fiscal(id_: str, output: Path) -> None:
    """Write project ID as a Fiscal Data Package: budget, actual and money received as tables with a description."""
    from ledger.app.open_data import export_fiscal as run  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        put(settings, run(book, id_, language=settings.language), output)


@export.command()
@click.argument("id_", metavar="ID")
@option("--publisher", required=True, metavar="REF", help="Who publishes: register and number, SE-XXX-NNNNNN.")
@option("--country", default="SE", show_default=True, help="Where the project is.")
@option("-o", "--output", type=_FILE, help="Write to a file.")
def iati(id_: str, publisher: str, country: str, output: Path | None) -> None:
    """Write project ID as an IATI activity: bodies, budget by year, spending and money received by month."""
    from ledger.app.open_data import export_iati as run  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        put(settings, run(book, id_, publisher, country).encode(), output)


@export.command()
@click.argument("id_", metavar="ID")
@option("--prefix", required=True, help="The publisher's registered OCDS prefix, ocds-xxxxxx.")
@option("--publisher", default="", help="Who publishes.  [default: the owner]")
@option("-o", "--output", type=_FILE, help="Write to a file.")
def ocds(id_: str, prefix: str, publisher: str, output: Path | None) -> None:
    """Write project ID's planning as an OCDS release: its budget and who pays; contracts are left out."""
    from ledger.app.open_data import export_ocds as run  # noqa: PLC0415

    settings = settings_now()
    with settings.open() as book:
        put(settings, run(book, id_, prefix, publisher).encode(), output)
