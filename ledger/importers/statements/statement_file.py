"""Statements of contributions in kind from CSV: participant code, month, hours, and what an hour or all of it is worth.

Everything wrong is told at once. What looks like a personal number or a name is refused, and no finding repeats it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import BinaryIO
from typing import NamedTuple
from typing import TypeVar

from ledger.core.amounts import parse_amount
from ledger.core.dates import parse_period
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import stop
from ledger.core.money import Currency
from ledger.core.period import month as month_of
from ledger.core.section import words_of
from ledger.core.words import Name
from ledger.core.words import Value
from ledger.core.words import Words
from ledger.core.words import folded
from ledger.errors import AmountError
from ledger.errors import DateError
from ledger.importers.actuals.actuals import hints
from ledger.importers.actuals.actuals import lookup
from ledger.importers.actuals.csv_bytes import survey
from ledger.importers.statements.head import is_personal_number
from ledger.importers.statements.unit_cost_file import exact_decimal
from ledger.model.statements.statement import StatementRow

COLUMNS: Mapping[str, Name] = {
    "participant": Name("deltagare", "participant"),
    "month": Name("månad", "month"),
    "hours": Name("timmar", "hours"),
    "unit_cost": Name("enhetskostnad", "unit cost"),
    "rate": Name("timpris", "rate"),
    "amount": Name("belopp", "amount"),
}
"""Columns of a statement by our names of them."""

_ALSO = (("deltagarkod", "participant"), ("participant code", "participant"))
"""Further names of columns, as the help of the command has them."""

_NAMES = lookup((*((name, key) for key, names in COLUMNS.items() for name in (names.sv, names.en)), *_ALSO))
_NEEDED = ("participant", "month", "hours")
_WORTH = ("unit_cost", "rate", "amount")
_DELIMITERS = (",", ";", "\t")
_CODE = re.compile(r"(?=\S*[0-9])[\w.:/+-]{1,24}")
# Ten or twelve digits in one run are taken for a personal number where a code should stand.
_DIGITS = re.compile(r"(?:[0-9]{2})?[0-9]{10}")
_TOTAL_WORDS = ("summa", "summa:", "total", "totalt", "totalt:", "sum")

T = TypeVar("T")


class Request(NamedTuple):
    """What is asked for when a statement is read.

    Attributes:
        file: Its name for people.
        currency: Of its rates and amounts.
        unit_costs: Ids of the unit costs that rows may name.
        has_unit_cost: Whether the head names one for rows that name none.
    """

    file: str
    currency: Currency
    unit_costs: tuple[str, ...] = ()
    has_unit_cost: bool = False


def read_statement(stream: BinaryIO, request: Request) -> Iterator[StatementRow | Finding]:
    """Yield the rows of a statement, and all its problems, in the file's order.

    Encoding (UTF-8, else CP1252) and separator (comma, semicolon or tab) are told by content.

    Args:
        stream: The file; it is read twice, so it must be able to seek. It stays open.
        request: What is asked for.
    """
    found = survey(stream, request.file)
    yield from found.findings
    if found.encoding is None:
        return
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=found.encoding, newline="")
    try:
        yield from _records(text, request)
    finally:
        text.detach()


def _records(text: io.TextIOWrapper, request: Request) -> Iterator[StatementRow | Finding]:
    first = next((line for line in text if line.strip()), "")
    text.seek(0)
    reader = csv.reader(text, delimiter=max(_DELIMITERS, key=lambda mark: _fit(first, mark)), strict=True)
    rows: _Rows | None = None
    line = 1
    try:
        for record in reader:
            place = Place(file=request.file, line=line)
            line = reader.line_num + 1
            if not any(map(str.strip, record)):
                continue
            if rows is not None:
                yield from rows.read(record, place)
                continue
            findings = tuple(_heading_findings(record, place, request))
            yield from findings
            if findings:
                return
            rows = _Rows([_NAMES[folded(name)][0] for name in record], request)
    except csv.Error:
        yield stop("STM-002", Place(file=request.file, line=line))
    else:
        if rows is None:
            yield stop("STM-001", Place(file=request.file, line=1))


def _fit(line: str, delimiter: str) -> tuple[int, int]:
    """Return how many known columns a header line has by a separator, and how many columns at all."""
    headings = line.strip("\r\n").replace('"', "").split(delimiter)
    return sum(folded(name) in _NAMES for name in headings), len(headings)


def _heading_findings(headings: Sequence[str], place: Place, request: Request) -> Iterator[Finding]:
    hint = hints()
    seen: dict[str, str] = {}
    for name in headings:
        (column,) = _NAMES.get(folded(name), ("",))
        if is_personal_number(name):
            yield stop("STM-103", place)
        elif not column:
            yield stop("STM-003", place, name=name.strip(), hint=hint(folded(name), _NAMES))
        elif column in seen:
            yield stop("STM-004", place, name=name.strip(), first=seen[column])
        seen.setdefault(column, name.strip())
    for column in _NEEDED:
        if column not in seen:
            yield stop("STM-005", place, sv=COLUMNS[column].sv, en=COLUMNS[column].en)
    if not request.has_unit_cost and not any(column in seen for column in _WORTH):
        yield stop("STM-006", place)


class _Rows:
    """Reads rows one by one, and remembers which participants' months it has met."""

    def __init__(self, columns: Sequence[str], request: Request) -> None:
        self._columns = columns
        self._request = request
        self._met: dict[tuple[str, str], int] = {}

    def read(self, record: Sequence[str], place: Place) -> Iterator[StatementRow | Finding]:
        """Yield a row, or everything that is wrong with it."""
        if len(record) != len(self._columns):
            yield stop("STM-101", place, found=len(record), expected=len(self._columns))
            return
        cells = dict(zip(self._columns, map(str.strip, record), strict=True))
        unfit = tuple(self._unfit(cells, place))
        yield from unfit
        if unfit:
            return
        row = _Row(cells, place, self._request)
        made = row.made()
        yield from row.findings
        if made is not None:
            first = self._met.setdefault((made.participant.casefold(), made.month), made.line)
            if first != made.line:
                yield stop("STM-111", place, participant=made.participant, month=made.month, first=first)
            else:
                yield made

    def _unfit(self, cells: Mapping[str, str], place: Place) -> Iterator[Finding]:
        """Yield what keeps a row from being read at all; none of it repeats a cell."""
        hidden = next((column for column, cell in cells.items() if not cell.isprintable()), None)
        personal = [column for column, cell in cells.items() if is_personal_number(cell)]
        if _DIGITS.fullmatch(cells["participant"]) and not personal:
            personal = ["participant"]
        if personal:
            yield from (stop("STM-103", _at(place, column)) for column in personal)
        elif hidden:
            yield stop("STM-110", _at(place, hidden))
        elif any(folded(cell).split(" ")[0] in _TOTAL_WORDS for cell in cells.values() if cell):
            yield stop("STM-113", place)


