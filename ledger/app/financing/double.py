"""Costs that may be funded twice, looked for over all projects of a book."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from ledger.app.dossiers import bodies
from ledger.app.dossiers import project_ids
from ledger.app.selection import end_of
from ledger.app.selection import rows
from ledger.core.words import folded
from ledger.model.document import from_json
from ledger.model.entry import COLUMNS
from ledger.model.head import BOOK
from ledger.model.party import Party
from ledger.model.project import Registration
from ledger.rules.checks.double import check_double
from ledger.rules.corrections import attest
from ledger.rules.corrections.evidence import standing
from ledger.rules.financing.double import Holder
from ledger.rules.financing.double import double_funding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.app.book import Book
    from ledger.core.finding import Finding
    from ledger.model.dossier import Dossier
    from ledger.model.entry import EntryRow
    from ledger.model.view import View

_SHA = COLUMNS.index("evidence_sha256")


def double_funding_findings(
    book: Book, asked: Sequence[Dossier], view: View, entries: Mapping[str, Callable[[], Iterable[EntryRow]]]
) -> tuple[Finding, ...]:
    """Return what may be funded twice, in the projects asked for or in one of them and any other of the book.

    Args:
        book: The book.
        asked: The projects that are asked for.
        view: As known on which day.
        entries: Gives the entries of those projects that day, anew at each call.
    """
    owners = {each.project.id: each.project.owner or "" for each in asked}
    ends = {
        id_: end.sequence for id_ in _suspects(book, tuple(owners)) if (end := end_of(book, id_, view.known)).sequence
    }
    parties = _parties(book) if len(ends) > 1 else {}  # whose voucher it is, is asked only beside another project's
    holders = tuple(
        Holder(
            id=id_,
            organisation=owners[id_] if id_ in owners else _owner(book, id_),
            parties=parties,
            rows=entries.get(id_) or partial(rows, book, id_, view),
            evidence=_evidence(book, id_, last),
        )
        for id_, last in ends.items()
    )
    currencies = {each.project.id: each.project.currency for each in asked}
    return tuple(check_double(double_funding(holders), currencies))


def _suspects(book: Book, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the projects asked for and all that may hold the same cost as one of them, in the book's order."""
    ids = project_ids(book)
    if len(asked) == len(ids):
        return ids
    attached = {id_: _attached(book, id_) for id_ in book.store.scopes_with("evidence")}
    own = frozenset[str]().union(*(attached.pop(id_, ()) for id_ in asked))
    found = {*asked, *book.store.related(asked, own)}
    if attached:
        own |= {row[_SHA] for id_ in asked for row in book.store.entries(id_)}
        found |= {id_ for id_, digests in attached.items() if not own.isdisjoint(digests)}
    return tuple(id_ for id_ in ids if id_ in found)


def _attached(book: Book, id_: str) -> frozenset[str]:
    """Return the digests of all files that were attached to a project's entries."""
    return frozenset(each.sha256 for each in standing(fact for _, fact in book.store.facts(id_, "evidence")).values())


def _parties(book: Book) -> dict[str, str]:
    """Return party ids by everything that the book calls them."""
    held = (from_json(Party, body) for (kind, _), body in bodies(book, BOOK).items() if kind == "party")
    return {folded(name): party.id for party in held for name in (*party.names, party.orgnr or party.id)}


def _owner(book: Book, id_: str) -> str:
    """Return the party id of a project's owner."""
    return from_json(Registration, bodies(book, id_)["project", ""]).project.owner or ""


def _evidence(book: Book, id_: str, last: int) -> Mapping[int, tuple[str, ...]]:
    """Return the digests of the files attached to a project's entries, by the entry's number."""
    found: dict[int, tuple[str, ...]] = {}
    for held in standing(fact for at, fact in book.store.facts(id_, "evidence") if at <= last).values():
        for number in attest.numbers(held.entries):
            found[number] = (*found.get(number, ()), held.sha256)
    return found
