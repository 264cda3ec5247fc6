"""Public and private financing of one project, of several, or of a federation's whole."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.money import known_sum
from ledger.core.words import Words
from ledger.core.words import label
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import percent_column
from ledger.reports.cells import ratio
from ledger.reports.cells import ruled
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.financing.sectors import Sector
from ledger.rules.financing.sectors import SectorSum

if TYPE_CHECKING:
    from ledger.core.money import Currency
    from ledger.reports.heading import About

NAME = "sectors"

_MONEY = ("planned", "cash", "in_kind", "earned")


def sectors(found: Sequence[SectorSum], currency: Currency, about: About, notes: Sequence[Words]) -> Table:
    """Return what each sector has planned and earned, support apart from co-financing, down to all of it.

    Args:
        found: The sums.
        currency: Of every amount.
        about: The lines above.
        notes: What a reader must know besides.
    """
    return Table(
        name=NAME,
        title=label("report.sectors"),
        columns=(
            Column(key="name", words=label("column.sector"), wide=True),
            *(money_column(key, currency) for key in _MONEY),
            percent_column("earned_share"),
        ),
        rows=tuple(_rows(found, Sums(currency))),
        currency=currency,
        about=about,
        notes=(*notes, label("note.earned"), label("note.sectors")),
    )


def _rows(found: Sequence[SectorSum], sums: Sums) -> Iterator[Row]:
    whole = sum(each.earned_minor for each in found)
    tops = []
    for top, is_support in (("support", True), ("cofinancing", False)):
        own = [each for each in found if each.is_support is is_support and each.sector is not Sector.NOBODY]
        if not own:
            continue
        yield Row(key=top, cells=(Cell(label(f"sectors.{top}")), *(EMPTY,) * (len(_MONEY) + 1)), kind=RowKind.GROUP)
        keys = [f"{top}/{each.sector}" for each in own]
        for key, each in zip(keys, own, strict=True):
            yield Row(key=key, cells=_line(each, sums, whole), level=1)
        tops.append(f"{top}/total")
        cells = (sums.lines(keys, name, _sum(own, name)) for name in _MONEY)
        yield Row(
            key=tops[-1],
            cells=(Cell(label(f"sectors.{top}.total")), *cells, _share(own, whole)),
            kind=RowKind.SUBTOTAL,
        )
    for each in found:
        if each.sector is Sector.NOBODY:
            tops.append(str(each.sector))
            yield Row(key=tops[-1], cells=_line(each, sums, whole))
    cells = (sums.apart(tops, name, _sum(found, name)) for name in _MONEY)
    yield Row(key="total", cells=(Cell(label("row.total")), *cells, _share(found, whole)), kind=RowKind.TOTAL)


def _line(each: SectorSum, sums: Sums, whole: int) -> tuple[Cell, ...]:
    return (
        Cell(label(f"sectors.{each.sector}")),
        ruled(each.planned_minor, label("rule.budgets")),
        Cell(each.cash_minor, Ruled(label("rule.earned"))),
        Cell(each.in_kind_minor, Ruled(label("rule.earned"))),
        Cell(each.earned_minor, sums.rounded("{cash}+{in_kind}")),
        _share([each], whole),
    )


def _share(found: Sequence[SectorSum], whole: int) -> Cell:
    part = Fraction(sum(each.earned_minor for each in found), whole) if whole else None
    return ratio(part, "earned", "total.earned")


def _sum(found: Sequence[SectorSum], name: str) -> int | None:
    return known_sum(getattr(each, f"{name}_minor") for each in found)
