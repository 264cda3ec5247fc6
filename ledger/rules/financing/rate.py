"""Whether others than the funder pay the share that is required of them: planned, earned, and forecast."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.record import frozen
from ledger.model.source import SourceRole
from ledger.rules.financing.cofinance import Cofinancing
from ledger.rules.financing.draw import NOBODY
from ledger.rules.financing.required import required

if TYPE_CHECKING:
    from ledger.model.dossier import Dossier
    from ledger.rules.financing.required import Required


@frozen(kw_only=True)
class RateCheck:
    """The share of the total eligible cost that others than the funder pay, and what is required of them.

    Attributes:
        required: What is required, and who says so.
        tolerance: By how much the share may miss that.
        exactly: Whether it may not exceed it either.
        planned: By the version in force; None where the plan does not say enough.
        earned: Of the actual cost; None while there is none.
        forecast: Of a forecast cost, if one was given.
        missing_minor: What others have paid too little of the actual cost, minor units; 0 where nothing is missing.
    """

    required: Required
    tolerance: Fraction
    exactly: bool
    planned: Fraction | None = None
    earned: Fraction | None = None
    forecast: Fraction | None = None
    missing_minor: Fraction = Fraction(0)

    def is_under(self, share: Fraction | None) -> bool:
        """Whether a share is too small, the tolerance taken into account."""
        return share is not None and share < self.required.share - self.tolerance

    def is_over(self, share: Fraction | None) -> bool:
        """Whether a share is too large, where it must be met exactly."""
        return self.exactly and share is not None and share > self.required.share + self.tolerance


def rate_check(dossier: Dossier, found: Cofinancing, forecast: Cofinancing | None = None) -> RateCheck | None:
    """Return the check; None where no share is required.

    Args:
        dossier: The project.
        found: What its sources have planned and earned.
        forecast: What they will have earned, by a forecast.
    """
    wanted = required(dossier)
    if wanted is None:
        return None
    earned = others_part(found)
    lacking = Fraction(0)
    if earned is not None and earned < wanted.share:
        lacking = (wanted.share - earned) * found.earned_minor
    return RateCheck(
        required=wanted,
        tolerance=dossier.terms.tolerance if dossier.terms else Fraction(0),
        exactly=dossier.terms.exactly if dossier.terms else False,
        planned=planned_part(found),
        earned=earned,
        forecast=others_part(forecast) if forecast else None,
        missing_minor=lacking,
    )


def others_part(found: Cofinancing) -> Fraction | None:
    """Return the part of the eligible cost that others than the funder have earned; what nobody pays is not theirs."""
    others = sum(
        share.earned_minor
        for share in found.shares
        if share.id != NOBODY and not (share.source and share.source.role is SourceRole.SUPPORT)
    )
    return found.earned_part(others)


def planned_part(found: Cofinancing) -> Fraction | None:
    """Return the part of the planned financing that comes from others than the funder; None where some is not known."""
    planned = [share for share in found.shares if share.planned_minor is not None]
    support = sum(
        share.planned_minor or 0 for share in planned if share.source and share.source.role is SourceRole.SUPPORT
    )
    part = found.planned_part(support)
    return None if part is None else 1 - part
