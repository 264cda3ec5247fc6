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
    from ledger.app.claims.rates import read_rates as read_rates
    from ledger.app.claims.receipts import Receipt as Receipt
    from ledger.app.claims.receipts import Received as Received
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
    from ledger.app.forecasts.commitments import release_commitment as release_commitment
    from ledger.app.forecasts.commitments import settle_commitment as settle_commitment
    from ledger.app.forecasts.forecasts import comment as comment
    from ledger.app.forecasts.forecasts import set_forecast as set_forecast
    from ledger.app.funders.comparing import Compared as Compared
    from ledger.app.funders.comparing import compare as compare
    from ledger.app.funders.filling import Filled as Filled
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
    from ledger.app.imports.incoming import Share as Share
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
    from ledger.app.statements.statements import MonthBooked as MonthBooked
    from ledger.app.statements.statements import StatementBooked as StatementBooked
    from ledger.app.statements.statements import import_statement as import_statement
    from ledger.app.telling import say as say
    from ledger.app.template import entry_template as entry_template
    from ledger.app.template import federation_template as federation_template
    from ledger.app.template import project_template as project_template
    from ledger.core.finding import Finding as Finding
    from ledger.core.finding import Place as Place
    from ledger.core.finding import Severity as Severity
    from ledger.core.money import Currency as Currency
    from ledger.core.money import Money as Money
    from ledger.core.period import Period as Period
    from ledger.core.rounding import Rounding as Rounding
    from ledger.core.words import Label as Label
    from ledger.core.words import Name as Name
    from ledger.errors import LedgerError as LedgerError
    from ledger.exporters.sie import SieFile as SieFile
    from ledger.model.access import Access as Access
    from ledger.model.access import Role as Role
    from ledger.model.audit.check_level import CheckLevel as CheckLevel
    from ledger.model.audit.check_level import CheckStage as CheckStage
    from ledger.model.audit.contract import Contract as Contract
    from ledger.model.budgets.budget import BudgetKind as BudgetKind
    from ledger.model.budgets.budget import BudgetState as BudgetState
    from ledger.model.budgets.budget import BudgetVersion as BudgetVersion
    from ledger.model.budgets.budget import CostLine as CostLine
    from ledger.model.budgets.budget import FinancingLine as FinancingLine
    from ledger.model.budgets.budget import Stated as Stated
    from ledger.model.budgets.budget import Units as Units
    from ledger.model.budgets.transfer import Transfer as Transfer
    from ledger.model.budgets.transfer import TransferBase as TransferBase
    from ledger.model.budgets.transfer import TransferTerms as TransferTerms
    from ledger.model.claims.claim import Claim as Claim
    from ledger.model.claims.claim import ClaimFigures as ClaimFigures
    from ledger.model.claims.claim import ClaimState as ClaimState
    from ledger.model.claims.claim import ClaimTerms as ClaimTerms
    from ledger.model.claims.claim import Decision as Decision
    from ledger.model.claims.claim import Withdrawal as Withdrawal
    from ledger.model.claims.exchange import Conversion as Conversion
    from ledger.model.claims.exchange import DayTaken as DayTaken
    from ledger.model.claims.exchange import ExchangeRates as ExchangeRates
    from ledger.model.claims.exchange import RateMonth as RateMonth
    from ledger.model.claims.payment_terms import PaymentTerms as PaymentTerms
    from ledger.model.claims.retention import Retention as Retention
    from ledger.model.claims.retention import RetentionBasis as RetentionBasis
    from ledger.model.claims.rhythm import ClaimRhythm as ClaimRhythm
    from ledger.model.commit import Commit as Commit
    from ledger.model.dossier import Dossier as Dossier
    from ledger.model.entry import Entry as Entry
    from ledger.model.entry import Origin as Origin
    from ledger.model.entry_kind import EntryKind as EntryKind
    from ledger.model.forecasts.comment import Comment as Comment
    from ledger.model.forecasts.commitment import Commitment as Commitment
    from ledger.model.forecasts.forecast import Forecast as Forecast
    from ledger.model.forms.layout import Layout as Layout
    from ledger.model.funders.fill_proposal import Proposal as Proposal
    from ledger.model.head import Head as Head
    from ledger.model.imports.kept_map import KeptMap as KeptMap
    from ledger.model.knowledge import Knowledge as Knowledge
    from ledger.model.party import Party as Party
    from ledger.model.programme import AccountingYears as AccountingYears
    from ledger.model.programme import AidCeiling as AidCeiling
    from ledger.model.programme import AidYears as AidYears
    from ledger.model.programme import Area as Area
    from ledger.model.programme import Programme as Programme
    from ledger.model.project import Part as Part
    from ledger.model.project import Phase as Phase
    from ledger.model.project import Project as Project
    from ledger.model.project_file import ProjectFile as ProjectFile
    from ledger.model.scheme import Category as Category
    from ledger.model.scheme import CategoryRole as CategoryRole
    from ledger.model.scheme import Scheme as Scheme
    from ledger.model.simplified import Instalment as Instalment
    from ledger.model.simplified import Option as Option
    from ledger.model.simplified import OptionKind as OptionKind
    from ledger.model.simplified import SimplifiedRule as SimplifiedRule
    from ledger.model.simplified import UnitCostTable as UnitCostTable
    from ledger.model.simplified import UnitRate as UnitRate
    from ledger.model.source import Component as Component
    from ledger.model.source import ShareBasis as ShareBasis
    from ledger.model.source import Source as Source
    from ledger.model.source import SourceForm as SourceForm
    from ledger.model.source import SourceKind as SourceKind
    from ledger.model.source import SourcePays as SourcePays
    from ledger.model.source import SourceRole as SourceRole
    from ledger.model.statements.statement import HoursRule as HoursRule
    from ledger.model.terms import BlockExemption as BlockExemption
    from ledger.model.terms import Condition as Condition
    from ledger.model.terms import DeMinimis as DeMinimis
    from ledger.model.terms import MonthWeights as MonthWeights
    from ledger.model.terms import Terms as Terms
    from ledger.model.totals import Basis as Basis
    from ledger.model.totals import Total as Total
    from ledger.model.view import Dimension as Dimension
    from ledger.model.view import View as View
    from ledger.reports.entries.entry_lines import BudgetLine as BudgetLine
    from ledger.reports.entries.entry_sheet import EntrySheet as EntrySheet
    from ledger.reports.entries.entry_sheet import InputColumn as InputColumn
    from ledger.reports.explanations.explanation import Beneath as Beneath
    from ledger.reports.explanations.explanation import Explanation as Explanation
    from ledger.reports.explanations.explanation import Input as Input
    from ledger.reports.explanations.explanation import Way as Way
    from ledger.reports.sheet import Sheet as Sheet
    from ledger.reports.sheet import Workbook as Workbook
    from ledger.reports.table import Cell as Cell
    from ledger.reports.table import Column as Column
    from ledger.reports.table import ColumnKind as ColumnKind
    from ledger.reports.table import Row as Row
    from ledger.reports.table import RowKind as RowKind
    from ledger.reports.table import Table as Table
    from ledger.rules.budgets.project_years import Spread as Spread
    from ledger.rules.budgets.project_years import SpreadKey as SpreadKey
    from ledger.rules.funders.fill import May as May
    from ledger.storage.salvage import Saved as Saved

