"""Forecasts side by side: what is booked, ordered and planned, the pace, what the project leader believes, and why."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence

from ledger.core.money import Money
from ledger.core.money import known_sum
from ledger.core.period import calendar_year
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.errors import BreakdownError
from ledger.model.dossier import Dossier
from ledger.model.forecasts.comment import Comment
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import reckoned
from ledger.reports.cells import ruled
from ledger.reports.entries import criteria
from ledger.reports.financing import source_terms
from ledger.reports.naming import rule_of
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules import budget
from ledger.rules.checks import judge
from ledger.rules.checks.forecast import warn
from ledger.rules.financing.cofinance import Cofinancing
from ledger.rules.financing.cofinance import SourceShare
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.financing.draw import NOBODY
from ledger.rules.forecasts.forecast import ForecastLine
from ledger.rules.forecasts.forecast import Forecasts
from ledger.rules.forecasts.forecast import Method
from ledger.rules.forecasts.forecast import forecast as reckon
from ledger.rules.forecasts.sources import forecast_financing
from ledger.rules.month_weights import are_named

NAME = "forecast"

_MONEY = ("budget", "actual", "committed", "remaining_plan", "by_plan", "by_pace", "typed", "forecast", "deviation")
_SOURCE_MONEY = ("planned", "earned", "by_plan", "by_pace", "forecast", "deviation")
_METHODS = {Method.PLAN: "by_plan", Method.PACE: "by_pace"}


def forecast(dossier: Dossier, view: View) -> Table:
    """Return the forecasts to the end of the project, or of the view's year, by category or by source.

    Args:
        dossier: The project.
        view: `year` sets the horizon; `by` is category, which is usual, or source.

    Raises:
        BreakdownError: The view asks for other rows.
    """
    if view.by not in ((), (Dimension.CATEGORY,), (Dimension.SOURCE,)):
        by = ", ".join(view.by)
        raise BreakdownError(report=NAME, by=by, options=f"{Dimension.CATEGORY}, {Dimension.SOURCE}")
    found = reckon(dossier, view)
    financing = forecast_financing(dossier, view, found.horizon, found.costs() or {})
    made = _Made(dossier=dossier, view=view, found=found, financing=financing, sums=Sums(dossier.project.currency))
    said = judge(warn(dossier, view, found, financing), dossier.project.severities)
    by_source = view.by == (Dimension.SOURCE,)
    return Table(
        name=NAME,
        title=label("report.forecast.source" if by_source else "report.forecast"),
        columns=made.source_columns() if by_source else made.columns(),
        rows=tuple(made.source_rows() if by_source else made.rows()),
        currency=dossier.project.currency,
        about=(*heading.about((dossier,), view), *made.about()),
        notes=(
            label("note.forecast_sources" if by_source else "note.forecast"),
            *(source_terms.rate(dossier, cofinance(dossier, view), financing) if by_source else ()),
            *made.notes(),
        ),
        findings=said,
    )


@frozen(kw_only=True)
class _Made:
    """A table of forecasts while it is made.

    Attributes:
        dossier: The project.
        view: The question.
        found: The forecasts.
        financing: Who will have paid what.
        sums: Formulas for its money.
    """

    dossier: Dossier
    view: View
    found: Forecasts
    financing: Cofinancing
    sums: Sums

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the table by category."""
        return (
            Column(key="name", words=label("column.category"), wide=True),
            *(money_column(key, self.sums.currency) for key in _MONEY),
            Column(key="method", words=label("column.method")),
            Column(key="comment", words=label("column.comment"), wide=True),
            Column(key="measure", words=label("column.measure"), wide=True),
        )

    def source_columns(self) -> tuple[Column, ...]:
        """Return the columns of the table by source."""
        return (
            Column(key="name", words=label("column.source"), wide=True),
            *(money_column(key, self.sums.currency) for key in _SOURCE_MONEY),
        )

    def about(self) -> Iterator[tuple[Words, Words]]:
        """Yield how far the forecast looks and how far the books have come."""
        reach = self.found.horizon
        year = str(reach.year)
        horizon = label("forecast.to_project_end") if reach.year is None else label("forecast.to_year_end", year=year)
        yield label("about.horizon"), horizon
        if reach.through is None:
            yield label("about.through"), label("forecast.nothing_finished")
        else:
            months = label("forecast.months", done=reach.done, months=len(reach.months), month=reach.through)
            yield label("about.through"), months if reach.months else reach.through

    def notes(self) -> Iterator[Words]:
        """Yield what a reader must know of the figures."""
        yield from heading.notes(self.dossier, self.view, "cost")
        version = budget.in_force(self.dossier.versions, self.view.today)
        cost = version.cost if version else ()
        loose = budget.sum_minor(budget.undated(cost, self.view.year), self.dossier.scheme)
        yield from heading.undated_note(
            self.view, None if loose is None else Money(loose, self.dossier.project.currency)
        )

    def rows(self) -> Iterator[Row]:
        """Yield a row for each category, and their sum."""
        lines = self.found.lines
        for line in lines:
            yield Row(key=line.category, cells=self._line(line))
        keys = [line.category for line in lines]
        comments = self._said(None)
        total = self._total(keys)
        cells = (Cell(label("row.total")), *(total[key] for key in _MONEY), EMPTY, *comments)
        yield Row(key="total", cells=cells, kind=RowKind.TOTAL)

    def source_rows(self) -> Iterator[Row]:
        """Yield a row for each source, and their sum."""
        now = {share.id: share for share in cofinance(self.dossier, self.view).shares}
        by = {key: self._by(method) for method, key in _METHODS.items()}
        keys = []
        for share in _all(self.financing.shares, now, *by.values()):
            keys.append(naming.row_key(Dimension.SOURCE, share.id))
            cells = self._source(share, now.get(share.id, SourceShare(id=share.id)), by)
            yield Row(key=keys[-1], cells=(Cell(naming.key(self.dossier, Dimension.SOURCE, share.id)), *cells))
        known = {"earned": list(now.values()), "forecast": list(self.financing.shares)}
        known |= {key: list(found.values()) for key, found in by.items() if found}
        totals: dict[str, int | None] = {
            key: sum(each.earned_minor for each in known[key]) if key in known else None for key in _SOURCE_MONEY
        }
        planned = [share.planned_minor for share in self.financing.shares if share.planned_minor is not None]
        totals["planned"] = sum(planned) if planned else None
        totals["deviation"] = sum(planned) - (totals["forecast"] or 0)
        cells = tuple(self.sums.lines(keys, key, totals[key]) for key in _SOURCE_MONEY[:-1])
        deviation = Cell(totals["deviation"], self.sums.rounded("{planned}-{forecast}"))
        yield Row(key="total", cells=(Cell(label("row.total_financing")), *cells, deviation), kind=RowKind.TOTAL)

    def _line(self, line: ForecastLine) -> tuple[Cell, ...]:
        dossier, view = self.dossier, self.view
        keys = {Dimension.CATEGORY: line.category}
        actual = Cell(line.actual_minor, criteria.cost_of(criteria.group(dossier, view, keys, alone=True)))
        if line.derived is not None:
            actual = reckoned(line.actual_minor, line.derived)
        return (
            Cell(naming.key(dossier, Dimension.CATEGORY, line.category)),
            ruled(line.budget_minor, rule_of(dossier, view)),
            actual,
            ruled(line.committed_minor, label("rule.committed")),
            ruled(line.remaining_minor, label(f"rule.remaining_plan{'.weighted' * are_named(dossier.terms)}")),
            self._by_plan(line),
            self._by_pace(line),
            self._typed(line),
            self._forecast(line),
            Cell(line.deviation_minor, self.sums.rounded("{budget}-{forecast}")),
            EMPTY if line.is_blank else Cell(label(f"forecast.method.{line.method}")),
            *self._said(line.category),
        )

    def _by_plan(self, line: ForecastLine) -> Cell:
        if line.plan_minor is None:
            return EMPTY
        return Cell(line.plan_minor, self.sums.rounded("{actual}+{committed}+{remaining_plan}"))

    def _by_pace(self, line: ForecastLine) -> Cell:
        if line.pace is None:
            return EMPTY
        reach = self.found.horizon
        rounding = None if line.pace.denominator == 1 else label("rounding.half_up")
        rule = label("rule.pace", done=reach.done, months=reach.paced)
        return Cell(line.pace_minor, Ruled(rule, line.pace if rounding else None, rounding))

    def _typed(self, line: ForecastLine) -> Cell:
        of = (each for each in self.dossier.forecasts if each.category == line.category)
        typed = next((each for each in of if each.year == self.view.year), None)
        if typed is None:
            return EMPTY
        key = "rule.typed" if typed.note is None else "rule.typed.note"
        return ruled(line.typed_minor, label(key, day=typed.typed_on, note=typed.note))

    def _forecast(self, line: ForecastLine) -> Cell:
        shown = {Method.TYPED: "{typed}", Method.PLAN: "{by_plan}", Method.PACE: "{by_pace}"}
        formula = Formula(shown[line.method]) if line.method in shown else self.sums.rounded("{actual}+{committed}")
        return Cell(line.forecast_minor, formula)

    def _said(self, category: str | None) -> tuple[Cell, Cell]:
        """Return what has been said of a category, or of the project as a whole, and what is done about it."""
        said = [each for each in self.dossier.comments if each.category == category and self._is_about(each)]
        texts = " ".join(each.text for each in said)
        measures = " ".join(each.measure for each in said if each.measure)
        return Cell(texts or None), Cell(measures or None)

    def _is_about(self, each: Comment) -> bool:
        """Whether a comment is about any day of the horizon."""
        if self.view.year is None:
            return True
        whole = calendar_year(self.view.year)
        return (each.start or whole.start) <= whole.end and (each.end or whole.end) >= whole.start

    def _total(self, keys: Sequence[str]) -> dict[str, Cell]:
        lines = self.found.lines
        figures: dict[str, list[int | None]] = {
            "budget": [line.budget_minor for line in lines],
            "actual": [line.actual_minor for line in lines],
            "committed": [line.committed_minor for line in lines],
            "forecast": [line.forecast_minor for line in lines],
            "deviation": [line.deviation_minor for line in lines],
        }
        cells = {key: self.sums.lines(keys, key, known_sum(found)) for key, found in figures.items()}
        for method, key in ((Method.PLAN, "by_plan"), (Method.PACE, "by_pace"), (Method.TYPED, "typed")):
            costs = self.found.costs(method)
            cells[key] = EMPTY if costs is None else self.sums.lines(keys, key, sum(costs.values()))
        left = [line.remaining_minor for line in lines]
        whole = cells["by_plan"].value is not None
        cells["remaining_plan"] = self.sums.lines(keys, "remaining_plan", known_sum(left)) if whole else EMPTY
        return cells

    def _by(self, method: Method) -> dict[str, SourceShare]:
        """Return what each source will have earned by a method; nothing where the method does not tell."""
        costs = self.found.costs(method)
        if costs is None:
            return {}
        found = forecast_financing(self.dossier, self.view, self.found.horizon, costs, by_pace=method is Method.PACE)
        return {share.id: share for share in found.shares}

    def _source(self, share: SourceShare, now: SourceShare, by: dict[str, dict[str, SourceShare]]) -> tuple[Cell, ...]:
        deviation, nothing = EMPTY, SourceShare(id=share.id)
        if share.planned_minor is not None:
            minor = share.planned_minor - share.earned_minor
            deviation = Cell(minor, self.sums.rounded("{planned}-{forecast}"))
        return (
            ruled(share.planned_minor, rule_of(self.dossier, self.view)),
            _shared(now, "rule.earned"),
            *(_shared(each.get(share.id, nothing), "rule.forecast_share") if each else EMPTY for each in by.values()),
            _shared(share, "rule.forecast_share"),
            deviation,
        )


def _all(shares: Sequence[SourceShare], *others: Mapping[str, SourceShare]) -> Iterator[SourceShare]:
    """Yield shares, then one of nothing for each id that stands among others alone; what nobody pays comes last."""
    known = {share.id: share for share in shares}
    known |= {id_: SourceShare(id=id_) for other in others for id_ in other if id_ not in known}
    yield from (share for id_, share in known.items() if id_ != NOBODY)
    yield from (share for id_, share in known.items() if id_ == NOBODY)


def _shared(share: SourceShare, rule: str) -> Cell:
    """Return what falls on a source, with the figure before rounding where that is another."""
    exact = share.exact + share.in_kind_minor
    rounding = None if exact.denominator == 1 else label("rounding.split")
    return Cell(share.earned_minor, Ruled(label(rule), exact if rounding else None, rounding))
