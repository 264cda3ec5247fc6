"""Whether what a program gives a function of the library fits what it takes: told by name, before anything is done.

Only what stands in `ledger` itself is guarded. The command line makes its values itself and calls what lies beneath.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from functools import cache
from functools import wraps
from inspect import signature
from reprlib import repr as shortened
from types import UnionType
from typing import Any
from typing import NamedTuple
from typing import ParamSpec
from typing import TypeVar
from typing import Union
from typing import get_args
from typing import get_origin

from ledger.core.record import is_record
from ledger.errors import ArgumentError

P = ParamSpec("P")
T = TypeVar("T")

_CLASSES = frozenset({"Book", "Table", "Workbook"})
"""Records that medfin itself makes, and large: nothing is said of their fields."""

_MORE_THAN_THEY_ARE = {date: datetime, int: bool}
"""What is a subclass to Python and yet cannot be reckoned with as one of its class."""


class Misfit(NamedTuple):
    """What does not fit.

    Attributes:
        place: Where it lies within the value, as Python would write it.
        found: What lies there.
        needed: What is needed, as the code has it.
    """

    place: str
    found: object
    needed: str


Fit = Callable[[Any], Misfit | None]
"""Returns the first that does not fit in a value, None if all does."""


class _Hint(NamedTuple):
    """A type as it is written, and where its names are known."""

    text: str
    names: Mapping[str, object]
    public: Callable[[str], object]

    def type(self) -> Any:
        try:
            return eval(self.text, dict(self.names))  # noqa: S307 - what a function or class of medfin says
        except NameError as error:
            # A name that its module has for a type checker only.
            name = str(error.name)
            return self._replace(names={**self.names, name: self.public(name)}).type()

    def of(self, module: str, text: str) -> _Hint:
        """Return a type as it is written in a module."""
        return self._replace(text=text, names=vars(sys.modules[module]))


def guarded(function: Callable[P, T], public: Callable[[str], object]) -> Callable[P, T]:
    """Return a function that is as before, but refuses arguments that are not what it takes.

    Args:
        function: The function.
        public: Gives a name of the library, for those that the function's module does not know when it runs.
    """
    form = signature(function)

    @cache
    def fit_of(name: str) -> Fit:
        hint = _Hint(function.__annotations__[name], vars(sys.modules[function.__module__]), public)
        return _fit(hint.type(), hint)

    @wraps(function)
    def guard(*given: P.args, **named: P.kwargs) -> T:
        try:
            arguments = form.bind(*given, **named).arguments
        except TypeError:
            return function(*given, **named)  # Python says what is wrong, with the function's name
        for name, value in arguments.items():
            if misfit := fit_of(name)(value):
                raise ArgumentError(
                    function=function.__name__,
                    argument=name + misfit.place,
                    value=shortened(misfit.found),
                    needed=misfit.needed,
                )
        return function(*given, **named)

    return guard


def _fit(kind: Any, hint: _Hint) -> Fit:
    """Return what tells of misfits in values of a type, which is, or is part of, what `hint` writes."""
    origin, arms = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _any_of([_fit(arm, hint) for arm in arms], hint.text)
    if origin is tuple:
        return _tuple([_fit(arm, hint) for arm in arms if arm is not Ellipsis], hint.text, long=arms[-1] is Ellipsis)
    if origin is Sequence:
        return _sequence(_fit(arms[0], hint), hint.text, alone=arms[0] is str)
    if origin is Mapping:
        return _mapping(_fit(arms[0], hint), _fit(arms[1], hint), hint.text)
    if is_record(kind) and kind.__name__ not in _CLASSES:
        return _fields(kind, hint)
    return _plain(origin or kind, kind.__name__ if isinstance(kind, type) and not arms else hint.text)


def _plain(kind: type, needed: str) -> Fit:
    """Return what tells of values that are none of a class. A word is no choice: `is` would not know it for one."""
    but = _MORE_THAN_THEY_ARE.get(kind, ())

    def fits(value: Any) -> Misfit | None:
        return None if isinstance(value, kind) and not isinstance(value, but) else Misfit("", value, needed)

    return fits


def _any_of(fits: Sequence[Fit], needed: str) -> Fit:
    def fits_one(value: Any) -> Misfit | None:
        misfits = []
        for fit in fits:
            misfit = fit(value)
            if misfit is None:
                return None
            misfits.append(misfit)
        # Where it is nearly one of them, the part that is wrong says more than all of it.
        return next((each for each in misfits if each.place), Misfit("", value, needed))

    return fits_one


def _tuple(fits: Sequence[Fit], needed: str, *, long: bool) -> Fit:
    def fits_all(value: Any) -> Misfit | None:
        if not isinstance(value, tuple) or not (long or len(value) == len(fits)):
            return Misfit("", value, needed)
        return _first(zip([*fits] * len(value) if long else fits, value, strict=False))

    return fits_all


def _sequence(fit: Fit, needed: str, *, alone: bool) -> Fit:
    def fits_all(value: Any) -> Misfit | None:
        if isinstance(value, str) and alone:
            return None
        if isinstance(value, str | bytes) or not isinstance(value, Sequence):
            return Misfit("", value, needed)
        return _first((fit, item) for item in value)

    return fits_all


def _first(items: Iterable[tuple[Fit, object]]) -> Misfit | None:
    """Return the first misfit among items, each with what it must fit."""
    for at, (fit, item) in enumerate(items):
        if misfit := fit(item):
            return misfit._replace(place=f"[{at}]{misfit.place}")
    return None


def _mapping(key_fits: Fit, item_fits: Fit, needed: str) -> Fit:
    def fits_all(value: Any) -> Misfit | None:
        if not isinstance(value, Mapping):
            return Misfit("", value, needed)
        for key, item in value.items():
            if misfit := key_fits(key) or item_fits(item):
                return misfit._replace(place=f"[{shortened(key)}]{misfit.place}")
        return None

    return fits_all


def _fields(kind: Any, hint: _Hint) -> Fit:
    """Return what tells of records of another class, and of fields that do not fit."""

    @cache
    def fields() -> Sequence[tuple[str, Fit]]:
        # Worked out when one comes: few of a large record's kinds ever do.
        hints = [(name, hint.of(kind.__module__, text)) for name, text in kind.__annotations__.items()]
        return [(name, _fit(each.type(), each)) for name, each in hints]

    def fits_all(value: Any) -> Misfit | None:
        if not isinstance(value, kind):
            return Misfit("", value, hint.text)
        for name, fit in fields():
            if misfit := fit(getattr(value, name)):
                return misfit._replace(place=f".{name}{misfit.place}")
        return None

    return fits_all
