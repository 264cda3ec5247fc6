"""Importing again: what a file adds to what the book holds already, whatever its rows' order and however it was cut.

A row is known by its *origin*: whose books, which facts, and the how-manieth of rows alike. Two equal bus tickets are
two origins, the same ticket in two exports is one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from hashlib import blake2b
from itertools import islice

from ledger.core.digest_map import DIGEST_BYTES
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.lines import joined
from ledger.core.words import label
from ledger.model.corrections.attestation import Spans
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.rules.corrections.attest import numbers

SIE = "sie"
"""The carrier whose rows keep their origin whatever the map says of them."""

_NUMBER_MAX = 1 << 62
_FISCAL_YEAR = COLUMNS.index("origin_fiscal_year")

BETWEEN = "\x1f"
"""Stands between the facts of a row; no text of a row holds it, so the facts cannot be taken for other ones."""

_NUMBERS_SHOWN = 10

# To copy it and go on is a third faster than to begin anew each time.
_NOTHING = blake2b(digest_size=DIGEST_BYTES)


def fingerprints(facts: Iterable[Sequence[str] | None]) -> list[bytes]:
    """Return for each row the digest that stands for its facts; as hex it is `Origin.row`.

    Args:
        facts: Columns in a fixed order; None for one in which nobody has a text, as good as one of empty texts.
    """
    columns = [column if column and any(column) else None for column in facts]
    lines = joined(columns, BETWEEN, max(len(column) for column in columns if column))
    digests = []
    begin = _NOTHING.copy
    for line in map(str.encode, lines):
        digest = begin()
        digest.update(line)
        digests.append(digest.digest())
    return digests


def check_vanished(project: str, vanished: Spans, new: int = 0) -> Iterator[Finding]:
    """Yield a note if entries have vanished, and a warning if they may be booked twice.

    Args:
        project: Project id.
        vanished: Their numbers.
        new: How many rows the file has in their place; 0 where it tells itself what has changed.
    """
    if vanished:
        count = sum(last - first + 1 for first, last in vanished)
        shown = ", ".join(map(str, islice(numbers(vanished), _NUMBERS_SHOWN)))
        entries = label("actuals.among_others", entries=shown) if count > _NUMBERS_SHOWN else shown
        place = Place(project=project)
        if new:
            yield warning("IMP-012", place, project=project, count=count, entries=entries, new=new)
        else:
            yield note("IMP-001", place, project=project, count=count, entries=entries)


def check_series(project: str, series: Sequence[str], passed_over: Mapping[str, int]) -> Iterator[Finding]:
    """Yield a note if entries were not looked for, because the file has no voucher of their series."""
    if passed_over:
        missing, found = (", ".join(each or "–" for each in some) for some in (passed_over, series))
        count = sum(passed_over.values())
        yield note("IMP-009", Place(project=project), count=count, missing=missing, found=found)


def merged(found: Iterable[Spans]) -> Spans:
    """Return several files' spans as one, in order; none overlaps another."""
    made: list[tuple[int, int]] = []
    for first, last in sorted(span for spans in found for span in spans):
        if made and first <= made[-1][1] + 1:
            made[-1] = made[-1][0], max(last, made[-1][1])
        else:
            made.append((first, last))
    return tuple(made)


def within(spans: Spans, number: int) -> bool:
    """Whether a number lies in spans that are in order."""
    return span_at(spans, number) is not None


def span_at(spans: Spans, number: int) -> int | None:
    """Return the place of the span that a number lies in, of spans that are in order; None if it lies in none."""
    at = bisect_right(spans, (number, _NUMBER_MAX)) - 1
    return at if at >= 0 and number <= spans[at][1] else None


def mark(row: EntryRow) -> bytes:
    """Return a digest of a row's origin but for the organisation; an absent year is the same as an empty one."""
    year, digest_of_row, occurrence, split = row[_FISCAL_YEAR:]
    digest = _NOTHING.copy()
    digest.update(f"{year or ''}{BETWEEN}{digest_of_row}{BETWEEN}{occurrence}{BETWEEN}{split}".encode())
    return digest.digest()