class _Row:
    """A row that is being read: a cell after the other, each problem noted."""

    def __init__(self, cells: Mapping[str, str], place: Place, request: Request) -> None:
        self._cells = cells
        self._place = place
        self._request = request
        self.findings: list[Finding] = []

    def made(self) -> StatementRow | None:
        """Return the row, or None where a finding stops."""
        participant = self._cell("participant", _code, needed=True)
        month = self._cell("month", _month, needed=True)
        hours = self._cell("hours", exact_decimal, needed=True)
        unit_cost = self._cell("unit_cost", self._unit_cost)
        rate = self._cell("rate", exact_decimal)
        amount = self._cell("amount", self._amount)
        valued = self._request.has_unit_cost or any(self._cells.get(column) for column in _WORTH)
        if not valued:
            self._report("STM-112", None)
        if self.findings or participant is None or month is None or hours is None:
            return None
        return StatementRow(
            participant=participant,
            month=month,
            hours=hours,
            rate=None if rate is None else rate * 10**self._request.currency.decimals,
            unit_cost=unit_cost,
            amount_minor=amount,
            line=self._place.line or 1,
        )

    def _cell(self, column: str, read: Callable[[str], T], *, needed: bool = False) -> T | None:
        """Read a cell; None where it is empty or cannot be read."""
        text = self._cells.get(column, "")
        if not text:
            if needed:
                self._report("STM-102", column)
            return None
        try:
            return read(text)
        except _CodeError:
            self._report("STM-104", column)
        except DateError:
            self._report("STM-105", column, text=text)
        except AmountError as error:
            self._report("STM-106" if column == "hours" else "STM-107", column, why=words_of(error))
        except _UnknownUnitCostError:
            self._report("STM-109", column, name=text, known=", ".join(self._request.unit_costs) or "–")
        except _InexactAmountError:
            self._report("STM-108", column, text=text, currency=self._request.currency.code)
        return None

    def _unit_cost(self, text: str) -> str:
        if text not in self._request.unit_costs:
            raise _UnknownUnitCostError
        return text

    def _amount(self, text: str) -> int:
        amount = parse_amount(text, assumed=self._request.currency)
        exact = not (amount.approximate or amount.vat_excluded or amount.note) and amount.minor >= 0
        if not exact or amount.currency not in (None, self._request.currency):
            raise _InexactAmountError
        return amount.minor

    def _report(self, code: str, column: str | None, **values: Words | Value) -> None:
        self.findings.append(stop(code, _at(self._place, column), **values))


class _CodeError(Exception):
    """A participant is no code. Raised and caught within this module, like the two below."""


class _UnknownUnitCostError(Exception):
    """No table has the unit cost."""


class _InexactAmountError(Exception):
    """An amount is no exact amount in the project's currency."""


def _at(place: Place, column: str | None) -> Place:
    return Place(file=place.file, line=place.line, column=COLUMNS[column].sv if column else None)


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise _CodeError
    return text


def _month(text: str) -> str:
    """Read a month: ``2012-03``, ``mars 2012``, or its first day, which spreadsheets make of a month."""
    period = parse_period(text)
    if period.start is None or period.end is None or period.start.day != 1:
        raise DateError(text=text)
    month = period.start.isoformat()[:7]
    if period.end not in (period.start, month_of(month).end):
        raise DateError(text=text)
    return month
