"""Frozen records: the classes of values that never change, made as attrs makes them and loaded much quicker.

attrs writes and compiles half a dozen methods when a class is defined, about half a millisecond a class, and takes
twenty to be loaded itself: a fourth of a report's start. Here all classes share their methods, and only ``__init__`` is
written, when the first record of a class is made. What is promised is what `attrs.frozen` promises: slots, equality and
hash by value, ``repr``, no changes, ``__attrs_post_init__``. To a type checker they *are* attrs classes, and to attrs
itself too where it is loaded: `attrs.fields`, `attrs.evolve`, `attrs.asdict` and the like take them as their own.

Every frozen class of medfin is one of these. attrs itself makes those that need more: classes that change
(`attrs.define`), that work a default out from other fields, or that are told apart though they are equal (`eq=False`).
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from inspect import Signature

    from attrs import Attribute
    from attrs import evolve
    from attrs import field
    from attrs import frozen
else:

    def frozen(cls: type | None = None, *, kw_only: bool = False) -> Any:
        """Make a class a frozen record whose fields are its annotations, as `attrs.frozen` does."""
        return _record(cls, kw_only=kw_only) if cls else lambda decorated: _record(decorated, kw_only=kw_only)

    def evolve(record: Any, /, **changes: Any) -> Any:
        """Return a record with some fields changed, as `attrs.evolve` does."""
        kind = type(record)
        if not hasattr(kind, "__record_fields__"):
            import attrs  # noqa: PLC0415 - whoever has a record of theirs has loaded it

            return attrs.evolve(record, **changes)
        return kind(**{name: getattr(record, name) for name in kind.__record_given__} | changes)

    def field(
        *,
        default: Any = None,
        factory: Any = None,
        eq: bool = True,
        repr: bool = True,  # noqa: A002
        init: bool = True,
    ) -> Any:
        """Describe a field by its default or what makes it anew, as `attrs.field` does."""
        return _Described(default, factory, compared=eq, shown=repr, given=init)


__all__ = ["evolve", "field", "field_names", "frozen", "is_record"]


class _Described:
    """A field of which more is said than its default: what makes that anew, whether it is given, compared and shown."""

    def __init__(
        self,
        default: object,
        factory: Callable[[], object] | None,
        *,
        compared: bool = True,
        shown: bool = True,
        given: bool = True,
    ) -> None:
        self.default = default
        self.factory = factory
        self.compared = compared
        self.shown = shown
        self.given = given


class _OnDemand:
    """A value of a class that is worked out when somebody asks for it."""

    def __init__(self, made: Callable[[type[Any]], object]) -> None:
        self._made = made

    def __set_name__(self, _: type, name: str) -> None:
        self._name = name

    def __get__(self, _: object, owner: type[Any]) -> object:
        found = self._made(owner)
        setattr(owner, self._name, found)
        return found


def is_record(kind: object) -> bool:
    """Whether a type is a frozen record, made here or by attrs."""
    return isinstance(kind, type) and any("__attrs_attrs__" in vars(each) for each in kind.__mro__)


def field_names(kind: Any) -> tuple[str, ...]:
    """Return the names of a record's fields, in their order."""
    names: tuple[str, ...] = kind.__record_fields__
    return names


def _record(cls: Any, *, kw_only: bool) -> type[Any]:
    """Return the class made anew, with slots for its fields and the methods of a frozen record."""
    own = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    fields = tuple(own.get("__annotations__", ()))
    given = {name: own.pop(name) for name in fields if name in own}
    told = {name: each if isinstance(each, _Described) else _Described(each, None) for name, each in given.items()}
    compared = tuple(name for name in fields if name not in told or told[name].compared)
    terms = {
        "__slots__": fields,
        "__match_args__": () if kw_only else fields,
        "__record_fields__": fields,
        "__record_given__": tuple(name for name in fields if name not in told or told[name].given),
        "__record_defaults__": told,
        "__record_kw_only__": kw_only,
        "__record_shown__": tuple(name for name in fields if name not in told or told[name].shown),
        "__record_compared__": compared,
        "__record_values__": attrgetter(*compared),
        "__attrs_attrs__": _OnDemand(_as_attrs),
        "__signature__": _OnDemand(_signature),
    }
    made: type[Any] = type(cls)(cls.__name__, cls.__bases__, _METHODS | own | terms)
    made.__qualname__ = cls.__qualname__
    return made


