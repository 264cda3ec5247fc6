"""Who pays for what: cost by category and source, in whole minor units that add up in rows and columns.

A row adds up to what the category has cost, a column to what the source has earned, as they stand in every other
report; each cell is within two minor units of its exact figure, and within one outside the largest category.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.controlled import round_table
from ledger.core.record import frozen
from ledger.rules import budget
from ledger.rules.financing.draw import NOBODY
from ledger.rules.financing.pools import Sums
from ledger.rules.financing.pools import gather
from ledger.rules.financing.shares import Part
from ledger.rules.financing.shares import split
from ledger.rules.totals import reckoned

if TYPE_CHECKING:
    from ledger.model.budgets.budget import BudgetVersion
    from ledger.model.dossier import Dossier
    from ledger.model.totals import Total
    from ledger.model.view import View

_Exact = dict[tuple[str, str], Fraction]
"""Minor units by category and source."""


@frozen(kw_only=True)
class TwoWay:
    """Cost by category and source.

    Attributes:
        categories: Codes of the categories with cost, in the scheme's order, then those that it lacks.
        sources: Ids of the project's sources, then others that have paid; `NOBODY` last, where cost is nobody's.
        cells: Minor units by category and source.
        exact: The same before rounding.
    """

    categories: tuple[str, ...]
    sources: tuple[str, ...]
    cells: dict[tuple[str, str], int]
    exact: _Exact

    def row_minor(self, category: str) -> int:
        """Return what a category has cost, minor units."""
        return sum(self.cells.get((category, source), 0) for source in self.sources)

    def column_minor(self, source: str) -> int:
        """Return what a source has earned, minor units."""
        return sum(self.cells.get((category, source), 0) for category in self.categories)


def two_way(dossier: Dossier, view: View) -> TwoWay:
    """Return who pays for what.

    Args:
        dossier: The project, its totals cut to the view's days, and those before them.
        view: `today` decides the version in force.
    """
    version = budget.in_force(dossier.versions, view.today)
    dossier = reckoned(dossier, view)
    now, cells = _to_date(dossier, version, (*dossier.before, *dossier.totals))
    then, cells_then = _to_date(dossier, version, dossier.before)
    keys = sorted({*cells, *cells_then})
    return TwoWay(
        categories=_in_order((each.code for each in dossier.scheme.categories), {category for category, _ in keys}),
        sources=_in_order((each.id for each in dossier.project.sources), {source for _, source in keys}),
        cells={key: cells.get(key, 0) - cells_then.get(key, 0) for key in keys},
        exact={key: now.get(key, Fraction(0)) - then.get(key, Fraction(0)) for key in keys},
    )


def _in_order(known: Iterable[str], found: set[str]) -> tuple[str, ...]:
    """Return those found in the order known, then the others; what has no name comes last."""
    first = [each for each in known if each in found]
    return (*first, *sorted(found - {*first, ""}), *({""} & found))


def _to_date(
    dossier: Dossier, version: BudgetVersion | None, totals: Iterable[Total]
) -> tuple[_Exact, dict[tuple[str, str], int]]:
    """Return exact and rounded cells from the project's first day on."""
    sums = gather(dossier.project, dossier.scheme, totals)
    parts = split(dossier, version, sums)
    exact = _exact(sums, parts)
    if not exact:
        return {}, {}
    categories = sorted({category for category, _ in exact})
    sources = sorted({source for _, source in exact})
    table = [[exact.get((category, source), Fraction(0)) for source in sources] for category in categories]
    # What rounding each source's part has moved goes to the largest row: its sum stays, the columns become whole.
    largest = max(range(len(table)), key=lambda at: (sum(map(abs, table[at])), -at))
    moved = {id_: part.minor - part.exact for id_, part in parts.items()}
    table[largest] = [cell + moved.get(source, 0) for cell, source in zip(table[largest], sources, strict=True)]
    rounded = round_table(table).cells
    return exact, {
        (category, source): rounded[row][column]
        for row, category in enumerate(categories)
        for column, source in enumerate(sources)
        if rounded[row][column] or (category, source) in exact
    }


def _exact(sums: Sums, parts: dict[str, Part]) -> _Exact:
    """Return what falls on each source in each category: its own, and of each pool its part in proportion."""
    exact: _Exact = {}

    def add(category: str, source: str, amount: Fraction | int) -> None:
        if amount:
            exact[category, source] = exact.get((category, source), Fraction(0)) + amount

    for (source, category), minor in sums.own_in.items():
        add(category, source, minor)
    for (who, category), minor in sums.pools_in.items():
        whole = sums.pools[who]
        if not whole:  # categories that cancel out: nobody has to pay for them
            add(category, NOBODY, minor)
            continue
        for source, part in parts.items():
            add(category, source, part.by_pool.get(who, Fraction(0)) * minor / whole)
    return exact
