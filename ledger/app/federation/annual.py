"""Parts of a federation's annual report that need more than one year, or entries with their days of payment."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from ledger.app.federation.treasury import treasury
from ledger.app.selection import rows
from ledger.errors import NoAccountsError
from ledger.model.totals import Basis
from ledger.reports.federation.balance import balance as balance_table
from ledger.reports.federation.balance import cash_flow
from ledger.reports.federation.plan import PlanColumn
from ledger.reports.federation.plan import plan
from ledger.rules.federation.balance import Balance
from ledger.rules.federation.balance import balance
from ledger.rules.federation.balance import earned_result_minor
from ledger.rules.federation.cash import Cash
from ledger.rules.federation.cash import cash
from ledger.rules.federation.convert import convert_rows
from ledger.rules.federation.plan import PlanFigure
from ledger.rules.federation.plan import plan_years

if TYPE_CHECKING:
    from ledger.app.book import Book
    from ledger.model.entry import EntryRow
    from ledger.reports.federation.treasury import Treasury
    from ledger.reports.table import Table


def balance_of(book: Book, found: Treasury) -> Table:
    """Return what can be drawn of a balance sheet on the view's last day and at the end of the year before.

    Raises:
        NoAccountsError: The book does not hold the federation's own accounts.
    """
    _need_accounts(found, "balance")
    last = _last_day(found)
    days = (last, date(last.year - 1, 12, 31))
    entries = _entries(book, found)
    results = _results(book, found, days)
    return balance_table(found, [_balance(book, found, day, entries, results) for day in days], days)


def cash_of(book: Book, found: Treasury) -> Table:
    """Return money in and out of the view's year, to its last day, and of the year before.

    Raises:
        NoAccountsError: The book does not hold the federation's own accounts.
    """
    _need_accounts(found, "cash")
    last = _last_day(found)
    entries = _entries(book, found)
    made = [_cash(found, entries, day) for day in (last, date(last.year - 1, 12, 31))]
    return cash_flow(found, made, (last.year, last.year - 1))


def plan_of(book: Book, found: Treasury) -> Table:
    """Return the plan and budget of the view's year, each year put together by itself."""
    view = attrs.evolve(found.view, start=None, end=None)
    columns = []
    for each in plan_years(found.federation, view):
        of_year = attrs.evolve(view, year=each.year)
        coarse = each.figure is not PlanFigure.ACTUAL  # a budget needs no entries
        made = treasury(book, found.asked, of_year, owned=not view.by, coarse=coarse)
        columns.append(PlanColumn(each, made))
    return plan(columns)


def _need_accounts(found: Treasury, name: str) -> None:
    if found.accounts is None:
        raise NoAccountsError(name=name)


def _last_day(found: Treasury) -> date:
    view = found.view
    last = date(view.year, 12, 31) if view.year else view.today
    return min(view.end, last) if view.end else last


def _entries(book: Book, found: Treasury) -> dict[str, tuple[EntryRow, ...]]:
    """Return all entries of each project in the federation's currency."""
    view = attrs.evolve(found.view, basis=Basis.BOOKED, year=None, start=None, end=None)
    entries = {}
    for part in found.found.parts:
        id_ = part.project.id
        currency = found.converted.get(id_)
        read = rows(book, id_, view)
        entries[id_] = tuple(convert_rows(read, currency, found.federation, Basis.BOOKED) if currency else read)
    return entries


def _cash(found: Treasury, entries: dict[str, tuple[EntryRow, ...]], day: date) -> Cash:
    return cash(entries, found.found.parts, found.federation, date(day.year, 1, 1), day)


def _balance(
    book: Book, found: Treasury, day: date, entries: dict[str, tuple[EntryRow, ...]], results: dict[int, int]
) -> Balance:
    view = attrs.evolve(found.view, basis=Basis.BOOKED, year=None, start=None, end=day)
    to_date = treasury(book, found.asked, view, owned=True)
    return balance(to_date.found, found.federation, view, results, _cash(found, entries, day).owed_minor)


def _results(book: Book, found: Treasury, days: tuple[date, date]) -> dict[int, int]:
    """Return what each year has earned to its end, or to the day, from the last stated opening of own capital on.

    Args:
        book: The book.
        found: The federation.
        days: The day, and the end of the year before.
    """
    day, before = days
    stated = (each for each, _ in found.federation.opening_capital if each <= before.year)
    results = {}
    for year in range(max(stated, default=before.year), day.year + 1):
        view = attrs.evolve(found.view, basis=Basis.BOOKED, year=year, start=None, end=day)
        of_year = treasury(book, found.asked, view, owned=True)
        results[year] = earned_result_minor(of_year.found, found.federation, view)
    return results
