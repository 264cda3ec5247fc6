"""Map files for a funder's workbook: cell = address of a figure, or a fact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ledger.core.section import Section
from ledger.core.toml_file import read_whole
from ledger.model.funders.fill_map import FillEntry
from ledger.model.funders.fill_map import FillMap
from ledger.model.funders.fill_map import FillUnit

if TYPE_CHECKING:
    from ledger.core.finding import Finding

DECIMALS_MAX = 2
"""More than öre are in no figure of money."""


def read_fill_map(text: str, file: str) -> tuple[FillMap | None, tuple[Finding, ...]]:
    """Read a map file.

    Args:
        text: The whole file.
        file: Its name for people.

    Returns:
        The map, None if anything in the file stops; and all problems.
    """
    return read_whole(text, file, _map)


def _map(section: Section) -> FillMap:
    cells = section.table("cells", needed=True)
    if cells is not None and not cells.keys():
        section.report("FILL-001", "cells")
    section.text("template")  # tells people which workbook the map is for
    return FillMap(
        sha256=(section.text("sha256") or "").lower(),
        unit=section.choice("unit", FillUnit),
        decimals=_decimals(section),
        zero=section.flag("zero"),
        entries=tuple(_entries(cells)) if cells else (),
    )


def _entries(cells: Section) -> Iterator[FillEntry]:
    places = cells.keys()
    for at in places:
        if cells.holds_table(at):
            entry = _detailed(cells, at)
        else:
            entry = FillEntry(at=at, shows=cells.text(at, needed=True) or "", place=cells.place(at))
        if entry.shows:
            yield entry


def _detailed(cells: Section, at: str) -> FillEntry:
    """Read a cell that says more than what it shows."""
    section = cells.table(at)
    if section is None:
        return FillEntry(at=at, shows="")
    entry = FillEntry(
        at=at,
        shows=section.text("shows", needed=True) or "",
        unit=section.choice("unit", FillUnit),
        turned=section.flag("turned"),
        decimals=_decimals(section),
        zero=section.flag("zero"),
        place=cells.place(at),
    )
    section.close()
    return entry


def _decimals(section: Section) -> int | None:
    found = section.whole("decimals")
    if found is not None and not 0 <= found <= DECIMALS_MAX:
        section.report("FILL-002", "decimals", most=DECIMALS_MAX)
        return None
    return found
