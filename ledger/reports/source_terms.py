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


def terms(dossier: Dossier, found: Cofinancing) -> Iterator[Words]:
    """Yield each source's agreed share, with its basis named, and each limit that holds one back."""

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
