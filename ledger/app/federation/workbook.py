"""The board's workbook: every report on the federation that can be made, opened on one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ledger.app.federation.reports import OF_THE_OWN
from ledger.app.federation.reports import OF_YEARS
from ledger.app.federation.reports import REPORTS
from ledger.app.federation.reports import knowing
from ledger.app.federation.reports import view_of
from ledger.app.federation.treasury import seen_by
from ledger.app.federation.treasury import treasury
from ledger.core.record import evolve
from ledger.errors import SinceNeededError
from ledger.model.totals import Basis
from ledger.model.view import Dimension

if TYPE_CHECKING:
    from ledger.app.book import Book
    from ledger.model.view import View
    from ledger.reports.sheet import Workbook


_OF_OWN_ROWS = ("plan",)
"""Reports of which the board's workbook has one table, by the rows that are asked for."""

_OF_ROWS = ("board", "whole")
"""Reports on the same figures by whatever their rows are; in the board's workbook they stand together."""

_SHEETS_BY = (Dimension.AREA, Dimension.CATEGORY, Dimension.SOURCE, Dimension.MEMBER)
"""What the rows are on sheets of the board's workbook beside that by project."""

_OF_OWN_ACCOUNTS = ("capital", "operations", "balance", "cash", "plan", "sus")
"""Reports that cannot be made without the federation's own accounts."""


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
    found = knowing(book, evolve(found, figures=figures))
    is_compared = since_day(found.federation, view) is not None
    if name == "changes" and not is_compared:
        raise SinceNeededError
    named = [each for each in REPORTS if found.accounts or each == name or each not in _OF_OWN_ACCOUNTS]
    if not is_compared:
        named.remove("changes")
    if not found.knows_receipts and name != "members":
        named.remove("members")
    if view.basis is Basis.PAID and name != "balance" and "balance" in named:
        named.remove("balance")
    held = {(False, plain): found}
    tables = {}
    for each in named:
        seen = view_of(each, view if each == name in _OF_OWN_ROWS else plain)
        key = (each in OF_THE_OWN, seen)
        if key not in held:
            made = treasury(book, ids, seen, owned=each in OF_THE_OWN, coarse=each in OF_YEARS, like=found)
            held[key] = evolve(made, figures=figures) if seen == plain else made
        tables[each] = REPORTS[each](book, held[key])
    tables["sectors"] = sectors_of_whole(found)
    asked = table_name(name, view)
    shown = [(each, (by,)) for by in _SHEETS_BY for each in _OF_ROWS]
    for report, by in (*shown, *([(name, view.by)] if asked not in tables else [])):
        own = table_name(report, evolve(view, by=by))
        tables[own] = evolve(REPORTS[report](book, seen_by(found, by)), name=own)
    return federation_workbook(found, tables, asked)


def table_name(name: str, view: View) -> str:
    """Return the name of a report's table in the board's workbook: by other rows than projects, one of its own."""
    is_other = name in _OF_ROWS and view.by not in ((), (Dimension.PROJECT,))
    return "_".join((name, *view.by)) if is_other else name
