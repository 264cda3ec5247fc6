"""Every figure of every report, form and page agrees with what lies behind it."""

from __future__ import annotations

import sys
from datetime import UTC
from datetime import date
from datetime import datetime
from pathlib import Path

import pytest

from ledger import catalog
from ledger.app.book import create_book
from ledger.app.book import open_book
from ledger.app.dossiers import project_ids
from ledger.app.explanations.explain import Explainer
from ledger.app.explanations.explain import explain
from ledger.app.explanations.figures import Figures
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports.table import SumOf
from tests.conftest import same_bytes

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "docs"))

from transcripts import rerun  # noqa: E402 - the script of the pages


@pytest.fixture(scope="module")
def fixtures():
    """Return a book of all example projects with their actuals."""
    folder = catalog.fixtures()
    moment = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
    with create_book(":memory:", author="Ekonomen", clock=lambda: moment, random=same_bytes()) as book:
        add_projects(book, sorted([*folder.glob("*/project.toml"), *folder.glob("*/projects/*.toml")]))
        for path in sorted(folder.glob("*/actuals.csv")):
            single = (path.parent / "project.toml").exists()
            import_file(book, path, project=path.parent.name if single else None)
        yield book


@pytest.mark.no_cover
def test_every_figure_of_every_report_and_form_of_all_fixtures_agrees(fixtures):
    explained = 0
    for id_ in project_ids(fixtures):
        explainer = Explainer(fixtures, id_)
        for figure in Figures(fixtures, id_).usual():
            found = explainer.of(figure)
            explained += 1

            assert found.agrees, (found.address, found.value, found.recount)
    assert explained > 4000


VIEWS = [
    View(today=date(2026, 1, 31), by=(Dimension.PART, Dimension.YEAR)),
    View(today=date(2026, 1, 31), by=(Dimension.SOURCE,), basis=Basis.BELONGS),
    View(today=date(2026, 1, 31), year=2021, basis=Basis.PAID),
    View(today=date(2026, 1, 31), start=date(2020, 8, 10), end=date(2021, 3, 15)),
]


@pytest.mark.no_cover
@pytest.mark.parametrize("view", VIEWS, ids=["by part and year", "by source", "a year paid", "days inside months"])
@pytest.mark.parametrize("ids", [("pas",), ("pas", "torget"), ()], ids=["one project", "two", "all"])
def test_figures_of_other_views_and_of_several_projects_agree(fixtures, view, ids):
    explainer = Explainer(fixtures, "pas")
    for name in ("variance", "consolidated") if view.by else ("variance", "cofinancing", "consolidated"):
        for address, _, _ in report(fixtures, name, ids, view).figures():
            assert explainer.explain(address).agrees, address


@pytest.mark.no_cover
@pytest.mark.parametrize("page", ["claims.md", "statements.md", "budget-versions.md"])
def test_every_figure_of_the_books_that_the_pages_make_agrees(page, tmp_path):
    rerun(ROOT / "docs" / page, tmp_path)
    (path,) = tmp_path.glob("*.db")
    explained = 0
    with open_book(path, clock=lambda: datetime(2026, 1, 31, 23, tzinfo=UTC)) as book:
        for id_ in project_ids(book):
            explainer = Explainer(book, id_)
            for figure in Figures(book, id_).usual():
                explained += 1

                assert explainer.of(figure).agrees, figure.address
    assert explained > 100


def test_a_claim_s_figures_rest_on_the_entries_that_it_took_in(tmp_path):
    rerun(ROOT / "docs" / "claims.md", tmp_path)
    (path,) = tmp_path.glob("*.db")
    with open_book(path, clock=lambda: datetime(2026, 1, 31, 23, tzinfo=UTC)) as book:
        (id_,) = project_ids(book)
        sums = [
            explain(book, id_, address)
            for address, column, cell in report(book, "claim", [id_]).figures()
            if column.key == "current" and address.startswith("claim/cost/") and isinstance(cell.live, SumOf)
        ]
        listed = report(book, "transactions", [id_])
        numbers = {int(row.key.partition("/")[0]) for row in listed.rows if row.key.partition("/")[0].isdecimal()}

    assert sums
    assert {each.number for found in sums for each in found.entries} <= numbers
