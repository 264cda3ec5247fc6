"""Whole, eliminations, mismatches, members and own capital of random federations, against a second reckoning."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from ledger.app.reports import report
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View
from tests.federation.files import TODAY
from tests.federation.files import YEARS
from tests.federation.membership import capital
from tests.federation.membership import members
from tests.federation.read import half_up
from tests.federation.reckoned import Reckoning

VIEWS = (
    {},
    {"year": 2020},
    {"year": 2021, "end": date(2021, 4, 30)},
    {"basis": "belongs"},
    {"year": 2021, "end": date(2021, 9, 17), "basis": "belongs"},
)


def seen(terms, *by):
    return View(**{**terms, "basis": Basis(terms.get("basis", "booked"))}, today=TODAY, by=tuple(map(Dimension, by)))


def value(table, row, column):
    return table.cell(row, column).value or 0


@pytest.mark.parametrize("terms", VIEWS)
def test_the_whole_is_what_the_files_give(federation, terms):
    files, book, _ = federation
    reckoned = Reckoning(files, TODAY, **terms)
    table = report(book, "whole", (), seen(terms))

    expected = {
        "budget_parts": reckoned.budget,
        "budget_internal": reckoned.eliminated("budget"),
        "actual_parts": reckoned.actual,
        "internal": reckoned.eliminated("actual"),
        "in_kind": reckoned.in_kind,
        "in_kind_budget": reckoned.in_kind_budget,
    }
    assert {row.key for row in table.rows} == {*files.consolidated, "total"}
    for column, figures in expected.items():
        assert {id_: value(table, id_, column) for id_ in files.consolidated} == {
            id_: figures[id_] for id_ in files.consolidated
        }, column
        assert value(table, "total", column) == sum(figures.values())
    for id_ in files.consolidated:
        cost = reckoned.actual[id_] + expected["internal"][id_]
        assert value(table, id_, "actual") == cost
        planned = reckoned.budget[id_] + expected["budget_internal"][id_]
        assert value(table, id_, "budget") == planned
        assert value(table, id_, "remaining") == planned - cost


@pytest.mark.parametrize("terms", VIEWS)
def test_every_category_of_every_scheme_stands_in_the_common_one(federation, terms):
    files, book, _ = federation
    reckoned = Reckoning(files, TODAY, **terms)
    table = report(book, "whole", (), seen(terms, "category"))

    found = {row.key: value(table, row.key, "actual_parts") for row in table.rows[:-1]}
    assert {key: minor for key, minor in found.items() if minor} == {
        key: minor for key, minor in reckoned.by_category.items() if minor
    }


@pytest.mark.parametrize("terms", VIEWS)
def test_every_pair_and_mismatch_is_shown_with_amounts_and_days(federation, terms):
    files, book, planted = federation
    reckoned = Reckoning(files, TODAY, **terms)
    table = report(book, "eliminations", (), seen(terms))

    keys = [key for key, common in reckoned.common().items() if reckoned.paid[key] or reckoned.came[key] or common]
    assert planted
    assert keys
    for name, figure, period in keys:
        key, common = (name, figure, period), reckoned.common()[name, figure, period]
        cell = partial(value, table, f"{figure}/{name}/{period or 'undated'}")
        paid, came = reckoned.paid[key], reckoned.came[key]
        assert (cell("paid"), cell("received"), cell("eliminated")) == (paid, came, common)
        assert (cell("payer_left"), cell("payee_left")) == (paid - common, came - common)
    assert reckoned.alone() or "end" in terms
    assert alone(table) == reckoned.alone()


def alone(table):
    """Return project, day, side and amount of each entry of a pair that the report shows alone."""
    found = []
    for row in table.rows:
        parts = row.key.split("/")
        if parts[0] == "actual" and len(parts) == 7:
            side = "payer" if row.cells[6].value is not None else "payee"
            found.append((parts[5], row.cells[2].value.isoformat(), side, value(table, row.key, f"{side}_left")))
    return sorted(found)


def test_projects_side_by_side_are_what_the_files_give(federation):
    files, book, _ = federation
    reckoned = Reckoning(files, TODAY)
    table = report(book, "consolidated")

    own = [id_ for id_, file in files.projects.items() if file["project"]["currency"] == "SEK"]
    for figure, figures in (("budget", reckoned.plain_budget), ("actual", reckoned.plain)):
        assert {id_: value(table, id_, figure) for id_ in own} == {id_: figures[id_] for id_ in own}
        assert value(table, "total", figure) == sum(figures[id_] for id_ in own)


@pytest.mark.parametrize("day", [TODAY, date(2021, 4, 30)])
def test_members_stand_as_law_key_plan_and_receipts_give(federation, day):
    files, book, _ = federation
    table = report(book, "members", (), View(today=day))

    for year in YEARS:
        for id_, (decided, due, came, late) in members(files, year, day).items():
            cell = partial(table.cell, f"{year}/{id_}")
            assert [cell(name).value for name in ("decided", "due", "received", "late", "left")] == [
                decided,
                due,
                came,
                late,
                decided - came,
            ]


def test_own_capital_develops_as_the_files_give(federation):
    files, book, _ = federation
    table = report(book, "capital")

    for year, figures in capital(files).items():
        columns = ("opening", "members", "other", "cost", "closing")
        assert tuple(table.cell(str(year), name).value for name in columns) == figures


def test_all_cost_of_all_projects_is_to_be_claimed(federation):
    files, book, _ = federation
    reckoned = Reckoning(files, TODAY)
    table = report(book, "attention", (), View(today=TODAY))

    found = {row.key: value(table, row.key, "amount") for row in table.rows if row.key.startswith("not_claimed/")}
    for id_ in files.consolidated[1:]:
        rate = files.rate(files.projects[id_]["project"]["currency"], TODAY)
        assert found.get(f"not_claimed/{id_}", 0) == max(0, half_up(reckoned.plain[id_] * rate))
