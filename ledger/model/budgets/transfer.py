"""Transfers between categories, and what the funder's decision says of them."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from ledger.core.record import frozen


@frozen(kw_only=True)
class Transfer:
    """An amount that a version moves from one category to another.

    Attributes:
        from_category: Category code.
        to_category: Category code.
        amount_minor: Minor units, positive.
        year: Calendar year of the lines that it moves between, if they have one.
        phase: Phase id of the lines, if they have one.
        part: Part id of the lines, if they have one.
    """

    from_category: str
    to_category: str
    amount_minor: int
    year: int | None = None
    phase: str | None = None
    part: str | None = None


class TransferBase(StrEnum):
    """What a limit for transfers is a part of."""

    COST = "cost"
    """The whole cost of the version that was last approved."""
    CATEGORY = "category"
    """The cost of each category, whatever is moved to it or from it."""


@frozen(kw_only=True)
class TransferTerms:
    """How much may be moved without anybody else's approval. No funder's limit is shipped; the user sets it.

    Attributes:
        share: Part of the base that may be moved in all since the last approval; None where no share is set.
        base: What `share` is a part of.
        amount_minor: Most that may be moved in all since the last approval, minor units; None where none is set.
        approver: Party id of whoever must approve more.
    """

    share: Fraction | None = None
    base: TransferBase = TransferBase.COST
    amount_minor: int | None = None
    approver: str | None = None
