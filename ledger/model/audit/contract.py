"""Contracts: what was procured, how, from whom and for how much, and which costs belong to it."""

from __future__ import annotations

from datetime import date

from ledger.core.record import frozen
from ledger.model.corrections.attestation import Spans


@frozen(kw_only=True)
class ContractChange:
    """A later word on a contract's value, such as an option that was taken up.

    Attributes:
        on: The day.
        value_minor: What the contract is worth in all from then on, minor units.
        reason: Why.
    """

    on: date
    value_minor: int
    reason: str


@frozen(kw_only=True)
class Contract:
    """A contract with a supplier. A later fact with the same id takes its place.

    Names of persons do not belong here: facts cannot be redacted as entries can.

    Attributes:
        id: Unique in its project; a whole number as text unless given, such as the number of the contract.
        supplier: Who delivers: an organisation.
        procedure: How it was procured, in the words of the law or of the funder.
        value_minor: What it was worth when it was signed, reckoned as its costs are booked, minor units, positive.
        signed_on: When it was signed.
        start: First day of what it covers.
        end: Last day of what it covers, extensions included.
        reference: The case number or other name of the procurement.
        text: What is bought.
        entries: Costs that belong to it; what reverses or replaces one follows by itself.
        changes: Later words on its value, oldest first.
    """

    id: str
    supplier: str
    procedure: str
    value_minor: int
    signed_on: date
    start: date | None = None
    end: date | None = None
    reference: str | None = None
    text: str | None = None
    entries: Spans = ()
    changes: tuple[ContractChange, ...] = ()

    @property
    def worth_minor(self) -> int:
        """What it is worth by the last word on it, minor units."""
        return self.changes[-1].value_minor if self.changes else self.value_minor
