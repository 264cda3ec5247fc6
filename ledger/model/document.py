"""Facts as canonical JSON and back: what a store keeps, what a seal covers, what other tools read.

Fields that hold their default are left out, so a fact written before a field existed reads the same after it. Dates
are ISO texts, fractions ``"23/50"``, tuples lists.
"""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import repeat
from types import NoneType
from types import UnionType
from typing import Any
from typing import TypeVar
from typing import Union
from typing import get_args
from typing import get_origin
from typing import get_type_hints

import attrs

T = TypeVar("T")


def to_json(fact: object) -> str:
    """Return a fact as canonical JSON: keys sorted, no spaces."""
    return json.dumps(to_document(fact), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(fact_type: type[T], body: str) -> T:
    """Return the fact of type `fact_type` that `to_json` wrote."""
    fact: T = _restore(fact_type, json.loads(body))
    return fact


def to_document(value: object) -> Any:
    """Return a fact as mappings, lists, texts and whole numbers."""
    fields: tuple[attrs.Attribute[Any], ...] = getattr(type(value), "__attrs_attrs__", ())
    if fields:
        held = ((field, getattr(value, field.name)) for field in fields)
        return {field.name: to_document(item) for field, item in held if item != field.default}
    if isinstance(value, tuple):
        return [to_document(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Fraction | StrEnum) else value


@cache
def _fields(fact_type: type) -> dict[str, Any]:
    return get_type_hints(fact_type)


def _restore(kind: Any, held: Any) -> Any:
    if held is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _restore(next(arm for arm in get_args(kind) if arm is not NoneType), held)
    if origin is tuple:
        inner = get_args(kind)
        arms = repeat(inner[0], len(held)) if inner[-1] is Ellipsis else inner
        return tuple(map(_restore, arms, held))
    if attrs.has(kind):
        hints = _fields(kind)
        return kind(**{name: _restore(hints[name], item) for name, item in held.items()})
    if kind is date:
        return date.fromisoformat(held)
    return kind(held)
