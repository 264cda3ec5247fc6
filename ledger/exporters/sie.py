"""SIE 4I: entries as vouchers that an accounting system can import."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from itertools import groupby
from zlib import crc32

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.model.entry import Entry
from ledger.model.entry_kind import CREDITS
from ledger.model.project import Project
from ledger.rules.corrections import attest

_PROJECT = "6"
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\s]")
# What code page 437 lacks and its reader would still understand.
_WRITTEN = {
    **dict.fromkeys("–—−‐‑", "-"),
    **dict.fromkeys("’‘‚´", "'"),
    **dict.fromkeys("”“„", '"'),
    "…": "...",
    "€": "EUR",
    "§": "par.",
    "ø": "ö",
    "Ø": "Ö",
    "õ": "o",
    "•": "*",
    "™": "(TM)",
}


@frozen(kw_only=True)
class SieTerms:
    """What a 4I file needs beside the entries.

    Attributes:
        company: Name of the company whose books it is for.
        orgnr: Its organisation number; left out if empty.
        balancing_account: Account that every voucher is balanced on.
        accounts: Account by category, for entries that name no account.
        generated_on: Day that the file is said to be made.
        version: Version of medfin.
    """

    company: str
    orgnr: str = ""
    balancing_account: str
    accounts: Mapping[str, str] = field(factory=dict)
    generated_on: date
    version: str = "1"


@frozen(kw_only=True)
class SieFile:
    """A 4I file.

    Attributes:
        content: Its bytes: code page 437, DOS line ends.
        findings: What had to be written otherwise, and what was left out.
    """

    content: bytes
    findings: tuple[Finding, ...] = ()


def write_sie(entries: Iterable[Entry], project: Project, terms: SieTerms) -> SieFile:
    """Write entries as a SIE 4I file.

    Entries that follow on each other with the same series, number and day become one voucher. Each row has the project
    as its object of dimension 6, and the day the cost belongs to as its own; a last row without object balances the
    voucher. Costs, contributions in kind and repayments are debits; income, receipts and advances are credits.

    Args:
        entries: The project's entries, in the order wanted.
        project: Becomes the object.
        terms: Company, accounts and day.
    """
    writer = _Writer(project, terms)
    return writer.written(entries)


class _Writer:
    """Writes one file."""

    def __init__(self, project: Project, terms: SieTerms) -> None:
        self._project = project
        self._terms = terms
        self._replaced: Counter[tuple[str, str]] = Counter()
        self._left_out: dict[str, list[int]] = {}

    def written(self, entries: Iterable[Entry]) -> SieFile:
        """Return the file of some entries."""
        records = [*self._head(), *self._vouchers(entries)]
        checksum = crc32(b"".join(summed for _, summed in records))
        lines = [b"#FLAGGA 0", b"#KSUMMA", *(line for line, _ in records), b"#KSUMMA %d" % checksum, b""]
        replaced = (
            note("SIE-401", Place(project=self._project.id), character=found, written=written, count=count)
            for (found, written), count in sorted(self._replaced.items())
        )
        return SieFile(content=b"\r\n".join(lines), findings=(*self._left(), *replaced))

    def _left(self) -> Iterator[Finding]:
        """Yield what was left out for want of an account, by category."""
        place = Place(project=self._project.id)
        for category, numbers in self._left_out.items():
            entries, count = attest.written(attest.spans(numbers)), len(numbers)
            if category:
                yield warning("SIE-402", place, category=category, entries=entries, count=count)
            else:
                yield warning("SIE-403", place, entries=entries, count=count)

    def _head(self) -> Iterator[tuple[bytes, bytes]]:
        terms = self._terms
        yield self._record("PROGRAM", "medfin", terms.version)
        yield self._record("FORMAT", "PC8", bare=True)
        yield self._record("GEN", _day(terms.generated_on), bare=True)
        yield self._record("SIETYP", "4", bare=True)
        if terms.orgnr:
            yield self._record("ORGNR", terms.orgnr)
        yield self._record("FNAMN", terms.company)
        yield self._record("DIM", _PROJECT, "Projekt")
        yield self._record("OBJEKT", _PROJECT, self._project.id, self._project.name)

    def _vouchers(self, entries: Iterable[Entry]) -> Iterator[tuple[bytes, bytes]]:
        booked = (entry for entry in entries if self._has_account(entry))
        for (series, number, _), group in groupby(booked, _voucher_key):
            rows = list(group)
            first = rows[0]
            # A row without a text would read back with its voucher's.
            text = first.text if all(entry.text for entry in rows) else None
            yield self._record("VER", series, number, _day(first.booked_on), text or "")
            yield b"{", b""
            for entry in rows:
                yield self._row(entry)
            balance = sum(map(_signed, rows))
            if balance:
                yield self._record("TRANS", self._terms.balancing_account, None, _amount(-balance))
            yield b"}", b""

    def _has_account(self, entry: Entry) -> bool:
        """Whether an entry can be booked on an account; tell if not."""
        if self._account(entry):
            return True
        self._left_out.setdefault(entry.category or "", []).append(entry.number)
        return False

    def _account(self, entry: Entry) -> str:
        return entry.account or self._terms.accounts.get(entry.category or "", "")

    def _row(self, entry: Entry) -> tuple[bytes, bytes]:
        objects = (_PROJECT, self._project.id)
        row = (self._account(entry), objects, _amount(_signed(entry)), _day(entry.belongs_to), entry.text or "")
        return self._record("TRANS", *row, *((entry.quantity,) if entry.quantity else ()))

    def _record(self, label: str, *fields: str | tuple[str, str] | None, bare: bool = False) -> tuple[bytes, bytes]:
        """Return a record's line, and what it gives to the checksum; a pair is an object list, None an empty one."""
        written, summed = [f"#{label}".encode()], [f"#{label}".encode()]
        for each in fields:
            texts = [self._encoded(text) for text in (each if isinstance(each, tuple) else (each or "",))]
            quoted = b" ".join(text if bare else b'"' + text.replace(b'"', b'\\"') + b'"' for text in texts)
            is_list = each is None or isinstance(each, tuple)
            written.append((b"{" + (quoted if each else b"") + b"}") if is_list else quoted)
            summed += texts
        return b" ".join(written), b"".join(summed)

    def _encoded(self, text: str) -> bytes:
        """Return a text in code page 437, with its like for what is not there."""
        plain = " ".join(_INVISIBLE.sub(" ", text).split())
        # A backslash before the closing mark would read as an escaped mark.
        stem = plain.rstrip("\\")
        if stem != plain:
            self._replaced["\\", "/"] += len(plain) - len(stem)
            plain = stem + "/" * (len(plain) - len(stem))
        try:
            return plain.encode("cp437")
        except UnicodeEncodeError:
            return "".join(map(self._like, plain)).encode("cp437")

    def _like(self, character: str) -> str:
        if _encodes(character):
            return character
        bare = unicodedata.normalize("NFKD", character)[:1]
        written = _WRITTEN.get(character) or (bare if _encodes(bare) else "?")
        self._replaced[character, written] += 1
        return written


def _voucher_key(entry: Entry) -> tuple[str, str, object]:
    """Return what entries of one voucher have in common; those without a voucher stand by themselves."""
    if entry.voucher_number is None:
        return entry.voucher_series or "", "", (entry.booked_on, id(entry))
    return entry.voucher_series or "", entry.voucher_number, entry.booked_on


def _signed(entry: Entry) -> int:
    """Return the amount as the general ledger has it, öre: debit positive."""
    return -entry.amount_minor if entry.kind in CREDITS else entry.amount_minor


def _amount(minor: int) -> str:
    whole, rest = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}{whole}.{rest:02d}"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _encodes(character: str) -> bool:
    try:
        character.encode("cp437")
    except UnicodeEncodeError:
        return False
    return True
