"""The columns of a form's table, as many as the project has years or phases, each with what it selects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.record import field
from ledger.core.record import frozen
from ledger.core.words import label
from ledger.model.forms.grid import Axis
from ledger.model.forms.grid import Figure
from ledger.model.forms.grid import GridColumn
from ledger.model.forms.grid import Span
from ledger.reports.forms.chosen import Chosen
from ledger.reports.forms.times import fits
from ledger.reports.forms.times import slot_key
from ledger.reports.forms.times import slots
from ledger.rules.budget import WHOLE
from ledger.rules.budget import Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.core.words import Words
    from ledger.model.forms.grid import Grid
    from ledger.reports.forms.subject import Subject

SUM = "sum"
"""Key of the column that sums the others."""


@frozen(kw_only=True)
class LaidColumn:
    """A column: its figure and what it selects, or which columns it is computed from.

    Attributes:
        key: In addresses.
        words: Its heading.
        figure: What it holds.
        chosen: What it selects.
        of: Keys of the columns that it is computed from.
        unit: Second heading.
        group: Columns of one group are rounded together.
    """

    key: str
    words: Words
    figure: Figure
    chosen: Chosen = field(factory=Chosen)
    of: tuple[str, ...] = ()
    unit: str | None = None
    group: str = ""


def laid_columns(block: Grid, subject: Subject) -> tuple[LaidColumn, ...]:
    """Return the columns, each as many times as what it is repeated over."""
    found: list[LaidColumn] = []
    columns = list(block.columns) or [shorthand(block)]
    while columns:
        over = columns[0].over
        run = [column for at, column in enumerate(columns) if all(each.over is over for each in columns[: at + 1])]
        columns = columns[len(run) :]
        for column in run if over is None else ():
            found.append(_single(column, block, subject, found))
        if over is not None:
            found += [_repeated(column, slot, block, subject) for slot in slots(over, subject) for column in run]
    return tuple(found)


def shorthand(block: Grid) -> GridColumn:
    """Return the one column that a grid without listed columns has, for each of its axis."""
    return GridColumn(key="", heading="", figure=block.figure, over=block.axis)


def _repeated(column: GridColumn, slot: Slot, block: Grid, subject: Subject) -> LaidColumn:
    """Return a column for one time of what it is repeated over."""
    key = f"{column.key}-{slot_key(slot)}" if column.key else slot_key(slot)
    whole = column.over is Axis.WHOLE
    year = subject.view.year if whole else None
    return LaidColumn(
        key=key,
        words=_slot_heading(column, slot, block, subject),
        figure=column.figure,
        chosen=Chosen(
            slot=None if whole and year is None else Slot(year=year) if whole else slot,
            phase=column.phase,
            booked=column.over is None or fits(column.over, slot),
        ),
        of=tuple(f"{each}-{slot_key(slot)}" for each in column.of),
        unit=column.unit or block.unit,
        group=column.key,
    )


def _slot_heading(column: GridColumn, slot: Slot, block: Grid, subject: Subject) -> Words:
    if column.heading:
        # A year in a form about phases, and the other way round, takes the slot that there is.
        time = str(slot.year) if slot.year else subject.phase_name(slot.phase or "")
        heading = _filled(column.heading.replace("{year}", time).replace("{phase}", time), subject, slot).strip()
        whole = block.whole_heading or label("form.whole")
        return heading if slot != WHOLE else label("form.whole.of", time=whole, figure=heading)
    if slot.year is not None:
        return block.year_heading.format(year=slot.year)
    if slot.phase is not None:
        return block.phase_heading.format(phase=subject.phase_name(slot.phase))
    return block.whole_heading or label("form.whole")


def _single(column: GridColumn, block: Grid, subject: Subject, before: Sequence[LaidColumn]) -> LaidColumn:
    """Return a column that stands once; of repeated columns it takes them all."""
    year = subject.year + column.years if column.span is Span.YEAR else None
    of = tuple(
        each.key for key in column.of for each in before if key == each.key or (each.group == key and each.key != key)
    )
    return LaidColumn(
        key=column.key,
        words=_filled(column.heading, subject, Slot(year=year, phase=column.phase)),
        figure=column.figure,
        chosen=Chosen(
            slot=Slot(year=year) if year else None,
            phase=column.phase,
            span=column.span,
            days=subject.days(column.span, column.years),
            lined=column.span in (Span.PERIOD, Span.BEFORE, Span.TO_DATE),
        ),
        of=of,
        unit=column.unit or block.unit,
        group=column.key,
    )


def _filled(pattern: str, subject: Subject, slot: Slot) -> str:
    """Return a heading with its slots filled."""
    start, end = subject.period
    phase = subject.phase_name(slot.phase) if slot.phase else ""
    filled = pattern.replace("{phase}", phase).replace("{start}", str(start or "…")).replace("{end}", str(end or "…"))
    return filled.replace("{year}", str(slot.year or (subject.year if "{year}" in pattern else "")))
