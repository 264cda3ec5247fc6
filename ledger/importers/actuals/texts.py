"""Rows of an actuals file as texts, read before anybody knows what its columns are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import stop
from ledger.importers.actuals.cells import cleaned
from ledger.importers.actuals.csv_bytes import survey
from ledger.importers.actuals.csv_file import headings_below
from ledger.importers.actuals.csv_file import told_delimiter
from ledger.importers.actuals.map_file import ActualsMap

Texts = tuple[str, ...]
"""The cells of a row, or of the header row."""


def csv_texts(stream: BinaryIO, file: str, words: ActualsMap) -> Iterator[Texts | Finding]:
    """Yield the header row of a CSV file, then its other rows, and problems that keep it from being read.

    Args:
        stream: The file, which must be able to seek. It stays open.
        file: Its name for people.
        words: By which headings its separator is told.
    """
    found = survey(stream, file)
    yield from found.findings
    if found.encoding is None:
        return
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=found.encoding, newline="")
    first = next((line for line in text if line.strip()), "")
    text.seek(0)
    below = headings_below(text, words)
    if below:
        yield stop("CSV-018", Place(file=file, line=below))
        text.detach()
        return
    text.seek(0)
    reader = csv.reader(text, delimiter=told_delimiter(first, words), strict=True)
    empty = True
    try:
        for record in filter(any, reader):
            empty = False
            yield tuple(cleaned(cell)[0].strip() for cell in record)
        if empty:
            yield stop("CSV-003", Place(file=file, line=1))
    except csv.Error:
        yield stop("CSV-008", Place(file=file, line=reader.line_num))
    finally:
        text.detach()
