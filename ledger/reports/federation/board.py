"""The projects as a board reads them: budget, cost, deviation, forecast, a light with its rule, and comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence

from ledger.core.record import evolve
from ledger.core.record import field_names
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.view import Dimension
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import percent_column
from ledger.reports.cells import ratio
from ledger.reports.cells import ruled
from ledger.reports.federation.board_lights import light_cells
from ledger.reports.federation.board_rows import board_rows
from ledger.reports.federation.board_rows import comment_words
from ledger.reports.federation.booked import booked_cell
from ledger.reports.federation.booked import booked_notes
from ledger.reports.federation.treasury import Treasury
from ledger.reports.federation.treasury import deviation
from ledger.reports.federation.treasury import forecast_notes
from ledger.reports.table import Cell
from ledger.reports.table import CellValue
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.reports.table import Tone
from ledger.rules.federation.lights import elapsed
from ledger.rules.federation.whole_figures import WholeFigures
from ledger.rules.federation.whole_figures import sum_of
from ledger.rules.federation.whole_figures import whole_figures
from ledger.rules.federation.whole_forecast import whole_forecast

NAME = "board"

_LIGHT = 1
"""In which column the light stands: beside the name, for it is what a board looks for first."""

_MONEY = ("budget", "actual", "remaining", "forecast", "forecast_deviation")


def board(treasury: Treasury) -> Table:
    """Return a row for each project of the whole: its figures after elimination, its light, and what it says itself.

    By area, category, source or member there are no lights, and the projects' comments stand on the rows they are of.

    Args:
        treasury: The federation and its projects; a view of one year compares with that year's budget.

    Raises:
        BreakdownError: The view asks for rows that the board's report does not have.
    """
    if treasury.view.by not in ((), (Dimension.PROJECT,)):
        return board_rows(treasury)
    currency = treasury.currency
    view = evolve(treasury.view, by=())
    figures = whole_figures(treasury.found, treasury.federation, view, Dimension.PROJECT)
    believed = whole_forecast(treasury.found, treasury.federation, Dimension.PROJECT, treasury.forecasts())
    lines = [
        _Line(treasury, each, dossier, believed.get(each.key))
        for each, dossier in zip(figures, treasury.found.whole, strict=True)
    ]
    shown = [line for line in lines if line.is_told]
    rows = tuple(line.row() for line in shown)
    return Table(
        name=NAME,
        title=label("report.board"),
        columns=(
            Column(key="name", words=label("column.project"), wide=True),
            Column(key="light", words=label("column.light")),
            *(money_column(key, currency, label(f"board.{key}")) for key in _MONEY[:3]),
            percent_column("used"),
            Column(key="bar", words=label("column.bar"), kind=ColumnKind.BAR),
            percent_column("elapsed"),
            *(money_column(key, currency, label(f"board.{key}")) for key in _MONEY[3:]),
            Column(key="booked", words=label("booked.month")),
            Column(key="rule", words=label("column.light_rule"), wide=True),
            Column(key="comment", words=label("column.comment"), wide=True),
        ),
        rows=(*rows, _total(treasury, shown)),
        currency=currency,
        about=(*treasury.about(), *_lit(treasury, rows)),
        notes=(*treasury.notes(), *_notes(treasury, len(lines) - len(shown))),
    )


def _notes(treasury: Treasury, silent: int) -> Iterator[Words]:
    yield from forecast_notes(treasury)
    if silent:
        yield label("note.not_in_year", year=str(treasury.view.year), count=silent)
    yield from booked_notes(treasury)
    if not _has_lights(treasury):
        yield label("note.no_lights")


def _has_lights(treasury: Treasury) -> bool:
    """Whether the federation has said when any light shows."""
    lights = treasury.federation.lights
    return any(getattr(lights, name) for name in field_names(lights))


def _lit(treasury: Treasury, rows: Sequence[Row]) -> Iterator[tuple[Words, CellValue]]:
    """Yield how many projects show which light, if any can."""
    if _has_lights(treasury):
        tones = Counter(row.cells[_LIGHT].tone for row in rows)
        red, yellow, green, off = (tones[tone] for tone in (Tone.BAD, Tone.DOUBTFUL, Tone.GOOD, None))
        yield label("about.lights"), label("lights.count", red=red, yellow=yellow, green=green, off=off)


@frozen
class _Line:
    """A project's row while it is made.

    Attributes:
        treasury: The federation.
        figures: The project's figures in the whole.
        dossier: The project, eliminations included.
        forecast_minor: What it is believed to cost in money, minor units; None without budget.
    """

    treasury: Treasury
    figures: WholeFigures
    dossier: Dossier
    forecast_minor: int | None

    @property
    def is_told(self) -> bool:
        """Whether there is anything to tell: of a year, a project's days, budget, cost or comments."""
        view, figures = self.treasury.view, self.figures
        if view.year is None or figures.has_budget or figures.actual_minor or figures.internal_minor:
            return True
        return bool(self.dossier.comments) or elapsed(self.dossier, view) is not None

    def row(self) -> Row:
        """Return the row."""
        figures, sign = self.figures, self.treasury.sign
        sums = Sums(self.treasury.currency)
        passed = elapsed(self.dossier, self.treasury.view)
        budget = sign * figures.whole_budget_minor if figures.has_budget else None
        believed = self.forecast_minor
        light, why = light_cells(self.treasury.federation.lights, figures.used, passed)
        cells = (
            Cell(self.dossier.project.name),
            light,
            ruled(budget, label("rule.budgets")),
            Cell(sign * figures.whole_minor, Formula(f"{{whole/{figures.key}.actual}}")),
            Cell(figures.remaining_minor, sums.rounded(deviation("budget", "actual", sign))),
            ratio(figures.used, "actual", "budget"),
            EMPTY if figures.used is None else Cell(figures.used, Formula("{used}")),
            Cell(passed),
            EMPTY if believed is None else Cell(sign * believed, Ruled(label("rule.board_forecast"))),
            EMPTY
            if believed is None
            else Cell(figures.whole_budget_minor - believed, sums.rounded(deviation("budget", "forecast", sign))),
            booked_cell(self.treasury.booked.get(figures.key)),
            why,
            Cell(_comment(self.dossier)),
        )
        return Row(key=figures.key, cells=cells)


