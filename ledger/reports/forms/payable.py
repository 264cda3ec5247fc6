"""What of a claim is to be paid, where its funder holds back a part of it or releases one: told under the financing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.words import label
from ledger.model.forms.grid import Figure
from ledger.reports import naming

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ledger.core.words import Words
    from ledger.model.claims.claim import Claim
    from ledger.reports.forms.chosen import Chosen
    from ledger.reports.forms.columns import LaidColumn
    from ledger.reports.forms.rows import LaidRow
    from ledger.reports.forms.subject import Subject


def retained_minor(claim: Claim, chosen: Chosen) -> int:
    """Return what the sources that are selected hold back of a claim, minor units; negative where they release."""
    return sum(minor for source, minor in claim.retained if chosen.sources is None or source in chosen.sources)


def payable_words(rows: Sequence[LaidRow], columns: Sequence[LaidColumn], subject: Subject) -> Iterator[Words]:
    """Yield what each source holds back of the claim or releases, and what is left to be paid.

    A funder's form need not have a row for it, and gets none; where it has a column for it, nothing more is told.

    Args:
        rows: The rows of a table.
        columns: Its columns.
        subject: What the form is filled with.
    """
    claim = subject.claim
    figures = {column.figure for column in columns}
    if claim is None or Figure.CLAIMED not in figures or Figure.RETAINED in figures:
        return
    chosen = [row.chosen for row in rows if row.chosen and row.chosen.financing]
    settled = dict(claim.settled)
    for source, minor in claim.retained:
        if minor and any(each.sources is None or source in each.sources for each in chosen):
            claimed = claim.figures.share(source).current_minor
            advance = settled.get(source, 0)
            yield label(
                "form.retained" if minor > 0 else "form.released",
                source=naming.source(subject.dossier, source),
                claimed=subject.money(claimed),
                minor=subject.money(abs(minor)),
                advance=subject.money(advance),
                left=subject.money(claimed - advance - minor),
            )
