"""The entries beneath a figure, each with the amount that it counts for."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from ledger import catalog
from ledger.app.book import Book
from ledger.app.dossiers import chosen
from ledger.app.dossiers import dossiers
from ledger.app.explanations.figures import Figure
from ledger.app.reports import report
from ledger.app.tables import FEDERATION
from ledger.app.tables import mappings
from ledger.core.record import evolve
from ledger.core.words import label
from ledger.model.view import View
from ledger.reports import address as grammar
from ledger.reports.cells import EMPTY
from ledger.reports.entries.subtotals import subtotals_beside
from ledger.reports.explanations.explanation import Beneath
from ledger.reports.projects.consolidated import in_common
from ledger.reports.table import Cell
from ledger.reports.table import CellValue
from ledger.reports.table import Criterion
from ledger.reports.table import Row
from ledger.reports.table import SumOf
from ledger.reports.table import Table
from ledger.rules.totals import COST_SIGNS

_ENTRIES = "entries"

_OWN_ENTRIES = ("consolidated", "claim", "statement", *FEDERATION)
"""Tables that sum other entries than those of the project that is asked about, in the days of the view."""

_TESTS = {"=": lambda a, b: a == b, ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b}


class Entries:
    """The entries that a project's figures are sums of; each list is made once."""

    def __init__(self, book: Book, project: str) -> None:
        self._book = book
        self._project = project
        self._held: dict[tuple[grammar.Term, ...], tuple[tuple[str, Table], ...]] = {}

    def of_sum(self, found: Figure, live: SumOf) -> Iterator[Beneath]:
        """Yield the entries that a sum is of."""
        for project, table in self._tables(found):
            places = {column.key: at for at, column in enumerate(table.columns)}
            found_rows = sorted(
                (at, term)
                for term, (_, criteria) in enumerate(live.terms)
                for at in _meeting(project, table, places, criteria)
            )
            for at, term in found_rows:
                row, (sign, _) = table.rows[at], live.terms[term]
                yield _entry(project, row, places, sign * _whole(row.cells[places[live.column]].value))

    def of_costs(self, found: Figure) -> Iterator[Beneath]:
        """Yield the entries of cost that a rule divides."""
        terms = tuple((sign, (Criterion("kind", label(f"kind.{kind}")),)) for kind, sign in COST_SIGNS.items())
        return self.of_sum(found, SumOf(terms))

    def _tables(self, found: Figure) -> tuple[tuple[str, Table], ...]:
        """Return the tables of entries that a report sums: of each project, of their subtotals, or of a claim."""
        asked = grammar.parse(found.address)
        key = (*asked.terms, ("", asked.table if asked.table in _OWN_ENTRIES else ""))
        if key not in self._held:
            self._held[key] = self._made(asked, asked.view(self._book.today))
        return self._held[key]

    def _made(self, asked: grammar.Address, view: View) -> tuple[tuple[str, Table], ...]:
        projects = asked.term(grammar.PROJECTS)
        ids = () if projects == grammar.ALL else tuple(projects.split(",")) if projects else (self._project,)
        if asked.table == "consolidated":
            return (("", self._subtotals(ids, view)),)
        if asked.table == "claim":
            (id_,) = chosen(self._book, ids)
            return ((id_, report(self._book, "transactions", (id_,), view)),)
        if asked.table == "statement":
            return tuple((self._project, table) for table in self._stated(view))
        view = evolve(view, claim=None, source=None)
        if asked.term(grammar.FORM) or asked.table in FEDERATION:
            view = evolve(view, year=None, start=None, end=None)
        if asked.table in FEDERATION:
            ids = ()
        return tuple((id_, report(self._book, "entries", (id_,), view)) for id_ in chosen(self._book, ids))

    def _subtotals(self, ids: tuple[str, ...], view: View) -> Table:
        """Return the sums that several projects of one currency are put together from."""
        held = dossiers(self._book, ids, view)
        together = tuple(each for each in held if each.project.currency == held[0].project.currency)
        common = in_common(together, mappings(held), catalog.scheme(catalog.COMMON_SCHEME)) if view.by else together
        return subtotals_beside(common, view)

    def _stated(self, view: View) -> Iterator[Table]:
        """Yield the entries of a statement."""
        from ledger.app.statements.report import statement_workbook  # noqa: PLC0415 - few projects have statements

        for sheet in statement_workbook(self._book, self._project, view).sheets:
            yield from (table for table in sheet.tables if table.name == _ENTRIES)


def _meeting(project: str, table: Table, places: dict[str, int], criteria: Sequence[Criterion]) -> Iterable[int]:
    """Return which of a table's entries, from 0, meet all conditions; a column that is left out is empty in all."""
    left: Iterable[int] = range(len(table.rows))
    for each in criteria:
        place = places.get(each.column)
        if each.column == "project" and project:
            left = left if each.value == project else ()
        elif place is None:
            left = left if _meets(EMPTY, each) else ()
        else:
            left = _meeting_in(table, place, each, left)
    return left


def _meeting_in(table: Table, place: int, criterion: Criterion, among: Iterable[int]) -> list[int]:
    """Return which entries' cells in a column meet a condition; one that stands in many rows is looked at once."""
    met: dict[int, bool] = {}
    found = []
    for at in among:
        cell = table.rows[at].cells[place]
        meets = met.get(id(cell))
        if meets is None:
            meets = met[id(cell)] = _meets(cell, criterion)
        if meets:
            found.append(at)
    return found


def _meets(cell: Cell, criterion: Criterion) -> bool:
    if criterion.value == "":
        return cell.value is None
    return cell.value is not None and bool(_TESTS[criterion.test](cell.value, criterion.value))


def _entry(project: str, row: Row, places: dict[str, int], minor: int) -> Beneath:
    cells = {key: row.cells[at] for key, at in places.items()}
    number = _whole(cells["number"].value) if "number" in cells else 0
    day = next((cells[key].value for key in ("booked", "belongs", "paid") if key in cells), None)
    named = next(
        (cells[key].value for key in ("category", "source", "kind") if key in cells and cells[key].value), None
    )
    return Beneath(
        number=number,
        project=project or row.key,
        day=day.isoformat() if isinstance(day, date) else "",
        words=row.key if named is None or isinstance(named, int | Fraction | date) else named,
        amount_minor=minor,
        count=_whole(cells["count"].value) if "count" in cells else 1,
    )


def _whole(value: CellValue) -> int:
    return value if isinstance(value, int) else 0
