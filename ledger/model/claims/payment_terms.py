"""What a programme says of claims and advances."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ledger.core.record import frozen


@frozen(kw_only=True)
class PaymentTerms:
    """A programme's terms of payment; what is not known is None.

    Attributes:
        source: Where they were found, and how surely.
        paid_to: Last day on which a cost can be paid and still count.
        claim_within_months: Months after a period's end within which its claim is submitted.
        advance_share: Most of the granted support that an advance can be.
        advance_max_minor: Most that an advance can be, minor units of the Swedish krona.
    """

    source: str
    paid_to: date | None = None
    claim_within_months: int | None = None
    advance_share: Fraction | None = None
    advance_max_minor: int | None = None
