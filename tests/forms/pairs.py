"""Every form with every project: the made-up ones beside this file with their claims, and all the fixtures."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

from ledger import catalog
from ledger.app.book import create_book
from ledger.app.claims.claims import claims_of
from ledger.app.claims.steps import draft_claim
from ledger.app.claims.steps import submit_claim
from ledger.app.dossiers import dossier
from ledger.app.dossiers import project_ids
from ledger.app.federation.federation import add_federation
from ledger.app.funders.forms import form
from ledger.app.funders.forms import layout
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.errors import LedgerError
from ledger.model.claims.claim import ClaimTerms
from ledger.model.forms.grid import Figure
from ledger.model.forms.grid import Grid
from ledger.model.view import View
from tests.forms.filled import FILLED
from tests.forms.filled import NOW
from tests.forms.filled import filled_book
from tests.forms.filled import same_bytes
from tests.forms.filled import view

CLAIMED = {
    "tillsammans": (date(2012, 3, 31), date(2012, 6, 30)),
    "resursmodellen": (date(2012, 12, 31), date(2013, 3, 31)),
    "vagval": (date(2016, 12, 31), date(2017, 3, 31)),
    "stegvis": (date(2024, 4, 30), date(2024, 5, 31)),
    "larande": (date(2024, 4, 30), date(2024, 5, 31)),
}
"""Last days of the two payment claims that a project has handed in; a form about a claim shows the second."""

UNKNOWN = date(2012, 1, 1)
"""Taken for the first day of a project whose document does not give it."""


@contextmanager
def claimed_book():
    """Open the book of the made-up projects, some of which have handed in two claims."""
    with filled_book() as book:
        for project, days in CLAIMED.items():
            for end in days:
                draft_claim(book, project, ClaimTerms(end=end))
                submit_claim(book, project)
        yield book


@contextmanager
def fixtures_book():
    """Open a book of all the fixtures with their federation, as the demo builds it."""
    fixtures = catalog.fixtures()
    with create_book(":memory:", author="Ekonomen", clock=lambda: NOW, random=same_bytes()) as book:
        add_projects(book, sorted(fixtures.rglob("project.toml")) + sorted(fixtures.rglob("projects/*.toml")))
        for path in sorted(fixtures.rglob("actuals.csv")):
            shared = (path.parent / "projects").is_dir()
            done = import_file(book, path, project=None if shared else path.parent.name)
            assert not [found for found in done.findings if found.stops], done.findings
        add_federation(book, fixtures / "federation" / "federation.toml")
        yield book


BOOKS = {"own": claimed_book, "fixtures": fixtures_book}


def pairs(book):
    """Yield form, project, a name for both, and the workbook, or the error with which it is refused."""
    for name in catalog.form_ids():
        for project in project_ids(book):
            pair = f"{name.replace('/', '_')}.{project}"
            yield name, project, pair, _made(book, name, project, _view(book, name, project))
            if _is_claim(name) and claims_of(book, project):
                yield name, project, f"{pair}.claim", _made(book, name, project, View(today=book.today, claim=2))


def _made(book, name, project, view):
    try:
        return form(book, name, project, view)
    except LedgerError as error:
        return error


def _view(book, name, project):
    """Return the view that the form is kept with; else one with what it asks for: a year, or half of one."""
    kept, terms = FILLED[name]
    if project == kept or not terms:
        return view(book, terms)
    start = dossier(book, project, View(today=book.today)).project.start or UNKNOWN
    year = start.year if start.month < 7 else start.year + 1
    if "year" in terms:
        return View(today=book.today, year=year)
    return View(today=book.today, start=date(year, 1, 1), end=date(year, 6, 30))


def _is_claim(name):
    """Whether a form shows what a payment claim holds."""
    grids = (block for sheet in layout(name).sheets for block in sheet.blocks if isinstance(block, Grid))
    return any(column.figure is Figure.CLAIMED for block in grids for column in block.columns)
