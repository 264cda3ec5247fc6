"""Projects side by side: their categories brought to a common scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.record import evolve
from ledger.rules.mapping import mapped

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from ledger.model.dossier import Dossier
    from ledger.model.mapping import Mapping
    from ledger.model.scheme import Scheme

APART = ":"
"""Stands between scheme and code where no mapping says what a category is in the common scheme; no code holds it."""


def bring(dossier: Dossier, mapping: Mapping | None, common: Scheme) -> Dossier:
    """Return the dossier with its budget and totals in the categories of a common scheme.

    A category that the mapping does not name keeps its own name and role, behind those of the common scheme; nothing
    is left out.

    Args:
        dossier: The project.
        mapping: From its scheme to the common one; None where there is none.
        common: The scheme that all projects are brought to.
    """
    if dossier.scheme.id == common.id:
        return dossier
    own = dossier.scheme
    brought = to_common(own, mapping, common)
    apart = (evolve(each, code=brought(each.code)) for each in own.categories if APART in brought(each.code))
    return evolve(
        dossier,
        scheme=evolve(common, categories=(*common.categories, *apart)),
        versions=tuple(
            evolve(version, cost=tuple(evolve(line, category=brought(line.category)) for line in version.cost))
            for version in dossier.versions
        ),
        totals=tuple(total._replace(category=brought(total.category)) for total in dossier.totals),
    )


def to_common(own: Scheme, mapping: Mapping | None, common: Scheme) -> Callable[[str], str]:
    """Return what tells which category of the common scheme stands for a category of another, as `bring` has it."""
    if own.id == common.id:
        return lambda code: code
    codes = {each.code: mapped(mapping, each.code) or f"{own.id}{APART}{each.code}" for each in own.categories}
    return lambda code: codes.get(code) or (f"{own.id}{APART}{code}" if code else code)


def unmapped(dossiers: Iterable[Dossier]) -> tuple[tuple[Dossier, str], ...]:
    """Return the categories with figures that no mapping brought to the common scheme, by project, in order."""
    found = []
    for dossier in dossiers:
        codes = {total.category for total in dossier.totals}
        codes |= {line.category for version in dossier.versions for line in version.cost}
        found += [(dossier, code) for code in sorted(codes) if APART in code]
    return tuple(found)
