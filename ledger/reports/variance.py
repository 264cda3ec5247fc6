"""Budget against actual, for one project or several, by whatever the rows are."""

from __future__ import annotations

from collections.abc import Generator
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from ledger.core.money import Money
from ledger.core.money import known_sum
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import earned
from ledger.reports.cells import money_column
from ledger.reports.cells import percent_column
from ledger.reports.cells import ratio
from ledger.reports.cells import reckoned
from ledger.reports.cells import ruled
from ledger.reports.entries import criteria
from ledger.reports.naming import rule_of
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Criterion
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from ledger.rules.variance import Variance
from ledger.rules.variance import check_by
from ledger.rules.variance import total
from ledger.rules.variance import undated_minor
from ledger.rules.variance import variance as compare

NAME = "variance"

_TIMES = frozenset({Dimension.YEAR, Dimension.MONTH})


def variance(dossiers: Sequence[Dossier], view: View) -> Table:
    """Return budget, actual, what remains and how much is used, by category unless the view says otherwise.

    Of several projects each one's rows stand under its name, so that no project's categories are taken for another's.
    Projects in other currencies than the first one are not summed; a note tells their figures.

    Args:
        dossiers: The projects; at least one.
        view: Which days, and what the rows are.

    Raises:
        BreakdownError: The view asks for rows that the report cannot have.
    """
    by = view.by or (Dimension.CATEGORY,)
    check_by(by)
    alone = len(dossiers) == 1
    return arrange(NAME, dossiers, view, by if alone else (Dimension.PROJECT, *by), alone=alone)


def arrange(
    name: str, dossiers: Sequence[Dossier], view: View, by: Sequence[Dimension], *, alone: bool = False
) -> Table:
    """Return budget against actual under a report's name.

    Args:
        name: The report's name; its title is the label ``report.NAME``.
        dossiers: The projects; at least one.
        view: Which days.
        by: What the rows are; projects always stand outermost.
        alone: Whether the table of entries beside it holds one project, which need not be named there.
    """
    inner = tuple(each for each in by if each is not Dimension.PROJECT)
    together = tuple(each for each in dossiers if each.project.currency == dossiers[0].project.currency)
    others = tuple(each for each in dossiers if each.project.currency != dossiers[0].project.currency)
    grid = _Grid(
        dossiers=together,
        view=view,
        by=(Dimension.PROJECT, *inner) if Dimension.PROJECT in by else inner,
        sums=Sums(dossiers[0].project.currency),
        alone=alone,
        days=criteria.days(view, {}),
    )
    return Table(
        name=name,
        title=label(f"report.{name}"),
        columns=grid.columns(),
        rows=tuple(grid.rows()),
        currency=grid.sums.currency,
        about=heading.about(dossiers, view),
        notes=(*grid.notes(), *(_apart(each, view) for each in others)),
    )


def _apart(dossier: Dossier, view: View) -> Words:
    """Return a note with the figures of a project in another currency."""
    whole = total(compare(dossier, view, (Dimension.PROJECT,)))
    currency = dossier.project.currency
    budget = None if whole.budget_minor is None else Money(whole.budget_minor, currency)
    return label(
        "note.currency", project=dossier.project.name, budget=budget, actual=Money(whole.actual_minor, currency)
    )


class _Group(NamedTuple):
    """A group of a project's facts.

    Attributes:
        dossier: The project.
        figures: Its budget and actual; the keys are those of the grid's dimensions.
    """

    dossier: Dossier
    figures: Variance


