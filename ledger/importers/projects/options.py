"""The ``[[option]]`` tables of a project file: simplified cost options that the project uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.period import DAY
from ledger.core.rate import parse_rate
from ledger.core.record import frozen
from ledger.core.rounding import Rounding
from ledger.errors import FileRefusedError
from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.importers.fields import take_share
from ledger.importers.fields import take_span
from ledger.model.simplified import Instalment
from ledger.model.simplified import Option
from ledger.model.simplified import OptionKind
from ledger.model.simplified import SimplifiedRule
from ledger.model.simplified import UnitCostTable

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from ledger.core.section import Section
    from ledger.importers.projects.names import Names

_OWN = {
    OptionKind.FLAT_RATE: ("rate", "base"),
    OptionKind.LUMP_SUM: ("amount", "instalments", "result", "achieved"),
    OptionKind.UNIT_COST: ("table", "region", "mark_up"),
}
"""Keys that only one kind of option has; the first is needed, of a lump sum one of the first two."""


@frozen(kw_only=True)
class OptionLookup:
    """Where what options refer to is found.

    Attributes:
        rule: Gives the rule of an id, or None.
        table: Gives the table of unit costs of an id or path, or None.
        rule_names: Gives the ids to suggest.
        table_names: Gives the ids to suggest.
    """

    rule: Callable[[str], SimplifiedRule | None] = lambda _: None
    table: Callable[[str], UnitCostTable | None] = lambda _: None
    rule_names: Callable[[], tuple[str, ...]] = tuple
    table_names: Callable[[], tuple[str, ...]] = tuple


def read_options(root: Section, names: Names, lookup: OptionLookup) -> tuple[Option, ...]:
    """Read the options, and report flat rates that rest on each other."""
    check = only_once()
    options: list[Option] = []
    sections: list[Section] = []
    for section in root.tables("option"):
        option = _option(section, names, lookup)
        section.close()
        if option is not None:
            check(section, option.id)
            options.append(option)
            sections.append(section)
    for option, section in zip(options, sections, strict=True):
        if option.category in _rests_on(option, options):
            section.report("PRJ-033", "base", value=option.category)
    return tuple(options)


def _option(section: Section, names: Names, lookup: OptionLookup) -> Option | None:
    id_ = take_id(section)
    kind = section.choice("kind", OptionKind, needed=True)
    category = _category(section, names)
    rule = _rule(section, lookup, kind)
    start, end = _whole_months(section)
    covers = _members(section, names, "covers")
    rounding = section.choice("rounding", Rounding) or Rounding.DOWN
    own = {key for keys in _OWN.values() for key in keys}
    for key in sorted(own - set(_OWN[kind] if kind else own)):
        if key in section:
            section.report("PRJ-032", key, kind=str(kind), name=key)
    # Keys of other kinds were reported above; taking every key here keeps them from being reported twice.
    rate, base = take_share(section, "rate"), _members(section, names, "base")
    instalments = tuple(_instalments(section, names))
    table, region, mark_up = _table(section, lookup)
    if kind is None or not category:
        return None
    _need(section, kind)
    return Option(
        id=id_,
        kind=kind,
        category=category,
        rule=rule,
        rate=rate,
        base=base,
        covers=covers,
        rounding=rounding,
        start=start,
        end=end,
        instalments=instalments,
        table=table,
        region=region,
        mark_up=mark_up,
    )


def _need(section: Section, kind: OptionKind) -> None:
    """Report what an option of its kind lacks."""
    if kind is OptionKind.LUMP_SUM:
        if ("amount" in section) is ("instalments" in section):
            section.report("PRJ-034", None)
        return
    for key in _OWN[kind][:2] if kind is OptionKind.FLAT_RATE else _OWN[kind][:1]:
        if key not in section:
            section.report("TOML-005", None, name=key)


def _category(section: Section, names: Names) -> str:
    if names.categories is None:
        return section.text("category", needed=True) or ""
    return section.member("category", names.categories, "PRJ-004", needed=True) or ""


def _members(section: Section, names: Names, key: str) -> tuple[str, ...]:
    if names.categories is None:
        return section.texts(key)
    return section.members(key, names.categories, "PRJ-004")


def _rule(section: Section, lookup: OptionLookup, kind: OptionKind | None) -> SimplifiedRule | None:
    name = section.text("rule")
    if name is None:
        return None
    rule = lookup.rule(name)
    if rule is None:
        section.report_unknown("PRJ-031", "rule", name, lookup.rule_names())
    elif kind is not None and rule.kind is not kind:
        section.report("PRJ-035", "rule", value=name, kind=str(kind), found=str(rule.kind))
    return rule


def _whole_months(section: Section) -> tuple[date | None, date | None]:
    start, end = take_span(section)
    if start and start.day != 1:
        section.report("STM-012", "start", day=start)
    if end and (end + DAY).day != 1:
        section.report("PRJ-036", "end", day=end)
    return start, end


def _instalments(section: Section, names: Names) -> Iterator[Instalment]:
    """Yield a lump sum's parts; an amount by itself is the only one."""
    result, achieved = section.text("result"), section.day("achieved")
    amount = names.amount(section, "amount")
    if amount:
        yield Instalment(amount_minor=amount.minor, result=result, achieved=achieved)
    for inner in section.tables("instalments"):
        part = names.amount(inner, "amount", needed=True)
        result, achieved = inner.text("result"), inner.day("achieved")
        inner.close()
        if part:
            yield Instalment(amount_minor=part.minor, result=result, achieved=achieved)


def _table(section: Section, lookup: OptionLookup) -> tuple[UnitCostTable | None, str | None, Fraction | None]:
    """Take a table of unit costs, and which of its regions and mark-ups hold."""
    name, region = section.text("table"), section.text("region")
    mark_up = section.parsed("mark_up", parse_rate)
    try:
        table = lookup.table(name) if name else None
    except FileRefusedError as error:
        section.report("PRJ-041", "table", value=name or "", why=str(error))
        return None, None, None
    if name and table is None:
        section.report_unknown("PRJ-037", "table", name, lookup.table_names())
    if table is None:
        return None, None, None
    regions = tuple(dict.fromkeys(rate.region for rate in table.rates))
    if region is not None and region not in regions:
        section.report_unknown("PRJ-042", "region", region, regions)
    marks = {mark for rate in table.rates for mark, _ in rate.marked_up}
    if mark_up is not None and mark_up not in marks:
        section.report("PRJ-040", "mark_up", share=mark_up)
    return table, region, mark_up


def _rests_on(option: Option, options: list[Option]) -> set[str]:
    """Return the categories that a flat rate rests on, at any remove."""
    found: set[str] = set()
    waiting = set(option.base)
    while waiting:
        code = waiting.pop()
        found.add(code)
        for other in options:
            if other.category == code:
                waiting |= set(other.base) - found
    return found
