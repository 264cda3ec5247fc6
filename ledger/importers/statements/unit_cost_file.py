"""Tables of unit costs: what an hour is worth and from when, as the user's programme or call has set it."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from ledger.core.finding import in_order
from ledger.core.money import currency
from ledger.core.rounding import Rounding
from ledger.core.toml_file import read_toml
from ledger.errors import AmbiguousAmountError
from ledger.errors import AmountError
from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.model.statements.statement import HoursRule
from ledger.model.statements.statement import UnitCost
from ledger.model.statements.statement import UnitCostValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.core.finding import Finding
    from ledger.core.section import Section

_UNIT = re.compile(r"[A-Z]{3}/h")
_DECIMAL = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,6}))?")
_LIKE_THOUSANDS = 3
_CODE_LENGTH = 3


def read_unit_cost_file(text: str, file: str) -> tuple[tuple[UnitCost, ...], tuple[Finding, ...]]:
    """Read a table of unit costs.

    Args:
        text: The whole file.
        file: Its name for people.

    Returns:
        The unit costs, none where a finding stops; and every problem found.
    """
    section, findings = read_toml(text, file)
    if section is None:
        return (), in_order(findings)
    found = tuple(each for each in _unit_costs(section) if each)
    if not found and not findings:
        section.report("TOML-005", name="unit_cost")
    section.close()
    return (() if findings else found), in_order(findings)


def exact_decimal(text: str) -> Fraction:
    """Read a figure that is not negative, with at most six decimals, such as ``608,88`` or ``1 204.5``.

    Raises:
        AmountError: It is something else, or three decimals could be thousands.
    """
    found = _DECIMAL.fullmatch("".join(text.split()))
    if found is None:
        raise AmountError(text=text)
    if found[1] != "0" and len(found[2] or "") == _LIKE_THOUSANDS:
        raise AmbiguousAmountError(text=text)
    return Fraction(f"{found[1]}.{found[2] or 0}")


def _unit_costs(root: Section) -> Iterator[UnitCost | None]:
    check = only_once()
    for section in root.tables("unit_cost"):
        id_ = take_id(section)
        check(section, id_)
        yield _unit_cost(section, id_)
        section.close()


def _unit_cost(section: Section, id_: str) -> UnitCost | None:
    unit = section.text("unit", needed=True) or ""
    if unit and not _UNIT.fullmatch(unit):
        section.report("STM-011", "unit", value=unit)
        unit = ""
    source = section.text("source", needed=True) or ""
    hours = section.choice("hours", HoursRule, needed=True) or HoursRule.WHOLE
    rounding = section.choice("rounding", Rounding) or Rounding.HALF_UP
    hours_max = section.parsed("hours_max", exact_decimal)
    values = tuple(_values(section, 10 ** currency(unit[:_CODE_LENGTH]).decimals)) if unit else ()
    if unit and not values:
        section.report("TOML-005", name="values")
    if any(later.start <= earlier.start for earlier, later in pairwise(values)):
        section.report("STM-013", "values")
    if not id_ or not unit:
        return None
    return UnitCost(
        id=id_, unit=unit, source=source, hours=hours, rounding=rounding, hours_max=hours_max, values=values
    )


def _values(section: Section, minor_units: int) -> Iterator[UnitCostValue]:
    for each in section.tables("values"):
        start, rate = each.day("from", needed=True), each.parsed("rate", exact_decimal, needed=True)
        each.close()
        if start and start.day != 1:
            each.report("STM-012", "from", day=start)
        elif start and rate is not None:
            yield UnitCostValue(start, rate * minor_units)
