"""Vouchers and their rows: a quick way for rows as they should be, a careful one for all others."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.importers.sie.fields import Fields
from ledger.importers.sie.fields import split_fields
from ledger.importers.sie.fields import split_list
from ledger.importers.sie.records import Objects
from ledger.importers.sie.records import SieRow
from ledger.importers.sie.records import SieVoucher
from ledger.importers.sie.texts import Texts
from ledger.importers.sie.told import Told
from ledger.importers.sie.values import exact_quantity
from ledger.importers.sie.values import is_day
from ledger.importers.sie.values import iso_day
from ledger.importers.sie.values import loose_minor_units
from ledger.importers.sie.values import minor_units

ROW_LABELS = (b"#TRANS", b"#RTRANS", b"#BTRANS")
"""Labels of rows."""

# A row as most are: account, list, amount, and then at most a date and a text between quotation marks.
_START = rb'#([RB]?)TRANS[ \t]+"?([^ \t"{}\\]++)"?[ \t]*+\{([^{}\\]*+)\}[ \t]*+(-?[0-9]{1,16}+)(?:\.([0-9]{1,2}))?'
_USUAL = re.compile(_START + rb'(?:[ \t]+"?([0-9]{8})"?(?:[ \t]++"([^"\\\x00-\x1f\x7f]*+)")?)?').fullmatch
_ROW = re.compile(_START + rb"[ \t]+(.*)").fullmatch
_VOUCHER = re.compile(
    rb'#VER[ \t]++"?([^ \t"{}\\\x00-\x1f\x7f]*+)"?[ \t]++"?([^ \t"{}\\\x00-\x1f\x7f]*+)"?[ \t]++"?([0-9]{8})"?'
    rb'(?:[ \t]++"([^"\\\x00-\x1f\x7f]*+)"(?:[ \t]++"?([0-9]{8})?"?)?)?'
).fullmatch
_MEMO_MAX = 65_536
_MARKS = {b"": "", b"R": "R", b"B": "B"}
_SERIES, _NUMBER, _DATE, _TEXT = range(1, 5)


_DECIMALS = 2
_new_row = tuple.__new__


class _Rest(NamedTuple):
    """What follows a row's amount."""

    date: str = ""
    text: str = ""
    quantity: str = ""
    sign: str = ""


