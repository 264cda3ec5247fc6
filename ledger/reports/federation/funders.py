"""What is outstanding from each funder over all projects, with what passes between the projects apart."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence

from ledger.core.money import known_sum
from ledger.core.words import label
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import without_column
from ledger.reports.federation.treasury import Treasury
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.federation.funders import Funder
from ledger.rules.federation.funders import funders as reckon

NAME = "funders"

Before = Mapping[tuple[bool, str], tuple[int, int]]
"""By funder, internal or not, what it had earned and paid in the year before, minor units."""

_MONEY = ("planned", "cash", "in_kind", "outstanding_before", "received", "outstanding")


_BEFORE = ("cash_before", "received_before")
"""Columns of the year before."""


def funders(treasury: Treasury, earlier: Treasury | None = None) -> Table:
    """Return a row for each funder: planned, earned in money and in kind, received and outstanding.

    Args:
        treasury: The federation and its projects.
        earlier: The same for the same days of the year before; None leaves that year's columns out.
    """
    currency = treasury.currency
    found = reckon(treasury.found, treasury.federation, treasury.earned())
    before = _before(earlier) if earlier else None
    table = Table(
        name=NAME,
        title=label("report.funders"),
        columns=(
            Column(key="name", words=label("column.source"), wide=True),
            Column(key="projects", words=label("column.projects"), kind=ColumnKind.COUNT),
            *(money_column(key, currency) for key in _MONEY),
            *_columns_before(earlier),
        ),
        rows=tuple(_rows(treasury, found, before)),
        currency=currency,
        about=treasury.about(),
        notes=(*treasury.notes(), label("note.earned"), label("note.funders")),
    )
    return table if treasury.view.bounds[0] else without_column(table, "outstanding_before")


def _columns_before(earlier: Treasury | None) -> Iterator[Column]:
    if earlier:
        year = str(earlier.view.year)
        yield from (money_column(key, earlier.currency, label(f"funders.{key}", year=year)) for key in _BEFORE)


def _before(earlier: Treasury) -> Before:
    """Return what each funder had earned and paid in the year before."""
    found = reckon(earlier.found, earlier.federation, earlier.earned())
    return {(each.is_internal, each.party): (each.cash_minor, each.received_minor) for each in found}


def _rows(treasury: Treasury, found: Sequence[Funder], before: Before | None) -> Iterator[Row]:
    shown = (*_MONEY, *(() if before is None else _BEFORE))
    sums = Sums(treasury.currency)
    for key in ("external", "internal"):
        own = [each for each in found if each.is_internal is (key == "internal")]
        if not own:
            continue
        yield Row(key=key, cells=(Cell(label(f"funders.{key}")), *(EMPTY,) * (len(shown) + 1)), kind=RowKind.GROUP)
        keys = [f"{key}/{each.party or 'unallocated'}" for each in own]
        for row, each in zip(keys, own, strict=True):
            yield Row(key=row, cells=(*_line(treasury, each), *_cells_before(each, before)), level=1)
        figures = {
            "planned": known_sum(each.planned_minor for each in own),
            **{name: sum(getattr(each, f"{name}_minor") for each in own) for name in _MONEY[1:]},
        }
        for at, column in enumerate(shown[len(_MONEY) :]):
            figures[column] = sum(_held(each, before)[at] for each in own)
        cells = (sums.lines(keys, column, minor) for column, minor in figures.items())
        yield Row(
            key=f"{key}/total",
            cells=(Cell(label(f"funders.{key}.total")), EMPTY, *cells),
            kind=RowKind.SUBTOTAL,
        )


def _held(each: Funder, before: Before | None) -> tuple[int, int]:
    return (before or {}).get((each.is_internal, each.party), (0, 0))


def _cells_before(each: Funder, before: Before | None) -> Iterator[Cell]:
    """Yield what the funder had earned and paid in the same days of the year before."""
    if before is not None:
        yield from (
            Cell(minor, Ruled(label(f"rule.funders_{key}")))
            for key, minor in zip(_BEFORE, _held(each, before), strict=True)
        )


def _line(treasury: Treasury, each: Funder) -> tuple[Cell, ...]:
    sums = Sums(treasury.currency)
    name = treasury.party_name(each.party) if each.party else label("roles.unknown")
    earned = Ruled(label("rule.earned"))
    before = "{outstanding_before}+" if treasury.view.bounds[0] else ""
    return (
        Cell(name),
        Cell(each.projects),
        EMPTY if each.planned_minor is None else Cell(each.planned_minor, Ruled(label("rule.budgets"))),
        Cell(each.cash_minor, earned),
        Cell(each.in_kind_minor, earned),
        Cell(each.outstanding_before_minor, earned),
        Cell(each.received_minor, Ruled(label("rule.receipts"))),
        Cell(each.outstanding_minor, sums.rounded(f"{before}{{cash}}-{{received}}")),
    )
