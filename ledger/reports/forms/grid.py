"""The tables of figures in a form: what its rows and columns select, rounded and summed so that it adds up."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.controlled import round_column
from ledger.core.controlled import round_table
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.near import nearest_name
from ledger.core.record import evolve
from ledger.core.words import label
from ledger.model.forms.grid import Figure
from ledger.model.forms.grid import Span
from ledger.reports.cells import EMPTY
from ledger.reports.forms.axes import SUM
from ledger.reports.forms.axes import TOTAL
from ledger.reports.forms.axes import Line
from ledger.reports.forms.axes import Place
from ledger.reports.forms.axes import fits
from ledger.reports.forms.axes import lines
from ledger.reports.forms.axes import places
from ledger.reports.forms.axes import slots
from ledger.reports.forms.chosen import EVER
from ledger.reports.forms.figure import figure_cell
from ledger.reports.forms.payable import payable_words
from ledger.reports.forms.sums import Figures
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules import budget as rules
from ledger.rules.totals import cost_by_category

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from ledger.core.finding import Finding
    from ledger.core.words import Words
    from ledger.model.forms.grid import Grid
    from ledger.reports.forms.chosen import Chosen
    from ledger.reports.forms.subject import Subject

_KINDS = {Figure.RATIO: ColumnKind.PERCENT, Figure.COMMENT: ColumnKind.TEXT, Figure.TEXT: ColumnKind.TEXT}


def grid(block: Grid, subject: Subject) -> Table:
    """Return a form's table of figures.

    Amounts stay as the budget gives them: by year, by phase, or for the whole project in a column of its own. Nothing
    is spread. What has no row in the form, or no kind of column, is a finding.
    """
    rows, columns = lines(block, subject), places(block, subject)
    figures = Figures(block, rows, columns, _measured(block, subject, rows, columns))
    shows_cost = any(line.chosen and not line.chosen.financing for line in rows)
    shows_budget = shows_cost and any(place.figure is Figure.BUDGET for place in columns)
    notes = (*_stated(subject), *_remarks(block, subject)) if shows_budget and not block.partial else ()
    return Table(
        name=block.key,
        title=block.title,
        columns=tuple(_columns(block, columns)),
        rows=tuple(_rows(block, rows, columns, figures)),
        currency=subject.dossier.project.currency,
        notes=(
            *block.notes,
            *([label("form.in_thousands")] if block.in_thousands else []),
            *notes,
            *payable_words(rows, columns, subject),
        ),
        findings=(
            *_homeless(block, rows, columns, subject),
            *_misfits(block, columns, subject),
            *_unknown(block, subject),
            *_timeless(block, columns, subject),
        ),
    )


def _columns(block: Grid, columns: Sequence[Place]) -> Iterator[Column]:
    yield Column(key="row", words=block.row_heading, wide=True)
    for place in columns:
        kind = _KINDS.get(place.figure, ColumnKind.MONEY)
        unit = place.unit if kind is ColumnKind.MONEY else "" if block.unit else None
        yield Column(
            key=place.key,
            words=place.words,
            kind=kind,
            unit=unit,
            wide=kind is ColumnKind.TEXT,
            negative=_is_plain(block, place),
            thousands=block.in_thousands,
        )
    if block.sum_heading is not None:
        yield Column(
            key=SUM,
            words=block.sum_heading,
            kind=ColumnKind.MONEY,
            unit=block.unit,
            negative=block.costs_negative,
            thousands=block.in_thousands,
        )


def _is_plain(block: Grid, place: Place) -> bool:
    """Whether a minus sign in a column is but the sign of costs; in a deviation it is something to look at."""
    return block.costs_negative and place.figure is not Figure.DIFFERENCE


def joined(line: Line, place: Place) -> Chosen | None:
    """Return what a row and a column select together; None where the row selects nothing."""
    if line.chosen is None:
        return None
    column = place.chosen
    dated = line.chosen.days != EVER
    return evolve(
        line.chosen,
        slot=column.slot or line.chosen.slot,
        phase=column.phase,
        booked=column.booked and line.chosen.booked,
        span=column.span,
        days=line.chosen.days if dated else column.days,
        lined=dated or column.lined,
    )


def _measured(
    block: Grid, subject: Subject, rows: Sequence[Line], columns: Sequence[Place]
) -> dict[tuple[str, str], Cell]:
    """Return the cells that are no arithmetic, by row and column; where the form rounds, they still add up."""
    found: dict[tuple[str, str], Cell] = {}
    for line in rows:
        for place in columns:
            chosen = joined(line, place)
            if place.figure.is_arithmetic:
                continue
            if chosen is not None:
                found[line.key, place.key] = _shown(block, place, figure_cell(place.figure, chosen, subject))
            elif line.is_open:
                found[line.key, place.key] = Cell(open=True)
    if block.rounding is None:
        found |= _added_up(found, rows, columns)
    else:
        for group in dict.fromkeys(place.group for place in columns):
            keys = [place.key for place in columns if place.group == group and place.key in {key for _, key in found}]
            found |= _rounded(block.rounding, subject, found, [line.key for line in rows if line.chosen], keys)
    return found


def _added_up(
    found: Mapping[tuple[str, str], Cell], rows: Sequence[Line], columns: Sequence[Place]
) -> Iterator[tuple[tuple[str, str], Cell]]:
    """Yield what a rule gives to a period's last day as the sum of what was before it and what is in it.

    Claims and earned financing add up to the minor unit; where the form shows all three, the last is arithmetic.
    """
    for place in columns:
        if place.chosen.span is not Span.TO_DATE:
            continue
        wanted = {span: evolve(place.chosen, span=span) for span in (Span.BEFORE, Span.PERIOD)}
        parts = [
            next((each for each in columns if each.figure is place.figure and _is_alike(each.chosen, chosen)), None)
            for chosen in wanted.values()
        ]
        for row in rows if all(parts) else ():
            cell = found.get((row.key, place.key), EMPTY)
            amounts = [found.get((row.key, part.key), EMPTY) for part in parts if part]
            if isinstance(cell.live, Ruled) and cell.value == sum(map(_minor, amounts)):
                text = "+".join(f"{{{part.key}}}" for part in parts if part)
                yield (row.key, place.key), cell._replace(live=Formula(f"ROUND({text},2)"))


def _is_alike(chosen: Chosen, other: Chosen) -> bool:
    """Whether two columns select the same but for their days."""
    return evolve(chosen, days=EVER) == evolve(other, days=EVER)


def _shown(block: Grid, place: Place, cell: Cell) -> Cell:
    """Return a figure's cell; a budget of nothing is blank unless the form prints it."""
    blank = cell.value in (None, 0) and not cell.open and not place.figure.is_booked
    if block.shows_zero and place.figure.is_budget:
        return cell if cell.value else Cell(0, cell.live)
    return EMPTY if blank else cell


