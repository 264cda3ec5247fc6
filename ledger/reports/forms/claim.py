"""A claim's figures in a form: what earlier claims hold, what this one adds, and all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.words import label
from ledger.model.forms.grid import Span
from ledger.reports.cells import EMPTY
from ledger.reports.claims.about import state
from ledger.reports.forms.payable import retained_minor
from ledger.reports.table import Cell
from ledger.reports.table import Ruled

if TYPE_CHECKING:
    from ledger.core.words import Words
    from ledger.model.claims.claim import Claim
    from ledger.model.claims.claim import ClaimedCost
    from ledger.model.claims.claim import ClaimedShare
    from ledger.reports.forms.chosen import Chosen


_FIELDS = {Span.BEFORE: "previous_minor", Span.PERIOD: "current_minor"}


def claimed_cell(claim: Claim, chosen: Chosen) -> Cell:
    """Return what of a claim a row and a column select; a claim knows neither phases nor parts.

    A column over the days before the claim shows earlier claims, one over its own days what it adds.
    """
    if chosen.phase or chosen.part or chosen.slot:
        return EMPTY
    found: list[ClaimedCost | ClaimedShare] = []
    if chosen.financing:
        found += [each for each in claim.figures.shares if chosen.sources is None or each.source in chosen.sources]
    else:
        costs = claim.figures.costs
        found += [each for each in costs if chosen.categories is None or each.category in chosen.categories]
    attribute = _FIELDS.get(chosen.span, "cumulative_minor")
    minor: int = sum(getattr(each, attribute) for each in found)
    return Cell(chosen.sign * minor, Ruled(_rule(claim)))


def settled_cell(claim: Claim | None, chosen: Chosen) -> Cell:
    """Return how much of an advance a claim settles; people fill it in while there is no claim."""
    if not chosen.financing:
        return EMPTY
    if claim is None:
        return Cell(open=True)
    amounts = [minor for source, minor in claim.settled if chosen.sources is None or source in chosen.sources]
    return Cell(sum(amounts), Ruled(_rule(claim)))


def retained_cell(claim: Claim | None, chosen: Chosen) -> Cell:
    """Return what sources hold back of a claim, negative where they release it; people fill it in without a claim."""
    if not chosen.financing:
        return EMPTY
    if claim is None:
        return Cell(open=True)
    return Cell(retained_minor(claim, chosen), Ruled(_rule(claim)))


def claim_words(claim: Claim) -> Words:
    """Return which claim that is, and how far it has come."""
    return label("form.claim", number=claim.number, state=state(claim))


def _rule(claim: Claim) -> Words:
    """Return which claim a figure is of, and where its entries are listed."""
    return label("form.rule.claim", claim=claim_words(claim), number=claim.number)
