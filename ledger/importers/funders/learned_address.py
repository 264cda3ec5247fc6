"""The address of the figure that the words around a cell of a funder's workbook mean."""

from __future__ import annotations

from ledger.core.period import month as calendar_month
from ledger.core.record import frozen

_OF_CLAIMS = {"actual": "cumulative"}
"""What columns of other sheets are called in a claim's."""


@frozen(kw_only=True)
class Asked:
    """What a row, the heads over a cell and its sheet say together.

    Attributes:
        row: The row: ``cost/personal``, ``source/support/esf``, ``cost/total``, ``part/norra`` and so on.
        holds: What the column holds: ``budget``, ``actual``, ``remaining``, ``used``, ``previous``, ``current``,
            ``cumulative`` or ``received``.
        year: The calendar year; None for all of the project.
        month: The month of the year; None for all of it.
        within: The part or phase, ``part/norra`` or ``phase/analys``; None for the whole project.
        of_claim: Whether the sheet is a payment claim.
    """

    row: str
    holds: str
    year: str | None = None
    month: int | None = None
    within: str | None = None
    of_claim: bool = False

    @property
    def address(self) -> str | None:
        """The figure's address; None where medfin has no such figure."""
        kind, _, key = self.row.partition("/")
        if self.holds == "received":
            return f"cofinancing/{key}.received" if kind == "source" and self.is_of_all else None
        if self.of_claim:
            return self._of_claim(kind, key) if self.is_of_all else None
        if self.holds in ("previous", "current", "cumulative"):
            return None
        if self.month and (not self.year or self.holds == "budget"):
            return None
        return self._of_source(key) if kind == "source" else self._of_cost(kind, key)

    @property
    def is_of_all(self) -> bool:
        """Whether nothing narrows it to a time, part or phase."""
        return not (self.year or self.month or self.within)

    def _of_claim(self, kind: str, key: str) -> str | None:
        holds = _OF_CLAIMS.get(self.holds, self.holds)
        if kind == "cost":
            return f"claim/cost/{key}.{holds}"
        return f"claim/financing/{key.rpartition('/')[2]}.{holds}" if kind == "source" else None

    def _of_source(self, key: str) -> str | None:
        if self.within:
            return None
        if self.holds == "budget":
            return f"financing/{key}.{self.year or 'total'}"
        return f"cofinancing/{key}.earned{self._days()}" if self.holds == "actual" else None

    def _of_cost(self, kind: str, key: str) -> str:
        """Return the figure of a category, of a part or phase, or of a category in one."""
        by, row = [kind] if kind != "cost" else [], key
        if self.within:
            dimension, _, inner = self.within.partition("/")
            row = inner if key == "total" else f"{inner}/{key}"
            by = [dimension] if key == "total" else [dimension, "category"]
        if self.holds == "budget" and not by:
            return f"budget/{row}.{self.year or 'total'}"
        return f"variance/{row}.{self.holds}{self._days(by)}"

    def _days(self, by: list[str] | None = None) -> str:
        """Return what narrows a figure to its time, and what its rows are if they are not categories."""
        terms = [f"year={self.year}"] if self.year and not self.month else []
        if self.month:
            span = calendar_month(f"{self.year}-{self.month:02}")
            terms += [f"from={span.start}", f"to={span.end}"]
        terms += [f"by={','.join(by)}"] if by else []
        return f"?{'&'.join(terms)}" if terms else ""
