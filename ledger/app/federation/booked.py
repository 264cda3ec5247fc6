"""How far a federation's projects are booked: from kept totals and the ends of chains, never from entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.app.dossiers import dossiers
from ledger.app.selection import end_of
from ledger.core.record import evolve
from ledger.model.corrections.lock import Lock
from ledger.model.document import from_json
from ledger.model.federation.booked import Booked
from ledger.model.imports.coverage import Coverage
from ledger.rules.federation.booked import project_booked
from ledger.rules.federation.booked import reporting_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.app.book import Book
    from ledger.model.dossier import Dossier
    from ledger.model.head import Fact
    from ledger.reports.federation.treasury import Treasury
    from ledger.rules.federation.booked import ProjectBooked
    from ledger.rules.federation.booked import ReportingDay


def with_booked(book: Book, found: Treasury) -> Treasury:
    """Return a federation that knows how far each of its projects is booked."""
    asked = reporting_day(found.federation, found.view)
    parts = (*found.found.parts, *found.found.apart)
    kept = _kept(book, parts, found)
    made = {each.project.id: _booked(book, each, kept[each.project.id], asked, found) for each in parts}
    return evolve(found, booked=made, reporting_day=asked)


def _kept(book: Book, parts: tuple[Dossier, ...], found: Treasury) -> dict[str, Booked]:
    """Return what the book keeps of each project; as known on an earlier day, its entries tell the months."""
    ids = tuple(each.project.id for each in parts)
    known = found.view.known
    if known is None:
        return {each.project: each for each in book.store.booked(ids)}
    whole = evolve(found.view, year=None, start=None, end=None)
    months = {each.project.id: _last_month(each) for each in dossiers(book, ids, whole)}
    kept = book.store.booked(ids, until=f"{known.isoformat()}T23:59:59Z")
    return {each.project: evolve(each, month=months[each.project]) for each in kept}


def _last_month(dossier: Dossier) -> str:
    booked = (total.month_booked for total in dossier.totals if total.category and not total.is_reckoned)
    return max(booked, default="")


def _booked(book: Book, part: Dossier, kept: Booked, asked: ReportingDay, found: Treasury) -> ProjectBooked:
    """Return how far a project is booked; its files and its lock are looked at where nothing else tells."""
    plain = project_booked(part, kept, asked)
    if plain.is_settled:
        return plain
    id_, known = part.project.id, found.view.known
    last = end_of(book, id_, known).sequence if known else None
    files = (from_json(Coverage, fact.body).end for fact in _facts(book, id_, "coverage", last))
    locked = [from_json(Lock, fact.body).until for fact in _facts(book, id_, "lock", last)]
    covered = max((f"{day:%Y-%m}" for day in files), default="")
    return project_booked(part, kept, asked, covered=covered, locked_until=locked[-1] if locked else None)


def _facts(book: Book, id_: str, kind: str, last: int | None) -> Iterator[Fact]:
    return (fact for at, fact in book.store.facts(id_, kind) if last is None or at <= last)
