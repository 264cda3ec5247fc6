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
from types import FunctionType

TYPE_CHECKING = False
"""What `typing` calls so; loading that module would keep Ctrl-C waiting, and every command."""

if TYPE_CHECKING:
    from ledger.app.audit.audit import sample as sample
    from ledger.app.audit.contracts import ContractChanged as ContractChanged
    from ledger.app.audit.contracts import ContractKept as ContractKept
    from ledger.app.audit.contracts import ContractSigned as ContractSigned
    from ledger.app.audit.contracts import add_contract as add_contract
    from ledger.app.audit.contracts import change_contract as change_contract
    from ledger.app.audit.contracts import tie_contract as tie_contract
    from ledger.app.audit.contracts import untie_contract as untie_contract
    from ledger.app.book import Book as Book
    from ledger.app.book import create_book as create_book
    from ledger.app.book import open_book as open_book
    from ledger.app.books.history import export_chain as export_chain
    from ledger.app.books.history import log as log
    from ledger.app.books.history import verify as verify
    from ledger.app.books.history import verify_chain as verify_chain
    from ledger.app.books.moving import Copied as Copied
    from ledger.app.books.moving import back_up as back_up
    from ledger.app.books.moving import copy_book as copy_book
    from ledger.app.books.roles import grant as grant
    from ledger.app.books.roles import revoke as revoke
    from ledger.app.books.roles import roles as roles
    from ledger.app.books.salvage import salvage as salvage
    from ledger.app.budgets.amend import Amended as Amended
    from ledger.app.budgets.amend import Amendment as Amendment
    from ledger.app.budgets.amend import amend as amend
    from ledger.app.budgets.budgets import compare_versions as compare_versions
    from ledger.app.budgets.budgets import version_table as version_table
    from ledger.app.claims.claims import claims_of as claims_of
    from ledger.app.claims.rates import RatesAsked as RatesAsked
    from ledger.app.claims.rates import RatesMade as RatesMade
    from ledger.app.claims.rates import make_rates as make_rates
    from ledger.app.claims.receipts import Receipt as Receipt
    from ledger.app.claims.receipts import match as match
    from ledger.app.claims.receipts import receive as receive
    from ledger.app.claims.steps import Claimed as Claimed
    from ledger.app.claims.steps import Ruling as Ruling
    from ledger.app.claims.steps import decide_claim as decide_claim
    from ledger.app.claims.steps import draft_claim as draft_claim
    from ledger.app.claims.steps import submit_claim as submit_claim
    from ledger.app.claims.withdrawal import withdraw_claim as withdraw_claim
    from ledger.app.corrections.approvals import Attested as Attested
    from ledger.app.corrections.approvals import EntryChoice as EntryChoice
    from ledger.app.corrections.approvals import attest as attest
    from ledger.app.corrections.corrections import Corrected as Corrected
    from ledger.app.corrections.corrections import move as move
    from ledger.app.corrections.corrections import move_entries as move_entries
    from ledger.app.corrections.corrections import reverse as reverse
    from ledger.app.corrections.corrections import reverse_entries as reverse_entries
    from ledger.app.corrections.corrections import reverse_import as reverse_import
    from ledger.app.corrections.corrections import reverse_voucher as reverse_voucher
    from ledger.app.corrections.evidence import attach as attach
    from ledger.app.corrections.evidence import detach as detach
    from ledger.app.corrections.locking import lock as lock
    from ledger.app.corrections.locking import unlock as unlock
    from ledger.app.corrections.redaction import Redacted as Redacted
    from ledger.app.corrections.redaction import redact as redact
    from ledger.app.explanations.explain import explain as explain
    from ledger.app.explanations.figures import Figure as Figure
    from ledger.app.explanations.figures import figure as figure
    from ledger.app.explanations.figures import figures as figures
    from ledger.app.facts import dossier as dossier
    from ledger.app.facts import entries as entries
    from ledger.app.federation.federation import AddedFederation as AddedFederation
    from ledger.app.federation.federation import add_federation as add_federation
    from ledger.app.federation.federation import export_federation as export_federation
    from ledger.app.forecasts.commitments import commit_to as commit_to
    from ledger.app.forecasts.forecasts import comment as comment
    from ledger.app.forecasts.forecasts import set_forecast as set_forecast
    from ledger.app.funders.comparing import compare as compare
    from ledger.app.funders.filling import fill as fill
    from ledger.app.funders.forms import check_form as check_form
    from ledger.app.funders.forms import form as form
    from ledger.app.funders.forms import form_addresses as form_addresses
    from ledger.app.funders.forms import form_details as form_details
    from ledger.app.funders.forms import forms as forms
    from ledger.app.funders.learning import Learned as Learned
    from ledger.app.funders.learning import learn as learn
    from ledger.app.imports.actuals import Entered as Entered
    from ledger.app.imports.actuals import Imported as Imported
    from ledger.app.imports.actuals import enter as enter
    from ledger.app.imports.actuals import import_file as import_file
    from ledger.app.imports.actuals import record as record
    from ledger.app.imports.kept_maps import map_used as map_used
    from ledger.app.imports.map_suggest import SuggestedMap as SuggestedMap
    from ledger.app.imports.map_suggest import suggest_map as suggest_map
    from ledger.app.imports.sie_export import SieWish as SieWish
    from ledger.app.imports.sie_export import export_sie as export_sie
    from ledger.app.open_data import export_fiscal as export_fiscal
    from ledger.app.open_data import export_iati as export_iati
    from ledger.app.open_data import export_ocds as export_ocds
    from ledger.app.pages import page as page
    from ledger.app.projects import Added as Added
    from ledger.app.projects import add_project as add_project
    from ledger.app.projects import add_projects as add_projects
    from ledger.app.projects import export_project as export_project
    from ledger.app.projects import project_table as project_table
    from ledger.app.rendering import render_as as render_as
    from ledger.app.reports import check as check
    from ledger.app.reports import report as report
    from ledger.app.reports import workbook as workbook
    from ledger.app.statements.reading import StatementFile as StatementFile
    from ledger.app.statements.statements import StatementBooked as StatementBooked
    from ledger.app.statements.statements import import_statement as import_statement
    from ledger.app.telling import say as say
    from ledger.app.template import entry_template as entry_template
    from ledger.app.template import federation_template as federation_template
    from ledger.app.template import project_template as project_template
    from ledger.core.finding import Finding as Finding
    from ledger.core.money import Money as Money
    from ledger.errors import LedgerError as LedgerError
    from ledger.model.access import Access as Access
    from ledger.model.access import Role as Role
    from ledger.model.claims.claim import Claim as Claim
    from ledger.model.claims.claim import ClaimTerms as ClaimTerms
    from ledger.model.dossier import Dossier as Dossier
    from ledger.model.entry import Entry as Entry
    from ledger.model.entry_kind import EntryKind as EntryKind
    from ledger.model.totals import Basis as Basis
    from ledger.model.totals import Total as Total
    from ledger.model.view import Dimension as Dimension
    from ledger.model.view import View as View
    from ledger.reports.entries.entry_sheet import EntrySheet as EntrySheet
    from ledger.reports.explanations.explanation import Explanation as Explanation
    from ledger.reports.sheet import Workbook as Workbook
    from ledger.reports.table import Table as Table
    from ledger.storage.salvage import Saved as Saved

