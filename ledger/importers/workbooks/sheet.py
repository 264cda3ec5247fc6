"""Worksheets of an XLSX file, row by row, and which of them holds actuals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import islice
from itertools import repeat
from operator import is_not
from typing import Any
from typing import BinaryIO
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import get_column_letter

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import folded
from ledger.importers.actuals.actuals import TWO_SIDES
from ledger.importers.actuals.header import known_headings
from ledger.importers.actuals.map_file import ActualsMap
from ledger.importers.workbooks.package import COLUMNS_MAX
from ledger.importers.workbooks.package import ROWS_MAX
from ledger.importers.workbooks.package import guarded
from ledger.reports.entries.entry_sheet import PROJECT_PROPERTY

_HEADER_ROWS_MAX = 60
_BATCH_ROWS = 256
# How far to the right of the last heading a forgotten figure is looked for.
_BEYOND = 16
_NEEDED = frozenset({"date", "amount"})
_PLAIN_NAME = re.compile(r"\w+")


class SheetRow(NamedTuple):
    """A row of a worksheet.

    Attributes:
        number: Its number, from 1.
        cells: Its cells as openpyxl gives them, formulas with their kept values.
        formulas: The same cells with their formulas; None where no sheet of the file has any.
    """

    number: int
    cells: tuple[Any, ...]
    formulas: tuple[Any, ...] | None


@frozen(kw_only=True)
class Found:
    """The sheet that holds actuals, and its header row.

    Attributes:
        sheet: Its name.
        row: Number of the header row.
        headings: What stands in it, from column A on.
    """

    sheet: str
    row: int
    headings: tuple[str, ...]

    def place(self, file: str, letter: str, row: int) -> Place:
        """Return a cell's place."""
        name = self.sheet if _PLAIN_NAME.fullmatch(self.sheet) else "'" + self.sheet.replace("'", "''") + "'"
        return Place(file=file, column=f"{name}!{letter}{row}")


class SheetReader:
    """Reads the worksheets of a file.

    Attributes:
        file: The file's name for people.
        project: Project that the workbook was made for, if it says so.
    """

    def __init__(self, stream: BinaryIO, file: str, *, formulas: bool) -> None:
        """Open a workbook that `ledger.importers.workbooks.package.survey` has found sound."""
        self.file = file
        with guarded(file):
            self._values = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            self._formulas = load_workbook(stream, read_only=True, keep_links=False) if formulas else None
            self._sheets = {sheet.title: sheet for sheet in self._values.worksheets}
            told = {each.name: each.value for each in self._values.custom_doc_props.props}
        self.project = str(told.get(PROJECT_PROPERTY) or "")

    def find(self, rules: ActualsMap) -> tuple[Found | None, tuple[Finding, ...]]:
        """Return the sheet whose header row has the columns that are needed, and what is to be said of the others.

        Where none has, the one that comes nearest is returned, so that what it lacks can be told.
        """
        place = Place(file=self.file)
        names = [name for name in self._sheets if rules.sheet in ("", folded(name))]
        if not names:
            return None, (stop("WKS-003", place, name=rules.sheet, sheets=", ".join(self._sheets)),)
        headed = [each for name in names if (each := self._headed(name, evolve(rules, usual={})))]
        if rules.usual and not any(fits for _, fits in headed):
            headed = [each for name in names if (each := self._headed(name, rules))]
        if not headed:
            return None, (stop("WKS-001", place, rows=_HEADER_ROWS_MAX, sheets=", ".join(names)),)
        fitting = [found for found, fits in headed if fits]
        shown = [found for found in fitting if self._sheets[found.sheet].sheet_state == "visible"]
        if len(fitting) > 1 and len(shown) != 1:
            return None, (stop("WKS-002", place, sheets=", ".join(found.sheet for found in fitting)),)
        chosen = next(iter(shown or fitting), max(headed, key=lambda each: self._known(each[0], rules))[0])
        passed = [found.sheet for found in fitting if found is not chosen]
        return chosen, (note("WKS-004", place, sheet=chosen.sheet, others=", ".join(passed)),) if passed else ()

    def rows(self, found: Found) -> Iterator[SheetRow]:
        """Yield the rows beneath a header row; those that the file leaves out, of which there may be a million, not."""
        width = min(len(found.headings) + _BEYOND, COLUMNS_MAX)
        for row in islice(self._rows(found.sheet, width), found.row, None):
            if any(map(is_not, row.cells, repeat(EMPTY_CELL))):
                yield row

    def _headed(self, name: str, rules: ActualsMap) -> tuple[Found, bool] | None:
        """Return a sheet's first row that has all columns that are needed, else the one with most, and which it is."""
        best: tuple[int, Found] | None = None
        needed = _NEEDED - rules.constants.keys()
        for row in islice(self._rows(name), _HEADER_ROWS_MAX):
            texts = [cell.value.strip() if isinstance(cell.value, str) else "" for cell in row.cells]
            width = max((at for at, text in enumerate(texts, start=1) if text), default=0)
            found = Found(sheet=name, row=row.number, headings=tuple(texts[:width]))
            known = {column for columns in known_headings(found.headings, rules) for column in columns}
            known |= {"amount"} if known & TWO_SIDES.keys() else set()
            if known and needed <= known:
                return found, True
            if known and (best is None or len(known) > best[0]):
                best = len(known), found
        return (best[1], False) if best else None

    def _known(self, found: Found, rules: ActualsMap) -> int:
        return sum(map(bool, known_headings(found.headings, rules)))

    def _rows(self, name: str, width: int = COLUMNS_MAX) -> Iterator[SheetRow]:
        """Yield a sheet's rows from the first on; rows that the file leaves out are empty ones."""
        books = [book for book in (self._values, self._formulas) if book is not None]
        each = [iter(self._cells(book[name], width)) for book in books]
        formulas: Iterable[tuple[Any, ...] | None] = each[1] if len(each) > 1 else repeat(None)
        for number, (cells, written) in enumerate(zip(each[0], formulas, strict=False), start=1):
            yield SheetRow(number, cells, written)

    def _cells(self, sheet: Any, width: int) -> Iterator[tuple[Any, ...]]:
        with guarded(self.file):
            # What a file says of its own size is often wrong, and cells outside it would be passed over.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=ROWS_MAX, max_col=width)
        while True:
            with guarded(self.file):
                batch = list(islice(rows, _BATCH_ROWS))
            if not batch:
                return
            yield from batch


def letter(at: int) -> str:
    """Return the letter of a column, counted from 0."""
    return str(get_column_letter(at + 1))
