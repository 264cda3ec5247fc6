"""What lies behind a figure of a book, told by its address and computed once more."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from ledger import catalog
from ledger.app.book import Book
from ledger.app.dossiers import chosen
from ledger.app.dossiers import dossier
from ledger.app.dossiers import dossiers
from ledger.app.explanations.figures import Figure
from ledger.app.explanations.figures import Figures
from ledger.app.reports import report
from ledger.app.tables import FEDERATION
from ledger.app.tables import mappings
from ledger.core.period import YEARS
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.errors import LedgerError
from ledger.errors import NothingToExplainError
from ledger.errors import StorageError
from ledger.model.view import View
from ledger.reports import address as grammar
from ledger.reports.entries.subtotals import subtotals
from ledger.reports.explanations.behind import Behind
from ledger.reports.explanations.behind import behind
from ledger.reports.explanations.explanation import Beneath
from ledger.reports.explanations.explanation import Explanation
from ledger.reports.explanations.explanation import Input
from ledger.reports.explanations.explanation import Way
from ledger.reports.explanations.formula import Cells
from ledger.reports.explanations.formula import evaluate
from ledger.reports.explanations.formula import references
from ledger.reports.projects.consolidated import in_common
from ledger.reports.table import CellValue
from ledger.reports.table import ColumnKind
from ledger.reports.table import Criterion
from ledger.reports.table import Formula
from ledger.reports.table import Intact
from ledger.reports.table import Row
from ledger.reports.table import Ruled
from ledger.reports.table import SumOf
from ledger.reports.table import Table
from ledger.rules.totals import COST_SIGNS

_ALL_KNOWN = date(YEARS.stop - 1, 12, 31).isoformat()
"""As known on this day is everything; a report asked for so counts entries one by one, not from kept totals."""

_ENTRIES = "entries"

_OWN_ENTRIES = ("consolidated", "claim", "statement", *FEDERATION)
"""Tables that sum other entries than those of the project that is asked about, in the days of the view."""

_MONEY = (ColumnKind.MONEY, ColumnKind.CHECK)
_TESTS = {"=": lambda a, b: a == b, ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b}


def explain(book: Book, id_: str, address: str) -> Explanation:
    """Return what lies behind a figure: rule, inputs, rounding, entries, and the figure computed once more.

    Args:
        book: The book.
        id_: The project that is asked about.
        address: The figure's address, as ``--addresses`` prints it.

    Raises:
        FigureAddressError: It has not the form of an address.
        UnknownFigureError: The report has no such row or column.
        NothingToExplainError: The report leaves that place empty.
        LedgerError: There is no such report or project.
    """
    return Explainer(book, id_).explain(address)


class Explainer:
    """Explains figures of a project; each report is made once, so keep it no longer than a question."""

    def __init__(self, book: Book, id_: str) -> None:
        """Open a project's figures.

        Raises:
            UnknownProjectError: The book has no such project.
        """
        self._book = book
        self._figures = Figures(book, id_)
        self._anew = Figures(book, id_)
        self._entries: dict[tuple[grammar.Term, ...], tuple[tuple[str, Table], ...]] = {}

    def explain(self, address: str) -> Explanation:
        """Return what lies behind the figure at an address; as `explain`."""
        return self.of(self._figures.at(address))

    def of(self, found: Figure) -> Explanation:
        """Return what lies behind a figure.

        Raises:
            NothingToExplainError: The report leaves that place empty.
        """
        cell = found.cell
        if cell.value is None:
            raise NothingToExplainError(address=found.address)
        if isinstance(cell.live, SumOf):
            return self._summed(found, cell.live)
        if isinstance(cell.live, Formula):
            return self._computed(found, cell.live)
        return self._ruled(found)

    def _summed(self, found: Figure, live: SumOf) -> Explanation:
        beneath = tuple(self._beneath(found, live))
        return evolve(
            _plain(found, Way.ENTRIES, label("explain.rule.entries")),
            inputs=tuple(_conditions(live)),
            entries=beneath,
            recount=sum(each.amount_minor for each in beneath),
            recounted=label("explain.how.entries"),
        )

    def _computed(self, found: Figure, live: Formula) -> Explanation:
        scope = _Scope(found, self._figures)
        value = evaluate(live.text, scope.cells())
        scale = 10**found.table.currency.decimals if _kind(found) in _MONEY else 1
        recount: CellValue = None if value is None else value * scale
        if isinstance(recount, Fraction) and recount.denominator == 1 and _kind(found) is not ColumnKind.PERCENT:
            recount = recount.numerator
        inputs = [each for first, last in references(live.text) for each in scope.between(first, last)]
        return evolve(
            _plain(found, Way.FORMULA, label("explain.rule.formula")),
            formula=live.text,
            inputs=tuple(_input(each) for each in inputs),
            entries=self._of_inputs(inputs, 0),
            recount=recount,
            recounted=label("explain.how.formula"),
        )

    def _of_inputs(self, inputs: Sequence[Figure], depth: int) -> tuple[Beneath, ...]:
        """Return the entries beneath other figures, each once, as sums reach them through further sums."""
        found: dict[tuple[str, int, str, int], Beneath] = {}
        for each in inputs:
            if isinstance(each.cell.live, SumOf):
                entries: Sequence[Beneath] = tuple(self._beneath(each, each.cell.live))
            elif isinstance(each.cell.live, Formula) and depth < _DEPTH_MAX:
                scope = _Scope(each, self._figures)
                inner = [one for first, last in references(each.cell.live.text) for one in scope.between(first, last)]
                entries = self._of_inputs(inner, depth + 1)
            else:
                continue
            found |= {
                (one.project, one.number, one.day, one.amount_minor if not one.number else 0): one for one in entries
            }
        return tuple(found[key] for key in sorted(found))

    def _ruled(self, found: Figure) -> Explanation:
        live = found.cell.live
        said = label("explain.rule.intact" if isinstance(live, Intact) else "explain.rule.fact")
        rule: Words = live.rule if isinstance(live, Ruled) else said
        stands = self._behind(found)
        recount, how = self._recount(found), label("explain.how.rule")
        if stands.sum_minor is not None and stands.sum_minor == found.cell.value:
            recount, how = stands.sum_minor, label("explain.how.inputs")
        return evolve(
            _plain(found, Way.RULE if isinstance(live, Ruled) else Way.FACT, rule),
            source=stands.source,
            formula=stands.formula,
            inputs=tuple(self._valued(found, each) for each in stands.inputs),
            exact=live.exact if isinstance(live, Ruled) else None,
            rounding=live.rounding if isinstance(live, Ruled) else None,
            entries=tuple(self._costs(found)) if stands.is_cost else (),
            recount=recount,
            recounted=how,
        )

    def _behind(self, found: Figure) -> Behind:
        asked = grammar.parse(found.address)
        if asked.term(grammar.PROJECTS) or asked.term(grammar.FORM):
            return Behind()
        view = asked.view(self._book.today)
        place = (asked.table, asked.row, asked.column)
        return behind(dossier(self._book, self._figures.project, view), view, place, found.cell)

    def _valued(self, found: Figure, each: Input) -> Input:
        """Return an input with its value, and with the view in its address where it stands in the same report."""
        if each.value is not None or not each.address:
            return each
        figure = self._figures.at(f"{each.address}{found.table.asked}")
        return evolve(each, address=figure.address, value=figure.cell.value)

    def _recount(self, found: Figure) -> CellValue:
        """Return the same figure of a report whose entries are all read and counted anew; None where it cannot be."""
        asked = grammar.parse(found.address)
        if asked.term("known"):
            return self._anew.at(found.address).cell.value
        text = f"{found.address}{'&' if asked.terms else '?'}known={_ALL_KNOWN}"
        try:
            return self._anew.at(text).cell.value
        except StorageError:
            raise
        except LedgerError:
            return self._anew.at(found.address).cell.value

    def _beneath(self, found: Figure, live: SumOf) -> Iterator[Beneath]:
        """Yield the entries that a sum is of."""
        for project, table in self._entry_tables(found):
            places = {column.key: at for at, column in enumerate(table.columns)}
            for row in table.rows:
                for sign, criteria in live.terms:
                    if all(_meets(project, row, places, each) for each in criteria):
                        yield _entry(project, row, places, sign * _whole(row.cells[places[live.column]].value))

    def _costs(self, found: Figure) -> Iterator[Beneath]:
        """Yield the entries of cost that a rule divides."""
        terms = tuple((sign, (Criterion("kind", label(f"kind.{kind}")),)) for kind, sign in COST_SIGNS.items())
        return self._beneath(found, SumOf(terms))

    def _entry_tables(self, found: Figure) -> tuple[tuple[str, Table], ...]:
        """Return the tables of entries that a report sums: of each project, of their subtotals, or of a claim."""
        asked = grammar.parse(found.address)
        key = (*asked.terms, ("", asked.table if asked.table in _OWN_ENTRIES else ""))
        if key not in self._entries:
            self._entries[key] = self._made_entries(asked, asked.view(self._book.today))
        return self._entries[key]

    def _made_entries(self, asked: grammar.Address, view: View) -> tuple[tuple[str, Table], ...]:
        projects = asked.term(grammar.PROJECTS)
        ids = () if projects == grammar.ALL else tuple(projects.split(",")) if projects else (self._figures.project,)
        if asked.table == "consolidated":
            held = dossiers(self._book, ids, view)
            together = tuple(each for each in held if each.project.currency == held[0].project.currency)
            common = in_common(together, mappings(held), catalog.scheme(catalog.COMMON_SCHEME)) if view.by else together
            return (("", subtotals(common, view, view.by)),)
        if asked.table == "claim":
            (id_,) = chosen(self._book, ids)
            return ((id_, report(self._book, "transactions", (id_,), view)),)
        if asked.table == "statement":
            from ledger.app.statements.report import statement_workbook  # noqa: PLC0415 - few projects have statements

            made = statement_workbook(self._book, self._figures.project, view)
            return tuple(
                (self._figures.project, table)
                for each in made.sheets
                for table in each.tables
                if table.name == _ENTRIES
            )
        view = evolve(view, claim=None, source=None)
        if asked.term(grammar.FORM) or asked.table in FEDERATION:
            view = evolve(view, year=None, start=None, end=None)
        if asked.table in FEDERATION:
            ids = ()
        return tuple((id_, report(self._book, "entries", (id_,), view)) for id_ in chosen(self._book, ids))


_DEPTH_MAX = 12
"""How deep sums of sums are followed; reports nest three or four."""


@frozen
class _Scope:
    """Where a formula's references lead.

    Attributes:
        figure: The figure that the formula computes.
        figures: All figures of the project.
    """

    figure: Figure
    figures: Figures

    def cells(self) -> Cells:
        """Return what gives a reference's figure."""
        return Cells(one=lambda text: _number(self.at(text)), span=self._span)

    def _span(self, first: str, last: str) -> tuple[Fraction, ...]:
        return tuple(_number(each) for each in self.between(first, last))

    def at(self, text: str) -> Figure:
        """Return the figure of a reference: of the same row, of another row, or of another table."""
        key, _, column = text.rpartition(".")
        table = self.figure.table
        rows = {row.key: row for row in table.rows}
        if not key or key in rows:
            return _figure(table, rows[key or self.figure.row.key], column)
        return self.figures.at(f"{text}{table.asked}")

    def between(self, first: str, last: str | None) -> tuple[Figure, ...]:
        """Return the figures from one reference to another, row by row; empty places are left out of sums."""
        top = self.at(first)
        if last is None:
            return (top,)
        bottom = self.at(last)
        rows = [row.key for row in top.table.rows]
        columns = [column.key for column in top.table.columns]
        across = columns[columns.index(top.column.key) : columns.index(bottom.column.key) + 1]
        down = top.table.rows[rows.index(top.row.key) : rows.index(bottom.row.key) + 1]
        return tuple(_figure(top.table, row, column) for row in down for column in across)


