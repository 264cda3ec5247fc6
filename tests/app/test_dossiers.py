from __future__ import annotations

import pytest

from ledger import catalog
from ledger.app.book import open_book
from ledger.app.demo import demo
from ledger.app.reports import report
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.rules import totals

VIEWS = [
    pytest.param({}, id="everything"),
    pytest.param({"by": (Dimension.PROJECT,)}, id="by project"),
    pytest.param({"year": 2021}, id="a year"),
    pytest.param({"year": 2021, "basis": Basis.BELONGS}, id="a year by the day that the cost belongs to"),
    pytest.param({"by": (Dimension.CATEGORY,)}, id="by category"),
    pytest.param({"by": (Dimension.YEAR, Dimension.CATEGORY)}, id="by year and category"),
]


@pytest.fixture(scope="module")
def demo_book(tmp_path_factory):
    made = demo(tmp_path_factory.mktemp("demo"), catalog.labels("sv"), lambda _, __: b"")
    with open_book(made.book) as book:
        yield book


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", ["consolidated", "variance"])
def test_a_report_over_projects_is_the_same_from_coarse_totals_as_from_those_by_month(
    demo_book, name, view, monkeypatch
):
    asked = View(today=demo_book.today, **view)
    coarse = report(demo_book, name, (), asked)

    monkeypatch.setattr(totals, "kept_by_year", lambda _: False)

    assert report(demo_book, name, (), asked) == coarse
