"""What laws and programmes allow of simplified cost options: rules with ceilings, time bases, tables of unit costs."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from ledger.core.amounts import parse_amount
from ledger.core.finding import in_order
from ledger.core.money import currency
from ledger.core.toml_file import read_toml
from ledger.core.toml_file import read_whole
from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.importers.fields import take_name
from ledger.importers.fields import take_share
from ledger.importers.statements.unit_cost_file import exact_decimal
from ledger.model.knowledge import Knowledge
from ledger.model.simplified import OptionKind
from ledger.model.simplified import SimplifiedRule
from ledger.model.simplified import TimeBase
from ledger.model.simplified import UnitCostTable
from ledger.model.simplified import UnitRate
from ledger.model.statements.statement import HoursRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.core.finding import Finding
    from ledger.core.section import Section


def read_simplified_file(
    text: str, file: str
) -> tuple[tuple[tuple[SimplifiedRule, ...], tuple[TimeBase, ...]] | None, tuple[Finding, ...]]:
    """Read rules and time bases.

    Args:
        text: The whole file.
        file: Its name for people.

    Returns:
        The rules and the time bases, or None where a finding stops; and every problem found.
    """
    return read_whole(text, file, lambda section: (tuple(_rules(section)), tuple(_time_bases(section))))


def read_unit_cost_table(text: str, file: str) -> tuple[UnitCostTable | None, tuple[Finding, ...]]:
    """Read a published table of unit costs.

    Returns:
        The table, or None where a finding stops; and every problem found.
    """
    section, findings = read_toml(text, file)
    table = _table(section) if section else None
    return (None if findings else table), in_order(findings)


def _rules(root: Section) -> Iterator[SimplifiedRule]:
    check = only_once()
    for section in root.tables("rule"):
        amount = section.parsed("ceiling_amount", parse_amount)
        rule = SimplifiedRule(
            id=take_id(section),
            name=take_name(section),
            article=take_name(section, "article"),
            kind=section.choice("kind", OptionKind, needed=True) or OptionKind.FLAT_RATE,
            ceiling=take_share(section, "ceiling"),
            ceiling_minor=amount.minor if amount else None,
            currency=amount.currency.code if amount and amount.currency else None,
            covers_all=section.flag("covers_all"),
            excludes=section.texts("excludes"),
            **_known(section),
        )
        check(section, rule.id)
        section.close()
        yield rule


def _time_bases(root: Section) -> Iterator[TimeBase]:
    check = only_once()
    for section in root.tables("time_base"):
        base = TimeBase(
            id=take_id(section),
            name=take_name(section),
            hours_year=section.parsed("hours_year", exact_decimal, needed=True) or Fraction(0),
            hours_month=section.parsed("hours_month", exact_decimal),
            months_year=section.parsed("months_year", exact_decimal),
            **_known(section),
        )
        check(section, base.id)
        section.close()
        yield base


def _known(section: Section) -> dict[str, Any]:
    """Take how surely figures are known, where they were found, and from when they apply."""
    return {
        "knowledge": section.choice("knowledge", Knowledge, needed=True) or Knowledge.UNVERIFIED,
        "source": section.text("source", needed=True) or "",
        "valid_from": section.day("valid_from", needed=True) or date.min,
    }


def _table(root: Section) -> UnitCostTable | None:
    head = root.table("table", needed=True)
    if head is None:
        return None
    code = head.parsed("currency", currency, needed=True)
    table = UnitCostTable(
        id=take_id(head),
        name=take_name(head),
        source=head.text("source", needed=True) or "",
        valid_from=head.day("valid_from", needed=True) or date.min,
        currency=code.code if code else "",
        hours=head.choice("hours", HoursRule, needed=True) or HoursRule.WHOLE,
        hours_year=head.parsed("hours_year", exact_decimal),
        rates=tuple(_rates(root, 10**code.decimals if code else 1)),
    )
    if not table.rates:
        root.report("TOML-005", name="rate")
    head.close()
    root.close()
    return table


def _rates(root: Section, minor_units: int) -> Iterator[UnitRate]:
    check = only_once("code")
    for section in root.tables("rate"):
        rate = UnitRate(
            code=take_id(section, "code"),
            name=take_name(section),
            region=take_id(section, "region"),
            rate=(section.parsed("rate", exact_decimal, needed=True) or Fraction(0)) * minor_units,
            marked_up=tuple(_marked_up(section, minor_units)),
            knowledge=section.choice("knowledge", Knowledge, needed=True) or Knowledge.UNVERIFIED,
        )
        check(section, f"{rate.code} {rate.region}")
        section.close()
        yield rate


def _marked_up(section: Section, minor_units: int) -> Iterator[tuple[Fraction, Fraction]]:
    for inner in section.tables("marked_up"):
        mark_up, rate = take_share(inner, "mark_up"), inner.parsed("rate", exact_decimal, needed=True)
        inner.close()
        if mark_up is not None and rate is not None:
            yield mark_up, rate * minor_units
