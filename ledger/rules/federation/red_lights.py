"""Projects whose light is red: what a board expects to be told of beside money that is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.model.view import Dimension
from ledger.rules.federation.attention import Attention
from ledger.rules.federation.attention import Matter
from ledger.rules.federation.lights import Colour
from ledger.rules.federation.lights import elapsed
from ledger.rules.federation.lights import light
from ledger.rules.federation.whole_figures import whole_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.model.federation.consolidation import Consolidation
    from ledger.model.federation.federation import Federation
    from ledger.model.view import View


def red(found: Consolidation, federation: Federation, view: View) -> Iterator[Attention]:
    """Yield the projects of a whole whose light is red, in their order.

    Args:
        found: The whole.
        federation: Its thresholds.
        view: The day of the question, the year.
    """
    figures = {each.key: each for each in whole_figures(found, federation, view, Dimension.PROJECT)}
    for dossier in found.whole:
        shown = light(federation.lights, figures[dossier.project.id].used, elapsed(dossier, view))
        if shown.colour is Colour.RED:
            yield Attention(matter=Matter.RED_LIGHT, where=dossier.project.id, light=shown)
