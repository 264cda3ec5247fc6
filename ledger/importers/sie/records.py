"""What a SIE file says, as records. Accounts, series, numbers and codes are texts: leading zeros count."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import compress
from itertools import repeat
from typing import NamedTuple

from ledger.core.record import frozen

Objects = tuple[tuple[str, str], ...]
"""Pairs of dimension number and object code, in the file's order."""

PROJECT_DIMENSION = "6"
"""The dimension that the specification reserves for projects."""

RESERVED = frozenset(str(number) for number in range(1, 20))
"""Numbers of dimensions that the specification reserves; they need not be described."""


class SieVoucher(NamedTuple):
    """A voucher (``#VER``).

    Attributes:
        series: Series; may be empty.
        number: Number in the series; may be empty.
        date: Day of the voucher, ISO; empty if the file gives none that can be read.
        text: What it is for. Personal words.
        registered_on: Day it was registered, ISO; empty if not given.
        sign: Who registered it. Personal words.
        line: Line in the file, from 1; 0 for rows that stand in no voucher.
    """

    series: str
    number: str
    date: str
    text: str
    registered_on: str
    sign: str
    line: int


NO_VOUCHER = SieVoucher("", "", "", "", "", "", 0)
"""The voucher of rows that stand in none."""


class SieRow(NamedTuple):
    """A row of a voucher (``#TRANS``), or a row of its trail (``#RTRANS``, ``#BTRANS``).

    Attributes:
        voucher: The voucher that it stands in; the same object for all its rows.
        mark: Empty for a row that counts; ``R`` for the notice that a row was added later, ``B`` for a row struck out:
            these two are never counted.
        account: Account number as written.
        objects: Dimension and object code, pair by pair.
        amount_minor: Öre; debit positive, credit negative.
        date: Day of the row, ISO: its own, else the voucher's.
        text: The row's own text, else the voucher's. Personal words.
        quantity: Exact decimal as text; empty if none or zero.
        sign: Who entered the row. Personal words.
        line: Line in the file, from 1.
    """

    voucher: SieVoucher
    mark: str
    account: str
    objects: Objects
    amount_minor: int
    date: str
    text: str
    quantity: str
    sign: str
    line: int


# What a named tuple's own constructor does, without its check of arguments, which takes longer than all else.
_new_row = partial(tuple.__new__, SieRow)


class SieRows(NamedTuple):
    """Rows that follow on each other, column by column, as `SieRow` has them; there may be none.

    In columns a row costs a third of what it costs by itself.
    """

    vouchers: Sequence[SieVoucher]
    marks: Sequence[str]
    accounts: Sequence[str]
    objects: Sequence[Objects]
    amounts: Sequence[int]
    dates: Sequence[str]
    texts: Sequence[str]
    quantities: Sequence[str]
    signs: Sequence[str]
    lines: Sequence[int]

    def rows(self) -> Iterator[SieRow]:
        """Yield them one by one."""
        return map(_new_row, zip(*self, strict=True))

    def counted(self) -> SieRows:
        """Return those that count: not the trail's."""
        if not any(self.marks):
            return self
        counts = [not mark for mark in self.marks]
        return SieRows._make(list(compress(column, counts)) for column in self)


def in_columns(rows: Sequence[SieRow]) -> SieRows:
    """Return rows column by column."""
    return SieRows._make(zip(*rows, strict=True) if rows else repeat((), len(SieRows._fields)))


class SieValue(NamedTuple):
    """A figure beside the vouchers: a balance, a month's change or a month's budget.

    Attributes:
        label: ``IB``, ``UB``, ``RES``, ``OIB``, ``OUB``, ``PSALDO`` or ``PBUDGET``.
        year: 0 for the file's own fiscal year, -1 for the one before, ...
        month: ``2021-01`` for ``PSALDO`` and ``PBUDGET``; empty for balances.
        account: Account number as written.
        objects: Dimension and object code; empty for the account as a whole. Values with objects are parts of the
            account's own, and parts by one dimension are the same money as parts by another: never add them up.
        amount_minor: Öre; debit positive. For months the change in that month.
        quantity: Exact decimal as text; empty if none or zero.
        line: Line in the file, from 1.
    """

    label: str
    year: int
    month: str
    account: str
    objects: Objects
    amount_minor: int
    quantity: str
    line: int


@frozen(kw_only=True)
class SieAccount:
    """An account of the file's chart.

    Attributes:
        number: As written.
        name: As written.
        kind: ``T`` asset, ``S`` debt or equity, ``K`` cost, ``I`` income; empty if the file does not say.
        unit: Unit of its quantities.
    """

    number: str
    name: str = ""
    kind: str = ""
    unit: str = ""


@frozen(kw_only=True)
class SieDimension:
    """A dimension: what a row's objects are of.

    Attributes:
        number: As written; ``6`` is reserved for projects.
        name: As written; empty if the file uses the dimension without naming it.
        parent: Number of the dimension that it lies under; empty if none.
    """

    number: str
    name: str = ""
    parent: str = ""


def by_number(dimensions: Iterable[SieDimension]) -> tuple[SieDimension, ...]:
    """Return dimensions in order, each once; one that is described rather than one that is only used."""
    found: dict[str, SieDimension] = {}
    for each in dimensions:
        if each.name or each.number not in found:
            found[each.number] = each
    return tuple(sorted(found.values(), key=lambda each: (len(each.number), each.number)))


@frozen(kw_only=True)
class SieObject:
    """An object of a dimension, such as one project.

    Attributes:
        dimension: Number of its dimension.
        code: As written.
        name: As written.
    """

    dimension: str
    code: str
    name: str = ""


@frozen(kw_only=True)
class SieYear:
    """A fiscal year.

    Attributes:
        number: 0 for the file's own, -1 for the one before, ...
        start: First day.
        end: Last day.
    """

    number: int
    start: date
    end: date


@frozen(kw_only=True)
class SieHead:
    """What a file says of itself.

    Attributes:
        sie_type: ``1``, ``2``, ``3``, ``4`` or ``5``; 1 if the file does not say.
        encoding: Encoding by majority: ``cp437``, ``cp1252`` or ``utf-8``.
        company: Name of the company.
        orgnr: Its organisation number as written; empty if not given.
        program: Name and version of the program that wrote the file.
        generated_on: When, ISO; empty if not given.
        currency: ISO 4217; SEK if the file does not say.
        chart: Kind of chart (``#KPTYP``) as written.
        covers_to: Day up to which the balances are (``#OMFATTN``), ISO; empty if not given.
        years: Fiscal years, the file's own first.
        accounts: The chart, by number.
        dimensions: By number, those that are only used included.
        objects: In the file's order.
    """

    sie_type: str = "1"
    encoding: str = "cp437"
    company: str = ""
    orgnr: str = ""
    program: str = ""
    generated_on: str = ""
    currency: str = "SEK"
    chart: str = ""
    covers_to: str = ""
    years: tuple[SieYear, ...] = ()
    accounts: tuple[SieAccount, ...] = ()
    dimensions: tuple[SieDimension, ...] = ()
    objects: tuple[SieObject, ...] = ()

    @property
    def year(self) -> SieYear | None:
        """The file's own fiscal year, if it says which."""
        return next((year for year in self.years if year.number == 0), None)

    def branch(self, number: str) -> frozenset[str]:
        """Return the numbers of a dimension and of all dimensions under it: rows may name only the lowest."""
        found, grown = {number}, 0
        while grown < len(found):
            grown = len(found)
            found |= {each.number for each in self.dimensions if each.parent in found}
        return frozenset(found)
