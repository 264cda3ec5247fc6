"""Which columns of a worksheet are read.

In any sheet all columns up to the last heading are, and what stands to the right of them is told. In medfin's own entry
workbook the figures that it computes are not, and neither are columns that somebody has put in for their own use: they
cannot be mistyped ones, for every column of the workbook is there.
"""

from __future__ import annotations

from ledger.core.record import frozen
from ledger.core.words import folded
from ledger.importers.actuals.actuals import COLUMN_NAMES
from ledger.importers.actuals.actuals import COLUMNS
from ledger.importers.actuals.actuals import hints
from ledger.importers.actuals.header import known_headings
from ledger.importers.actuals.map_file import ActualsMap
from ledger.importers.workbooks.sheet import Found
from ledger.importers.workbooks.sheet import letter
from ledger.reports.entries.entry_sheet import COMPUTED

_COMPUTED = frozenset(folded(text) for name in COMPUTED.values() for text in (name.sv, name.en))
# What the entry workbook of any project has; parts and phases only where the project has some, and VAT only since 2026.
_SOME = frozenset({"vat", "vat_treatment"})
_ALWAYS = frozenset(COLUMNS) - {"project", "part", "phase"} - _SOME


@frozen(kw_only=True)
class Kept:
    """The columns that are read.

    Attributes:
        headings: Their headings; a last, empty one stands for what lies to the right of them, where that is told.
        places: Where they stand in the sheet, from 0.
        letters: The same as letters.
        columns: Which of our columns each is; none, one, or several.
        beyond: Where what lies to the right begins, if it is told.
        ignored: Columns that somebody has put into the entry workbook, as the heading or the letter.
    """

    headings: tuple[str, ...]
    places: tuple[int, ...]
    letters: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    beyond: int | None
    ignored: tuple[str, ...] = ()


def kept_columns(found: Found, rules: ActualsMap) -> Kept:
    """Return the columns of a sheet that are read.

    Args:
        found: The sheet's header row.
        rules: The map file.
    """
    ours = known_headings(found.headings, rules)
    computed = {at for at, text in enumerate(found.headings) if folded(text) in _COMPUTED}
    ignored = _own_use(found, ours, computed) if computed else set()
    places = tuple(at for at in range(len(found.headings)) if at not in computed | ignored)
    headings = tuple(found.headings[at] for at in places)
    return Kept(
        headings=headings if computed else (*headings, ""),
        places=places,
        letters=tuple(map(letter, places)),
        columns=tuple(ours[at] for at in places),
        beyond=None if computed else len(found.headings),
        ignored=tuple(found.headings[at] or letter(at) for at in sorted(ignored)),
    )


def _own_use(found: Found, ours: list[tuple[str, ...]], computed: set[int]) -> set[int]:
    """Return the columns of an entry workbook that are nobody's but their maker's."""
    given = {column for columns in ours for column in columns}
    if not given >= _ALWAYS:
        return set()
    left = [name for name, columns in COLUMN_NAMES.items() if columns[0] not in given | _SOME]
    hint = hints()
    strange = {at for at, columns in enumerate(ours) if not columns and at not in computed}
    return {at for at in strange if not hint(folded(found.headings[at]), left)}
