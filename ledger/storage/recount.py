"""Kept totals, held against what the entries come to."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import stop
from ledger.model.totals import Total
from ledger.rules.block import Key


def compared(place: Place, field: str, stored: Iterable[Total], counted: Sequence[Total]) -> Iterator[Finding]:
    """Yield each total of a project that is not what it should be, in the order of what totals are kept by.

    Args:
        place: Where it is.
        field: Name of the table.
        stored: The totals that are kept, in the order of that.
        counted: Those of the entries, likewise.
    """
    found = list(stored)
    if found == counted and all(map(_is_whole, found)):
        return
    kept: dict[Key, tuple[int, int]] = {}
    for total in found:
        if not _is_whole(total):
            yield stop("VER-010", place, field=field)
        kept[total[1:8]] = total[8:]
    sums: dict[Key, tuple[int, int]] = {total[1:8]: total[8:] for total in counted}
    for key in sorted({*kept, *sums}, key=str):
        stands, should = kept.get(key, (0, 0)), sums.get(key, (0, 0))
        if stands != should or key not in sums:
            yield stop(
                "VER-013",
                place,
                key=" / ".join(map(str, filter(None, key))),
                kept=str(stands[0]),
                kept_count=str(stands[1]),
                counted=str(should[0]),
                counted_count=str(should[1]),
            )


def _is_whole(total: Total) -> bool:
    """Whether sum and number are whole; Python takes 1 and 1.0 and True for the same."""
    return type(total[8]) is int and type(total[9]) is int
