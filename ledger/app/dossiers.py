"""Dossiers read from a book, with the totals that a view asks for."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from ledger import errors
from ledger.app.book import Book
from ledger.app.dossier_facts import NO_CUT
from ledger.app.dossier_facts import Above
from ledger.app.dossier_facts import Bodies
from ledger.app.dossier_facts import Cut
from ledger.app.dossier_facts import dossier_of
from ledger.core.natural import natural
from ledger.core.near import near_names
from ledger.core.period import DAY
from ledger.core.period import YEARS
from ledger.core.record import evolve
from ledger.errors import LedgerError
from ledger.model.dossier import Dossier
from ledger.model.head import BOOK
from ledger.model.head import Head
from ledger.model.totals import Grain
from ledger.model.totals import Total
from ledger.model.view import View
from ledger.rules import totals as rules
from ledger.storage.address import is_server

if TYPE_CHECKING:
    from ledger.model.entry import EntryRow

_PROJECT = Total._fields.index("project")

_OF_ENTRIES = ("attestation", "contract", "coverage", "evidence", "map", "redaction", "replacement", "statement")
"""Kinds of facts that grow with the entries or with files; no dossier is made of them, so they stay where they are."""


def project_ids(book: Book) -> tuple[str, ...]:
    """Return the ids of every project in the book, in the order in which people look them up."""
    return tuple(sorted((scope for scope in book.store.scopes() if scope != BOOK), key=natural))


def no_projects(book: Book) -> LedgerError:
    """Return what to say where a book shows no projects: on a server it may only be that nobody has let one in."""
    return (
        errors.NoProjectsSeenError(book=book.address)
        if is_server(book.address)
        else errors.NoProjectsError(book=book.address)
    )


def chosen(book: Book, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the ids asked for, or every project's if none is.

    Raises:
        UnknownProjectError: The book has no such project.
        NoProjectsError: The book has no projects at all.
        NoProjectsSeenError: A book on a server shows none to whoever asks.
    """
    # Only who asks for one that there is not needs to know all of them, which may be thousands.
    if ids and BOOK not in ids and len(tuple(book.store.heads(ids))) == len(set(ids)):
        return tuple(ids)
    known = project_ids(book)
    if not known:
        raise no_projects(book)
    there = frozenset(known)
    for id_ in ids:
        if id_ not in there:
            raise errors.UnknownProjectError(project=id_, book=book.address, nearest=near_names(id_, known))
    return tuple(ids) or known


def bodies(book: Book, scope: str, last: int | None = None) -> Bodies:
    """Return the facts of a scope that are in force: the last body of each kind and key, in order of first coming.

    Args:
        book: The book.
        scope: Project id, or the book's own.
        last: Number of the last commit that counts; all of them if none is given.
    """
    facts = book.store.facts(scope)
    return {(fact.kind, fact.key): fact.body for at, fact in facts if last is None or at <= last}


def dossiers(book: Book, ids: Sequence[str], view: View, grain: Grain = Grain.MONTH) -> tuple[Dossier, ...]:
    """Return the dossiers of some projects, or of all, with totals cut to the view.

    Of a view as known on a day, projects that came later are left out unless they are named.

    Args:
        book: The book.
        ids: Project ids; none means every project.
        view: Which days.
        grain: How coarse their totals may be; they are finer where the view asks for it.

    Raises:
        UnknownProjectError: The book has no such project.
        NotYetKnownError: A project was not in the book on the day that the view is about.
    """
    with book.store.snapshot():
        wanted = chosen(book, ids)
        if view.known:
            return _known_dossiers(book, wanted, view, named=bool(ids))
        grain = rules.grain(view, grain)
        found = _current(book, wanted, _TOTALS[grain](book, wanted, view), view)
        finer = _by_day if grain is Grain.MONTH else _by_month
        return tuple(finer(book, each, view) for each in found)


def _current(book: Book, ids: Sequence[str], totals: Mapping[str, Cut], view: View) -> Iterator[Dossier]:
    """Yield dossiers as they are now. All heads are asked for at once, and all facts: a server is far away."""
    above = Above(book.address, bodies(book, BOOK))
    heads = {head.scope: head for head in book.store.heads(ids)}
    facts: dict[str, Bodies] = {}
    for scope, _, fact in book.store.facts_of(ids, without=_OF_ENTRIES):
        facts.setdefault(scope, {})[fact.kind, fact.key] = fact.body
    for id_ in ids:
        yield dossier_of(heads[id_], facts.get(id_, {}), above, totals.get(id_, NO_CUT), view)


def dossiers_by_source(book: Book, ids: Sequence[str], view: View, read: Sequence[Dossier] = ()) -> tuple[Dossier, ...]:
    """Return dossiers with totals by source in which months are put together, as `ledger.rules.by_source` tells.

    Those of very many projects are read far faster so. Those that need months have them.

    Args:
        book: The book.
        ids: Project ids; none means every project.
        view: Which days; `kept_by_source` holds of it.
        read: The same projects in the same order, read for other days by the same command; their facts are not read
            again. Empty where nobody has.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    from ledger.rules.by_source import cuts  # noqa: PLC0415 - only reports on very many projects
    from ledger.rules.by_source import needs_months  # noqa: PLC0415
    from ledger.rules.by_source import spread  # noqa: PLC0415

    with book.store.snapshot():
        wanted, cut = chosen(book, ids), cuts(view)
        sums = groupby(book.store.totals_by_source(wanted, cut), itemgetter(_PROJECT))
        found = {id_: spread(tuple(each), cut) for id_, each in sums}
        told = {id_: cut for id_, cut in found.items() if cut}
        held = [_with(each, told.get(each.project.id, NO_CUT)) for each in read] or [
            *_current(book, wanted, told, view)
        ]
        finer = [each.project.id for each in held if needs_months(each) or found.get(each.project.id, NO_CUT) is None]
        by_month = _totals(book, finer, view) if finer else {}
        return tuple(_by_day(book, _with(each, by_month.get(each.project.id)), view) for each in held)


def _with(found: Dossier, cut: Cut | None) -> Dossier:
    return evolve(found, totals=cut[0], before=cut[1]) if cut else found


def dossier(book: Book, id_: str, view: View) -> Dossier:
    """Return one project's dossier."""
    return dossiers(book, (id_,), view)[0]


