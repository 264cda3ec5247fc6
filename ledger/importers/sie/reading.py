"""One reading of a SIE file from its beginning: what has been met so far, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import accumulate

from ledger.core.finding import note
from ledger.core.finding import stop
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
from ledger.importers.sie.outcome import Outcome
from ledger.importers.sie.plain import OPENS
from ledger.importers.sie.plain import Plain
from ledger.importers.sie.plain import PlainReader
from ledger.importers.sie.proof import Balances
from ledger.importers.sie.records import NO_VOUCHER
from ledger.importers.sie.records import SieRow
from ledger.importers.sie.records import SieRows
from ledger.importers.sie.records import SieValue
from ledger.importers.sie.records import SieVoucher
from ledger.importers.sie.records import in_columns
from ledger.importers.sie.texts import Texts
from ledger.importers.sie.told import Told
from ledger.importers.sie.vouchers import ROW_LABELS
from ledger.importers.sie.vouchers import RowReader

_AT_ONCE, _FEW = 384, 24
"""Vouchers that are read at once, and where one of those is odd."""

# What old systems fill a file up with.
_PADDING = b"\x00\x1a"


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
        self._plain = PlainReader(self._texts, self.rows)
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

    def read(self, start: int, lines: Sequence[bytes]) -> Iterator[SieRows]:
        """Yield the rows among some lines, the trail's too, and take all that stands there into the sums.

        Args:
            start: Number of the first line.
            lines: The lines, without blanks around them.
        """
        first, *vouchers = b"\n".join((b"", *lines)).split(OPENS)
        if self._checksum is not None or any(b"#KSUMMA" in part for part in (first, *vouchers)):
            yield in_columns(self.read_lines(enumerate(lines, start)))
            return
        if first:
            before = first.removeprefix(b"\n").split(b"\n")
            yield in_columns(self.read_lines(enumerate(before, start)))
            start += len(before)
        yield from self._vouchers(start, vouchers, _AT_ONCE)

    def _vouchers(self, start: int, parts: Sequence[bytes], at_once: int) -> Iterator[SieRows]:
        """Yield the rows of whole vouchers, of as many as possible at once; what is odd about one is then sought."""
        for at in range(0, len(parts), at_once):
            some = parts[at : at + at_once]
            plain = self._plain.read(some, start)
            if plain is not None:
                self._take(plain, start)
                yield plain.rows
            elif at_once > _FEW:
                yield from self._vouchers(start, some, _FEW)
            else:
                lines = (OPENS + OPENS.join(some)).removeprefix(b"\n").split(b"\n")
                yield in_columns(self.read_lines(enumerate(lines, start)))
            start += sum(part.count(b"\n") + 1 for part in some)

    def _take(self, plain: Plain, start: int) -> None:
        """Take whole vouchers into the sums."""
        self.close(start)
        self._braced = True
        vouchers, counts, ends, rows = plain
        dates = [voucher.date for voucher in vouchers]
        self.first_day = min(self.first_day or dates[0], *dates)
        self.last_day = max(self.last_day, *dates)
        amounts = rows.amounts
        if any(rows.marks):
            for mark in filter(None, rows.marks):
                self._marked[mark] += 1
            amounts = [0 if mark else amount for mark, amount in zip(rows.marks, amounts, strict=True)]
        summed = list(accumulate(amounts, initial=0))
        after = list(accumulate(counts))
        if 0 in counts or any(map(summed.__getitem__, after)):
            differences = (summed[end] - summed[end - count] for end, count in zip(after, counts, strict=True))
            for voucher, count, met, balance in zip(vouchers, counts, ends, differences, strict=True):
                self._tell_voucher(voucher, count, balance, met)
        sums = self.sums
        for account, amount, mark in zip(rows.accounts, amounts, rows.marks, strict=True):
            if not mark:
                sums[account] = sums.get(account, 0) + amount
        if not self._row_objects:
            self._row_objects = any(each and not mark for each, mark in zip(rows.objects, rows.marks, strict=True))

    def read_lines(self, lines: Iterable[tuple[int, bytes]]) -> list[SieRow]:
        """Return the rows among some lines read one by one, the trail's too, and take all that is there into the sums.

        Args:
            lines: Numbers and lines.
        """
        sums, read, rows = self.sums, self.rows.row, []
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
            rows.append(row)
            if row.mark:
                self._marked[row.mark] += 1
                continue
            self._balance += row.amount_minor
            sums[row.account] = sums.get(row.account, 0) + row.amount_minor
            self._row_objects = self._row_objects or bool(row.objects)
        return rows

    def _outside(self, line: bytes, at: int) -> SieRow | None:
        """Return a row that stands in no voucher."""
        self.told.add(warning("SIE-107", self.told.at(at)))
        return self.rows.row(line, at, NO_VOUCHER)

    def other(self, line: bytes, at: int) -> None:
        """Take in a line that is no row."""
        if line == b"{":
            self._braced = True
        elif line == b"}":
            self.close(at)
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

    def outcome(self) -> Outcome:
        """Return what has been met so far."""
        return Outcome(
            head=self.head.head(),
            missing=self.head.missing(),
            balances=self._balances,
            value_line=self._value_objects,
            told=self.told,
            sums=self.sums,
            skipped=self.rows.skipped,
            days=(self.first_day, self.last_day),
            marked=self._marked,
            row_objects=self._row_objects,
        )

    def _open(self, line: bytes, at: int) -> None:
        self.close(at)
        voucher = self._voucher = self.rows.voucher(line, at)
        self._inside, self._braced = True, line.endswith(b"{")
        self._balance = self._count = 0
        if voucher.date:
            self.first_day = min(self.first_day or voucher.date, voucher.date)
            self.last_day = max(self.last_day, voucher.date)

    def close(self, met: int, *, at_end: bool = False) -> None:
        """End the voucher that is open, if there is one, and tell what is odd about it.

        Args:
            met: The line that shows that it ends.
            at_end: Whether the file ends there; if the voucher's rows were opened they are not all there.
        """
        if self._inside:
            if at_end and self._braced:
                self.told.add(stop("SIE-022", self.told.at(met)))
            self._inside = False
            self._tell_voucher(self._voucher, self._count, self._balance, met)

    def _tell_voucher(self, voucher: SieVoucher, count: int, balance: int, met: int) -> None:
        if count and not balance and self._braced:
            return
        place, name = self.told.at(voucher.line), f"{voucher.series} {voucher.number}".strip()
        if balance:
            self.told.add(warning("SIE-105", place, voucher=name, difference=Money(balance)), met=met)
        if not count:
            self.told.add(note("SIE-106", place, voucher=name), met=met)
        elif not self._braced:
            self.told.add(note("SIE-108", place, voucher=name), met=met)

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


def _record(line: bytes) -> tuple[str, Fields]:
    """Return a record's label, in capitals, and its fields."""
    first = line.split(None, 1)[0].upper()
    fields = split_fields(line, has_list=first in WITH_LIST)
    return fields.values[0].decode("ascii", "replace").upper(), fields
