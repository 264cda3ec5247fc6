"""Every figure of every report and form by its address, as ``--addresses`` prints it.

An address alone says which figure of a project it is, see `ledger.reports.address`.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from difflib import get_close_matches

from ledger import catalog
from ledger.app.book import Book
from ledger.app.dossiers import chosen
from ledger.app.dossiers import dossier
from ledger.app.funders.forms import form
from ledger.app.funders.forms import form_file
from ledger.app.reports import report
from ledger.app.tables import REPORTS
from ledger.core.record import frozen
from ledger.errors import LedgerError
from ledger.errors import NoFigureYetError
from ledger.errors import StorageError
from ledger.errors import UnknownFigureError
from ledger.model.project import Project
from ledger.model.scheme import Scheme
from ledger.model.view import View
from ledger.reports import address as grammar
from ledger.reports.address import Address
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import Table

LISTS = ("entries", "findings", "audit", "transactions")
"""Reports that list facts; their figures have addresses too, but are not among a project's usual ones."""


@frozen(kw_only=True)
class Figure:
    """A figure, with all that says what it is.

    Attributes:
        address: Its address, as ``--addresses`` prints it.
        table: The report, or the table of a form, in which it stands.
        row: Its row.
        column: Its column; says whether its value is money, a percentage, a count or a date.
        cell: Its value and how a spreadsheet computes it; the value is None where the report leaves the place empty.
    """

    address: str
    table: Table
    row: Row
    column: Column
    cell: Cell


def figure(book: Book, id_: str, address: str) -> Figure:
    """Return the figure of a project that an address names.

    Args:
        book: The book.
        id_: The project that is asked about; an address may name others.
        address: As ``--addresses`` prints it.

    Raises:
        FigureAddressError: It has not the form of an address.
        UnknownFigureError: The report has no such row or column; the nearest address comes along.
        NoFigureYetError: It names a category, source, part, phase or year that the project has, but about which the
            report has nothing to say.
        LedgerError: There is no such report or project, or the report does not take what the address asks for.
    """
    return Figures(book, id_).at(address)


def figures(book: Book, id_: str) -> Iterator[Figure]:
    """Yield all figures of a project for the usual view: those of every report, then of every form that fits.

    Reports that list facts (entries, findings, audit, transactions) are left out, and so are reports and forms that
    have nothing to show.

    Raises:
        UnknownProjectError: The book has no such project.
    """
    return Figures(book, id_).usual()


class Figures:
    """The figures of a project; each report that they stand in is made once, so keep it no longer than a question."""

    def __init__(self, book: Book, id_: str) -> None:
        """Open a project's figures.

        Raises:
            UnknownProjectError: The book has no such project.
        """
        (self.project,) = chosen(book, (id_,))
        self._book = book
        self._made: dict[tuple[str, tuple[grammar.Term, ...]], dict[str, Table]] = {}

    def at(self, address: str) -> Figure:
        """Return the figure at an address; as `figure`."""
        asked = grammar.parse(address)
        table = self._table(asked)
        rows = {row.key: row for row in table.rows}
        places = {column.key: place for place, column in enumerate(table.columns)}
        if asked.row not in rows or asked.column not in places:
            raise self._absent(asked, table, rows, places)
        row, place = rows[asked.row], places[asked.column]
        return Figure(address=str(asked), table=table, row=row, column=table.columns[place], cell=row.cells[place])

    def usual(self) -> Iterator[Figure]:
        """Yield all figures of the usual view; as `figures`."""
        for name in REPORTS:
            if name not in LISTS:
                yield from self._all(Address(table=name, row="", column=""))
        for name in catalog.form_ids():
            yield from self._all(Address(table="", row="", column="", terms=((grammar.FORM, name),)))

    def _all(self, asked: Address) -> Iterator[Figure]:
        """Yield the figures of a report or form; none where it refuses, having nothing to show of this project."""
        try:
            tables = self._tables(asked)
        except StorageError:
            raise
        except LedgerError:
            return
        for table in tables.values():
            for row in table.rows:
                for address, column, cell in table.figures_of(row):
                    yield Figure(address=address, table=table, row=row, column=column, cell=cell)

    def _table(self, asked: Address) -> Table:
        tables = self._tables(asked)
        if asked.table not in tables:
            raise UnknownFigureError(address=asked, nearest=_nearest(str(asked), tables.values()))
        return tables[asked.table]

    def _tables(self, asked: Address) -> dict[str, Table]:
        """Return the tables of the report or form that an address is about, by name."""
        named = asked.term(grammar.FORM)
        key = ("" if named else asked.table, asked.terms)
        if key not in self._made:
            found = self._form(named, asked) if named else (self._report(asked),)
            self._made[key] = {table.name: table for table in found}
        return self._made[key]

    def _report(self, asked: Address) -> Table:
        projects = asked.term(grammar.PROJECTS)
        ids = () if projects == grammar.ALL else tuple(projects.split(",")) if projects else (self.project,)
        return report(self._book, asked.table, ids, asked.view(self._book.today))

    def _form(self, name: str, asked: Address) -> tuple[Table, ...]:
        """Return a form's own tables: not the entries that it sums."""
        made = form(self._book, form_file(self._book, name), self.project, asked.view(self._book.today))
        return tuple(table for sheet in made.sheets for table in sheet.tables if table.name not in LISTS)

    def _absent(
        self, asked: Address, table: Table, rows: dict[str, Row], places: dict[str, int]
    ) -> UnknownFigureError | NoFigureYetError:
        """Return why a table has nothing at an address: nothing has come there yet, or nothing ever can."""
        found = dossier(self._book, self.project, View(today=self._book.today))
        known = _known_keys(found.project, found.scheme)
        missing = [
            *(key for key in asked.row.split("/") if asked.row not in rows),
            *(key for key in (asked.column,) if asked.column not in places),
        ]
        groups = {group for key in rows for group in key.split("/")}
        if all(key in known or key in groups for key in missing) and known.intersection(missing):
            key = next(key for key in missing if key in known)
            return NoFigureYetError(address=asked, project=self.project, key=key)
        return UnknownFigureError(address=asked, nearest=_nearest(str(asked), (table,)))


def _known_keys(project: Project, scheme: Scheme) -> set[str]:
    """Return what rows and columns on a project can be called: categories, sources, parts, phases and years."""
    ids = {
        *(category.code for category in scheme.categories),
        *(source.id for source in project.sources),
        *(part.id for part in project.parts),
        *(phase.id for phase in project.phases),
    }
    if project.start and project.end:
        ids |= {str(year) for year in range(project.start.year, project.end.year + 1)}
    return ids


def _nearest(address: str, tables: Iterable[Table]) -> str:
    """Return the known address that is most like the one asked for."""
    known = [
        table.address(row.key, column.key)
        for table in tables
        for row in table.rows
        for column in table.columns
        if column.kind.is_figure
    ]
    close = get_close_matches(address, known, n=1, cutoff=0) or ["–"]
    return close[0]
