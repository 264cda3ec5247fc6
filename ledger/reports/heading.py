"""What stands above and under figures: project, version, days and entries, and what a reader must know of them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence

from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.dossier import Dossier
from ledger.model.totals import Basis
from ledger.model.view import View
from ledger.reports import naming
from ledger.reports.table import CellValue
from ledger.rules import budget

SEAL_SHOWN = 12
"""How much of a seal is printed: enough to tell it from any other, short enough to be read aloud."""

About = tuple[tuple[Words, CellValue], ...]


def unit(currency: Currency) -> Words:
    """Return the unit of money columns."""
    return label("unit.SEK") if currency.code == "SEK" else currency.code


def about(dossiers: Sequence[Dossier], view: View, shown: BudgetVersion | None = None, *, alone: bool = True) -> About:
    """Return the lines above a report.

    Args:
        dossiers: The projects.
        view: Which days.
        shown: The budget version that a report on one project shows, if not the one in force.
        alone: Whether a single project is told of as such; otherwise it is one of several that happen to be one.
    """
    head = _project_lines(dossiers[0], view, shown) if alone and len(dossiers) == 1 else _projects_lines(dossiers)
    entries = sum(total.count for dossier in dossiers for total in dossier.totals)
    lines = (
        *head,
        ("about.basis", label(f"basis.{view.basis}")),
        ("about.days", _days(view)),
        ("about.entries", label("about.count", count=entries)),
        *_choice(view),
        *_seal(dossiers),
    )
    return tuple((label(key), value) for key, value in lines)


def left_out(dossiers: Iterable[Dossier], currency: Currency) -> Iterator[Words]:
    """Yield a note on each project in another currency than the report's, which so cannot be in it."""
    for project in (each.project for each in dossiers if each.project.currency != currency):
        yield label("note.left_out", project=project.name, currency=project.currency.code)


def notes(dossier: Dossier, view: View, *views: str, shown: BudgetVersion | None = None) -> Iterator[Words]:
    """Yield what a reader of a project's budget must know: its state, printed totals that differ, amounts not exact.

    Args:
        dossier: The project.
        view: Tells the day of the question, and which year's printed totals matter.
        views: ``cost``, ``support`` or both: what the figures above are about.
        shown: The version that they are of, if not the one in force.
    """
    version = shown or budget.in_force(dossier.versions, view.today)
    if version is None:
        yield label("note.no_budget")
        return
    if not budget.is_in_force(version, view.today):
        key = "note.not_yet" if version.state is BudgetState.DECIDED else "note.not_decided"
        yield label(key, state=label(f"state.{version.state}"))
    for what in views:
        yield from _stated_notes(dossier, version, what, view)
        yield from _approximate_notes(dossier, version, what)


def day_notes(view: View) -> Iterator[Words]:
    """Yield what the choice of days did to actual figures."""
    if view.start or view.end:
        yield label("note.days")
    if view.basis is Basis.PAID:
        yield label("note.paid")


def undated_note(view: View, undated: Money | None) -> Iterator[Words]:
    """Yield a remark on what the budget allows without saying in which year, if the view asks for a year."""
    if undated is not None:
        yield label("note.undated", amount=undated, year=view.year)


def _project_lines(dossier: Dossier, view: View, shown: BudgetVersion | None) -> Iterable[tuple[str, CellValue]]:
    project = dossier.project
    version = shown or budget.in_force(dossier.versions, view.today)
    missing = label("about.missing")
    yield "about.project", project.name
    yield "about.owner", dossier.party_name(project.owner) or missing
    yield "about.funder", dossier.party_name(project.funder) or missing
    yield "about.period", _period(dossier, version)
    yield "about.budget", naming.version(dossier, version, view) if version else missing


def _projects_lines(dossiers: Sequence[Dossier]) -> Iterable[tuple[str, CellValue]]:
    key = "about.one_project" if len(dossiers) == 1 else "about.number_of_projects"
    yield "about.projects", label(key, count=len(dossiers))


def _period(dossier: Dossier, version: BudgetVersion | None) -> Words:
    span = budget.span(dossier.project, version)
    if span:
        return label("about.span", start=span.start, end=span.end)
    return dossier.project.period or label("about.missing")


def _days(view: View) -> Words:
    first, last = view.bounds
    if view.year and not (view.start or view.end):
        return str(view.year)
    if first and last:
        return label("about.span", start=first, end=last)
    if first:
        return label("about.from", start=first)
    return label("about.until", end=last) if last else label("about.all_days")


def _choice(view: View) -> Iterable[tuple[str, CellValue]]:
    """Yield which of the days' entries count, if not all of them."""
    if view.known:
        yield "about.known", label("about.until", end=view.known)
    if view.attested:
        yield "about.attested", label("about.only_attested")
    if view.net:
        yield "about.net", label("about.without_reversed")


def _seal(dossiers: Sequence[Dossier]) -> Iterable[tuple[str, CellValue]]:
    for dossier in dossiers if len(dossiers) == 1 else ():
        if dossier.head.sequence:
            yield "about.seal", dossier.head.seal[:SEAL_SHOWN]


def _stated_notes(dossier: Dossier, version: BudgetVersion, what: str, view: View) -> Iterator[Words]:
    currency = dossier.project.currency
    for each in budget.compare_stated(version, dossier.project, dossier.scheme):
        if view.year not in (None, each.stated.year):
            continue
        if each.stated.view == what and each.computed_minor is not None and each.differs:
            whole = budget.slot(each.stated) == budget.WHOLE
            yield label(
                f"note.stated.{what}",
                when=label("note.whole") if whole else naming.slot(dossier, budget.slot(each.stated)),
                stated=Money(each.stated.amount_minor, currency),
                computed=Money(each.computed_minor, currency),
            )


def _approximate_notes(dossier: Dossier, version: BudgetVersion, what: str) -> Iterator[Words]:
    cost = ((naming.category(dossier, line.category), line.amount_minor) for line in version.cost if line.approximate)
    support = (
        (naming.source(dossier, line.source), line.amount_minor) for line in version.financing if line.approximate
    )
    for name, minor in cost if what == "cost" else support:
        yield label("note.approximate", name=name, amount=Money(minor, dossier.project.currency))
