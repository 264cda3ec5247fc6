"""Budgets: which version is in force on a day, and what its lines and its printed totals say.

Income lowers cost: a line of a category of role income counts negative wherever cost is summed, as income entries do.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import TypeVar

from ledger.core.period import Period
from ledger.core.period import calendar_year
from ledger.core.record import evolve
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.budgets.budget import Stated
from ledger.model.project import Part
from ledger.model.project import Phase
from ledger.model.scheme import CategoryRole
from ledger.model.scheme import Scheme
from ledger.model.source import Source
from ledger.model.source import SourceRole
from ledger.rules.month_weights import exact_months
from ledger.rules.month_weights import month_weights
from ledger.rules.month_weights import weights_of
from ledger.rules.month_weights import whole_months

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from ledger.model.project import Project
    from ledger.model.terms import Terms

Line = CostLine | FinancingLine
L = TypeVar("L", CostLine, FinancingLine)
W = TypeVar("W", Source, Part, Phase)


class Slot(NamedTuple):
    """A stretch of time that a budget gives an amount for; neither year nor phase means the whole project.

    Attributes:
        year: Calendar year.
        phase: Phase id.
    """

    year: int | None = None
    phase: str | None = None


WHOLE = Slot()


class Compared(NamedTuple):
    """A printed total beside what the lines give.

    Attributes:
        stated: As printed.
        computed_minor: Sum of the lines that it covers, minor units; None where the lines do not say enough to tell.
    """

    stated: Stated
    computed_minor: int | None

    @property
    def differs(self) -> bool:
        """Whether both are known, neither is approximate, and they do not agree."""
        return self.computed_minor is not None and self.computed_minor != self.stated.amount_minor


def applies_from(version: BudgetVersion) -> date | None:
    """Return from when a version holds: the day given, else the day of the decision; None if not known."""
    return version.applies_from or version.decided


def is_in_force(version: BudgetVersion, day: date) -> bool:
    """Whether a version is decided and holds on `day`; a decision of unknown day holds always."""
    return version.state is BudgetState.DECIDED and (applies_from(version) or day) <= day


def in_force(versions: Sequence[BudgetVersion], day: date) -> BudgetVersion | None:
    """Return the version to measure against on `day`.

    The latest decision that holds. Where none holds yet: the latest version that is only submitted or a draft, or
    else the first one to come; `is_in_force` tells such a version from a decision.

    Args:
        versions: Oldest first.
        day: The day of the question.
    """
    if len(versions) == 1:
        return versions[0]
    holding = [version for version in versions if is_in_force(version, day)]
    undecided = [version for version in versions if version.state is not BudgetState.DECIDED]
    coming = list(versions[:1])
    return next((found[-1] for found in (holding, undecided, coming) if found), None)


def number(versions: Sequence[BudgetVersion], version: BudgetVersion) -> int:
    """Return a version's number, 1 for the first."""
    return next(at for at, each in enumerate(versions, start=1) if each is version)


def span(project: Project, version: BudgetVersion | None) -> Period | None:
    """Return the project's days, which the version may have moved; None where either end is not known."""
    start = (version and version.start) or project.start
    end = (version and version.end) or project.end
    return Period(start, end) if start and end else None


def project_under(project: Project, version: BudgetVersion | None) -> Project:
    """Return the project with the sources, parts and phases that it has by a version.

    What the version changes takes its own place; what it adds comes last. A source that it ends keeps its place, so
    that what it has paid can still be seen.
    """
    if version is None or not version.changes_project:
        return project
    return evolve(
        project,
        sources=_with(project.sources, version.sources),
        parts=_with(project.parts, version.parts),
        phases=_with(project.phases, version.phases),
    )


def _with(held: tuple[W, ...], changed: tuple[W, ...]) -> tuple[W, ...]:
    return tuple({each.id: each for each in chain(held, changed)}.values())


def slot(line: Line | Stated) -> Slot:
    """Return the stretch of time that a line or a printed total is for."""
    return Slot(line.year, line.phase)


def slots(project: Project, lines: Iterable[Line | Stated]) -> tuple[Slot, ...]:
    """Return what times lines are for: years, then phases in the project's order, then the whole project."""
    phases = [phase.id for phase in project.phases]

    def place(each: Slot) -> tuple[bool, bool, int, str]:
        known = phases.index(each.phase) if each.phase in phases else len(phases)
        return each == WHOLE, each.phase is not None, each.year or known, each.phase or ""

    return tuple(sorted({slot(line) for line in lines}, key=place))


