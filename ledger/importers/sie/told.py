"""The problems of one file, kept in a bounded list: a file with a million oddities must not fill the memory."""

from __future__ import annotations

from collections import Counter

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note

KEPT_MAX = 100
"""How many findings of one code are kept; the rest are counted."""


class Told:
    """Findings of a file, the first hundred of each code.

    Args:
        file: The file's name for people.
        counts: How many there were of each code.
    """

    def __init__(self, file: str, found: tuple[Finding, ...] = (), counts: dict[str, int] | None = None) -> None:
        self.file = file
        self._found = list(found)
        self._counts = Counter(counts or {})

    def copy(self) -> Told:
        """Return one that goes on from here by itself."""
        return Told(self.file, tuple(self._found), self._counts)

    def at(self, line: int | None, column: str | None = None) -> Place:
        """Return a place in the file; a column is a field by the name that the SIE specification gives it."""
        return Place(file=self.file, line=line, column=column)

    def add(self, finding: Finding) -> None:
        """Keep a finding, or count it where there are enough of its kind."""
        self._counts[finding.code] += 1
        if self._counts[finding.code] <= KEPT_MAX:
            self._found.append(finding)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in the order met; last, how many more there were of each code."""
        more = (
            note("SIE-018", self.at(None), kind=code, count=count - KEPT_MAX)
            for code, count in sorted(self._counts.items())
            if count > KEPT_MAX
        )
        return (*self._found, *more)
