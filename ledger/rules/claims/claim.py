"""Claims: what is due to date less what was claimed before.

Everything is cumulative. The entries of all claims, with what was cut or parked taken away, are the cost to date; what
each source has earned of it is rounded once, on the whole (`ledger.rules.financing.cofinance`), and a claim asks for
that less what earlier claims hold. So however time is cut into claims, they come to the same sum.

Categories come after sources. A source's part is laid on the categories that it was earned in, each rounded half up on
its own cumulative figure. A line whose category has no new cost, cut or reversal never moves: what it would have moved
by, because terms have changed or cost of other kinds has come, stands on the line `RESTATED`, and what rounding leaves
over on the line `ROUNDING`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import attrs

from ledger.core.record import evolve
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.claims.claim import RESTATED
from ledger.model.claims.claim import ROUNDING
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import ClaimedCost
from ledger.model.claims.claim import ClaimedLine
from ledger.model.claims.claim import ClaimedShare
from ledger.model.claims.claim import ClaimFigures
from ledger.model.claims.claim import ClaimState
from ledger.model.claims.claim import ClaimTerms
from ledger.model.claims.claim import CountedSum
from ledger.model.claims.claim import Decision
from ledger.model.claims.claim import Payment
from ledger.model.dossier import Dossier
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import EntryKind
from ledger.model.scheme import CategoryRole
from ledger.model.source import ShareBasis
from ledger.model.source import SourceRole
from ledger.model.totals import Basis
from ledger.model.totals import Total
from ledger.model.view import View
from ledger.rules import budget
from ledger.rules.claims import advance
from ledger.rules.claims import entries as claim_entries
from ledger.rules.claims import exchange
from ledger.rules.claims import retention
from ledger.rules.financing.cofinance import SourceShare
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.financing.draw import NOBODY
from ledger.rules.financing.pools import months_by_day
from ledger.rules.financing.pools import pays_for
from ledger.rules.totals import COST_SIGNS
from ledger.rules.totals import cost_by_category
from ledger.rules.totals import count
from ledger.rules.totals import reckoned

SPECIAL = (RESTATED, ROUNDING)
"""Lines that are no category's."""

Rows = Callable[[], Iterable[EntryRow]]
"""Gives a project's entries by number, to where a claim reads, anew at each call."""


def draw_up(
    dossier: Dossier,
    rows: Rows,
    terms: ClaimTerms,
    dated: date,
    earlier: Sequence[Claim],
    *,
    attested: Callable[[int], object] | None = None,
) -> Claim:
    """Return a claim as a draft.

    Args:
        dossier: The project as it stands where the claim reads; its totals are not looked at.
        rows: Its entries to there.
        terms: What is asked of the claim.
        dated: Its day; decides the budget version in force.
        earlier: The claims before it, oldest first, drafts not among them; of withdrawn ones only the number counts.
        attested: Tells whether an entry has been approved; asked only if the terms want it.

    Raises:
        SettlementError: More of an advance was to be settled than is left of it.
        LedgerError: It is to be in another currency, and there is no rate.
    """
    number = 1 + max((each.number for each in earlier), default=0)
    earlier = tuple(each for each in earlier if each.counts)
    chosen = claim_entries.choose(rows(), terms, earlier, attested if terms.attested else None)
    version = budget.in_force(dossier.versions, dated)
    claim = Claim(
        number=number,
        state=ClaimState.DRAFT,
        terms=terms,
        dated=dated,
        sequence=dossier.head.sequence,
        seal=dossier.head.seal,
        entries=dossier.head.entries,
        version=budget.number(dossier.versions, version) if version else None,
        claimed=chosen,
        figures=ClaimFigures(),
    )
    claim = evolve(claim, figures=_reckon(dossier, rows, claim, earlier))
    claim = evolve(claim, retained=retention.retained(dossier, claim, earlier))
    left = advance.left_minor(rows(), earlier) if terms.settle or terms.settle_all else {}
    settled = advance.settle(dossier, claim, left)
    return evolve(claim, settled=settled, conversion=exchange.conversion(dossier.project, claim))


def decide(dossier: Dossier, rows: Rows, claim: Claim, decision: Decision, earlier: Sequence[Claim]) -> Claim:
    """Return a claim as it was decided: its figures less what was cut and parked, and what rests on that.

    Args:
        dossier: The project as it stood where the claim reads.
        rows: Its entries to there.
        claim: The claim as submitted.
        decision: What was decided; the figures in it are not looked at.
        earlier: The claims before it, with what has been decided on them by now.
    """
    decided = evolve(claim, state=ClaimState.DECIDED, decision=decision)
    left = evolve(decision, figures=_reckon(dossier, rows, decided, earlier))
    decided = evolve(decided, decision=left)
    held = retention.retained(dossier, decided, earlier)
    return evolve(decided, decision=evolve(left, retained=held))


