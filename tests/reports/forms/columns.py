"""A small project and forms with columns of their own."""

from __future__ import annotations

from datetime import date

import attrs

from ledger.model.budgets.budget import FinancingLine
from ledger.model.entry import COLUMNS
from ledger.model.forms.grid import Grid
from ledger.model.forms.grid import GridColumn
from ledger.model.project import Phase
from ledger.model.source import Source
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole
from ledger.model.view import View
from ledger.reports.forms.form import form
from tests.reports.forms.form_samples import cost
from tests.reports.forms.form_samples import dossier
from tests.reports.forms.form_samples import layout
from tests.reports.forms.form_samples import version

TODAY = date(2024, 6, 1)

PHASES = (
    Phase(id="a", start=date(2023, 1, 1), end=date(2023, 12, 31), name="Första"),
    Phase(id="b", start=date(2024, 1, 1), end=date(2024, 12, 31)),
)

SOURCES = (
    Source(id="fond", party="fonden", role=SourceRole.SUPPORT, kind=SourceKind.EU, form=SourceForm.GRANT),
    Source(id="kommun", party="kommunen", role=SourceRole.OWN, kind=SourceKind.MUNICIPALITY, form=SourceForm.CASH),
)

FINANCING = (FinancingLine(source="fond", amount_minor=600_00), FinancingLine(source="kommun", amount_minor=400_00))


def entry(number, day, category, amount, kind="cost", **more):
    """Return an entry's row."""
    values = {
        "number": number,
        "kind": kind,
        "category": category,
        "amount_minor": amount,
        "booked_on": day,
        "belongs_to": day,
        **more,
    }
    return tuple(values.get(name) for name in COLUMNS)


ENTRIES = (
    entry(1, "2023-03-01", "personal", 100_00),
    entry(2, "2024-01-15", "personal", 50_01, phase="b"),
    entry(3, "2024-02-15", "resor", 25_00, part="del"),
    entry(4, "2024-02-20", "intakter", 5_00, kind="income"),
    entry(5, "2024-03-01", None, 60_00, kind="receipt", source="fond"),
)


def column(key, figure, **more):
    return GridColumn(key=key, heading=more.pop("heading", key), figure=figure, **more)


def grid(*columns, **more):
    return Grid(**{"key": "tabell", "row_heading": "Rad", "total": "Summa", "columns": columns, **more})


def tables(*blocks, entries=ENTRIES, subject=None, ties=(), **view):
    found = subject or project()
    made = layout(*blocks)
    made = attrs.evolve(made, sheets=(attrs.evolve(made.sheets[0], ties=ties),))
    workbook = form(made, found, View(today=TODAY, **view), entries)
    return {table.name: table for sheet in workbook.sheets for table in sheet.tables}


def project(*versions, **changes):
    usual = version(
        cost("personal", 800_00, year=2024),
        cost("personal", 100_00, year=2023),
        cost("resor", 100_00, phase="b"),
        financing=FINANCING,
    )
    terms = {"sources": SOURCES, "phases": PHASES, "start": date(2023, 1, 1), "end": date(2024, 12, 31), **changes}
    return dossier(*(versions or (usual,)), **terms)


def shown(table, key):
    return {row.key: table.cell(row.key, key).value for row in table.rows}