class RowReader:
    """Reads the vouchers and rows of a file.

    Args:
        texts: Turns fields into texts.
        told: Where oddities go.
        use: Called with the number of each dimension that a row names.
    """

    def __init__(self, texts: Texts, told: Told, use: Callable[[str], None]) -> None:
        self._texts = texts
        self._told = told
        self._use = use
        self._accounts: dict[bytes, str] = {}
        self._lists: dict[bytes, Objects] = {}
        self._rests: dict[bytes, _Rest] = {}
        self._days = texts.days
        self.skipped = 0

    def row(self, line: bytes, at: int, voucher: SieVoucher) -> SieRow | None:
        """Return a row, or None where it has no account or amount that can be read; that is told and counted.

        Args:
            line: The line, without blanks around it.
            at: Its number.
            voucher: The voucher that it stands in.
        """
        found = _USUAL(line)
        if found is None:
            return self._less_usual(line, at, voucher)
        mark, account, listed, whole, decimals, day, words = found.groups()
        objects = self._lists.get(listed)
        if objects is None:
            objects = self.listed(listed, at)
        date = (self._days.get(day) or self._texts.day(day)) if day else voucher.date
        if objects is None or not date:
            return self._less_usual(line, at, voucher)
        if not words:
            text = voucher.text
        else:
            text = words.decode().strip() if words.isascii() else self._texts.text(words, at, "transtext")
        amount = int(whole + decimals) if decimals and len(decimals) == _DECIMALS else _minor(whole, decimals)
        # What a named tuple's own constructor does, without its check of arguments, which takes longer than all else.
        return _new_row(
            SieRow,
            (
                voucher,
                _MARKS[mark],
                self._accounts.get(account) or self.account(account, at),
                objects,
                amount,
                date,
                text or voucher.text,
                "",
                "",
                at,
            ),
        )

    def _less_usual(self, line: bytes, at: int, voucher: SieVoucher) -> SieRow | None:
        """Return a row whose amount is written as it should be, whatever stands after it."""
        found = _ROW(line + b" ")
        objects = self.listed(found[3], at) if found else None
        if found is None or objects is None:
            return self._careful(line, at, voucher)
        mark, account, _, whole, decimals, after = found.groups()
        date, text, quantity, sign = self._rests.get(after) or self._after(after, at)
        return SieRow(
            voucher,
            _MARKS[mark],
            self._accounts.get(account) or self.account(account, at),
            objects,
            _minor(whole, decimals),
            date or voucher.date,
            text or voucher.text,
            quantity,
            sign,
            at,
        )

    def voucher(self, line: bytes, at: int) -> SieVoucher:
        """Return the voucher that a line opens."""
        found = _VOUCHER(line)
        if found:
            series, number, day, words, registered = found.groups(b"")
            date = self._days.get(day) or self._texts.day(day)
            entered = date if registered == day else self._days.get(registered) or self._texts.day(registered)
            if date and (entered or not registered):
                text = self._texts.text
                return SieVoucher(
                    series.decode() if series.isascii() else text(series, at, "serie"),
                    number.decode() if number.isascii() else text(number, at, "vernr"),
                    date,
                    words.decode().strip() if words.isascii() else text(words, at, "vertext"),
                    entered,
                    "",
                    at,
                )
        return self._careful_voucher(line, at)

    def _careful_voucher(self, line: bytes, at: int) -> SieVoucher:
        """Return a voucher that is not written as vouchers should be."""
        fields = split_fields(line.rstrip(b" \t{"), has_list=False)
        self._odd(fields, at, "#VER")
        texts = [self._texts.text(raw, at, "#VER") for raw in fields.values]
        if self._without_series(texts):
            texts.insert(_SERIES, "")
            self._told.add(note("SIE-110", self._told.at(at, "serie"), number=texts[_NUMBER]))
        texts += [""] * (7 - len(texts))
        if fields.spaced:
            self._join(texts, at)
        day = self._day(texts[_DATE], at, "verdatum")
        registered = self._day(texts[5], at, "regdatum")
        return SieVoucher(texts[_SERIES], texts[_NUMBER], day, texts[_TEXT], registered, texts[6], at)

    def _without_series(self, texts: list[str]) -> bool:
        """Whether the series is left out: then a date stands in the number's place, and nothing like one after it."""
        after = texts[_DATE] if len(texts) > _DATE else "-"
        return len(texts) > _NUMBER and is_day(texts[_NUMBER]) and after != "" and iso_day(after) is None

    def _join(self, texts: list[str], at: int) -> None:
        """Put a voucher text together that lies over several fields for want of quotation marks."""
        after = texts[_TEXT + 1 :]
        end = next((place for place, each in enumerate(after) if not each or is_day(each)), len(after))
        if end:
            stop = _TEXT + 1 + end
            texts[_TEXT:stop] = [" ".join(texts[_TEXT:stop])]
            texts += ["", ""] * end
            self._told.add(note("SIE-017", self._told.at(at, "vertext"), text=texts[_TEXT]))

    def _careful(self, line: bytes, at: int, voucher: SieVoucher) -> SieRow | None:
        """Return a row that is not written as rows should be."""
        fields = split_fields(line, has_list=True)
        label, account, amount_text = (*fields.values, b"", b"")[:3]
        if label not in ROW_LABELS:
            self._told.add(note("SIE-009", self._told.at(at), label=label.decode("ascii", "replace")))
            return None
        if fields.listed is None:
            self._told.add(note("SIE-109", self._told.at(at, "objektlista")))
        self._odd(fields, at, label.decode())
        amount = self.amount(self._texts.text(amount_text, at, "belopp"), at)
        if not account:
            self._told.add(warning("SIE-112", self._told.at(at, "kontonr")))
        if not account or amount is None:
            self.skipped += 1
            return None
        after = self._rest(fields.values[3:], at, spaced=fields.spaced)
        return SieRow(
            voucher,
            _MARKS[label[1:-5]],
            self.account(account, at),
            self.objects(fields.listed or [], at),
            amount,
            after.date or voucher.date,
            after.text or voucher.text,
            after.quantity,
            after.sign,
            at,
        )

    def amount(self, text: str, at: int) -> int | None:
        """Return an amount in öre; None, and told, if it cannot be read."""
        amount = minor_units(text)
        if amount is not None:
            return amount
        place = self._told.at(at, "belopp")
        amount = loose_minor_units(text)
        if amount is None:
            self._told.add(warning("SIE-101", place, text=text))
        else:
            self._told.add(note("SIE-102", place, text=text, amount=Money(amount)))
        return amount

    def quantity(self, text: str, at: int, *, once: bytes | None = None) -> str:
        """Return a quantity; empty, and told, if it is no number."""
        quantity = exact_quantity(text)
        if quantity is None:
            self._told.add(note("SIE-104", self._told.at(at, "kvantitet"), text=text), once=once)
        return quantity or ""

    def objects(self, listed: list[bytes], at: int, *, once: bytes | None = None) -> Objects:
        """Return the pairs of an object list; one left over is told, of a text given only once, and left out."""
        texts = [self._texts.text(raw, at, "objektlista") for raw in listed]
        if len(texts) % 2:
            left_over = warning("SIE-016", self._told.at(at, "objektlista"), text=" ".join(texts))
            self._told.add(left_over, once=once)
        pairs = tuple((number, code) for number, code in zip(texts[::2], texts[1::2], strict=False) if number or code)
        for number, _ in pairs:
            self._use(number)
        return pairs

    def listed(self, raw: bytes, at: int) -> Objects | None:
        """Return the objects between two braces; None where a brace or a mark lies inside a field."""
        known = self._lists.get(raw)
        if known is not None:
            return known
        listed = split_list(raw)
        if listed is None:
            return None
        if len(self._lists) >= _MEMO_MAX:
            self._lists.clear()
        objects = self._lists[raw] = self.objects(listed, at, once=raw)
        return objects

    def account(self, raw: bytes, at: int) -> str:
        """Return an account; one that is no number is told."""
        account = self._accounts.get(raw)
        if account is None:
            account = self._accounts[raw] = self._texts.text(raw, at, "kontonr")
            if not (account.isascii() and account.isdecimal()):
                self._told.add(note("SIE-111", self._told.at(at, "kontonr"), account=account), once=raw)
        return account

    def _after(self, raw: bytes, at: int) -> _Rest:
        """Return what follows an amount, and remember it: the same words come again and again."""
        fields = split_fields(raw.strip(), has_list=False)
        self._odd(fields, at, "transtext", once=raw)
        if len(self._rests) >= _MEMO_MAX:
            self._rests.clear()
        rest = self._rests[raw] = self._rest(fields.values, at, spaced=fields.spaced, once=raw)
        return rest

    def _rest(self, values: list[bytes], at: int, *, spaced: bool, once: bytes | None = None) -> _Rest:
        """Return date, text, quantity and sign of a row, with what is put wrong put right."""
        texts = [self._texts.text(raw, at, "transtext") for raw in values]
        if spaced and texts and not any(map(str.isdigit, texts[0])):
            texts.insert(0, "")
        if spaced and len(texts) > 2 and exact_quantity(texts[2]) is None:  # noqa: PLR2004 - date, text, quantity
            texts[1:] = [" ".join(texts[1:])]
            self._told.add(note("SIE-017", self._told.at(at, "transtext"), text=texts[1]), once=once)
        day, text, quantity, sign, *_ = *texts, "", "", "", ""
        date = self._day(day, at, "transdat", once=once)
        return _Rest(date, text, self.quantity(quantity, at, once=once), sign)

    def _day(self, text: str, at: int, column: str, *, once: bytes | None = None) -> str:
        """Return a date; empty, and told, if it is none."""
        day = iso_day(text)
        if day is None:
            self._told.add(warning("SIE-103", self._told.at(at, column), text=text), once=once)
        return day or ""

    def _odd(self, fields: Fields, at: int, column: str, *, once: bytes | None = None) -> None:
        """Tell what had to be guessed when a line was taken apart."""
        if fields.odd == "list":
            self._told.add(warning("SIE-019", self._told.at(at, column)), once=once)
        elif fields.odd:
            self._told.add(note("SIE-015", self._told.at(at, column)), once=once)


def _minor(whole: bytes, decimals: bytes | None) -> int:
    """Return an amount in öre from its digits before and after the mark."""
    return int(whole + (decimals or b"").ljust(_DECIMALS, b"0"))
