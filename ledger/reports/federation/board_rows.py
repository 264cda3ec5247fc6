"""What a board sees of the whole by area, category, source or member: budget, cost, deviation, forecast, comments."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.errors import BreakdownError
from ledger.model.dossier import Dossier
from ledger.model.forecasts.comment import Comment
from ledger.model.view import Dimension
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import percent_column
from ledger.reports.cells import ratio
from ledger.reports.cells import ruled
from ledger.reports.federation.treasury import Treasury
from ledger.reports.federation.treasury import deviation
from ledger.reports.federation.treasury import forecast_notes
from ledger.reports.federation.whole_rows import in_order
from ledger.reports.federation.whole_rows import row_figures
from ledger.reports.federation.whole_rows import row_key
from ledger.reports.federation.whole_rows import row_name
from ledger.reports.federation.whole_rows import row_notes
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.federation.whole_figures import PAYERS
from ledger.rules.federation.whole_figures import WholeFigures
from ledger.rules.federation.whole_figures import area_of
from ledger.rules.federation.whole_figures import sum_of
from ledger.rules.federation.whole_forecast import payer_forecast
from ledger.rules.federation.whole_forecast import whole_forecast
from ledger.rules.federation.whole_sources import payer

BY = (Dimension.PROJECT, Dimension.AREA, Dimension.CATEGORY, *PAYERS)

COMMENTS_MAX = 3
"""Most comments that a row shows; how many more there are is told."""

COMMENTS_OF_PAYERS_MAX = 1
"""Of a payer most: it pays for many projects, and what each says of itself stands with the project."""

_MONEY = ("budget", "actual", "remaining", "forecast", "forecast_deviation")


def board_rows(treasury: Treasury) -> Table:
    """Return a row for each area, category, source or member of the whole, with what projects say of it.

    Args:
        treasury: The federation and its projects; by category, already brought to one scheme.

    Raises:
        BreakdownError: The view asks for rows that the board's report does not have.
    """
    if len(treasury.view.by) > 1 or treasury.view.by[0] not in BY:
        raise BreakdownError(report="board", by=", ".join(treasury.view.by), options=", ".join(BY))
    (by,) = treasury.view.by
    currency = treasury.currency
    return Table(
        name="board",
        title=label(f"report.board.{by}"),
        columns=(
            Column(key="name", words=label(f"column.{by}"), wide=True),
            *(money_column(key, currency, label(f"board.{key}")) for key in _MONEY[:3]),
            percent_column("used"),
            Column(key="bar", words=label("column.bar"), kind=ColumnKind.BAR),
            *(money_column(key, currency, label(f"board.{key}")) for key in _MONEY[3:]),
            Column(key="comment", words=label("column.comment"), wide=True),
        ),
        rows=tuple(_rows(treasury, by)),
        currency=currency,
        about=treasury.about(),
        notes=(*treasury.notes(), *row_notes(by), *forecast_notes(treasury)),
    )


@frozen
class _Line:
    """A row's figures while it is made; minor units, cost positive.

    Attributes:
        figures: Budget and cost after elimination.
        believed_minor: What it is believed to cost; None where nothing is planned and nothing believed.
    """

    figures: WholeFigures
    believed_minor: int | None

    @property
    def saved_minor(self) -> int:
        """What the budget has beyond the forecast, minor units."""
        return self.figures.whole_budget_minor - (self.believed_minor or 0)


def _rows(treasury: Treasury, by: Dimension) -> Iterator[Row]:
    lines = _lines(treasury, by)
    said = _said(treasury, by)
    most = COMMENTS_OF_PAYERS_MAX if by in PAYERS else COMMENTS_MAX
    keys = [row_key(by, each.figures.key) for each in lines]
    for key, each in zip(keys, lines, strict=True):
        name = row_name(treasury, by, each.figures.key)
        yield Row(
            key=key, cells=(Cell(name), *_cells(treasury, each), Cell(_told(said.get(each.figures.key, ()), most)))
        )
    yield Row(key="total", cells=_total(treasury, lines, keys), kind=RowKind.TOTAL)


def _lines(treasury: Treasury, by: Dimension) -> list[_Line]:
    found = {each.key: each for each in row_figures(treasury, by)}
    believed = _believed(treasury, by)
    rows = (found.get(key) or WholeFigures(key=key) for key in (*found, *(key for key in believed if key not in found)))
    ordered = in_order(treasury, by, (each for each in rows if _is_told(each, believed.get(each.key))))
    return [_Line(each, believed.get(each.key, 0 if each.has_budget else None)) for each in ordered]


def _believed(treasury: Treasury, by: Dimension) -> dict[str, int]:
    """Return the forecast of each row, minor units."""
    own, forecasts = treasury.own or treasury.found, treasury.forecasts()
    if by in PAYERS:
        return payer_forecast(own, treasury.federation, by, forecasts, treasury.payers(forecasts))
    return whole_forecast(own, treasury.federation, by, forecasts, treasury.codes)


def _is_told(figures: WholeFigures, believed_minor: int | None) -> bool:
    """Whether a row has anything in money to tell; what is given in kind stands in the report on the whole."""
    return bool(figures.budget_minor or figures.actual_minor or figures.internal_minor or believed_minor)


def _cells(treasury: Treasury, each: _Line) -> Iterator[Cell]:
    figures, sign, sums = each.figures, treasury.sign, Sums(treasury.currency)
    actual = Ruled(label("rule.changes.actual"))
    yield ruled(sign * figures.whole_budget_minor if figures.has_budget else None, label("rule.changes.budget"))
    yield Cell(sign * figures.whole_minor, actual)
    yield Cell(figures.remaining_minor, sums.rounded(deviation("budget", "actual", sign)))
    yield ratio(figures.used, "actual", "budget")
    yield EMPTY if figures.used is None else Cell(figures.used, Formula("{used}"))
    yield ruled(None if each.believed_minor is None else sign * each.believed_minor, label("rule.board_forecast"))
    yield (
        EMPTY
        if each.believed_minor is None
        else Cell(each.saved_minor, sums.rounded(deviation("budget", "forecast", sign)))
    )


def _total(treasury: Treasury, lines: list[_Line], keys: list[str]) -> tuple[Cell, ...]:
    figures, sign, sums = sum_of(line.figures for line in lines), treasury.sign, Sums(treasury.currency)
    believed = [line for line in lines if line.believed_minor is not None]
    forecast = sum(line.believed_minor or 0 for line in believed)

    def add(column: str, minor: int | None) -> Cell:
        return sums.lines(keys, column, minor)

    return (
        Cell(label("row.whole")),
        add("budget", sign * figures.whole_budget_minor if figures.has_budget else None),
        add("actual", sign * figures.whole_minor),
        add("remaining", figures.remaining_minor),
        ratio(figures.used, "actual", "budget"),
        EMPTY if figures.used is None else Cell(figures.used, Formula("{used}")),
        add("forecast", sign * forecast if believed else None),
        add("forecast_deviation", sum(line.saved_minor for line in believed) if believed else None),
        EMPTY,
    )


def _said(treasury: Treasury, by: Dimension) -> dict[str, tuple[tuple[str, Comment], ...]]:
    """Return the comments for each row, latest first, each with its project's name.

    A comment on a category stands on that category's row and its area's; one on the project as a whole on the project's
    area's; both on the rows of all who pay for the project.
    """
    row = payer(treasury.found, treasury.federation, by)
    area = area_of(treasury.federation)
    found: dict[str, list[tuple[str, Comment]]] = {}
    for dossier in (treasury.own or treasury.found).parts:
        for comment in dossier.comments:
            keys = {
                Dimension.AREA: (area(dossier.project.id, comment.category or ""),),
                Dimension.CATEGORY: _common(treasury, dossier, comment),
            }.get(by) or dict.fromkeys(row(dossier, source.id) for source in dossier.project.sources)
            for key in keys:
                found.setdefault(key, []).append((dossier.project.name, comment))
    return {key: tuple(sorted(each, key=lambda it: it[1].written_on, reverse=True)) for key, each in found.items()}


def _common(treasury: Treasury, dossier: Dossier, comment: Comment) -> tuple[str, ...]:
    if comment.category is None:
        return ("@none",)
    common = treasury.codes.get(dossier.scheme.id)
    return (common(comment.category) if common else comment.category,)


def _told(comments: tuple[tuple[str, Comment], ...], most: int) -> Words | None:
    """Return the latest comments, `most` of them, in one text."""
    shown: list[Words] = [
        label("board.comment", project=project, text=comment_words(comment)) for project, comment in comments[:most]
    ]
    if not shown:
        return None
    said = reduce(lambda one, other: label("board.also", text=one, next=other), shown)
    left = len(comments) - len(shown)
    return label("board.more", text=said, count=left) if left else said


def comment_words(comment: Comment) -> Words:
    """Return what a comment says, with what is done about it."""
    if not comment.measure:
        return comment.text
    return label("board.measure", text=comment.text, measure=comment.measure)
