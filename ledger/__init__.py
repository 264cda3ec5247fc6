"""medfin: a ledger for projects that several bodies pay for together.

The library in one screen::

    import ledger
    from datetime import date
    from pathlib import Path

    with ledger.create_book("medfin.db", author="Ekonomen") as book:
        ledger.add_projects(book, [Path("project.toml")])
        ledger.import_file(book, Path("actuals.csv"), project="pas")
        claimed = ledger.draft_claim(book, "pas", ledger.ClaimTerms(end=date(2020, 12, 31)))
        print(ledger.render_as(ledger.report(book, "variance", ["pas"]), "text", language="sv"))

Amounts are whole minor units (öre, cents). Names are loaded when they are first used, so that a short command stays
short.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.app.book import Book as Book
    from ledger.app.book import create_book as create_book
    from ledger.app.book import open_book as open_book
    from ledger.app.books.history import log as log
    from ledger.app.books.history import verify as verify
    from ledger.app.budgets.budgets import Amended as Amended
    from ledger.app.budgets.budgets import Amendment as Amendment
    from ledger.app.budgets.budgets import amend as amend
    from ledger.app.claims.claims import claims_of as claims_of
    from ledger.app.claims.receipts import Receipt as Receipt
    from ledger.app.claims.receipts import match as match
    from ledger.app.claims.receipts import receive as receive
    from ledger.app.claims.steps import Claimed as Claimed
    from ledger.app.claims.steps import Ruling as Ruling
    from ledger.app.claims.steps import decide_claim as decide_claim
    from ledger.app.claims.steps import draft_claim as draft_claim
    from ledger.app.claims.steps import submit_claim as submit_claim
    from ledger.app.claims.withdrawal import withdraw_claim as withdraw_claim
    from ledger.app.corrections.corrections import Corrected as Corrected
    from ledger.app.corrections.corrections import move as move
    from ledger.app.corrections.corrections import reverse as reverse
    from ledger.app.corrections.corrections import reverse_import as reverse_import
    from ledger.app.corrections.corrections import reverse_voucher as reverse_voucher
    from ledger.app.explanations.explain import explain as explain
    from ledger.app.explanations.figures import Figure as Figure
    from ledger.app.explanations.figures import figure as figure
    from ledger.app.explanations.figures import figures as figures
    from ledger.app.federation.federation import AddedFederation as AddedFederation
    from ledger.app.federation.federation import add_federation as add_federation
    from ledger.app.forecasts.commitments import commit_to as commit_to
    from ledger.app.forecasts.forecasts import comment as comment
    from ledger.app.forecasts.forecasts import set_forecast as set_forecast
    from ledger.app.funders.comparing import compare as compare
    from ledger.app.funders.filling import fill as fill
    from ledger.app.funders.forms import form as form
    from ledger.app.imports.actuals import Imported as Imported
    from ledger.app.imports.actuals import import_file as import_file
    from ledger.app.imports.actuals import record as record
    from ledger.app.pages import page as page
    from ledger.app.projects import Added as Added
    from ledger.app.projects import add_project as add_project
    from ledger.app.projects import add_projects as add_projects
    from ledger.app.projects import export_project as export_project
    from ledger.app.rendering import render_as as render_as
    from ledger.app.reports import check as check
    from ledger.app.reports import report as report
    from ledger.app.reports import workbook as workbook
    from ledger.app.statements.reading import StatementFile as StatementFile
    from ledger.app.statements.statements import StatementBooked as StatementBooked
    from ledger.app.statements.statements import import_statement as import_statement
    from ledger.app.telling import say as say
    from ledger.core.finding import Finding as Finding
    from ledger.core.money import Money as Money
    from ledger.errors import LedgerError as LedgerError
    from ledger.model.claims.claim import Claim as Claim
    from ledger.model.claims.claim import ClaimTerms as ClaimTerms
    from ledger.model.entry import Entry as Entry
    from ledger.model.entry_kind import EntryKind as EntryKind
    from ledger.model.totals import Basis as Basis
    from ledger.model.view import Dimension as Dimension
    from ledger.model.view import View as View
    from ledger.reports.explanations.explanation import Explanation as Explanation
    from ledger.reports.sheet import Workbook as Workbook
    from ledger.reports.table import Table as Table

_HOMES = {
    "Added": "app.projects",
    "AddedFederation": "app.federation.federation",
    "Amended": "app.budgets.budgets",
    "Amendment": "app.budgets.budgets",
    "Basis": "model.totals",
    "Book": "app.book",
    "Claim": "model.claims.claim",
    "ClaimTerms": "model.claims.claim",
    "Claimed": "app.claims.steps",
    "Corrected": "app.corrections.corrections",
    "Dimension": "model.view",
    "Entry": "model.entry",
    "EntryKind": "model.entry_kind",
    "Explanation": "reports.explanations.explanation",
    "Figure": "app.explanations.figures",
    "Finding": "core.finding",
    "Imported": "app.imports.actuals",
    "LedgerError": "errors",
    "Money": "core.money",
    "Receipt": "app.claims.receipts",
    "Ruling": "app.claims.steps",
    "StatementBooked": "app.statements.statements",
    "StatementFile": "app.statements.reading",
    "Table": "reports.table",
    "View": "model.view",
    "Workbook": "reports.sheet",
    "add_federation": "app.federation.federation",
    "add_project": "app.projects",
    "add_projects": "app.projects",
    "amend": "app.budgets.budgets",
    "check": "app.reports",
    "claims_of": "app.claims.claims",
    "comment": "app.forecasts.forecasts",
    "commit_to": "app.forecasts.commitments",
    "compare": "app.funders.comparing",
    "create_book": "app.book",
    "decide_claim": "app.claims.steps",
    "draft_claim": "app.claims.steps",
    "explain": "app.explanations.explain",
    "export_project": "app.projects",
    "figure": "app.explanations.figures",
    "figures": "app.explanations.figures",
    "fill": "app.funders.filling",
    "form": "app.funders.forms",
    "import_file": "app.imports.actuals",
    "import_statement": "app.statements.statements",
    "log": "app.books.history",
    "match": "app.claims.receipts",
    "move": "app.corrections.corrections",
    "open_book": "app.book",
    "page": "app.pages",
    "receive": "app.claims.receipts",
    "record": "app.imports.actuals",
    "render_as": "app.rendering",
    "report": "app.reports",
    "reverse": "app.corrections.corrections",
    "reverse_import": "app.corrections.corrections",
    "reverse_voucher": "app.corrections.corrections",
    "say": "app.telling",
    "set_forecast": "app.forecasts.forecasts",
    "submit_claim": "app.claims.steps",
    "verify": "app.books.history",
    "withdraw_claim": "app.claims.withdrawal",
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
