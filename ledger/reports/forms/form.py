"""A funder's form, filled with a project's facts.

Words that stand in the layout are literal; what medfin adds (what the form is and is not, notes) are labels. A field
whose fact the book lacks, or that only people can answer, is left visibly open.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ledger.core.finding import warning
from ledger.core.period import Period
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import label
from ledger.errors import FormPeriodError
from ledger.errors import FormSchemeError
from ledger.errors import NoBudgetError
from ledger.model.corrections.marks import UNMARKED
from ledger.model.corrections.marks import Marks
from ledger.model.forms.grid import Figure
from ledger.model.forms.grid import Grid
from ledger.model.forms.grid import Span
from ledger.model.forms.layout import Blank
from ledger.model.forms.layout import Drawing
from ledger.model.forms.layout import FieldList
from ledger.model.forms.layout import Keying
from ledger.model.forms.layout import LayoutKind
from ledger.model.view import Dimension
from ledger.reports.entries.entries import entries
from ledger.reports.forms.check import CHECKS
from ledger.reports.forms.check import checks
from ledger.reports.forms.check import verdict
from ledger.reports.forms.claim import claim_words
from ledger.reports.forms.columns import shorthand
from ledger.reports.forms.fields import field_list
from ledger.reports.forms.fields import places_of
from ledger.reports.forms.grid import grid
from ledger.reports.forms.keying import keying
from ledger.reports.forms.subject import Subject
from ledger.reports.projects.facts import seal
from ledger.reports.sheet import Chart
from ledger.reports.sheet import ChartKind
from ledger.reports.sheet import Sheet
from ledger.reports.sheet import Workbook
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import SumOf
from ledger.reports.table import Table
from ledger.rules import budget as rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from ledger.core.finding import Finding
    from ledger.core.words import Words
    from ledger.model.claims.claim import Claim
    from ledger.model.dossier import Dossier
    from ledger.model.entry import EntryRow
    from ledger.model.forms.grid import GridColumn
    from ledger.model.forms.layout import Bind
    from ledger.model.forms.layout import Drawn
    from ledger.model.forms.layout import Layout
    from ledger.model.view import View
    from ledger.reports.federation.treasury import Treasury
    from ledger.reports.table import CellValue


@frozen(kw_only=True)
class More:
    """What some forms show beside a project's budget and entries.

    Attributes:
        marks: What has been said of the entries since they were booked.
        claim: The claim that the form is about.
        whole: Puts the federation's projects together for a view.
    """

    marks: Marks = UNMARKED
    claim: Claim | None = None
    whole: Callable[[View], Treasury] | None = None


NOTHING = More()


def form(layout: Layout, dossier: Dossier, view: View, rows: Iterable[EntryRow] = (), more: More = NOTHING) -> Workbook:
    """Return a form as a workbook.

    Args:
        layout: The form.
        dossier: The project.
        view: The day decides which budget version is shown; year or days are what the form is about. With a year, only
            what is budgeted for that year.
        rows: The project's entries, of all days.
        more: What else the form may show.

    Raises:
        FormSchemeError: The form's rows are in another scheme than the project's.
        FormPeriodError: The form is about a period, and the view gives none.
        FormYearError: The form is about a year, and the view gives none.
        NoBudgetError: The project has no budget version.
    """
    project, scheme = dossier.project.id, dossier.scheme.id
    if layout.scheme not in (None, scheme):
        raise FormSchemeError(form=layout.id, expected=layout.scheme, project=project, found=scheme)
    version = rules.in_force(dossier.versions, view.today)
    if version is None:
        raise NoBudgetError(project=project)
    if more.claim is None:
        _check_period(layout, view)
    subject = Subject(
        dossier,
        version,
        view,
        layout.basis,
        tuple(rows) if _shows_entries(layout) else (),
        layout.id,
        more.claim,
        more.whole if asks_whole(layout) else None,
    )
    made = _tables(layout, subject)
    grids = [block for sheet in layout.sheets for block in sheet.blocks if isinstance(block, Grid)]
    ties = [tie for sheet in layout.sheets for tie in sheet.ties]
    control = checks(grids, made, ties, subject)
    first, *others = (_sheet(at, layout, made, control, subject) for at in range(len(layout.sheets)))
    extra = [*_charts(layout, made)]
    if control:
        extra.append(Sheet(name=label("form.checks"), tables=(control,), locked=True))
    by = _summed_by((*made.values(), control) if control else made.values())
    if by is not None:
        whole = evolve(view, basis=layout.basis, year=None, start=None, end=None, by=by)
        listed = entries(dossier, subject.rows, whole, more.marks)
        extra.append(Sheet(name=label("sheet.entries"), tables=(listed,), landscape=True))
    return Workbook(
        title=_title(layout),
        sheets=(_opened(first, layout, subject), *others, *extra),
        created=view.today,
        names=tuple(_names(made.values())),
    )


def asks_whole(layout: Layout) -> bool:
    """Whether a form shows a federation and all its projects."""
    return any(column.figure.is_whole for column in _columns(layout))


def _summed_by(tables: Iterable[Table]) -> tuple[Dimension, ...] | None:
    """Return by which facts that not every entry has entries are summed; None where nothing sums entries."""
    cells = [cell.live for table in tables for row in table.rows for cell in row.cells]
    sums = [live for live in cells if isinstance(live, SumOf)]
    columns = {criterion.column for live in sums for _, terms in live.terms for criterion in terms}
    return tuple(each for each in (Dimension.PART, Dimension.PHASE) if each in columns) if sums else None


def _columns(layout: Layout) -> tuple[GridColumn, ...]:
    """Return the columns of all tables of figures."""
    grids = (block for sheet in layout.sheets for block in sheet.blocks if isinstance(block, Grid))
    return tuple(column for block in grids for column in block.columns or (shorthand(block),))


def _shows_entries(layout: Layout) -> bool:
    """Whether any figure is a sum of entries."""
    return any(column.figure.is_booked for column in _columns(layout))


def _check_period(layout: Layout, view: View) -> None:
    """Refuse a form about a period where none is asked for."""
    if view.bounds == (None, None) and any(column.span in _NEED_PERIOD for column in _columns(layout)):
        raise FormPeriodError(form=layout.id)


def _tables(layout: Layout, subject: Subject) -> dict[str, Table]:
    """Return the form's tables by key, in order; those for typing last, for they show figures of the others."""
    blocks = [block for sheet in layout.sheets for block in sheet.blocks]
    places = places_of(block for block in blocks if isinstance(block, FieldList))
    made = {block.key: _table(block, subject, places) for block in blocks if not isinstance(block, Keying)}
    grids = {block.key: made[block.key] for block in blocks if isinstance(block, Grid)}
    return made | {block.key: keying(block, grids) for block in blocks if isinstance(block, Keying)}


