"""Public and private financing: of the projects named, else of a federation's whole, else of all projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.app.dossiers import bodies
from ledger.app.dossiers import dossiers
from ledger.app.federation.federation import federation_of
from ledger.core.words import label
from ledger.model.head import BOOK
from ledger.reports import heading
from ledger.reports.financing.sectors import sectors as table
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.financing.sectors import sectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.app.book import Book
    from ledger.model.view import View
    from ledger.reports.federation.treasury import Treasury
    from ledger.reports.table import Table


def sectors_of(book: Book, ids: Sequence[str], view: View) -> Table:
    """Return what each sector has planned and earned.

    Of a federation's whole, its own accounts and what its projects pay each other are left out: what its members pay
    it is told in a report of its own, and what they finance through it is the federation's.

    Args:
        book: The book.
        ids: Projects; the federation's whole unless given, or every project where the book holds no federation.
        view: Which days.
    """
    if not ids and federation_of(bodies(book, BOOK)) is not None:
        from ledger.app.federation.treasury import treasury  # noqa: PLC0415 - one project needs no federation

        return sectors_of_whole(treasury(book, (), view))
    found = dossiers(book, ids, view)
    currency = found[0].project.currency
    together = [each for each in found if each.project.currency == currency]
    shares = [share for each in together for share in cofinance(each, view).shares]
    return table(
        sectors(shares),
        currency,
        heading.about(found, view),
        (*heading.day_notes(view), *heading.left_out(found, currency)),
    )


def sectors_of_whole(found: Treasury) -> Table:
    """Return what each sector has planned and earned of a federation's whole.

    Args:
        found: The federation and its projects.
    """
    from ledger.rules.federation.funders import internal_sources  # noqa: PLC0415 - one project needs no federation

    internal = internal_sources(found.found, found.federation)
    shares = [
        share
        for id_, earned in found.earned().items()
        if id_ != found.federation.accounts
        for share in earned.shares
        if (id_, share.id) not in internal
    ]
    notes = (*found.notes(), label("note.sectors_whole"))
    return table(sectors(shares), found.currency, found.about(), notes)
