"""Rounding by name, on exact numbers only: no step is left to a default or to what surrounds it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from math import lcm

from ledger import errors


class Rounding(StrEnum):
    """Where a number between two steps goes. All four treat negative numbers as mirrors of positive ones."""

    HALF_UP = "half_up"
    """To the nearest step; from the middle away from zero, as people round and as spreadsheets do."""
    HALF_EVEN = "half_even"
    """To the nearest step; from the middle to the even one."""
    DOWN = "down"
    """Towards zero."""
    UP = "up"
    """Away from zero."""


def round_fraction(value: Fraction | int, rounding: Rounding, *, unit: int = 1) -> int:
    """Round an exact number to a multiple of `unit`.

    Args:
        value: Exact number, usually minor units.
        rounding: The named step.
        unit: Size of a step, above zero; 100 rounds öre to whole kronor.

    Raises:
        InexactError: The value is a float.
    """
    (numerator,), denominator = over_common_denominator([value])
    step = denominator * unit
    steps, rest = divmod(abs(numerator), step)
    goes_up = {
        Rounding.HALF_UP: 2 * rest >= step,
        Rounding.HALF_EVEN: 2 * rest + steps % 2 > step,
        Rounding.DOWN: False,
        Rounding.UP: rest > 0,
    }[rounding]
    size = (steps + goes_up) * unit
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