_HOMES = {
    "Access": "model.access",
    "Added": "app.projects",
    "AddedFederation": "app.federation.federation",
    "Amended": "app.budgets.amend",
    "Amendment": "app.budgets.amend",
    "Attested": "app.corrections.approvals",
    "Basis": "model.totals",
    "Book": "app.book",
    "Claim": "model.claims.claim",
    "ClaimTerms": "model.claims.claim",
    "Claimed": "app.claims.steps",
    "ContractChanged": "app.audit.contracts",
    "ContractKept": "app.audit.contracts",
    "ContractSigned": "app.audit.contracts",
    "Copied": "app.books.moving",
    "Corrected": "app.corrections.corrections",
    "Dimension": "model.view",
    "Dossier": "model.dossier",
    "Entered": "app.imports.actuals",
    "Entry": "model.entry",
    "EntryChoice": "app.corrections.approvals",
    "EntryKind": "model.entry_kind",
    "EntrySheet": "reports.entries.entry_sheet",
    "Explanation": "reports.explanations.explanation",
    "Figure": "app.explanations.figures",
    "Finding": "core.finding",
    "Imported": "app.imports.actuals",
    "Learned": "app.funders.learning",
    "LedgerError": "errors",
    "Money": "core.money",
    "RatesAsked": "app.claims.rates",
    "RatesMade": "app.claims.rates",
    "Receipt": "app.claims.receipts",
    "Redacted": "app.corrections.redaction",
    "Role": "model.access",
    "Ruling": "app.claims.steps",
    "Saved": "storage.salvage",
    "SieWish": "app.imports.sie_export",
    "StatementBooked": "app.statements.statements",
    "StatementFile": "app.statements.reading",
    "SuggestedMap": "app.imports.map_suggest",
    "Table": "reports.table",
    "Total": "model.totals",
    "View": "model.view",
    "Workbook": "reports.sheet",
    "add_contract": "app.audit.contracts",
    "add_federation": "app.federation.federation",
    "add_project": "app.projects",
    "add_projects": "app.projects",
    "amend": "app.budgets.amend",
    "attach": "app.corrections.evidence",
    "attest": "app.corrections.approvals",
    "back_up": "app.books.moving",
    "change_contract": "app.audit.contracts",
    "check": "app.reports",
    "check_form": "app.funders.forms",
    "claims_of": "app.claims.claims",
    "comment": "app.forecasts.forecasts",
    "commit_to": "app.forecasts.commitments",
    "compare": "app.funders.comparing",
    "compare_versions": "app.budgets.budgets",
    "copy_book": "app.books.moving",
    "create_book": "app.book",
    "decide_claim": "app.claims.steps",
    "detach": "app.corrections.evidence",
    "dossier": "app.facts",
    "draft_claim": "app.claims.steps",
    "enter": "app.imports.actuals",
    "entries": "app.facts",
    "entry_template": "app.template",
    "explain": "app.explanations.explain",
    "export_chain": "app.books.history",
    "export_federation": "app.federation.federation",
    "export_fiscal": "app.open_data",
    "export_iati": "app.open_data",
    "export_ocds": "app.open_data",
    "export_project": "app.projects",
    "export_sie": "app.imports.sie_export",
    "figure": "app.explanations.figures",
    "figures": "app.explanations.figures",
    "federation_template": "app.template",
    "fill": "app.funders.filling",
    "form": "app.funders.forms",
    "form_addresses": "app.funders.forms",
    "form_details": "app.funders.forms",
    "forms": "app.funders.forms",
    "grant": "app.books.roles",
    "import_file": "app.imports.actuals",
    "import_statement": "app.statements.statements",
    "learn": "app.funders.learning",
    "lock": "app.corrections.locking",
    "log": "app.books.history",
    "make_rates": "app.claims.rates",
    "map_used": "app.imports.kept_maps",
    "match": "app.claims.receipts",
    "move": "app.corrections.corrections",
    "move_entries": "app.corrections.corrections",
    "open_book": "app.book",
    "page": "app.pages",
    "project_table": "app.projects",
    "project_template": "app.template",
    "receive": "app.claims.receipts",
    "record": "app.imports.actuals",
    "redact": "app.corrections.redaction",
    "render_as": "app.rendering",
    "report": "app.reports",
    "reverse": "app.corrections.corrections",
    "reverse_entries": "app.corrections.corrections",
    "reverse_import": "app.corrections.corrections",
    "reverse_voucher": "app.corrections.corrections",
    "revoke": "app.books.roles",
    "roles": "app.books.roles",
    "salvage": "app.books.salvage",
    "sample": "app.audit.audit",
    "say": "app.telling",
    "set_forecast": "app.forecasts.forecasts",
    "submit_claim": "app.claims.steps",
    "suggest_map": "app.imports.map_suggest",
    "tie_contract": "app.audit.contracts",
    "unlock": "app.corrections.locking",
    "untie_contract": "app.audit.contracts",
    "verify": "app.books.history",
    "verify_chain": "app.books.history",
    "version_table": "app.budgets.budgets",
    "withdraw_claim": "app.claims.withdrawal",
    "workbook": "app.reports",
}


def __dir__() -> list[str]:
    return sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'ledger' has no attribute {name!r}")
    found: object = getattr(import_module(f"ledger.{_HOMES[name]}"), name)
    if isinstance(found, FunctionType):
        from ledger.core.fit import guarded  # noqa: PLC0415 - a short command calls what lies beneath

        found = guarded(found, __getattr__)
    globals()[name] = found
    return found
