"""Simplified cost options: what the law allows of them, and what is booked although they already pay for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from ledger.core.finding import Finding
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.core.money import currency
from ledger.core.words import Words
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import EntryKind
from ledger.model.knowledge import Knowledge
from ledger.model.scheme import CategoryRole
from ledger.model.simplified import Option
from ledger.model.simplified import OptionKind
from ledger.model.simplified import SimplifiedRule
from ledger.model.simplified import UnitCostTable
from ledger.model.statements.statement import HoursRule
from ledger.rules.checks.case import Case
from ledger.rules.statements.statement import exact_words
from ledger.rules.statements.unit_cost import rates_of
from ledger.rules.statements.unit_cost import read_hours
from ledger.rules.statements.unit_cost import worth_minor

_NUMBER, _KIND, _CATEGORY = (COLUMNS.index(name) for name in ("number", "kind", "category"))
_AMOUNT, _QUANTITY, _UNIT = (COLUMNS.index(name) for name in ("amount_minor", "quantity", "unit"))

_DECIMALS_MAX = 15


def check_ceilings(case: Case) -> Iterator[Finding]:
    """Yield OPT-001 for a flat rate or lump sum above its rule's ceiling, OPT-002 where the ceiling was never read.

    OPT-003 for two options whose rules exclude each other.
    """
    options = _options(case)
    for option in options:
        rule = option.rule
        if rule is None:
            continue
        place = case.place(f"option.{option.id}")
        yield from _above(case, option, rule)
        if rule.knowledge is Knowledge.UNVERIFIED:
            yield note("OPT-002", place, rule=rule.name, article=rule.article)
        for other in options:
            if other.rule and other.rule.id in rule.excludes and options.index(other) < options.index(option):
                yield warning("OPT-003", place, rule=rule.name, other=other.rule.name)


def check_covered(case: Case) -> Iterator[Finding]:
    """Yield OPT-004 for each category with real costs that a flat rate or lump sum stands for already."""
    spent = Counter[str]()
    for total in case.dossier.totals:
        if total.kind == EntryKind.COST:
            spent[total.category] += total.sum_minor
    for option in _options(case):
        if option.kind is OptionKind.UNIT_COST:
            continue
        for code in _covered(case, option):
            category = case.dossier.scheme.category(code)
            if spent[code] and category:
                place = case.place(f"option.{option.id}")
                yield warning("OPT-004", place, category=category.name, spent=case.money(spent[code]))


def check_covered_entries(case: Case) -> Iterator[Finding]:
    """Yield OPT-004 for each cost by itself that a flat rate or lump sum stands for already."""
    options = [option for option in _options(case) if option.kind is not OptionKind.UNIT_COST]
    covered = {code for option in options for code in _covered(case, option)}
    for row in case.entries() if covered else ():
        category = case.dossier.scheme.category(row[_CATEGORY]) if row[_CATEGORY] in covered else None
        if category and row[_KIND] == EntryKind.COST:
            yield warning("OPT-004", case.entry(row[_NUMBER]), category=category.name, spent=case.money(row[_AMOUNT]))


def check_unit_costs(case: Case) -> Iterator[Finding]:
    """Yield OPT-005 for entries that are not hours times a unit cost, OPT-006 for entries without hours.

    OPT-007 where fractions of an hour are booked and the table counts whole hours.
    """
    tables = {each.category: (each, each.table) for each in _options(case) if each.table}
    if not tables:
        return
    for row in case.entries():
        if row[_KIND] == EntryKind.COST and row[_CATEGORY] in tables:
            option, table = tables[row[_CATEGORY]]
            yield from _unit_cost(case, row, option, table)


def _options(case: Case) -> tuple[Option, ...]:
    return case.dossier.terms.options if case.dossier.terms else ()


def _above(case: Case, option: Option, rule: SimplifiedRule) -> Iterator[Finding]:
    """Yield the finding on a rate or amount above what the rule allows; amounts compare in one currency only."""
    place = case.place(f"option.{option.id}")
    if option.rate is not None and rule.ceiling is not None and option.rate > rule.ceiling:
        yield warning("OPT-001", place, rate=option.rate, ceiling=rule.ceiling, article=rule.article)
    if rule.ceiling_minor is None or rule.currency is None:
        return
    ceiling = Money(rule.ceiling_minor, currency(rule.currency))
    if ceiling.currency != case.project.currency:
        yield note("OPT-008", place, amount=case.money(option.amount_minor), ceiling=ceiling, article=rule.article)
    elif option.amount_minor > rule.ceiling_minor:
        amount = case.money(option.amount_minor)
        yield warning("OPT-001", place, rate=amount, ceiling=ceiling, article=rule.article)


def _covered(case: Case, option: Option) -> tuple[str, ...]:
    """Return the categories whose real costs an option stands for."""
    if option.rule is None or not option.rule.covers_all:
        return (option.category, *option.covers)
    cost = (CategoryRole.DIRECT, CategoryRole.FLAT_RATE)
    return tuple(
        each.code for each in case.dossier.scheme.categories if each.role in cost and each.code not in option.base
    )


def _unit_cost(case: Case, row: EntryRow, option: Option, table: UnitCostTable) -> Iterator[Finding]:
    """Yield what is to be said of an entry in a category that goes by unit costs."""
    place = case.entry(row[_NUMBER])
    hours = read_hours(row[_QUANTITY], row[_UNIT], table.hours_year)
    if hours is None:
        yield warning("OPT-006", place, amount=case.money(row[_AMOUNT]))
        return
    if table.hours is HoursRule.WHOLE and hours.denominator != 1:
        yield warning("OPT-007", place, hours=_written(hours))
    rates = rates_of(table, option.region, option.mark_up)
    worth = {worth_minor(hours, rate, table.hours) for _, rate in rates}
    if row[_AMOUNT] not in worth:
        nearest = min(worth, key=lambda minor: (abs(minor - row[_AMOUNT]), minor), default=0)
        amounts = {"amount": case.money(row[_AMOUNT]), "nearest": case.money(nearest)}
        yield warning("OPT-005", place, hours=_written(hours), table=table.name, **amounts)


def _written(hours: Fraction) -> Words:
    """Return hours as a number with decimals, or as a ratio where no number of decimals is exact."""
    finite = not (10**_DECIMALS_MAX % hours.denominator)
    return exact_words(hours) if finite else str(hours)
