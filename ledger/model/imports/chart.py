"""Charts of accounts: what groups of account numbers stand for."""

from __future__ import annotations

from datetime import date

from ledger.core.record import frozen
from ledger.core.words import Name


@frozen(kw_only=True)
class AccountGroup:
    """Accounts that mean alike.

    Attributes:
        accounts: What their numbers begin with.
        name: What they stand for.
        category: Category of the common scheme that their costs are; None where somebody has to decide.
        verified: Whether a document has been found that says so.
        words: What names of accounts in the group say, in small letters.
    """

    accounts: tuple[str, ...]
    name: Name
    category: str | None = None
    verified: bool
    words: tuple[str, ...] = ()


@frozen(kw_only=True)
class Chart:
    """A chart of accounts.

    Attributes:
        id: By which map files name it.
        name: Its name.
        source: Where it stands.
        valid_from: First day of which it is known.
        groups: Its groups.
    """

    id: str
    name: Name
    source: str
    valid_from: date
    groups: tuple[AccountGroup, ...]

    def group(self, account: str) -> AccountGroup | None:
        """Return the group of an account: the longest beginning wins."""
        fits = ((len(prefix), each) for each in self.groups for prefix in each.accounts if account.startswith(prefix))
        return max(fits, key=lambda fit: fit[0], default=(0, None))[1]
