"""The table ``claims`` of a source: how often it wants claims, when at the latest, and how soon it pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.model.claims.rhythm import ClaimRhythm

if TYPE_CHECKING:
    from ledger.core.section import Section

MONTHS_MAX, DAYS_MAX = 36, 366
"""Longer periods and delays must be mistyped."""


def read_rhythm(section: Section) -> ClaimRhythm | None:
    """Read when a source wants its claims; None where nothing of it is told."""
    inner = section.table("claims")
    if inner is None:
        return None
    rhythm = ClaimRhythm(
        every_months=_within(inner, "every_months", 1, MONTHS_MAX),
        begins=inner.day("begins"),
        within_months=_within(inner, "within_months", 0, MONTHS_MAX),
        pays_within_days=_within(inner, "pays_within_days", 0, DAYS_MAX),
    )
    if rhythm.every_months is None and "every_months" not in inner:
        for key in ("begins", "within_months"):
            if key in inner:
                inner.report("PRJ-062", key)
    inner.close()
    return None if rhythm == ClaimRhythm() else rhythm


def _within(section: Section, key: str, least: int, most: int) -> int | None:
    number = section.whole(key)
    if number is None or least <= number <= most:
        return number
    section.report("PRJ-061", key, value=number, least=least, most=most)
    return None
