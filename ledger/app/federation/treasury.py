"""Reports on a federation and its whole: its facts read once, its projects put together, the table asked for."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ledger import catalog
from ledger.app.dossiers import bodies
from ledger.app.dossiers import chosen
from ledger.app.dossiers import dossiers
from ledger.app.dossiers import no_projects
from ledger.app.dossiers import project_ids
from ledger.app.federation.federation import needed_federation
from ledger.app.parties import known_parties
from ledger.core.record import evolve
from ledger.errors import SinceNeededError
from ledger.model.federation.federation import PairingPeriod
from ledger.model.head import BOOK
from ledger.model.mapping import Mapping
from ledger.model.totals import Basis
from ledger.model.totals import Grain
from ledger.model.view import Dimension
from ledger.reports.federation.treasury import Treasury
from ledger.rules import totals
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
    from ledger.reports.sheet import Workbook
    from ledger.reports.table import Table


def treasury(book: Book, ids: Sequence[str], view: View, *, owned: bool = False, coarse: bool = False) -> Treasury:
    """Return a federation with its projects put together.

    Args:
        book: The book.
        ids: Projects to put together; the federation's own accounts and all that it owns or funds, unless given.
        view: Which days.
        owned: Whether only what the federation owns is put together, unless projects are named.
        coarse: Whether cost by year will do; of very many projects it is read far faster.

    Raises:
        NoFederationError: The book holds no federation.
        LedgerError: A project is not there.
    """
    above = bodies(book, BOOK)
    federation = needed_federation(book, above)
    known = project_ids(book)
    there = frozenset(known)
    own = federation.owned if owned else federation.consolidated
    wanted = chosen(book, ids) if ids else tuple(id_ for id_ in own if id_ in there)
    if not wanted:
        raise no_projects(book)
    asked = _read(book, wanted, view, federation) if coarse and federation.pairing is PairingPeriod.YEAR else None
    asked = asked or dossiers(book, wanted, view)
    found = put_together(asked, federation, view)
    apart = {each.project.id for each in found.apart}
    made = Treasury(
        federation=federation,
        names={id_: party.name for id_, party in known_parties(above).items()},
        found=found,
        view=view,
        asked=tuple(ids),
        converted={
            each.project.id: each.project.currency
            for each in asked
            if each.project.currency != federation.currency and each.project.id not in apart
        },
        unseen=() if ids else tuple(id_ for id_ in own if id_ not in there),
        left_out=() if ids or owned else tuple(sorted(there.difference(wanted))),
    )
    return _seen_by(made, view.by)


def _seen_by(found: Treasury, by: tuple[Dimension, ...]) -> Treasury:
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


def _read(book: Book, ids: Sequence[str], view: View, federation: Federation) -> tuple[Dossier, ...] | None:
    """Return projects with cost by year and money received by source; None where the view asks for more.

    Those in another currency come with cost by month, whose rates it is converted by.
    """
    if not totals.kept_by_year(view) or view.start is not None:
        return None
    money: dict[str, list[Total]] = {}
    for total in totals.cut(book.store.totals_of_money(ids), view.basis, *totals.bounds(view)):
        money.setdefault(total.project, []).append(total)

    def with_money(dossier: Dossier) -> Dossier:
        if dossier.project.id not in money and not dossier.before:
            return dossier
        cost = (total for total in dossier.totals if total.category)
        # A flat rate is rounded on its sum from the first day on; nothing else here asks for what was before.
        before = dossier.before if dossier.terms and dossier.terms.options else ()
        return evolve(dossier, totals=(*cost, *money.get(dossier.project.id, ())), before=before)

    found = tuple(map(with_money, dossiers(book, ids, view, Grain.YEAR)))
    foreign = [each.project.id for each in found if each.project.currency != federation.currency]
    by_month = {each.project.id: each for each in (dossiers(book, foreign, view) if foreign else ())}
    return tuple(by_month.get(each.project.id, each) for each in found)


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
    before = treasury(book, (accounts.project.id,), earlier) if accounts else evolve(found, view=earlier)
    return members(found, before)


def _board(book: Book, found: Treasury) -> Table:
    from ledger.reports.federation.board import board  # noqa: PLC0415

    is_by_project = found.view.by in ((), (Dimension.PROJECT,))
    return board(_knowing(book, found) if is_by_project else found)


def _booked(book: Book, found: Treasury) -> Table:
    from ledger.reports.federation.booked import booked  # noqa: PLC0415

    return booked(_knowing(book, found))


def _knowing(book: Book, found: Treasury) -> Treasury:
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
    return funders(found, treasury(book, found.asked, earlier) if earlier else None)


def _operations(book: Book, found: Treasury) -> Table:
    from ledger.reports.federation.operations import operations  # noqa: PLC0415
    from ledger.rules.federation.cutoffs import a_year_before  # noqa: PLC0415

    earlier = a_year_before(found.view)
    return operations(found, treasury(book, found.asked, earlier, owned=True) if earlier else None)


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

    return attention_of(book, _knowing(book, found))


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

_OF_OWN_ROWS = ("plan",)
"""Reports of which the board's workbook has one table, by the rows that are asked for."""

