"""What has changed since the last report: each project's budget and cost then and now."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.record import evolve
from ledger.core.words import label
from ledger.model.view import Dimension
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.federation.treasury import Treasury
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.federation.whole_figures import WholeFigures
from ledger.rules.federation.whole_figures import sum_of
from ledger.rules.federation.whole_figures import whole_figures

NAME = "changes"


def changes(then: Treasury, now: Treasury, since: str) -> Table:
    """Return a row for each project: its budget and cost in the whole then, now, and the difference.

    Args:
        then: The whole as it was known then.
        now: The whole as it is known now, on the same days of entries.
        since: Which day or seal that was, for people.
    """
    currency = now.currency
    return Table(
        name=NAME,
        title=label("report.changes"),
        columns=(
            Column(key="name", words=label("column.project"), wide=True),
            *(
                money_column(f"{figure}_{when}", currency, label(f"changes.{figure}_{when}"))
                for figure in ("budget", "actual")
                for when in ("then", "now", "change")
            ),
            Column(key="entries", words=label("changes.entries"), kind=ColumnKind.COUNT),
        ),
        rows=tuple(_rows(then, now)),
        currency=currency,
        about=(*now.about(), (label("about.since"), since)),
        notes=(*now.notes(), label("note.changes")),
    )


def _figures(treasury: Treasury) -> dict[str, WholeFigures]:
    view = evolve(treasury.view, by=())
    return {each.key: each for each in whole_figures(treasury.found, treasury.federation, view, Dimension.PROJECT)}


def _rows(then: Treasury, now: Treasury) -> Iterator[Row]:
    before, after = _figures(then), _figures(now)
    counts = [
        {part.project.id: sum(total.count for total in part.totals) for part in each.found.parts}
        for each in (then, now)
    ]
    keys = list(dict.fromkeys((*after, *before)))
    for key in keys:
        old, new = (found.get(key, WholeFigures(key=key)) for found in (before, after))
        entries = counts[1].get(key, 0) - counts[0].get(key, 0)
        yield Row(key=key, cells=(Cell(now.project_name(key)), *_money(now, old, new), Cell(entries)))
    sums = Sums(now.currency)
    old, new = sum_of(before.values()), sum_of(after.values())
    figures = {
        f"{figure}_{when}": minor
        for figure, name in (("budget", "whole_budget_minor"), ("actual", "whole_minor"))
        for when, minor in zip(("then", "now", "change"), _three(now, old, new, name), strict=True)
    }
    total = sum(counts[1].values()) - sum(counts[0].values())
    cells = (sums.lines(keys, column, minor) for column, minor in figures.items())
    yield Row(key="total", cells=(Cell(label("row.whole")), *cells, Cell(total)), kind=RowKind.TOTAL)


def _three(treasury: Treasury, old: WholeFigures, new: WholeFigures, name: str) -> tuple[int, int, int]:
    before, after = treasury.sign * getattr(old, name), treasury.sign * getattr(new, name)
    return before, after, after - before


def _money(treasury: Treasury, old: WholeFigures, new: WholeFigures) -> Iterator[Cell]:
    sums = Sums(treasury.currency)
    for figure, name in (("budget", "whole_budget_minor"), ("actual", "whole_minor")):
        before, after, change = _three(treasury, old, new, name)
        rule = Ruled(label(f"rule.changes.{figure}"))
        yield Cell(before, rule)
        yield Cell(after, rule)
        yield Cell(change, sums.rounded(f"{{{figure}_now}}-{{{figure}_then}}"))
