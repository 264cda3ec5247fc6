"""The problems of one file, kept in a bounded list: a file with a million oddities must not fill the memory."""

from __future__ import annotations

import sys
from collections import Counter
from hashlib import blake2b
from operator import itemgetter

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note

KEPT_MAX = 100
"""How many findings of one code are kept; the rest are counted."""

ALIKE_MAX = 8192
"""How many different texts of one code are told apart, so that each is counted once; more are not counted."""

BEFORE, AFTER = 0, sys.maxsize
"""Stand for the line of what is told before the first line, and after the last."""

_DIGEST_BYTES = 8


class Told:
    """Findings of a file, the first hundred of each code in the order of its lines.

    Args:
        file: The file's name for people.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        # By line met; the digest stands for the text of what is told only once for each text.
        self._found: list[tuple[int, bytes, Finding]] = []
        self._counts: Counter[str] = Counter()
        self._alike: dict[str, set[bytes]] = {}

    def at(self, line: int | None, column: str | None = None) -> Place:
        """Return a place in the file; a column is a field by the name that the SIE specification gives it."""
        return Place(file=self.file, line=line, column=column)

    def add(self, finding: Finding, *, met: int | None = None, once: bytes | None = None) -> None:
        """Keep a finding, or count it where there are enough of its kind.

        Args:
            finding: The finding.
            met: The line that showed it, where that is another than its place's; without any it is the last.
            once: A text of the file for which the like is told only once.
        """
        line = (finding.place.line or AFTER) if met is None else met
        self._take(line, b"" if once is None else blake2b(once, digest_size=_DIGEST_BYTES).digest(), finding)

    def _take(self, line: int, digest: bytes, finding: Finding) -> None:
        code, alike = finding.code, self._alike.setdefault(finding.code, set())
        if digest and (digest in alike or len(alike) >= ALIKE_MAX):
            return
        if self._counts[code] + len(alike) < KEPT_MAX:
            self._found.append((line, digest, finding))
        if digest:
            alike.add(digest)
        else:
            self._counts[code] += 1

    def forget(self) -> None:
        """Forget what has been found so far."""
        self._found.clear()
        self._counts.clear()
        self._alike.clear()

    def add_all(self, others: Told) -> None:
        """Take in what another reader of the file was told, so that it is as one reader is told it."""
        found = sorted((*self._found, *others._found), key=itemgetter(0))
        self._counts.update(others._counts)
        for code, alike in others._alike.items():
            self._alike.setdefault(code, set()).update(alike)
        kept, met = Counter[str](), set[tuple[str, bytes]]()
        self._found.clear()
        for line, digest, finding in found:
            known = bool(digest) and (finding.code, digest) in met
            if not known and kept[finding.code] < KEPT_MAX:
                kept[finding.code] += 1
                met.add((finding.code, digest))
                self._found.append((line, digest, finding))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in the order met; last, how many more there were of each code."""
        found = tuple(finding for *_, finding in sorted(self._found, key=itemgetter(0)))
        counts = {code: self._counts[code] + min(len(alike), ALIKE_MAX) for code, alike in self._alike.items()}
        more = (
            note("SIE-018", self.at(None), kind=code, count=count - KEPT_MAX)
            for code, count in sorted(counts.items())
            if count > KEPT_MAX
        )
        return (*found, *more)