def _rounded(
    unit: int, subject: Subject, found: dict[tuple[str, str], Cell], rows: Sequence[str], columns: Sequence[str]
) -> dict[tuple[str, str], Cell]:
    """Return the cells of some columns rounded so that rows and columns add up."""
    step = unit * 10**subject.dossier.project.currency.decimals
    words = label("form.rounding", unit=subject.money(step))
    exact = [[_minor(found[row, column]) for column in columns] for row in rows]
    units = [[Fraction(amount, step) for amount in row] for row in exact]
    single = len(columns) == 1
    rounded = [[one] for one in round_column([each for (each,) in units])] if single else round_table(units).cells
    made = {}
    for row, amounts, steps in zip(rows, exact, rounded, strict=True):
        for column, amount, step_count in zip(columns, amounts, steps, strict=True):
            cell = found[row, column]
            if cell.value is not None:
                rule = cell.live.rule if isinstance(cell.live, Ruled) else label("form.rounded_sum")
                made[row, column] = Cell(step_count * step, Ruled(rule, Fraction(amount), words))
    return made


def _minor(cell: Cell) -> int:
    return cell.value if isinstance(cell.value, int) else 0


def _rows(block: Grid, rows: Sequence[Line], columns: Sequence[Place], figures: Figures) -> Iterator[Row]:
    """Yield the rows with their sums, and the row of sums."""
    for line in rows:
        cells = [figures.cell(line.key, place) for place in columns] if line.kind is not RowKind.GROUP else []
        empty = [EMPTY] * (len(columns) + (block.sum_heading is not None))
        across = list(figures.across(line.key)) if cells else []
        yield Row(key=line.key, cells=(Cell(line.words), *(cells + across if cells else empty)), kind=line.kind)
    if block.total is not None and rows:
        sums = [figures.cell(TOTAL, place) for place in columns]
        yield Row(key=TOTAL, cells=(Cell(block.total), *sums, *figures.across(TOTAL)), kind=RowKind.TOTAL)


