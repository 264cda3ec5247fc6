"""Who has not booked: how far each project is booked up to the day of a report, and what it has said since the last."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from ledger.core.natural import natural
from ledger.core.words import Words
from ledger.core.words import label
from ledger.reports.cells import EMPTY
from ledger.reports.federation.treasury import Treasury
from ledger.reports.table import Cell
from ledger.reports.table import CellValue
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table
from ledger.reports.table import Tone
from ledger.rules.federation.booked import BookedState
from ledger.rules.federation.booked import ProjectBooked

NAME = "booked"

TONES = {BookedState.MISSING: Tone.BAD, BookedState.DOUBTFUL: Tone.DOUBTFUL}


def booked(treasury: Treasury) -> Table:
    """Return how far each project is booked: first those that are not, those furthest behind before the others.

    Args:
        treasury: The federation, with what is known of how far its projects are booked.
    """
    names = {each.project.id: each.project.name for each in (*treasury.found.parts, *treasury.found.apart)}
    return Table(
        name=NAME,
        title=label("report.booked"),
        columns=(
            Column(key="name", words=label("column.project"), wide=True),
            Column(key="booked", words=label("booked.month")),
            Column(key="behind", words=label("booked.behind"), kind=ColumnKind.COUNT),
            Column(key="entered", words=label("booked.entered"), kind=ColumnKind.DATE),
            Column(key="commented", words=label("booked.comment"), kind=ColumnKind.DATE),
            Column(key="forecast_typed", words=label("booked.forecast"), kind=ColumnKind.DATE),
            Column(key="lacks", words=label("booked.lacks"), wide=True),
        ),
        rows=tuple(_rows(treasury, names)),
        currency=treasury.currency,
        about=(*treasury.about(), *_asked(treasury)),
        notes=(*treasury.notes(), label("note.booked"), label("note.booked_lacks")),
    )


def _asked(treasury: Treasury) -> Iterator[tuple[Words, CellValue]]:
    asked = treasury.reporting_day
    if asked:
        yield label("about.booked_to"), asked.day
        if asked.before:
            yield label("about.report_before"), asked.before


def _rows(treasury: Treasury, names: dict[str, str]) -> Iterator[Row]:
    for state in BookedState:
        own = [each for each in treasury.booked.values() if each.state is state]
        if not own:
            continue
        heading = Cell(label(f"booked.{state}", count=len(own)))
        yield Row(key=f"@{state}", cells=(heading, *(EMPTY,) * 6), kind=RowKind.GROUP)
        rows = () if state is BookedState.NOT_ASKED else own
        for each in sorted(rows, key=lambda one: (-one.behind, one.month, natural(names[one.project]))):
            cells = (
                Cell(names[each.project]),
                Cell(_month(each), tone=TONES.get(state)),
                Cell(each.behind or None),
                Cell(each.entered_on),
                Cell(each.commented_on),
                Cell(each.forecast_on),
                Cell(_lacks(each)),
            )
            yield Row(key=each.project, cells=cells, level=1)


def _month(each: ProjectBooked) -> Words:
    """Return the last month with entries, and up to which month a file tells that there are no more."""
    month = each.month or label("booked.never")
    return label("booked.covered", month=month, covered=each.covered) if each.covered > each.month else month


def _lacks(each: ProjectBooked) -> Words | None:
    """Return what the treasurer has to ask the project for."""
    lacks: Sequence[str] = [
        *(["actual"] if each.state is BookedState.MISSING else []),
        *(["rest"] if each.state is BookedState.DOUBTFUL else []),
        *(["comment"] if each.lacks_comment else []),
        *(["forecast"] if each.lacks_forecast else []),
    ]
    said: Words | None = None
    for key in lacks:
        own = label(f"booked.lacks.{key}")
        said = own if said is None else label("board.also", text=said, next=own)
    return said


def booked_cell(each: ProjectBooked | None) -> Cell:
    """Return how far a project is booked, in one cell of a report on other things."""
    if each is None or each.state is BookedState.NOT_ASKED:
        return EMPTY
    if each.state is BookedState.MISSING:
        words = label("booked.short.missing" if each.month else "booked.never", month=each.month, count=each.behind)
        return Cell(words, tone=Tone.BAD)
    if each.state is BookedState.DOUBTFUL:
        return Cell(label("booked.short.doubtful", month=each.month), tone=Tone.DOUBTFUL)
    return Cell(_month(each))


def booked_notes(treasury: Treasury) -> Iterator[Words]:
    """Yield how many projects are not booked up to the day of the report."""
    missing = sum(each.state is BookedState.MISSING for each in treasury.booked.values())
    doubtful = sum(each.state is BookedState.DOUBTFUL for each in treasury.booked.values())
    if treasury.reporting_day and (missing or doubtful):
        yield label("note.not_booked", count=missing, doubtful=doubtful, day=treasury.reporting_day.day)
