"""A form's figures: what its rows and columns select of budgets and entries, and how a spreadsheet computes it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from ledger.core.period import DAY
from ledger.core.period import calendar_year
from ledger.core.record import evolve
from ledger.core.words import label
from ledger.model.entry_kind import EntryKind
from ledger.model.forms.grid import Figure
from ledger.model.view import Dimension
from ledger.reports.cells import EMPTY
from ledger.reports.cells import earned as earned_cell
from ledger.reports.cells import ruled
from ledger.reports.entries import criteria
from ledger.reports.forms.chosen import EVER
from ledger.reports.forms.claim import claimed_cell
from ledger.reports.forms.claim import retained_cell
from ledger.reports.forms.claim import settled_cell
from ledger.reports.forms.typed import comment_cell
from ledger.reports.forms.typed import forecast_cell
from ledger.reports.forms.whole import whole_cell
from ledger.reports.table import Cell
from ledger.reports.table import Ruled
from ledger.reports.table import SumOf
from ledger.rules import budget as rules
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.month_weights import are_named
from ledger.rules.totals import COST_SIGNS
from ledger.rules.totals import RECEIVED_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from ledger.model.budgets.budget import BudgetVersion
    from ledger.model.totals import Total
    from ledger.reports.forms.chosen import Chosen
    from ledger.reports.forms.chosen import Days
    from ledger.reports.forms.subject import Subject
    from ledger.reports.table import Criterion
    from ledger.rules.budget import Line


def figure_cell(figure: Figure, chosen: Chosen, subject: Subject) -> Cell:
    """Return a figure's cell, exact, in minor units with the form's sign; an empty cell where there is none."""
    if figure.is_whole:
        return whole_cell(figure, chosen, subject)
    if () in (chosen.categories, chosen.sources):
        return EMPTY  # the project has nothing of the kind
    if figure is Figure.CLAIMED and subject.claim is not None:
        return claimed_cell(subject.claim, chosen)
    if figure.is_budget:
        return _budget(_version(figure, subject), chosen, subject)
    return _spent(figure, chosen, subject) if figure.is_booked else _typed(figure, chosen, subject)


def _spent(figure: Figure, chosen: Chosen, subject: Subject) -> Cell:
    """Return a figure of entries: of financing what sources have earned, unless what they have paid is asked for."""
    if chosen.financing and figure in (Figure.ACTUAL, Figure.CLAIMED):
        return _earned(chosen, subject)
    return _booked(_SIGNS[figure], chosen, subject)


def _guide(chosen: Chosen, subject: Subject) -> Cell:
    """Return the budget's even pace in a month: a guide for the eye, which no other figure rests on."""
    start = chosen.days[0]
    found = subject.guide(start.isoformat()[:7]) if start else None
    if found is None:
        return EMPTY
    minor, exact = found
    rule = label("form.guide.weighted" if are_named(subject.dossier.terms) else "form.guide")
    return Cell(chosen.sign * minor, Ruled(rule, chosen.sign * exact, label("rounding.split")))


def _typed(figure: Figure, chosen: Chosen, subject: Subject) -> Cell:
    """Return what people have typed, or a cell for it."""
    if figure is Figure.FORECAST:
        return forecast_cell(chosen, subject)
    if figure is Figure.SETTLED:
        return settled_cell(subject.claim, chosen)
    if figure is Figure.RETAINED:
        return retained_cell(subject.claim, chosen)
    if figure is Figure.GUIDE:
        return _guide(chosen, subject)
    return comment_cell(chosen, subject) if figure is Figure.COMMENT else Cell(open=figure.is_open)


_SIGNS: dict[Figure, dict[str, int]] = {
    Figure.ACTUAL: COST_SIGNS,
    Figure.CLAIMED: COST_SIGNS,
    Figure.COSTS: {kind: sign for kind, sign in COST_SIGNS.items() if sign > 0},
    Figure.INCOME: {kind: -sign for kind, sign in COST_SIGNS.items() if sign < 0},
    Figure.RECEIVED: RECEIVED_SIGNS,
    Figure.ADVANCE: {EntryKind.ADVANCE: 1},
}
"""Sign with which each kind of entry enters a figure. Income by itself is above zero also where costs are below."""


def _version(figure: Figure, subject: Subject) -> BudgetVersion | None:
    """Return the budget version that a figure is of."""
    versions = subject.dossier.versions
    if figure is Figure.BUDGET_FIRST:
        return versions[0]
    if figure is Figure.BUDGET_BEFORE:
        return versions[subject.number - 2] if subject.number > 1 else None
    return subject.version


def _budget(version: BudgetVersion | None, chosen: Chosen, subject: Subject) -> Cell:
    """Return what a version gives; nothing where it has no line at all for it."""
    if version is None or (not chosen.financing and chosen.sources is not None):
        return EMPTY
    lines = tuple(budget_lines(version, chosen, subject))
    if not lines:
        return EMPTY
    minor = sum(rules.signed_minor(line, subject.dossier.scheme) for line in lines)
    return Cell(chosen.sign * minor, Ruled(subject.words_of(version)))