def without_totals(book: Book, ids: Sequence[str], today: date) -> Iterator[Dossier]:
    """Yield the dossiers of some projects, at least one, as they are today, without totals, which may be very many.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    with book.store.snapshot():
        yield from _current(book, chosen(book, ids), {}, View(today=today))


def dossier_at(book: Book, end: Head, day: date | None = None) -> Dossier:
    """Return a project's dossier as it was when its chain ended with `end`, without totals.

    Args:
        book: The book.
        end: The end of its chain, or what is taken for it.
        day: Decides which version's sources, parts and phases it has; today unless given.
    """
    own = bodies(book, end.scope, end.sequence)
    return dossier_of(end, own, Above(book.address, bodies(book, BOOK)), NO_CUT, View(today=day or book.today))


def _known_dossiers(book: Book, ids: Sequence[str], view: View, *, named: bool) -> tuple[Dossier, ...]:
    """Return dossiers of what was in the book at the end of a day."""
    from ledger.app.selection import end_of  # noqa: PLC0415 - few reports look back
    from ledger.app.selection import refuse_unknown  # noqa: PLC0415

    ends = {id_: end for id_ in ids if (end := end_of(book, id_, view.known)).sequence}
    for id_ in ids:
        if id_ not in ends and (named or not ends) and view.known:
            refuse_unknown(book, id_, view.known)
    above = Above(book.address, bodies(book, BOOK, end_of(book, BOOK, view.known).sequence))
    totals = _totals(book, tuple(ends), view)
    held = ((end, bodies(book, id_, end.sequence), totals.get(id_, NO_CUT)) for id_, end in ends.items())
    found = (dossier_of(end, own, above, cut, view) for end, own, cut in held)
    return tuple(_by_day(book, each, view) for each in found)


def _totals(book: Book, ids: Sequence[str], view: View) -> dict[str, Cut]:
    """Return the totals of the view's days, and of those before them, by project."""
    start, end = view.bounds
    if not (view.is_of_all and rules.kept_by(view.basis, start, end)):
        return {id_: _counted(book, id_, view) for id_ in ids}
    return _kept(book.store.totals(ids), view)


def _totals_by_year(book: Book, ids: Sequence[str], view: View) -> dict[str, Cut]:
    return _kept(book.store.totals_by_year(ids), view)


def _totals_by_kind(book: Book, ids: Sequence[str], _: View) -> dict[str, Cut]:
    return {id_: (found, ()) for id_, found in _by_project(book.store.totals_by_kind(ids)).items()}


_TOTALS = {Grain.MONTH: _totals, Grain.YEAR: _totals_by_year, Grain.KIND: _totals_by_kind}


def _kept(totals: Iterable[Total], view: View) -> dict[str, Cut]:
    """Return kept totals, cut to the view's days and to those before them."""
    start, end = view.bounds
    if start is None:
        cut = totals if end is None else rules.cut(totals, view.basis, start, end)
        return {id_: (found, ()) for id_, found in _by_project(cut).items()}
    held = tuple(totals)
    now = _by_project(rules.cut(held, view.basis, start, end))
    before = _by_project(rules.cut(held, view.basis, None, start - DAY))
    return {id_: (now.get(id_, ()), before.get(id_, ())) for id_ in (*now, *before)}


def _by_project(totals: Iterable[Total]) -> dict[str, tuple[Total, ...]]:
    """Return totals, which come in the order of their projects, by project."""
    return {id_: tuple(each) for id_, each in groupby(totals, itemgetter(_PROJECT))}


def _counted(book: Book, id_: str, view: View, by_day: frozenset[str] = frozenset()) -> Cut:
    """Return the totals of the view's days, and of those before them, counted from a project's entries."""
    start, end = view.bounds
    now = rules.count(_rows(book, id_, view), view.basis, start, end, by_day)
    if start is None or start <= date(YEARS.start, 1, 1):
        return now, ()
    until = evolve(view, year=None, start=None, end=start - DAY)
    return now, rules.count(_rows(book, id_, until), view.basis, None, until.end, by_day)


def _rows(book: Book, id_: str, view: View) -> Iterator[EntryRow]:
    if view.is_of_all:
        return book.store.entries(id_)
    from ledger.app.selection import rows  # noqa: PLC0415 - few reports choose among entries

    return rows(book, id_, view)


def _by_month(book: Book, found: Dossier, view: View) -> Dossier:
    """Return the dossier with totals by month where simplified cost options rest on them."""
    if found.terms is None:
        return found
    totals, before = _totals(book, (found.project.id,), view).get(found.project.id, NO_CUT)
    return evolve(found, totals=totals, before=before)


def _by_day(book: Book, found: Dossier, view: View) -> Dossier:
    """Return the dossier, its totals kept apart by day in the months inside which a source begins or ceases to pay."""
    if not any(source.start or source.end for source in found.project.sources):
        return found
    from ledger.rules.financing.pools import months_by_day  # noqa: PLC0415 - few sources pay for some days only

    months = months_by_day(found.project)
    if not months:
        return found
    totals, before = _counted(book, found.project.id, view, months)
    return evolve(found, totals=totals, before=before)
