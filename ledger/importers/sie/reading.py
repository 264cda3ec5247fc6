"""One reading of a SIE file from its beginning: what has been met so far, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from datetime import timedelta

from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.importers.sie.checksum import WITH_LIST
from ledger.importers.sie.checksum import Checksum
from ledger.importers.sie.fields import Fields
from ledger.importers.sie.fields import split_fields
from ledger.importers.sie.figures import BALANCES
from ledger.importers.sie.figures import VALUES
from ledger.importers.sie.figures import ValueReader
from ledger.importers.sie.head import HeadReader
from ledger.importers.sie.proof import Balances
from ledger.importers.sie.proof import SieProof
from ledger.importers.sie.proof import prove
from ledger.importers.sie.records import NO_VOUCHER
from ledger.importers.sie.records import SieRow
from ledger.importers.sie.records import SieValue
from ledger.importers.sie.texts import Texts
from ledger.importers.sie.told import Told
from ledger.importers.sie.vouchers import ROW_LABELS
from ledger.importers.sie.vouchers import RowReader

# What old systems fill a file up with.
_PADDING = b"\x00\x1a"
_SHORT_OF_YEAR = timedelta(days=31)


class Reading:
    """What one reading of a file gathers.

    Args:
        told: Where oddities go.
        encoding: The file's encoding.
    """

    def __init__(self, told: Told, encoding: str) -> None:
        self.told = told
        self._encoding = encoding
        self._texts = Texts(encoding, told)
        self.head = HeadReader(self._texts, told, encoding)
        self.rows = RowReader(self._texts, told, self.head.use)
        self._value_reader = ValueReader(self._texts, told, self.rows)
        self.sums: dict[str, int] = {}
        self.first_day = ""
        self.last_day = ""
        self._balances = Balances()
        self._checksum: Checksum | None = None
        self._voucher = NO_VOUCHER
        self._inside = False
        self._braced = True
        self._balance = 0
        self._count = 0
        self._marked = {"R": 0, "B": 0}
        self._unknown: set[str] = set()
        self._row_objects = False
        self._value_objects = 0

    def read(self, lines: Iterable[tuple[int, bytes]], *, trail: bool) -> Iterator[SieRow]:
        """Yield the rows among some lines, and take all that stands there into the sums.

        Args:
            lines: Numbers and lines.
            trail: Whether to yield the trail's rows too.
        """
        sums, read = self.sums, self.rows.row
        for at, line in lines:
            if self._checksum is not None:
                self._sum(line)
            if not line.startswith(ROW_LABELS):
                self.other(line, at)
                continue
            row = read(line, at, self._voucher) if self._inside else self._outside(line, at)
            if row is None:
                continue
            self._count += 1
            if row.mark:
                self._marked[row.mark] += 1
                if trail:
                    yield row
            else:
                amount, account = row.amount_minor, row.account
                self._balance += amount
                sums[account] = sums.get(account, 0) + amount
                if row.objects:
                    self._row_objects = True
                yield row

    def _outside(self, line: bytes, at: int) -> SieRow | None:
        """Return a row that stands in no voucher."""
        self.told.add(warning("SIE-107", self.told.at(at)))
        return self.rows.row(line, at, NO_VOUCHER)

    def other(self, line: bytes, at: int) -> None:
        """Take in a line that is no row."""
        if line == b"{":
            self._braced = True
        elif line == b"}":
            self._close()
        elif line.startswith(b"#VER"):
            self._open(line, at)
        elif line.startswith(b"#"):
            self._record(line, at)
        elif line.strip(_PADDING):
            self.told.add(warning("SIE-014", self.told.at(at), text=self._texts.text(line[:60], at, "")))

    def value(self, line: bytes, at: int) -> SieValue | None:
        """Return the figure of a line that is none of a voucher's; None if it has none."""
        label, fields = _record(line)
        return self._value_reader.value(label, fields, at) if label in VALUES else None

    def finish(self) -> None:
        """Tell what only the end of the file shows."""
        self._close()
        place = self.told.at(None)
        missing = self.head.missing()
        if missing:
            self.told.add(note("SIE-008", place, labels=", ".join(missing)))
        for number in self.head.undescribed():
            self.told.add(note("SIE-114", place, dimension=number))
        if any(self._marked.values()):
            self.told.add(note("SIE-115", place, struck=self._marked["B"], added=self._marked["R"]))
        if self._value_objects and not self._row_objects:
            self.told.add(warning("SIE-206", self.told.at(self._value_objects)))
        self._finish_proof()
        self._finish_days()

    def proof(self) -> SieProof:
        """Return what the figures read so far say of each other."""
        return prove(self.sums, self._balances, self.head.head().accounts)

    def _open(self, line: bytes, at: int) -> None:
        self._close()
        voucher = self._voucher = self.rows.voucher(line, at)
        self._inside, self._braced = True, line.endswith(b"{")
        self._balance = self._count = 0
        if voucher.date:
            self.first_day = min(self.first_day or voucher.date, voucher.date)
            self.last_day = max(self.last_day, voucher.date)

    def _close(self) -> None:
        """Tell what is odd about the voucher that ends here."""
        if not self._inside:
            return
        self._inside = False
        if not self._balance and self._count and self._braced:
            return
        voucher, place = self._voucher, self.told.at(self._voucher.line)
        name = f"{voucher.series} {voucher.number}".strip()
        if self._balance:
            self.told.add(warning("SIE-105", place, voucher=name, difference=Money(self._balance)))
        if not self._count:
            self.told.add(note("SIE-106", place, voucher=name))
        elif not self._braced:
            self.told.add(note("SIE-108", place, voucher=name))

    def _record(self, line: bytes, at: int) -> None:
        """Take in a record that is neither voucher nor row."""
        label, fields = _record(line)
        if label == "#KSUMMA":
            self._sum_record(fields, at)
        elif label in BALANCES:
            value = self._value_reader.value(label, fields, at)
            if value is not None and not value.objects:
                self._balances.add(value)
        elif label in VALUES:
            if fields.listed:
                self._value_objects = self._value_objects or at
        elif self.head.knows(label):
            self.head.add(label, fields, at)
        elif label not in self._unknown:
            self._unknown.add(label)
            self.told.add(note("SIE-009", self.told.at(at), label=label))

    def _sum(self, line: bytes) -> None:
        if self._checksum is not None and not line.startswith(b"#KSUMMA"):
            self._checksum.add(line)

    def _sum_record(self, fields: Fields, at: int) -> None:
        stated = self._texts.text(fields.values[1], at, "#KSUMMA") if len(fields.values) > 1 else ""
        if not stated:
            self._checksum = Checksum(self._encoding)
        elif self._checksum is None:
            self.told.add(note("SIE-020", self.told.at(at)))
        else:
            if not self._checksum.agrees(stated):
                self.told.add(warning("SIE-005", self.told.at(at), stated=stated, computed=self._checksum.text))
            self._checksum = None

    def _finish_proof(self) -> None:
        place, proof = self.told.at(None), self.proof()
        if proof.opening_from_last_year:
            self.told.add(note("SIE-205", place))
        if not (proof.balances and proof.results):
            self.told.add(note("SIE-203", place))
        for line in proof.lines:
            if not line.difference_minor:
                continue
            rows, stated = Money(line.rows_minor), Money(line.stated_minor)
            opening, difference = Money(line.opening_minor), Money(line.difference_minor)
            if line.result:
                found = warning("SIE-202", place, account=line.account, rows=rows, stated=stated, difference=difference)
            else:
                found = warning(
                    "SIE-201",
                    place,
                    account=line.account,
                    opening=opening,
                    rows=rows,
                    stated=stated,
                    difference=difference,
                )
            self.told.add(found)

    def _finish_days(self) -> None:
        """Tell how far the vouchers go, and whether they leave the fiscal year."""
        year, place = self.head.head().year, self.told.at(None)
        if year is None or not self.last_day:
            return
        if self.last_day > year.end.isoformat() or self.first_day < year.start.isoformat():
            self.told.add(
                warning(
                    "SIE-116",
                    place,
                    first=_day(self.first_day),
                    last=_day(self.last_day),
                    start=year.start,
                    end=year.end,
                )
            )
        if _day(self.last_day) < year.end - _SHORT_OF_YEAR:
            self.told.add(note("SIE-204", place, last=_day(self.last_day), end=year.end))


def _record(line: bytes) -> tuple[str, Fields]:
    """Return a record's label, in capitals, and its fields."""
    first = line.split(None, 1)[0].upper()
    fields = split_fields(line, has_list=first in WITH_LIST)
    return fields.values[0].decode("ascii", "replace").upper(), fields


def _day(text: str) -> date:
    return date.fromisoformat(text)
