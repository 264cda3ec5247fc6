"""What consolidated projects pay each other: the pairs, what was eliminated where, and what did not match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date

from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.federation.consolidation import Pair
from ledger.model.federation.consolidation import PairFigure
from ledger.reports import naming
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.federation.treasury import Treasury
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.federation.open_entries import OpenEntry
from ledger.rules.totals import COST_SIGNS
from ledger.rules.totals import RECEIVED_SIGNS

NAME = "eliminations"

_MONEY = ("paid", "received", "eliminated", "payer_left", "payee_left")
_BLANK = (EMPTY,) * len(_MONEY)

Open = Mapping[tuple[str, str], Sequence[OpenEntry]]
"""Entries without counterpart, by contribution and period."""


def eliminations(treasury: Treasury, open_entries: Open) -> Table:
    """Return every pair with its two sides, what is eliminated and what is left, and everything that did not match.

    Args:
        treasury: The federation and its projects.
        open_entries: The entries without counterpart of pairs that do not match.
    """
    currency = treasury.currency
    grid = _Grid(treasury, open_entries)
    return Table(
        name=NAME,
        title=label("report.eliminations"),
        columns=(
            Column(key="name", words=label("column.payer_payee"), wide=True),
            Column(key="period", words=label("column.pairing_period")),
            Column(key="day", words=label("column.day"), kind=ColumnKind.DATE),
            *(money_column(key, currency, label(f"pairs.column.{key}")) for key in _MONEY),
        ),
        rows=tuple(grid.rows()),
        currency=currency,
        about=(
            *treasury.about(),
            (label("about.pairing"), label(f"pairing.{treasury.federation.pairing}")),
        ),
        notes=(*treasury.notes(), label("note.pairs"), *_empty(treasury)),
    )


def _empty(treasury: Treasury) -> Iterator[Words]:
    if not treasury.federation.internals:
        yield label("note.no_internals")


class _Grid:
    """The rows while they are made."""

    def __init__(self, treasury: Treasury, open_entries: Open) -> None:
        self._treasury = treasury
        self._open = open_entries
        self._sums = Sums(treasury.currency)
        self._alike = Counter((each.payer, each.payee) for each in treasury.federation.internals)

    def rows(self) -> Iterator[Row]:
        """Yield what is unpaired, the pairs of entries and of budgets, and what was eliminated where."""
        yield from self._unpaired()
        for figure in (PairFigure.ACTUAL, PairFigure.BUDGET):
            # What does not match first: it is what somebody has to mend.
            pairs = sorted(
                (pair for pair in self._treasury.found.pairs if pair.figure is figure), key=lambda pair: pair.matches
            )
            if pairs:
                yield from self._pairs(figure, pairs)
        yield from self._places()

    def _pairs(self, figure: PairFigure, pairs: Sequence[Pair]) -> Iterator[Row]:
        yield _group(str(figure), label(f"pairs.{figure}"))
        keys = []
        for pair in pairs:
            key = f"{figure}/{pair.internal.key}/{pair.period or 'undated'}"
            keys.append(key)
            yield Row(key=key, cells=self._pair(pair), level=1)
            for entry in self._open.get((pair.internal.key, pair.period), ()) if figure is PairFigure.ACTUAL else ():
                yield self._entry(f"{key}/{entry.project}/{entry.number}", entry)
        cells = (
            self._sums.lines(keys, "paid", sum(pair.paid_minor for pair in pairs)),
            self._sums.lines(keys, "received", sum(pair.received_minor for pair in pairs)),
            self._sums.lines(keys, "eliminated", sum(pair.eliminated_minor for pair in pairs)),
            *self._left(sum(pair.payer_left_minor for pair in pairs), sum(pair.payee_left_minor for pair in pairs)),
        )
        words = label(f"pairs.{figure}.total")
        yield Row(key=f"{figure}/total", cells=(Cell(words), EMPTY, EMPTY, *cells), kind=RowKind.SUBTOTAL)

    def _pair(self, pair: Pair) -> tuple[Cell, ...]:
        return (
            Cell(self._name(pair)),
            Cell(pair.period or label("row.undated")),
            EMPTY,
            Cell(pair.paid_minor, Ruled(label("rule.pair_side"))),
            Cell(pair.received_minor, Ruled(label("rule.pair_side"))),
            Cell(pair.eliminated_minor, Ruled(label("rule.common"))),
            *self._left(pair.payer_left_minor, pair.payee_left_minor),
        )

    def _left(self, payer_minor: int, payee_minor: int) -> tuple[Cell, Cell]:
        """Return what is left on either side of what stands in the same row."""
        return (
            Cell(payer_minor, self._sums.rounded("{paid}-{eliminated}")),
            Cell(payee_minor, self._sums.rounded("{received}-{eliminated}")),
        )

    def _name(self, pair: Pair) -> Words:
        """Return who pays whom, and by which source where the same two have several contributions."""
        internal, treasury = pair.internal, self._treasury
        names = {end: treasury.project_name(getattr(internal, end)) for end in ("payer", "payee")}
        ends = (internal.payer, internal.payee)
        if self._alike[ends] == 1:
            return label("pairs.name", **names)
        return label("pairs.name_by_source", **names, source=internal.source)

    def _entry(self, key: str, entry: OpenEntry) -> Row:
        name = label("pairs.entry", project=self._treasury.project_name(entry.project), entry=entry.number)
        alone = Cell(entry.amount_minor, Ruled(label("rule.alone")))
        left = (alone, EMPTY) if entry.is_payer else (EMPTY, alone)
        cells = (Cell(name), EMPTY, Cell(date.fromisoformat(entry.day)), EMPTY, EMPTY, EMPTY, *left)
        return Row(key=key, cells=cells, level=2)

    def _unpaired(self) -> Iterator[Row]:
        found = self._treasury.found.unpaired
        if found:
            yield _group("unpaired", label("pairs.unpaired"))
        for each in found:
            dossier = self._treasury.part(each.project)
            if dossier is None:
                continue
            name = naming.source(dossier, each.key) if each.is_source else naming.category(dossier, each.key)
            words = label(
                "pairs.unpaired.source" if each.is_source else "pairs.unpaired.category",
                project=dossier.project.name,
                name=name,
                figure=label(f"pairs.figure.{each.figure}"),
            )
            alone = Cell(each.amount_minor, Ruled(label("rule.unpaired")))
            left = (EMPTY, alone) if each.is_source else (alone, EMPTY)
            cells = (Cell(words), EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, *left)
            yield Row(key=f"unpaired/{each.project}/{each.key}/{each.figure}", cells=cells, level=1)

    def _places(self) -> Iterator[Row]:
        """Yield what was eliminated where: by project, category or source, and year."""
        places = [place for each in self._treasury.found.eliminations for place in _places(each, self._treasury)]
        if places:
            yield _group("places", label("pairs.places"))
        rule = Ruled(label("rule.eliminated"))
        for key, words, year, minor in places:
            cells = (Cell(words), Cell(year), EMPTY, EMPTY, EMPTY, Cell(minor, rule), EMPTY, EMPTY)
            yield Row(key=f"places/{key}/{year}", cells=cells, level=1)


def _places(dossier: Dossier, treasury: Treasury) -> Iterator[tuple[str, Words, str, int]]:
    """Yield key, words, year and amount of what is eliminated from a project's entries."""
    sums: dict[tuple[str, str, str], int] = {}
    for total in dossier.totals:
        is_cost = total.kind in COST_SIGNS
        side, own = ("cost", total.category) if is_cost else ("received", total.source)
        sign = COST_SIGNS[total.kind] if is_cost else RECEIVED_SIGNS[total.kind]
        place = (side, own, total.month(treasury.view.basis)[:4])
        sums[place] = sums.get(place, 0) + sign * total.sum_minor
    for (side, own, year), minor in sorted(sums.items()):
        name = naming.category(dossier, own) if side == "cost" else naming.source(dossier, own)
        words = label(f"pairs.place.{side}", project=dossier.project.name, name=name)
        yield f"{dossier.project.id}/{side}/{own}", words, year, minor


def _group(key: str, words: Words) -> Row:
    return Row(key=key, cells=(Cell(words), EMPTY, EMPTY, *_BLANK), kind=RowKind.GROUP)