_OF_ROWS = ("board", "whole")
"""Reports on the same figures by whatever their rows are; in the board's workbook they stand together."""

_SHEETS_BY = (Dimension.AREA, Dimension.CATEGORY, Dimension.SOURCE, Dimension.MEMBER)
"""What the rows are on sheets of the board's workbook beside that by project."""

_OF_OWN_ACCOUNTS = ("capital", "operations", "balance", "cash", "plan", "sus")
"""Reports that cannot be made without the federation's own accounts."""

_OF_YEARS = ("whole", "members", "capital", "booked")
"""Reports that need no month of a cost, so that they cost what their cells cost, however many entries there are."""

_OF_THE_OWN = ("operations", "balance", "cash")
"""Reports on the own accounts and the projects that the federation owns."""


def treasury_workbook(book: Book, name: str, ids: Sequence[str], view: View) -> Workbook:
    """Return the board's workbook, opened on a report.

    Args:
        book: The book.
        name: One of `REPORTS`.
        ids: Projects to put together; the federation's own unless given.
        view: Which days; what the rows are is settled by the workbook.

    Raises:
        LedgerError: As `treasury`.
    """
    from ledger.app.federation.since import since_day  # noqa: PLC0415
    from ledger.app.financing.sectors import sectors_of_whole  # noqa: PLC0415
    from ledger.reports.federation.workbook import federation_workbook  # noqa: PLC0415
    from ledger.rules.federation.project_figures import project_figures  # noqa: PLC0415 - one report needs not all

    plain = evolve(view, by=())
    found = treasury(book, ids, plain)
    figures = project_figures(found.found, plain)
    found = _knowing(book, evolve(found, figures=figures))
    is_compared = since_day(found.federation, view) is not None
    if name == "changes" and not is_compared:
        raise SinceNeededError
    named = [each for each in REPORTS if found.accounts or each == name or each not in _OF_OWN_ACCOUNTS]
    if not is_compared:
        named.remove("changes")
    if view.basis is Basis.PAID and name != "balance" and "balance" in named:
        named.remove("balance")
    held = {(False, plain): found}
    tables = {}
    for each in named:
        seen = _seen(each, view if each == name in _OF_OWN_ROWS else plain)
        key = (each in _OF_THE_OWN, seen)
        if key not in held:
            made = treasury(book, ids, seen, owned=each in _OF_THE_OWN, coarse=each in _OF_YEARS)
            held[key] = evolve(made, figures=figures) if seen == plain else made
        tables[each] = REPORTS[each](book, held[key])
    tables["sectors"] = sectors_of_whole(found)
    asked = table_name(name, view)
    shown = [(each, (by,)) for by in _SHEETS_BY for each in _OF_ROWS]
    for report, by in (*shown, *([(name, view.by)] if asked not in tables else [])):
        own = table_name(report, evolve(view, by=by))
        tables[own] = evolve(REPORTS[report](book, _seen_by(found, by)), name=own)
    return federation_workbook(found, tables, asked)


def table_name(name: str, view: View) -> str:
    """Return the name of a report's table in the board's workbook: by other rows than projects, one of its own."""
    is_other = name in _OF_ROWS and view.by not in ((), (Dimension.PROJECT,))
    return "_".join((name, *view.by)) if is_other else name


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
    coarse = name in _OF_YEARS
    return REPORTS[name](book, treasury(book, ids, _seen(name, view), owned=name in _OF_THE_OWN, coarse=coarse))


def _seen(name: str, view: View) -> View:
    """Return the view of a report: one that carries something on from year to year needs all up to the year."""
    if name not in _OF_ALL_YEARS:
        return view
    ends = [day for day in (view.end, date(view.year, 12, 31) if view.year else None) if day]
    return evolve(view, year=None, start=None, end=min(ends, default=None))
