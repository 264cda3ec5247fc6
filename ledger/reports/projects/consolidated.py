"""Several projects side by side, with a sum over all."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence

from ledger.core.record import evolve
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.mapping import Mapping as SchemeMapping
from ledger.model.scheme import Scheme
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports.table import Table
from ledger.reports.variance import arrange
from ledger.rules.budget import in_force
from ledger.rules.budget import of_year
from ledger.rules.consolidate import bring
from ledger.rules.consolidate import unmapped
from ledger.rules.totals import reckoned
from ledger.rules.variance import check_by

NAME = "consolidated"


def consolidated(
    dossiers: Sequence[Dossier], view: View, mappings: Mapping[str, SchemeMapping], common: Scheme | None = None
) -> Table:
    """Return budget against actual of several projects and their sum, a row each or whatever rows the view asks for.

    Projects in other currencies than the first one are not summed; a note tells their figures. What one project pays
    to another is not eliminated, and a note says so.

    Args:
        dossiers: The projects; at least one.
        view: Which days, and what the rows under each project are.
        mappings: From each project's scheme, by its id, to the common one; a category that does not map keeps its own
            row.
        common: The scheme that categories are brought to; each project keeps its own if none is given.

    Raises:
        BreakdownError: The view asks for rows that the report cannot have.
    """
    by = view.by or (Dimension.PROJECT,)
    check_by(by)
    dossiers = tuple(reckoned(each, view) for each in dossiers)
    is_mapped = Dimension.CATEGORY in by
    found = in_common(dossiers, mappings, common) if is_mapped else dossiers
    table = arrange(NAME, found, view, (Dimension.PROJECT, *by))
    counted = {
        "note.unmapped": len(unmapped(found)) if is_mapped else 0,
        "note.without_budget": sum(not _has_budget(each, view) for each in found),
    }
    remarks = (label(key, count=count) for key, count in counted.items() if count)
    return evolve(table, notes=(*table.notes, *remarks, label("note.internal")))


def _has_budget(dossier: Dossier, view: View) -> bool:
    """Whether a version allows any cost in the view's year."""
    version = in_force(dossier.versions, view.today)
    return version is not None and bool(of_year(version.cost, view.year))


def in_common(
    dossiers: Sequence[Dossier], mappings: Mapping[str, SchemeMapping], common: Scheme | None
) -> tuple[Dossier, ...]:
    """Return the projects with their categories brought to the common scheme, if one is given."""
    if common is None:
        return tuple(dossiers)
    return tuple(bring(dossier, mappings.get(dossier.scheme.id), common) for dossier in dossiers)
