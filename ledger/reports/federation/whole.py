"""A federation's whole: its parts, what they pay each other, and what is left, by project, category, time or payer."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.record import frozen
from ledger.core.words import label
from ledger.errors import BreakdownError
from ledger.model.view import Dimension
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import percent_column
from ledger.reports.cells import ratio
from ledger.reports.cells import ruled
from ledger.reports.federation.treasury import Treasury
from ledger.reports.federation.whole_live import actual_of
from ledger.reports.federation.whole_live import days_of
from ledger.reports.federation.whole_rows import in_order
from ledger.reports.federation.whole_rows import row_figures
from ledger.reports.federation.whole_rows import row_key
from ledger.reports.federation.whole_rows import row_name
from ledger.reports.federation.whole_rows import row_notes
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Criterion
from ledger.reports.table import Live
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.federation.whole_figures import BY
from ledger.rules.federation.whole_figures import PAYERS
from ledger.rules.federation.whole_figures import WholeFigures
from ledger.rules.federation.whole_figures import sum_of

NAME = "whole"

_MONEY = (
    "budget_parts",
    "budget_internal",
    "budget",
    "actual_parts",
    "internal",
    "actual",
    "remaining",
)
_IN_KIND = ("in_kind_budget", "in_kind")


def whole(treasury: Treasury) -> Table:
    """Return the whole's budget and cost: of the parts, what is eliminated, and the whole, with in-kind apart.

    Args:
        treasury: The federation and its projects; by category, already brought to one scheme.

    Raises:
        BreakdownError: The view asks for rows that the whole cannot have.
    """
    if len(treasury.view.by) > 1:
        raise BreakdownError(report=NAME, by=", ".join(treasury.view.by), options=", ".join(BY))
    grid = _Grid(treasury, treasury.view.by[0] if treasury.view.by else Dimension.PROJECT, days_of(treasury))
    return Table(
        name=NAME,
        title=label("report.whole"),
        columns=grid.columns(),
        rows=tuple(grid.rows()),
        currency=treasury.currency,
        about=treasury.about(),
        notes=(*treasury.notes(), label("note.whole_sums"), *row_notes(grid.by), label("note.in_kind_apart")),
    )


@frozen
class _Grid:
    """The table while it is made.

    Attributes:
        treasury: The federation.
        by: What the rows are.
        days: The conditions on an entry's day.
    """

    treasury: Treasury
    by: Dimension
    days: tuple[Criterion, ...]

    @property
    def sums(self) -> Sums:
        """Formulas for its money."""
        return Sums(self.treasury.currency)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        currency = self.treasury.currency
        return (
            Column(key="name", words=label(f"column.{self.by}"), wide=True),
            *(money_column(key, currency, label(f"whole.{key}")) for key in _MONEY),
            percent_column("used"),
            *(money_column(key, currency, label(f"whole.{key}")) for key in _IN_KIND),
        )

    def rows(self) -> Iterator[Row]:
        """Yield a row each and their sum."""
        treasury = self.treasury
        found = row_figures(treasury, self.by)
        lines = in_order(treasury, self.by, found)
        keys = [row_key(self.by, each.key) for each in lines]
        for key, each in zip(keys, lines, strict=True):
            yield Row(key=key, cells=self._line(each))
        yield Row(key="total", cells=self._total(sum_of(lines), keys), kind=RowKind.TOTAL)

    def _line(self, each: WholeFigures) -> tuple[Cell, ...]:
        sign = self.treasury.sign
        rule = label("rule.budgets")
        money = (
            ruled(sign * each.budget_minor if each.has_budget else None, rule),
            self._internal(sign * each.budget_internal_minor),
            self._whole(sign * each.whole_budget_minor if each.has_budget else None, "budget_parts", "budget_internal"),
            Cell(sign * each.actual_minor, self._live(each.key)),
            self._internal(sign * each.internal_minor),
            self._whole(sign * each.whole_minor, "actual_parts", "internal"),
        )
        in_kind = (
            ruled(sign * each.in_kind_budget_minor or None, rule),
            Cell(sign * each.in_kind_minor, self._live(each.key, in_kind=True)),
        )
        return (Cell(row_name(self.treasury, self.by, each.key)), *money, *self._compared(each), *in_kind)

    def _total(self, each: WholeFigures, keys: list[str]) -> tuple[Cell, ...]:
        sign = self.treasury.sign

        def add(column: str, minor: int | None) -> Cell:
            return self.sums.lines(keys, column, minor)

        figures = {
            "budget_parts": sign * each.budget_minor if each.has_budget else None,
            "budget_internal": sign * each.budget_internal_minor,
            "budget": sign * each.whole_budget_minor if each.has_budget else None,
            "actual_parts": sign * each.actual_minor,
            "internal": sign * each.internal_minor,
            "actual": sign * each.whole_minor,
        }
        in_kind = {"in_kind_budget": sign * each.in_kind_budget_minor, "in_kind": sign * each.in_kind_minor}
        return (
            Cell(label("row.whole")),
            *(add(key, minor) for key, minor in figures.items()),
            *self._compared(each),
            *(add(key, minor) for key, minor in in_kind.items()),
        )

    def _live(self, key: str, *, in_kind: bool = False) -> Live:
        """Return how a spreadsheet sums a project's entries; other rows are results of a rule."""
        if self.by is Dimension.PROJECT:
            return actual_of(self.treasury, key, self.days, in_kind=in_kind)
        return Ruled(label("rule.earned" if self.by in PAYERS else "rule.whole_rows"))

    def _internal(self, minor: int) -> Cell:
        return Cell(minor, Ruled(label("rule.eliminated")))

    def _whole(self, minor: int | None, parts: str, internal: str) -> Cell:
        if minor is None:
            return EMPTY
        return Cell(minor, self.sums.rounded(f"{{{parts}}}+{{{internal}}}"))

    def _compared(self, each: WholeFigures) -> tuple[Cell, Cell]:
        """Return what is left and how much is used: positive is better than the budget, whatever sign costs have."""
        text = "{actual}-{budget}" if self.treasury.view.costs_negative else "{budget}-{actual}"
        left = Cell(each.remaining_minor, self.sums.rounded(text))
        return left, ratio(each.used, "actual", "budget")
