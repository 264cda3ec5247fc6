"""The columns of a plan by time, and the cells in them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence

from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.budgets.budget import Stated
from ledger.model.dossier import Dossier
from ledger.reports import naming
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import ruled
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.rules import budget


@frozen(kw_only=True)
class Timetable:
    """The columns of a plan: one for each year or phase, one for what has neither, and their sum.

    Attributes:
        dossier: The project.
        slots: What the columns are for; none where the plan speaks only of the whole project, whose amounts are the
            sum.
        sums: Formulas for its money.
    """

    dossier: Dossier
    slots: tuple[budget.Slot, ...]
    sums: Sums

    @property
    def has_whole(self) -> bool:
        """Whether some amounts are for the whole project, beside others that are for years or phases."""
        return budget.WHOLE in self.slots

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        currency = self.sums.currency
        times = (money_column(naming.slot_key(each), currency, naming.slot(self.dossier, each)) for each in self.slots)
        heading = label("column.total" if self.slots else "column.whole")
        return (*times, money_column("total", currency, heading))

    def planned(self, amounts: Mapping[budget.Slot, int], rule: Words) -> tuple[Cell, ...]:
        """Return the cells of a row of planned amounts, minor units by time."""
        whole = sum(amounts.values()) if amounts else None
        if not self.slots:
            return (ruled(whole, rule),)
        keys = [naming.slot_key(each) for each in self.slots]
        times = (ruled(amounts.get(each), rule) for each in self.slots)
        if whole is None:
            return (*times, EMPTY)
        return (*times, Cell(whole, self.sums.rounded(f"SUM({{{keys[0]}}}:{{{keys[-1]}}})")))

    def difference(self, column: str, row: str, less: str, minor: int) -> Cell:
        """Return the difference of a column's figures in two rows, minor units, which a spreadsheet computes anew."""
        return Cell(minor, self.sums.rounded(f"{{{row}.{column}}}-{{{less}.{column}}}"))

    def summed(
        self, rows: Sequence[str], amounts: Iterable[Mapping[budget.Slot, int]], *, apart: bool = False
    ) -> tuple[Cell, ...]:
        """Return the cells of a row that sums other rows, whose amounts are given by time."""
        found = list(amounts)
        add = self.sums.apart if apart else self.sums.lines
        known = [[row[each] for row in found if each in row] for each in self.slots]
        whole = [amount for row in found for amount in row.values()]
        times = (
            add(rows, naming.slot_key(each), sum(column) if column else None)
            for each, column in zip(self.slots, known, strict=True)
        )
        return (*times, add(rows, "total", sum(whole) if whole else None))


def timetable(dossier: Dossier, lines: Sequence[budget.Line | Stated]) -> Timetable:
    """Return the columns that a plan's lines, and the totals printed for a year or a phase, need."""
    slots = budget.slots(dossier.project, lines)
    sums = Sums(dossier.project.currency)
    return Timetable(dossier=dossier, slots=() if slots == (budget.WHOLE,) else slots, sums=sums)
