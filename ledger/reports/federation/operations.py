"""*Driftsredovisning*: income, cost and net by budget area, beside the budget, down to the year's result."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence

from ledger.core.record import evolve
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.totals import Basis
from ledger.model.view import View
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.federation.treasury import Treasury
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.federation.balance import Result
from ledger.rules.federation.balance import result_of_year
from ledger.rules.federation.operations import MEMBERS
from ledger.rules.federation.operations import OTHERS
from ledger.rules.federation.operations import Operation
from ledger.rules.federation.operations import operations as reckon

NAME = "operations"

STEPS = ("unpaid", "reckoned")
"""What leads from the result here to that of the balance sheet, in both reports."""

_MONEY = ("income", "cost", "net", "budget", "deviation")

_BEFORE = ("income_before", "cost_before", "before")
"""Columns of the year before: the last is its net."""

Before = Mapping[str, Operation]
"""By area what it had in the same days of the year before."""


def operations(treasury: Treasury, earlier: Treasury | None = None) -> Table:
    """Return the statement of operations of the federation's own accounts and the projects that it owns.

    Args:
        treasury: Its own accounts and its owned projects, put together.
        earlier: The same for the same days of the year before; None leaves that column out.

    Raises:
        LedgerError: As `Treasury.needed_accounts`.

    Source:
        LKBR (2018:597), chapter 10, on the statement of operations; the columns are those that public annual reports
        have. Its layout is medfin's.
    """
    treasury.needed_accounts(NAME)
    currency = treasury.currency
    found = _reckoned(treasury)
    before = {each.key: each for each in _reckoned(earlier)} if earlier else None
    met = {each.key for each in found}
    found = (*found, *(Operation(key=key) for key in before or () if key not in met))
    return Table(
        name=NAME,
        title=label("report.operations"),
        columns=(
            Column(key="name", words=label("column.area"), wide=True),
            *(money_column(key, currency, label(f"operations.{key}")) for key in _MONEY),
            *_columns_before(earlier),
        ),
        rows=(*_rows(treasury, found, before), *_to_balance(treasury, earlier)),
        currency=currency,
        about=(*treasury.about(), *treasury.sealed()),
        notes=(*treasury.notes(), label("note.operations"), label("note.annual_report")),
    )


def _columns_before(earlier: Treasury | None) -> Iterator[Column]:
    if earlier:
        year = str(earlier.view.year)
        yield from (money_column(key, earlier.currency, label(f"operations.{key}", year=year)) for key in _BEFORE)


def _reckoned(treasury: Treasury) -> tuple[Operation, ...]:
    view = evolve(treasury.view, by=())
    return reckon(treasury.found, treasury.federation, view, treasury.earned())


def _rows(treasury: Treasury, found: Sequence[Operation], before: Before | None) -> Iterator[Row]:
    """Yield the areas and their sum, then what members and others pay, and the result."""
    sums = Sums(treasury.currency)
    outside = [each for each in found if each.key in (MEMBERS, OTHERS)]
    areas = [each for each in found if each not in outside]
    keys = [each.key or "no_area" for each in areas]
    for key, each in zip(keys, areas, strict=True):
        yield Row(key=key, cells=_line(treasury, _name(treasury, each.key), each, before))
    cells = _cells(treasury, areas, before)
    yield Row(
        key="areas",
        cells=(Cell(label("operations.areas")), *(sums.lines(keys, name, minor) for name, minor in cells.items())),
        kind=RowKind.SUBTOTAL,
    )
    rows = [each.key.strip("@") for each in outside]
    for key, each in zip(rows, outside, strict=True):
        yield Row(key=key, cells=_line(treasury, label(f"operations.{key}"), each, before))
    cells = _cells(treasury, found, before)
    yield Row(
        key="total",
        cells=(
            Cell(label("operations.result")),
            *(sums.apart(["areas", *rows], name, minor) for name, minor in cells.items()),
        ),
        kind=RowKind.TOTAL,
    )


def _to_balance(treasury: Treasury, earlier: Treasury | None) -> Iterator[Row]:
    """Yield what leads from this result to that of the balance sheet, where a year is asked for that it has too."""
    if not _has_balance(treasury.view):
        return
    years = [_result(each) for each in (treasury, earlier) if each]
    sums, at = Sums(treasury.currency), ("net", "before")[: len(years)]
    yield Row(key="to_balance", cells=_beside(label("operations.to_balance"), [EMPTY] * len(years)), kind=RowKind.GROUP)
    for key in STEPS:
        rule = Ruled(label(f"rule.balance.{key}"))
        cells = [Cell(getattr(each, f"{key}_minor"), rule) for each in years]
        yield Row(key=key, cells=_beside(label(f"balance.{key}"), cells), level=1)
    cells = [sums.apart(["total", *STEPS], column, each.total_minor) for column, each in zip(at, years, strict=True)]
    yield Row(key="balance", cells=_beside(label("operations.balance"), cells), kind=RowKind.SUBTOTAL)


def _has_balance(view: View) -> bool:
    return view.year is not None and view.start is None and view.basis is not Basis.PAID


def _result(treasury: Treasury) -> Result:
    view = evolve(treasury.view, by=())
    return result_of_year(treasury.found, treasury.federation, view, treasury.earned())


def _beside(name: Words, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return a row with a net alone, and that of the year before if there is one."""
    net, *before = cells
    return (Cell(name), EMPTY, EMPTY, net, EMPTY, EMPTY, *(cell for each in before for cell in (EMPTY, EMPTY, each)))


