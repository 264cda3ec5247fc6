"""Amendments: a new version made of the latest one, with money moved between categories or carried to a later year.

What is not amended is copied, for a version is whole in itself. Printed totals are not: they belong to the document
that printed them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from ledger.core.allocate import allocate
from ledger.core.money import Money
from ledger.core.record import evolve
from ledger.errors import CarryError
from ledger.errors import LineTooSmallError
from ledger.errors import NoLineError
from ledger.errors import SeveralLinesError
from ledger.model.budgets.budget import BudgetKind
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.core.money import Currency
    from ledger.model.budgets.transfer import Transfer

L = TypeVar("L", bound=CostLine | FinancingLine)
Cell = tuple[int | None, str | None, str | None]
"""Year, phase and part of a line."""


def following(version: BudgetVersion) -> BudgetVersion:
    """Return a draft that says what a version says; what an undecided one moved is moved by the draft as well."""
    held = evolve(version, state=BudgetState.DRAFT, submitted=None, decided=None, applies_from=None, reason=None)
    held = evolve(held, stated=(), decided_by=None)
    if version.state is not BudgetState.DECIDED:
        return held
    return evolve(held, kind=BudgetKind.AMENDMENT, transfers=())


def move(version: BudgetVersion, transfer: Transfer, currency: Currency) -> BudgetVersion:
    """Return the version with an amount moved from one category to another, and the transfer recorded.

    The amount is taken from the category's lines of that time and part, and put on the other category's line there, or
    on a new one.

    Args:
        version: The version.
        transfer: What is moved; where it names no time, the category's lines must all be of one.
        currency: Of the version's amounts.

    Raises:
        NoLineError: The category has no such line.
        SeveralLinesError: It has several, and the transfer does not say which.
        LineTooSmallError: It has less there.
    """
    cell = _cell(version, transfer)
    category, amount_minor = transfer.from_category, transfer.amount_minor
    has_minor = sum(line.amount_minor for line in version.cost if line.category == category and _at(line) == cell)
    if has_minor < amount_minor:
        has, wanted = Money(has_minor, currency), Money(amount_minor, currency)
        raise LineTooSmallError(category=category, when=_when(cell), has=has, wanted=wanted)
    cost = _raised(_lowered(version.cost, category, cell, amount_minor), transfer.to_category, cell, amount_minor)
    done = evolve(transfer, year=cell[0], phase=cell[1], part=cell[2])
    return evolve(version, cost=cost, transfers=(*version.transfers, done))


def carry(
    version: BudgetVersion,
    years: tuple[int, int],
    unused: Mapping[str, int],
    unearned: Mapping[str, int],
) -> BudgetVersion:
    """Return the version with what one year left unused moved to another.

    Each category's unused amount is taken from its lines of the one year and put on its line of the other. Of the
    financing of the year as much follows, from each source in proportion to what it has not paid, whole minor units by
    largest remainder; never more than the sources have not paid.

    Args:
        version: The version.
        years: From which year and to which.
        unused: What each category has left of its budget of the first year, minor units.
        unearned: What each source has not paid of what it promised for the first year, minor units.

    Raises:
        CarryError: Nothing is left, or the years are not in order.
    """
    first, later = years
    left = {code: minor for code, minor in unused.items() if minor > 0}
    if later <= first or not left:
        raise CarryError(first=first, later=later)
    cost = version.cost
    for code, minor in left.items():
        cost = _carried(cost, code, years, minor)
    open_ = {id_: minor for id_, minor in unearned.items() if minor > 0}
    whole = min(sum(left.values()), sum(open_.values()))
    financing = version.financing
    for id_, minor in zip(open_, allocate(whole, tuple(open_.values())) if whole else (), strict=False):
        financing = _carried(financing, id_, years, minor)
    return evolve(version, cost=cost, financing=financing, kind=BudgetKind.CARRY_FORWARD)


def _carried(lines: tuple[L, ...], name: str, years: tuple[int, int], minor: int) -> tuple[L, ...]:
    """Return the lines with an amount moved from a year to another, part by part as far as each reaches."""
    first, later = years
    for part in dict.fromkeys(line.part for line in lines if _name(line) == name and line.year == first):
        has = sum(line.amount_minor for line in lines if _name(line) == name and _at(line) == (first, None, part))
        taken = min(has, minor)
        lines = _raised(_lowered(lines, name, (first, None, part), taken), name, (later, None, part), taken)
        minor -= taken
    return lines


def _cell(version: BudgetVersion, transfer: Transfer) -> Cell:
    """Return the one time and part that the lines of a transfer are of."""
    wanted = (transfer.year, transfer.phase, transfer.part)
    own = [_at(line) for line in version.cost if line.category == transfer.from_category]
    fitting = dict.fromkeys(cell for cell in own if all(a in (None, b) for a, b in zip(wanted, cell, strict=True)))
    exact = [cell for cell in fitting if cell == wanted]
    if not fitting:
        raise NoLineError(category=transfer.from_category, when=_when(wanted))
    if len(fitting) > 1 and not (exact and any(wanted)):
        raise SeveralLinesError(category=transfer.from_category, found=", ".join(map(_when, fitting)))
    return exact[0] if exact else next(iter(fitting))


def _lowered(lines: tuple[L, ...], name: str, cell: Cell, minor: int) -> tuple[L, ...]:
    """Return the lines with an amount taken from those of a name in a cell, the first of them first."""
    lowered = []
    for line in lines:
        taken = min(line.amount_minor, minor) if _name(line) == name and _at(line) == cell else 0
        minor -= taken
        lowered.append(_added(line, -taken))
    return tuple(lowered)


def _raised(lines: tuple[L, ...], name: str, cell: Cell, minor: int) -> tuple[L, ...]:
    """Return the lines with an amount put on the first one of a name in a cell, or on a new one."""
    at = next((at for at, line in enumerate(lines) if _name(line) == name and _at(line) == cell), None)
    if at is not None:
        raised = _added(lines[at], minor)
        return (*lines[:at], raised, *lines[at + 1 :])
    if not minor:
        return lines
    like = lines[0]
    named: Any = {"category" if isinstance(like, CostLine) else "source": name}
    year, phase, part = cell
    new = evolve(
        like, amount_minor=minor, year=year, phase=phase, part=part, approximate=False, note=None, units=None, **named
    )
    return (*lines, new)


def _added(line: L, minor: int) -> L:
    """Return a line with an amount added; what it came about by then no longer explains it."""
    return evolve(line, amount_minor=line.amount_minor + minor, units=None) if minor else line


def _name(line: CostLine | FinancingLine) -> str:
    return line.category if isinstance(line, CostLine) else line.source


def _at(line: CostLine | FinancingLine) -> Cell:
    return (line.year, line.phase, line.part)


def _when(cell: Cell) -> str:
    return "/".join(str(each) for each in cell if each) or "–"
