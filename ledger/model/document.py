"""Facts as canonical JSON and back: what a store keeps, what a seal covers, what other tools read.

Fields that hold their default are left out, so a fact written before a field existed reads the same after it. Dates
are ISO texts, fractions ``"23/50"``, tuples lists.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import NoneType
from types import UnionType
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar
from typing import Union
from typing import cast
from typing import get_args
from typing import get_origin

from ledger import errors
from ledger.core.record import is_record

if TYPE_CHECKING:
    from attrs import Attribute
    from attrs import AttrsInstance

T = TypeVar("T")
Reader = Callable[[Any], Any]

_PLAIN = (str, int, bool)
_AS_THEY_ARE = frozenset({*_PLAIN, NoneType})


def to_json(fact: object) -> str:
    """Return a fact as canonical JSON: keys sorted, no spaces."""
    return json.dumps(to_document(fact), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(fact_type: type[T], body: str) -> T:
    """Return the fact of type `fact_type` that `to_json` wrote.

    Raises:
        UnreadableFactError: Something else wrote it.
    """
    try:
        fact: T = _reader(cast("Any", fact_type))(json.loads(body))
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError) as error:
        raise errors.UnreadableFactError(kind=fact_type.__name__, why=error) from error
    return fact


def to_document(value: object) -> Any:
    """Return a fact as mappings, lists, texts and whole numbers."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if fields := _fields(cast("Any", kind)):
        held = ((name, getattr(value, name), default) for name, default in fields)
        return {name: to_document(item) for name, item, default in held if item is not default and item != default}
    if isinstance(value, tuple):
        return [to_document(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Fraction | StrEnum) else value


@cache
def _fields(kind: Any) -> tuple[tuple[str, object], ...]:
    """Return name and default of each field of a type of fact; none for other types."""
    found: tuple[Attribute[Any], ...] = getattr(kind, "__attrs_attrs__", ())
    return tuple((field.name, field.default) for field in found)


@cache
def _reader(kind: Any) -> Reader:
    """Return what turns a value as JSON holds it into one of a field's type; made once a type, for facts are many."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _reader(next(arm for arm in get_args(kind) if arm is not NoneType))
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if is_record(kind):
        return _fact_reader(kind)
    if kind is date:
        return date.fromisoformat
    if kind in _PLAIN:
        return _plain_reader(kind)
    return _choice_reader(kind) if issubclass(kind, StrEnum) else cast("Reader", kind)


def _tuple_reader(arms: tuple[Any, ...]) -> Reader:
    if arms[-1] is Ellipsis:
        each = _reader(arms[0])
        return lambda held: tuple(map(each, held))
    readers = tuple(map(_reader, arms))
    return lambda held: tuple(read(item) for read, item in zip(readers, held, strict=True))


def _fact_reader(fact_type: type[AttrsInstance]) -> Reader:
    readers = _Readers(fact_type)
    plain = readers.plain.get

    def read(held: dict[str, Any]) -> AttrsInstance:
        for name, item in held.items():
            # Most values are as they should be already, and reading a book over projects reads very many.
            if type(item) is not plain(name) and item is not None:
                held[name] = readers[name](item)
        return fact_type(**held)

    return read


class _Readers(dict[str, Reader]):
    """The readers of a fact's fields, made when a field first comes: many never do, nor the types in them.

    Attributes:
        plain: The types of those fields that JSON holds as they are.
    """

    def __init__(self, fact_type: type) -> None:
        self.plain: dict[str, type] = {}
        self._hints = fact_type.__annotations__
        self._known = vars(sys.modules[fact_type.__module__])

    def __missing__(self, name: str) -> Reader:
        # One by one, for of most types a report meets few fields.
        hint = eval(self._hints[name], self._known)  # noqa: S307 - what the class itself says
        self[name] = reader = _reader(hint)
        arms = [arm for arm in get_args(hint) or (hint,) if arm is not NoneType]
        if len(arms) == 1 and arms[0] in _PLAIN:
            self.plain[name] = arms[0]
        return reader


def _choice_reader(kind: type[StrEnum]) -> Reader:
    members = {str(member): member for member in kind}
    # What is no member is refused by the kind itself.
    return lambda held: members.get(held) or kind(held)


def _plain_reader(kind: type) -> Reader:
    def read(held: object) -> object:
        if type(held) is not kind:
            raise TypeError(f"{held!r} is no {kind.__name__}")
        return held

    return read
