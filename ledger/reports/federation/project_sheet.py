"""A project's sheet in the board's workbook: budget against actual, who pays, how it stands, what it says itself."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.record import evolve
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.view import Dimension
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.federation.board_rows import comment_words
from ledger.reports.federation.treasury import Treasury
from ledger.reports.financing.cofinancing import cofinancing
from ledger.reports.forecasts.comments import days
from ledger.reports.sheet import Sheet
from ledger.reports.table import Cell
from ledger.reports.table import CellValue
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from ledger.reports.variance import arrange

BY = (Dimension.PROJECT, Dimension.CATEGORY)
"""What the rows of budget against actual are, and so how fine the sums of entries in the workbook must be."""


def project_sheet(dossier: Dossier, treasury: Treasury, board: Table) -> Sheet:
    """Return a project's sheet; nothing in it is eliminated but in its row of the whole.

    Args:
        dossier: The project in its own scheme, in the federation's currency.
        treasury: The federation.
        board: The overview; the project's row there is repeated.
    """
    # Who pays the federation itself are its members, who have a sheet of their own.
    paid = () if dossier is treasury.accounts else (_financing(dossier, treasury),)
    tables = (_budget(dossier, treasury), _standing(dossier, board), *paid)
    return Sheet(name=dossier.project.name, tables=tables, landscape=True)


def _budget(dossier: Dossier, treasury: Treasury) -> Table:
    """Return budget against actual by category, in the project's own scheme."""
    view = evolve(treasury.view, by=())
    table = arrange("variance", (dossier,), view, BY)
    return evolve(
        table,
        name=f"project_{dossier.project.id}",
        title=dossier.project.name,
        rows=_own(table),
        about=(*heading.about((dossier,), view), *_converted(dossier, treasury)),
    )


def _financing(dossier: Dossier, treasury: Treasury) -> Table:
    """Return what each source has planned, earned and paid, and what is outstanding."""
    table = cofinancing((dossier,), evolve(treasury.view, by=()), among=True)
    return evolve(table, name=f"financing_{dossier.project.id}", rows=_own(table), about=())


def _own(table: Table) -> tuple[Row, ...]:
    """Return the rows without the project's own heading and without the sum of all projects, which is its own again."""
    first = next((at for at, row in enumerate(table.rows) if row.kind is RowKind.GROUP), None)
    kept = (row for at, row in enumerate(table.rows) if at != first and row.kind is not RowKind.TOTAL)
    return tuple(evolve(row, level=max(0, row.level - 1)) for row in kept)


def _standing(dossier: Dossier, board: Table) -> Table:
    """Return the project's row of the overview, without its name, and beneath it all that it says of itself."""
    row = next(each for each in board.rows if each.key == dossier.project.id)
    places = [at for at, each in enumerate(board.columns) if at and each.kind is not ColumnKind.BAR][:-1]
    return evolve(
        board,
        name=f"standing_{dossier.project.id}",
        title=label("project.standing"),
        columns=tuple(evolve(board.columns[at], wide=False) for at in places),
        rows=(evolve(row, cells=tuple(_repeated(row, at, board.columns[at]) for at in places)),),
        about=(),
        notes=(label("note.project_standing"), *_said(dossier)),
    )


def _repeated(row: Row, at: int, column: Column) -> Cell:
    cell = row.cells[at]
    live = None if cell.value is None else Formula(f"{{board/{row.key}.{column.key}}}")
    return cell._replace(live=live, tone=None)


def _said(dossier: Dossier) -> Iterator[Words]:
    """Yield the project's comments, the latest first."""
    for each in sorted(dossier.comments, key=lambda each: each.written_on, reverse=True):
        subject = naming.category(dossier, each.category) if each.category else label("row.project_as_whole")
        told = comment_words(each)
        yield label("project.comment", day=each.written_on, subject=subject, days=days(each), text=told)


def _converted(dossier: Dossier, treasury: Treasury) -> Iterator[tuple[Words, CellValue]]:
    currency = treasury.converted.get(dossier.project.id)
    if currency:
        yield label("about.converted"), label("about.converted_from", currency=currency.code)
