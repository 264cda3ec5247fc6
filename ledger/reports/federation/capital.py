"""Own capital and how it develops, beside the recommendation that the user has filled in."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.money import Money
from ledger.core.words import Words
from ledger.core.words import label
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import percent_column
from ledger.reports.cells import ratio
from ledger.reports.federation.treasury import Treasury
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.federation.capital import CapitalYear
from ledger.rules.federation.capital import capital as reckon

NAME = "capital"

_MONEY = ("opening", "members", "other", "cost", "result", "closing")


def capital(treasury: Treasury) -> Table:
    """Return a row a year: opening, what came, what it cost, the result, closing, and the recommended maximum.

    Args:
        treasury: The federation with its own accounts of all years; its view's year leaves out the rows of others.

    Raises:
        LedgerError: As `Treasury.needed_accounts`.
    """
    accounts = treasury.needed_accounts(NAME)
    currency = treasury.currency
    found = reckon(treasury.federation, accounts, treasury.view)
    return Table(
        name=NAME,
        title=label("report.capital"),
        columns=(
            Column(key="name", words=label("column.year")),
            *(money_column(key, currency, label(f"capital.{key}")) for key in _MONEY),
            money_column("contributions", currency, label("capital.contributions")),
            percent_column("capital_part"),
            percent_column("most_part"),
            money_column("most", currency, label("capital.most")),
            money_column("room", currency, label("capital.room")),
        ),
        rows=tuple(Row(key=str(each.year), cells=_line(treasury, each)) for each in found),
        currency=currency,
        about=(*treasury.about(), *treasury.sealed(treasury.federation.accounts or "")),
        notes=tuple(_notes(treasury, found)),
    )


def _line(treasury: Treasury, each: CapitalYear) -> tuple[Cell, ...]:
    sums = Sums(treasury.currency)
    booked = Ruled(label("rule.own_accounts"))
    opening = Ruled(label("rule.opening_stated" if each.is_stated else "rule.opening_carried"))
    known = each.contributions_minor is not None
    return (
        Cell(str(each.year)),
        Cell(each.opening_minor, opening),
        Cell(each.members_minor, booked),
        Cell(each.other_minor, booked),
        Cell(treasury.sign * each.cost_minor, booked),
        Cell(each.result_minor, sums.rounded("{members}+{other}" + ("-" if treasury.sign > 0 else "+") + "{cost}")),
        Cell(each.closing_minor, sums.rounded("{opening}+{result}")),
        Cell(each.contributions_minor, Ruled(label("rule.members_decided"))) if known else EMPTY,
        ratio(each.part, "closing", "contributions"),
        EMPTY if each.most is None else Cell(each.most, Ruled(label("rule.capital_step"))),
        EMPTY if each.most_minor is None else Cell(each.most_minor, Ruled(label("rule.capital_step"))),
        EMPTY
        if each.most_minor is None
        else Cell(each.most_minor - each.closing_minor, sums.rounded("{most}-{closing}")),
    )


def _notes(treasury: Treasury, found: tuple[CapitalYear, ...]) -> Iterator[Words]:
    yield label("note.capital")
    if not found:
        yield label("note.no_opening_capital")
    if not treasury.federation.capital_steps:
        yield label("note.no_capital_steps")
    for each in found:
        if each.unexplained_minor:
            yield label(
                "note.opening_differs",
                year=str(each.year),
                stated=Money(each.opening_minor, treasury.currency),
                before=Money(each.opening_minor - each.unexplained_minor, treasury.currency),
            )
