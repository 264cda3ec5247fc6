"""A filled workbook read back against the book: a funder's by a map, or one that medfin made."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from ledger import catalog
from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.app.files import open_file
from ledger.app.funders.changed import changed
from ledger.app.funders.fill_wanted import Request
from ledger.app.funders.fill_wanted import place_of
from ledger.app.funders.fill_wanted import read_map
from ledger.app.funders.fill_wanted import said_of
from ledger.app.funders.fill_wanted import wanted
from ledger.app.funders.filling import recomputed
from ledger.app.funders.forms import form
from ledger.app.funders.forms import form_file
from ledger.app.reports import workbook as made
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import Labels
from ledger.core.words import Words
from ledger.errors import OtherProjectError
from ledger.importers.funders.labels import proposals
from ledger.importers.funders.workbook import read_funder_workbook
from ledger.model.funders.fill_map import FillEntry
from ledger.model.funders.fill_map import FillMap
from ledger.model.funders.funder_workbook import FunderWorkbook
from ledger.model.funders.funder_workbook import Holds
from ledger.model.view import View
from ledger.render.clean import visible
from ledger.render.workbook.number import to_number
from ledger.reports import address as grammar
from ledger.reports.funders import filling as report
from ledger.reports.funders.compared import Difference
from ledger.reports.sheet import Workbook
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import Table
from ledger.rules.funders.fill import Located
from ledger.rules.funders.fill import Miss
from ledger.rules.funders.fill import is_written_as_text
from ledger.rules.funders.fill import locate
from ledger.rules.funders.fill import shows


@frozen(kw_only=True)
class Compared:
    """A workbook compared with the book.

    Attributes:
        cells: How many cells were compared.
        differences: Those that show something else.
        changed: Cells that do not hold what medfin wrote into them, of a workbook that medfin made.
        findings: What is to be said of the comparison itself.
    """

    cells: int
    differences: tuple[Difference, ...]
    changed: tuple[Difference, ...] = ()
    findings: tuple[Finding, ...] = ()


def compare(book: Book, file: Path, id_: str, map_path: Path | None = None, *, language: str = "sv") -> Compared:
    """Return every figure of a filled workbook that differs from the book.

    A map says which cell shows what. Without one, a workbook that medfin made is made anew and compared cell by cell,
    and a form also with the stamps of what was written into it; of any other, the cells are compared that medfin
    recognises for sure.

    Args:
        book: The book.
        file: The workbook.
        id_: Project id.
        map_path: A map, as for filling.
        language: Of the texts in a funder's workbook that have two.

    Raises:
        OtherProjectError: The workbook was made by medfin for another project.
        FileRefusedError: The map has errors.
        LedgerError: There is no such project, or the workbook cannot be read.
    """
    with open_file(file) as stream:
        workbook = given = read_funder_workbook(stream, str(file), macros=True)
        stream.seek(0)
        findings: tuple[Finding, ...] = ()
        if _keeps_no_values(workbook):
            computed = recomputed(stream.read(), str(file))
            findings = () if computed else (warning("FILL-040", Place(file=str(file))),)
            workbook = evolve(computed, properties=workbook.properties) if computed else workbook
    made = None if map_path else _made(book, workbook, id_)
    if made:
        done = _with_own(workbook, made)
        altered, told = changed(given, *made)
        done = evolve(done, changed=altered, findings=(*told, *done.findings))
    else:
        rules = read_map(map_path) if map_path else _learned(book, workbook, id_)
        request = Request(book=book, project=id_, rules=rules, workbook=workbook, language=language)
        done = _by_map(request, learned=map_path is None)
    return evolve(done, findings=(*findings, *done.findings))


def _keeps_no_values(workbook: FunderWorkbook) -> bool:
    """Whether a formula keeps no value, as in a workbook that was filled by a program and never opened."""
    cells = (cell for sheet in workbook.sheets for cell in sheet.cells.values())
    return any(cell.formula is not None and cell.holds is Holds.NOTHING for cell in cells)


def _learned(book: Book, workbook: FunderWorkbook, id_: str) -> FillMap:
    """Return the map of the cells that are recognised for sure."""
    found = dossier(book, id_, View(today=book.today))
    proposed = proposals(workbook, catalog.fill_words(found.scheme, found))
    entries = (FillEntry(at=each.at, shows=each.shows, unit=each.unit) for each in proposed if each.sure)
    return FillMap(entries=tuple(entries))


def _by_map(request: Request, *, learned: bool) -> Compared:
    asked, findings = wanted(request)
    other = [each for each in asked if not shows(each.at.cell, each.content, each.step)]
    texts = [each for each in other if is_written_as_text(each.at.cell, each.content)]
    differences = tuple(
        Difference(cell=each.at.name, address=each.entry.shows, found=said_of(each.at.cell), expected=each.said)
        for each in other
        if each not in texts
    )
    place = Place(file=request.workbook.file)
    told = (note("FILL-042", place, count=len(asked)),) if learned else findings
    told += tuple(
        warning("FILL-043", place_of(each), shows=each.entry.shows, expected=each.said, found=said_of(each.at.cell))
        for each in texts
    )
    return Compared(cells=len(asked), differences=differences, findings=told)


def _made(book: Book, workbook: FunderWorkbook, id_: str) -> tuple[Workbook, Labels] | None:
    """Return the workbook that medfin would make today in the place of one that it made; None for any other.

    Raises:
        OtherProjectError: It was made for another project.
    """
    properties = {name.removeprefix("medfin."): value for name, value in workbook.properties.items()}
    if "asked" not in properties:
        return None
    if properties.get("project") != id_:
        raise OtherProjectError(file=workbook.file, project=properties.get("project", "–"), asked=id_)
    name, mark, terms = properties["asked"].partition("?")
    asked = grammar.parse(f"{name or 'form'}/-.-{mark}{terms}")
    view, of_form = asked.view(book.today), asked.term(grammar.FORM)
    labels = catalog.labels(properties.get("language", "sv"))
    filled = form(book, form_file(book, of_form), id_, view) if of_form else made(book, name, (id_,), view)
    return filled, labels


def _with_own(workbook: FunderWorkbook, made: tuple[Workbook, Labels]) -> Compared:
    """Return how a workbook differs from the one that medfin would make today."""
    from ledger.render.workbook.layout import lay_out  # noqa: PLC0415 - a funder's workbook needs none

    expected, labels = made
    layout = lay_out(expected.sheets, labels)
    done = _Own()
    for table in (table for sheet in expected.sheets for table in sheet.tables):
        for row in table.rows:
            places = {
                column.key: locate(workbook, layout.address(f"{table.name}/{row.key}.{column.key}"))
                for column in table.columns
            }
            done.take(table, row, places, labels)
    place = Place(file=workbook.file)
    findings = tuple(warning("FILL-041", place, table=table, row=row) for table, row in done.moved.items())
    return Compared(cells=done.cells, differences=tuple(done.differences), findings=findings)


class _Own:
    """What has been compared so far of a workbook that medfin made.

    Attributes:
        cells: How many cells.
        differences: Those that show something else.
        moved: Of each table whose rows do not stand where they would today, the first such row.
    """

    def __init__(self) -> None:
        self.cells = 0
        self.differences: list[Difference] = []
        self.moved: dict[str, str] = {}

    def take(self, table: Table, row: Row, places: Mapping[str, Located | Miss], labels: Labels) -> None:
        """Compare a row's figures, if its texts stand where they would today."""
        if not _is_same_row(table, row, places, labels):
            self.moved.setdefault(table.name, row.key)
            return
        for column, cell in zip(table.columns, row.cells, strict=True):
            at = places[column.key]
            if isinstance(at, Located) and (cell.kind or column.kind).is_figure and cell.value is not None:
                self.cells += 1
                self.differences += _own_difference(table, row, column, cell, at)


def _is_same_row(table: Table, row: Row, places: Mapping[str, Located | Miss], labels: Labels) -> bool:
    """Whether the texts of a row stand where they would today, so that its figures do too."""
    for column, cell in zip(table.columns, row.cells, strict=True):
        at = places[column.key]
        if isinstance(at, Miss):
            return False
        text = visible(labels.say(cell.value), keep="\n") if isinstance(cell.value, Words) else ""
        if text and not shows(at.cell, text):
            return False
    return True


def _own_difference(table: Table, row: Row, column: Column, cell: Cell, at: Located) -> Iterator[Difference]:
    kind, address = cell.kind or column.kind, table.address(row.key, column.key)
    expected = to_number(cell.value, kind, table.currency, address)
    content = None if expected is None else Decimal(expected)
    step = report.step(FillEntry(at="", shows=""), kind, table.currency)
    if not shows(at.cell, content, step):
        said = cell.value.isoformat() if isinstance(cell.value, date) else f"{content:f}" if content else "0"
        yield Difference(cell=at.name, address=address, found=said_of(at.cell), expected=said)
