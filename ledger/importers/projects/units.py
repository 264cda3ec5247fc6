"""Quantity and price of a ``[[budget.line]]``, whose product is the line's amount."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.money import Money
from ledger.model.budgets.budget import Units

if TYPE_CHECKING:
    from ledger.core.section import Section
    from ledger.importers.projects.names import Names

_QUANTITY = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?|[0-9]{1,9}/[1-9][0-9]{0,8}")


def take_units(section: Section, names: Names) -> Units | None:
    """Take quantity, unit and price of a line; None where it has none, or where they are wrong and so reported."""
    quantity, price = section.parsed("quantity", _quantity), names.amount(section, "price")
    unit = section.text("unit")
    given = [key for key in ("quantity", "unit", "price") if key in section]
    if given and not {"quantity", "price"} <= {*given}:
        section.report("PRJ-026", given[0])
    if quantity == 0:
        section.report("PRJ-027", "quantity")
    if price and (price.approximate or price.vat_excluded or price.note):
        section.report("PRJ-027", "price")
    return Units(quantity=quantity, price_minor=price.minor, unit=unit) if quantity and price else None


def check_product(section: Section, units: Units, amount_minor: int, names: Names) -> None:
    """Report an amount in minor units that is not quantity times price."""
    if units.amount_minor != amount_minor:
        product, found = (Money(each, names.currency) for each in (units.amount_minor, amount_minor))
        section.report("PRJ-028", "amount", product=product, found=found)


def _quantity(text: str) -> Fraction:
    """Return a quantity such as ``1 720``, ``0,75`` or ``1/3``; zero for a text that says none."""
    plain = "".join(text.split())
    return Fraction(plain.replace(",", ".")) if _QUANTITY.fullmatch(plain) else Fraction(0)
