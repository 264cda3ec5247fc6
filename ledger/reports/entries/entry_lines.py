"""Budget lines as the entry workbook counts them: what is allowed, what the book holds, what is typed.

An entry counts on the line of its category and booking year, else on that of its phase, else on the category's rest,
which every category has.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence

from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.dossier import Dossier
from ledger.model.entry_kind import EntryKind
from ledger.model.totals import Basis
from ledger.reports import naming
from ledger.rules import budget
from ledger.rules.totals import COST_SIGNS

_Key = tuple[str, budget.Slot]


@frozen(kw_only=True)
class BudgetLine:
    """A line that is watched while typing.

    Attributes:
        code: Category code.
        category: The category, as the drop-down names it.
        when: What stretch of time it is for.
        budget_minor: What the version allows, minor units; expected income is negative. None for no line.
        booked_minor: What the book holds of it, minor units; income is negative.
        year: Calendar year, if it is for one.
        phase: The phase, as the drop-down names it, if it is for one; empty if not.
        typed: Formula of what is typed of it on the entry sheet, in currency units.
    """

    code: str
    category: Words
    when: Words
    budget_minor: int | None
    booked_minor: int
    year: int | None
    phase: Words
    typed: str

    @property
    def rest(self) -> bool:
        """Whether it takes all of its category that no other line does."""
        return self.year is None and not self.phase


def budget_lines(
    dossier: Dossier, version: BudgetVersion | None, names: Mapping[str, Mapping[str, Words]]
) -> tuple[BudgetLine, ...]:
    """Return the lines of every category, in the scheme's order.

    Args:
        dossier: The project, its totals not cut to any days.
        version: The budget version in force.
        names: By column, the ids that may stand there with the names in the drop-down.
    """
    allowed = _allowed(dossier, version)
    times = budget.slots(dossier.project, version.cost if version else ())
    lines: list[BudgetLine] = []
    for code, name in names["category"].items():
        slots = [slot for slot in times if slot != budget.WHOLE and (code, slot) in allowed]
        booked = _booked(dossier, code, slots)
        lines.extend(
            BudgetLine(
                code=code,
                category=name,
                when=_when(dossier, slot, is_line=(code, slot) in allowed, alone=not slots),
                budget_minor=allowed.get((code, slot)),
                booked_minor=booked[slot],
                year=slot.year,
                phase=names["phase"][slot.phase] if slot.phase else "",
                typed=_typed(slot, slots),
            )
            for slot in (*slots, budget.WHOLE)
        )
    return tuple(lines)


def _when(dossier: Dossier, slot: budget.Slot, *, is_line: bool, alone: bool) -> Words:
    """Return what a line's time is called; a category's rest says whether other lines of it have a budget."""
    if slot != budget.WHOLE:
        return naming.slot(dossier, slot)
    return label("column.whole" if is_line else "entry_sheet.no_line" if alone else "entry_sheet.rest")


def _allowed(dossier: Dossier, version: BudgetVersion | None) -> dict[_Key, int]:
    """Return what a version allows by category and time, minor units, its parts together."""
    allowed: dict[_Key, int] = {}
    for line in version.cost if version else ():
        key = line.category, budget.slot(line)
        allowed[key] = allowed.get(key, 0) + budget.signed_minor(line, dossier.scheme)
    return allowed


def _booked(dossier: Dossier, code: str, slots: Sequence[budget.Slot]) -> dict[budget.Slot, int]:
    """Return what the book holds of a category by time, minor units; the rest stands on the whole project."""
    booked = dict.fromkeys((*slots, budget.WHOLE), 0)
    for total in dossier.totals:
        if total.category == code and total.kind in COST_SIGNS:
            year = budget.Slot(year=int(total.month(Basis.BOOKED)[:4]))
            phase = budget.Slot(phase=total.phase or None)
            slot = next((each for each in (year, phase) if each in booked), budget.WHOLE)
            booked[slot] += COST_SIGNS[total.kind] * total.sum_minor
    return booked


def _typed(slot: budget.Slot, slots: Sequence[budget.Slot]) -> str:
    """Return the formula of what is typed on a line; texts among the days and amounts are passed over."""
    signed = f"1-2*({{entries.kind}}={{kind:{EntryKind.INCOME}}})"
    tests = ["({entries.category}={category})"]
    years = [each.year for each in slots if each.year is not None]
    if slot.year is not None:
        tests.append(_in_year(slot.year))
    else:
        tests.extend(f"(1-{_in_year(year)})" for year in years)
        if slot.phase is not None:
            tests.append("({entries.phase}={phase})")
        else:
            tests.extend(f"({{entries.phase}}<>{{phase:{each.phase}}})" for each in slots if each.phase is not None)
    return f"SUMPRODUCT({'*'.join(tests)}*({signed}),{{entries.amount}})"


def _in_year(year: int) -> str:
    return f"({{entries.date}}>=DATE({year},1,1))*({{entries.date}}<=DATE({year},12,31))"
