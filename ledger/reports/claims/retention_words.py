"""What a source holds back, in words."""

from __future__ import annotations

from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.claims.retention import Retention


def retention_words(retention: Retention, currency: Currency) -> Words:
    """Return the terms on which money is held back, such as "10 % of each payment, at most 50 000 kr in all"."""
    amount = None if retention.amount_minor is None else Money(retention.amount_minor, currency)
    if retention.share is None and amount is not None:
        return label(f"retention.{retention.of}.amount", amount=amount)
    share = retention.share or 0
    if amount is None:
        return label(f"retention.{retention.of}.share", share=share)
    return label(f"retention.{retention.of}.both", share=share, amount=amount)