def _names(tables: Iterable[Table]) -> Iterator[tuple[str, str]]:
    """Yield a name for each sum and each figure among the fields, with its address."""
    for table in tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                summed = row.kind in (RowKind.SUBTOTAL, RowKind.TOTAL) and column.kind is ColumnKind.MONEY
                if cell.live is not None and (summed or cell.kind is not None):
                    address = f"{table.name}/{row.key}.{column.key}"
                    yield re.sub(r"\W", "_", f"{table.name}_{row.key}_{column.key}"), address


def _title(layout: Layout) -> Words:
    """Return the form's name; what is no verbatim form is called a summary."""
    return layout.name if layout.kind is LayoutKind.VERBATIM else label("form.summary", name=layout.name)


def _opened(sheet: Sheet, layout: Layout, subject: Subject) -> Sheet:
    """Return the first sheet, headed by the form's title."""
    top, *rest = sheet.tables
    title = label("form.title", form=_title(layout), block=top.title) if top.title else _title(layout)
    top = evolve(top, title=title, findings=(*_validity(layout, subject), *top.findings))
    return evolve(sheet, tables=(top, *rest))


def _validity(layout: Layout, subject: Subject) -> Iterator[Finding]:
    """Yield FRM-013 if the form is not known to apply on the day asked for, nor in the project's time."""
    day = subject.view.today
    span = rules.span(subject.dossier.project, subject.version)
    applies = Period(layout.valid_from, layout.valid_to or date.max)
    if day not in applies and not (span and span.overlap(applies)):
        yield warning("FRM-013", form=layout.id, first=layout.valid_from, last=layout.valid_to, day=day)


