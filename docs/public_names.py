"""The page of the library: every public name with its types, made from the code; `generate.py` writes it."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable
from collections.abc import Iterator
from enum import Enum
from types import FunctionType

import ledger

_HEAD = """\
# The library

All that `import ledger` gives, with types; what else stands in the package may change without notice. Begin with the
[first hour](first-hour-library.md), then see it [by example](library-examples.md). Amounts are whole minor units (öre),
`book` is what `create_book` or `open_book` returns, and every refusal is a `LedgerError` with a `code`
([errors](errors.md)). This page is made by `docs/generate.py` from the code.

Three short names stand for several types. `Words`: a text, a `Name` or a `Label`; `say` writes them out. `CellValue`:
minor units of money, a count, a `Fraction` (1 is the whole), a day, `Words`, or None. `Spans`: pairs of a first and a
last number of entries.
"""

_FIELD = re.compile(r"^    (\w+): ", re.MULTILINE)
_ALIASES = frozenset({"CellValue", "Progress", "Spans", "Value", "Words"})
"""What stands for several types; the page says which."""


def library_page() -> str:
    """Return the page of the public names: functions with their arguments, then types with what they hold."""
    public = {name: getattr(ledger, name) for name in dir(ledger)}
    functions = {name: each for name, each in public.items() if not isinstance(each, type)}
    types = {name: each for name, each in public.items() if name not in functions}
    told = (_entry(name, f"{name}{_signature(each)}\n\n{inspect.getdoc(each)}") for name, each in functions.items())
    held = (_entry(name, "\n\n".join(_type(each))) for name, each in types.items())
    return f"{_HEAD}{_index(functions)}\n## Functions\n{''.join(told)}\n## Types\n{''.join(held)}"


def unknown_names(each: object) -> set[str]:
    """Return the names of types that a function, or the fields of a class, speak of and that are not public."""
    found = inspect.unwrap(each).__annotations__ if isinstance(each, FunctionType) else vars(each)["__annotations__"]
    texts = (getattr(text, "__forward_arg__", str(text)) for text in found.values())
    words = {word for text in texts for word in re.findall(r"\b[A-Z]\w+", text)}
    return words - set(dir(ledger)) - _ALIASES - _PYTHONS


_PYTHONS = frozenset(
    {"Callable", "ClassVar", "Fraction", "Iterator", "Mapping", "None", "Path", "PathLike", "Self", "Sequence"}
)


class _Bare(str):
    """An annotation, or the name of a default, that is written as it stands in the code."""

    __slots__ = ()
    __repr__ = str.__str__


def _index(functions: dict[str, Callable[..., object]]) -> str:
    """Return the functions by business, which is the folder or module of their use cases."""
    found: dict[str, list[str]] = {}
    for name, each in functions.items():
        found.setdefault(inspect.unwrap(each).__module__.split(".")[2].replace("_", " "), []).append(name)
    rows = (
        f"| {business} | {' · '.join(f'[{name}](#{name})' for name in names)} |\n"
        for business, names in sorted(found.items())
    )
    return f"\n| about | functions |\n|---|---|\n{''.join(rows)}"


def _entry(name: str, text: str) -> str:
    return f"\n### {name}\n\n```text\n{text}\n```\n"


def _signature(function: Callable[..., object]) -> str:
    found = inspect.signature(function)
    bare = [
        each.replace(annotation=_Bare(each.annotation), default=_Bare(each.default.__name__))
        if inspect.isroutine(each.default)
        else each.replace(annotation=_Bare(each.annotation))
        for each in found.parameters.values()
        if each.name != "self"
    ]
    return str(found.replace(parameters=bare, return_annotation=_Bare(found.return_annotation)))


def _type(kind: type) -> Iterator[str]:
    """Yield what is to be said of a type: its name, its fields or members, and what it can be asked."""
    yield kind.__name__
    yield _FIELD.sub(lambda field: f"    {field[1]}{_of_field(kind, field[1])}: ", inspect.getdoc(kind) or "")
    if issubclass(kind, Enum):
        yield "\n".join(("Members:", *_members(kind)))
    if asked := list(_asked(kind)):
        yield "\n".join(("Asked:", *asked))


def _of_field(kind: type, name: str) -> str:
    """Return the type of a field, and its default where that says something."""
    found = inspect.signature(kind).parameters.get(name)
    if found is None:
        return ""
    annotation = getattr(found.annotation, "__forward_arg__", found.annotation)
    plain = found.default is None or isinstance(found.default, bool | int | str | tuple)
    return f" ({annotation} = {_Bare(_written(found.default))})" if plain else f" ({annotation})"


def _written(default: object) -> str:
    return f"{type(default).__name__}.{default.name}" if isinstance(default, Enum) else repr(default)


def _members(kind: type[Enum]) -> list[str]:
    """Return the members of a choice, each with what stands under it in the code."""
    tree = next(ast.iter_child_nodes(ast.parse(textwrap.dedent(inspect.getsource(kind)))))
    found, said = [], ""
    for each in reversed(list(ast.iter_child_nodes(tree))):
        match each:
            case ast.Expr(value=ast.Constant(value=str(text))):
                said = f": {' '.join(text.split())}"
            case ast.Assign(targets=[ast.Name(id=name)]):
                found.append(f"    {name} = {kind[name].value!r}{said}")
                said = ""
    return found[::-1]


def _asked(kind: type) -> Iterator[str]:
    """Yield a type's properties and methods in a line each; those that speak of other types than these are ours."""
    for name, each in vars(kind).items():
        function = each.fget if isinstance(each, property) else each
        if name.startswith("_") or not isinstance(function, FunctionType) or unknown_names(function):
            continue
        head = f" ({function.__annotations__['return']})" if isinstance(each, property) else _signature(function)
        yield f"    {name}{head}: {(inspect.getdoc(each) or '').partition(chr(10))[0]}"
