"""The entries behind a claim: voucher, supplier, invoice, days, amount, evidence; the list that funders ask for.

It begins with the columns of the entries and adds what the claim makes of each: its own amount where only a part is
claimed, why it stands here though its days are older, and what was cut of it.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable

from ledger.core.record import evolve
from ledger.core.words import label
from ledger.model.claims.claim import Claim
from ledger.model.corrections.marks import Marks
from ledger.model.dossier import Dossier
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.view import View
from ledger.reports.cells import EMPTY
from ledger.reports.cells import money_column
from ledger.reports.claims.about import about
from ledger.reports.entries.entries import entries
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Table
from ledger.rules.claims.entries import with_amount
from ledger.rules.corrections import correct

NAME = "transactions"

_NUMBER, _AMOUNT = (COLUMNS.index(name) for name in ("number", "amount_minor"))

Part = tuple[Column, Callable[[str], Cell]]


def transactions(
    dossier: Dossier, found: Claim, changes: Iterable[tuple[EntryRow, int, str]], marks: Marks, *, masked: bool = False
) -> Table:
    """Return the entries that a claim is about, by number.

    Args:
        dossier: The project as it stood where the claim reads.
        found: The claim.
        changes: Each entry with what it adds to the claim, minor units, and why it stands here
            (`ledger.rules.claims.entries.changes`).
        marks: What has been said of the entries: evidence and attestation.
        masked: Whether texts and counterparties are left out.
    """
    kept = list(changes)
    shown = [with_amount(row, minor) for row, minor, _ in kept]
    listed = entries(dossier, correct.masked(shown) if masked else shown, View(today=found.dated), marks)
    more = list(_more(dossier, found, kept))
    rows = (evolve(row, cells=(*row.cells, *(cell(row.key) for _, cell in more))) for row in listed.rows)
    return evolve(
        listed,
        name=NAME,
        title=label("transactions.title", number=found.number),
        columns=(*listed.columns, *(column for column, _ in more)),
        rows=tuple(rows),
        about=about(dossier, found),
        notes=(),
    )


def _more(dossier: Dossier, found: Claim, kept: list[tuple[EntryRow, int, str]]) -> Iterable[Part]:
    """Yield the further columns that have anything to say, each with what gives its cell by an entry's number."""
    currency = dossier.project.currency
    whole = {str(row[_NUMBER]): Cell(row[_AMOUNT]) for row, minor, _ in kept if row[_AMOUNT] != minor}
    remarks: dict[str, Cell] = {str(row[_NUMBER]): Cell(label(f"transactions.{key}")) for row, _, key in kept if key}
    cuts = found.decision.cuts if found.decision else ()
    cut = {str(each.entry): Cell(each.amount_minor) for each in cuts}
    errors = {str(each.entry): Cell(each.error) for each in cuts if each.error}
    parts: tuple[tuple[Column, dict[str, Cell]], ...] = (
        (money_column("whole", currency, label("transactions.column.whole")), whole),
        (Column(key="remark", words=label("transactions.column.remark")), remarks),
        (money_column("cut", currency, label("claim.column.cut")), cut),
        (Column(key="error", words=label("transactions.column.error"), wide=True), errors),
    )
    return [(column, _lookup(cells)) for column, cells in parts if cells]


def _lookup(cells: dict[str, Cell]) -> Callable[[str], Cell]:
    return lambda key: cells.get(key, EMPTY)
