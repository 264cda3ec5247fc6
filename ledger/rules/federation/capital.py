"""Own capital of a federation: how it develops year by year by its own accounts, and what is recommended at most."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.record import frozen
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.model.entry_kind import EntryKind
from ledger.rules.totals import RECEIVED_SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.model.dossier import Dossier
    from ledger.model.federation.federation import Federation
    from ledger.model.view import View


@frozen(kw_only=True)
class CapitalYear:
    """A year of own capital; minor units.

    Attributes:
        year: Calendar year.
        opening_minor: On 1 January: as the federation's file says, else what the year before ended with.
        is_stated: Whether the file says so.
        before_minor: What the year before ended with; None for the first year.
        members_minor: Received from members.
        other_minor: Received from others, and income.
        cost_minor: Cost of its own accounts.
        contributions_minor: What members have decided for the year; None where the file does not say.
        most: Highest recommended part of that; None where the steps do not say.
    """

    year: int
    opening_minor: int
    is_stated: bool
    before_minor: int | None
    members_minor: int
    other_minor: int
    cost_minor: int
    contributions_minor: int | None
    most: Fraction | None

    @property
    def result_minor(self) -> int:
        """What the year added, minor units."""
        return self.members_minor + self.other_minor - self.cost_minor

    @property
    def closing_minor(self) -> int:
        """Own capital at the end of the year, or on the last day asked for, minor units."""
        return self.opening_minor + self.result_minor

    @property
    def unexplained_minor(self) -> int:
        """What the stated opening has beyond the end of the year before, minor units."""
        return 0 if self.before_minor is None else self.opening_minor - self.before_minor

    @property
    def part(self) -> Fraction | None:
        """Own capital as a part of the members' contributions of the year."""
        return Fraction(self.closing_minor, self.contributions_minor) if self.contributions_minor else None

    @property
    def most_minor(self) -> int | None:
        """Highest recommended own capital, rounded down, minor units."""
        if self.most is None or self.contributions_minor is None:
            return None
        return round_fraction(self.most * self.contributions_minor, Rounding.DOWN)


def capital(federation: Federation, accounts: Dossier, view: View) -> tuple[CapitalYear, ...]:
    """Return own capital year by year, from the first year whose opening the federation's file states.

    The last one is the last in which anything is booked, or for which anything is decided and which has begun.

    Result is what the own accounts have received and earned less what they have cost: money that has come, not what is
    still due. Nothing is known of a year without a stated opening before it.

    Args:
        federation: The federation.
        accounts: Its own accounts, of all years up to the view's last day.
        view: Its basis tells the year of an entry, its day which years have begun.
    """
    stated = {year: minor for year, minor in federation.opening_capital if year <= view.day.year}
    if not stated:
        return ()
    booked = {int(total.month(view.basis)[:4]) for total in (*accounts.before, *accounts.totals)}
    begun = {year.year for year in federation.years if year.year <= view.day.year}
    members = {source.id for source in accounts.project.sources if _is_member(federation, source.party)}
    decided = {year.year: year.total_minor for year in federation.years}
    found: list[CapitalYear] = []
    for year in range(min(stated), max(booked | begun | {*stated}) + 1):
        before = found[-1].closing_minor if found else None
        contributions = decided.get(year)
        sums = _sums(accounts, str(year), members, view)
        found.append(
            CapitalYear(
                year=year,
                opening_minor=stated.get(year, before or 0),
                is_stated=year in stated,
                before_minor=before,
                contributions_minor=contributions,
                most=_most(federation, contributions),
                **sums,
            )
        )
    return tuple(found)


def _is_member(federation: Federation, party: str) -> bool:
    return any(member.party == party for member in federation.members)


def _sums(accounts: Dossier, year: str, members: set[str], view: View) -> dict[str, int]:
    sums = {"members_minor": 0, "other_minor": 0, "cost_minor": 0}
    for total in (*accounts.before, *accounts.totals):
        if not total.month(view.basis).startswith(year):
            continue
        if total.kind in RECEIVED_SIGNS:
            name = "members_minor" if total.source in members else "other_minor"
            sums[name] += RECEIVED_SIGNS[total.kind] * total.sum_minor
        elif total.kind == EntryKind.INCOME:
            sums["other_minor"] += total.sum_minor
        elif total.kind == EntryKind.COST:
            sums["cost_minor"] += total.sum_minor
    return sums


def _most(federation: Federation, contributions: int | None) -> Fraction | None:
    """Return the share of the highest step that the year's contributions reach."""
    reached: Sequence[Fraction] = [
        step.share
        for step in federation.capital_steps
        if contributions is not None and contributions >= step.above_minor
    ]
    return reached[-1] if reached else None
