"""Transfers since the last approval, measured against the limit that the project sets; medfin ships none."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.record import frozen
from ledger.model.budgets.budget import BudgetKind
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.transfer import TransferBase
from ledger.rules import budget
from ledger.rules.budgets.difference import difference

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ledger.model.budgets.budget import BudgetVersion
    from ledger.model.budgets.transfer import TransferTerms
    from ledger.model.scheme import Scheme

_APPROVES = (BudgetKind.BUDGET, BudgetKind.AMENDMENT)


@frozen(kw_only=True)
class Moved:
    """What has been moved between categories since a version was approved, against a limit.

    Attributes:
        since: Number of the version last approved.
        category: Whose limit it is; None for the whole.
        moved_minor: What has been moved in all, to and fro, minor units.
        latest_minor: What the latest version alone has moved of it, minor units.
        limit: The limit, minor units before any rounding.
    """

    since: int
    category: str | None
    moved_minor: int
    latest_minor: int
    limit: Fraction

    @property
    def passes(self) -> bool:
        """Whether more has been moved than the limit allows."""
        return self.moved_minor > self.limit

    @property
    def adds_up(self) -> bool:
        """Whether the limit is passed although the latest move alone lies within it."""
        return self.passes and self.latest_minor <= self.limit


def approved(versions: Sequence[BudgetVersion], terms: TransferTerms) -> int:
    """Return the number of the version last approved before the latest one, 0 for none.

    A budget or an amendment is approved by being decided; a transfer or a carry-forward only if it was decided by
    whoever must approve.
    """
    found = 0
    for number, version in enumerate(versions[:-1], start=1):
        if _approves(version, terms):
            found = number
    return found


def to_transfer(versions: Sequence[BudgetVersion], terms: TransferTerms | None) -> Sequence[BudgetVersion]:
    """Return the versions up to the latest transfer, where none after it approves; else all of them.

    A draft, or a carry-forward that nobody has approved, does not make an earlier transfer right.
    """
    for number in range(len(versions), 0, -1):
        if versions[number - 1].kind is BudgetKind.TRANSFER:
            return versions[:number]
        if _approves(versions[number - 1], terms):
            break
    return versions


def _approves(version: BudgetVersion, terms: TransferTerms | None) -> bool:
    decided = version.state is BudgetState.DECIDED
    return decided and (version.kind in _APPROVES or (terms is not None and is_approved(version, terms)))


def is_approved(version: BudgetVersion, terms: TransferTerms) -> bool:
    """Whether a version was decided by whoever must approve transfers."""
    return version.state is BudgetState.DECIDED and terms.approver is not None and version.decided_by == terms.approver


def moved(versions: Sequence[BudgetVersion], scheme: Scheme, terms: TransferTerms) -> tuple[Moved, ...]:
    """Return what has been moved up to the latest version since the one last approved, against each limit set.

    What is moved counts whole, to and fro, so that small moves cannot hide behind each other. Drafts on the way, which
    were never decided, do not count; nothing is told where the latest version is no transfer, where it is approved, or
    where nothing has been approved before.

    Args:
        versions: Oldest first, the latest one as it is to be judged.
        scheme: The categories.
        terms: The limit.
    """
    since = approved(versions, terms) if versions else 0
    if not since or versions[-1].kind is not BudgetKind.TRANSFER or is_approved(versions[-1], terms):
        return ()
    steps = list(_steps(versions, since))
    return tuple(_limits(versions[since - 1], since, steps, scheme, terms))


Step = dict[str, int]
"""What a version moved to and from each category, minor units; the whole under an empty code."""


def _steps(versions: Sequence[BudgetVersion], since: int) -> Iterator[Step]:
    before = versions[since - 1]
    for version in versions[since:]:
        if version.state is not BudgetState.DECIDED and version is not versions[-1]:
            continue
        if version.kind is BudgetKind.TRANSFER:
            yield _step(before, version)
        before = version


def _step(before: BudgetVersion, version: BudgetVersion) -> Step:
    """Return what a version moved: what it records, else what its lines tell."""
    step: Step = {"": 0}
    for each in version.transfers:
        for code in (each.from_category, each.to_category):
            step[code] = step.get(code, 0) + each.amount_minor
        step[""] += each.amount_minor
    if version.transfers:
        return step
    for change in difference(before, version).cost:
        code = change.line.category
        step[code] = step.get(code, 0) + change.change_minor
    net = {code: abs(minor) for code, minor in step.items() if code}
    raised = sum(minor for code, minor in step.items() if code and minor > 0)
    return {**net, "": raised}


def _limits(
    base: BudgetVersion, since: int, steps: Sequence[Step], scheme: Scheme, terms: TransferTerms
) -> Iterator[Moved]:
    limits: dict[str, Fraction] = {}
    whole = budget.sum_minor(base.cost, scheme) or 0
    if terms.share is not None and terms.base is TransferBase.COST:
        limits[""] = terms.share * whole
    if terms.amount_minor is not None:
        limits[""] = min(limits.get("", Fraction(terms.amount_minor)), Fraction(terms.amount_minor))
    if terms.share is not None and terms.base is TransferBase.CATEGORY:
        for code in sorted({code for step in steps for code in step if code}):
            limits[code] = terms.share * sum(line.amount_minor for line in base.cost if line.category == code)
    for code, limit in limits.items():
        yield Moved(
            since=since,
            category=code or None,
            moved_minor=sum(step.get(code, 0) for step in steps),
            latest_minor=steps[-1].get(code, 0) if steps else 0,
            limit=limit,
        )


def changes_whole(before: BudgetVersion, version: BudgetVersion, scheme: Scheme) -> int:
    """Return by how much a version changes the whole cost, minor units; a transfer must not."""
    was, is_ = (budget.sum_minor(each.cost, scheme) or 0 for each in (before, version))
    return is_ - was
