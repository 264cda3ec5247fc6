"""Year-end: what each source owes a project, or the project it, on a day; receivable and liability never netted."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date

from ledger.core.money import Money
from ledger.core.record import evolve
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.claims.claim import Claim
from ledger.model.dossier import Dossier
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.cells import Sums
from ledger.reports.cells import earned
from ledger.reports.cells import money_column
from ledger.reports.cells import ruled
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from ledger.rules.claims.claim import claimed_minor
from ledger.rules.claims.entries import standing
from ledger.rules.claims.retention import total_held
from ledger.rules.corrections import attest
from ledger.rules.financing.cofinance import SourceShare
from ledger.rules.financing.cofinance import cofinance

NAME = "outstanding"

_MONEY = ("earned", "claimed", "unclaimed", "received", "receivable", "retained", "liability")


def day_of(view: View) -> date:
    """Return the day that a view asks about: its last one, or the day of the question."""
    return view.bounds[1] or view.today


def outstanding(dossiers: Sequence[Dossier], view: View) -> Table:
    """Return a row for each source that gives money: earned, claimed and received to a day, and what is outstanding.

    Earned above received is a receivable; received above earned, such as an advance, a liability. Of several projects
    each one's sources stand under its name; projects in other currencies than the first one are left out.

    Args:
        dossiers: The projects with their claims, their totals from the first day to `day_of` the view.
        view: Tells the day.
    """
    currency, day = dossiers[0].project.currency, day_of(view)
    together = [each for each in dossiers if each.project.currency == currency]
    held = any(total_held(_to(each, day)) for each in together)
    keys = tuple(key for key in _MONEY if held or key != "retained")
    rows: list[Row] = []
    for dossier in together:
        rows.extend(_rows(dossier, evolve(view, today=day, year=None), keys, alone=len(dossiers) == 1))
    lines = [row for row in rows if row.kind is RowKind.LINE]
    return Table(
        name=NAME,
        title=label("outstanding.title", day=day),
        columns=(
            Column(key="name", words=label("column.source"), wide=True),
            *(money_column(key, currency, label(f"outstanding.column.{key}")) for key in keys),
        ),
        rows=(*rows, _total(lines, Sums(currency), keys)),
        currency=currency,
        about=heading.about(dossiers, view),
        notes=(
            label("outstanding.note"),
            *((label("outstanding.note.retained"),) if held else ()),
            *(note for each in together for note in _cut(each, day)),
            *heading.left_out(dossiers, currency),
        ),
    )


def _cut(dossier: Dossier, day: date) -> Iterator[Words]:
    """Yield that cost is cut by decisions until a day, which is earned all the same and may never be paid."""
    cuts = standing(claim for claim in _to(dossier, day) if claim.counts).cuts
    if cuts:
        yield label(
            "outstanding.note.cut",
            project=dossier.project.name,
            sum=Money(sum(cuts.values()), dossier.project.currency),
            entries=attest.written(attest.spans(cuts)),
        )


def _to(dossier: Dossier, day: date) -> tuple[Claim, ...]:
    """Return a project's claims to a day."""
    return tuple(claim for claim in dossier.claims if claim.dated <= day)


def _rows(dossier: Dossier, view: View, keys: Sequence[str], *, alone: bool) -> Iterator[Row]:
    """Yield a project's sources, under its name if there are several projects."""
    prefix = "" if alone else f"{dossier.project.id}/"
    if prefix:
        cells = (Cell(dossier.project.name), *(Cell(),) * len(keys))
        yield Row(key=dossier.project.id, cells=cells, kind=RowKind.GROUP)
    claimed, held = claimed_minor(_to(dossier, view.today)), total_held(_to(dossier, view.today))
    for share in cofinance(dossier, view).shares:
        money = share.source is None or share.source.form.is_money
        if money and (share.id or share.cash_minor):
            figures = _cells(dossier, share, claimed.get(share.id, 0), held.get(share.id, 0))
            key, words = naming.row_key(Dimension.SOURCE, share.id), naming.key(dossier, Dimension.SOURCE, share.id)
            cells = (Cell(words), *(figures[each] for each in keys))
            yield Row(key=f"{prefix}{key}", cells=cells, level=1 if prefix else 0)


def _cells(dossier: Dossier, share: SourceShare, claimed: int, held: int) -> dict[str, Cell]:
    sums = Sums(dossier.project.currency)
    return {
        "earned": earned(share.cash_minor, share.exact),
        "claimed": ruled(claimed, label("rule.claimed")),
        "unclaimed": Cell(share.cash_minor - claimed, sums.rounded("{earned}-{claimed}")),
        "received": ruled(share.received_minor, label("outstanding.rule.received")),
        "receivable": Cell(max(share.outstanding_minor, 0), sums.rounded("MAX({earned}-{received},0)")),
        "retained": ruled(held, label("outstanding.rule.retained")),
        "liability": Cell(max(-share.outstanding_minor, 0), sums.rounded("MAX({received}-{earned},0)")),
    }


def _total(lines: Sequence[Row], sums: Sums, keys: Sequence[str]) -> Row:
    """Return the sum of all sources."""
    cells = []
    for at, key in enumerate(keys, start=1):
        minor = sum(value for row in lines if isinstance(value := row.cells[at].value, int))
        cells.append(sums.apart([row.key for row in lines], key, minor))
    return Row(key="total", cells=(Cell(label("row.total")), *cells), kind=RowKind.TOTAL)
