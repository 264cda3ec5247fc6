"""Eliminating what consolidated projects pay each other.

An internal contribution is what the federation's file says it is: some cost of one project, told by category, part or
phase, and what another project receives from one of its sources. Both sides are summed by period; what they have in
common is eliminated on both, and what one side has alone stays where it stands and is told. Nothing is guessed: money
that looks internal and stands in no contribution is listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import TypeVar

from ledger.core.record import evolve
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.entry_kind import EntryKind
from ledger.model.federation.consolidation import Consolidation
from ledger.model.federation.consolidation import Pair
from ledger.model.federation.consolidation import PairFigure
from ledger.model.federation.federation import PairingPeriod
from ledger.model.totals import Total
from ledger.rules import budget
from ledger.rules.federation.takers import taker
from ledger.rules.federation.unpaired import unpaired
from ledger.rules.totals import COST_SIGNS
from ledger.rules.totals import RECEIVED_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ledger.model.dossier import Dossier
    from ledger.model.federation.federation import Federation
    from ledger.model.federation.federation import InternalContribution
    from ledger.model.view import View

PAID_SIGNS = {kind: sign for kind, sign in COST_SIGNS.items() if kind != EntryKind.IN_KIND}
"""Money only: an in-kind contribution is nobody's payment."""

_HALF_MONTHS, _QUARTER_MONTHS = 6, 3

Line = CostLine | FinancingLine
L = TypeVar("L", CostLine, FinancingLine)


class _Cell(NamedTuple):
    """A kept sum or a budget line that belongs to a contribution.

    Attributes:
        order: Its place in time and among its like.
        period: What it is paired in.
        minor: As it enters the side's sum, minor units.
        sign: What turns `minor` into the fact's own amount.
        fact: The total or the line.
    """

    order: tuple[str, ...]
    period: str
    minor: int
    sign: int
    fact: Total | CostLine | FinancingLine


def eliminate(dossiers: Sequence[Dossier], federation: Federation, view: View) -> Consolidation:
    """Return projects with what they pay each other paired and eliminated.

    Pairing is done on what the dossiers hold: of a view to 30 April, what is paid by then is paired with what is
    received by then.

    Args:
        dossiers: The projects, in one currency, each in its own scheme, cut to the view's days.
        federation: Tells the internal contributions and how far apart their sides may be booked.
        view: Its `today` decides budgets in force, its `basis` the month of an entry, its `year` the budget's lines.
    """
    work = _Work(dossiers, federation, view)
    pairs = tuple(pair for internal in federation.internals for pair in work.pair(internal))
    eliminations = tuple(work.eliminated(each) for each in dossiers)
    return Consolidation(
        parts=tuple(dossiers),
        eliminations=eliminations,
        whole=tuple(work.whole(part, less) for part, less in zip(dossiers, eliminations, strict=True)),
        pairs=pairs,
        unpaired=unpaired(dossiers, federation, view),
    )


def period_of(month: str, pairing: PairingPeriod) -> str:
    """Return the pairing period that a month, ``2021-04``, lies in."""
    if pairing is PairingPeriod.YEAR:
        return month[:4]
    if pairing is PairingPeriod.MONTH:
        return month
    year, number = month[:4], int(month[5:7])
    if pairing is PairingPeriod.QUARTER:
        return f"{year}-Q{(number - 1) // _QUARTER_MONTHS + 1}"
    return f"{year}-H{(number - 1) // _HALF_MONTHS + 1}"


