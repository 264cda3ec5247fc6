"""A federation put together: its facts read once, its projects in one currency and, by category, in one scheme."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ledger import catalog
from ledger.app.dossiers import bodies
from ledger.app.dossiers import chosen
from ledger.app.dossiers import dossiers
from ledger.app.dossiers import dossiers_by_source
from ledger.app.dossiers import no_projects
from ledger.app.dossiers import project_ids
from ledger.app.federation.federation import needed_federation
from ledger.app.parties import known_parties
from ledger.core.natural import natural
from ledger.core.period import DAY
from ledger.core.record import evolve
from ledger.errors import EmptyWholeError
from ledger.model.head import BOOK
from ledger.model.mapping import Mapping
from ledger.model.totals import Grain
from ledger.model.view import Dimension
from ledger.reports.federation.treasury import Treasury
from ledger.rules import totals
from ledger.rules.by_source import kept_by_source
from ledger.rules.consolidate import bring
from ledger.rules.consolidate import to_common
from ledger.rules.federation.whole import each_dossier
from ledger.rules.federation.whole import whole as put_together

if TYPE_CHECKING:
    from ledger.app.book import Book
    from ledger.model.dossier import Dossier
    from ledger.model.federation.consolidation import Consolidation
    from ledger.model.federation.federation import Federation
    from ledger.model.scheme import Scheme
    from ledger.model.totals import Total
    from ledger.model.view import View

    _Money = dict[str, tuple[list[Total], list[Total]]]


def treasury(
    book: Book,
    ids: Sequence[str],
    view: View,
    *,
    owned: bool = False,
    coarse: bool = False,
    like: Treasury | None = None,
) -> Treasury:
    """Return a federation with its projects put together.

    Args:
        book: The book.
        ids: Projects to put together; the federation's own accounts and all that it owns or funds, unless given.
        view: Which days.
        owned: Whether only what the federation owns is put together, unless projects are named.
        coarse: Whether cost by year will do; of very many projects it is read far faster.
        like: The same federation as the same command has put it together for other days, if it has.

    Raises:
        NoFederationError: The book holds no federation.
        EmptyWholeError: None of the projects that are put together is in the book, or shown to whoever asks.
        LedgerError: A project is not there.
    """
    above = {} if like else bodies(book, BOOK)
    federation = like.federation if like else needed_federation(book, above)
    known = project_ids(book)
    there = frozenset(known)
    own = federation.owned if owned else federation.consolidated
    wanted = chosen(book, ids) if ids else tuple(id_ for id_ in own if id_ in there)
    if not wanted:
        raise EmptyWholeError(book=book.address) if there else no_projects(book)
    asked = _read(book, wanted, view, federation, coarse=coarse, read=like.read if like else ())
    found = put_together(asked, federation, view)
    apart = {each.project.id for each in found.apart}
    made = Treasury(
        read=asked,
        federation=federation,
        names=like.names if like else {id_: party.name for id_, party in known_parties(above).items()},
        found=found,
        view=view,
        asked=tuple(ids),
        converted={
            each.project.id: each.project.currency
            for each in asked
            if each.project.currency != federation.currency and each.project.id not in apart
        },
        unseen=() if ids else tuple(id_ for id_ in own if id_ not in there),
        left_out=() if ids or owned else tuple(sorted(there.difference(wanted), key=natural)),
    )
    return seen_by(made, view.by)


def seen_by(found: Treasury, by: tuple[Dimension, ...]) -> Treasury:
    """Return a federation with other rows asked for; by category, its projects brought to one scheme."""
    seen = evolve(found, view=evolve(found.view, by=by))
    common = catalog.scheme(found.federation.scheme or catalog.COMMON_SCHEME) if Dimension.CATEGORY in by else None
    if common is None:  # also a scheme of the user's own that has been moved since; every category keeps its own row
        return seen
    return evolve(
        seen,
        found=_in_common(found.found, found.federation, common),
        own=found.found,
        codes=_codes(found.found, found.federation, common),
    )


def _read(
    book: Book, ids: Sequence[str], view: View, federation: Federation, *, coarse: bool, read: Sequence[Dossier]
) -> tuple[Dossier, ...]:
    """Return projects with their totals as coarse as the view and the report allow; money received stands by month.

    Those in another currency come by month, whose rates they are converted by, and so do the federation's own accounts
    and all that pay others: what a period's pair leaves stays on the cost that came last.
    """
    if coarse and totals.kept_by_year(view) and view.start is None:
        found = dossiers(book, ids, view, Grain.YEAR)
    elif kept_by_source(view):
        by_id = {each.project.id: each for each in read}
        known = [by_id[id_] for id_ in ids] if by_id.keys() >= set(ids) else ()
        found = dossiers_by_source(book, ids, view, known)
    else:
        return dossiers(book, ids, view)
    paying = {federation.accounts, *(internal.payer for internal in federation.internals)}
    finer = [
        each.project.id for each in found if each.project.currency != federation.currency or each.project.id in paying
    ]
    by_month = {each.project.id: each for each in (dossiers(book, finer, view) if finer else ())}
    money = _money(book, ids, view)
    return tuple(by_month.get(each.project.id) or _with_money(each, money) for each in found)


def _money(book: Book, ids: Sequence[str], view: View) -> _Money:
    """Return money received by month and source, of the view's days and of those before, by project."""
    start, end = view.bounds
    held = tuple(book.store.totals_of_money(ids))
    money: _Money = {}
    for total in totals.cut(held, view.basis, start, end):
        money.setdefault(total.project, ([], []))[0].append(total)
    for total in totals.cut(held, view.basis, None, start - DAY) if start else ():
        money.setdefault(total.project, ([], []))[1].append(total)
    return money


def _with_money(found: Dossier, money: _Money) -> Dossier:
    """Return a project with money received by month and source instead of what stands for it."""
    if found.project.id not in money:
        return found
    now, before = money[found.project.id]
    return evolve(
        found,
        totals=(*(total for total in found.totals if total.category), *now),
        before=(*(total for total in found.before if total.category), *before),
    )


def _codes(found: Consolidation, federation: Federation, common: Scheme) -> dict[str, Callable[[str], str]]:
    """Return by scheme what tells which category of the common one stands for a category."""
    schemes = {each.scheme.id: each.scheme for each in found.parts}
    return {id_: to_common(own, _mapping(id_, common.id, federation), common) for id_, own in schemes.items()}


def _in_common(found: Consolidation, federation: Federation, common: Scheme) -> Consolidation:
    """Return the whole with its categories brought to the federation's common scheme."""
    mappings = {each.scheme.id: _mapping(each.scheme.id, common.id, federation) for each in found.parts}

    def brought(dossier: Dossier) -> Dossier:
        return bring(dossier, mappings[dossier.scheme.id], common)

    return each_dossier(found, brought)


def _mapping(origin: str, target: str, federation: Federation) -> Mapping | None:
    """Return medfin's mapping with the federation's own words before it."""
    shipped = catalog.mapping(origin, target)
    own = next((each.pairs for each in federation.maps if each.scheme == origin), ())
    if not own:
        return shipped
    pairs = {**dict(shipped.pairs if shipped else ()), **dict(own)}
    usual = shipped or _bare(origin, target)
    return evolve(usual, pairs=tuple(pairs.items()))


def _bare(origin: str, target: str) -> Mapping:
    return Mapping(origin=origin, target=target, source="federation", valid_from=date.min, pairs=())
