"""Marks: what later facts say of a project's entries, arranged for lookup."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from ledger.core.record import frozen

_NOTHING: Mapping[int, tuple[str, ...]] = {}
_UNCHECKED: Mapping[str, tuple[tuple[int, int, str], ...]] = {}


@frozen(kw_only=True)
class Marks:
    """What has been said of entries since they were booked.

    Attributes:
        attested: First and last entry and who attested them, in order; no entry stands in two of them.
        evidence: Names of the files attached to an entry, by its number.
        redacted: Numbers of the entries whose personal words were taken out.
        checked: The same as `attested` for each other level of check, by its id.
    """

    attested: tuple[tuple[int, int, str], ...] = ()
    evidence: Mapping[int, tuple[str, ...]] = _NOTHING
    redacted: frozenset[int] = frozenset()
    checked: Mapping[str, tuple[tuple[int, int, str], ...]] = _UNCHECKED

    def attested_by(self, number: int) -> str | None:
        """Return who attested an entry, or None if it awaits that."""
        return _in(self.attested, number)

    def checked_by(self, level: str, number: int) -> str | None:
        """Return who checked an entry at a level, or None if it awaits that; an empty level is the attestation."""
        return _in(self.checked.get(level, ()) if level else self.attested, number)


def _in(spans: tuple[tuple[int, int, str], ...], number: int) -> str | None:
    at = bisect_right(spans, number, key=lambda each: each[0]) - 1
    if at >= 0 and number <= spans[at][1]:
        return spans[at][2]
    return None


UNMARKED = Marks()
"""Nothing has been said since."""