class _Work:
    """The eliminations of each project while contributions are paired."""

    def __init__(self, dossiers: Sequence[Dossier], federation: Federation, view: View) -> None:
        self._by_id = {each.project.id: each for each in dossiers}
        self._pairing = federation.pairing
        self._view = view
        self._internals: dict[str, list[InternalContribution]] = {}
        for internal in federation.internals:
            self._internals.setdefault(internal.payer, []).append(internal)
        payers = [each for each in dossiers if each.project.id in self._internals]
        self._by_payer = {each.project.id: (self._planned(each), self._paid(each)) for each in payers}
        self._totals: dict[str, list[Total]] = {}
        self._cost: dict[str, list[CostLine]] = {}
        self._financing: dict[str, list[FinancingLine]] = {}

    def pair(self, internal: InternalContribution) -> Iterator[Pair]:
        """Yield a contribution's pairs; nothing where one of its projects is not among those asked for."""
        payee = self._by_id.get(internal.payee)
        if internal.payer not in self._by_id or payee is None:
            return
        planned, paid = (found.get(internal.key, []) for found in self._by_payer[internal.payer])
        yield from self._paired(internal, PairFigure.BUDGET, planned, self._promised(payee, internal))
        yield from self._paired(internal, PairFigure.ACTUAL, paid, self._received(payee, internal))

    def eliminated(self, dossier: Dossier) -> Dossier:
        """Return a project with nothing but what is eliminated in it."""
        id_ = dossier.project.id
        cost, financing = tuple(self._cost.get(id_, ())), tuple(self._financing.get(id_, ()))
        version = budget.in_force(dossier.versions, self._view.today) if cost or financing else None
        less = (evolve(version, cost=cost, financing=financing, stated=()),) if version else ()
        return evolve(dossier, versions=less, totals=tuple(self._totals.get(id_, ())), before=())

    def whole(self, dossier: Dossier, less: Dossier) -> Dossier:
        """Return a project with its eliminations among its own facts."""
        if not (less.versions or less.totals):
            return dossier
        version = budget.in_force(dossier.versions, self._view.today) if less.versions else None
        versions = tuple(_with(each, less.versions[0]) if each is version else each for each in dossier.versions)
        return evolve(dossier, versions=versions, totals=(*dossier.totals, *less.totals))

    def _paired(
        self, internal: InternalContribution, figure: PairFigure, payer: list[_Cell], payee: list[_Cell]
    ) -> Iterator[Pair]:
        for period in sorted({cell.period for cell in (*payer, *payee)}):
            sides = [[cell for cell in side if cell.period == period] for side in (payer, payee)]
            paid, received = (sum(cell.minor for cell in side) for side in sides)
            common = _common(paid, received)
            for id_, side in zip((internal.payer, internal.payee), sides, strict=True):
                self._take(id_, side, common)
            yield Pair(
                internal=internal,
                figure=figure,
                period=period,
                paid_minor=paid,
                received_minor=received,
                eliminated_minor=common,
            )

    def _take(self, id_: str, side: Iterable[_Cell], minor: int) -> None:
        for cell, taken in _taken(sorted(side, key=lambda each: each.order), minor):
            own = -taken * cell.sign
            if isinstance(cell.fact, Total):
                self._totals.setdefault(id_, []).append(cell.fact._replace(sum_minor=own, count=0))
            elif isinstance(cell.fact, CostLine):
                self._cost.setdefault(id_, []).append(_negative(cell.fact, own))
            else:
                self._financing.setdefault(id_, []).append(_negative(cell.fact, own))

    def _paid(self, payer: Dossier) -> dict[str, list[_Cell]]:
        """Return the payer's costs by contribution.

        What simplified cost options reckon (no entry is counted in it) is paid to nobody, unless its category is named.
        """
        take = taker(self._internals.get(payer.project.id, ()))
        found: dict[str, list[_Cell]] = {}
        for total in payer.totals:
            internal = take(total.category, total.part, total.phase) if total.kind in PAID_SIGNS else None
            if internal and (total.count or internal.category):
                found.setdefault(internal.key, []).append(self._total_cell(total, PAID_SIGNS[total.kind]))
        return found

    def _planned(self, payer: Dossier) -> dict[str, list[_Cell]]:
        """Return the payer's budget lines by contribution."""
        take = taker(self._internals.get(payer.project.id, ()))
        version = budget.in_force(payer.versions, self._view.today)
        found: dict[str, list[_Cell]] = {}
        for at, line in enumerate(budget.of_year(version.cost, self._view.year) if version else ()):
            internal = take(line.category, line.part, line.phase)
            if internal:
                minor = budget.signed_minor(line, payer.scheme)
                found.setdefault(internal.key, []).append(self._line_cell(line, minor, at))
        return found

    def _received(self, payee: Dossier, internal: InternalContribution) -> list[_Cell]:
        return [
            self._total_cell(total, RECEIVED_SIGNS[total.kind])
            for total in payee.totals
            if total.source == internal.source and total.kind in RECEIVED_SIGNS
        ]

    def _promised(self, payee: Dossier, internal: InternalContribution) -> list[_Cell]:
        version = budget.in_force(payee.versions, self._view.today)
        held = budget.of_year(version.financing, self._view.year) if version else ()
        lines = [line for line in held if line.source == internal.source]
        return [self._line_cell(line, line.amount_minor, at) for at, line in enumerate(lines)]

    def _total_cell(self, total: Total, sign: int) -> _Cell:
        month = total.month(self._view.basis)
        period = period_of(month, self._pairing)
        return _Cell((month, *total[:8]), period, total.sum_minor * sign, sign, total)

    def _line_cell(self, line: Line, minor: int, at: int) -> _Cell:
        year = str(line.year or "")
        return _Cell((year, f"{at:09d}"), year, minor, -1 if minor < 0 else 1, line)


def _common(paid: int, received: int) -> int:
    """Return what two sides have in common: nothing where one is negative and the other is not."""
    if (paid < 0) is not (received < 0):
        return 0
    return min(paid, received, key=abs)


def _taken(cells: Sequence[_Cell], minor: int) -> Iterator[tuple[_Cell, int]]:
    """Yield how much of each cell is taken, so that together they are `minor`.

    Args:
        cells: In order of time; their sum has the sign of `minor` and is at least as large.
        minor: How much to take. What is left over stays on the last cells that have the sum's sign, for what came last
            is what most likely has no counterpart yet.
    """
    left = sum(cell.minor for cell in cells) - minor
    found: list[tuple[_Cell, int]] = []
    for cell in reversed(cells):
        kept = min(left, cell.minor, key=abs) if left and (cell.minor < 0) is (left < 0) else 0
        left -= kept
        if minor:
            found.append((cell, cell.minor - kept))
    yield from ((cell, taken) for cell, taken in reversed(found) if taken)


def _negative(line: L, amount_minor: int) -> L:
    return evolve(line, amount_minor=amount_minor, approximate=False, note=None, units=None)


def _with(version: BudgetVersion, taken: BudgetVersion) -> BudgetVersion:
    return evolve(
        version, cost=(*version.cost, *taken.cost), financing=(*version.financing, *taken.financing), stated=()
    )
