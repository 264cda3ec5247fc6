"""What a file says of hundreds of projects, told of those that it concerns most."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import Severity
from ledger.core.words import label

PROJECTS_TOLD = 10
"""Of how many projects the same finding is told one by one."""

_IDS_SHOWN = 40
_GRAVITY = tuple(Severity)


def summed_up(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings on projects; of those that many have, the greatest and one that sums up the others.

    Args:
        findings: In any order; those without a count are all told.

    Returns:
        Those that are told in their order, and last IMP-013 for each code of which more than `PROJECTS_TOLD` were
        found, as severe as the gravest that it stands for.
    """
    found = tuple(findings)
    by_code: dict[str, list[int]] = {}
    for at, finding in enumerate(found):
        if _count(finding):
            by_code.setdefault(finding.code, []).append(at)
    left_out: set[int] = set()
    sums = []
    for code, places in sorted(by_code.items()):
        rest = sorted(sorted(places, key=lambda at: -_count(found[at]))[PROJECTS_TOLD:])
        if rest:
            left_out.update(rest)
            sums.append(_summed(code, [found[at] for at in rest]))
    return (*(finding for at, finding in enumerate(found) if at not in left_out), *sums)


def _summed(code: str, rest: list[Finding]) -> Finding:
    ids = [finding.place.project or "" for finding in rest]
    shown = ", ".join(ids[:_IDS_SHOWN])
    values = (
        ("code", code),
        ("projects", len(rest)),
        ("count", sum(map(_count, rest))),
        ("ids", label("actuals.among_others", entries=shown) if len(ids) > _IDS_SHOWN else shown),
    )
    gravest = max((each.severity for each in rest), key=_GRAVITY.index)
    return Finding(code="IMP-013", severity=gravest, place=Place(), values=values)


def _count(finding: Finding) -> int:
    """Return how many entries or rows a finding counts; 0 if it counts none."""
    count = dict(finding.values).get("count")
    return count if isinstance(count, int) else 0