def _reckon(dossier: Dossier, rows: Rows, claim: Claim, earlier: Sequence[Claim]) -> ClaimFigures:
    """Return the figures of a claim from the entries that it and those before it have taken in."""
    counted = claim_entries.counted(rows(), (*earlier, claim))
    totals = count(counted, Basis.BELONGS, None, None, months_by_day(dossier.project))
    view = View(today=claim.dated, basis=claim.terms.basis, end=claim.terms.end)
    return figures(reckoned(evolve(dossier, totals=totals), view), view, earlier)


def figures(dossier: Dossier, view: View, earlier: Sequence[Claim]) -> ClaimFigures:
    """Return what a claim asks for.

    Args:
        dossier: The project as it stood where the claim reads, its totals those of the entries that all claims to this
            one have taken in, each with what counts of it (`ledger.rules.claims.entries.counted`), and of what
            its simplified cost options reckon from them: a cut carries over to the flat rates that rest on it.
        view: `today` is the day of the claim and decides the version in force.
        earlier: The claims before it, oldest first, drafts not among them.
    """
    dossier = reckoned(dossier, view)
    version = budget.in_force(dossier.versions, view.today)
    costs = tuple(_costs(dossier, version, earlier))
    sums = tuple(_counted(dossier))
    still = _still(sums, costs, earlier)
    found = cofinance(dossier, view).shares
    shares = [_share(dossier, share, earlier, still) for share in found]
    known = {share.id for share in found}
    gone = sorted({each.source for claim in earlier for each in claim.standing.shares} - known)
    shares += [_share(dossier, SourceShare(id=id_), earlier, still) for id_ in gone]
    return ClaimFigures(costs=costs, shares=tuple(shares), counted=sums)


def previous(earlier: Iterable[Claim], source: str) -> dict[str, int]:
    """Return what claims hold of a source's part by line, minor units; under an empty key their whole."""
    sums: Counter[str] = Counter()
    for claim in earlier:
        share = claim.standing.share(source)
        sums[""] += share.current_minor
        for line in share.lines:
            sums[line.category] += line.current_minor
    return dict(sums)


def claimed_minor(claims: Iterable[Claim]) -> dict[str, int]:
    """Return what the claims of a project hold by source, as approved where they are decided, minor units.

    Args:
        claims: Drafts and withdrawn claims among them ask nobody for anything and are left out.
    """
    sums: Counter[str] = Counter()
    for claim in claims:
        if claim.counts:
            sums.update({share.source: share.current_minor for share in claim.standing.shares})
    return {source: minor for source, minor in sums.items() if source}


def asked_sources(dossier: Dossier) -> tuple[str, ...]:
    """Return the sources that a claim asks for money: those that give support as money."""
    sources = dossier.project.sources
    return tuple(each.id for each in sources if each.role is SourceRole.SUPPORT and each.form.is_money)


def asked_minor(claim: Claim, dossier: Dossier) -> dict[str, int]:
    """Return what a claim asks each source to pay, minor units; negative to be paid back.

    It is the support less what the claim settles of an advance and less what the source holds back of it.
    """
    settled, held = dict(claim.settled), dict(claim.held)
    return {
        id_: claim.standing.share(id_).current_minor - settled.get(id_, 0) - held.get(id_, 0)
        for id_ in asked_sources(dossier)
    }


def paid_minor(claim: Claim, payments: Iterable[Payment]) -> int:
    """Return what has been paid on a claim, minor units."""
    return sum(payment.amount_minor for payment in payments if payment.claim == claim.number)


def state(claim: Claim, dossier: Dossier, payments: Iterable[Payment]) -> ClaimState:
    """Return how far a claim has come: paid, if it is decided and all that it asks for has come."""
    asked = sum(asked_minor(claim, dossier).values())
    done = claim.state is ClaimState.DECIDED and paid_minor(claim, payments) == asked
    return ClaimState.PAID if done else claim.state


def on_day(states: Iterable[Claim], day: date) -> tuple[Claim, ...]:
    """Return claims as they stood at the end of a day, by number: what was drawn up, submitted or decided by then.

    Args:
        states: Every state that the claims have been in, oldest first.
        day: The day.
    """
    held = {each.number: each for each in states if _since(each) <= day}
    return tuple(held[number] for number in sorted(held))


def _since(claim: Claim) -> date:
    """Return the day on which a claim came into its state."""
    if claim.withdrawal:
        return claim.withdrawal.day
    return claim.decision.decided if claim.decision else claim.dated


