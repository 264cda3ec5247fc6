"""The table ``[payment]`` of a programme file: deadlines of payment and claims, and limits of an advance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.amounts import parse_amount
from ledger.importers.fields import take_share
from ledger.model.claims.payment_terms import PaymentTerms

if TYPE_CHECKING:
    from ledger.core.section import Section


def take_payment_terms(section: Section) -> PaymentTerms | None:
    """Take a programme's terms of payment; None where it says nothing of them."""
    inner = section.table("payment")
    if inner is None:
        return None
    most = inner.parsed("advance_max", parse_amount)
    terms = PaymentTerms(
        source=inner.text("source", needed=True) or "",
        paid_to=inner.day("paid_to"),
        claim_within_months=inner.whole("claim_within_months"),
        advance_share=take_share(inner, "advance_share"),
        advance_max_minor=most.minor if most else None,
    )
    inner.close()
    return terms
