"""A federation's whole: its projects in one currency and in calendar years, less what they pay each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.record import evolve
from ledger.rules.federation.convert import convert
from ledger.rules.federation.eliminate import eliminate
from ledger.rules.federation.year_key import lay_over_years
from ledger.rules.totals import reckoned

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from ledger.model.dossier import Dossier
    from ledger.model.federation.consolidation import Consolidation
    from ledger.model.federation.federation import Federation
    from ledger.model.view import View


def whole(dossiers: Sequence[Dossier], federation: Federation, view: View) -> Consolidation:
    """Return the parts, the eliminations and the whole of a federation.

    Args:
        dossiers: The projects that are to be in it, cut to the view's days.
        federation: Its currency and rates, year keys and internal contributions.
        view: The day of the question, the basis of entries, the year.
    """
    keys = {each.id: each.year_key for each in federation.projects}
    brought = [(each, convert(reckoned(each, view), federation, view)) for each in dossiers]
    parts = [lay_over_years(each, keys.get(each.project.id)) for _, each in brought if each is not None]
    apart = tuple(each for each, converted in brought if converted is None)
    return evolve(eliminate(parts, federation, view), apart=apart)


def each_dossier(consolidation: Consolidation, change: Callable[[Dossier], Dossier]) -> Consolidation:
    """Return a consolidation with the same change made to parts, eliminations and whole, such as another scheme."""
    return evolve(
        consolidation,
        parts=tuple(map(change, consolidation.parts)),
        eliminations=tuple(map(change, consolidation.eliminations)),
        whole=tuple(map(change, consolidation.whole)),
    )
