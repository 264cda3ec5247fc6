"""How a spreadsheet sums the entries behind a row of a federation's whole."""

from __future__ import annotations

from ledger.model.entry_kind import EntryKind
from ledger.reports.entries import criteria
from ledger.reports.federation.treasury import Treasury
from ledger.reports.table import Criterion
from ledger.reports.table import Live
from ledger.rules.totals import COST_SIGNS

_MONEY = {kind: sign for kind, sign in COST_SIGNS.items() if kind != EntryKind.IN_KIND}


def days_of(treasury: Treasury) -> tuple[Criterion, ...]:
    """Return the conditions on an entry's day, the same for every row."""
    return criteria.days(treasury.view, {})


def actual_of(treasury: Treasury, key: str, days: tuple[Criterion, ...], *, in_kind: bool = False) -> Live:
    """Return how a spreadsheet computes the cost of a project.

    Args:
        treasury: The federation.
        key: Project id.
        days: The conditions on an entry's day.
        in_kind: Whether in-kind contributions are meant, instead of money.
    """
    signs = {EntryKind.IN_KIND: 1} if in_kind else _MONEY
    own = (Criterion("project", key), *days)
    return criteria.sum_of({kind: sign * treasury.sign for kind, sign in signs.items()}, own)
