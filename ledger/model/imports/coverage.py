"""Coverages: which days an imported file tells of and what it says of them, kept beside its entries."""

from __future__ import annotations

from datetime import date

from ledger.core.record import frozen

Sums = tuple[tuple[str, str, int, int, int], ...]
"""Account, month, and in minor units, debit positive: what the file has of the project, what of that was mapped to
nothing, and what was split off or lies outside the project by the map."""


@frozen(kw_only=True)
class Coverage:
    """What an import covered in one project.

    Inside these days the file is taken to hold all that its organisation has booked, so an entry that an earlier file
    of the same kind gave and this one lacks has vanished from the organisation's books.

    Attributes:
        organisation: Organisation number or name that the books belong to; empty if not told.
        start: First booking day in the file.
        end: Last booking day in the file.
        file: Name of the file.
        file_sha256: SHA-256 of the file, hexadecimal.
        map_sha256: SHA-256 of the map file, hexadecimal; None if none was used.
        rows: Number of entries that the file gave.
        carrier: Kind of file: ``csv``, ``xlsx``, ``typed`` (the entry workbook) or ``sie``; empty if not told.
        fiscal_year: First day of the fiscal year, ISO; empty if not told.
        sums: What the file says, by account and month, in order.
        names: Numbers and names of its accounts among them.
        vanished: Spans of numbers of the entries that earlier files gave and this one lacks; they stay booked.
        late: Spans of numbers of entries booked on a later day than the file's, because that day was locked.
        series: Voucher series that the file has, an empty text for vouchers without; nothing if not told.
        partial: Whether earlier files gave entries on these days of series that this one does not have.
    """

    organisation: str
    start: date
    end: date
    file: str
    file_sha256: str
    map_sha256: str | None = None
    rows: int
    carrier: str = ""
    fiscal_year: str = ""
    sums: Sums = ()
    names: tuple[tuple[str, str], ...] = ()
    vanished: tuple[tuple[int, int], ...] = ()
    late: tuple[tuple[int, int], ...] = ()
    series: tuple[str, ...] = ()
    partial: bool = False
