"""Workbooks: a project's reports on sheets that refer to each other, and several projects side by side."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ledger.core.finding import Finding
from ledger.core.record import evolve
from ledger.core.words import label
from ledger.model.corrections.marks import UNMARKED
from ledger.model.corrections.marks import Marks
from ledger.model.dossier import Dossier
from ledger.model.entry import EntryRow
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports.budgets.budget import budget
from ledger.reports.entries.entries import entries
from ledger.reports.financing.cofinancing import cofinancing
from ledger.reports.financing.financing import financing
from ledger.reports.findings import findings
from ledger.reports.forecasts.months import months
from ledger.reports.projects.overview import overview
from ledger.reports.sheet import Chart
from ledger.reports.sheet import ChartKind
from ledger.reports.sheet import Sheet
from ledger.reports.sheet import Workbook
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from ledger.reports.variance import variance
from ledger.rules.totals import reckoned

if TYPE_CHECKING:
    from ledger.model.mapping import Mapping as SchemeMapping
    from ledger.model.scheme import Scheme

CHARTED_MAX = 25
"""How many rows a bar chart can show and still be read."""


def project_workbook(
    dossier: Dossier,
    rows: Iterable[EntryRow],
    view: View,
    first: str = "variance",
    found: Sequence[Finding] = (),
    *,
    marks: Marks = UNMARKED,
) -> Workbook:
    """Return a project's workbook: overview, budget against actual, financing, budget, months and entries.

    Args:
        dossier: The project.
        rows: Its entries.
        view: Which days; `by` arranges budget against actual.
        first: Name of the report whose sheet follows the overview.
        found: What is to be said against the project's facts; stands on the overview.
        marks: What has been said of the entries since they were booked.
    """
    compared, paid = variance((dossier,), view), cofinancing((dossier,), view)
    promised = evolve(financing(dossier, view), about=())
    plan, run = budget(dossier, view), months(dossier, view)
    key_figures = overview(dossier, view, plan, paid)
    charts = (*_used(compared), *_shares(paid), *_run(run))
    sheets = {
        "variance": Sheet(name=label("sheet.variance"), tables=(compared,), landscape=True),
        "cofinancing": Sheet(name=label("sheet.cofinancing"), tables=(paid, promised), landscape=True),
        "budget": Sheet(name=label("sheet.budget"), tables=(plan,), landscape=True),
        "months": Sheet(name=label("sheet.months"), tables=(run,)),
        "entries": Sheet(name=label("sheet.entries"), tables=(entries(dossier, rows, view, marks),), landscape=True),
    }
    if first == "forecast":
        sheets |= {first: _forecast(dossier, view)}
    wanted = {"financing": "cofinancing"}.get(first, first)
    tables = (key_figures, findings(found)) if found else (key_figures,)
    return Workbook(
        title=dossier.project.name,
        sheets=(
            Sheet(name=label("sheet.overview"), tables=tables, charts=charts, landscape=True),
            *(sheet for name, sheet in sheets.items() if name == wanted),
            *(sheet for name, sheet in sheets.items() if name != wanted),
        ),
        created=view.today,
    )


def consolidated_workbook(
    dossiers: Sequence[Dossier], view: View, mappings: Mapping[str, SchemeMapping], common: Scheme | None = None
) -> Workbook:
    """Return several projects side by side: budget against actual, who pays, and the sums that both rest on.

    Args:
        dossiers: The projects; at least one.
        view: Which days, and what the rows under each project are.
        mappings: From each project's scheme, by its id, to the common one.
        common: The scheme that categories are brought to; each project keeps its own if none is given.
    """
    from ledger.reports.entries.subtotals import subtotals_beside  # noqa: PLC0415 - most are of one project
    from ledger.reports.projects.consolidated import consolidated  # noqa: PLC0415
    from ledger.reports.projects.consolidated import in_common  # noqa: PLC0415

    dossiers = tuple(reckoned(each, view) for each in dossiers)
    together = tuple(each for each in dossiers if each.project.currency == dossiers[0].project.currency)
    table = consolidated(dossiers, view, mappings, common)
    summed = in_common(together, mappings, common) if Dimension.CATEGORY in view.by else together
    sums = subtotals_beside(summed, view)
    return Workbook(
        title=label("report.consolidated"),
        sheets=(
            Sheet(name=label("sheet.consolidated"), tables=(table,), charts=_used(table), landscape=True),
            Sheet(name=label("sheet.cofinancing"), tables=(cofinancing(dossiers, view),), landscape=True),
            Sheet(name=label("sheet.subtotals"), tables=(sums,)),
        ),
        created=view.today,
    )


def _forecast(dossier: Dossier, view: View) -> Sheet:
    """Return the sheet of forecasts, by category and by source, with the one by plan as a chart."""
    from ledger.reports.forecasts.forecast import forecast  # noqa: PLC0415 - most workbooks have none

    by_category = forecast(dossier, evolve(view, by=()))
    by_source = evolve(forecast(dossier, evolve(view, by=(Dimension.SOURCE,))), name="forecast_by_source")
    parts = ("actual", "committed", "remaining_plan")
    chart = Chart(
        kind=ChartKind.STACKED_BAR,
        title=label("chart.forecast"),
        table=by_category.name,
        categories="name",
        series=parts,
    )
    return Sheet(
        name=label("sheet.forecast"),
        tables=(by_category, evolve(by_source, about=(), findings=())),
        charts=(chart,) if _figures(by_category, *parts) else (),
        landscape=True,
    )


def alone(table: Table, view: View) -> Workbook:
    """Return a workbook of one table, for what rests on no other."""
    return Workbook(title=table.title, sheets=(Sheet(name=table.title, tables=(table,)),), created=view.today)


def _used(table: Table) -> tuple[Chart, ...]:
    """Return the chart of what is used and what is left, unless the rows are too many to be read."""
    if not _figures(table, "budget", "actual") or sum(row.kind is RowKind.LINE for row in table.rows) > CHARTED_MAX:
        return ()
    title = label("chart.used")
    series = ("actual", "remaining")
    return (Chart(kind=ChartKind.STACKED_BAR, title=title, table=table.name, categories="name", series=series),)


def _shares(table: Table) -> tuple[Chart, ...]:
    """Return the chart of who has earned what, or who has planned what while nothing has been earned."""
    for column in ("earned", "planned"):
        if _figures(table, column):
            title = label(f"chart.{column}")
            return (Chart(kind=ChartKind.DOUGHNUT, title=title, table=table.name, categories="name", series=(column,)),)
    return ()


def _run(table: Table) -> tuple[Chart, ...]:
    """Return the chart of spending over the months, beside the even guide if there is one."""
    series = tuple(key for key in ("cumulative", "guide_cumulative") if _figures(table, key))
    if not series:
        return ()
    title = label("chart.months")
    return (Chart(kind=ChartKind.LINE, title=title, table=table.name, categories="name", series=series),)


def _figures(table: Table, *columns: str) -> bool:
    """Whether a charted row has anything but nothing in one of the columns."""
    return any(any(values) for _, values in table.lines(*columns))