def _sheet(at: int, layout: Layout, made: Mapping[str, Table], control: Table | None, subject: Subject) -> Sheet:
    """Return a sheet; what the form is stands on its face, and whether its sums tie at its end."""
    sheet = layout.sheets[at]
    top, *rest = (made[block.key] for block in sheet.blocks)
    top = evolve(top, about=tuple(_about(layout, subject, first=at == 0)))
    keys = [block.key for block in sheet.blocks]
    shows = any(isinstance(block, Grid | Keying) for block in sheet.blocks)
    own = [row for row in control.rows if _is_about(row, keys, tied=shows)] if control else []
    if own:
        values = [row.cells[-1].value for row in own]
        differences = [value for value in values if isinstance(value, int)]
        currency = subject.dossier.project.currency
        rest.append(verdict(f"{CHECKS}-{at + 1}", [row.key for row in own], currency, differences))
    return Sheet(name=sheet.name, tables=(top, *rest), landscape=sheet.landscape, locked=True)


def _charts(layout: Layout, made: Mapping[str, Table]) -> Iterator[Sheet]:
    """Yield a sheet with the form's charts, if it has any: on the form's own sheets they would be in the way."""
    charts = tuple(_chart(drawn, made) for sheet in layout.sheets for drawn in sheet.charts)
    if charts:
        yield Sheet(name=label("form.charts"), tables=(), charts=charts, landscape=True)


def _is_about(row: Row, keys: Sequence[str], *, tied: bool) -> bool:
    """Whether a check is about a sheet's tables; those between tables stand on every sheet with figures (`tied`)."""
    return (tied and row.key.startswith("lika-")) or any(row.key.startswith(f"{key}-") for key in keys)


def _chart(drawn: Drawn, made: Mapping[str, Table]) -> Chart:
    """Return a chart over the columns that a column of the layout has become."""
    columns = [column.key for column in made[drawn.grid].columns]
    series = [key for wanted in drawn.columns for key in columns if key == wanted or key.startswith(f"{wanted}-")]
    return Chart(
        kind=_DRAWN[drawn.drawing], title=drawn.title, table=drawn.grid, categories="row", series=tuple(series)
    )


def _about(layout: Layout, subject: Subject, *, first: bool) -> Iterator[tuple[Words, CellValue]]:
    """Yield what the form is; where it was found stands on its first sheet."""
    yield label("form.about.kind"), label(f"form.kind.{layout.kind}", covers=layout.covers)
    if first:
        yield label("form.about.source"), layout.source
    yield label("form.about.version"), subject.version_words
    if any(column.figure is Figure.CLAIMED for column in _columns(layout)):
        yield label("form.about.claim"), claim_words(subject.claim) if subject.claim else label("form.no_claim")
    start, end = subject.period
    if start and end:
        yield label("form.about.days"), label("form.span", start=start, end=end)
    yield label("form.about.seal"), seal(subject.dossier)


def _table(block: FieldList | Grid | Blank, subject: Subject, places: Mapping[Bind, str]) -> Table:
    if isinstance(block, Grid):
        return grid(block, subject)
    return _blank(block) if isinstance(block, Blank) else field_list(block, subject, places)


def _blank(block: Blank) -> Table:
    columns = [Column(key=str(at), words=heading, wide=True) for at, heading in enumerate(block.headings, start=1)]
    cells = (Cell(open=True),) * len(columns)
    return Table(
        name=block.key,
        title=block.title,
        columns=tuple(columns),
        rows=tuple(Row(key=str(at), cells=cells) for at in range(1, block.count + 1)),
        notes=block.notes,
    )


_NEED_PERIOD = (Span.PERIOD, Span.BEFORE, Span.TO_DATE)
_DRAWN = {
    Drawing.BARS: ChartKind.BAR,
    Drawing.SHARES: ChartKind.DOUGHNUT,
    Drawing.LINES: ChartKind.LINE,
}
