"""What people have typed of a project: forecasts and comments; open cells where they have not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.words import label
from ledger.model.scheme import CategoryRole
from ledger.reports.table import Cell
from ledger.reports.table import Ruled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.model.forecasts.comment import Comment
    from ledger.reports.forms.chosen import Chosen
    from ledger.reports.forms.subject import Subject

OPEN = Cell(open=True)


def forecast_cell(chosen: Chosen, subject: Subject) -> Cell:
    """Return the typed forecast of what a row selects; open unless there is one for each of its categories.

    A column about a year takes the year's forecasts, any other those for the whole project.
    """
    year = chosen.slot.year if chosen.slot else None
    typed = {each.category: each for each in subject.dossier.forecasts if each.year == year}
    scheme = subject.dossier.scheme
    wanted = tuple(each.code for each in scheme.categories) if chosen.categories is None else chosen.categories
    if chosen.financing or any(code not in typed for code in wanted):
        return OPEN
    minor = 0
    for code in wanted:
        category = scheme.category(code)
        income = category is not None and category.role is CategoryRole.INCOME
        minor += (-1 if income else 1) * (typed[code].amount_minor or 0)
    latest = max(typed[code].typed_on for code in wanted)
    return Cell(chosen.sign * minor, Ruled(label("form.typed", day=latest)))


def comment_cell(chosen: Chosen, subject: Subject) -> Cell:
    """Return the comments on what a row selects in the column's days, each with its measure; open without any."""
    said = [
        " ".join(filter(None, (each.text, each.measure)))
        for each in subject.dossier.comments
        if not chosen.financing and _is_about(each, chosen)
    ]
    return Cell("\n".join(said)) if said else OPEN


def _is_about(comment: Comment, chosen: Chosen) -> bool:
    """Whether a comment is on one of a row's categories, and its days meet the column's."""
    named = comment.category in (chosen.categories or (None,))
    return named and all(_meet(comment, chosen))


def _meet(comment: Comment, chosen: Chosen) -> Iterator[bool]:
    start, end = chosen.days
    yield comment.start is None or end is None or comment.start <= end
    yield comment.end is None or start is None or start <= comment.end
