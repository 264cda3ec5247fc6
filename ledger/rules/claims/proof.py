"""A claim against the book: whether its frozen figures still follow from it, and what has come since."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.core.record import frozen
from ledger.model.claims.claim import Claim
from ledger.model.corrections.attestation import Spans
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.rules.claims.entries import standing
from ledger.rules.corrections import attest
from ledger.rules.totals import COST_SIGNS
from ledger.rules.totals import DAY_COLUMNS

_FROZEN = ("claimed", "figures", "settled", "retained", "conversion", "version")
_NUMBER, _KIND, _AMOUNT, _REVERSES = (COLUMNS.index(name) for name in ("number", "kind", "amount_minor", "reverses"))


@frozen(kw_only=True)
class Since:
    """What has been booked of a claim's days since it was reckoned.

    Attributes:
        late: Cost entries of its days that it does not hold.
        late_minor: Their sum as cost, minor units.
        reversals: Entries that reverse what it, or a claim before it, took in.
        reversed_minor: Their sum as cost, minor units.
    """

    late: Spans = ()
    late_minor: int = 0
    reversals: Spans = ()
    reversed_minor: int = 0


def since(rows: Iterable[EntryRow], claims: Iterable[Claim], claim: Claim) -> Since:
    """Return what has been booked of a claim's days since it was reckoned; the next claim takes it in.

    Args:
        rows: The project's entries by number.
        claims: The claims to this one, oldest first.
        claim: The claim.
    """
    held = standing(claims)
    day, end = COLUMNS.index(DAY_COLUMNS[claim.terms.basis]), claim.terms.end.isoformat()
    found: dict[bool, list[EntryRow]] = {True: [], False: []}
    for row in rows:
        if row[_NUMBER] > claim.entries and row[_KIND] in COST_SIGNS and row[day] is not None and row[day] <= end:
            found[row[_REVERSES] is not None and held.is_taken(row[_REVERSES])].append(row)
    return Since(
        late=attest.spans(row[_NUMBER] for row in found[False]),
        late_minor=_cost_minor(found[False]),
        reversals=attest.spans(row[_NUMBER] for row in found[True]),
        reversed_minor=_cost_minor(found[True]),
    )


def agrees(kept: Claim, drawn: Claim) -> bool:
    """Whether a claim drawn up anew on the same state of the book comes to what was kept."""
    return all(getattr(kept, name) == getattr(drawn, name) for name in _FROZEN)


def _cost_minor(rows: Iterable[EntryRow]) -> int:
    return sum(COST_SIGNS[row[_KIND]] * row[_AMOUNT] for row in rows)
