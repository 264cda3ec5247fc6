"""What a file's rows come to by account and month, as a general ledger has them: debit positive."""

from __future__ import annotations

from ledger.model.entry import COLUMNS
from ledger.model.entry_kind import CREDITS
from ledger.model.imports.coverage import Sums
from ledger.rules.bulk import Checked

_PROJECT = COLUMNS.index("project")


class AccountSums:
    """Sums by project, account and month; rows of files without accounts are not summed."""

    def __init__(self) -> None:
        self._sums: dict[str, dict[tuple[str, str], int]] = {}

    def add(self, checked: Checked) -> None:
        """Take in some rows."""
        if not checked.accounts:
            return
        known = checked.known
        rows = zip(checked.starts, checked.keys, checked.accounts, checked.amounts, strict=True)
        for start, key, account, amount in rows:
            *_, kind, month, _ = known.keys[key]
            self._add(known.starts[start][_PROJECT], (account, month), -amount if kind in CREDITS else amount)

    def add_all(self, others: AccountSums) -> None:
        """Take in what other rows come to."""
        for project, sums in others._sums.items():
            for key, minor in sums.items():
                self._add(project, key, minor)

    def _add(self, project: str, key: tuple[str, str], minor: int) -> None:
        sums = self._sums.setdefault(project, {})
        sums[key] = sums.get(key, 0) + minor

    def of(self, project: str) -> Sums:
        """Return what a project's rows come to by account and month; nothing was unmapped or split off."""
        found = self._sums.get(project, {})
        return tuple((account, month, minor, 0, 0) for (account, month), minor in sorted(found.items()))
