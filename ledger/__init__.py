"""medfin: a ledger for projects that several bodies pay for together.

The library in one screen::

    import ledger
    from datetime import date as date
    from pathlib import Path as Path

    with ledger.create_book("medfin.db", author="Ekonomen") as book:
        ledger.add_projects(book, [Path("project.toml")])
        ledger.record(book, [ledger.Entry(project="pas", category="personal", amount_minor=4512350,
        booked_on=date(2020, 7, 27))]) table = ledger.report(book, "variance", ["pas"]) print(ledger.render_as(table,
        "text", language="sv"))

Amounts are whole minor units (öre, cents). Names are loaded when they are first used, so that a short command stays
short.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.app.actuals import Imported as Imported
    from ledger.app.actuals import import_file as import_file
    from ledger.app.actuals import record as record
    from ledger.app.actuals import reverse as reverse
    from ledger.app.book import Book as Book
    from ledger.app.book import create_book as create_book
    from ledger.app.book import open_book as open_book
    from ledger.app.history import log as log
    from ledger.app.history import verify as verify
    from ledger.app.projects import Added as Added
    from ledger.app.projects import add_project as add_project
    from ledger.app.projects import add_projects as add_projects
    from ledger.app.projects import export_project as export_project
    from ledger.app.rendering import render_as as render_as
    from ledger.app.reports import check as check
    from ledger.app.reports import form as form
    from ledger.app.reports import report as report
    from ledger.app.reports import workbook as workbook
    from ledger.core.finding import Finding as Finding
    from ledger.core.money import Money as Money
    from ledger.errors import LedgerError as LedgerError
    from ledger.model.entry import Entry as Entry
    from ledger.model.entry import EntryKind as EntryKind
    from ledger.model.totals import Basis as Basis
    from ledger.model.view import Dimension as Dimension
    from ledger.model.view import View as View
    from ledger.reports.table import Table as Table
    from ledger.reports.table import Workbook as Workbook

_HOMES = {
    "Added": "app.projects",
    "Basis": "model.totals",
    "Book": "app.book",
    "Dimension": "model.view",
    "Entry": "model.entry",
    "EntryKind": "model.entry",
    "Finding": "core.finding",
    "Imported": "app.actuals",
    "LedgerError": "errors",
    "Money": "core.money",
    "Table": "reports.table",
    "View": "model.view",
    "Workbook": "reports.table",
    "add_project": "app.projects",
    "add_projects": "app.projects",
    "check": "app.reports",
    "create_book": "app.book",
    "export_project": "app.projects",
    "form": "app.reports",
    "import_file": "app.actuals",
    "log": "app.history",
    "open_book": "app.book",
    "record": "app.actuals",
    "render_as": "app.rendering",
    "report": "app.reports",
    "reverse": "app.actuals",
    "verify": "app.history",
    "workbook": "app.reports",
}


def __dir__() -> list[str]:
    return sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'ledger' has no attribute {name!r}")
    found: object = getattr(import_module(f"ledger.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
