"""Which entries a figure is the sum of, as conditions on the table of entries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from ledger.core.period import calendar_year
from ledger.core.period import month
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import naming
from ledger.reports.table import Criterion
from ledger.reports.table import SumOf
from ledger.rules.totals import COST_SIGNS

_EVER = date(1900, 1, 1)
"""The first day that spreadsheets know; an entry that has not been paid has no day and meets no condition on it."""

_YEAR_DIGITS = 4


def days(view: View, keys: Mapping[Dimension, str]) -> tuple[Criterion, ...]:
    """Return the conditions on an entry's day: the view's days, narrowed to a group's year or month."""
    firsts, lasts = ([day] if day else [] for day in view.bounds)
    for dimension in (Dimension.YEAR, Dimension.MONTH):
        if text := keys.get(dimension):
            span = calendar_year(int(text)) if len(text) == _YEAR_DIGITS else month(text)
            firsts.append(span.start)
            lasts.append(span.end)
    if view.basis is Basis.PAID and not firsts:
        firsts.append(_EVER)
    column = str(view.basis)
    return (
        *(Criterion(column, day, ">=") for day in (max(firsts, default=None),) if day),
        *(Criterion(column, day, "<=") for day in (min(lasts, default=None),) if day),
    )


def group(dossier: Dossier, view: View, keys: Mapping[Dimension, str], *, alone: bool) -> tuple[Criterion, ...]:
    """Return the conditions that a group's entries meet: what they are, and their days."""
    return (*what(dossier, keys, alone=alone), *days(view, keys))


def what(dossier: Dossier, keys: Mapping[Dimension, str], *, alone: bool) -> tuple[Criterion, ...]:
    """Return the conditions that a group's entries meet on whatever day.

    Args:
        dossier: The project.
        keys: The group's key on each dimension; empty where its entries have none.
        alone: Whether the project is the only one in the table of entries and need not be named.
    """
    named = (Dimension.CATEGORY, Dimension.SOURCE, Dimension.PART, Dimension.PHASE)
    own = () if alone else (Criterion("project", dossier.project.id),)
    facts = (
        Criterion(str(dimension), naming.key(dossier, dimension, keys[dimension]) if keys[dimension] else "")
        for dimension in named
        if dimension in keys
    )
    return (*own, *facts)


def sum_of(signs: Mapping[str, int], criteria: tuple[Criterion, ...]) -> SumOf:
    """Return the sum of the entries that meet the conditions, each kind with its sign."""
    return SumOf(tuple((sign, (_of_kind(kind), *criteria)) for kind, sign in signs.items()))


@cache
def _of_kind(kind: str) -> Criterion:
    return Criterion("kind", label(f"kind.{kind}"))


def cost_of(criteria: tuple[Criterion, ...]) -> SumOf:
    """Return the actual cost of the entries that meet the conditions."""
    return sum_of(COST_SIGNS, criteria)
