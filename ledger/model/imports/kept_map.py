"""The map that a file was imported by, kept whole: so that a later reader sees how accounts became categories."""

from __future__ import annotations

from ledger.core.record import frozen
from ledger.model.imports.chart import Chart


@frozen(kw_only=True)
class KeptMap:
    """A map file as it was when an import used it; kept once in a project, under its digest.

    Attributes:
        file: Name of the file.
        sha256: SHA-256 of it, hexadecimal; coverages name it by that.
        text: The whole file.
        chart: The chart of accounts that it built on, as it was then; None where it names none.
    """

    file: str
    sha256: str
    text: str
    chart: Chart | None = None
