"""Marks: what later facts say of a project's entries, arranged for lookup."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

import attrs

_NOTHING: Mapping[int, tuple[str, ...]] = {}


@attrs.frozen(kw_only=True)
class Marks:
    """What has been said of entries since they were booked.

    Attributes:
        attested: First and last entry and who attested them, in order; no entry stands in two of them.
        evidence: Names of the files attached to an entry, by its number.
        redacted: Numbers of the entries whose personal words were taken out.
    """

    attested: tuple[tuple[int, int, str], ...] = ()
    evidence: Mapping[int, tuple[str, ...]] = _NOTHING
    redacted: frozenset[int] = frozenset()

    def attested_by(self, number: int) -> str | None:
        """Return who attested an entry, or None if it awaits that."""
        at = bisect_right(self.attested, number, key=lambda each: each[0]) - 1
        if at >= 0 and number <= self.attested[at][1]:
            return self.attested[at][2]
        return None


UNMARKED = Marks()
"""Nothing has been said since."""