def _figure(table: Table, row: Row, column: str) -> Figure:
    at = next(at for at, each in enumerate(table.columns) if each.key == column)
    address = table.address(row.key, column)
    return Figure(address=address, table=table, row=row, column=table.columns[at], cell=row.cells[at])


def _number(found: Figure) -> Fraction:
    """Return a figure as a spreadsheet counts with it: money in whole units of its currency, nothing as 0."""
    value = found.cell.value
    if not isinstance(value, int | Fraction):
        return Fraction(0)
    return Fraction(value, 10**found.table.currency.decimals) if _kind(found) in _MONEY else Fraction(value)


def _kind(found: Figure) -> ColumnKind:
    return found.cell.kind or found.column.kind


def _plain(found: Figure, way: Way, rule: Words) -> Explanation:
    return Explanation(
        address=found.address,
        report=found.table.title,
        row=_row_words(found.row),
        column=found.column.words,
        value=found.cell.value,
        kind=_kind(found),
        currency=found.table.currency,
        way=way,
        rule=rule,
    )


def _row_words(row: Row) -> Words:
    """Return what a row is: its first text, or its key."""
    first = row.cells[0].value
    return row.key if first is None or isinstance(first, int | Fraction | date) else first


def _input(found: Figure) -> Input:
    words = label("explain.cell", row=_row_words(found.row), column=found.column.words)
    return Input(address=found.address, words=words, value=found.cell.value, kind=_kind(found))


def _conditions(live: SumOf) -> Iterator[Input]:
    """Yield what an entry must be to be counted, term by term."""
    for sign, criteria in live.terms:
        told: Words = ""
        for each in criteria:
            value: Words = label("field.value", value=each.value) if isinstance(each.value, int | date) else each.value
            column = label(f"column.{each.column}")
            words = label(
                f"explain.condition.{_WORD[each.test]}", column=column, value=value or label("explain.nothing")
            )
            told = label("explain.condition.and", one=told, other=words) if told else words
        yield Input(address="", words=label(f"explain.{'added' if sign > 0 else 'taken_off'}", what=told), value=None)


_WORD = {"=": "is", ">=": "from", "<=": "to"}


def _meets(project: str, row: Row, places: dict[str, int], criterion: Criterion) -> bool:
    """Whether an entry meets a condition; a column that the list of entries leaves out is empty."""
    if criterion.column == "project" and project:
        return criterion.value == project
    value = row.cells[places[criterion.column]].value if criterion.column in places else None
    if criterion.value == "":
        return value is None
    return value is not None and bool(_TESTS[criterion.test](value, criterion.value))


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
