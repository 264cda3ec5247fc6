"""A sample of cost entries for an auditor, with how it was drawn, so that anybody can draw it again."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from math import ceil

from ledger.core.money import Money
from ledger.core.words import Label
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.corrections.marks import Marks
from ledger.model.dossier import Dossier
from ledger.model.entry import Entry
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.cells import money_column
from ledger.reports.table import Cell
from ledger.reports.table import CellValue
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import Table
from ledger.rules.sampling import Plan

NAME = "sample"


def sample(dossier: Dossier, drawn: Sequence[tuple[Entry, int]], plan: Plan, marks: Marks, view: View) -> Table:
    """Return the entries drawn, by number, each with how many draws fell on it, its voucher and its evidence.

    Args:
        dossier: The project.
        drawn: Entries and draws.
        plan: How they were drawn.
        marks: Evidence attached later.
        view: Which days or which claim; masked leaves the words out.
    """
    currency = dossier.project.currency
    words = () if view.masked else tuple(_column(key, wide=True) for key in ("text", "counterparty"))
    columns = (
        _column("number", ColumnKind.COUNT),
        _column("booked", ColumnKind.DATE),
        _column("voucher"),
        _column("category", wide=True),
        money_column("amount", currency),
        _column("draws", ColumnKind.COUNT),
        _column("evidence", wide=True),
        *words,
    )
    return Table(
        name=NAME,
        title=label("report.sample"),
        columns=columns,
        rows=tuple(_row(dossier, entry, draws, marks, view) for entry, draws in drawn),
        currency=currency,
        about=tuple(_about(dossier, plan, view)),
        notes=(label("sample.note.method"), label("sample.note.large", interval=_money(dossier, ceil(plan.interval)))),
    )


def evidence(entry: Entry, marks: Marks) -> str | None:
    """Return the names of an entry's evidence, its own and what was attached later."""
    own = (entry.evidence_name,) if entry.evidence_name else ()
    return ", ".join((*own, *marks.evidence.get(entry.number, ()))) or None


def _column(key: str, kind: ColumnKind = ColumnKind.TEXT, *, wide: bool = False) -> Column:
    return Column(key=key, words=label(f"column.{key}"), kind=kind, wide=wide)


def _row(dossier: Dossier, entry: Entry, draws: int, marks: Marks, view: View) -> Row:
    values: tuple[CellValue, ...] = (
        entry.number,
        entry.booked_on,
        f"{entry.voucher_series or ''} {entry.voucher_number or ''}".strip() or None,
        naming.key(dossier, Dimension.CATEGORY, entry.category or ""),
        entry.amount_minor,
        draws,
        evidence(entry, marks),
        *(() if view.masked else (entry.text, entry.counterparty)),
    )
    return Row(key=str(entry.number), cells=tuple(map(Cell, values)))


def _about(dossier: Dossier, plan: Plan, view: View) -> Iterator[tuple[Words, CellValue]]:
    kept = {"about.project", "about.owner", "about.seal"} | ({"about.days", "about.basis"} if not view.claim else set())
    for words, value in heading.about((dossier,), view):
        if isinstance(words, Label) and words.key in kept:
            yield words, value
    if view.claim is not None:
        yield label("sample.claim"), view.claim
    yield label("sample.drawn_from"), label("sample.sum", sum=_money(dossier, plan.units))
    yield label("sample.size"), plan.size
    yield label("sample.seed"), plan.seed
    yield label("sample.interval"), label("sample.every", interval=_money(dossier, ceil(plan.interval)))
    yield label("sample.start"), label("sample.at", start=_money(dossier, plan.start))


def _money(dossier: Dossier, minor: int) -> Money:
    return Money(minor, dossier.project.currency)
