"""What lies behind a figure of a book, told by its address and computed once more."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from ledger.app.book import Book
from ledger.app.dossiers import dossier
from ledger.app.explanations.beneath import Entries
from ledger.app.explanations.figures import Figure
from ledger.app.explanations.figures import Figures
from ledger.app.explanations.scope import MONEY
from ledger.app.explanations.scope import Scope
from ledger.app.explanations.scope import kind_of
from ledger.core.period import YEARS
from ledger.core.record import evolve
from ledger.core.words import Words
from ledger.core.words import label
from ledger.errors import LedgerError
from ledger.errors import NothingToExplainError
from ledger.errors import StorageError
from ledger.reports import address as grammar
from ledger.reports.explanations.behind import Behind
from ledger.reports.explanations.behind import behind
from ledger.reports.explanations.explanation import Beneath
from ledger.reports.explanations.explanation import Explanation
from ledger.reports.explanations.explanation import Input
from ledger.reports.explanations.explanation import Way
from ledger.reports.explanations.formula import evaluate
from ledger.reports.table import CellValue
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import Intact
from ledger.reports.table import Row
from ledger.reports.table import Ruled
from ledger.reports.table import SumOf

_ALL_KNOWN = date(YEARS.stop - 1, 12, 31).isoformat()
"""As known on this day is everything; a report asked for so counts entries one by one, not from kept totals."""

_DEPTH_MAX = 12
"""How deep sums of sums are followed; reports nest three or four."""


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
        self._entries = Entries(book, id_)

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
        beneath = tuple(self._entries.of_sum(found, live))
        return evolve(
            _plain(found, Way.ENTRIES, label("explain.rule.entries")),
            inputs=tuple(_conditions(live)),
            entries=beneath,
            recount=sum(each.amount_minor for each in beneath),
            recounted=label("explain.how.entries"),
        )

    def _computed(self, found: Figure, live: Formula) -> Explanation:
        scope = Scope(found, self._figures)
        value = evaluate(live.text, scope.cells())
        scale = 10**found.table.currency.decimals if kind_of(found) in MONEY else 1
        recount: CellValue = None if value is None else value * scale
        if isinstance(recount, Fraction) and recount.denominator == 1 and kind_of(found) is not ColumnKind.PERCENT:
            recount = recount.numerator
        inputs = scope.inputs(live.text)
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
                entries: Sequence[Beneath] = tuple(self._entries.of_sum(each, each.cell.live))
            elif isinstance(each.cell.live, Formula) and depth < _DEPTH_MAX:
                inner = Scope(each, self._figures).inputs(each.cell.live.text)
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
            entries=tuple(self._entries.of_costs(found)) if stands.is_cost else (),
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


def _plain(found: Figure, way: Way, rule: Words) -> Explanation:
    return Explanation(
        address=found.address,
        report=found.table.title,
        row=_row_words(found.row),
        column=found.column.words,
        value=found.cell.value,
        kind=kind_of(found),
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
    return Input(address=found.address, words=words, value=found.cell.value, kind=kind_of(found))


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
