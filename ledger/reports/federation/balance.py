"""*Balansräkning*, as far as it can be drawn from the book, beside that of the year before.

Its layout is medfin's. What the book cannot know, such as the balance of a bank account, stands as an open cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date

from ledger.core.money import Money
from ledger.core.record import evolve
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.totals import Basis
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.federation.operations import STEPS
from ledger.reports.federation.treasury import Treasury
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.federation.balance import Balance
from ledger.rules.federation.cash import Cash

_KEYS = ("now", "before")

_ASSETS = ("members_owe", "funders_owe", "ahead", "prepaid")
_DEBTS = ("members_ahead", "funders_ahead", "owed", "accrued", "internal")
_ACCRUALS = ("prepaid", "accrued")
"""Rows of the basis *belongs* alone."""

_OPEN = Cell(open=True)


def balance(treasury: Treasury, found: Sequence[Balance], days: Sequence[date], cash: Cash) -> Table:
    """Return receivables, own capital and debts on a day and at the end of the year before.

    Args:
        treasury: Own accounts and owned projects.
        found: On the day, and before.
        days: The two days.
        cash: What the entries tell of the day.

    Source:
        LKBR (2018:597), chapter 6, on the balance sheet; which parts of it a project ledger can know is medfin's own
        judgement.
    """
    rows = [
        _group("assets", len(_KEYS)),
        *(_row(key, found, f"{key}_minor") for key in _shown(treasury, _ASSETS)),
        _open("cash"),
        _group("capital", len(_KEYS)),
        _row("opening", found, "opening_minor"),
        *(_step(key, found) for key in ("operations", *STEPS)),
        _result(treasury, found),
        _closing(treasury, found),
        _group("debts", len(_KEYS)),
        *(_row(key, found, f"{key}_minor") for key in _shown(treasury, _DEBTS)),
        _open("other_debts"),
        _rest(treasury, found),
    ]
    told = evolve(treasury, view=evolve(treasury.view, year=None, start=None, end=days[0]))
    return Table(
        name="balance",
        title=label("report.balance"),
        columns=_columns(treasury, [label("balance.day", day=day) for day in days]),
        rows=tuple(rows),
        currency=treasury.currency,
        about=(*told.about(), *treasury.sealed()),
        notes=(*treasury.notes(), *_notes(treasury, cash), *_unknown(found)),
    )


def _columns(treasury: Treasury, words: Sequence[Words]) -> tuple[Column, ...]:
    figures = (money_column(key, treasury.currency, each) for key, each in zip(_KEYS, words, strict=True))
    return (Column(key="name", words=label("column.item"), wide=True), *figures)


def _shown(treasury: Treasury, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key not in _ACCRUALS or treasury.view.basis is Basis.BELONGS)


def _notes(treasury: Treasury, cash: Cash) -> Iterator[Words]:
    """Yield what is in it, how cost and income are placed in time, and by how much the other way would differ."""
    yield label("note.balance")
    if treasury.view.basis is Basis.BELONGS:
        yield label("note.balance_belongs")
    elif cash.prepaid_minor or cash.accrued_minor:
        prepaid, accrued = (Money(minor, treasury.currency) for minor in (cash.prepaid_minor, cash.accrued_minor))
        yield label("note.balance_booked", prepaid=prepaid, accrued=accrued)
    else:
        yield label("note.balance_booked_alone")
    yield label("note.balance_open")


def _unknown(found: Sequence[Balance]) -> Iterator[Words]:
    if any(each.opening_minor is None for each in found):
        yield label(
            "note.balance_unknown", years=", ".join(str(each.year) for each in found if each.opening_minor is None)
        )


def _group(key: str, figures: int) -> Row:
    return Row(key=key, cells=(Cell(label(f"balance.{key}")), *(EMPTY,) * figures), kind=RowKind.GROUP)


def _row(key: str, found: Sequence[Balance], figure: str) -> Row:
    rule = Ruled(label(f"rule.balance.{key}"))
    cells = (_OPEN if (minor := getattr(each, figure)) is None else Cell(minor, rule) for each in found)
    return Row(key=key, cells=(Cell(label(f"balance.{key}")), *cells), level=1)


def _open(key: str) -> Row:
    return Row(key=key, cells=(Cell(label(f"balance.{key}")), *(_OPEN for _ in _KEYS)), level=1)


def _step(key: str, found: Sequence[Balance]) -> Row:
    """Return what of the year's result comes from one thing."""
    rule = Ruled(label(f"rule.balance.{key}"))
    cells = (Cell(getattr(each.result, f"{key}_minor"), rule) for each in found)
    return Row(key=key, cells=(Cell(label(f"balance.{key}")), *cells), level=2)


def _result(treasury: Treasury, found: Sequence[Balance]) -> Row:
    sums = Sums(treasury.currency)
    steps = ("operations", *STEPS)
    cells = (sums.lines(steps, at, each.result.total_minor) for at, each in zip(_KEYS, found, strict=True))
    return Row(key="result", cells=(Cell(label("balance.result")), *cells), level=1)


def _closing(treasury: Treasury, found: Sequence[Balance]) -> Row:
    sums = Sums(treasury.currency)
    cells = (sums.apart(("opening", "result"), at, each.closing_minor) for at, each in zip(_KEYS, found, strict=True))
    return Row(key="closing", cells=(Cell(label("balance.closing")), *cells), kind=RowKind.SUBTOTAL)


def _rest(treasury: Treasury, found: Sequence[Balance]) -> Row:
    """Return what cash and all else that no entry tells of must come to."""
    sums = Sums(treasury.currency)
    cells = []
    for at, each in zip(_KEYS, found, strict=True):
        debts = "+".join(f"{{{key}.{at}}}" for key in ("closing", *_shown(treasury, _DEBTS)))
        text = debts + "".join(f"-{{{key}.{at}}}" for key in _shown(treasury, _ASSETS))
        cells.append(EMPTY if each.rest_minor is None else Cell(each.rest_minor, sums.rounded(text)))
    return Row(key="rest", cells=(Cell(label("balance.rest")), *cells), kind=RowKind.TOTAL)
