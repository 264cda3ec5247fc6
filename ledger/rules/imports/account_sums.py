"""What a file's rows come to by account and month, as a general ledger has them: debit positive."""

from __future__ import annotations

from ledger.model.entry import COLUMNS
from ledger.model.entry_kind import CREDITS
from ledger.model.imports.coverage import Sums
from ledger.rules.block import LINE
from ledger.rules.bulk import Checked

_PROJECT, _KIND = COLUMNS.index("project"), COLUMNS.index("kind")


class AccountSums:
    """Sums by project, account and month; rows of files without accounts are not summed."""

    def __init__(self) -> None:
        self._sums: dict[str, dict[tuple[str, str], int]] = {}

    def add(self, checked: Checked) -> None:
        """Take in some rows."""
        if not checked.accounts:
            return
        known, accounts = checked.known, checked.accounts.decode().split(LINE)
        for start, months, account, amount in zip(
            checked.starts, checked.months, accounts, checked.amounts, strict=True
        ):
            columns = known.starts[start]
            sums = self._sums.setdefault(columns[_PROJECT], {})
            key = account, known.months[months][0]
            sums[key] = sums.get(key, 0) + (-amount if columns[_KIND] in CREDITS else amount)

    def of(self, project: str) -> Sums:
        """Return what a project's rows come to by account and month; nothing was unmapped or split off."""
        found = self._sums.get(project, {})
        return tuple((account, month, minor, 0, 0) for (account, month), minor in sorted(found.items()))