@frozen(kw_only=True)
class _Grid:
    """A table of budget against actual while it is made.

    Attributes:
        dossiers: The projects, in one currency.
        view: Which days.
        by: What the rows are, outermost first.
        sums: Formulas for its money.
        alone: Whether the table of entries holds one project.
        days: Conditions on the days of entries, where rows are not of a year or month of their own.
    """

    dossiers: tuple[Dossier, ...]
    view: View
    by: tuple[Dimension, ...]
    sums: Sums
    alone: bool
    days: tuple[Criterion, ...]

    @property
    def by_source(self) -> bool:
        """Whether planned financing stands against earned, instead of planned cost against actual."""
        return Dimension.SOURCE in self.by

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        words = {"budget": "column.planned", "actual": "column.earned"} if self.by_source else {}
        return (
            Column(key="name", words=label(f"column.{self.by[-1]}"), wide=True),
            *(
                money_column(key, self.sums.currency, label(words.get(key, f"column.{key}")))
                for key in ("budget", "actual", "remaining")
            ),
            percent_column("used"),
            Column(key="bar", words=label("column.bar"), kind=ColumnKind.BAR),
        )

    def rows(self) -> Iterator[Row]:
        """Yield the groups and their sum; then, beside a year, what the budget allows without a year."""
        groups = [_Group(dossier, each) for dossier in self.dossiers for each in self._groups(dossier)]
        tops = yield from self._level(groups, 0, "")
        whole = total([group.figures for group in groups])
        yield self._sum("total", label("row.total"), tops, whole, level=0)
        yield from self._undated()

    def notes(self) -> Iterator[Words]:
        """Yield what a reader must know of the figures."""
        if len(self.dossiers) == 1:
            yield from heading.notes(self.dossiers[0], self.view, "support" if self.by_source else "cost")
        yield from heading.day_notes(self.view)
        undated = self._undated_minor()
        yield from heading.undated_note(self.view, None if undated is None else Money(undated, self.sums.currency))

    def _groups(self, dossier: Dossier) -> tuple[Variance, ...]:
        """Return a project's groups; of several projects, those not blank, with the project's id before other keys."""
        if self.by[0] is not Dimension.PROJECT or len(self.by) == 1:
            return compare(dossier, self.view, self.by)
        found = compare(dossier, self.view, self.by[1:])
        used = (each for each in found if each.actual_minor or each.budget_minor is not None)
        return tuple(evolve(each, keys=(dossier.project.id, *each.keys)) for each in used)

    def _level(self, groups: Sequence[_Group], level: int, prefix: str) -> Generator[Row, None, list[str]]:
        """Yield the rows of a dimension, each group's inner ones under its name; return the keys of the rows to sum."""
        dimension = self.by[level]
        keys = []
        for key, found in groupby(groups, lambda group: group.figures.keys[level]):
            inner = list(found)
            row = prefix + naming.row_key(dimension, key)
            words = naming.key(inner[0].dossier, dimension, key)
            if level == len(self.by) - 1:
                yield self._line(row, words, inner[0], level)
                keys.append(row)
                continue
            yield Row(key=row, cells=(Cell(words), *(EMPTY,) * 5), kind=RowKind.GROUP, level=level)
            rows = yield from self._level(inner, level + 1, f"{row}/")
            whole = total([group.figures for group in inner])
            keys.append(f"{row}/total")
            yield self._sum(keys[-1], label("row.sum_of", name=words), rows, whole, level=level + 1)
        return keys

    def _line(self, key: str, words: Words, group: _Group, level: int) -> Row:
        figures = group.figures
        budget = ruled(figures.budget_minor, rule_of(group.dossier, self.view))
        return self._row(key, words, (budget, self._actual(group)), figures, level=level)

    def _actual(self, group: _Group) -> Cell:
        """Return what was spent or earned; empty where a group stands only for what the budget has without a time."""
        figures = group.figures
        if figures.exact is not None:
            return earned(figures.actual_minor, figures.exact)
        if figures.derived is not None:
            from ledger.reports.explanations.option_rule import option_rule  # noqa: PLC0415 - few projects use options

            at = self.by.index(Dimension.CATEGORY) if Dimension.CATEGORY in self.by else None
            rule = None if at is None else option_rule(group.dossier, figures.keys[at])
            return reckoned(figures.actual_minor, figures.derived, rule)
        keys = dict(zip(self.by, figures.keys, strict=True))
        if any(not key and dimension in _TIMES for dimension, key in keys.items()):
            return EMPTY
        days = self.days if _TIMES.isdisjoint(self.by) else criteria.days(self.view, keys)
        criterion = (*criteria.what(group.dossier, keys, alone=self.alone), *days)
        return Cell(figures.actual_minor, criteria.cost_of(criterion))

    def _undated(self) -> Iterator[Row]:
        """Yield a row beneath the sum with what the budget allows without a year, if the view asks for one year."""
        minor = self._undated_minor()
        if minor is not None:
            rule = rule_of(self.dossiers[0], self.view) if len(self.dossiers) == 1 else label("rule.budgets")
            cells = (Cell(label("row.without_year")), ruled(minor, rule), *(EMPTY,) * 4)
            yield Row(key="without_year", cells=cells, kind=RowKind.SUBTOTAL)

    def _undated_minor(self) -> int | None:
        return known_sum(undated_minor(dossier, self.view, self.by) for dossier in self.dossiers)

    def _sum(self, key: str, words: Words, rows: Sequence[str], figures: Variance, *, level: int) -> Row:
        """Return the sum of rows of a level: of lines, which stand one under the other, or of subtotals."""
        add = self.sums.lines if level == len(self.by) - 1 else self.sums.apart
        cells = (add(rows, "budget", figures.budget_minor), add(rows, "actual", figures.actual_minor))
        row = self._row(key, words, cells, figures, level=max(level - 1, 0))
        return evolve(row, kind=RowKind.SUBTOTAL if level else RowKind.TOTAL)

    def _row(self, key: str, words: Words, money: tuple[Cell, Cell], figures: Variance, *, level: int) -> Row:
        """Return a row with what remains and how much is used."""
        used = figures.used
        cells = (
            Cell(words),
            *money,
            Cell(figures.remaining_minor, self.sums.rounded("{budget}-{actual}")),
            ratio(used, "actual", "budget"),
            EMPTY if used is None else Cell(used, Formula("{used}")),
        )
        return Row(key=key, cells=cells, level=level)
