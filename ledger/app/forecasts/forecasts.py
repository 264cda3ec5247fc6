"""Typed forecasts and comments into a book: what the project leader believes and says beside the figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.app.named import exact_minor
from ledger.app.named import find
from ledger.core.period import Period
from ledger.errors import NothingSaidError
from ledger.errors import TypedCellError
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.document import to_json
from ledger.model.dossier import Dossier
from ledger.model.forecasts.comment import Comment
from ledger.model.forecasts.forecast import Forecast
from ledger.model.head import Fact
from ledger.model.view import View

TAKEN_BACK = "-"
"""What stands for an amount that takes an earlier forecast back."""


def set_forecast(
    book: Book, project: str, cells: Sequence[str], *, year: int | None = None, note: str | None = None
) -> tuple[Forecast, ...]:
    """Keep what categories are believed to cost when the year or the project is over.

    Args:
        book: The book.
        project: Project id.
        cells: ``CATEGORY=AMOUNT`` each; ``CATEGORY=-`` takes an earlier forecast back.
        year: Calendar year; the whole project unless given.
        note: What it rests on.

    Returns:
        The forecasts as kept, in the order given; all of them or none.

    Raises:
        UnknownProjectError: The book has no such project.
        TypedCellError: A cell is not written so, or a category comes twice.
        UnknownNameError: The project has no such category.
        NothingSaidError: There is no forecast to take back.
        LedgerError: An amount cannot be read, or the year must be mistyped.
    """
    kept: tuple[Forecast, ...] = ()

    def draw_up() -> Sequence[Draft]:
        nonlocal kept
        found = dossier(book, project, View(today=book.today, year=year))
        kept = tuple(_typed(found, cell, book.today, year, note) for cell in cells)
        if len({each.key for each in kept}) < len(kept) or not kept:
            raise TypedCellError(text=" ".join(cells))
        facts = tuple(Fact("forecast", each.key, to_json(each)) for each in kept)
        return (Draft(after=found.head, kind=CommitKind.FORECAST, batch=book.batch(), facts=facts),)

    again(book, draw_up)
    return kept


def comment(
    book: Book,
    project: str,
    text: str,
    *,
    measure: str | None = None,
    category: str | None = None,
    days: tuple[date | None, date | None] = (None, None),
) -> Comment:
    """Keep an explanation of a deviation.

    Args:
        book: The book.
        project: Project id.
        text: Why the figure is not what was planned; empty takes an earlier comment back.
        measure: What is done about it.
        category: Code or name; the project as a whole unless given.
        days: First and last day that it is about; None where it is open.

    Returns:
        The comment as kept.

    Raises:
        UnknownProjectError: The book has no such project.
        UnknownNameError: The project has no such category.
        NothingSaidError: There is no comment to take back.
        PeriodError: The last day comes before the first.
    """
    kept: list[Comment] = []

    def draw_up() -> Sequence[Draft]:
        found = dossier(book, project, View(today=book.today, start=days[0], end=days[1]))
        if days[0] and days[1]:
            Period(days[0], days[1])
        code = find(found, "category", category) if category else None
        made = Comment(
            text=text, written_on=book.today, measure=measure or None, category=code, start=days[0], end=days[1]
        )
        if not text and all(each.key != made.key for each in found.comments):
            about = " ".join(filter(None, made.key.split("/"))) or project
            raise NothingSaidError(project=project, what="comment", subject=about)
        kept[:] = [made]
        fact = Fact("comment", made.key, to_json(made))
        return (Draft(after=found.head, kind=CommitKind.COMMENT, batch=book.batch(), facts=(fact,)),)

    again(book, draw_up)
    return kept[0]


def _typed(found: Dossier, cell: str, today: date, year: int | None, note: str | None) -> Forecast:
    """Return the forecast that a cell types."""
    name, mark, amount = (each.strip() for each in cell.partition("="))
    if not (name and mark and amount):
        raise TypedCellError(text=cell)
    minor = None if amount == TAKEN_BACK else exact_minor(found, name, amount, least=0)
    typed = Forecast(category=find(found, "category", name), amount_minor=minor, typed_on=today, year=year, note=note)
    if minor is None and all(each.key != typed.key for each in found.forecasts):
        raise NothingSaidError(project=found.project.id, what="forecast", subject=typed.key)
    return typed
