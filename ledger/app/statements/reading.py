"""A statement read: its head, its table of unit costs, its rows, and what they come to by month."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from ledger.app.files import open_file
from ledger.app.files import shown_name
from ledger.app.files import stream_digest
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import stop
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.importers.actuals.actuals import Target
from ledger.importers.statements.head import is_personal_number
from ledger.importers.statements.head import read_statement_head
from ledger.importers.statements.names import find_names
from ledger.importers.statements.statement_file import Request
from ledger.importers.statements.statement_file import read_statement
from ledger.importers.statements.unit_cost_file import read_unit_cost_file
from ledger.importers.text_file import read_text
from ledger.model.statements.statement import StatementMonth
from ledger.rules.checks import statement as checks
from ledger.rules.checks.statement import Stated
from ledger.rules.statements.statement import by_month

if TYPE_CHECKING:
    from ledger.importers.statements.names import Names
    from ledger.model.dossier import Dossier
    from ledger.model.statements.statement import StatementHead
    from ledger.model.statements.statement import StatementRow
    from ledger.model.statements.statement import UnitCost
    from ledger.model.view import View


@frozen(kw_only=True)
class StatementFile:
    """A statement that is to be booked.

    Attributes:
        path: CSV file; a TOML file of the same name beside it tells what holds for all of it.
        project: Project id.
        told: What holds for all of it and is told here instead: ``source``, ``category``, ``signed_by`` and the like.
        table: Table of unit costs, if the statement needs one.
        language: In which the entries' texts are written.
    """

    path: Path
    project: str
    told: Mapping[str, str] = field(factory=dict)
    table: Path | None = None
    language: str = "sv"


@frozen(kw_only=True)
class StatementRead:
    """A statement as read.

    Attributes:
        findings: Problems in its files, and what is to be said of it by itself.
        stated: Its rows with what holds for all of them; None where its files cannot be read.
        months: What it comes to, by month.
    """

    findings: tuple[Finding, ...] = ()
    stated: Stated | None = None
    months: tuple[StatementMonth, ...] = ()


def read_files(file: StatementFile, dossier: Dossier, view: View) -> StatementRead:
    """Read a statement with its head and its table.

    Args:
        file: The statement.
        dossier: Its project.
        view: The day of the question.

    Raises:
        LedgerError: A file cannot be read.
    """
    if is_personal_number(file.path.name):
        return StatementRead(findings=(stop("STM-007"),))
    head, names, found = _head(file, dossier)
    table, in_table = _table(file.table)
    known = tuple(table)
    if head and head.unit_cost and head.unit_cost not in known:
        shown = ", ".join(known) or "–"
        found = (*found, stop("STM-109", Place(file=str(file.path)), name=head.unit_cost, known=shown))
    has_unit_cost = head is None or head.unit_cost is not None
    request = Request(str(file.path), dossier.project.currency, known, has_unit_cost)
    rows, in_rows, digest = _rows(file.path, request)
    findings = (*found, *in_table, *in_rows)
    if not rows and not any(finding.stops for finding in findings):
        findings = (*findings, stop("STM-001", Place(file=str(file.path))))
    if head is None or names is None or any(finding.stops for finding in findings):
        return StatementRead(findings=findings)
    stated = Stated(file=str(file.path), head=head, rows=rows, unit_costs=table, dossier=dossier)
    common = StatementMonth(
        **attrs.asdict(names),
        series=head.series,
        month="",
        lines=(),
        unit_costs=tuple(table.values()),
        file=shown_name(file.path),
        file_sha256=digest,
        dated=head.dated,
    )
    months = by_month(((row.month, line) for row, line in stated.lines()), common)
    said = (
        *checks.check_rates(stated),
        *checks.check_hours(stated),
        *checks.check_days(stated, view),
        *checks.check_total(stated, months),
        *checks.check_budgeted(stated, common, view),
    )
    return StatementRead(findings=(*findings, *said), stated=stated, months=months)


def _head(file: StatementFile, dossier: Dossier) -> tuple[StatementHead | None, Names | None, tuple[Finding, ...]]:
    """Return what holds for the whole statement, and what it is booked on."""
    beside = file.path.with_suffix(".toml")
    there = beside.is_file()
    told = {**file.told, "project": file.project}
    name = str(beside) if there else str(file.path)
    target = Target(project=dossier.project, scheme=dossier.scheme, parties=dossier.parties)
    head, found = read_statement_head(read_text(beside) if there else "", name, told, target)
    if head is None:
        return None, None, found
    names, unknown = find_names(head, target, Place(file=name))
    return head, names, (*found, *unknown)


def _table(path: Path | None) -> tuple[dict[str, UnitCost], tuple[Finding, ...]]:
    """Return unit costs by id."""
    if path is None:
        return {}, ()
    found, findings = read_unit_cost_file(read_text(path), str(path))
    return {each.id: each for each in found}, findings


def _rows(path: Path, request: Request) -> tuple[tuple[StatementRow, ...], tuple[Finding, ...], str]:
    """Return a statement's rows, its problems, and the SHA-256 of the file."""
    rows: list[StatementRow] = []
    findings: list[Finding] = []
    with open_file(path) as stream:
        digest = stream_digest(stream)
        for each in read_statement(stream, request):
            if isinstance(each, Finding):
                findings.append(each)
            else:
                rows.append(each)
    return tuple(rows), tuple(findings), digest
