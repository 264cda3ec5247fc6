"""Commands on budget versions: listed, shown, compared, amended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from ledger.commands.report import output_options
from ledger.commands.report import put_table
from ledger.console.groups import Group
from ledger.console.output import tell
from ledger.console.parameters import Choice
from ledger.console.parameters import Day
from ledger.console.parameters import FilePath
from ledger.console.parameters import option
from ledger.console.settings import settings_now
from ledger.core.digits import number_of
from ledger.core.words import label
from ledger.model.budgets.budget import BudgetState
from ledger.rules.budgets.project_years import Spread
from ledger.rules.budgets.project_years import SpreadKey

_DAY = Day()
_PROJECT = click.argument("id_", metavar="ID")
_DAYS = ("submitted", "decided", "applies_from", "start", "end")


def register(main: click.Group) -> None:
    """Add the commands to the outermost group."""
    main.add_command(budget)


@click.group(cls=Group)
def budget() -> None:
    """Look at budget versions, compare them and amend the latest."""


@budget.command("show")
@_PROJECT
@option("--version", "number", type=int, help="Show this version instead of the list of all.")
@option("--financing", is_flag=True, help="Show who pays instead of what it costs.")
@option(
    "--project-years",
    "key",
    type=Choice([each.value for each in SpreadKey]),
    help="Lay the cost out by project year beside the calendar years, by this key.",
)
@option("--weights", help="Twelve whole numbers, January first, such as 1,1,1,2,2,1,0,1,2,2,2,1.")
@output_options
def budget_show(
    id_: str, *, number: int | None, financing: bool, key: str | None, weights: str | None, **output: Any
) -> None:
    """List the budget versions of project ID, or show one of them.

    With --financing or --project-years and no --version, the one in force.
    """
    from ledger.app.budgets.budgets import version_table  # noqa: PLC0415
    from ledger.app.reports import report  # noqa: PLC0415

    if bool(weights) is not (key == SpreadKey.WEIGHTS.value):
        raise click.UsageError("--project-years weights and --weights belong together")
    with settings_now().open() as book:
        if number is None and not financing and key is None:
            table = report(book, "versions", (id_,))
        else:
            by = Spread(key=SpreadKey(key), weights=_whole_numbers(weights)) if key else None
            table = version_table(book, id_, number, financing=financing, by=by)
    put_table(table, **output)


@budget.command("compare")
@_PROJECT
@click.argument("first", type=int, required=False)
@click.argument("second", type=int, required=False)
@output_options
def budget_compare(id_: str, first: int | None, second: int | None, **output: Any) -> None:
    """Show the exact difference between versions FIRST and SECOND of project ID.

    SECOND is the latest if left out, and FIRST the one before it.
    """
    from ledger.app.budgets.budgets import compare_versions  # noqa: PLC0415

    with settings_now().open() as book:
        table = compare_versions(book, id_, first, second)
    put_table(table, **output)


@budget.command("amend")
@_PROJECT
@option("--file", "path", type=FilePath(), help="File with one [[budget]] block: the new version.")
@option("--transfer", "transfers", multiple=True, metavar="FROM:TO:AMOUNT[:YEAR]", help="Move money.")
@option("--carry-forward", "carry", multiple=True, metavar="YEAR:YEAR[:CATEGORY,…]", help="Carry what is unused.")
@option("--from-version", "base", type=int, help="Amend this version instead of the latest.")
@option("--state", type=Choice([each.value for each in BudgetState]), help="[default: decided or draft]")
@option("--submitted", type=_DAY, help="When it was handed in.")
@option("--decided", type=_DAY, help="When it was decided; else it is a draft.")
@option("--applies-from", type=_DAY, help="From when it holds.  [default: the day of decision]")
@option("--start", type=_DAY, help="The project's first day by it.")
@option("--end", type=_DAY, help="The project's last day by it.")
@option("--decided-by", help="Who decided: a party of the project, by id or name.")
@option("--reason", help="Document or reason; needed without --file.")
def budget_amend(id_: str, state: str | None, **terms: Any) -> None:
    """Add a budget version to project ID that amends the latest one.

    Without --file the latest version is copied and changed as the options say; what they do not say stays as it was.
    A draft is decided by amending it again with --decided and --reason.
    """
    from ledger.app.budgets.amend import Amendment  # noqa: PLC0415
    from ledger.app.budgets.amend import amend  # noqa: PLC0415

    days: dict[str, Any] = {name: _day(terms.pop(name)) for name in _DAYS}
    wanted = Amendment(state=BudgetState(state) if state else None, **days, **terms)
    settings = settings_now()
    with settings.open() as book:
        done = amend(book, id_, wanted)
    stopped = tell(done.findings, settings)
    decided = done.state is BudgetState.DECIDED
    key = "budget.nothing_booked" if stopped else "budget.amended" if decided else "budget.amended_not_decided"
    click.echo(settings.labels("plans").say(label(f"plans.{key}", project=id_, number=done.number)), err=stopped)
    raise SystemExit(int(stopped))


def _day(moment: datetime | None) -> object:
    return moment.date() if moment else None


def _whole_numbers(text: str | None) -> tuple[int, ...]:
    parts = [each.strip() for each in (text or "").split(",") if each.strip()]
    numbers = tuple(number for each in parts if (number := number_of(each)) is not None)
    if len(numbers) < len(parts):
        raise click.UsageError("--weights takes twelve whole numbers with commas between them")
    return numbers
