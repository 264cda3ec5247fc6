"""The report of forecasts: every method beside the others, what was said of it, and a workbook that computes itself."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given

from ledger.errors import BreakdownError
from ledger.model.forecasts.comment import Comment
from ledger.model.forecasts.commitment import Commitment
from ledger.model.forecasts.commitment import Due
from ledger.model.forecasts.forecast import Forecast
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports.forecasts.forecast import forecast
from ledger.reports.workbook import project_workbook
from tests.reports.evaluate import spots
from tests.reports.reading import about
from tests.rules.dossiers import cases
from tests.rules.dossiers import dossier
from tests.rules.dossiers import rows_of

TODAY = date(2021, 6, 15)
BY_SOURCE = (Dimension.SOURCE,)


def made(view):
    """Return the project made by hand with an order, a typed forecast and comments."""
    order = Commitment(
        id="1",
        category="lokal",
        amount_minor=9_000_00,
        made_on=date(2021, 5, 1),
        dues=(Due(on=date(2021, 9, 1), amount_minor=9_000_00),),
    )
    typed = Forecast(
        category="personal", year=2021, amount_minor=590_000_00, typed_on=date(2021, 6, 1), note="Två tjänster"
    )
    comments = (
        Comment(
            text="Sent tillsatt.", measure="Vikarie.", category="personal", written_on=TODAY, end=date(2020, 12, 31)
        ),
        Comment(text="Full styrka.", category="personal", written_on=TODAY, start=date(2021, 1, 1)),
        Comment(text="Pandemi.", written_on=TODAY),
    )
    return attrs.evolve(dossier(view=view), commitments=(order,), forecasts=(typed,), comments=comments)


def test_the_year_by_category_reads_as_agreed():
    view = View(today=TODAY, year=2021)
    table = forecast(made(view), view)
    row = {column.key: table.cell("personal", column.key).value for column in table.columns}

    assert row["budget"] == 600_000_00
    assert row["actual"] == 200_000_00
    assert row["remaining_plan"] == 350_000_00
    assert row["by_plan"] == 550_000_00
    assert row["by_pace"] == 480_000_00
    assert (row["typed"], row["forecast"], row["deviation"]) == (590_000_00, 590_000_00, 10_000_00)
    assert (row["comment"], row["measure"]) == ("Full styrka.", None)
    assert table.cell("lokal", "committed").value == 9_000_00
    assert table.cell("total", "by_plan").value is None
    assert table.cell("total", "comment").value == "Pandemi."
    assert about(table)["Utfallet täcker"] == "till och med 2021-05: 5 av 12 månader"


def test_a_figure_that_a_method_does_not_tell_is_left_empty():
    view = View(today=TODAY, year=2021)
    table = forecast(made(view), view)

    assert [table.cell("tid", key).value for key in ("budget", "remaining_plan", "by_plan")] == [None] * 3
    assert table.cell("tid", "forecast").value == table.cell("tid", "by_pace").value


def test_the_whole_project_shows_comments_of_every_year():
    view = View(today=TODAY)
    table = forecast(made(view), view)

    assert table.cell("personal", "comment").value == "Sent tillsatt. Full styrka."
    assert table.cell("personal", "measure").value == "Vikarie."


@pytest.mark.no_cover
@given(case=cases())
def test_both_views_come_to_the_same_forecast(case):
    found, _, view = case
    by_category, by_source = (forecast(found, attrs.evolve(view, by=by)) for by in ((), BY_SOURCE))

    assert by_category.cell("total", "forecast").value == by_source.cell("total", "forecast").value
    assert by_category.cell("total", "actual").value == by_source.cell("total", "earned").value


@pytest.mark.no_cover
@given(case=cases())
def test_every_figure_computes_itself(case):
    found, rows, view = case
    workbook = project_workbook(found, rows, attrs.evolve(view, by=()), first="forecast")

    assert [spot for spot in spots(workbook) if (spot.said or 0) != (spot.computed or 0)] == []


def test_a_workbook_of_forecasts_has_their_sheet_first_and_a_chart():
    view = View(today=TODAY)
    workbook = project_workbook(made(view), rows_of(()), view, first="forecast")

    assert [table.name for table in workbook.sheets[1].tables] == ["forecast", "forecast_by_source"]
    assert [chart.table for chart in workbook.sheets[1].charts] == ["forecast"]


def test_without_anything_to_draw_there_is_no_chart():
    view = View(today=TODAY)
    workbook = project_workbook(dossier((), versions=()), (), view, first="forecast")

    assert workbook.sheets[1].charts == ()


def test_other_rows_are_refused():
    with pytest.raises(BreakdownError, match="category, source"):
        forecast(dossier(), View(today=TODAY, by=(Dimension.PART,)))
