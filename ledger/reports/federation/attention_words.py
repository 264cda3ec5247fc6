"""What there is to do about each matter that is to be looked after, with the command that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.words import Words
from ledger.core.words import label
from ledger.reports import naming
from ledger.reports.federation.board_lights import why
from ledger.rules.federation.attention import Matter

if TYPE_CHECKING:
    from ledger.reports.federation.treasury import Treasury
    from ledger.rules.federation.attention import Attention
    from ledger.rules.federation.booked import ProjectBooked


def way_out(treasury: Treasury, each: Attention) -> Words:
    """Return what is known of a matter and what to do about it.

    Args:
        treasury: The federation, with what is known of how far its projects are booked.
        each: The matter.
    """
    if each.finding:
        return label("attention.finding", code=each.finding.code, words=each.finding.words)
    if each.light:
        return label("attention.do.red_light", why=why(each.light), project=each.where)
    if each.matter in (Matter.NOT_BOOKED, Matter.SILENT):
        return _asked_for(treasury.booked[each.where], each.matter)
    if each.period is not None:
        return _claim(treasury, each)
    return label(f"attention.do.{each.matter}", project=each.where, number=each.number)


def _claim(treasury: Treasury, each: Attention) -> Words:
    """Return for whom a claim is and of which periods."""
    dossier = treasury.part(each.where)
    source = naming.source(dossier, each.source or "") if dossier else each.source
    if each.count == 1:
        return label("attention.do.claim", source=source, end=each.until, project=each.where)
    return label(
        "attention.do.claims", source=source, count=each.count, first=each.period, end=each.until, project=each.where
    )


def _asked_for(each: ProjectBooked, matter: Matter) -> Words:
    if matter is Matter.SILENT:
        lacks = ("comment",) * each.lacks_comment + ("forecast",) * each.lacks_forecast
        return label(f"attention.do.silent.{'_'.join(lacks)}")
    if each.entered_on is None:
        return label("attention.do.not_booked.never", count=each.behind)
    month = each.month or label("booked.never")
    return label("attention.do.not_booked", month=month, entered=each.entered_on, count=each.behind)