_NAMES = {
    "app.audit.audit": ("sample",),
    "app.audit.contracts": (
        "ContractChanged",
        "ContractKept",
        "ContractSigned",
        "add_contract",
        "change_contract",
        "tie_contract",
        "untie_contract",
    ),
    "app.book": ("Book", "create_book", "open_book"),
    "app.books.history": ("export_chain", "log", "verify", "verify_chain"),
    "app.books.moving": ("Copied", "back_up", "copy_book"),
    "app.books.roles": ("grant", "revoke", "roles"),
    "app.books.salvage": ("salvage",),
    "app.budgets.amend": ("Amended", "Amendment", "amend"),
    "app.budgets.budgets": ("compare_versions", "version_table"),
    "app.claims.claims": ("claims_of",),
    "app.claims.rates": ("RatesAsked", "RatesMade", "make_rates", "read_rates"),
    "app.claims.receipts": ("Receipt", "Received", "match", "receive"),
    "app.claims.steps": ("Claimed", "Ruling", "decide_claim", "draft_claim", "submit_claim"),
    "app.claims.withdrawal": ("withdraw_claim",),
    "app.corrections.approvals": ("Attested", "EntryChoice", "attest"),
    "app.corrections.corrections": (
        "Corrected",
        "move",
        "move_entries",
        "reverse",
        "reverse_entries",
        "reverse_import",
        "reverse_voucher",
    ),
    "app.corrections.evidence": ("attach", "detach"),
    "app.corrections.locking": ("lock", "unlock"),
    "app.corrections.redaction": ("Redacted", "redact"),
    "app.explanations.explain": ("explain",),
    "app.explanations.figures": ("Figure", "figure", "figures"),
    "app.facts": ("dossier", "entries"),
    "app.federation.federation": ("AddedFederation", "add_federation", "export_federation"),
    "app.forecasts.commitments": ("commit_to", "release_commitment", "settle_commitment"),
    "app.forecasts.forecasts": ("comment", "set_forecast"),
    "app.funders.comparing": ("Compared", "compare"),
    "app.funders.filling": ("Filled", "fill"),
    "app.funders.forms": ("check_form", "form", "form_addresses", "form_details", "forms"),
    "app.funders.learning": ("Learned", "learn"),
    "app.imports.actuals": ("Entered", "Imported", "enter", "import_file", "record"),
    "app.imports.incoming": ("Share",),
    "app.imports.kept_maps": ("map_used",),
    "app.imports.map_suggest": ("SuggestedMap", "suggest_map"),
    "app.imports.sie_export": ("SieWish", "export_sie"),
    "app.open_data": ("export_fiscal", "export_iati", "export_ocds"),
    "app.pages": ("page",),
    "app.projects": ("Added", "add_project", "add_projects", "export_project", "project_table"),
    "app.rendering": ("render_as",),
    "app.reports": ("check", "report", "workbook"),
    "app.statements.reading": ("StatementFile",),
    "app.statements.statements": ("MonthBooked", "StatementBooked", "import_statement"),
    "app.telling": ("say",),
    "app.template": ("entry_template", "federation_template", "project_template"),
    "core.finding": ("Finding", "Place", "Severity"),
    "core.money": ("Currency", "Money"),
    "core.period": ("Period",),
    "core.rounding": ("Rounding",),
    "core.words": ("Label", "Name"),
    "errors": ("LedgerError",),
    "exporters.sie": ("SieFile",),
    "model.access": ("Access", "Role"),
    "model.audit.check_level": ("CheckLevel", "CheckStage"),
    "model.audit.contract": ("Contract",),
    "model.budgets.budget": (
        "BudgetKind",
        "BudgetState",
        "BudgetVersion",
        "CostLine",
        "FinancingLine",
        "Stated",
        "Units",
    ),
    "model.budgets.transfer": ("Transfer", "TransferBase", "TransferTerms"),
    "model.claims.claim": ("Claim", "ClaimFigures", "ClaimState", "ClaimTerms", "Decision", "Withdrawal"),
    "model.claims.exchange": ("Conversion", "DayTaken", "ExchangeRates", "RateMonth"),
    "model.claims.payment_terms": ("PaymentTerms",),
    "model.claims.retention": ("Retention", "RetentionBasis"),
    "model.claims.rhythm": ("ClaimRhythm",),
    "model.commit": ("Commit",),
    "model.dossier": ("Dossier",),
    "model.entry": ("Entry", "Origin"),
    "model.entry_kind": ("EntryKind",),
    "model.forecasts.comment": ("Comment",),
    "model.forecasts.commitment": ("Commitment",),
    "model.forecasts.forecast": ("Forecast",),
    "model.forms.layout": ("Layout",),
    "model.funders.fill_proposal": ("Proposal",),
    "model.head": ("Head",),
    "model.imports.kept_map": ("KeptMap",),
    "model.knowledge": ("Knowledge",),
    "model.party": ("Party",),
    "model.programme": ("AccountingYears", "AidCeiling", "AidYears", "Area", "Programme"),
    "model.project": ("Part", "Phase", "Project"),
    "model.project_file": ("ProjectFile",),
    "model.scheme": ("Category", "CategoryRole", "Scheme"),
    "model.simplified": ("Instalment", "Option", "OptionKind", "SimplifiedRule", "UnitCostTable", "UnitRate"),
    "model.source": ("Component", "ShareBasis", "Source", "SourceForm", "SourceKind", "SourcePays", "SourceRole"),
    "model.statements.statement": ("HoursRule",),
    "model.terms": ("BlockExemption", "Condition", "DeMinimis", "MonthWeights", "Terms"),
    "model.totals": ("Basis", "Total"),
    "model.view": ("Dimension", "View"),
    "reports.entries.entry_lines": ("BudgetLine",),
    "reports.entries.entry_sheet": ("EntrySheet", "InputColumn"),
    "reports.explanations.explanation": ("Beneath", "Explanation", "Input", "Way"),
    "reports.sheet": ("Sheet", "Workbook"),
    "reports.table": ("Cell", "Column", "ColumnKind", "Row", "RowKind", "Table"),
    "rules.budgets.project_years": ("Spread", "SpreadKey"),
    "rules.funders.fill": ("May",),
    "storage.salvage": ("Saved",),
}


def __dir__() -> list[str]:
    return sorted(name for names in _NAMES.values() for name in names)


def __getattr__(name: str) -> object:
    home = next((home for home, names in _NAMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'ledger' has no attribute {name!r}")
    found: object = getattr(import_module(f"ledger.{home}"), name)
    if isinstance(found, FunctionType):
        from ledger.core.fit import guarded  # noqa: PLC0415 - a short command calls what lies beneath

        found = guarded(found, __getattr__)
    globals()[name] = found
    return found
