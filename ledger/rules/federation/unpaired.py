"""Money that looks as if it passed between consolidated projects and that no internal contribution tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.model.entry_kind import EntryKind
from ledger.model.federation.consolidation import PairFigure
from ledger.model.federation.consolidation import Unpaired
from ledger.rules import budget
from ledger.rules.federation.takers import taker
from ledger.rules.totals import cost_minor
from ledger.rules.totals import received_minor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ledger.model.budgets.budget import CostLine
    from ledger.model.dossier import Dossier
    from ledger.model.federation.federation import Federation
    from ledger.model.federation.federation import InternalContribution
    from ledger.model.totals import Total
    from ledger.model.view import View


def unpaired(dossiers: Sequence[Dossier], federation: Federation, view: View) -> tuple[Unpaired, ...]:
    """Return what the federation's file should tell of, by project.

    Two things are looked for. A source that is the federation itself, in a project whose contributions from the
    federation's own accounts stand in no internal contribution. And cost in a category that internal contributions
    take from, but which none of them takes, such as a payment without part.

    Args:
        dossiers: The projects, in one currency, each in its own scheme.
        federation: Tells the internal contributions.
        view: `today` decides budgets in force, `year` picks their lines.
    """
    found: list[Unpaired] = []
    asked = {each.project.id for each in dossiers}
    told = {(each.payee, each.source) for each in federation.internals}
    paying: dict[str, list[InternalContribution]] = {}
    for internal in federation.internals:
        paying.setdefault(internal.payer, []).append(internal)
    for dossier in dossiers:
        if federation.accounts in asked and dossier.project.id != federation.accounts:
            found += _sources(dossier, federation, told, view)
        found += _categories(dossier, paying.get(dossier.project.id, ()), view)
    return tuple(each for each in found if each.amount_minor)


def _sources(dossier: Dossier, federation: Federation, told: set[tuple[str, str]], view: View) -> Iterator[Unpaired]:
    version = budget.in_force(dossier.versions, view.today)
    for source in dossier.project.sources:
        if source.party != federation.party or not source.form.is_money or (dossier.project.id, source.id) in told:
            continue
        held = budget.of_year(version.financing, view.year) if version else ()
        promised = [line.amount_minor for line in held if line.source == source.id]
        received = received_minor(total for total in dossier.totals if total.source == source.id)
        for figure, minor in ((PairFigure.BUDGET, sum(promised)), (PairFigure.ACTUAL, received)):
            yield Unpaired(project=dossier.project.id, key=source.id, is_source=True, figure=figure, amount_minor=minor)


def _categories(dossier: Dossier, internals: Sequence[InternalContribution], view: View) -> Iterator[Unpaired]:
    version = budget.in_force(dossier.versions, view.today)
    take = taker(internals)

    def is_taken(fact: Total | CostLine) -> bool:
        return take(fact.category, fact.part, fact.phase) is not None

    for code in dict.fromkeys(each.category for each in internals if each.category):
        held = budget.of_year(version.cost, view.year) if version else ()
        lines = [line for line in held if line.category == code and not is_taken(line)]
        left = [
            total
            for total in dossier.totals
            if total.category == code and total.kind != EntryKind.IN_KIND and not is_taken(total)
        ]
        planned = budget.sum_minor(lines, dossier.scheme) or 0
        for figure, minor in ((PairFigure.BUDGET, planned), (PairFigure.ACTUAL, cost_minor(left))):
            yield Unpaired(project=dossier.project.id, key=code, is_source=False, figure=figure, amount_minor=minor)
