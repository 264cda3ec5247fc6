"""Printed totals against the lines that they are totals of. The printed one is kept; the difference is told."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.finding import Finding
from ledger.core.finding import warning
from ledger.core.words import label
from ledger.rules.budget import compare_stated
from ledger.rules.checks.case import Case


def check_stated(case: Case) -> Iterator[Finding]:
    """Yield STA-001 (cost) or STA-002 (support) for each printed total that its lines do not give, in every version."""
    for number, version in enumerate(case.dossier.versions, start=1):
        for compared in compare_stated(version, case.project, case.dossier.scheme):
            stated, computed_minor = compared.stated, compared.computed_minor
            if computed_minor is None or computed_minor == stated.amount_minor:
                continue
            when = stated.year or stated.phase
            yield warning(
                "STA-001" if stated.view == "cost" else "STA-002",
                case.place(f"budget.{number}.stated.{stated.view}.{when or 'total'}"),
                version=number,
                scope=when or label("scope.whole"),
                printed=case.money(stated.amount_minor),
                computed=case.money(computed_minor),
                difference=case.money(stated.amount_minor - computed_minor),
            )