def _name(treasury: Treasury, key: str) -> Words:
    return next((area.name for area in treasury.federation.areas if area.id == key), label("row.no_area"))


def _cells(treasury: Treasury, found: Sequence[Operation], before: Before | None) -> dict[str, int]:
    figures = {
        "income": sum(each.income_minor for each in found),
        "cost": treasury.sign * sum(each.cost_minor for each in found),
        "net": sum(each.net_minor for each in found),
        "budget": sum(each.budget_minor for each in found),
        "deviation": sum(each.deviation_minor for each in found),
    }
    if before is None:
        return figures
    then = [_then(treasury, each.key, before) for each in found]
    return {**figures, **{key: sum(each[at] for each in then) for at, key in enumerate(_BEFORE)}}


def _then(treasury: Treasury, key: str, before: Before) -> tuple[int, int, int]:
    """Return income, cost and net of an area in the year before, minor units."""
    each = before.get(key, Operation(key=key))
    return each.income_minor, treasury.sign * each.cost_minor, each.net_minor


def _line(treasury: Treasury, name: Words, each: Operation, before: Before | None) -> tuple[Cell, ...]:
    sums = Sums(treasury.currency)
    net = "{income}-{cost}" if treasury.sign > 0 else "{income}+{cost}"
    return (
        Cell(name),
        Cell(each.income_minor, Ruled(label("rule.operations_income"))),
        Cell(treasury.sign * each.cost_minor, Ruled(label("rule.operations_cost"))),
        Cell(each.net_minor, sums.rounded(net)),
        Cell(each.budget_minor, Ruled(label("rule.budgets"))),
        Cell(each.deviation_minor, sums.rounded("{net}-{budget}")),
        *(() if before is None else _line_before(treasury, each.key, before)),
    )


def _line_before(treasury: Treasury, key: str, before: Before) -> Iterator[Cell]:
    income, cost, net = _then(treasury, key, before)
    rule = Ruled(label("rule.operations_before"))
    sign = "-" if treasury.sign > 0 else "+"
    yield from (Cell(income, rule), Cell(cost, rule))
    yield Cell(net, Sums(treasury.currency).rounded(f"{{income_before}}{sign}{{cost_before}}"))
