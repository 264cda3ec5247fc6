"""Dossiers read from a book, with the totals that a view asks for."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from difflib import get_close_matches

from ledger.app.book import Book
from ledger.errors import NoProjectsError
from ledger.errors import UnknownProjectError
from ledger.model.budget import BudgetVersion
from ledger.model.commit import BOOK
from ledger.model.document import from_json
from ledger.model.dossier import Dossier
from ledger.model.party import Party
from ledger.model.project import Registration
from ledger.model.scheme import Programme
from ledger.model.scheme import Scheme
from ledger.model.totals import Total
from ledger.model.view import View
from ledger.rules import totals as rules

Bodies = dict[tuple[str, str], str]
"""The last body of each kind and key of a scope's facts."""


def project_ids(book: Book) -> tuple[str, ...]:
    """Return the ids of every project in the book, in order."""
    return tuple(scope for scope in book.store.scopes() if scope != BOOK)


def chosen(book: Book, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the ids asked for, or every project's if none is.

    Raises:
        UnknownProjectError: The book has no such project.
        NoProjectsError: The book has no projects at all.
    """
    known = project_ids(book)
    if not known:
        raise NoProjectsError(book=book.address)
    for id_ in ids:
        if id_ not in known:
            nearest = get_close_matches(id_, known, n=1) or known[:5] or ("–",)
            raise UnknownProjectError(project=id_, book=book.address, nearest=", ".join(nearest))
    return tuple(ids) or known


def bodies(book: Book, scope: str) -> Bodies:
    """Return the facts of a scope that are in force: the last body of each kind and key, in order of first coming."""
    return {(fact.kind, fact.key): fact.body for _, fact in book.store.facts(scope)}


def dossiers(book: Book, ids: Sequence[str], view: View) -> tuple[Dossier, ...]:
    """Return the dossiers of some projects, or of all, with totals cut to the view.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    wanted = chosen(book, ids)
    above = bodies(book, BOOK)
    totals = _totals(book, wanted, view)
    return tuple(_dossier(book, id_, above, totals.get(id_, ())) for id_ in wanted)


def dossier(book: Book, id_: str, view: View) -> Dossier:
    """Return one project's dossier."""
    return dossiers(book, (id_,), view)[0]


def _totals(book: Book, ids: Sequence[str], view: View) -> dict[str, tuple[Total, ...]]:
    start, end = rules.bounds(view)
    if not rules.kept_by(view.basis, start, end):
        return {id_: rules.count(book.store.entries(id_), view.basis, start, end) for id_ in ids}
    kept: dict[str, list[Total]] = {}
    for total in rules.cut(book.store.totals(ids), view.basis, start, end):
        kept.setdefault(total.project, []).append(total)
    return {id_: tuple(found) for id_, found in kept.items()}


def _dossier(book: Book, id_: str, above: Bodies, totals: tuple[Total, ...]) -> Dossier:
    own = bodies(book, id_)
    registration = from_json(Registration, own["project", ""])
    programme = registration.programme
    project = registration.project
    return Dossier(
        project=project,
        scheme=from_json(Scheme, above["scheme", registration.scheme]),
        programme=from_json(Programme, above["programme", programme]) if programme else None,
        parties=tuple(from_json(Party, above["party", party]) for party in sorted(project.party_ids)),
        versions=tuple(_versions(own)),
        totals=totals,
        head=book.store.head(id_),
    )


def _versions(own: Bodies) -> Iterator[BudgetVersion]:
    """Yield the budget versions in order; a corrected one stands where the wrong one stood."""
    return (from_json(BudgetVersion, body) for (kind, _), body in own.items() if kind == "budget")
