"""A form that medfin made held against the stamps of what was written into it: formulas, figures and texts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ledger.app.funders.fill_wanted import said_of
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.words import label
from ledger.importers.funders.workbook import read_funder_workbook
from ledger.reports.funders.compared import Difference
from ledger.rules.stamp import changed_cells
from ledger.rules.stamp import missing_sheets
from ledger.rules.stamp import read_stamps
from ledger.rules.stamp import stamp_of

if TYPE_CHECKING:
    from ledger.core.finding import Finding
    from ledger.core.words import Labels
    from ledger.core.words import Words
    from ledger.model.funders.funder_workbook import FunderCell
    from ledger.model.funders.funder_workbook import FunderWorkbook
    from ledger.reports.sheet import Workbook
    from ledger.rules.funders.fill import Located
    from ledger.rules.stamp import Stamps

_FORMULA_MOST = 120


def changed(
    workbook: FunderWorkbook, made: Workbook, labels: Labels
) -> tuple[tuple[Difference, ...], tuple[Finding, ...]]:
    """Return each cell of a form that does not hold what medfin wrote into it, and what is to be said of that.

    The stamps that the workbook keeps tell which cells. What stood there is told where the form, made anew from the
    book as it is today, has a cell with the same stamp.

    Args:
        workbook: The form as it is.
        made: The workbook that medfin would make today.
        labels: Its language.
    """
    from ledger.render.workbook.book import PROPERTY  # noqa: PLC0415 - a funder's workbook needs neither
    from ledger.render.workbook.book import STAMPS  # noqa: PLC0415
    from ledger.render.xlsx import to_xlsx  # noqa: PLC0415

    place = Place(file=workbook.file)
    if not any(sheet.locked for sheet in made.sheets):
        return (), ()
    kept = _stamps(workbook, PROPERTY + STAMPS)
    if not kept:
        return (), (warning("FILL-046", place),)
    anew = read_funder_workbook(io.BytesIO(to_xlsx(made, labels)), workbook.file)
    told = tuple(warning("FILL-048", place, sheet=tab) for tab in missing_sheets(workbook, kept))
    if kept != _stamps(anew, PROPERTY + STAMPS):
        told = (note("FILL-047", place), *told)
    cells = (_difference(at, kept, anew) for at in changed_cells(workbook, kept))
    return tuple(cells), told


def _stamps(workbook: FunderWorkbook, prefix: str) -> Stamps:
    """Return the stamps that stand in a workbook's properties."""
    names = {name.removeprefix(prefix): text for name, text in workbook.properties.items() if name.startswith(prefix)}
    return read_stamps("".join(names[number] for number in sorted(filter(str.isdecimal, names), key=int)))


def _difference(at: Located, kept: Stamps, anew: FunderWorkbook) -> Difference:
    sheet = anew.sheet(at.sheet.name)
    before = sheet.cell(at.spot) if sheet else None
    stamp = next(spots for tab, spots in kept.items() if tab.casefold() == at.sheet.name.casefold()).get(at.spot)
    known = stamp is None or stamp_of(before) == stamp
    expected = label("fill.unknown") if not known else _content(before) if stamp else label("fill.nothing")
    return Difference(cell=at.name, address="", found=_content(at.cell), expected=expected)


def _content(cell: FunderCell | None) -> Words:
    """Return what a cell holds, for people: its formula if it has one."""
    if cell is not None and cell.formula is not None:
        return f"={cell.formula}"[:_FORMULA_MOST]
    return said_of(cell)
