"""The figures of a federation's whole, grouped by whatever the rows are, with money and in-kind contributions apart."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.record import field_names
from ledger.core.record import frozen
from ledger.errors import BreakdownError
from ledger.model.entry_kind import EntryKind
from ledger.model.federation.consolidation import INTERNAL
from ledger.model.scheme import CategoryRole
from ledger.model.view import Dimension
from ledger.rules import budget
from ledger.rules.federation.whole_sources import source_sums
from ledger.rules.totals import COST_SIGNS

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

    from ledger.model.dossier import Dossier
    from ledger.model.federation.consolidation import Consolidation
    from ledger.model.federation.federation import Federation
    from ledger.model.totals import Total
    from ledger.model.view import View
    from ledger.rules.financing.cofinance import Cofinancing

PAYERS = (Dimension.SOURCE, Dimension.MEMBER)
"""Rows that tell who pays."""

BY = (Dimension.PROJECT, Dimension.AREA, Dimension.CATEGORY, Dimension.YEAR, Dimension.MONTH, *PAYERS)


@frozen(kw_only=True)
class WholeFigures:
    """Figures of a row of the whole; minor units, cost positive.

    Attributes:
        key: Project, area, category, year, month or who pays; empty where the facts have none.
        budget_minor: Budgeted cost in money, of all parts.
        budget_internal_minor: What of it is eliminated, negative.
        actual_minor: Cost in money less income, of all parts.
        internal_minor: What of it is eliminated, negative.
        in_kind_budget_minor: Budgeted in-kind contributions.
        in_kind_minor: In-kind contributions given.
        has_budget: Whether any budget line is for the row.
    """

    key: str
    budget_minor: int = 0
    budget_internal_minor: int = 0
    actual_minor: int = 0
    internal_minor: int = 0
    in_kind_budget_minor: int = 0
    in_kind_minor: int = 0
    has_budget: bool = False

    @property
    def whole_budget_minor(self) -> int:
        """The budget of the whole, minor units."""
        return self.budget_minor + self.budget_internal_minor

    @property
    def whole_minor(self) -> int:
        """The cost of the whole, minor units."""
        return self.actual_minor + self.internal_minor

    @property
    def remaining_minor(self) -> int:
        """What is left of the whole's budget, minor units."""
        return self.whole_budget_minor - self.whole_minor

    @property
    def used(self) -> Fraction | None:
        """Spent part of the whole's budget; None where that is nothing, and of what is internal.

        What is left on that row has no counterpart: of its budget and of its cost it is other payments, so the one is
        no part of the other.
        """
        if self.key == INTERNAL:
            return None
        return Fraction(self.whole_minor, self.whole_budget_minor) if self.whole_budget_minor else None


def whole_figures(
    found: Consolidation,
    federation: Federation,
    view: View,
    by: Dimension,
    earned: Mapping[str, Cofinancing] | None = None,
) -> tuple[WholeFigures, ...]:
    """Return the whole's figures by project, area, category, time or who pays, in the order in which they are met.

    Args:
        found: The whole; by category, already brought to one scheme.
        federation: Tells the areas and the members.
        view: The day of the question, the basis of entries, the year of the budget.
        by: What the rows are.
        earned: What each project's sources have earned, where somebody has reckoned it; by source and member alone.

    Raises:
        BreakdownError: The whole has no such rows.
    """
    if by not in BY:
        raise BreakdownError(report="whole", by=by, options=", ".join(BY))
    if by in PAYERS:
        from ledger.rules.federation.project_figures import earned_of  # noqa: PLC0415 - other rows ask for no sources

        found_sums = source_sums(found, federation, view, by, earned or earned_of(found, view))
        return tuple(WholeFigures(key=key, **figures) for key, figures in found_sums.items())
    sums = _Sums(federation, view, by)
    for dossier in found.parts:
        sums.add(dossier, "actual_minor", "budget_minor")
    for dossier in found.eliminations:
        sums.add(dossier, "internal_minor", "budget_internal_minor")
    return tuple(
        WholeFigures(key=key, has_budget=key in sums.budgeted, **figures) for key, figures in sums.found.items()
    )


def sum_of(figures: Iterable[WholeFigures], key: str = "") -> WholeFigures:
    """Return the sum of rows."""
    rows = tuple(figures)
    names = [name for name in field_names(WholeFigures) if name.endswith("_minor")]
    sums = {name: sum(getattr(row, name) for row in rows) for name in names}
    return WholeFigures(key=key, has_budget=any(row.has_budget for row in rows), **sums)


def area_of(federation: Federation) -> Callable[[str, str], str]:
    """Return what tells the budget area of a project's category; an empty text where none is said."""
    own = {code: area.id for area in federation.areas for code in area.categories}
    told = {each.id: each.area or "" for each in federation.projects}

    def area(project: str, category: str) -> str:
        return own.get(category, "") if project == federation.accounts else told.get(project, "")

    return area


class _Sums:
    """Figures by key while they are summed."""

    def __init__(self, federation: Federation, view: View, by: Dimension) -> None:
        self._area = area_of(federation)
        self._view = view
        self._by = by
        self.found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.budgeted: set[str] = set()

    def add(self, dossier: Dossier, actual: str, planned: str) -> None:
        """Add a project's entries and budget under two names of figures."""
        whole = dossier.project.id if self._by is Dimension.PROJECT else None
        if whole:
            self.found.setdefault(whole, Counter())
        for total in dossier.totals:
            if sign := COST_SIGNS.get(total.kind):
                name = "in_kind_minor" if total.kind == EntryKind.IN_KIND else actual
                self.found[whole or self._key_of(dossier, total)][name] += sign * total.sum_minor
        version = budget.in_force(dossier.versions, self._view.today)
        in_kind = {each.code for each in dossier.scheme.categories if each.role is CategoryRole.IN_KIND}
        lines = budget.of_year(version.cost, self._view.year) if version else ()
        for line, minor in budget.signed(lines, dossier.scheme):
            name = "in_kind_budget_minor" if line.category in in_kind else planned
            key = whole or self._line_key(dossier, line.category, line.year)
            self.found[key][name] += minor
            self.budgeted.add(key)

    def _key_of(self, dossier: Dossier, total: Total) -> str:
        month = total.month(self._view.basis)
        if self._by is Dimension.MONTH:
            return month
        return self._line_key(dossier, total.category, int(month[:4]))

    def _line_key(self, dossier: Dossier, category: str, year: int | None) -> str:
        if self._by is Dimension.AREA:
            return self._area(dossier.project.id, category)
        if self._by is Dimension.CATEGORY:
            return category
        return str(year or "") if self._by is Dimension.YEAR else ""
