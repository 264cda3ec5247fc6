"""Cells of an actuals file: each kind of cell as its exact value, or the problem that it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from typing import Any

from ledger.core.amounts import parse_amount
from ledger.core.dates import parse_date
from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import Value
from ledger.core.words import Words
from ledger.core.words import folded
from ledger.errors import AmountError
from ledger.errors import DateError
from ledger.importers.actuals.actuals import VAT_TREATMENTS
from ledger.model.claims.vat import VatTreatment
from ledger.rules.block import LARGEST_MINOR

ROW_CHARACTERS_MAX = 64 * 1024
"""Longest row, and so longest cell, that is read; a longer one has lost a quotation mark, or is in no table at all."""

_MEMO_SIZE_MAX = 16_384
_BETWEEN = frozenset(" .:-")
_VOUCHER = re.compile(r"([^\W\d_]+)[ .:-]?(\d.*)")
_PLAIN_AMOUNTS = re.compile(r"-?[0-9]{1,13}+[.,][0-9]{2}(?:\n-?[0-9]{1,13}+[.,][0-9]{2})*+")
_QUANTITY = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?")
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("[\t\r\n\v\f\x85\u2028\u2029]+")
_MINUS = str.maketrans("−–,", "--.")


@frozen
class Problem:
    """What is wrong with a cell.

    Attributes:
        code: Code of the finding.
        column: Our name of the column; None if no one column is to blame.
        values: Pairs of slot and value.
        at: Place of the cell in its row, from 0, where the column has no name.
    """

    code: str
    column: str | None = None
    values: tuple[tuple[str, Words | Value], ...] = ()
    at: int | None = None


class CellError(Exception):
    """A row cannot be read. Raised and caught within the importers, so that rows without problems pay nothing."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


def refused(code: str, column: str | None = None, **values: Words | Value) -> CellError:
    """Return the exception for one problem."""
    return CellError(Problem(code, column, tuple(values.items())))


class Memo(dict[Any, Any]):
    """Values of cells already read; an unknown cell is read when it is asked for.

    A file of a million rows has a thousand days and a few dozen categories. Where cells differ from row to row, the
    memo is emptied now and then, so that memory does not grow with the file. What cannot be read is remembered too: a
    row with a mistake is read together with others, alone, and for all that is wrong with it.
    """

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read = read
        self._refused: dict[Any, tuple[Problem, ...]] = {}

    def __missing__(self, cell: Any) -> Any:
        if cell in self._refused:
            raise CellError(*self._refused[cell])
        try:
            value = self._read(cell)
        except CellError as error:
            if len(self._refused) >= _MEMO_SIZE_MAX:
                self._refused.clear()
            self._refused[cell] = error.problems
            raise
        if len(self) >= _MEMO_SIZE_MAX:
            self.clear()
        self[cell] = value
        return value


def day_in(column: str) -> Callable[[str], str]:
    """Return a reader of days for a column: cell to ISO text, empty for an empty cell."""

    def read(cell: str) -> str:
        text = cell.strip()
        if not text:
            return ""
        try:
            return parse_date(text).isoformat()
        except DateError as error:
            raise refused("CSV-105", column, why=_words(error)) from None

    return read


def needed_day(cell: str) -> str:
    """Read the booking day, ISO text, which every row needs."""
    if day := day_in("date")(cell):
        return day
    raise refused("CSV-102", "date")


def amounts_in(currency: Currency) -> Callable[[Sequence[str]], list[int]]:
    """Return a reader of exact amounts in a project's currency: some cells to minor units.

    Actuals are exact: what is approximate, in another currency, or has words beside it that alter what it means, is
    refused.
    """

    def one(cell: str) -> int:
        if not cell.strip():
            raise refused("CSV-102", "amount")
        try:
            amount = parse_amount(cell, assumed=currency)
        except AmountError as error:
            raise refused("CSV-103", "amount", why=_words(error)) from None
        if amount.approximate or amount.vat_excluded or amount.note:
            raise refused("CSV-104", "amount", text=cell.strip())
        if amount.currency not in (None, currency):
            raise refused("CSV-106", "amount", text=cell.strip(), currency=currency.code)
        if abs(amount.minor) > LARGEST_MINOR:
            raise refused("CSV-124", "amount", text=cell.strip())
        return amount.minor

    memo = Memo(one)

    def read(cells: Sequence[str]) -> list[int]:
        # In a file of a million rows nearly every amount is written like 1234.50; all of them at once is twice as fast.
        text = "\n".join(cells)
        if currency.decimals == SEK.decimals and _PLAIN_AMOUNTS.fullmatch(text):
            return list(map(int, text.replace(".", "").replace(",", "").split("\n")))
        return list(map(memo.__getitem__, cells))

    return read


