"""What a file's rows come to by account and month, as a general ledger has them: debit positive."""

from __future__ import annotations

from typing import Any

from ledger.model.entry import COLUMNS
from ledger.model.entry_kind import CREDITS
from ledger.model.imports.coverage import Sums
from ledger.rules.bulk import Checked
from ledger.rules.bulk import Known

_PROJECT = COLUMNS.index("project")


class AccountSums:
    """Sums by project, account and month; rows of files without accounts are not summed."""

    def __init__(self) -> None:
        self._sums: dict[str, dict[tuple[str, str], int]] = {}
        # By place of first columns, place of key and account, as rows have them: found twice as quickly as by texts.
        self._met: dict[tuple[int, int, str], int] = {}
        self._known = Known()

    def __getstate__(self) -> dict[str, Any]:
        self._settle()
        return self.__dict__ | {"_known": Known()}

    def add(self, checked: Checked) -> None:
        """Take in some rows."""
        if not checked.accounts:
            return
        if checked.known is not self._known:
            self._settle()
            self._known = checked.known
        met = self._met
        rows = zip(checked.starts, checked.keys, checked.accounts, checked.amounts, strict=True)
        for start, key, account, amount in rows:
            at = (start, key, account)
            met[at] = met.get(at, 0) + amount

    def add_all(self, others: AccountSums) -> None:
        """Take in what other rows come to."""
        others._settle()
        for project, sums in others._sums.items():
            for key, minor in sums.items():
                self._add(project, key, minor)

    def _settle(self) -> None:
        """Sum by texts what has been met by places."""
        known = self._known
        for (start, key, account), minor in self._met.items():
            *_, kind, month, _ = known.keys[key]
            self._add(known.starts[start][_PROJECT], (account, month), -minor if kind in CREDITS else minor)
        self._met.clear()

    def _add(self, project: str, key: tuple[str, str], minor: int) -> None:
        sums = self._sums.setdefault(project, {})
        sums[key] = sums.get(key, 0) + minor

    def of(self, project: str, beside: Sums = ()) -> Sums:
        """Return what a project's rows come to by account and month, with what a file says beside them."""
        self._settle()
        found = {key: (minor, 0, 0) for key, minor in self._sums.get(project, {}).items()}
        for account, month, *more in beside:
            figures = found.get((account, month), (0, 0, 0))
            found[account, month] = (figures[0] + more[0], figures[1] + more[1], figures[2] + more[2])
        return tuple((*key, *figures) for key, figures in sorted(found.items()))
