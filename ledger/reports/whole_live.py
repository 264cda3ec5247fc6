"""How a spreadsheet sums the entries behind a row of a federation's whole."""

from __future__ import annotations

from ledger.model.entry_kind import EntryKind
from ledger.model.view import Dimension
from ledger.reports import criteria
from ledger.reports.table import Criterion
from ledger.reports.table import Live
from ledger.reports.treasury import Treasury
from ledger.rules.totals import COST_SIGNS

_MONEY = {kind: sign for kind, sign in COST_SIGNS.items() if kind != EntryKind.IN_KIND}


def actual_of(treasury: Treasury, by: Dimension, key: str, *, in_kind: bool = False) -> Live:
    """Return how a spreadsheet computes the cost of a project; None for other rows, which are results of a rule.

    Args:
        treasury: The federation.
        by: What the rows are.
        key: The row's.
        in_kind: Whether in-kind contributions are meant, instead of money.
    """
    if by is not Dimension.PROJECT:
        return None
    signs = {EntryKind.IN_KIND: 1} if in_kind else _MONEY
    own = (Criterion("project", key), *criteria.days(treasury.view, {}))
    return criteria.sum_of({kind: sign * treasury.sign for kind, sign in signs.items()}, own)
