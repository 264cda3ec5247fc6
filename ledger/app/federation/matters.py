"""Reports on a federation that read claims or entries beside the totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.app.claims.claims import payments_of
from ledger.app.claims.claims import with_claims_on
from ledger.app.dossiers import dossiers
from ledger.app.selection import rows
from ledger.core.record import evolve
from ledger.model.federation.consolidation import PairFigure
from ledger.reports.federation.attention import attention
from ledger.reports.federation.eliminations import eliminations
from ledger.rules import totals
from ledger.rules.claims.rhythm import has_rhythm
from ledger.rules.federation.attention import at_risk
from ledger.rules.federation.attention import attention as look_after
from ledger.rules.federation.attention import behind
from ledger.rules.federation.attention import warned
from ledger.rules.federation.convert import convert_rows
from ledger.rules.federation.open_entries import open_entries
from ledger.rules.federation.red_lights import red

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.app.book import Book
    from ledger.model.dossier import Dossier
    from ledger.model.entry import EntryRow
    from ledger.model.view import View
    from ledger.reports.federation.treasury import Treasury
    from ledger.reports.table import Table


def eliminations_of(book: Book, found: Treasury) -> Table:
    """Return pairs, what was eliminated where, and entries without counterpart of pairs that do not match."""
    view = found.view

    def in_own(id_: str) -> Iterator[EntryRow]:
        currency = found.converted.get(id_)
        read = rows(book, id_, view)
        yield from convert_rows(read, currency, found.federation, view.basis) if currency else read

    pairs = [each for each in found.found.pairs if each.figure is PairFigure.ACTUAL and not each.matches]
    ends = dict.fromkeys(id_ for each in pairs for id_ in (each.internal.payer, each.internal.payee))
    entries = {id_: in_own(id_) for id_ in ends}
    return eliminations(found, open_entries(pairs, entries, found.federation.pairing, view.basis))


def attention_of(book: Book, found: Treasury) -> Table:
    """Return what to look after: late members, claims and what they wait for, support at risk, red lights."""
    own = tuple(each for each in found.found.parts if each.project.id not in found.converted)
    ids = tuple(each.project.id for each in found.found.parts if each.project.id in found.converted)
    own = _by_month(book, own, found.view)
    foreign = tuple(totals.reckoned(each, found.view) for each in (dossiers(book, ids, found.view) if ids else ()))
    day = found.view.day
    parts = with_claims_on(book, (*own, *foreign), day)
    payments = {
        each.project.id: payments_of(book, each.project.id, until=day, last=each.head.sequence)
        for each in parts
        if each.claims
    }
    shown = evolve(found.found, parts=parts)
    # A project in another currency is warned of in its own, for which nothing has been reckoned.
    believed = {id_: each.part for id_, each in found.forecasts().items() if id_ not in found.converted}
    risks = (
        risk
        for each in parts
        if each.project.id != found.federation.accounts
        for risk in warned(each, at_risk(each, found.view, believed.get(each.project.id)), found.federation, found.view)
    )
    matters = look_after(shown, found.federation, found.view, payments)
    lit = red(found.found, found.federation, evolve(found.view, by=()))
    return attention(found, (*matters, *risks, *lit, *behind(found.booked.values())))


def _by_month(book: Book, parts: tuple[Dossier, ...], view: View) -> tuple[Dossier, ...]:
    """Return projects with their totals by month where claims are wanted in a rhythm, which asks for each month.

    Those with flat rates have them already, and what those reckon beside them.
    """
    ids = tuple(each.project.id for each in parts if each.terms is None and has_rhythm(each))
    finer = {each.project.id: each for each in (dossiers(book, ids, view) if ids else ())}
    return tuple(
        evolve(each, totals=finer[each.project.id].totals, before=finer[each.project.id].before)
        if each.project.id in finer
        else each
        for each in parts
    )
