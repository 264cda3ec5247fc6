"""Reports on a federation by name, each made of its projects put together."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ledger.app.dossiers import dossiers
from ledger.app.federation.treasury import treasury
from ledger.core.record import evolve
from ledger.errors import SinceNeededError
from ledger.model.view import Dimension
from ledger.reports.federation.treasury import Treasury
from ledger.rules.federation.whole import whole as put_together

if TYPE_CHECKING:
    from ledger.app.book import Book
    from ledger.model.view import View
    from ledger.reports.table import Table


def _whole(_: Book, found: Treasury) -> Table:
    from ledger.reports.federation.whole import whole  # noqa: PLC0415

    return whole(found)


def _eliminations(book: Book, found: Treasury) -> Table:
    from ledger.app.federation.matters import eliminations_of  # noqa: PLC0415

    return eliminations_of(book, found)


def _members(book: Book, found: Treasury) -> Table:
    from ledger.reports.federation.members import members  # noqa: PLC0415
    from ledger.rules.federation.cutoffs import a_year_before  # noqa: PLC0415

    earlier, accounts = a_year_before(found.view), found.accounts
    if earlier is None:
        return members(found)
    before = treasury(book, (accounts.project.id,), earlier, like=found) if accounts else evolve(found, view=earlier)
    return members(found, before)


def _board(book: Book, found: Treasury) -> Table:
    from ledger.reports.federation.board import board  # noqa: PLC0415

    is_by_project = found.view.by in ((), (Dimension.PROJECT,))
    return board(knowing(book, found) if is_by_project else found)


def _booked(book: Book, found: Treasury) -> Table:
    from ledger.reports.federation.booked import booked  # noqa: PLC0415

    return booked(knowing(book, found))


def knowing(book: Book, found: Treasury) -> Treasury:
    """Return a federation that knows how far its projects are booked."""
    from ledger.app.federation.booked import with_booked  # noqa: PLC0415

    return found if found.reporting_day else with_booked(book, found)


def _capital(_: Book, found: Treasury) -> Table:
    from ledger.reports.federation.capital import capital  # noqa: PLC0415

    return capital(found)


def _funders(book: Book, found: Treasury) -> Table:
    from ledger.reports.federation.funders import funders  # noqa: PLC0415
    from ledger.rules.federation.cutoffs import a_year_before  # noqa: PLC0415

    earlier = a_year_before(found.view)
    return funders(found, treasury(book, found.asked, earlier, like=found) if earlier else None)


def _operations(book: Book, found: Treasury) -> Table:
    from ledger.reports.federation.operations import operations  # noqa: PLC0415
    from ledger.rules.federation.cutoffs import a_year_before  # noqa: PLC0415

    earlier = a_year_before(found.view)
    return operations(found, treasury(book, found.asked, earlier, owned=True, like=found) if earlier else None)


def _balance(book: Book, found: Treasury) -> Table:
    from ledger.app.federation.annual import balance_of  # noqa: PLC0415

    return balance_of(book, found)


def _cash(book: Book, found: Treasury) -> Table:
    from ledger.app.federation.annual import cash_of  # noqa: PLC0415

    return cash_of(book, found)


def _plan(book: Book, found: Treasury) -> Table:
    from ledger.app.federation.annual import plan_of  # noqa: PLC0415

    return plan_of(book, found)


def _sus(_: Book, found: Treasury) -> Table:
    from ledger.reports.federation.sus import sus  # noqa: PLC0415

    return sus(found)


def _attention(book: Book, found: Treasury) -> Table:
    from ledger.app.federation.matters import attention_of  # noqa: PLC0415

    return attention_of(book, knowing(book, found))


def _changes(book: Book, found: Treasury) -> Table:
    from ledger.app.federation.since import since_day  # noqa: PLC0415
    from ledger.app.selection import end_of  # noqa: PLC0415
    from ledger.reports.federation.changes import changes  # noqa: PLC0415

    since = since_day(found.federation, found.view)
    if since is None:
        raise SinceNeededError
    ids = tuple(each.project.id for each in found.found.parts)
    held = tuple(id_ for id_ in ids if end_of(book, id_, since).sequence)
    known = evolve(found.view, known=since)
    then = put_together(dossiers(book, held, known) if held else (), found.federation, known)
    return changes(evolve(found, found=then, view=known), found, since.isoformat())


REPORTS: dict[str, Callable[[Book, Treasury], Table]] = {
    "whole": _whole,
    "board": _board,
    "eliminations": _eliminations,
    "members": _members,
    "capital": _capital,
    "funders": _funders,
    "operations": _operations,
    "balance": _balance,
    "cash": _cash,
    "plan": _plan,
    "sus": _sus,
    "attention": _attention,
    "booked": _booked,
    "changes": _changes,
}
"""Reports on a federation by name; each loads only what it uses."""

_OF_ALL_YEARS = ("capital",)
"""Reports that carry something on from year to year."""

OF_YEARS = ("whole", "members", "capital", "booked")
"""Reports that need no month of a cost, so that they cost what their cells cost, however many entries there are."""

OF_THE_OWN = ("operations", "balance", "cash")
"""Reports on the own accounts and the projects that the federation owns."""


def treasury_report(book: Book, name: str, ids: Sequence[str], view: View) -> Table:
    """Return a report on the federation.

    Args:
        book: The book.
        name: One of `REPORTS`.
        ids: Projects to put together; the federation's own unless given.
        view: Which days, and what the rows are.

    Raises:
        LedgerError: As `treasury`, or as the report does.
    """
    coarse = name in OF_YEARS
    return REPORTS[name](book, treasury(book, ids, view_of(name, view), owned=name in OF_THE_OWN, coarse=coarse))


def view_of(name: str, view: View) -> View:
    """Return the view of a report: one that carries something on from year to year needs all up to the year."""
    if name not in _OF_ALL_YEARS:
        return view
    ends = [day for day in (view.end, date(view.year, 12, 31) if view.year else None) if day]
    return evolve(view, year=None, start=None, end=min(ends, default=None))
