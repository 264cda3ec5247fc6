"""A file's own proof: opening balance and rows give the closing balance, and rows give the result."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping

from ledger.core.record import frozen
from ledger.importers.sie.records import SieAccount
from ledger.importers.sie.records import SieValue

_BALANCE_KINDS = ("T", "S")
_RESULT_KINDS = ("K", "I")
_BALANCE_CLASSES = ("1", "2")


@frozen(kw_only=True)
class ProofLine:
    """One account in a file's proof.

    Attributes:
        account: Its number.
        result: Whether it is an account of the result (``#RES``) rather than of the balance (``#IB``, ``#UB``).
        opening_minor: Opening balance, öre; 0 for accounts of the result.
        rows_minor: Sum of its rows, öre.
        stated_minor: Closing balance or result as the file states it, öre; 0 if left out, as zeros may be.
    """

    account: str
    result: bool
    opening_minor: int
    rows_minor: int
    stated_minor: int

    @property
    def difference_minor(self) -> int:
        """What rows and opening give above what the file states, öre; 0 where all is well."""
        return self.opening_minor + self.rows_minor - self.stated_minor


@frozen(kw_only=True)
class SieProof:
    """What a file proves of itself.

    Attributes:
        lines: Every account that could be proved, in order.
        balances: Whether the balance accounts could be: the file has opening and closing balances.
        results: Whether the accounts of the result could be: the file has results.
        opening_from_last_year: Whether the opening balances are last year's closing ones.
    """

    lines: tuple[ProofLine, ...] = ()
    balances: bool = False
    results: bool = False
    opening_from_last_year: bool = False

    @property
    def holds(self) -> bool:
        """Whether all that could be proved agrees to the öre, and both sides could be."""
        return self.balances and self.results and not any(line.difference_minor for line in self.lines)


class Balances:
    """Standing balances by label, year and account; as many as there are accounts."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int], dict[str, int]] = {}

    def add(self, value: SieValue) -> None:
        """Take in a balance."""
        self._found.setdefault((value.label, value.year), {})[value.account] = value.amount_minor

    def of(self, label: str, year: int) -> dict[str, int]:
        """Return the balances of a label and year, öre by account."""
        return self._found.get((label, year), {})


def prove(sums: Mapping[str, int], balances: Balances, accounts: tuple[SieAccount, ...]) -> SieProof:
    """Set rows beside balances and results, account by account.

    Args:
        sums: Sum of the rows by account, öre.
        balances: What the file states.
        accounts: The file's chart, which may say of what kind an account is.
    """
    opening, closing = balances.of("IB", 0), balances.of("UB", 0)
    last_year = not opening and bool(balances.of("UB", -1))
    opening = opening or balances.of("UB", -1)
    results = balances.of("RES", 0)
    sides = _Sides({each.number: each.kind for each in accounts}, opening, closing, results)
    lines = tuple(sides.lines(sums))
    # A first year opens with nothing. Only that the sums agree tells it from a file that lacks its opening balances.
    known = bool(opening) or not any(line.difference_minor for line in lines if not line.result)
    return SieProof(
        lines=tuple(line for line in lines if line.result or known),
        balances=any(closing.values()) and known,
        results=any(results.values()),
        opening_from_last_year=last_year and bool(closing),
    )


@frozen
class _Sides:
    """What a file states, and of which kind its accounts are."""

    kinds: Mapping[str, str]
    opening: Mapping[str, int]
    closing: Mapping[str, int]
    results: Mapping[str, int]

    def lines(self, sums: Mapping[str, int]) -> Iterator[ProofLine]:
        """Yield the accounts that can be proved."""
        for account in sorted({*sums, *self.opening, *self.closing, *self.results}):
            result = self._is_result(account)
            if result and any(self.results.values()):
                yield ProofLine(
                    account=account,
                    result=True,
                    opening_minor=0,
                    rows_minor=sums.get(account, 0),
                    stated_minor=self.results.get(account, 0),
                )
            elif not result and any(self.closing.values()):
                yield ProofLine(
                    account=account,
                    result=False,
                    opening_minor=self.opening.get(account, 0),
                    rows_minor=sums.get(account, 0),
                    stated_minor=self.closing.get(account, 0),
                )

    def _is_result(self, account: str) -> bool:
        """Whether an account is of the result: where its figures stand, else what its kind says, else its class."""
        if account in self.results:
            return True
        if account in self.closing or account in self.opening:
            return False
        kind = self.kinds.get(account, "")
        if kind in _BALANCE_KINDS or kind in _RESULT_KINDS:
            return kind in _RESULT_KINDS
        return not account.startswith(_BALANCE_CLASSES)
