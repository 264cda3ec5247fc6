"""Fields turned into texts, with what was odd about them told once for each field's content."""

from __future__ import annotations

from codecs import charmap_decode

from ledger.core.finding import note
from ledger.importers.sie.encoding import CP1252
from ledger.importers.sie.encoding import NAMES
from ledger.importers.sie.encoding import PLAIN
from ledger.importers.sie.encoding import TABLES
from ledger.importers.sie.encoding import decode
from ledger.importers.sie.told import Told
from ledger.importers.sie.values import iso_day

_MEMO_MAX = 8192


class Texts:
    """Texts of a file's fields.

    Args:
        encoding: The file's encoding by majority.
        told: Where oddities go.

    Attributes:
        days: Dates met, ISO texts by field.
    """

    def __init__(self, encoding: str, told: Told) -> None:
        self._encoding = encoding
        self._told = told
        self._known: dict[bytes, str] = {}
        self.days: dict[bytes, str] = {b"": ""}
        self._plain = PLAIN[encoding]
        self._table = TABLES.get(encoding)
        # The letters that UTF-8 is told by have the bytes of CP1252 in Latin-1.
        self._plain_lines = PLAIN[CP1252 if self._table is None else encoding] + b"\n"

    def text(self, raw: bytes, line: int, column: str) -> str:
        """Return the text of a field.

        Args:
            raw: The field's bytes, without quotation marks around them.
            line: Line of the file.
            column: The field's name.
        """
        if raw.isascii() and raw.isalnum():
            return raw.decode()
        if not raw.translate(None, self._plain):
            return str(raw, "ascii").strip() if raw.isascii() else charmap_decode(raw, "strict", self._table)[0].strip()
        known = self._known.get(raw)
        if known is not None:
            return known
        if len(self._known) >= _MEMO_MAX:
            self._known.clear()
        text = self._known[raw] = self._decoded(raw, line, column)
        return text

    def plain(self, raw: bytes) -> str | None:
        """Return some lines as one text; None if there is anything in them that fields are looked at for one by one."""
        if self._table is not None:
            if raw.translate(None, self._plain_lines):
                return None
            return charmap_decode(raw, "strict", self._table)[0]
        try:
            text = raw.decode()
            odd = text.encode("latin-1").translate(None, self._plain_lines)
        except UnicodeError:
            return None
        return None if odd else text

    def raw(self, text: str) -> bytes:
        """Return the bytes that stand in the file for a text which it gave."""
        return text.encode(self._encoding)

    def day(self, raw: bytes) -> str:
        """Return a date as ISO text, and remember it; empty if it is none: look again with care."""
        day = iso_day(raw.decode("ascii", "replace")) or ""
        if day:
            self.days[raw] = day
        return day

    def _decoded(self, raw: bytes, line: int, column: str) -> str:
        found = decode(raw, self._encoding)
        if found.encoding != self._encoding:
            other = note("SIE-011", self._told.at(line, column), text=found.text, encoding=NAMES[found.encoding])
            self._told.add(other, once=raw)
        if found.cleaned:
            self._told.add(note("SIE-012", self._told.at(line, column), text=found.text), once=raw)
        if found.lost:
            self._told.add(note("SIE-013", self._told.at(line, column), text=found.text), once=raw)
        return found.text.strip()
