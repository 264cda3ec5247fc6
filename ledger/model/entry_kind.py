"""Kinds of entries, and what each needs; apart from the entry itself, for totals tell only the kind."""

from __future__ import annotations

from enum import StrEnum


class EntryKind(StrEnum):
    """What an entry is. Amounts are positive in the ordinary case; a reversal is the exact negative."""

    COST = "cost"
    IN_KIND = "in_kind"
    INCOME = "income"
    RECEIPT = "receipt"
    ADVANCE = "advance"
    REPAYMENT = "repayment"


COST_KINDS = (EntryKind.COST, EntryKind.IN_KIND, EntryKind.INCOME)
"""Kinds that take part in the actual cost; income lowers it."""

NEEDS_CATEGORY = frozenset(COST_KINDS)
NEEDS_SOURCE = frozenset({EntryKind.IN_KIND, EntryKind.RECEIPT, EntryKind.ADVANCE, EntryKind.REPAYMENT})
CREDITS = frozenset({EntryKind.INCOME, EntryKind.RECEIPT, EntryKind.ADVANCE})
"""Kinds that stand as credits in a general ledger, which are negative there; the others are debits."""
