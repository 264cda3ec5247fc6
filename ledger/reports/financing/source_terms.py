"""On what terms each source pays, in words: whose share of what, and what has kept it from paying more."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ledger.core.money import Money
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.view import View
from ledger.reports import naming
from ledger.rules.financing.cofinance import Cofinancing
from ledger.rules.financing.rate import rate_check
from ledger.rules.financing.required import required


def terms(dossier: Dossier, found: Cofinancing, view: View) -> Iterator[Words]:
    """Yield each source's share with its basis, each limit that holds one back, and what others must pay and do."""

    def money(amount: Fraction) -> Money:
        return Money(round_fraction(amount, Rounding.HALF_UP), dossier.project.currency)

    for share in found.shares:
        name = naming.source(dossier, share.id)
        if share.source and share.source.share is not None:
            yield label(f"note.share.{share.source.share_of}", source=name, share=share.source.share)
        trace = share.trace
        if trace is not None and trace.bound is not None:
            yield label(
                f"note.bound.{trace.bound.limit}", source=name, wanted=money(trace.wanted), got=money(trace.exact)
            )
    if required(dossier) is not None:
        yield from rate(dossier, found, _forecast(dossier, view))


def rate(dossier: Dossier, found: Cofinancing, forecast: Cofinancing | None) -> Iterator[Words]:
    """Yield the share that others must pay, and what they pay by plan, so far, and by a forecast if there is one."""
    check = rate_check(dossier, found, forecast)
    if check is not None:
        yield label(
            "note.rate",
            required=check.required.share,
            origin=label("origin.call" if check.required.of_call else "origin.programme"),
            planned=_share(check.planned),
            earned=_share(check.earned),
            forecast=_share(check.forecast),
            tolerance=check.tolerance,
        )


def _forecast(dossier: Dossier, view: View) -> Cofinancing | None:
    """Return what sources will have earned when the project is over; nothing where only some days are asked for."""
    if view.bounds != (None, None):
        return None
    from ledger.rules.forecasts.forecast import forecast  # noqa: PLC0415 - few projects have a share to keep to
    from ledger.rules.forecasts.sources import forecast_financing  # noqa: PLC0415

    found = forecast(dossier, view)
    return forecast_financing(dossier, view, found.horizon, found.costs() or {})


def _share(share: Fraction | None) -> Words | Fraction:
    return "–" if share is None else share
