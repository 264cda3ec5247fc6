"""What may be asked of which report: what would change nothing in it is refused, never passed over in silence."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator

from ledger import errors
from ledger.app.tables import FEDERATION
from ledger.app.tables import REPORTS
from ledger.core.near import near_names
from ledger.model.totals import Basis
from ledger.model.view import View

OF_WHOLES = ("whole", "board", "plan")
"""Reports whose rows can be what only a federation has."""

WITH_ROWS = ("variance", "consolidated", "entries", "forecast", *OF_WHOLES)
"""Reports whose rows can be chosen; of entries, the columns that the rows of the others are told by."""

TIMELESS = ("audit", "versions", "claim", "converted", "transactions", "claims", "closure", "contracts")
"""Reports on facts that have days of their own, which no days or basis of entries choose between."""

TO_A_DAY = ("balance", "cash", "capital")
"""Reports on what has come to be by a day, or on whole years up to one; they begin where their years do."""

_SHOWN = 12


def check_options(name: str, view: View) -> None:
    """Refuse a report that there is not, and one that does not take what the view asks for.

    Raises:
        UnknownReportError: There is no such report.
        PeriodError: The view ends before it starts.
        ViewOptionError: The report does not take what the view asks for.
    """
    if name not in REPORTS:
        raise errors.UnknownReportError(name=name, nearest=near_names(name, REPORTS))
    if view.start and view.end and view.start > view.end:
        raise errors.PeriodError(start=view.start, end=view.end)
    for option, reports in _given(view):
        if name not in reports:
            taking = [each for each in REPORTS if each in reports]
            named = ", ".join(taking[:_SHOWN]) + (" …" if len(taking) > _SHOWN else "")
            raise errors.ViewOptionError(name=name, option=option, reports=named)


def _given(view: View) -> Iterator[tuple[str, Collection[str]]]:
    """Yield the options that a view has been given, and the reports that take each."""
    all_but_audit = [each for each in REPORTS if each != "audit"]
    with_days = [each for each in REPORTS if each not in TIMELESS]
    options: tuple[tuple[str, bool, Collection[str]], ...] = (
        ("--source", view.source is not None, ("statement",)),
        ("--net", view.net, ("entries",)),
        ("--mask", view.masked, ("entries", "transactions")),
        ("--claim", view.claim is not None, ("claim", "transactions", "converted")),
        ("--since", view.since is not None, FEDERATION),
        ("--signs", view.costs_negative, FEDERATION),
        *((f"--by {each}", each in view.by, OF_WHOLES) for each in ("area", "member")),
        ("--by", bool(view.by), WITH_ROWS),
        ("--year", view.year is not None, with_days),
        ("--from", view.start is not None, [each for each in with_days if each not in TO_A_DAY]),
        ("--to", view.end is not None, with_days),
        ("--basis", view.basis is not Basis.BOOKED, with_days),
        ("--known", view.known is not None, all_but_audit),
        ("--attested", view.attested, [each for each in all_but_audit if each != "reconciliation"]),
    )
    yield from ((option, reports) for option, given, reports in options if given)
