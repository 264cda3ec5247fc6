"""What a program gives is refused by name where it does not fit, and let through where it does."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import UTC
from datetime import date
from datetime import datetime
from enum import StrEnum

import pytest

from ledger.core import fit
from ledger.core.record import frozen
from ledger.errors import ArgumentError


class Colour(StrEnum):
    RED = "red"


@frozen(kw_only=True)
class Wheel:
    spokes: int
    inner: Wheel | None = None
    marks: tuple[int, ...] = ()


def _public(name):
    return {"Fraction": int}[name]


def of(annotation, value):
    """Give a value to a function that takes what the annotation says; return what is said against it."""

    def turn(given):
        return given

    turn.__annotations__ = {"given": annotation}
    try:
        assert fit.guarded(turn, _public)(value) is value
    except ArgumentError as error:
        return error.values["argument"], error.values["needed"]
    return None


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        ("int", 1),
        ("str | None", None),
        ("date", date(2021, 1, 1)),
        ("Colour", Colour.RED),
        ("Callable[[], int]", len),
        ("Sequence[str]", "alone"),
        ("Sequence[int]", [1, 2]),
        ("Mapping[str, int]", {"a": 1}),
        ("tuple[int, str]", (1, "a")),
        ("tuple[int, ...]", ()),
        ("tuple[tuple[str, int], ...]", (("a", 1), ("b", 2))),
        ("Wheel", Wheel(spokes=3, inner=Wheel(spokes=2, marks=(1,)))),
        ("Fraction", 1),
    ],
)
def test_what_fits_is_let_through(annotation, value):
    assert of(annotation, value) is None


@pytest.mark.parametrize(
    ("annotation", "value", "argument", "needed"),
    [
        ("int", True, "given", "int"),
        ("date", datetime(2021, 1, 1, tzinfo=UTC), "given", "date"),
        ("Colour", "red", "given", "Colour"),
        ("str | None", 5, "given", "str | None"),
        ("Sequence[int]", "12", "given", "Sequence[int]"),
        ("Sequence[str]", b"12", "given", "Sequence[str]"),
        ("Sequence[int] | int", [1, "2"], "given[1]", "int"),
        ("Mapping[str, int]", [1], "given", "Mapping[str, int]"),
        ("Mapping[str, int]", {"a": None}, "given['a']", "int"),
        ("Mapping[str, int]", {5: 1}, "given[5]", "str"),
        ("tuple[int, str]", (1,), "given", "tuple[int, str]"),
        ("tuple[int, ...]", [1], "given", "tuple[int, ...]"),
        ("tuple[int, ...]", (1, None), "given[1]", "int"),
        ("Wheel", 1, "given", "Wheel"),
        ("Sequence[Wheel]", [Wheel(spokes=1, inner=Wheel(spokes="2"))], "given[0].inner.spokes", "int"),
    ],
)
def test_what_does_not_fit_is_named(annotation, value, argument, needed):
    assert of(annotation, value) == (argument, needed)


def test_what_python_itself_refuses_stays_pythons():
    def turn(given):
        return given

    with pytest.raises(TypeError, match=r"turn\(\) missing 1 required positional argument: 'given'"):
        fit.guarded(turn, _public)()
    with pytest.raises(TypeError, match=r"turn\(\) got an unexpected keyword argument 'gived'"):
        fit.guarded(turn, _public)(gived=1)


KNOWN_WHEN_IT_RUNS = (Callable, Mapping, Sequence)
"""What annotations above name."""
