"""All claims of a project: what each asked for, what became of it, and what has been paid."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from ledger.core.words import label
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import Payment
from ledger.model.dossier import Dossier
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import ruled
from ledger.reports.claims.about import period
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from ledger.rules.claims import claim as rules

NAME = "claims"

_MONEY = ("cost", "support", "approved", "settled", "retained", "asked", "paid", "left")


def claims(dossier: Dossier, payments: Sequence[Payment], view: View) -> Table:
    """Return a row for each claim, and their sum; drafts and withdrawn claims are shown and not summed.

    Args:
        dossier: The project with its claims.
        payments: Which claims its receipts pay.
        view: Tells the day of the question.
    """
    currency = dossier.project.currency
    unused = {
        "settled": not any(claim.settled for claim in dossier.claims),
        "retained": not any(claim.held for claim in dossier.claims),
    }
    keys = tuple(key for key in _MONEY if not unused.get(key))
    rows = tuple(_row(dossier, claim, payments, keys) for claim in dossier.claims)
    return Table(
        name=NAME,
        title=label("claims.title"),
        columns=(
            Column(key="number", words=label("claims.column.number"), kind=ColumnKind.COUNT),
            Column(key="state", words=label("claim.about.state")),
            Column(key="period", words=label("claim.about.period"), wide=True),
            Column(key="dated", words=label("claim.about.dated"), kind=ColumnKind.DATE),
            *(money_column(key, currency, label(f"claims.column.{key}")) for key in keys),
        ),
        rows=(*rows, *_total(dossier, rows, keys)),
        currency=currency,
        about=heading.about((dossier,), view),
        notes=(label("claims.note.none", project=dossier.project.id),) if not rows else (),
    )


def _row(dossier: Dossier, claim: Claim, payments: Sequence[Payment], keys: Sequence[str]) -> Row:
    """Return a claim's row; nothing is to come on one that has been withdrawn."""
    sums = Sums(dossier.project.currency)
    supports = [claim.figures.share(id_).current_minor for id_ in rules.asked_sources(dossier)]
    approved = [claim.standing.share(id_).current_minor for id_ in rules.asked_sources(dossier)]
    settled, held = (sum(minor for _, minor in pairs) for pairs in (claim.settled, claim.held))
    frozen = label("claims.rule.frozen", number=claim.number)
    basis = "approved" if claim.decision else "support"
    asked, paid = sum(approved) - settled - held, rules.paid_minor(claim, payments)
    cells = {
        "cost": ruled(claim.figures.cost_minor, frozen),
        "support": ruled(sum(supports), frozen),
        "approved": ruled(sum(approved) if claim.decision else None, label("claim.rule.decision")),
        "settled": ruled(-settled, label("claim.rule.advance")),
        "retained": ruled(-held, label("claims.rule.retained")),
        "asked": Cell(
            asked,
            sums.rounded("+".join(f"{{{key}}}" for key in (basis, "settled", "retained") if key in (basis, *keys))),
        ),
        "paid": ruled(paid, label("claims.rule.paid")),
        "left": Cell(asked - paid, sums.rounded("{asked}-{paid}")),
    }
    if claim.withdrawal:
        cells |= dict.fromkeys(("asked", "paid", "left"), EMPTY)
    words = label(f"claim.state.{rules.state(claim, dossier, payments)}")
    head = (Cell(claim.number), Cell(words), Cell(period(claim)), Cell(claim.dated))
    return Row(key=claim.key, cells=(*head, *(cells[key] for key in keys)))


def _total(dossier: Dossier, rows: Sequence[Row], keys: Sequence[str]) -> Iterator[Row]:
    """Yield the sum of the claims that have been submitted."""
    counted = [row for row, claim in zip(rows, dossier.claims, strict=True) if claim.counts]
    if not counted:
        return
    sums = Sums(dossier.project.currency)
    cells = []
    for at, key in enumerate(keys, start=4):
        known = [value for row in counted if isinstance(value := row.cells[at].value, int)]
        total = sum(known) if known else None
        cells.append(sums.lines([row.key for row in counted], key, total))
    yield Row(key="total", cells=(Cell(), Cell(label("row.total")), Cell(), Cell(), *cells), kind=RowKind.TOTAL)