def _stated(subject: Subject) -> Iterator[Words]:
    """Yield each printed sum that the rows do not give, with both figures; neither is corrected."""
    dossier = subject.dossier
    for compared in rules.compare_stated(subject.version, dossier.project, dossier.scheme):
        stated, computed = compared.stated, compared.computed_minor
        asked = stated.view == "cost" and subject.view.year in (None, stated.year)
        if asked and compared.differs and computed is not None:
            yield label(
                "form.stated",
                time=subject.time(rules.slot(stated)),
                stated=subject.money(stated.amount_minor),
                computed=subject.money(computed),
            )


def _remarks(block: Grid, subject: Subject) -> Iterator[Words]:
    """Yield what else the reader must know of the figures."""
    approximate = sum(line.approximate for line in subject.lines)
    if approximate:
        yield label("form.approximate", count=approximate)
    repeated = not block.columns or any(column.over for column in block.columns)
    if subject.view.year is not None and repeated:
        yield label("form.only_year", year=subject.view.year)


def _homeless(block: Grid, rows: Sequence[Line], columns: Sequence[Place], subject: Subject) -> Iterator[Finding]:
    """Yield FRM-010 and FRM-015 for each category that budget or entries have and the form has not."""
    chosen = [line.chosen for line in rows if line.chosen]
    shown = {code for each in chosen for code in each.categories or ()}
    if block.partial or any(each.categories is None for each in chosen):
        return
    figures = {place.figure for place in columns}
    if Figure.BUDGET in figures:
        for code in dict.fromkeys(line.category for line in subject.lines if line.category not in shown):
            amount = subject.sum_minor(line for line in subject.lines if line.category == code)
            yield warning("FRM-010", subject.place(block.key), category=code, amount=subject.money(amount))
    if Figure.ACTUAL in figures:
        for code, amount in _booked_elsewhere(subject, shown).items():
            yield warning("FRM-015", subject.place(block.key), category=code or "–", amount=subject.money(amount))


def _booked_elsewhere(subject: Subject, shown: set[str]) -> dict[str, int]:
    """Return the cost of the form's days by category, for those categories that it does not show."""
    sums = cost_by_category(each for each in subject.totals(subject.period) if each.category not in shown)
    return {code: amount for code, amount in sums.items() if amount}


def _misfits(block: Grid, columns: Sequence[Place], subject: Subject) -> Iterator[Finding]:
    """Yield FRM-011 for each year or phase that the form does not ask for; it has a column nevertheless."""
    axes = dict.fromkeys(column.over for column in block.columns if column.over) or {block.axis: None}
    for axis in axes if any(place.figure is Figure.BUDGET for place in columns) else ():
        if block.columns and all(column.over is None for column in block.columns):
            return
        for slot in slots(axis, subject):
            if not fits(axis, slot):
                amount = subject.sum_minor(line for line in subject.lines if rules.slot(line) == slot)
                values = {"time": subject.time(slot), "amount": subject.money(amount)}
                yield warning("FRM-011", subject.place(block.key), axis=label(f"form.axis.{axis}"), **values)


def _timeless(block: Grid, columns: Sequence[Place], subject: Subject) -> Iterator[Finding]:
    """Yield FRM-018 if the budget has amounts without a time, which no column about a year or a period can show."""
    timed = [place for place in columns if place.figure.is_budget and (place.chosen.lined or place.chosen.year)]
    if not timed or any(column.over for column in block.columns) or not block.columns:
        return
    by_year = any(place.chosen.year for place in timed)
    lines = [line for line in subject.version.cost if line.year is None and (by_year or line.phase is None)]
    if lines:
        amount = subject.money(subject.sum_minor(lines))
        yield note("FRM-018", subject.place(block.key), amount=amount)


def _unknown(block: Grid, subject: Subject) -> Iterator[Finding]:
    """Yield FRM-012 for each category of the form that the scheme does not have."""
    scheme = subject.dossier.scheme
    known = [category.code for category in scheme.categories]
    for code in (code for line in block.rows for code in line.categories if code not in known):
        nearest = nearest_name(code, known) or "–"
        yield warning("FRM-012", subject.place(block.key), category=code, scheme=scheme.id, nearest=nearest)
