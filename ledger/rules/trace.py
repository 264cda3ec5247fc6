"""Traces: how a rule came to a figure, as data that can be shown and reckoned anew."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from ledger.core.record import frozen
from ledger.core.words import Words


class Limit(StrEnum):
    """What kept a figure below what it would otherwise have been."""

    CAP = "cap"
    """The most that the source pays in all."""
    GRANTED = "granted"
    """What the version in force grants."""
    RATE = "rate"
    """The highest part of the eligible cost that support may be."""
    AVAILABLE = "available"
    """What there was left to pay: nobody is paid for what nobody paid, and no cost is paid twice."""


@frozen(kw_only=True)
class Bound:
    """A limit that held a figure back.

    Attributes:
        limit: Which one.
        amount: Where it lies, minor units.
    """

    limit: Limit
    amount: Fraction


@frozen(kw_only=True)
class Trace:
    """How a figure came about.

    Attributes:
        rule: Key of the rule: its words are the label ``trace.RULE``.
        source: Whose rule it is: the article, or where the project file says so.
        inputs: Pairs of name and value, in the order in which they enter; amounts in minor units.
        wanted: What the rule gives before any limit, exactly, minor units.
        bound: The limit that held it back, if any did.
        exact: What the rule gives within its limits, exactly, minor units.
        rounding: Name of the rounding step; empty where nothing is rounded.
        rounded_minor: The figure, minor units.
    """

    rule: str
    source: Words
    inputs: tuple[tuple[str, int | Fraction], ...]
    wanted: Fraction = Fraction(0)
    bound: Bound | None = None
    exact: Fraction = Fraction(0)
    rounding: str = ""
    rounded_minor: int = 0