def of_year(lines: Iterable[L], year: int | None) -> tuple[L, ...]:
    """Return the lines of a calendar year; all of them where no year is asked for."""
    return tuple(lines) if year is None else tuple(line for line in lines if line.year == year)


def undated(lines: Iterable[L], year: int | None) -> tuple[L, ...]:
    """Return the lines without a year, which a question about `year` cannot place; none if there is no question."""
    return () if year is None else tuple(line for line in lines if line.year is None)


def signed_minor(line: Line, scheme: Scheme) -> int:
    """Return a line's amount as it enters a sum, minor units: expected income is negative."""
    if isinstance(line, FinancingLine):
        return line.amount_minor
    category = scheme.category(line.category)
    return -line.amount_minor if category and category.role is CategoryRole.INCOME else line.amount_minor


def signed(lines: Iterable[CostLine], scheme: Scheme) -> Iterator[tuple[CostLine, int]]:
    """Yield lines of cost with their amounts as `signed_minor` has them; of many the scheme is looked through once."""
    incomes = {category.code for category in scheme.categories if category.role is CategoryRole.INCOME}
    for line in lines:
        yield line, -line.amount_minor if line.category in incomes else line.amount_minor


def has_role(scheme: Scheme, code: str, role: CategoryRole) -> bool:
    """Whether a category is known and has a role."""
    category = scheme.category(code)
    return category is not None and category.role is role


def sum_minor(lines: Iterable[Line], scheme: Scheme) -> int | None:
    """Return the sum of lines, minor units; None if there are none, for then nothing is known."""
    amounts = [signed_minor(line, scheme) for line in lines]
    return sum(amounts) if amounts else None


def monthly_guide(
    version: BudgetVersion, project: Project, scheme: Scheme, terms: Terms | None = None
) -> dict[str, tuple[int, Fraction]]:
    """Return each year's budget spread over months: a guide for the eye, which no figure rests on.

    A year's amount goes on the months that the year shares with the project, evenly or by the weights of its category,
    whole minor units by largest remainder; on all twelve where it shares none. What has no year has no months.

    Returns:
        By month, ``2020-06``: minor units, and the same before rounding.
    """
    days = span(project, version)
    guide: dict[str, tuple[int, Fraction]] = {}
    for year in sorted({line.year for line in version.cost if line.year is not None}):
        whole = calendar_year(year)
        months = tuple(((days and whole.overlap(days)) or whole).months())
        lines = [line for line in version.cost if line.year == year]
        exact = _exact_months(lines, months, scheme, terms)
        parts = whole_months(exact)
        guide |= {each: (part, share) for each, part, share in zip(months, parts, exact, strict=True)}
    return guide


def _exact_months(
    lines: Iterable[CostLine], months: Sequence[str], scheme: Scheme, terms: Terms | None
) -> tuple[Fraction, ...]:
    """Return the sum of some lines on each of some months, before rounding."""
    sums = [Fraction(0)] * len(months)
    for line in lines:
        weights = month_weights(months, weights_of(terms, line.category))
        spread = exact_months(signed_minor(line, scheme), weights)
        sums = [held + part for held, part in zip(sums, spread, strict=True)]
    return tuple(sums)


def compare_stated(version: BudgetVersion, project: Project, scheme: Scheme) -> tuple[Compared, ...]:
    """Return each printed total of a version beside what its lines give; the printed one is never corrected."""
    support = {source.id for source in project.sources if source.role is SourceRole.SUPPORT}
    lines: dict[str, tuple[Line, ...]] = {
        "cost": version.cost,
        "support": tuple(line for line in version.financing if line.source in support),
    }
    return tuple(
        Compared(stated=stated, computed_minor=_computed_minor(lines.get(stated.view, ()), stated, scheme))
        for stated in version.stated
    )


def _computed_minor(lines: Sequence[Line], stated: Stated, scheme: Scheme) -> int | None:
    """Return the sum of the lines that a printed total covers.

    None where an amount in it is approximate, or where a year's total meets lines that have no year, and a phase's
    lines that have no phase: what of them belongs to it is not known.
    """
    when = slot(stated)
    no_year = when.year is not None and any(line.year is None for line in lines)
    no_phase = when.phase is not None and any(line.phase is None for line in lines)
    covered = [line for line in lines if when in (WHOLE, slot(line))]
    if no_year or no_phase or stated.approximate or any(line.approximate for line in covered):
        return None
    return sum_minor(covered, scheme)