def budget_lines(version: BudgetVersion, chosen: Chosen, subject: Subject) -> Iterator[Line]:
    """Yield the lines of a version that are selected."""
    lines: tuple[Line, ...] = version.financing if chosen.financing else version.cost
    names, attribute = (chosen.sources, "source") if chosen.financing else (chosen.categories, "category")
    for line in lines:
        named = names is None or getattr(line, attribute) in names
        placed = chosen.slot is None or rules.slot(line) == chosen.slot
        cut = chosen.phase in (None, line.phase) and chosen.part in (None, line.part)
        if named and placed and cut and (not chosen.lined or _within(line, chosen.days, subject)):
            yield line


def _within(line: Line, days: Days, subject: Subject) -> bool:
    """Whether a line's year or phase lies wholly within days; what has neither lies within all days only."""
    span = _span(line, subject)
    start, end = days
    if span is None:
        return days == EVER
    return (start is None or start <= span[0]) and (end is None or span[1] <= end)


def _span(line: Line, subject: Subject) -> tuple[date, date] | None:
    """Return the first and last day that a line is for, within the project's own."""
    if line.phase is not None:
        return next(((each.start, each.end) for each in subject.dossier.project.phases if each.id == line.phase), None)
    if line.year is None:
        return None
    year = calendar_year(line.year)
    project = rules.span(subject.dossier.project, subject.version)
    shared = project and project.overlap(year)
    return (shared.start, shared.end) if shared else (year.start, year.end)


def _booked(signs: dict[str, int], chosen: Chosen, subject: Subject) -> Cell:
    """Return a sum of entries; none for what the budget has without a time."""
    if chosen.slot == rules.WHOLE or not chosen.booked:
        return EMPTY
    own = evolve(chosen, negative=chosen.negative and signs is not _SIGNS[Figure.INCOME])
    found = tuple(_totals(chosen, subject, chosen.days))
    minor = sum(signs.get(total.kind, 0) * total.sum_minor for total in found)
    if any(total.is_reckoned for total in found if total.kind in signs):
        return ruled(own.sign * minor, label("rule.simplified_sum"))
    return Cell(own.sign * minor, _sum_of(signs, own, subject))


def _earned(chosen: Chosen, subject: Subject) -> Cell:
    """Return what sources have earned to the last day, less what they had before the first: so columns add up."""
    if chosen.slot == rules.WHOLE or not chosen.booked:
        return EMPTY
    start, end = _days(chosen)
    minor, exact = _earned_minor(chosen, subject, (None, end))
    if start is not None:
        before, exact_before = _earned_minor(chosen, subject, (None, start - DAY))
        minor, exact = minor - before, exact - exact_before
    return earned_cell(minor, exact)


def _earned_minor(chosen: Chosen, subject: Subject, days: Days) -> tuple[int, Fraction]:
    everybody = evolve(chosen, sources=None, days=days, slot=None if chosen.year else chosen.slot)
    dossier = subject.reckoned(tuple(_totals(everybody, subject, days)))
    shares = [
        share
        for share in cofinance(dossier, evolve(subject.view, year=None, start=None, end=None)).shares
        if chosen.sources is None or share.id in chosen.sources
    ]
    exact = sum((share.exact + share.in_kind_minor for share in shares), Fraction(0))
    return sum(share.earned_minor for share in shares), exact


def _days(chosen: Chosen) -> Days:
    """Return the days of entries: those of the year selected, or the column's."""
    year = chosen.year
    return (calendar_year(year).start, calendar_year(year).end) if year else chosen.days


def _totals(chosen: Chosen, subject: Subject, days: Days) -> Iterator[Total]:
    """Yield the totals of the entries that are selected."""
    phase = chosen.phase or (chosen.slot.phase if chosen.slot else None)
    for total in subject.totals(_days(evolve(chosen, days=days))):
        named = chosen.categories is None or total.category in chosen.categories
        paid = chosen.sources is None or total.source in chosen.sources
        if named and paid and phase in (None, total.phase) and chosen.part in (None, total.part):
            yield total


def _sum_of(signs: Mapping[str, int], chosen: Chosen, subject: Subject) -> SumOf:
    """Return the sum of the entries that are selected: one term for each kind, category and source."""
    start, end = _days(chosen)
    view = evolve(subject.view, basis=subject.basis, year=None, start=start, end=end)
    phase = chosen.phase or (chosen.slot.phase if chosen.slot else None)
    fixed = {dimension: id_ for dimension, id_ in ((Dimension.PHASE, phase), (Dimension.PART, chosen.part)) if id_}
    terms: list[tuple[int, tuple[Criterion, ...]]] = []
    anything = (None,)
    categories, sources = (anything if each is None else each for each in (chosen.categories, chosen.sources))
    for category, source in product(categories, sources):
        own = {Dimension.CATEGORY: category, Dimension.SOURCE: source}
        keys = {**{dimension: id_ for dimension, id_ in own.items() if id_ is not None}, **fixed}
        found = criteria.sum_of(signs, criteria.group(subject.dossier, view, keys, alone=True))
        terms += [(chosen.sign * sign, conditions) for sign, conditions in found.terms]
    return SumOf(tuple(terms))
