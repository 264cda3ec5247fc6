"""A federation's whole in a form: its parts, the internal posts that are eliminated, and what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.words import label
from ledger.model.forms.grid import Figure
from ledger.model.view import Dimension
from ledger.reports.cells import EMPTY
from ledger.reports.table import Cell
from ledger.reports.table import Ruled
from ledger.rules.federation.whole_figures import sum_of

if TYPE_CHECKING:
    from ledger.reports.forms.chosen import Chosen
    from ledger.reports.forms.subject import Subject

_FIELDS = {
    Figure.PARTS: "actual_minor",
    Figure.INTERNAL: "internal_minor",
    Figure.WHOLE: "whole_minor",
    Figure.WHOLE_BUDGET: "whole_budget_minor",
}


def whole_cell(figure: Figure, chosen: Chosen, subject: Subject) -> Cell:
    """Return what of a federation's whole a row selects; nothing for a row that is neither an area nor a project."""
    rows = subject.whole_rows(chosen.year, chosen.days, Dimension.PROJECT if chosen.project else Dimension.AREA)
    wanted = chosen.area if chosen.project is None else chosen.project
    if wanted is None and chosen.categories is not None:
        return EMPTY
    found = sum_of(each for each in rows if wanted in (None, each.key))
    minor: int = getattr(found, _FIELDS[figure])
    return Cell(chosen.sign * minor, Ruled(label(f"form.rule.{figure}")))
