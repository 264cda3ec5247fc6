"""Whole vouchers written as they should be, many at a time and column by column: a third of what line by line takes.

Nothing is guessed here: where anything in some vouchers is written otherwise, all of them are left to who reads with
care, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Sequence
from functools import partial
from itertools import accumulate
from itertools import chain
from itertools import repeat
from typing import NamedTuple

from ledger.importers.sie.records import Objects
from ledger.importers.sie.records import SieRows
from ledger.importers.sie.records import SieVoucher
from ledger.importers.sie.records import in_columns
from ledger.importers.sie.texts import Texts
from ledger.importers.sie.values import exact_quantity
from ledger.importers.sie.values import iso_day
from ledger.importers.sie.values import minor_units
from ledger.importers.sie.vouchers import RowReader

OPENS = b"\n#VER "
"""Stands before every voucher but those that are written otherwise."""

# A voucher: series, number, day, and then at most a text, the day it was registered and who did.
_HEADS = re.compile(
    r'\n#VER ++"?([^ "{}\\\n]*+)"? ++"?([^ "{}\\\n]*+)"? ++"?([0-9]{8})"?'
    r'(?: ++"([^"\\\n]*+)"(?: ++(?:"?([0-9]{8})"?|"")(?: ++"([^"\\\n]*+)")?)?)?\n\{(?=\n)'
).findall
# A row: account, list, amount, and then at most a day, a text, a quantity and who entered it.
_ROWS = re.compile(
    r'\n#([RB]?)TRANS ++"?([^ "{}\\\n]++)"? *+\{([^{}\\\n]*+)\} *+(-?[0-9]{1,16}+(?:\.[0-9]{1,2})?)'
    r'(?: ++(?:"?([0-9]{8})"?|"")(?: ++"([^"\\\n]*+)"(?: ++(-?[0-9]++(?:\.[0-9]++)?|"")(?: ++"([^"\\\n]*+)")?)?)?)?'
    r"(?=\n)"
).findall
_TWO_DECIMALS = re.compile(r"(?:-?[0-9]++\.[0-9]{2} )*+").fullmatch
_BESIDE_ROWS = 3
"""Lines of a voucher that are no rows: its own, and the two braces."""
_MEMO_MAX = 65_536
_new_voucher = partial(tuple.__new__, SieVoucher)


class Plain(NamedTuple):
    """Some vouchers.

    Attributes:
        vouchers: The vouchers.
        counts: How many rows each has.
        ends: On which line each ends.
        rows: The rows of all of them.
    """

    vouchers: Sequence[SieVoucher]
    counts: Sequence[int]
    ends: Sequence[int]
    rows: SieRows


class _Known(dict[str, str | None]):
    """What fields say, as far as they have been met lately."""

    def __init__(self, read: Callable[[str], str | None]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> str | None:
        if len(self) >= _MEMO_MAX:
            self.clear()
        said = self[text] = self._read(text)
        return said


class PlainReader:
    """Reads vouchers that are written as they should be.

    Args:
        texts: Turns bytes into texts.
        rows: Reads accounts and lists of objects that have not been met.
    """

    def __init__(self, texts: Texts, rows: RowReader) -> None:
        self._texts = texts
        self._rows = rows
        # ISO texts of days and plain decimals; empty for none, None for what is neither.
        self._days, self._quantities = _Known(iso_day), _Known(lambda text: exact_quantity(text.strip('"')))
        self._accounts: set[str] = set()
        self._lists: dict[str, Objects] = {}

    def read(self, parts: Sequence[bytes], start: int) -> Plain | None:
        """Return some vouchers; None if one of them must be read with care.

        Args:
            parts: Each voucher's lines without blanks around them, between one `OPENS` and the next.
            start: Line of the first.
        """
        counts = [part.count(b"\n#") for part in parts]
        heights = [count + _BESIDE_ROWS for count in counts]
        if [part.count(b"\n") + 1 for part in parts] != heights:
            return None
        content = self._texts.plain(b"".join((OPENS, OPENS.join(parts), b"\n")))
        if content is None or f"{content}#VER ".count("\n}\n#VER ") != len(parts):
            return None
        heads, found = _HEADS(content), _ROWS(content)
        # All lines that begin with # are found, and beside them each voucher has its two braces: nothing is left.
        if len(heads) != len(parts) or len(found) != sum(counts):
            return None
        starts = list(accumulate(heights, initial=start))
        vouchers = self._vouchers(heads, starts)
        if vouchers is None:
            return None
        lines = chain.from_iterable(
            range(first + 2, first + 2 + count) for first, count in zip(starts, counts, strict=False)
        )
        rows = self._columns(found, list(chain.from_iterable(map(repeat, vouchers, counts))), list(lines))
        return rows and Plain(vouchers, counts, [after - 1 for after in starts[1:]], rows)

    def _vouchers(self, heads: Sequence[tuple[str, ...]], starts: Sequence[int]) -> list[SieVoucher] | None:
        series, numbers, days, texts, registered, signs = zip(*heads, strict=True)
        dates, entered = list(map(self._days.__getitem__, days)), list(map(self._days.__getitem__, registered))
        if not all(dates) or None in entered:
            return None
        columns = (series, numbers, dates, map(str.strip, texts), entered, map(str.strip, signs), starts)
        return list(map(_new_voucher, zip(*columns, strict=False)))

    def _columns(
        self, found: Sequence[tuple[str, ...]], vouchers: Sequence[SieVoucher], lines: Sequence[int]
    ) -> SieRows | None:
        if not found:
            return in_columns(())
        marks, accounts, lists, amounts, days, texts, quantities, signs = zip(*found, strict=True)
        own = list(map(self._days.__getitem__, days))
        exact = list(map(self._quantities.__getitem__, quantities))
        objects = self._objects(lists, lines)
        if None in own or None in exact or None in objects:
            return None
        columns = (
            vouchers,
            marks,
            self._account_numbers(accounts, lines),
            objects,
            _minors(amounts),
            [day or voucher.date for day, voucher in zip(own, vouchers, strict=True)],
            [text.strip() or voucher.text for text, voucher in zip(texts, vouchers, strict=True)],
            exact,
            list(map(str.strip, signs)) if any(signs) else signs,
            lines,
        )
        return SieRows._make(columns)

    def _account_numbers(self, accounts: Sequence[str], lines: Sequence[int]) -> Sequence[str]:
        """Return accounts; those that are odd are told where they are first met."""
        known = self._accounts
        if not known.issuperset(accounts):
            for account, line in zip(accounts, lines, strict=True):
                if account not in known:
                    self._rows.account(self._texts.raw(account), line)
                    known.add(account)
        return accounts

    def _objects(self, lists: Sequence[str], lines: Sequence[int]) -> list[Objects | None]:
        """Return the objects of lists, None for a list that must be read with its whole line."""
        found = list(map(self._lists.get, lists))
        if None in found:
            for at, objects in enumerate(found):
                if objects is None:
                    found[at] = self._learnt(lists[at], lines[at])
        return found

    def _learnt(self, listed: str, line: int) -> Objects | None:
        objects = self._lists.get(listed)
        if objects is None:
            objects = self._rows.listed(self._texts.raw(listed), line)
            if objects is not None:
                if len(self._lists) >= _MEMO_MAX:
                    self._lists.clear()
                self._lists[listed] = objects
        return objects


def _minors(amounts: Sequence[str]) -> list[int]:
    """Return amounts in öre."""
    together = " ".join((*amounts, ""))
    if _TWO_DECIMALS(together):
        return list(map(int, together.replace(".", "").split()))
    return [minor_units(amount) or 0 for amount in amounts]
