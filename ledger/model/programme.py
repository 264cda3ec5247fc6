"""Programmes: what a funder asks of the projects that it supports."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from ledger.core.record import frozen
from ledger.core.words import Name
from ledger.model.claims.payment_terms import PaymentTerms
from ledger.model.knowledge import Knowledge


@frozen(kw_only=True)
class Area:
    """A part of a programme with terms of its own.

    Attributes:
        code: As the programme writes it.
        name: In both languages.
        required_cofinancing: Share of the total eligible cost that others than the funder must pay; None if not known.
        source: Where the share was found.
    """

    code: str
    name: Name
    required_cofinancing: Fraction | None = None
    source: str | None = None


class AidYears(StrEnum):
    """How the years are counted within which aid of minor importance adds up."""

    FISCAL_YEAR = "fiscal_year"
    """The fiscal year of the grant and those before it."""
    DAY = "day"
    """Back from the day of the grant."""


@frozen(kw_only=True)
class AidCeiling:
    """Most aid of minor importance that a single undertaking may be granted.

    Attributes:
        amount_minor: Cents of euro.
        years: Within how many years.
        by: How they are counted.
        knowledge: How surely the ceiling is known.
        source: Where it was found.
    """

    amount_minor: int
    years: int
    by: AidYears
    knowledge: Knowledge
    source: str


@frozen(kw_only=True)
class AccountingYears:
    """The years in which a programme's approved cost is brought together in the funder's yearly account.

    Attributes:
        first_to: Last day of the first one, which begins with the programme; the others end on the same day of a year.
        knowledge: How surely it is known.
        source: Where it was found.
    """

    first_to: date
    knowledge: Knowledge
    source: str


@frozen(kw_only=True)
class Programme:
    """A funder's programme.

    Attributes:
        id: Name of its file.
        name: In both languages.
        source: Where its terms were found.
        valid_from: First day on which it applies.
        schemes: Ids of the schemes that its projects use, the usual one first.
        areas: Its parts with terms of their own.
        in_kind_from_others: Whether a contribution in kind counts only from others than the project's owner.
        de_minimis: Ceiling of aid of minor importance; None if not known.
        payment: Deadlines of payment and claims, and limits of an advance, where they are known.
        accounting_years: How its accounting years lie; None where it has none of its own.
    """

    id: str
    name: Name
    source: str
    valid_from: date
    schemes: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    in_kind_from_others: bool = False
    de_minimis: AidCeiling | None = None
    payment: PaymentTerms | None = None
    accounting_years: AccountingYears | None = None

    def area(self, code: str | None) -> Area | None:
        """Return the area with `code`, or None."""
        return next((area for area in self.areas if area.code == code), None)
