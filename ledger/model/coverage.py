"""Coverages: which days an imported file tells of, kept beside its entries."""

from __future__ import annotations

from datetime import date

import attrs


@attrs.frozen(kw_only=True)
class Coverage:
    """What an import covered in one project.

    Inside these days the file is taken to hold all that its organisation has booked, so an entry that an earlier file
    gave and this one lacks has vanished from the organisation's books.

    Attributes:
        organisation: Organisation number or name that the books belong to; empty if not told.
        start: First booking day in the file.
        end: Last booking day in the file.
        file: Name of the file.
        file_sha256: SHA-256 of the file, hexadecimal.
        map_sha256: SHA-256 of the map file, hexadecimal; None if none was used.
        rows: Number of entries that the file gave.
    """

    organisation: str
    start: date
    end: date
    file: str
    file_sha256: str
    map_sha256: str | None = None
    rows: int
