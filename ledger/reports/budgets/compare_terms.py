"""What is other in two versions besides lines: state, days, reason, and the terms of sources, parts and phases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import attrs

from ledger.core.money import Money
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.claims.retention import Retention
from ledger.model.dossier import Dossier
from ledger.reports import naming
from ledger.reports.claims.retention_words import retention_words
from ledger.rules import budget

if TYPE_CHECKING:
    from ledger.model.budgets.budget import BudgetVersion
    from ledger.rules.budgets.difference import Difference

_ITEMS = ("sources", "parts", "phases")
_LISTS = ("stated", "transfers")

_PARTIES = ("party", "owner", "decided_by")

Term = tuple[str, tuple[Words, Words | None, Words | None]]
"""Key of a row; name, what it was, what it is."""


def term_rows(dossier: Dossier, pair: tuple[BudgetVersion, BudgetVersion], found: Difference) -> Iterator[Term]:
    """Yield what is other besides lines, printed totals and transfers, which other reports show.

    Args:
        dossier: The project.
        pair: The one version and the other.
        found: Their difference.
    """
    for each in found.fields:
        if each.name not in (*_ITEMS, *_LISTS):
            values = [_said(dossier, each.name, value) for value in (each.before, each.after)]
            yield each.name, (label(f"field.{each.name}"), values[0], values[1])
    for number, transfer in enumerate(pair[1].transfers, start=1):
        if transfer not in pair[0].transfers:
            yield f"transfer/{number}", (label("field.transfer"), None, _moved(dossier, transfer))
    registered = dossier.registered or dossier.project
    first, second = (budget.project_under(registered, version) for version in pair)
    for what in _ITEMS:
        before, after = ({each.id: each for each in getattr(project, what)} for project in (first, second))
        for id_ in dict.fromkeys((*before, *after)):
            yield from _item(dossier, what, id_, (before.get(id_), after.get(id_)))


def _item(dossier: Dossier, what: str, id_: str, pair: tuple[Any, Any]) -> Iterator[Term]:
    """Yield the fields of a source, part or phase that are other; one row where it is new or gone."""
    before, after = pair
    if before is None or after is None:
        held = [None if each is None else label("field.there") for each in pair]
        yield f"{what}/{id_}", (label(f"field.{what}", id=id_), held[0], held[1])
        return
    for field in attrs.fields(type(after)):
        was, now = (getattr(each, field.name) for each in pair)
        if was != now:
            values = [_said(dossier, field.name, value) for value in (was, now)]
            name = label("field.of", what=label(f"field.{what}", id=id_), field=label(f"field.{field.name}"))
            yield f"{what}/{id_}/{field.name}", (name, values[0], values[1])


def _said(dossier: Dossier, name: str, value: object) -> Words | None:
    """Return a value in words; None where there is none."""
    if value is None or value == ():
        return None
    if isinstance(value, Retention):
        return retention_words(value, dossier.project.currency)
    if isinstance(value, StrEnum):
        return _enumerated(name, value)
    if name in _PARTIES:
        return dossier.party_name(str(value))
    if isinstance(value, tuple):
        return ", ".join(str(getattr(each, "kind", each)) for each in value)
    return _plain(dossier, name, value)


def _plain(dossier: Dossier, name: str, value: object) -> Words:
    if isinstance(value, bool):
        return label(f"field.{'yes' if value else 'no'}")
    if name.endswith("_minor") and isinstance(value, int):
        return label("field.value", value=Money(value, dossier.project.currency))
    return label("field.value", value=value) if isinstance(value, date | Fraction | int) else str(value)


def _enumerated(name: str, value: StrEnum) -> Words:
    """Return the word for a value that is one of a few, where reports have one; else as project files write it."""
    known = {"state": "state", "role": "role", "form": "source_form"}
    if type(value).__name__ == "BudgetKind":
        return label(f"version_kind.{value}")
    return label(f"{known[name]}.{value}") if name in known else str(value)


def _moved(dossier: Dossier, transfer: Any) -> Words:
    origin, target = (naming.category(dossier, code) for code in (transfer.from_category, transfer.to_category))
    amount = Money(transfer.amount_minor, dossier.project.currency)
    return label("field.moved", amount=amount, origin=origin, target=target)
