"""The exact difference between two budget versions: put to the first it gives the second, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import Generic
from typing import TypeVar
from typing import cast

from ledger.core.record import field_names
from ledger.core.record import frozen
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine

if TYPE_CHECKING:
    from collections.abc import Sequence

L = TypeVar("L", bound=CostLine | FinancingLine)

_LINES = ("cost", "financing")
FIELDS = tuple(name for name in field_names(BudgetVersion) if name not in _LINES)
"""Every field of a version but its lines."""


@frozen(kw_only=True)
class LineChange(Generic[L]):
    """A line in two versions.

    Attributes:
        before: As the first has it; None where it has none.
        after: As the second has it; None where it has none.
    """

    before: L | None
    after: L | None

    @property
    def line(self) -> L:
        """The line as it is, or as it was; it stands in at least one of them."""
        return cast("L", self.after or self.before)

    @property
    def change_minor(self) -> int:
        """What the second has more than the first, minor units."""
        before, after = (each.amount_minor if each else 0 for each in (self.before, self.after))
        return after - before

    @property
    def is_change(self) -> bool:
        """Whether the line is another in any respect."""
        return self.before != self.after


@frozen(kw_only=True)
class FieldChange:
    """A field of a version that is not the same in both.

    Attributes:
        name: The field's name.
        before: Its value in the first.
        after: Its value in the second.
    """

    name: str
    before: Any
    after: Any


@frozen(kw_only=True)
class Difference:
    """What is other in a second version than in a first.

    Attributes:
        cost: Every line of cost of either, those that are the same as well, in the second's order and then the first's.
        financing: Likewise of financing.
        fields: All other fields that are not the same.
    """

    cost: tuple[LineChange[CostLine], ...]
    financing: tuple[LineChange[FinancingLine], ...]
    fields: tuple[FieldChange, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether both are the same."""
        changed = any(each.is_change for each in self.cost) or any(each.is_change for each in self.financing)
        return not self.fields and not changed


def difference(first: BudgetVersion, second: BudgetVersion) -> Difference:
    """Return the exact difference between two versions.

    Lines are the same line where they are for the same category or source, time and part; of several such, those with
    the same note, and then in their order.
    """
    fields = ((name, getattr(first, name), getattr(second, name)) for name in FIELDS)
    return Difference(
        cost=_paired(first.cost, second.cost),
        financing=_paired(first.financing, second.financing),
        fields=tuple(FieldChange(name=name, before=was, after=is_) for name, was, is_ in fields if was != is_),
    )


def _paired(first: Sequence[L], second: Sequence[L]) -> tuple[LineChange[L], ...]:
    left: list[L] = list(first)
    found: dict[int, L] = {}
    for key in (_with_note, _place):
        for at, line in enumerate(second):
            same = next((each for each in left if key(each) == key(line)), None) if at not in found else None
            if same is not None:
                left.remove(same)
                found[at] = same
    return (
        *(LineChange(before=found.get(at), after=line) for at, line in enumerate(second)),
        *(LineChange(before=line, after=None) for line in left),
    )


def _place(line: CostLine | FinancingLine) -> tuple[object, ...]:
    name = line.category if isinstance(line, CostLine) else line.source
    return (name, line.year, line.phase, line.part)


def _with_note(line: CostLine | FinancingLine) -> tuple[object, ...]:
    return (*_place(line), line.note)
