"""Reports up to a day on which the federation reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.app.dossiers import bodies
from ledger.app.federation.federation import needed_federation
from ledger.core.record import evolve
from ledger.errors import CutoffUnknownError
from ledger.model.head import BOOK
from ledger.rules.federation.cutoffs import cutoff_in
from ledger.rules.federation.cutoffs import last_cutoff

if TYPE_CHECKING:
    from ledger.app.book import Book
    from ledger.model.view import View

LAST = "last"
"""Instead of a day: the last one that has come."""


def at_cutoff(book: Book, view: View, cutoff: str) -> View:
    """Return the view of a federation's year up to a cut-off.

    Args:
        book: The book.
        view: Its year says which year's cut-off is meant; the latest that has come unless given.
        cutoff: Month and day, ``04-30``, as the federation's file has them, or `LAST`.

    Raises:
        NoFederationError: The book holds no federation.
        CutoffUnknownError: The federation has no such cut-off, or `LAST` is asked for and none has come.
    """
    known = needed_federation(book, bodies(book, BOOK)).cutoffs
    asked = known if cutoff == LAST else tuple(each for each in known if each == cutoff)
    if view.year is None:
        end = last_cutoff(asked, view.today)
    else:
        days = (cutoff_in(each, view.year) for each in asked)
        end = max((each for each in days if cutoff != LAST or each <= view.today), default=None)
    if end is None:
        raise CutoffUnknownError(cutoff=cutoff, known=", ".join(known) or "–")
    return evolve(view, year=end.year, end=end)
