"""What a program of a user's looks like to a strict type checker. Never run; CI checks it with mypy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import ledger


def keep(folder: Path) -> list[str]:
    """Use the whole public surface, with the types that it promises."""
    with ledger.create_book(folder / "book.db", author="Ekonomen") as book:
        added: ledger.Added = ledger.add_projects(book, [folder / "project.toml"])
        imported: ledger.Imported = ledger.import_file(book, folder / "actuals.csv", project="pas")
        entry = ledger.Entry(project="pas", category="personal", amount_minor=100, booked_on=date(2020, 6, 1))
        ledger.record(book, [entry], message="Juni")
        ledger.reverse(book, "pas", 1, reason="Fel")
        view = ledger.View(today=date(2020, 12, 31), basis=ledger.Basis.BELONGS, by=(ledger.Dimension.YEAR,))
        table: ledger.Table = ledger.report(book, "variance", ["pas"], view)
        text: str = ledger.render_as(table, "json", language="en")
        content: bytes = ledger.render_as(ledger.workbook(book, "variance", ["pas"]), "xlsx")
        filled: ledger.Workbook = ledger.form(book, "burlov-staffanstorp/medelsansokan", "pas")
        findings: tuple[ledger.Finding, ...] = (*added.findings, *imported.findings, *ledger.check(book))
        seals = [commit.seal for commit in ledger.log(book)]
        whole = not list(ledger.verify(book, against=seals[-1]))
        exported: str = ledger.export_project(book, "pas")
        may = ledger.May(overwrite=True)
        ledger.fill(book, folder / "map.toml", folder / "funder.xlsx", "pas", may)
    told: list[str] = [ledger.say(finding, language="en") for finding in findings]
    name = filled.sheets[0].tables[0].name
    return [text, exported, str(content), str(whole), name, *told]


def columns(table: ledger.Table, kind: ledger.ColumnKind) -> list[str]:
    """Name the columns of a kind, with the types that tables are made of."""
    found: list[ledger.Column] = [each for each in table.columns if each.kind is kind]
    return [ledger.say(each.words, language="en") for each in found]
