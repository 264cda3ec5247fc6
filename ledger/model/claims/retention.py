"""What a funder holds back of its payments until a project's last claim (*innehållande*)."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from ledger.core.record import frozen


class RetentionBasis(StrEnum):
    """What is held back of."""

    PAYMENT = "payment"
    """Of each payment, from the first one on."""
    GRANT = "grant"
    """Of the granted amount: payments stop short of it, and the last part waits."""


@frozen(kw_only=True)
class Retention:
    """The terms on which a source holds money back; its share, its amount or both are set.

    Attributes:
        of: What it holds back of.
        share: Part of that; set where it holds back of each payment.
        amount_minor: Most that it holds back in all, minor units.
    """

    of: RetentionBasis
    share: Fraction | None = None
    amount_minor: int | None = None
