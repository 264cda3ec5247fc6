"""The tables of a project file that say how figures are reckoned and judged: options, conditions, declared aid."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from ledger.core.amounts import parse_amount
from ledger.core.money import currency
from ledger.core.rate import parse_rate
from ledger.errors import SpreadWeightsError
from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.importers.fields import take_share
from ledger.importers.projects.block_exemption import read_block_exemptions
from ledger.importers.projects.options import read_options
from ledger.model.terms import Condition
from ledger.model.terms import DeMinimis
from ledger.model.terms import MonthWeights
from ledger.model.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.core.section import Section
    from ledger.importers.projects.names import Names
    from ledger.importers.projects.options import OptionLookup

ALL = "all"
"""Key of the weights of all lines that have none of their own."""

_EUR = currency("EUR")
_DIGITS_MAX = 6
_MONTHS = 12


def read_terms(root: Section, names: Names, lookup: OptionLookup) -> Terms | None:
    """Read a project's terms.

    Args:
        root: The file's outermost table.
        names: What they may refer to.
        lookup: Where rules and tables of unit costs are found.

    Returns:
        The terms; None where the file has none.
    """
    tolerance, exactly = _tolerance(root)
    terms = Terms(
        options=read_options(root, names, lookup),
        tolerance=tolerance,
        exactly=exactly,
        conditions=tuple(_conditions(root, names)),
        de_minimis=tuple(_de_minimis(root)),
        block_exemptions=tuple(read_block_exemptions(root, names)),
        month_weights=tuple(_month_weights(root, names)),
    )
    return None if terms == Terms() else terms


def _tolerance(root: Section) -> tuple[Fraction, bool]:
    section = root.table("cofinancing")
    if section is None:
        return Fraction(0), False
    tolerance, exactly = take_share(section, "tolerance"), section.flag("exactly")
    section.close()
    return tolerance or Fraction(0), exactly


def _conditions(root: Section, names: Names) -> Iterator[Condition]:
    check = only_once()
    for section in root.tables("condition"):
        condition = Condition(
            id=take_id(section),
            source=section.member("source", names.sources, "PRJ-007", needed=True) or "",
            matched_by=section.members("matched_by", names.sources, "PRJ-007"),
            part=section.parsed("part", parse_rate, needed=True) or Fraction(0),
            note=section.text("note"),
        )
        check(section, condition.id)
        if not condition.matched_by and "matched_by" not in section:
            section.report("TOML-005", None, name="matched_by")
        if condition.source and condition.source in condition.matched_by:
            section.report("PRJ-039", "matched_by", value=condition.source)
        section.close()
        yield condition


def _month_weights(root: Section, names: Names) -> Iterator[MonthWeights]:
    """Yield the weights of ``all`` lines and of categories, as texts such as ``1,1,1,2,2,1,0,1,2,2,2,1``."""
    section = root.table("month_weights")
    for key in section.keys() if section else ():
        weights = section.parsed(key, parse_month_weights) if section else None
        if section and key != ALL and names.categories is not None and key not in names.categories:
            section.report_unknown("PRJ-004", key, key, (ALL, *names.categories))
        elif weights:
            yield MonthWeights(category=None if key == ALL else key, weights=weights)


def parse_month_weights(text: str) -> tuple[int, ...]:
    """Read twelve whole numbers with commas between them, January first, not all zero.

    Raises:
        SpreadWeightsError: It is something else.
    """
    parts = [each.strip() for each in text.split(",")]
    numbers = tuple(int(each) for each in parts if each.isdecimal() and len(each) <= _DIGITS_MAX)
    if len(parts) != _MONTHS or len(numbers) != _MONTHS or not any(numbers):
        raise SpreadWeightsError(weights=text)
    return numbers


def _de_minimis(root: Section) -> Iterator[DeMinimis]:
    for section in root.tables("de_minimis"):
        amount = section.parsed("amount", partial(parse_amount, assumed=_EUR), needed=True)
        if amount and (amount.currency not in (None, _EUR) or amount.minor < 0):
            section.report("PRJ-038", "amount")
        granted = section.day("granted", needed=True)
        undertaking = section.text("undertaking", needed=True)
        orgnr, group, grantor = (section.text(key) for key in ("orgnr", "group", "grantor"))
        of_project = section.flag("of_project")
        section.close()
        if amount and granted and undertaking:
            yield DeMinimis(
                undertaking=undertaking,
                orgnr=orgnr,
                group=group,
                granted=granted,
                amount_minor=amount.minor,
                grantor=grantor,
                of_project=of_project,
            )
