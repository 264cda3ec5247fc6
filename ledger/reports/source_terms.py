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
from ledger.reports import naming
from ledger.rules.cofinance import Cofinancing
from ledger.rules.rate import rate_check


def terms(dossier: Dossier, found: Cofinancing) -> Iterator[Words]:
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
    check = rate_check(dossier, found)
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


def _share(share: Fraction | None) -> Words | Fraction:
    return "–" if share is None else share
