"""Rows of a worksheet as texts, read before anybody knows what its columns are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from typing import BinaryIO

from ledger.core.finding import Finding
from ledger.importers.actuals.cells import CellError
from ledger.importers.actuals.map_file import ActualsMap
from ledger.importers.actuals.texts import Texts
from ledger.importers.workbooks.cells import written
from ledger.importers.workbooks.package import guarded
from ledger.importers.workbooks.package import survey
from ledger.importers.workbooks.sheet import SheetReader


def xlsx_texts(stream: BinaryIO, file: str, words: ActualsMap) -> Iterator[Texts | Finding]:
    """Yield the header row of the sheet that looks like actuals, then its other rows, and why there is none.

    Args:
        stream: The file, which must be able to seek. It stays open.
        file: Its name for people.
        words: By which headings the sheet is told.

    Raises:
        LedgerError: As for `ledger.importers.workbooks.xlsx_file.xlsx_batches`.
    """
    reader = SheetReader(stream, file, formulas=survey(stream, file).formulas)
    found, findings = reader.find(words)
    yield from findings
    if found is None:
        return
    columns = [next(iter(words.columns.get(heading.casefold(), ())), None) for heading in found.headings]
    yield found.headings
    for row in reader.rows(found):
        cells = row.cells[: len(columns)]
        with guarded(file):
            texts = tuple(_text(cell, column) for cell, column in zip(cells, columns, strict=False))
        if any(texts):
            yield (*texts, *[""] * (len(columns) - len(texts)))


def _text(cell: Any, column: str | None) -> str:
    """Return a cell as text; one that cannot be read exactly tells nothing here, and is told when it is imported."""
    try:
        return written(cell, column).strip()
    except CellError:
        return ""
