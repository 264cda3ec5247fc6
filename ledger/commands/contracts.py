"""Commands on contracts: what was procured, and which costs belong to it."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from typing import TYPE_CHECKING

import click

from ledger.console.groups import Group
from ledger.console.output import say
from ledger.console.parameters import Day
from ledger.console.parameters import named_entries
from ledger.console.parameters import option
from ledger.console.settings import settings_now

if TYPE_CHECKING:
    from ledger.app.audit.contracts import ContractKept

_DAY = Day()
_PROJECT = click.argument("id_", metavar="ID")
_NUMBER = click.argument("number", metavar="NUMBER")
_ENTRIES = named_entries(
    "--entry", "entries", required=True, help="Numbers of entries, such as 7 or 1-4,7; may be repeated."
)


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.add_command(contract)


@click.group(cls=Group)
def contract() -> None:
    """Keep what was procured: contracts with procedure, value and days, and the costs that belong to each."""


@contract.command("add")
@_PROJECT
@option("--supplier", required=True, help="Who delivers: an organisation.")
@option("--procedure", required=True, help="How it was procured, in the words of the law or of the funder.")
@option(
    "--value",
    metavar="AMOUNT",
    required=True,
    help="What it is worth, reckoned as its costs are booked, such as '250 000'.",
)
@option("--signed", type=_DAY, required=True, help="When it was signed.")
@option("--from", "start", type=_DAY, help="First day of what it covers.")
@option("--to", "end", type=_DAY, help="Last day of what it covers.")
@option("--number", default="", help="Number of the contract.  [default: the next free one]")
@option("--reference", help="Case number or other name of the procurement.")
@option("--text", help="What is bought.")
def contract_add(
    id_: str, *, signed: datetime, start: datetime | None, end: datetime | None, number: str, **said: str
) -> None:
    """Enter a contract of project ID; 'medfin report contracts ID' lists them with what has been spent."""
    from ledger.app.audit.contracts import ContractSigned  # noqa: PLC0415
    from ledger.app.audit.contracts import add_contract  # noqa: PLC0415

    told = ContractSigned(number=number, signed_on=signed.date(), start=_date(start), end=_date(end), **said)
    with settings_now().open() as book:
        done = add_contract(book, id_, told)
    _tell(id_, done, "added")


@contract.command("change")
@_PROJECT
@_NUMBER
@option("--value", metavar="AMOUNT", required=True, help="What the contract is worth in all from now on.")
@option("--on", type=_DAY, help="The day of the change.  [default: today]")
@option("--to", "end", type=_DAY, help="Its new last day.")
@option("--reason", required=True, help="Why; kept with the contract.")
def contract_change(
    id_: str, number: str, *, value: str, on: datetime | None, end: datetime | None, reason: str
) -> None:
    """Take down a new value of contract NUMBER, as when an option is taken up; the old one stays in the chain."""
    from ledger.app.audit.contracts import ContractChanged  # noqa: PLC0415
    from ledger.app.audit.contracts import change_contract  # noqa: PLC0415

    said = ContractChanged(value=value, reason=reason, on=_date(on), end=_date(end))
    with settings_now().open() as book:
        done = change_contract(book, id_, number, said)
    _tell(id_, done, "changed")


@contract.command("tie")
@_PROJECT
@_NUMBER
@_ENTRIES
def contract_tie(id_: str, number: str, entries: tuple[int, ...]) -> None:
    """Say that costs belong to contract NUMBER; what reverses or replaces them follows by itself."""
    from ledger.app.audit.contracts import tie_contract  # noqa: PLC0415

    with settings_now().open() as book:
        done = tie_contract(book, id_, number, entries)
    _tell(id_, done, "tied")


@contract.command("untie")
@_PROJECT
@_NUMBER
@_ENTRIES
def contract_untie(id_: str, number: str, entries: tuple[int, ...]) -> None:
    """Say that costs do not belong to contract NUMBER after all."""
    from ledger.app.audit.contracts import untie_contract  # noqa: PLC0415

    with settings_now().open() as book:
        done = untie_contract(book, id_, number, entries)
    _tell(id_, done, "untied")


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _tell(id_: str, done: ContractKept, what: str) -> None:
    say(
        settings_now(),
        what,
        group="contracts",
        project=id_,
        number=done.contract.id,
        value=done.value,
        cost=done.cost,
        left=done.left,
    )
