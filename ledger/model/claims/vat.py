"""Value added tax in and beside costs, and what a public body gets back for it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from ledger.core.record import frozen
from ledger.core.words import Name


class VatTreatment(StrEnum):
    """What becomes of the value added tax of a cost."""

    NON_DEDUCTIBLE = "non_deductible"
    """It stays a cost."""
    DEDUCTIBLE = "deductible"
    """It is deducted in the VAT return and is no cost of the project's."""
    COMPENSATED = "compensated"
    """It may not be deducted, and the municipal refund gives it back as it is."""
    PURCHASE = "purchase"
    """Procured without VAT, or a grant; the refund is a flat rate of the cost."""
    PREMISES = "premises"
    """The part of such a cost that is for premises, or the rent of certain housing; another flat rate."""
    REST = "rest"
    """The rest of a cost whose part for premises is known; a third flat rate."""


@frozen(kw_only=True)
class VatCompensation:
    """A flat rate of the municipal refund.

    Attributes:
        treatment: Of which costs.
        name: In both languages.
        rate: Part of the base.
        base: What it is a part of, in both languages.
        source: The law.
        valid_from: First day on which it applies.
    """

    treatment: VatTreatment
    name: Name
    rate: Fraction
    base: Name
    source: str
    valid_from: date
