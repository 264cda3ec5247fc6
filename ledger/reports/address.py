"""Addresses of figures: ``variance/personal.actual``, and ``variance/personal.actual?year=2021&basis=belongs``.

An address alone says which figure of a project it is. What stands before the question mark is the table, the row and
the column; what follows are the terms of the view, or the projects, that are not the usual ones. The usual view is
everything on today's day; the usual project is the one that is asked about.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import quote
from urllib.parse import unquote

from ledger import errors
from ledger.core.record import frozen
from ledger.errors import LedgerError
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View

PROJECTS = "projects"
"""The term that names the projects of a report over several, or all of them."""

ALL = "*"
"""Every project of the book."""

FORM = "form"
"""The term that names the form in which a table stands."""

Term = tuple[str, str]
"""Name and value, as they are written."""

_PLAIN = "/,*"


@frozen(kw_only=True)
class Address:
    """Which figure.

    Attributes:
        table: Name of the report, or of the table in a form.
        row: Key of the row.
        column: Key of the column.
        terms: What is not usual, in the order of `terms`.
    """

    table: str
    row: str
    column: str
    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        """Return the address as it is printed."""
        return f"{self.table}/{self.row}.{self.column}{written(self.terms)}"

    def term(self, name: str) -> str | None:
        """Return a term's value; None if the address has none of that name."""
        return dict(self.terms).get(name)

    def view(self, today: date) -> View:
        """Return the view on which the figure stands.

        Args:
            today: The day on which the question is put.

        Raises:
            FigureAddressError: A term's value is none that it can have.
        """
        given: dict[str, Any] = {"today": today}
        for name, value in self.terms:
            if name in _TERMS:
                field, read, _ = _TERMS[name]
                given[field] = _read(self, name, value, read)
        if given.get("known"):
            given["today"] = min(given["today"], given["known"])
        return View(**given)


def parse(text: str) -> Address:
    """Return the address that a text is.

    Raises:
        FigureAddressError: It has not the form of one.
    """
    place, _, query = text.strip().partition("?")
    table, slash, cell = place.partition("/")
    row, _, column = cell.rpartition(".")
    if not (table and slash and row and column):
        raise errors.FigureAddressError(address=text, what="it has no row, or no column")
    return Address(table=table, row=row, column=column, terms=_sorted(text, _pairs(text, query)))


def terms(view: View, today: date, projects: Sequence[str] | None = None) -> tuple[Term, ...]:
    """Return what of a view is not usual, in the order in which it is written.

    Args:
        view: The view.
        today: The usual day.
        projects: The projects that a report over several was asked for, none for all; None for a report on one.
    """
    usual = View(today=min(today, view.known) if view.known else today)
    found = [
        (name, write(getattr(view, field)))
        for name, (field, _, write) in _TERMS.items()
        if getattr(view, field) != getattr(usual, field)
    ]
    if projects is not None:
        found.append((PROJECTS, ",".join(projects) or ALL))
    return tuple(found)


def written(found: Iterable[Term]) -> str:
    """Return terms as they stand in an address, with their question mark; nothing if there are none."""
    text = "&".join(f"{name}={quote(value, safe=_PLAIN)}" for name, value in found)
    return f"?{text}" if text else ""


def _pairs(text: str, query: str) -> list[Term]:
    found: list[Term] = []
    for each in filter(None, query.split("&")):
        name, _, value = each.partition("=")
        if name not in _ORDER:
            raise errors.FigureAddressError(
                address=text, what=f"it has '{name}', and the terms are {', '.join(_ORDER)}"
            )
        if not value or name in dict(found):
            raise errors.FigureAddressError(address=text, what=f"'{name}' has no value, or has two")
        found.append((name, unquote(value)))
    return found


def _sorted(text: str, found: Iterable[Term]) -> tuple[Term, ...]:
    """Return terms in their order, each value as `terms` would write it."""
    return tuple((name, _canonical(text, name, value)) for name, value in sorted(found, key=_place))


def _place(term: Term) -> int:
    return _ORDER.index(term[0])


def _canonical(text: str, name: str, value: str) -> str:
    if name not in _TERMS:
        return value
    _, read, write = _TERMS[name]
    return write(_read(text, name, value, read))


def _read(address: object, name: str, value: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(value)
    except (ValueError, KeyError) as error:
        if isinstance(error, LedgerError):
            raise
        raise errors.FigureAddressError(address=address, what=f"'{value}' is no value of '{name}'") from error


def _dimensions(text: str) -> tuple[Dimension, ...]:
    return tuple(Dimension(each) for each in text.split(","))


def _yes(text: str) -> bool:
    return {"yes": True}[text]


def _shown_yes(_: object) -> str:
    return "yes"


_TERMS: dict[str, tuple[str, Callable[[str], Any], Callable[[Any], str]]] = {
    "year": ("year", int, str),
    "from": ("start", date.fromisoformat, date.isoformat),
    "to": ("end", date.fromisoformat, date.isoformat),
    "basis": ("basis", Basis, str),
    "by": ("by", _dimensions, ",".join),
    "on": ("today", date.fromisoformat, date.isoformat),
    "known": ("known", date.fromisoformat, date.isoformat),
    "attested": ("attested", _yes, _shown_yes),
    "net": ("net", _yes, _shown_yes),
    "source": ("source", str, str),
    "claim": ("claim", int, str),
    "since": ("since", date.fromisoformat, date.isoformat),
    "negative": ("costs_negative", _yes, _shown_yes),
}
"""Each term of a view: the field, how it is read, and how it is written."""

_ORDER = (*_TERMS, PROJECTS, FORM)
