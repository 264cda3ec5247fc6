"""The tables of a federation file that tell of members: who they are, what they decided to pay, and when."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import TypeVar

from ledger.core.money import Money
from ledger.core.period import check_year
from ledger.errors import DayRangeError
from ledger.errors import WeightError
from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.model.federation.federation import Member
from ledger.model.federation.federation import MemberGroup
from ledger.model.federation.federation import MemberPayment
from ledger.model.federation.federation import MemberYear
from ledger.rules.federation.membership import member_shares

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from ledger.core.amounts import Amount
    from ledger.core.section import Section
    from ledger.importers.parties import Parties
    from ledger.importers.projects.names import Names

Amounts = tuple[tuple[str, int], ...]
Weights = tuple[tuple[str, Fraction], ...]
T = TypeVar("T")

_WEIGHT = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15}|/0*[1-9][0-9]{0,14})?")
"""What a weight looks like; a power of ten would be reckoned out, however long."""


def exact_amount(
    section: Section, key: str, names: Names, *, needed: bool = False, signed: bool = False
) -> Amount | None:
    """Take an exact amount; one that is approximate, without VAT or has words of its own is reported."""
    amount = names.amount(section, key, needed=needed, signed=signed)
    if amount and (amount.approximate or amount.vat_excluded or amount.note):
        section.report("FED-006", key, value=section.text(key))
        return None
    return amount


def read_members(root: Section, parties: Parties) -> tuple[Member, ...]:
    """Read the ``[[member]]`` tables."""
    check = only_once()
    found = []
    for section in root.tables("member"):
        party = parties.refer(section, "party", needed=True)
        id_ = take_id(section, default=party or "")
        check(section, id_)
        group = section.choice("group", MemberGroup, needed=True)
        section.close()
        if party and id_ and group:
            found.append(Member(id=id_, party=party, group=group))
    return tuple(found)


def read_payments(root: Section, key: str, names: Names, members: Sequence[Member]) -> tuple[MemberPayment, ...]:
    """Read the ``[[payment]]`` or ``[[received]]`` tables, in order of day."""
    known = tuple(member.id for member in members)
    found = []
    for section in root.tables(key):
        member = section.member("member", known, "FED-001", needed=True)
        day = section.day("day", needed=True)
        amount = exact_amount(section, "amount", names, needed=True)
        section.close()
        if member and day and amount:
            found.append(MemberPayment(member=member, day=day, amount_minor=amount.minor))
    return tuple(sorted(found, key=lambda each: each.day))


def read_years(root: Section, names: Names, members: Sequence[Member]) -> tuple[MemberYear, ...]:
    """Read the ``[[year]]`` tables: what the members decided for a year, and their keys."""
    check = only_once("year")
    found = []
    for section in root.tables("year"):
        year = _year(section)
        check(section, str(year or ""))
        if year is not None:
            found.append(_member_year(section, year, names, members))
            section.close()
    return tuple(sorted(found, key=lambda each: each.year))


def _year(section: Section) -> int | None:
    year = section.whole("year")
    if year is None:
        if "year" not in section:
            section.report("TOML-005", None, name="year")
        return None
    try:
        check_year(year, str(year))
    except DayRangeError:
        section.report("FED-005", "year", value=str(year))
        return None
    return year


def _member_year(section: Section, year: int, names: Names, members: Sequence[Member]) -> MemberYear:
    all_ids = tuple(member.id for member in members)
    amounts = _amounts(section, "amounts", all_ids, names)
    total = exact_amount(section, "contributions", names, needed=not amounts)
    municipal = _ids(members, MemberGroup.MUNICIPALITY)
    made = MemberYear(
        year=year,
        total_minor=total.minor if total else sum(minor for _, minor in amounts),
        decided=section.day("decided"),
        region_key=_weights(section, "region_key", _ids(members, MemberGroup.REGION)),
        municipal_key=_weights(section, "municipal_key", municipal),
        municipal_amounts=_amounts(section, "municipal_amounts", municipal, names),
        amounts=amounts,
    )
    _check_year(section, made, names)
    if not amounts:
        _check_keys(section, made, members)
    return made


def _check_year(section: Section, made: MemberYear, names: Names) -> None:
    """Report amounts that do not add up to what they are parts of, and two keys for the same part."""
    sums = {"amounts": made.total_minor, "municipal_amounts": made.total_minor // 4}
    for key, whole in sums.items():
        found = sum(minor for _, minor in getattr(made, key))
        close = found == whole or (key == "municipal_amounts" and 0 <= found - whole <= 1)
        if getattr(made, key) and not close:
            section.report("FED-008", key, found=_money(found, names), expected=_money(whole, names))
    if made.municipal_key and made.municipal_amounts:
        section.report("FED-009", "municipal_amounts")


def _check_keys(section: Section, made: MemberYear, members: Sequence[Member]) -> None:
    """Report groups of members between whom nobody has said how their part is split."""
    shares = member_shares(members, made)
    unsaid = {share.member.group for share in shares if share.lawful_minor is None}
    for group in MemberGroup:
        if group in unsaid:
            section.report("FED-010", None, group=str(group), year=str(made.year))
        elif not _ids(members, group):
            section.report("FED-011", None, group=str(group), year=str(made.year))


def _money(minor: int, names: Names) -> Money:
    return Money(minor, names.currency)


def _ids(members: Sequence[Member], group: MemberGroup) -> tuple[str, ...]:
    return tuple(member.id for member in members if member.group is group)


def _weights(section: Section, key: str, known: tuple[str, ...]) -> Weights:
    return _by_member(section, key, known, lambda inner, name: inner.parsed(name, _weight))


def _amounts(section: Section, key: str, known: tuple[str, ...], names: Names) -> Amounts:
    def minor(inner: Section, name: str) -> int | None:
        amount = exact_amount(inner, name, names)
        return amount.minor if amount else None

    return _by_member(section, key, known, minor)


def _by_member(
    section: Section, key: str, known: tuple[str, ...], take: Callable[[Section, str], T | None]
) -> tuple[tuple[str, T], ...]:
    """Take a table of member = value; members that are not known are reported."""
    inner = section.table(key)
    if inner is None:
        return ()
    found = []
    named = inner.keys()
    for name in named:
        if name not in known:
            inner.report_unknown("FED-001", name, name, known)
        value = take(inner, name)
        if value is not None:
            found.append((name, value))
    return tuple(found)


def _weight(text: str) -> Fraction:
    """Read a weight: a whole number, a decimal with comma, or a ratio; zero or more."""
    plain = text.replace(" ", "").replace(",", ".")
    if not _WEIGHT.fullmatch(plain):
        raise WeightError(text=text)
    return Fraction(plain)