def _first(self: Any, /, *given: Any, **named: Any) -> None:
    """Write the ``__init__`` of a class whose first record this is, and call it."""
    kind = type(self)
    kind.__init__ = _written(kind)
    kind.__init__(self, *given, **named)


def _written(kind: type[Any]) -> Any:
    """Return the ``__init__`` of a class: a parameter for each field, in their order.

    While its fields are set the record is of another class, which lets them be: that takes Python half the time of
    going round a refusal field by field, and of many projects a report makes very many records.
    """
    known: dict[str, Any] = {"_become": _BECOME, "_open": _open(kind), "_kind": kind}
    parameters = ["self", "*"] if kind.__record_kw_only__ else ["self"]
    body = ["_become(self, _open)"]
    for name in kind.__record_fields__:
        told = kind.__record_defaults__.get(name)
        if told and not told.given:
            known[f"_new_{name}"] = told.factory
            body.append(f"self.{name} = _new_{name}()")
            continue
        parameters.append(f"{name}=_default_{name}" if told else name)
        value = f"_new_{name}() if {name} is _default_{name} else {name}" if told and told.factory else name
        body.append(f"self.{name} = {value}")
        if told:
            known[f"_default_{name}"] = told if told.factory else told.default
            known[f"_new_{name}"] = told.factory
    body.append("self.__class__ = _kind")
    if hasattr(kind, "__attrs_post_init__"):
        body.append("self.__attrs_post_init__()")
    text = f"def __init__({', '.join(parameters)}):\n " + "\n ".join(body)
    exec(text, known)  # noqa: S102 - made of the names of fields alone
    written = known["__init__"]
    written.__qualname__ = f"{kind.__qualname__}.__init__"
    written.__annotations__ = {**kind.__annotations__, "return": "None"}
    return written


def _open(kind: Any) -> type[Any]:
    """Return a class with the same slots whose fields can be set."""
    terms = {"__slots__": kind.__slots__, "__module__": kind.__module__}
    terms |= {name: value for name, value in vars(kind).items() if name == "__orig_bases__"}
    made: type[Any] = type(kind)(kind.__name__, kind.__bases__, terms)
    return made


def _signature(kind: type[Any]) -> Signature:
    """Return how a record is made, for whoever asks Python for help."""
    from inspect import signature  # noqa: PLC0415 - help is asked for by people

    found = signature(_written(kind))
    return found.replace(parameters=list(found.parameters.values())[1:])


def _as_attrs(kind: type[Any]) -> tuple[Attribute[Any], ...]:
    """Return the fields as attrs describes its own."""
    import attrs  # noqa: PLC0415 - this module is there to do without

    def described(name: str) -> Any:
        told = kind.__record_defaults__.get(name, _Described(attrs.NOTHING, None))
        return attrs.field(
            default=attrs.Factory(told.factory) if told.factory else told.default,
            eq=told.compared,
            repr=told.shown,
            init=told.given,
            type=kind.__annotations__[name],
            kw_only=kind.__record_kw_only__,
        )

    fields = {name: described(name) for name in kind.__record_fields__}
    found: tuple[Attribute[Any], ...] = attrs.fields(attrs.make_class(kind.__name__, fields))
    return found


def _equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self.__record_values__(self) == self.__record_values__(other)


def _hash(self: Any) -> int:
    return hash(self.__record_values__(self))


def _repr(self: Any) -> str:
    kind = type(self)
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in kind.__record_shown__)
    return f"{kind.__qualname__.rpartition('>.')[2]}({shown})"


def _refuse(_self: Any, *_: object) -> NoReturn:
    from attrs.exceptions import FrozenInstanceError  # noqa: PLC0415 - nobody should come here

    raise FrozenInstanceError


def _state(self: Any) -> dict[str, Any]:
    return {name: getattr(self, name) for name in self.__record_fields__}


def _restore(self: Any, state: dict[str, Any]) -> None:
    for name, value in state.items():
        getattr(type(self), name).__set__(self, value)


_BECOME = vars(object)["__class__"].__set__

_METHODS = {
    "__init__": _first,
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__getstate__": _state,
    "__setstate__": _restore,
}
"""What all records share; a class may have some of its own."""
