"""What open data tells of a project: its budget and what was spent and received, month by month; never a person.

All formats of open data are written from these lines, so that they tell the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ledger.core.money import Currency
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.dossier import Dossier
from ledger.model.entry_kind import COST_KINDS
from ledger.model.entry_kind import EntryKind
from ledger.model.view import View
from ledger.rules import budget


class BudgetLine(NamedTuple):
    """What a budget allows.

    Attributes:
        year: Calendar year; None where the budget does not say.
        phase: Phase id; empty for none.
        category: Category code.
        minor: Minor units; expected income is negative.
    """

    year: int | None
    phase: str
    category: str
    minor: int


class MonthLine(NamedTuple):
    """What was booked in a month.

    Attributes:
        month: ``2021-03``.
        kind: Kind of entry.
        category: Category code; empty for money received.
        source: Source id; empty where the entries name none.
        minor: Minor units, the sign as in the book.
    """

    month: str
    kind: EntryKind
    category: str
    source: str
    minor: int


def version_of(dossier: Dossier, view: View) -> BudgetVersion | None:
    """Return the budget version that is told of."""
    return budget.in_force(dossier.versions, view.today)


def budget_lines(dossier: Dossier, view: View) -> Iterator[BudgetLine]:
    """Yield the budget in force, summed by year, phase and category, in the scheme's order."""
    version = version_of(dossier, view)
    sums: dict[tuple[int | None, str, str], int] = {}
    for line in version.cost if version else ():
        key = (line.year, line.phase or "", line.category)
        sums[key] = sums.get(key, 0) + budget.signed_minor(line, dossier.scheme)
    order = {category.code: at for at, category in enumerate(dossier.scheme.categories)}
    for key in sorted(
        sums, key=lambda key: (key[0] is None, key[0] or 0, key[1], order.get(key[2], len(order)), key[2])
    ):
        yield BudgetLine(*key, sums[key])


def month_lines(dossier: Dossier, kinds: tuple[EntryKind, ...]) -> Iterator[MonthLine]:
    """Yield what was booked, summed by month, kind, category and source."""
    sums: dict[tuple[str, str, str, str], int] = {}
    for total in dossier.totals:
        if EntryKind(total.kind) in kinds:
            key = (total.month_booked, total.kind, total.category, total.source)
            sums[key] = sums.get(key, 0) + total.sum_minor
    for month, kind, category, source in sorted(sums):
        yield MonthLine(month, EntryKind(kind), category, source, sums[month, kind, category, source])


def spent(dossier: Dossier) -> Iterator[MonthLine]:
    """Yield cost, contributions in kind and income."""
    return month_lines(dossier, COST_KINDS)


def received(dossier: Dossier) -> Iterator[MonthLine]:
    """Yield the money that has come."""
    return month_lines(dossier, (EntryKind.RECEIPT,))


def plain_amount(minor: int, currency: Currency) -> str:
    """Return an amount in minor units as programs read it, ``-1234.50``."""
    whole, rest = divmod(abs(minor), 10**currency.decimals)
    figure = f"{whole}.{rest:0{currency.decimals}d}" if currency.decimals else str(whole)
    return f"-{figure}" if minor < 0 else figure
