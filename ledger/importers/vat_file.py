"""The flat rates of the municipal VAT refund, in TOML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.toml_file import read_whole
from ledger.importers.fields import only_once
from ledger.importers.fields import take_name
from ledger.importers.fields import take_share
from ledger.model.claims.vat import VatCompensation
from ledger.model.claims.vat import VatTreatment

if TYPE_CHECKING:
    from ledger.core.finding import Finding
    from ledger.core.section import Section


def read_vat_file(text: str, file: str) -> tuple[tuple[VatCompensation, ...] | None, tuple[Finding, ...]]:
    """Read a file of flat rates.

    Args:
        text: The whole file.
        file: Its name for people.

    Returns:
        The rates, or None where a finding stops; and every problem found.
    """
    return read_whole(text, file, lambda section: tuple(_rates(section)))


def _rates(root: Section) -> Iterator[VatCompensation]:
    check = only_once("treatment")
    for section in root.tables("compensation"):
        treatment = section.choice("treatment", VatTreatment, needed=True)
        check(section, treatment or "")
        rate = take_share(section, "rate")
        if rate is None:
            section.report("TOML-005", name="rate")
        yield VatCompensation(
            treatment=treatment or VatTreatment.PURCHASE,
            name=take_name(section),
            rate=rate or Fraction(0),
            base=take_name(section, "base"),
            source=section.text("source", needed=True) or "",
            valid_from=section.day("valid_from", needed=True) or date.min,
        )
        section.close()
