"""A claim as a table: cost by category, financing by source, support by category, and what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from fractions import Fraction

from ledger.core.money import known_sum
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import ClaimedShare
from ledger.model.dossier import Dossier
from ledger.model.scheme import CategoryRole
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import naming
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.cells import percent_column
from ledger.reports.cells import ratio
from ledger.reports.cells import ruled
from ledger.reports.claims.about import SPECIAL
from ledger.reports.claims.about import about
from ledger.reports.claims.about import remarks
from ledger.reports.claims.retention_words import retention_words
from ledger.reports.entries import criteria
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Live
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.claims import claim as rules

NAME = "claim"


@frozen(kw_only=True)
class _Figures:
    """The money of a row, minor units; None where there is none.

    Attributes:
        budget: What the version in force allows or plans.
        previous: Earlier claims.
        current: This claim.
        approved: What is left of it, if it has been decided.
    """

    budget: int | None = None
    previous: int
    current: int
    approved: int | None = None

    @property
    def cumulative(self) -> int:
        """All claims to this one."""
        return self.previous + (self.current if self.approved is None else self.approved)


def claim(dossier: Dossier, found: Claim, notes: Sequence[Words] = ()) -> Table:
    """Return a claim: what was budgeted, claimed before, claimed now and in all, and what remains.

    Args:
        dossier: The project as it stood where the claim reads.
        found: The claim.
        notes: What else its reader must know, such as what has changed since.
    """
    grid = _Grid(dossier, found)
    currency = dossier.project.currency
    return Table(
        name=NAME,
        title=label("claim.title", number=found.number),
        columns=(
            Column(key="name", words=label("claim.column.name"), wide=True),
            *(money_column(key, currency, label(f"claim.column.{key}")) for key in grid.money),
            *(() if found.decision else (percent_column("used"),)),
        ),
        rows=tuple(grid.rows()),
        currency=currency,
        about=about(dossier, found),
        notes=(*remarks(found), *notes),
    )


class _Grid:
    """The rows of a claim."""

    def __init__(self, dossier: Dossier, found: Claim) -> None:
        self._dossier = dossier
        self._found = found
        self._decided = found.decision is not None
        self._sums = Sums(dossier.project.currency)
        self._asked = rules.asked_sources(dossier)
        cut = ("cut", "approved") if self._decided else ()
        self.money = ("budget", "previous", "current", *cut, "cumulative", "remaining")

    def rows(self) -> Iterator[Row]:
        """Yield the groups one after the other."""
        yield from self._group("cost", list(self._costs()))
        yield from self._group("financing", list(self._shares()))
        for id_ in self._asked:
            yield from self._lines(id_)
        yield from self._payable()

    def _costs(self) -> Iterator[tuple[str, Words, _Figures, Live]]:
        left = {each.category: each for each in self._found.standing.costs}
        now = {each.category: each for each in self._found.figures.costs}
        for code in {**now, **left}:
            asked, stands = now.get(code), left.get(code)
            figures = _Figures(
                budget=asked.budget_minor if asked else None,
                previous=stands.previous_minor if stands else 0,
                current=asked.current_minor if asked else 0,
                approved=(stands.current_minor if stands else 0) if self._decided else None,
            )
            yield code, naming.category(self._dossier, code), figures, self._cost_of(code)

    def _cost_of(self, code: str) -> Live:
        """Return how a category's current cost is computed: from the entries, or by the rule of a simplified cost."""
        category, terms = self._dossier.scheme.category(code), self._dossier.terms
        derived = {option.category for option in terms.options} if terms else set()
        if code in derived or (category is not None and category.role is CategoryRole.FLAT_RATE):
            return Ruled(label("claim.rule.flat_rate"))
        view = View(today=self._found.dated)
        return criteria.cost_of(criteria.group(self._dossier, view, {Dimension.CATEGORY: code}, alone=True))

    def _shares(self) -> Iterator[tuple[str, Words, _Figures, Live]]:
        for share in self._found.figures.shares:
            stands = self._found.standing.share(share.source)
            figures = _Figures(
                budget=share.planned_minor,
                previous=stands.previous_minor,
                current=share.current_minor,
                approved=stands.current_minor if self._decided else None,
            )
            words = naming.key(self._dossier, Dimension.SOURCE, share.source)
            yield naming.row_key(Dimension.SOURCE, share.source), words, figures, _due(share)

    def _group(self, key: str, lines: Sequence[tuple[str, Words, _Figures, Live]]) -> Iterator[Row]:
        """Yield a heading, lines and their sum."""
        yield self._heading(key, label(f"claim.group.{key}"))
        keys = []
        for inner, words, figures, live in lines:
            keys.append(f"{key}/{inner}")
            yield Row(key=keys[-1], cells=(Cell(words), *self._cells(figures, live)), level=1)
        yield self._total(f"{key}/total", label(f"claim.total.{key}"), keys, [figures for _, _, figures, _ in lines])

    def _lines(self, source: str) -> Iterator[Row]:
        """Yield a source's support by category, and what rounding leaves over."""
        share, stands = self._found.figures.share(source), self._found.standing.share(source)
        now = {line.category: line for line in share.lines}
        left = {line.category: line for line in stands.lines}
        if not (now or left):
            return
        top = f"support/{source}"
        yield self._heading(top, label("claim.group.support", source=naming.source(self._dossier, source)))
        keys, found = [], []
        for code in {**now, **left}:
            asked, stand = now.get(code), left.get(code)
            figures = _Figures(
                previous=stand.previous_minor if stand else 0,
                current=asked.current_minor if asked else 0,
                approved=(stand.current_minor if stand else 0) if self._decided else None,
            )
            keys.append(f"{top}/{SPECIAL.get(code, code)}")
            found.append(figures)
            rule = Ruled(label(f"claim.rule.{SPECIAL.get(code, 'line')}"))
            yield Row(key=keys[-1], cells=(Cell(self._line_name(code)), *self._cells(figures, rule)), level=1)
        yield self._total(f"{top}/total", label("claim.total.support"), keys, found)

    def _line_name(self, code: str) -> Words:
        return label(f"claim.line.{SPECIAL[code]}") if code in SPECIAL else naming.category(self._dossier, code)

    def _payable(self) -> Iterator[Row]:
        """Yield what is asked for: the support of this claim less the advance that it settles and what is held back."""
        less = {"advance": dict(self._found.settled), "retention": dict(self._found.held)}
        keys, asked = [], 0
        if self._asked:
            yield self._heading("asked", label("claim.group.asked"))
        for id_ in self._asked:
            minor = self._found.standing.share(id_).current_minor
            column = "approved" if self._decided else "current"
            cell = Cell(minor, self._sums.rounded(f"{{financing/{id_}.{column}}}"))
            keys.append(f"asked/{id_}")
            asked += minor
            yield self._one(keys[-1], naming.source(self._dossier, id_), cell)
            for what, amounts in less.items():
                if less_minor := amounts.get(id_):
                    keys.append(f"asked/{id_}/{what}")
                    asked -= less_minor
                    cell = ruled(-less_minor, self._less_rule(what, id_))
                    name = "released" if what == "retention" and less_minor < 0 else what
                    yield self._one(keys[-1], label(f"claim.line.{name}"), cell)
        if keys:
            total = self._sums.lines(keys, "current", asked)
            yield evolve(self._one("asked/total", label("claim.total.asked"), total), kind=RowKind.TOTAL, level=0)

    def _less_rule(self, what: str, source: str) -> Words:
        """Return the rule by which something is taken off what a source is asked for."""
        found = self._dossier.project.source(source)
        if what == "retention" and found and found.retention and not self._found.terms.final:
            return label("claim.rule.retention", terms=retention_words(found.retention, self._dossier.project.currency))
        return label("claim.rule.released" if what == "retention" else "claim.rule.advance")

    def _one(self, key: str, words: Words, cell: Cell) -> Row:
        """Return a row with a figure in the column of this claim alone."""
        cells = (cell if each == "current" else EMPTY for each in self.money)
        return Row(key=key, cells=(Cell(words), *cells, *self._used(None)), level=1)

    def _heading(self, key: str, words: Words) -> Row:
        empty = (EMPTY,) * len(self.money)
        return Row(key=key, cells=(Cell(words), *empty, *self._used(None)), kind=RowKind.GROUP)

    def _used(self, part: Fraction | None) -> tuple[Cell, ...]:
        """Return how much of a budget is used; a decided claim has so many figures that it is left out."""
        return () if self._decided else (ratio(part, "cumulative", "budget"),)

    def _cells(self, figures: _Figures, live: Live) -> Iterator[Cell]:
        """Yield the cells of a line."""
        cells = {
            "budget": ruled(figures.budget, label("claim.rule.version", version=self._found.version)),
            "previous": ruled(figures.previous, label("claim.rule.previous")),
            "current": Cell(figures.current, live),
        }
        if figures.approved is not None:
            cells["approved"] = ruled(figures.approved, label("claim.rule.decision"))
            cells["cut"] = Cell(figures.current - figures.approved, self._sums.rounded("{current}-{approved}"))
        yield from self._closed(cells, figures)

    def _total(self, key: str, words: Words, rows: Sequence[str], found: Sequence[_Figures]) -> Row:
        """Return the sum of lines; no budget where one of them has none and it would say too little."""
        approved = sum(each.approved or 0 for each in found) if self._decided else None
        total = _Figures(
            budget=known_sum(each.budget for each in found),
            previous=sum(each.previous for each in found),
            current=sum(each.current for each in found),
            approved=approved,
        )
        cells = {
            "budget": self._sums.lines(rows, "budget", total.budget),
            "previous": self._sums.lines(rows, "previous", total.previous),
            "current": self._sums.lines(rows, "current", total.current),
        }
        if approved is not None:
            cells["approved"] = self._sums.lines(rows, "approved", approved)
            cells["cut"] = self._sums.lines(rows, "cut", total.current - approved)
        return Row(key=key, cells=(Cell(words), *self._closed(cells, total)), kind=RowKind.SUBTOTAL)

    def _closed(self, cells: dict[str, Cell], figures: _Figures) -> Iterator[Cell]:
        """Yield a row's cells in order, with what follows from the others."""
        now = "approved" if self._decided else "current"
        cells["cumulative"] = Cell(figures.cumulative, self._sums.rounded(f"{{previous}}+{{{now}}}"))
        part = None
        if figures.budget is not None:
            left = figures.budget - figures.cumulative
            cells["remaining"] = Cell(left, self._sums.rounded("{budget}-{cumulative}"))
            part = Fraction(figures.cumulative, figures.budget) if figures.budget else None
        yield from (cells.get(key, EMPTY) for key in self.money)
        yield from self._used(part)


def _due(share: ClaimedShare) -> Live:
    """Return how a source's part is reckoned: all that is due, rounded once, less what was claimed before."""
    rounding = None if share.exact.denominator == 1 else label("rounding.split")
    exact = share.exact - share.previous_minor
    return Ruled(label("claim.rule.due"), exact if rounding else None, rounding)
