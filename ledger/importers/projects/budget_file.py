"""A file with a budget version by itself: one ``[[budget]]`` block, as a project file has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.finding import in_order
from ledger.core.toml_file import read_toml
from ledger.importers.parties import Parties
from ledger.importers.projects.budget import read_budgets
from ledger.importers.projects.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.core.finding import Finding
    from ledger.model.budgets.budget import BudgetVersion
    from ledger.model.party import Party
    from ledger.model.project import Project
    from ledger.model.scheme import Scheme


def read_budget_file(
    text: str, file: str, project: Project, scheme: Scheme, known: Iterable[Party]
) -> tuple[BudgetVersion | None, tuple[Party, ...], tuple[Finding, ...]]:
    """Read a file that holds one budget version.

    Args:
        text: The whole file.
        file: Its name for people.
        project: The project that it is for.
        scheme: The project's categories.
        known: The parties that the project names already.

    Returns:
        The version, None where a finding stops; every party that it may name; and all problems found.
    """
    root, findings = read_toml(text, file)
    if root is None:
        return None, (), in_order(findings)
    parties = Parties(root, known)
    names = Names(
        parties=parties,
        currency=project.currency,
        categories=tuple(category.code for category in scheme.categories),
        parts=tuple(part.id for part in project.parts),
        phases=tuple(phase.id for phase in project.phases),
        sources=tuple(source.id for source in project.sources),
    )
    versions = read_budgets(root, names, ())
    root.close()
    if len(versions) != 1 and not findings:
        root.report("PRJ-025", count=len(versions))
    stops = any(finding.stops for finding in findings)
    return (None if stops else versions[0]), parties.all, in_order(findings)