def _total(treasury: Treasury, lines: list[_Line]) -> Row:
    figures, sign = sum_of(line.figures for line in lines), treasury.sign
    sums = Sums(treasury.currency)
    keys = [line.figures.key for line in lines]
    believed = [minor for line in lines if (minor := line.forecast_minor) is not None]
    planned = sum(line.figures.whole_budget_minor for line in lines if line.forecast_minor is not None)

    def add(column: str, minor: int | None) -> Cell:
        return sums.lines(keys, column, minor)

    cells = (
        Cell(label("row.whole")),
        EMPTY,
        add("budget", sign * figures.whole_budget_minor if figures.has_budget else None),
        add("actual", sign * figures.whole_minor),
        add("remaining", figures.remaining_minor),
        ratio(figures.used, "actual", "budget"),
        EMPTY if figures.used is None else Cell(figures.used, Formula("{used}")),
        EMPTY,
        add("forecast", sign * sum(believed) if believed else None),
        add("forecast_deviation", planned - sum(believed) if believed else None),
        *(EMPTY,) * 3,
    )
    return Row(key="total", cells=cells, kind=RowKind.TOTAL)


def _comment(dossier: Dossier) -> Words | None:
    """Return what the project says of itself: the latest comment on it as a whole, else the latest of any."""
    own = sorted(dossier.comments, key=lambda each: (each.category is None, each.written_on))
    if not own:
        return None
    said = comment_words(own[-1])
    return said if len(own) == 1 else label("board.more", text=said, count=len(own) - 1)
