"""How far the levels of check have come: of each, which cost has passed it and which awaits it."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence

from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.corrections.marks import Marks
from ledger.model.dossier import Dossier
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports.cells import money_column
from ledger.reports.cells import ruled
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table
from ledger.rules.corrections import attest
from ledger.rules.corrections.check_levels import ATTEST
from ledger.rules.totals import COST_SIGNS

NAME = "checks"

_NUMBER, _KIND, _AMOUNT = (COLUMNS.index(name) for name in ("number", "kind", "amount_minor"))


def checks(dossier: Dossier, rows: Iterable[EntryRow], marks: Marks, view: View) -> Table:
    """Return a row for the attestation and for each level: how many costs have passed it, and what awaits it.

    Args:
        dossier: The project.
        rows: Its entries of the view's days.
        marks: What has been said of them.
        view: Which days.
    """
    currency = dossier.project.currency
    costs = [row for row in rows if row[_KIND] in COST_SIGNS]
    levels = tuple(_levels(dossier))
    return Table(
        name=NAME,
        title=label("report.checks"),
        columns=(
            Column(key="name", words=label("checks.column.level"), wide=True),
            Column(key="required", words=label("checks.column.required"), wide=True),
            Column(key="passed", words=label("checks.column.passed"), kind=ColumnKind.COUNT),
            money_column("passed_sum", currency, label("checks.column.passed_sum")),
            Column(key="awaiting", words=label("checks.column.awaiting"), kind=ColumnKind.COUNT),
            money_column("awaiting_sum", currency, label("checks.column.awaiting_sum")),
            Column(key="entries", words=label("checks.column.entries"), wide=True),
        ),
        rows=tuple(_row(level, costs, marks) for level in levels),
        currency=currency,
        about=heading.about((dossier,), view),
        notes=(label("checks.note" if dossier.project.check_levels else "checks.note.none"), *heading.day_notes(view)),
    )


def _levels(dossier: Dossier) -> Iterator[tuple[str, Words, Words]]:
    """Yield key, name, and before what it is required."""
    wanted = label("checks.required.attest" if dossier.project.attest else "checks.required.nothing")
    yield ATTEST, label("column.attested"), wanted
    for level in dossier.project.check_levels:
        yield level.id, level.name, label(f"checks.required.{level.required or 'nothing'}")


def _row(level: tuple[str, Words, Words], costs: Sequence[EntryRow], marks: Marks) -> Row:
    key, name, required = level
    passed = [row for row in costs if marks.checked_by(key, row[_NUMBER]) is not None]
    held = {row[_NUMBER] for row in passed}
    awaiting = [row for row in costs if row[_NUMBER] not in held]
    rule = label("checks.rule")
    return Row(
        key=key or "attest",
        cells=(
            Cell(name),
            Cell(required),
            Cell(len(passed)),
            ruled(_sum(passed), rule),
            Cell(len(awaiting)),
            ruled(_sum(awaiting), rule),
            Cell(attest.written(attest.spans(row[_NUMBER] for row in awaiting)) or None),
        ),
    )


def _sum(rows: Iterable[EntryRow]) -> int:
    return sum(COST_SIGNS[row[_KIND]] * row[_AMOUNT] for row in rows)
