"""What a file's rows come to by account and month, as a general ledger has them: debit positive."""

from __future__ import annotations

from ledger.model.bulk import START
from ledger.model.bulk import Batch
from ledger.model.coverage import Sums
from ledger.model.entry import COLUMNS
from ledger.model.entry_kind import CREDITS

_PROJECT, _KIND = COLUMNS.index("project"), COLUMNS.index("kind")
_AMOUNT, _BOOKED, _ACCOUNT = (COLUMNS.index(name) - START for name in ("amount_minor", "booked_on", "account"))


class AccountSums:
    """Sums by project, account and month; rows of files without accounts are not summed."""

    def __init__(self) -> None:
        self._sums: dict[tuple[str, str, str | None, str], int] = {}

    def add(self, batch: Batch) -> None:
        """Take in some rows."""
        accounts, amounts, days = (batch.columns[at] for at in (_ACCOUNT, _AMOUNT, _BOOKED))
        if accounts is None or amounts is None or days is None:
            return
        sums = self._sums
        for start, account, amount, day in zip(batch.starts, accounts, amounts, days, strict=True):
            key = (start[_PROJECT], start[_KIND], account, day[:7])
            sums[key] = sums.get(key, 0) + amount

    def of(self, project: str) -> Sums:
        """Return what a project's rows come to by account and month; nothing was unmapped or split off."""
        found: dict[tuple[str, str], int] = {}
        for (id_, kind, account, month), minor in self._sums.items():
            if id_ == project:
                key = (account or "", month)
                found[key] = found.get(key, 0) + (-minor if kind in CREDITS else minor)
        return tuple((account, month, minor, 0, 0) for (account, month), minor in sorted(found.items()))