def _costs(dossier: Dossier, version: BudgetVersion | None, earlier: Sequence[Claim]) -> Iterator[ClaimedCost]:
    """Yield each category with cost or budget, in the scheme's order; then those that the scheme lacks."""
    cost = cost_by_category(dossier.totals)
    before: Counter[str] = Counter()
    for claim in earlier:
        before.update({each.category: each.current_minor for each in claim.standing.costs})
    allowed: Counter[str] = Counter()
    for line, minor in budget.signed(version.cost if version else (), dossier.scheme):
        allowed[line.category] += minor
    for code in _in_order(dossier, {*cost, *before, *allowed}):
        yield ClaimedCost(
            category=code,
            budget_minor=allowed.get(code),
            previous_minor=before[code],
            current_minor=cost.get(code, 0) - before[code],
        )


def _in_order(dossier: Dossier, codes: set[str]) -> list[str]:
    known = [category.code for category in dossier.scheme.categories if category.code in codes]
    return [*known, *sorted(codes - set(known))]


def _counted(dossier: Dossier) -> Iterator[CountedSum]:
    sums: Counter[tuple[str, str, str]] = Counter()
    for total in dossier.totals:
        sums[total.category, total.source, total.kind] += total.sum_minor
    return (CountedSum(*key, sums[key]) for key in sorted(sums))


def _still(sums: Iterable[CountedSum], costs: Iterable[ClaimedCost], earlier: Sequence[Claim]) -> frozenset[str]:
    """Return the categories in which nothing has happened since the last claim was drawn up."""
    then = {attrs.astuple(each) for each in earlier[-1].figures.counted} if earlier else set()
    now = {attrs.astuple(each) for each in sums}
    moved = {key[0] for key in then ^ now if key[3]}
    return frozenset(each.category for each in costs if not each.current_minor) - moved if earlier else frozenset()


def _share(dossier: Dossier, share: SourceShare, earlier: Sequence[Claim], still: frozenset[str]) -> ClaimedShare:
    """Return a source's part: its whole first, then its lines."""
    before = previous(earlier, share.id)
    whole = before.pop("", 0)
    target = {code: round_fraction(exact, Rounding.HALF_UP) for code, exact in by_category(dossier, share).items()}
    restated = 0
    cumulative: dict[str, int] = {}
    for code in _in_order(dossier, {*target, *before} - set(SPECIAL)):
        aim, held = target.get(code, 0), before.get(code, 0)
        cumulative[code] = held if code in still else aim
        restated += aim - cumulative[code]
    cumulative |= {RESTATED: restated, ROUNDING: share.earned_minor - sum(target.values())}
    lines = (
        ClaimedLine(category=code, previous_minor=before.get(code, 0), current_minor=minor - before.get(code, 0))
        for code, minor in cumulative.items()
        if minor or before.get(code)
    )
    return ClaimedShare(
        source=share.id,
        planned_minor=share.planned_minor,
        exact=share.exact + share.in_kind_minor,
        previous_minor=whole,
        current_minor=share.earned_minor - whole,
        lines=tuple(lines),
    )


def by_category(dossier: Dossier, share: SourceShare) -> Mapping[str, Fraction]:
    """Return the categories that a source's part was earned in, exact; they add up to it.

    What entries name the source for is its own. The rest is laid on the cost that it was reckoned on: all of it for an
    agreed share of all, the direct cost for a share of that, else the cost that names no source.
    """
    own: Counter[str] = Counter()
    rest: Counter[str] = Counter()
    for total in dossier.totals:
        minor = COST_SIGNS[total.kind] * total.sum_minor
        if total.source == share.id != NOBODY and total.kind != EntryKind.INCOME:
            own[total.category] += minor
        if _carries(dossier, share, total):
            rest[total.category] += minor
    named = _within(own, share.beyond_minor)
    left = share.exact + share.in_kind_minor - sum(named.values())
    whole = sum(rest.values())
    laid = {code: left * minor / whole for code, minor in rest.items()} if whole else {}
    return {code: named.get(code, Fraction(0)) + laid.get(code, Fraction(0)) for code in {**named, **laid}}


def _within(own: Mapping[str, int], beyond_minor: int) -> dict[str, Fraction]:
    """Return what entries name a source for, less what lies beyond its cap, all categories cut alike."""
    whole = sum(own.values())
    part = Fraction(whole - beyond_minor, whole) if whole else Fraction(1)
    return {code: minor * part for code, minor in own.items()}


def _carries(dossier: Dossier, share: SourceShare, total: Total) -> bool:
    """Whether a total is among the cost that a source's part was reckoned on, what names the source itself apart."""
    if share.source and not pays_for(share.source, total):
        return False
    if share.source and share.source.share is not None:
        category = dossier.scheme.category(total.category)
        direct = category is not None and category.role is CategoryRole.DIRECT
        return share.source.share_of is ShareBasis.ELIGIBLE_COST or direct
    return total.kind == EntryKind.INCOME or (total.kind == EntryKind.COST and not total.source)
