"""Notes of what a file's rows leave outside the book, which count all rows, whoever has read them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.money import Money

SPLIT_OFF, OTHERS = "MAP-009", "MAP-010"


def left_out(code: str, file: str, rows: int, total: Money) -> Finding:
    """Return a note of rows that were left out, or left out in part, and what that comes to."""
    return note(code, Place(file=file), rows=rows, sum=total)


def is_of_all(finding: Finding) -> bool:
    """Whether a finding is such a note."""
    return finding.code in (SPLIT_OFF, OTHERS)


def added(notes: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the notes of several readers of a file as one reader tells them: one for each code and currency."""
    found: dict[tuple[str, str], Finding] = {}
    for each in notes:
        rows, total = _counted(each)
        key = each.code, total.currency.code
        if key in found:
            earlier_rows, earlier = _counted(found[key])
            rows, total = rows + earlier_rows, total + earlier
        found[key] = left_out(each.code, each.place.file or "", rows, total)
    return (found[key] for key in sorted(found))


def _counted(finding: Finding) -> tuple[int, Money]:
    values: dict[str, Any] = dict(finding.values)
    return values["rows"], values["sum"]