def vat_in(amounts: Callable[[Sequence[str]], list[int]]) -> Callable[[str], int | None]:
    """Return a reader of value added tax in a project's currency: cell to minor units, None for an empty cell."""

    def read(cell: str) -> int | None:
        if not cell.strip():
            return None
        try:
            return amounts([cell])[0]
        except CellError as error:
            raise CellError(*(evolve(each, column="vat") for each in error.problems)) from None

    return read


def vat_treatment(cell: str) -> str:
    """Read what becomes of a cost's value added tax; empty for an empty cell."""
    text = folded(cell)
    if text and text not in VAT_TREATMENTS:
        known = ", ".join(VatTreatment)
        raise refused("CSV-121", "vat_treatment", text=cell.strip(), known=known)
    return VAT_TREATMENTS[text][0] if text else ""


def quantity(cell: str) -> str:
    """Read an exact decimal, such as hours, with a point before its decimals; empty for an empty cell."""
    text = "".join(cell.split()).translate(_MINUS)
    if text and not _QUANTITY.fullmatch(text):
        raise refused("CSV-107", "quantity", text=cell.strip())
    return text


def vouchers(cells: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Read vouchers as series and numbers: ``A 123``, ``A123``, ``A-123`` or ``123``; either may be empty."""
    # Nearly all are a letter and a number, perhaps with a sign between. A line break keeps each cell's end.
    mark = cells[0][1:2]
    if mark in _BETWEEN:
        parts = f"\n{mark}".join(cells).split(mark)
        series, numbers = parts[::2], "".join(parts[1::2]).split("\n")
    else:
        series, numbers = [cell[:1] for cell in cells], [cell[1:] for cell in cells]
    whole = len(series) == len(numbers) == len(cells) and all(series) and all(numbers)
    if whole and "".join(series).isalpha() and "".join(numbers).isdecimal():
        return series, numbers
    found = [_VOUCHER.fullmatch(cell) for cell in cells]
    return (
        [each[1] if each else "" for each in found],
        [each[2] if each else cell for each, cell in zip(found, cells, strict=True)],
    )


def spaced(cell: str) -> str:
    """Return a cell with spaces for tabs and line breaks.

    Raises:
        CellError: Something else in it does not show.
    """
    text = _BREAKS.sub(" ", cell)
    if len(cell) > ROW_CHARACTERS_MAX or (not text.isprintable() and any(_hidden(cell))):
        raise CellError
    return text


def cleaned(cell: str) -> tuple[str, tuple[Problem, ...]]:
    """Return a cell without what does not show, and what should be said about it.

    Tabs and line breaks become spaces. Marks that turn the reading direction can make a text look like another; they
    are removed and reported. Other control characters have no business in a text and stop the row.
    """
    return _BREAKS.sub(" ", _DIRECTION_MARKS.sub("", cell)), tuple(_hidden(cell))


def _hidden(cell: str) -> Iterator[Problem]:
    if len(cell) > ROW_CHARACTERS_MAX:
        yield Problem("CSV-111", None, (("max", ROW_CHARACTERS_MAX),))
    if _DIRECTION_MARKS.search(cell):
        yield Problem("CSV-109")
    controls = {mark for mark in _BREAKS.sub("", cell) if unicodedata.category(mark) == "Cc"}
    for mark in sorted(controls):
        yield Problem("CSV-108", None, (("character", f"U+{ord(mark):04X}"),))


def _words(error: AmountError | DateError) -> Words:
    from ledger.core.section import words_of  # noqa: PLC0415 - only a mistaken file needs it

    return words_of(error)
