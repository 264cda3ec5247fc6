"""Attestation: which entries a second person has approved, and whose approval counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator

from ledger import errors
from ledger.model.corrections.attestation import Spans

ENTRIES_MAX = 100_000
"""How many entries can be named by their numbers at a time; more are a slip, or named by their import."""

_SPAN = re.compile(r"\s*([0-9]{1,12})\s*(?:[-–]\s*([0-9]{1,12})\s*)?")


def spans(numbers: Iterable[int]) -> Spans:
    """Return numbers as pairs of first and last, in order, none twice."""
    return runs(sorted(set(numbers)))


def runs(ascending: Iterable[int]) -> Spans:
    """Return numbers, each larger than the one before, as pairs of first and last."""
    found: list[tuple[int, int]] = []
    for number in ascending:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def numbers(found: Spans) -> Iterator[int]:
    """Yield each number in the spans."""
    for first, last in found:
        yield from range(first, last + 1)


def count(found: Spans) -> int:
    """Return how many numbers the spans hold."""
    return sum(last - first + 1 for first, last in found)


def written(found: Spans, most: int = 6) -> str:
    """Return spans as people write them: ``1–4, 7``; an ellipsis stands for those past the first `most`."""
    texts = [str(first) if first == last else f"{first}–{last}" for first, last in found[:most]]
    return ", ".join(texts) + (" …" if len(found) > most else "")


def read_spans(text: str) -> Spans:
    """Return entries' numbers as people write them, and as `written` does: ``7``, ``1-4`` or ``1–4, 7``.

    Raises:
        EntryNumbersError: The text names none, or more than `ENTRIES_MAX`.
    """
    found = []
    for each in text.split(","):
        span = _SPAN.fullmatch(each)
        if span is None:
            raise errors.EntryNumbersError(text=text, most=ENTRIES_MAX)
        first = int(span[1])
        found.append((first, int(span[2]) if span[2] else first))
    if any(first > last for first, last in found) or count(tuple(found)) > ENTRIES_MAX:
        raise errors.EntryNumbersError(text=text, most=ENTRIES_MAX)
    return spans(numbers(tuple(found)))


def own(wanted: Iterable[int], author_of: Callable[[int], str], person: str) -> tuple[int, ...]:
    """Return the entries that a person may not attest, having entered them.

    One whose author's name has been taken out counts as the person's own, for nobody can tell any more.

    Args:
        wanted: Numbers of entries.
        author_of: Gives who entered one; empty if the name has been taken out.
        person: Who attests. Names are compared without regard to case and spaces around them.
    """
    same = {person.strip().casefold(), ""}
    return tuple(number for number in wanted if author_of(number).strip().casefold() in same)
