"""Every report in every format: what one prints every other one prints too, and what one refuses all refuse alike."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import product

import attrs
import pytest

from ledger import catalog
from ledger.app import pages
from ledger.app.book import open_book
from ledger.app.demo import demo
from ledger.app.pages import page
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.app.tables import REPORTS
from ledger.errors import LedgerError
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.render.csv_text import to_csv
from ledger.render.html import to_html
from ledger.render.json_text import to_json
from ledger.render.text import to_text
from ledger.render.xlsx import to_xlsx

LABELS = catalog.labels("sv")
EMPTY = """
[project]
id = "tomt"
name = "Ännu ingenting"
scheme = "generell"
start = 2024-01-01
end = 2025-12-31
"""
VIEWS = {
    "everything": {},
    "a year": {"year": 2024},
    "days within a month": {"start": date(2024, 3, 10), "end": date(2024, 5, 20)},
    "by the day of payment": {"basis": Basis.PAID},
    "as known before there was anything": {"known": date(2000, 1, 1)},
    "what is attested": {"attested": True},
    **{f"by {each}": {"by": (Dimension(each),)} for each in ("project", "month", "source", "area", "member")},
    "by two": {"by": (Dimension.YEAR, Dimension.CATEGORY)},
}
SCOPES = {"an empty project": ("tomt",), "a project": ("bron",), "two": ("bron", "tomt"), "all": ()}
FORMATS = {
    "text": lambda *asked: to_text(once(report, *asked), LABELS),
    "csv": lambda *asked: to_csv(once(report, *asked), LABELS),
    "json": lambda *asked: to_json(once(report, *asked), LABELS),
    "html": lambda *asked: to_html(page(*asked), LABELS),
    "xlsx": lambda *asked: rendered(once(workbook, *asked)),
}


def once(make, book, name, ids, view):
    """Return a report or workbook, or raise why it is refused; made once for all formats that show it."""
    asked = (make, id(book), name, tuple(ids), view)
    if asked not in MADE:
        try:
            MADE[asked] = make(book, name, ids, view)
        except LedgerError as error:
            MADE[asked] = error
    if isinstance(MADE[asked], LedgerError):
        raise MADE[asked]
    return MADE[asked]


def rendered(made):
    """Return a workbook's file; reports that stand in one workbook differ in its first sheet alone."""
    held = (made.project, frozenset(table.name for sheet in made.sheets for table in sheet.tables))
    if held not in RENDERED:
        RENDERED[held] = to_xlsx(made, LABELS)
    return RENDERED[held]


MADE, RENDERED = {}, {}


@pytest.fixture(autouse=True)
def afresh(monkeypatch):
    """Forget what the test before has made, and let pages show the workbooks that have been made."""
    MADE.clear()
    RENDERED.clear()
    monkeypatch.setattr(pages, "workbook", partial(once, workbook))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder of the demo's book, with an empty project beside the others."""
    folder = tmp_path_factory.mktemp("demo")
    demo(folder, LABELS, lambda *_: b"")
    path = folder / "tomt.toml"
    path.write_text(EMPTY, encoding="utf-8")
    with open_book(folder / "medfin.db", author="Ekonomen") as book:
        add_projects(book, [path])
    return folder


@pytest.fixture(scope="module")
def full(folder):
    """Return that book."""
    with open_book(folder / "medfin.db") as book:
        yield book


def said(make, *asked):
    """Return what came of asking: nothing but that it was made, or why it was refused."""
    try:
        return bool(make(*asked))
    except LedgerError as error:
        return f"{error.code}: {error}"


ASKED = (
    *product(["an empty project"], VIEWS),
    *product(["a project"], ["everything", "as known before there was anything", "by project", "by area", "by source"]),
    *product(["two"], ["everything", "by project"]),
    ("all", "everything"),
)


@pytest.mark.no_cover
@pytest.mark.parametrize(("scope", "terms"), ASKED, ids=[" – ".join(each) for each in ASKED])
def test_all_formats_agree_on_what_there_is_to_show(full, scope, terms):
    view = attrs.evolve(View(today=full.today), **VIEWS[terms])
    found = {
        name: {form: said(make, full, name, SCOPES[scope], view) for form, make in FORMATS.items()} for name in REPORTS
    }

    assert {name: each for name, each in found.items() if len(set(each.values())) > 1} == {}


@pytest.mark.parametrize("name", REPORTS)
def test_all_formats_agree_on_a_book_in_which_nothing_is(book, name):
    found = {form: said(make, book, name, (), View(today=book.today)) for form, make in FORMATS.items()}

    assert len(set(found.values())) == 1, found
