from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.errors import BreakdownError
from ledger.model.forecasts.comment import Comment
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports.federation.board import board
from ledger.reports.federation.treasury import Treasury
from ledger.reports.table import ColumnKind
from ledger.reports.table import RowKind
from ledger.rules.federation.whole import whole as put_together
from ledger.rules.federation.whole_forecast import money_forecast
from ledger.rules.forecasts.forecast import forecast
from tests.reports.federation.test_whole import with_members
from tests.reports.federations import TODAY
from tests.reports.federations import treasury
from tests.reports.reading import headings
from tests.reports.reading import read
from tests.reports.reading import told
from tests.rules.federations import random_federation

BY = (Dimension.AREA, Dimension.CATEGORY, Dimension.SOURCE, Dimension.MEMBER)


def view(by, **terms):
    return View(today=TODAY, year=2021, by=(Dimension(by),), **terms)


def commented(found, *comments, id_="vag"):
    parts = tuple(
        attrs.evolve(each, comments=comments) if each.project.id == id_ else each for each in found.found.parts
    )
    return attrs.evolve(found, found=attrs.evolve(found.found, parts=parts))


def test_areas_have_budget_cost_deviation_and_forecast():
    table = board(treasury(view("area")))

    assert headings(table) == (
        "Område | Budget | Utfall | Avvikelse | Förbrukat | Andel av budget | "
        "Prognos | Budget minus prognos | Förklaring"
    )
    # Nine months of twelve, and of the bridge's eleven, are still to come.
    assert read(table).splitlines() == [
        "Styrelse | 60 000 | 12 000 | 48 000 | 1/5 | 1/5 | 57 000 | 3 000",
        "Insatser | 1 400 000 | 289 666 | 1 110 334 | 144833/700000 | 144833/700000 | 1 394 211,44 | 5 788,56",
        "utan område | −2 000 | −1 000 | −1 000 | 1/2 | 1/2 | −2 499,99 | 499,99",
        "== Summa förbundet | 1 458 000 | 300 666 | 1 157 334 | 50111/243000 | 50111/243000 | 1 448 711,45 | 9 288,55",
    ]


def test_who_pays_stands_with_what_each_is_believed_to_pay():
    table = board(treasury(view("source")))

    names = {row.key: [cell.value for cell in row.cells] for row in table.rows}
    assert list(names) == ["fonden", "between_projects", "unallocated", "total"]
    assert names["fonden"][1] == 400_000_00
    assert names["total"][6] == board(treasury(view("area"))).cell("total", "forecast").value
    assert told(table)[-2].startswith("Utfallet är vad varje finansiär upparbetat")


@pytest.mark.parametrize("dimensions", [("year",), ("area", "source")])
def test_other_rows_are_refused(dimensions):
    with pytest.raises(BreakdownError):
        board(treasury(View(today=TODAY, by=tuple(map(Dimension, dimensions)))))


def test_comments_stand_on_the_rows_that_they_are_of():
    comments = [
        Comment(
            text=f"Hyran {day}", written_on=date(2021, 5, day), category="lon" if day % 2 else None, measure="Flytt"
        )
        for day in range(1, 5)
    ]
    comments.append(Comment(text="Sent", written_on=date(2021, 4, 1)))

    def said(by, row):
        return board(commented(treasury(view(by)), *comments)).cell(row, "comment").value

    by_area = said("area", "insatser")
    assert (by_area.key, dict(by_area.values)["count"]) == ("board.more", 2)
    by_category = said("category", "lon")
    assert by_category.key == "board.also"
    assert dict(dict(by_category.values)["text"].values)["project"] == "Vägen in"
    assert said("source", "between_projects").key == "board.more"
    assert said("category", "styrelse") is None


def test_a_comment_on_the_whole_project_stands_on_no_category():
    one = Comment(text="Sent", written_on=date(2021, 4, 1))

    table = board(commented(treasury(view("category")), one))

    assert not any(row.cells[-1].value for row in table.rows)


def test_what_is_given_in_kind_is_in_no_forecast():
    (vag,) = (each for each in treasury(view("area")).found.whole if each.project.id == "vag")

    assert money_forecast(vag, forecast(vag, view("area")))["tid"] == 0


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(BY), st.booleans(), st.sampled_from([None, 2020, 2021]), st.booleans())
def test_every_way_to_tell_the_whole_ends_at_the_same_sums(seed, dimension, negative, year, is_early):
    case = with_members(random_federation(Random(seed), 4))
    terms = {"today": date(2021, 12, 31), "year": year, "costs_negative": negative}
    if is_early:
        terms["end"] = date(2021, 4, 30)

    def told_by(by):
        seen = View(**terms, by=(by,))
        found = put_together(case.dossiers, case.federation, seen)
        return board(Treasury(federation=case.federation, names={}, found=found, view=seen))

    usual, other = told_by(Dimension.PROJECT), told_by(dimension)

    for key in ("budget", "actual", "remaining", "used", "forecast", "forecast_deviation"):
        assert (other.cell("total", key).value or 0) == (usual.cell("total", key).value or 0), key
    for at, column in enumerate(other.columns):
        if column.kind is ColumnKind.MONEY:
            lines = [row.cells[at].value or 0 for row in other.rows if row.kind is RowKind.LINE]
            assert sum(lines) == (other.rows[-1].cells[at].value or 0)
    assert usual.cell("total", "used").value is None or isinstance(usual.cell("total", "used").value, Fraction)
