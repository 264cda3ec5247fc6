"""Stamps of cells: a few characters for what medfin wrote into each, by which a workbook tells what was changed since.

They stand in the workbook's own properties, so no book is needed to see that a formula is not the one that was
written, even where it gives the same. They find what people change by mistake; whoever wants to deceive can stamp anew,
and is found out by making the workbook again from the book.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from collections.abc import Mapping
from decimal import Decimal
from hashlib import blake2b
from urllib.parse import quote
from urllib.parse import unquote

from ledger.model.funders.funder_workbook import FunderCell
from ledger.model.funders.funder_workbook import FunderWorkbook
from ledger.model.funders.funder_workbook import Holds
from ledger.model.funders.funder_workbook import Spot
from ledger.model.funders.funder_workbook import cell_name
from ledger.model.funders.funder_workbook import spot_of
from ledger.rules.funders.fill import Located
from ledger.rules.funders.fill import read_number

Stamps = Mapping[str, Mapping[Spot, str]]
"""Stamp of each cell that holds something, by sheet and cell."""

LENGTH = 4
"""Characters of a stamp: one in sixteen million changes stamps like what was there."""

_LONGEST = 255
"""Characters of a property's text that every program keeps."""

_SHEETS, _SHEET, _RUNS, _RUN = "/", ":", ";", "="
_APART = re.compile(r'("(?:[^"]|"")*")|\s+|_xlfn\.')
_QUOTED = re.compile(r"'([^'!]+)'!")


def stamp_of_formula(formula: str) -> str:
    """Return the stamp of a formula, with or without ``=``, the same however a program spaces and quotes it."""
    plain = _APART.sub(lambda match: match[1] or "", formula.removeprefix("="))
    return _stamp("=", _QUOTED.sub(r"\1!", plain))


def stamp_of_number(figure: Decimal | int) -> str:
    """Return the stamp of a figure at the digits that a cell can hold."""
    held = read_number(str(figure))
    return _stamp("#", f"{held.normalize():f}" if held is not None else str(figure))


def stamp_of_text(text: str) -> str:
    """Return the stamp of a text."""
    return _stamp("'", text)


def _stamp(kind: str, content: str) -> str:
    digest = blake2b(f"{kind}{content}".encode(), digest_size=LENGTH * 3 // 4).digest()
    return urlsafe_b64encode(digest).decode()


def stamp_of(cell: FunderCell | None) -> str | None:
    """Return the stamp of a cell as it is; None for one that holds nothing."""
    if cell is None:
        return None
    if cell.formula is not None:
        return stamp_of_formula(cell.formula)
    if cell.holds is Holds.NUMBER:
        figure = read_number(cell.text)
        return _stamp("#", cell.text) if figure is None else stamp_of_number(figure)
    return None if cell.holds is Holds.NOTHING else stamp_of_text(cell.text)


def write_stamps(stamps: Stamps) -> tuple[str, ...]:
    """Return stamps as texts that a workbook's properties can keep.

    Cells beside one another are one run: the name of the first, then all their stamps.
    """
    written = _SHEETS.join(f"{quote(tab)}{_SHEET}{_RUNS.join(_runs(cells))}" for tab, cells in stamps.items() if cells)
    return tuple(written[at : at + _LONGEST] for at in range(0, len(written), _LONGEST))


def _runs(cells: Mapping[Spot, str]) -> Iterator[str]:
    run, after = "", (0, 0)
    for spot in sorted(cells):
        if spot != after:
            if run:
                yield run
            run = cell_name(spot) + _RUN
        run += cells[spot]
        after = spot[0], spot[1] + 1
    yield run


def read_stamps(written: str) -> Stamps:
    """Return the stamps that a workbook keeps; what is none is passed over."""
    found: dict[str, dict[Spot, str]] = {}
    for sheet in written.split(_SHEETS):
        tab, _, runs = sheet.partition(_SHEET)
        for run in runs.split(_RUNS) if runs else ():
            name, _, stamps = run.partition(_RUN)
            first = spot_of(name)
            if first:
                row, column = first
                own = found.setdefault(unquote(tab), {})
                for at in range(len(stamps) // LENGTH):
                    own[row, column + at] = stamps[at * LENGTH : (at + 1) * LENGTH]
    return found


def changed_cells(workbook: FunderWorkbook, stamps: Stamps) -> Iterator[Located]:
    """Yield the cells of stamped sheets that do not hold what their stamps say, but for those that people fill in.

    A sheet that is not there any more is passed over; see `missing_sheets`.
    """
    for tab, kept in stamps.items():
        sheet = workbook.sheet(tab)
        if sheet is None:
            continue
        for spot in sorted({*kept, *sheet.cells}):
            at = Located(sheet, spot)
            expected = kept.get(spot)
            for_people = expected is None and not workbook.style(at.sheet, spot).locked
            if not for_people and stamp_of(at.cell) != expected:
                yield at


def missing_sheets(workbook: FunderWorkbook, stamps: Stamps) -> tuple[str, ...]:
    """Return the names of the stamped sheets that a workbook has no more."""
    return tuple(tab for tab in stamps if workbook.sheet(tab) is None)
