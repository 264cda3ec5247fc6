"""Rounding by name, on exact numbers only: no step is left to a default or to what surrounds it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from math import lcm

from ledger import errors


class Rounding(StrEnum):
    """Where a number between two whole ones goes. All four treat negative numbers as mirrors of positive ones."""

    HALF_UP = "half_up"
    """To the nearest; from the middle away from zero, as people round and as spreadsheets do."""
    HALF_EVEN = "half_even"
    """To the nearest; from the middle to the even one."""
    DOWN = "down"
    """Towards zero."""
    UP = "up"
    """Away from zero."""


def round_fraction(value: Fraction | int, rounding: Rounding) -> int:
    """Round an exact number to a whole one.

    Args:
        value: Exact number, usually minor units.
        rounding: The named step.

    Raises:
        InexactError: The value is a float.
    """
    (numerator,), denominator = over_common_denominator([value])
    whole, rest = divmod(abs(numerator), denominator)
    goes_up = {
        Rounding.HALF_UP: 2 * rest >= denominator,
        Rounding.HALF_EVEN: 2 * rest + whole % 2 > denominator,
        Rounding.DOWN: False,
        Rounding.UP: rest > 0,
    }[rounding]
    size = whole + goes_up
    return -size if numerator < 0 else size


def over_common_denominator(values: Iterable[Fraction | int]) -> tuple[list[int], int]:
    """Return exact numbers as numerators over their least common denominator, and that denominator.

    Raises:
        InexactError: One of them is a float or a truth value.
    """
    exact = tuple(values)
    for value in exact:
        if type(value) is not int and not isinstance(value, Fraction):
            raise errors.InexactError(value=repr(value), kind=type(value).__name__)
    denominator = lcm(*(value.denominator for value in exact))
    return [value.numerator * (denominator // value.denominator) for value in exact], denominator
