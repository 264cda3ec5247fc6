"""The shipped forms, each filled for a project that fits it; made-up projects stand beside this file."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC
from datetime import date
from datetime import datetime
from pathlib import Path

from ledger import catalog
from ledger.app.book import create_book
from ledger.app.federation.federation import add_federation
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.model.view import View

HERE = Path(__file__).parent
NOW = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
EXAMPLES = ("pas", "resursmodellen", "torget")
"""Projects of the demo that forms are filled for, beside the made-up ones here."""

SPRING = (date(2012, 4, 1), date(2012, 6, 30))
WINTER = (date(2017, 1, 1), date(2017, 3, 31))
MAY = (date(2024, 5, 1), date(2024, 5, 31))
PROJECT_YEAR = (date(2021, 9, 1), date(2022, 8, 31))
HALF_YEAR = (date(2021, 1, 1), date(2021, 6, 30))

FILLED = {
    "burlov-staffanstorp/medelsansokan": ("pas", {}),
    "esf-2007-2013/projektbudget": ("tillsammans", {}),
    "esf-2007-2013/utbetalning": ("tillsammans", {"days": SPRING}),
    "esf-2007-2013/medfinansiering": ("tillsammans", {"days": SPRING}),
    "esf-2007-2013/andringsbudget": ("tillsammans", {}),
    "esf-2007-2013/projektbank": ("resursmodellen", {}),
    "esf-2014-2020/projektbudget": ("vagval", {}),
    "esf-2014-2020/utbetalning": ("vagval", {"days": WINTER}),
    "esf-2014-2020/andringsbudget": ("vagval", {}),
    "esf-2014-2020/klumpsumma": ("forstudien", {}),
    "esf-2014-2020/projektbank": ("vagval", {}),
    "esf-2021-2027/projektbudget-15": ("stegvis", {}),
    "esf-2021-2027/utbetalning-15": ("stegvis", {"days": MAY}),
    "esf-2021-2027/projektbudget-40": ("larande", {}),
    "esf-2021-2027/utbetalning-40": ("larande", {"days": MAY}),
    "finsam/halvarsuppfoljning": ("pas", {"days": HALF_YEAR}),
    "finsam/slutuppfoljning": ("pas", {}),
    "finsam/verksamhetsplan-budget": ("forbundet", {"year": 2021}),
    "finsam/driftsredovisning": ("forbundet", {"year": 2021}),
    "kolumner/utfall-forandring": ("forbundet", {"year": 2021}),
    "kolumner/intakter-kostnader": ("forbundet", {"year": 2021}),
    "kolumner/koncern": ("forbundet", {"year": 2021}),
    "kolumner/bokslut-sammanstalld": ("forbundet", {"year": 2021}),
    "kolumner/bokslut-budget-plan": ("forbundet", {"year": 2022}),
    "kolumner/resultat-avvikelse": ("forbundet", {"year": 2021}),
    "sus/insatsbudget": ("pas", {"year": 2021}),
    "sus/kostnadsrapport": ("forbundet", {"year": 2021}),
    "arvsfonden/arsrapport": ("spelrum", {"days": PROJECT_YEAR}),
}
"""Project, and the year or the days that the form is about, by form."""


def same_bytes():
    """Return a source of the same bytes at every run."""
    return lambda size: b"\x01" * size


@contextmanager
def filled_book():
    """Open a book in memory with every project that a form is filled for."""
    with create_book(":memory:", author="Ekonomen", clock=lambda: NOW, random=same_bytes()) as book:
        folders = sorted(path.parent for path in HERE.glob("*/project.toml"))
        folders += [catalog.fixtures() / name for name in EXAMPLES]
        add_projects(book, [folder / "project.toml" for folder in folders])
        for folder in folders:
            done = import_file(book, folder / "actuals.csv", project=folder.name)
            assert not [found for found in done.findings if found.stops], done.findings
        add_federation(book, HERE / "federation.toml")
        yield book


def view(book, terms):
    """Return the view that a form is asked for with."""
    start, end = terms.get("days", (None, None))
    return View(today=book.today, year=terms.get("year"), start=start, end=end)
