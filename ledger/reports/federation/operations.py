"""*Driftsredovisning*: income, cost and net by budget area, beside the budget, down to the year's result."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence

from ledger.core.record import evolve
from ledger.core.words import Words
from ledger.core.words import label
from ledger.errors import NoAccountsError
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


def operations(treasury: Treasury, earlier: Treasury | None = None) -> Table:
    """Return the statement of operations of the federation's own accounts and the projects that it owns.

    Args:
        treasury: Its own accounts and its owned projects, put together.
        earlier: The same for the same days of the year before; None leaves that column out.

    Raises:
        NoAccountsError: The book does not hold the federation's own accounts.

    Source:
        LKBR (2018:597), chapter 10, on the statement of operations; the columns are those that public annual reports
        have. Its layout is medfin's.
    """
    if treasury.accounts is None:
        raise NoAccountsError(name=NAME)
    currency = treasury.currency
    found = _reckoned(treasury)
    before = {each.key: each.net_minor for each in _reckoned(earlier)} if earlier else None
    met = {each.key for each in found}
    found = (*found, *(Operation(key=key) for key in before or () if key not in met))
    return Table(
        name=NAME,
        title=label("report.operations"),
        columns=(
            Column(key="name", words=label("column.area"), wide=True),
            *(money_column(key, currency, label(f"operations.{key}")) for key in _MONEY),
            *(
                [money_column("before", currency, label("operations.before", year=str(earlier.view.year)))]
                if earlier
                else ()
            ),
        ),
        rows=(*_rows(treasury, found, before), *_to_balance(treasury, earlier)),
        currency=currency,
        about=(*treasury.about(), *treasury.sealed()),
        notes=(*treasury.notes(), label("note.operations"), label("note.annual_report")),
    )


def _reckoned(treasury: Treasury) -> tuple[Operation, ...]:
    view = evolve(treasury.view, by=())
    return reckon(treasury.found, treasury.federation, view, treasury.earned())


def _rows(treasury: Treasury, found: Sequence[Operation], before: Mapping[str, int] | None) -> Iterator[Row]:
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
    return (Cell(name), EMPTY, EMPTY, net, EMPTY, EMPTY, *before)


def _name(treasury: Treasury, key: str) -> Words:
    return next((area.name for area in treasury.federation.areas if area.id == key), label("row.no_area"))


def _cells(treasury: Treasury, found: Sequence[Operation], before: Mapping[str, int] | None) -> dict[str, int]:
    figures = {
        "income": sum(each.income_minor for each in found),
        "cost": treasury.sign * sum(each.cost_minor for each in found),
        "net": sum(each.net_minor for each in found),
        "budget": sum(each.budget_minor for each in found),
        "deviation": sum(each.deviation_minor for each in found),
    }
    return figures if before is None else {**figures, "before": sum(before.get(each.key, 0) for each in found)}


def _line(treasury: Treasury, name: Words, each: Operation, before: Mapping[str, int] | None) -> tuple[Cell, ...]:
    sums = Sums(treasury.currency)
    net = "{income}-{cost}" if treasury.sign > 0 else "{income}+{cost}"
    return (
        Cell(name),
        Cell(each.income_minor, Ruled(label("rule.operations_income"))),
        Cell(treasury.sign * each.cost_minor, Ruled(label("rule.operations_cost"))),
        Cell(each.net_minor, sums.rounded(net)),
        Cell(each.budget_minor, Ruled(label("rule.budgets"))),
        Cell(each.deviation_minor, sums.rounded("{net}-{budget}")),
        *([] if before is None else [Cell(before.get(each.key, 0), Ruled(label("rule.operations_before")))]),
    )
