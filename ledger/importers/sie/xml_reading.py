"""One reading of a SIE 5 file: elements become head, vouchers and rows."""

from __future__ import annotations

from collections.abc import Callable

from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.importers.sie.encoding import clean
from ledger.importers.sie.records import NO_VOUCHER
from ledger.importers.sie.records import SieAccount
from ledger.importers.sie.records import SieDimension
from ledger.importers.sie.records import SieHead
from ledger.importers.sie.records import SieObject
from ledger.importers.sie.records import SieRow
from ledger.importers.sie.records import SieVoucher
from ledger.importers.sie.records import SieYear
from ledger.importers.sie.told import Told
from ledger.importers.sie.values import exact_quantity
from ledger.importers.sie.values import iso_day
from ledger.importers.sie.values import loose_minor_units
from ledger.importers.sie.values import minor_units
from ledger.importers.sie.values import month_ends

_KINDS = {"asset": "T", "liability": "S", "equity": "S", "cost": "K", "income": "I"}
_ROOTS = ("Sie", "SieEntry")
Attributes = dict[str, str]


class XmlReading:
    """What one reading gathers.

    Args:
        told: Where oddities go.
    """

    def __init__(self, told: Told) -> None:
        self.told = told
        self.is_sie = False
        self.sums: dict[str, int] = {}
        self.skipped = 0
        self.first_day = ""
        self.last_day = ""
        self._facts: dict[str, str] = {"sie_type": "5", "encoding": "utf-8"}
        self._years: list[SieYear] = []
        self._accounts: list[SieAccount] = []
        self._dimensions: list[SieDimension] = []
        self._objects: list[SieObject] = []
        self._series = ""
        self._voucher: SieVoucher = NO_VOUCHER
        self._row: Attributes | None = None
        self._row_line = 0
        self._pairs: list[tuple[str, str]] = []
        self._struck = False
        self._balance = 0
        self._count = 0
        self._rows: list[SieRow] = []
        self._readers: dict[str, Callable[[Attributes, int], None]] = {
            "SoftwareProduct": self._program,
            "FileCreation": self._created,
            "Company": self._company,
            "AccountingCurrency": self._currency,
            "FiscalYear": self._year,
            "Account": self._account,
            "Dimension": self._dimension,
            "Object": self._object,
            "Journal": self._journal,
            "JournalEntry": self._entry,
            "EntryInfo": self._entered,
            "OriginalEntryInfo": self._entered,
            "LedgerEntry": self._ledger_entry,
            "ObjectReference": self._object_reference,
            "Overstrike": self._overstrike,
        }

    def opened(self, name: str, attributes: Attributes, line: int) -> None:
        """Take in an element that begins."""
        self.is_sie = self.is_sie or name in _ROOTS
        read = self._readers.get(name)
        if read is not None:
            read({key: clean(value) for key, value in attributes.items()}, line)

    def closed(self, name: str, line: int) -> None:
        """Take in an element that ends."""
        if name == "LedgerEntry":
            self._end_row()
        elif name == "JournalEntry":
            self._end_entry(line)

    def taken(self) -> list[SieRow]:
        """Return the rows that have come since this was last asked."""
        rows, self._rows = self._rows, []
        return rows

    def head(self) -> SieHead:
        """Return what has been gathered so far."""
        return SieHead(
            **self._facts,
            years=tuple(sorted(self._years, key=lambda year: -year.number)),
            accounts=tuple(self._accounts),
            dimensions=tuple(self._dimensions),
            objects=tuple(self._objects),
        )

    def _program(self, found: Attributes, _line: int) -> None:
        self._facts["program"] = f"{found.get('name', '')} {found.get('version', '')}".strip()

    def _created(self, found: Attributes, _line: int) -> None:
        self._facts["generated_on"] = iso_day(found.get("time", "")[:10]) or ""

    def _company(self, found: Attributes, _line: int) -> None:
        self._facts |= {"company": found.get("name", ""), "orgnr": found.get("organizationId", "")}

    def _currency(self, found: Attributes, _line: int) -> None:
        self._facts["currency"] = found.get("currency", "") or "SEK"

    def _year(self, found: Attributes, _line: int) -> None:
        first, last = month_ends(found.get("start", "")), month_ends(found.get("end", ""))
        if not first or not last:
            return
        primary = found.get("primary") in ("true", "1")
        number = 0 if primary else -1 - sum(year.number < 0 for year in self._years)
        self._years.append(SieYear(number=number, start=first[0], end=last[1]))

    def _account(self, found: Attributes, _line: int) -> None:
        self._accounts.append(
            SieAccount(
                number=found.get("id", ""),
                name=found.get("name", ""),
                kind=_KINDS.get(found.get("type", ""), ""),
                unit=found.get("unit", ""),
            )
        )

    def _dimension(self, found: Attributes, _line: int) -> None:
        self._dimensions.append(SieDimension(number=found.get("id", ""), name=found.get("name", "")))

    def _object(self, found: Attributes, _line: int) -> None:
        if self._dimensions:
            number = self._dimensions[-1].number
            self._objects.append(SieObject(dimension=number, code=found.get("id", ""), name=found.get("name", "")))

    def _journal(self, found: Attributes, _line: int) -> None:
        self._series = found.get("id", "")

    def _entry(self, found: Attributes, line: int) -> None:
        day = self._day(found.get("journalDate", ""), line, "journalDate")
        self._voucher = SieVoucher(self._series, found.get("id", ""), day, found.get("text", ""), "", "", line)
        self._balance = self._count = 0
        if day:
            self.first_day = min(self.first_day or day, day)
            self.last_day = max(self.last_day, day)

    def _entered(self, found: Attributes, line: int) -> None:
        if self._row is None:
            day = self._day(found.get("date", "")[:10], line, "date")
            self._voucher = self._voucher._replace(registered_on=day, sign=found.get("by", ""))

    def _ledger_entry(self, found: Attributes, line: int) -> None:
        self._row, self._row_line = found, line
        self._pairs, self._struck = [], False

    def _object_reference(self, found: Attributes, _line: int) -> None:
        self._pairs.append((found.get("dimId", ""), found.get("objectId", "")))

    def _overstrike(self, _found: Attributes, _line: int) -> None:
        self._struck = True

    def _end_row(self) -> None:
        """Make a row of the element that ends."""
        found, line, self._row = self._row or {}, self._row_line, None
        amount = self._amount(found.get("amount", ""), line)
        account = found.get("accountId", "")
        if not account:
            self.told.add(warning("SIE-112", self.told.at(line, "accountId")))
        if not account or amount is None:
            self.skipped += 1
            return
        self._count += 1
        if not self._struck:
            self._balance += amount
            self.sums[account] = self.sums.get(account, 0) + amount
        self._rows.append(
            SieRow(
                self._voucher,
                "B" if self._struck else "",
                account,
                tuple(self._pairs),
                amount,
                self._day(found.get("ledgerDate", ""), line, "ledgerDate") or self._voucher.date,
                found.get("text", "") or self._voucher.text,
                self._quantity(found.get("quantity", ""), line),
                "",
                line,
            )
        )

    def _end_entry(self, line: int) -> None:
        voucher, place = self._voucher, self.told.at(self._voucher.line)
        name = f"{voucher.series} {voucher.number}".strip()
        if self._balance:
            self.told.add(warning("SIE-105", place, voucher=name, difference=Money(self._balance)), met=line)
        if not self._count:
            self.told.add(note("SIE-106", place, voucher=name), met=line)

    def _amount(self, text: str, line: int) -> int | None:
        amount = minor_units(text)
        if amount is None:
            amount = loose_minor_units(text)
        if amount is None:
            self.told.add(warning("SIE-101", self.told.at(line, "amount"), text=text))
        return amount

    def _quantity(self, text: str, line: int) -> str:
        quantity = exact_quantity(text)
        if quantity is None:
            self.told.add(note("SIE-104", self.told.at(line, "quantity"), text=text))
        return quantity or ""

    def _day(self, text: str, line: int, column: str) -> str:
        day = iso_day(text)
        if day is None:
            self.told.add(warning("SIE-103", self.told.at(line, column), text=text))
        return day or ""
