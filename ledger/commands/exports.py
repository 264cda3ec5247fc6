"""Commands that write entries for other programs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ledger.console import FilePath
from ledger.console import Group
from ledger.console import put
from ledger.console import settings_now
from ledger.console import tell

_DAY = click.DateTime(["%Y-%m-%d"])


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.add_command(export)


@click.group(cls=Group)
def export() -> None:
    """Write entries for other programs."""


@export.command("sie")
@click.argument("id_", metavar="ID")
@click.option("-o", "--output", type=FilePath(path_type=Path), required=True, help="The file to write, such as pas.si.")
@click.option("--balance", required=True, metavar="ACCOUNT", help="Account that every voucher is balanced on.")
@click.option(
    "--account",
    "accounts",
    multiple=True,
    metavar="CATEGORY=ACCOUNT",
    help="Account of entries that name none; may be given several times.",
)
@click.option("--company", default="", help="Whose books it is for.  [default: the project's owner]")
@click.option("--from", "start", type=_DAY, help="Only entries from this day on.")
@click.option("--to", "end", type=_DAY, help="Only entries to this day.")
@click.option("--mask", is_flag=True, help="Without texts.")
def export_sie(
    id_: str,
    output: Path,
    balance: str,
    accounts: tuple[str, ...],
    *,
    company: str,
    start: datetime | None,
    end: datetime | None,
    mask: bool,
) -> None:
    """Write project ID's entries as SIE 4I, with the project as their object and a checksum."""
    from ledger.app.sie_export import SieWish  # noqa: PLC0415
    from ledger.app.sie_export import export_sie as run  # noqa: PLC0415
    from ledger.model.view import View  # noqa: PLC0415

    pairs = [each.partition("=")[::2] for each in accounts]
    if not all(category and account for category, account in pairs):
        raise click.BadParameter("write CATEGORY=ACCOUNT, such as personal=7010", param_hint="--account")
    settings = settings_now()
    wish = SieWish(balancing_account=balance, accounts=dict(pairs), company=company)
    with settings.open() as book:
        first, last = (day.date() if day else None for day in (start, end))
        made = run(book, id_, wish, View(today=book.today, start=first, end=last, masked=mask))
    tell(made.findings, settings)
    put(settings, made.content, output)
