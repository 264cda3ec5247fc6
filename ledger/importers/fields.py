"""Fields that several of medfin's own TOML files have: ids, names in two languages, rates, spans of days."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ledger.core.rate import parse_rate
from ledger.core.words import Name

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from fractions import Fraction

    from ledger.core.section import Section

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def take_id(section: Section, key: str = "id", *, default: str = "") -> str:
    """Take an id: lower-case letters a-z, digits and single hyphens between them.

    Args:
        section: The table.
        key: Its key.
        default: What it is if the table does not say; empty where it must say.

    Returns:
        The id, or an empty text where a finding says what is wrong with it.
    """
    value = section.text(key, needed=not default) or default
    if value and not _ID.fullmatch(value):
        section.report("TOML-010", key, value=value)
        return ""
    return value


def take_name(section: Section, key: str = "name") -> Name:
    """Take a name in both languages, as a table with ``sv`` and ``en``."""
    inner = section.table(key, needed=True, expected="names")
    if inner is None:
        return Name("", "")
    name = Name(inner.text("sv", needed=True) or "", inner.text("en", needed=True) or "")
    inner.close()
    return name


def take_share(section: Section, key: str, *, needed: bool = False) -> Fraction | None:
    """Take a share of a whole, from 0 to 100 %."""
    share = section.parsed(key, parse_rate, needed=needed)
    if share is not None and not 0 <= share <= 1:
        section.report("TOML-012", key, share=share)
        return None
    return share


def check_share_of(section: Section) -> None:
    """Report a share, or what it is a share of, that stands alone; neither means anything without the other."""
    if ("share" in section) is not ("share_of" in section):
        section.report("PRJ-016", "share" if "share" in section else "share_of")


def take_span(section: Section, *, needed: bool = False) -> tuple[date | None, date | None]:
    """Take ``start`` and ``end``; neither is given back where the end comes first."""
    start, end = section.day("start", needed=needed), section.day("end", needed=needed)
    if start and end and end < start:
        section.report("TOML-013", "end", start=start, end=end)
        return None, None
    return start, end


def only_once(key: str = "id") -> Callable[[Section, str], None]:
    """Return a check that reports an id that it has been given before; one check for the tables of a kind."""
    seen: set[str] = set()

    def check(section: Section, value: str) -> None:
        if value and value in seen:
            section.report("TOML-011", key, value=value)
        seen.add(value)

    return check
