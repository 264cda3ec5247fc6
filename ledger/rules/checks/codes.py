"""Categories, sources, parts and phases that entries or budget lines name but the project does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ledger.core.finding import Finding
from ledger.core.finding import warning
from ledger.rules.checks.case import Case


class _Use(NamedTuple):
    """An amount and what it is booked or budgeted on; an empty text where it names nothing."""

    where: str
    category: str
    source: str
    part: str
    phase: str
    amount_minor: int


def check_codes(case: Case) -> Iterator[Finding]:
    """Yield COD-001 (category), COD-002 (source), COD-003 (part) or COD-004 (phase) for each unknown one, with its sum.

    What is booked on them is in every total and stands on a row of its own in reports; nothing is lost.
    """
    project = case.project
    known = (
        ("COD-001", "category", {category.code for category in case.dossier.scheme.categories}),
        ("COD-002", "source", {source.id for source in project.sources}),
        ("COD-003", "part", {part.id for part in project.parts}),
        ("COD-004", "phase", {phase.id for phase in project.phases}),
    )
    uses = tuple(_uses(case))
    for code, field, names in known:
        sums = Counter[tuple[str, str]]()
        for use in uses:
            name = getattr(use, field)
            if name and name not in names:
                sums[use.where, name] += use.amount_minor
        for (where, name), amount_minor in sums.items():
            yield warning(code, case.place(f"{where}.{field}"), name=name, amount=case.money(amount_minor))


def _uses(case: Case) -> Iterator[_Use]:
    """Yield every total of entries and every budget line of every version."""
    for total in case.dossier.totals:
        yield _Use("entries", total.category, total.source, total.part, total.phase, total.sum_minor)
    for number, version in enumerate(case.dossier.versions, start=1):
        where = f"budget.{number}"
        for line in version.cost:
            yield _Use(f"{where}.cost", line.category, "", line.part or "", line.phase or "", line.amount_minor)
        for paid in version.financing:
            yield _Use(f"{where}.financing", "", paid.source, paid.part or "", paid.phase or "", paid.amount_minor)
