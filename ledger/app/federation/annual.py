"""Parts of a federation's annual report that need more than one year, or entries with their days of payment."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ledger.app.federation.treasury import treasury
from ledger.app.selection import rows
from ledger.core.record import evolve
from ledger.errors import ViewOptionError
from ledger.model.totals import Basis
from ledger.reports.federation.balance import balance as balance_table
from ledger.reports.federation.cash import cash_flow
from ledger.reports.federation.plan import PlanColumn
from ledger.reports.federation.plan import plan
from ledger.rules.federation.balance import balance
from ledger.rules.federation.balance import net
from ledger.rules.federation.balance import net_years
from ledger.rules.federation.balance import results_of
from ledger.rules.federation.cash import Cash
from ledger.rules.federation.cash import cash
from ledger.rules.federation.convert import convert_rows
from ledger.rules.federation.cutoffs import a_year_earlier
from ledger.rules.federation.plan import PlanFigure
from ledger.rules.federation.plan import plan_years

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from ledger.app.book import Book
    from ledger.model.entry import EntryRow
    from ledger.reports.federation.treasury import Treasury
    from ledger.reports.table import Table


def balance_of(book: Book, found: Treasury) -> Table:
    """Return what can be drawn of a balance sheet on the view's last day and at the end of the year before.

    Raises:
        LedgerError: As `Treasury.needed_accounts`.
        ViewOptionError: Days of payment are asked for, by which nothing is owed.
    """
    found.needed_accounts("balance")
    if found.view.basis is Basis.PAID:
        raise ViewOptionError(name="balance", option="--basis paid", reports="cash")
    federation = found.federation
    last = min(_last_day(found), found.view.today)  # what members will decide and others earn, nobody knows
    ends = {year: min(last, date(year, 12, 31)) for year in net_years(federation, last.year)}
    to_date = {year: _to_date(book, found, day) for year, day in ends.items()}
    earned = {year: each.earned() for year, each in to_date.items()}
    nets = {year: net(each.found, federation, each.view, earned[year]) for year, each in to_date.items()}
    now = to_date[last.year]
    years = (last.year, last.year - 1)
    kept = dict(zip(years, _cash(book, found, [ends[year] for year in years]), strict=True))
    made = [
        balance(
            to_date[year].found,
            federation,
            to_date[year].view,
            earned[year],
            results,
            cash=kept[year],
        )
        for year, results in zip(years, results_of(nets, now.found, federation, now.view), strict=True)
    ]
    return balance_table(found, made, [ends[year] for year in years], kept[last.year])


def cash_of(book: Book, found: Treasury) -> Table:
    """Return money in and out of the view's year, to its last day, of the same days and of all of the year before.

    Raises:
        LedgerError: As `Treasury.needed_accounts`.
    """
    found.needed_accounts("cash")
    last = _last_day(found)
    days = tuple(dict.fromkeys((last, a_year_earlier(last), date(last.year - 1, 12, 31))))
    return cash_flow(found, _cash(book, found, days), days)


def plan_of(book: Book, found: Treasury) -> Table:
    """Return the plan and budget of the view's year, each year put together by itself."""
    view = evolve(found.view, start=None, end=None)
    columns = []
    for each in plan_years(found.federation, view):
        of_year = evolve(view, year=each.year)
        coarse = each.figure is not PlanFigure.ACTUAL  # a budget needs no entries
        made = treasury(book, found.asked, of_year, owned=not view.by, coarse=coarse, like=found)
        columns.append(PlanColumn(each, made))
    return plan(columns)


def _last_day(found: Treasury) -> date:
    view = found.view
    last = date(view.year, 12, 31) if view.year else view.today
    return min(view.end, last) if view.end else last


def _cash(book: Book, found: Treasury, days: Sequence[date]) -> tuple[Cash, ...]:
    """Return the money of each of some days' years up to the day."""
    view = evolve(found.view, basis=Basis.BOOKED, year=None, start=None, end=None)

    def in_own(id_: str) -> Iterable[EntryRow]:
        read, currency = rows(book, id_, view), found.converted.get(id_)
        return convert_rows(read, currency, found.federation, Basis.BOOKED) if currency else read

    return cash(in_own, found.found.parts, found.federation, [(date(day.year, 1, 1), day) for day in days])


def _to_date(book: Book, found: Treasury, day: date) -> Treasury:
    """Return own accounts and owned projects from their first day to a day."""
    view = evolve(found.view, year=None, start=None, end=day)
    return treasury(book, found.asked, view, owned=True, like=found)
