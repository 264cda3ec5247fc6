"""*Verksamhetsplan och budget*: the last accounts, the budget before, the budget, and the plan years after it."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from functools import partial

from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.errors import BreakdownError
from ledger.model.view import Dimension
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.federation.treasury import Treasury
from ledger.reports.federation.whole_rows import in_order
from ledger.reports.federation.whole_rows import row_figures
from ledger.reports.federation.whole_rows import row_key
from ledger.reports.federation.whole_rows import row_name
from ledger.reports.federation.whole_rows import row_notes
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.federation.operations import MEMBERS
from ledger.rules.federation.operations import OTHERS
from ledger.rules.federation.operations import operations
from ledger.rules.federation.plan import PlanFigure
from ledger.rules.federation.plan import PlanYear
from ledger.rules.federation.project_figures import is_planned
from ledger.rules.federation.whole_figures import PAYERS
from ledger.rules.federation.whole_figures import WholeFigures

NAME = "plan"

BY = (Dimension.PROJECT, Dimension.AREA, Dimension.CATEGORY, *PAYERS)

Figures = dict[str, int]
"""Minor units by row."""


@frozen
class PlanColumn:
    """A year of a plan, with the federation's figures for it.

    Attributes:
        year: The year and what is shown of it.
        treasury: The federation and its projects, put together for that year.
    """

    year: PlanYear
    treasury: Treasury

    @property
    def is_known(self) -> bool:
        """Whether there is anything to show: any budget for the year, or any entry."""
        view = evolve(self.treasury.view, by=())
        if self.year.figure is PlanFigure.ACTUAL:
            return any(part.totals for part in self.treasury.found.parts)
        return any(is_planned(part, view) for part in self.treasury.found.parts)

    @property
    def is_decided(self) -> bool:
        """Whether what the members pay is known: what they have paid, or decided for the year."""
        return self.year.figure is PlanFigure.ACTUAL or self.is_resolved

    @property
    def is_resolved(self) -> bool:
        """Whether the members have decided what to pay in the year, though nobody may have made a budget of it yet."""
        return any(each.year == self.year.year for each in self.treasury.federation.years)


def plan(columns: Sequence[PlanColumn]) -> Table:
    """Return areas, members' contributions and the result year by year; by other rows what the whole costs.

    Args:
        columns: The years in order; without rows asked for, of own accounts and owned projects.

    Raises:
        LedgerError: The result was asked for; as `Treasury.needed_accounts`.
        BreakdownError: The view asks for rows that a plan does not have.
    """
    treasury = columns[-1].treasury
    by = treasury.view.by
    if not by:
        treasury.needed_accounts(NAME)
    if len(by) > 1 or (by and by[0] not in BY):
        raise BreakdownError(report=NAME, by=", ".join(by), options=", ".join(BY))
    currency = treasury.currency
    return Table(
        name=NAME,
        title=label("report.plan"),
        columns=(
            Column(key="name", words=label(f"column.{by[0]}" if by else "column.area"), wide=True),
            *(
                money_column(each.year.key, currency, label(f"plan.{each.year.figure}", year=str(each.year.year)))
                for each in columns
            ),
        ),
        rows=tuple(_costs(columns, by[0]) if by else _operations(columns)),
        currency=currency,
        about=(*treasury.about()[:2], *treasury.sealed()),
        notes=tuple(_notes(columns)),
    )


def _notes(columns: Sequence[PlanColumn]) -> Iterator[Words]:
    treasury = columns[-1].treasury
    yield from evolve(treasury, view=evolve(treasury.view, year=None)).notes()  # it is of several years
    yield label("note.plan_cost" if treasury.view.by else "note.plan_net")
    yield from (words for by in treasury.view.by for words in row_notes(by))
    unknown = [str(each.year.year) for each in columns if not each.is_known]
    if unknown:
        yield label("note.plan_unknown", years=", ".join(unknown))
    undecided = [str(each.year.year) for each in columns if not each.is_decided]
    if undecided and not treasury.view.by:
        yield label("note.plan_undecided", years=", ".join(undecided))


def _costs(columns: Sequence[PlanColumn], by: Dimension) -> Iterator[Row]:
    """Yield what the whole costs after elimination."""
    treasury = columns[-1].treasury
    found = [_cost(each, by) if each.is_known else None for each in columns]
    met = dict.fromkeys(key for figures in found for key, minor in (figures or {}).items() if minor)
    ordered = [each.key for each in in_order(treasury, by, (WholeFigures(key=key) for key in met))]
    keys = [row_key(by, key) for key in ordered]
    for row, key in zip(keys, ordered, strict=True):
        yield Row(key=row, cells=(Cell(row_name(treasury, by, key)), *_cells(found, key)))
    total = map(partial(Sums(treasury.currency).lines, keys), _years(columns), _sums(found, ordered))
    yield Row(key="total", cells=(Cell(label("row.whole")), *total), kind=RowKind.TOTAL)


def _cost(column: PlanColumn, by: Dimension) -> Figures:
    found, sign = row_figures(column.treasury, by), column.treasury.sign
    if column.year.figure is PlanFigure.ACTUAL:
        return {each.key: sign * each.whole_minor for each in found}
    return {each.key: sign * each.whole_budget_minor for each in found}


def _years(columns: Sequence[PlanColumn]) -> Iterator[str]:
    return (each.year.key for each in columns)


def _cells(found: Sequence[Figures | None], key: str) -> Iterator[Cell]:
    """Yield the cells of a row, empty for years of which nothing is known."""
    rule = Ruled(label("rule.plan"))
    return (EMPTY if figures is None else Cell(figures.get(key, 0), rule) for figures in found)


def _sums(found: Sequence[Figures | None], keys: Collection[str]) -> Iterator[int | None]:
    """Yield the sum of some rows for each year; None for years of which nothing is known."""
    return (None if figures is None else sum(figures.get(key, 0) for key in keys) for figures in found)


def _operations(columns: Sequence[PlanColumn]) -> Iterator[Row]:
    """Yield the areas and their sum, then what members and others pay, and the result."""
    treasury = columns[-1].treasury
    sums, years = Sums(treasury.currency), [*_years(columns)]
    nets = [_net(each) if each.is_known or each.is_resolved else None for each in columns]
    found = [net if each.is_known else None for each, net in zip(columns, nets, strict=True)]
    met = dict.fromkeys(key for figures in nets for key in figures or {})
    areas = [key for key in met if key not in (MEMBERS, OTHERS)]
    keys = [key or "no_area" for key in areas]
    names = {each.id: each.name for each in treasury.federation.areas}
    for row, key in zip(keys, areas, strict=True):
        yield Row(key=row, cells=(Cell(names.get(key, label("row.no_area"))), *_cells(found, key)))
    cells = map(partial(sums.lines, keys), years, _sums(found, areas))
    yield Row(key="areas", cells=(Cell(label("operations.areas")), *cells), kind=RowKind.SUBTOTAL)
    decided = [net if each.is_decided else None for each, net in zip(columns, nets, strict=True)]
    rows = ["areas"]
    for key, shown in ((MEMBERS, decided), (OTHERS, found)):
        if key in met:
            rows.append(key.strip("@"))
            yield Row(key=rows[-1], cells=(Cell(label(f"operations.{rows[-1]}")), *_cells(shown, key)))
    whole = [net if each.is_known else None for each, net in zip(columns, decided, strict=True)]
    cells = map(partial(sums.apart, rows), years, _sums(whole, met))
    yield Row(key="total", cells=(Cell(label("operations.result")), *cells), kind=RowKind.TOTAL)


def _net(column: PlanColumn) -> Figures:
    treasury = column.treasury
    found = operations(treasury.found, treasury.federation, evolve(treasury.view, by=()), treasury.earned())
    if column.year.figure is PlanFigure.ACTUAL:
        return {each.key: each.net_minor for each in found}
    return {each.key: each.budget_minor for each in found}
