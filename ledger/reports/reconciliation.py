"""The general ledger beside the book: account by month what files said, what was booked, and what is left over."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Generator
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

from ledger.core.money import Money
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.imports.coverage import Coverage
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules.imports.reconcile import Books
from ledger.rules.imports.reconcile import Figures
from ledger.rules.imports.reconcile import Place
from ledger.rules.imports.reconcile import Reconciliation

NAME = "reconciliation"
_FIGURES = ("file", "booked", "unmapped", "outside")
_SIGNED = ("signature", "name", "day")

K = TypeVar("K")
Line = tuple[Place, Figures]
Lines = Sequence[Line]


def reconciliation(dossier: Dossier, found: Reconciliation, view: View) -> Table:
    """Return what files said beside what the book holds, by fiscal year, account and month, and lines to sign on.

    Args:
        dossier: The project.
        found: What was found.
        view: Which months.
    """
    currency = dossier.project.currency
    return Table(
        name=NAME,
        title=label("report.reconciliation"),
        columns=(
            Column(key="name", words=label("column.account_month"), wide=True),
            *(money_column(key, currency, label(f"column.rec_{key}")) for key in (*_FIGURES, "difference", "since")),
        ),
        rows=tuple(_rows(found, Sums(currency))),
        currency=currency,
        about=heading.about((dossier,), view),
        notes=tuple(_notes(dossier, found)),
    )


def _rows(found: Reconciliation, sums: Sums) -> Iterator[Row]:
    """Yield each books' accounts by month, their sums, what came by other means, and lines to sign on."""
    tops = []
    for number, (books, lines) in enumerate(_by(found.lines.items(), lambda place: place.books), start=1):
        key = f"books-{number}"
        yield Row(key=f"{key}-head", cells=(Cell(_title(books, found)), *(EMPTY,) * 6), kind=RowKind.GROUP)
        accounts = yield from _accounts(key, lines, found.names, sums)
        total = _total(lines)
        yield Row(
            key=key, cells=(Cell(label("row.fiscal_year")), *_apart(accounts, total, sums)), kind=RowKind.SUBTOTAL
        )
        tops.append(key)
        yield from _files(key, found.files[books])
    whole = _total(list(found.lines.items()))
    yield Row(key="total", cells=(Cell(label("row.total")), *_apart(tops, whole, sums)), kind=RowKind.TOTAL)
    other = sum(found.other.values())
    by_other = Cell(other, Ruled(label("rule.reconciliation.other")))
    yield Row(key="other", cells=(Cell(label("row.other_means")), EMPTY, by_other, *(EMPTY,) * 4))
    entries = Cell(other + whole.booked + whole.since, sums.rounded("{total.booked}+{total.since}+{other.booked}"))
    yield Row(key="entries", cells=(Cell(label("row.all_entries")), EMPTY, entries, *(EMPTY,) * 4))
    for what in _SIGNED:
        yield Row(
            key=f"signs-{what}",
            cells=(Cell(label(f"reconciliation.signs.{what}")), Cell(open=True), Cell(open=True), *(EMPTY,) * 4),
        )


def _files(key: str, files: Sequence[Coverage]) -> Iterator[Row]:
    """Yield what each file said by itself; a later one takes the place of an earlier one, so they do not add up."""
    for number, each in enumerate(files, start=1):
        name = label("reconciliation.file", file=each.file, start=each.start, end=each.end)
        if each.partial:
            series = ", ".join(one or "–" for one in each.series)
            name = label("reconciliation.part", file=each.file, start=each.start, end=each.end, series=series)
        said = Figures()
        for _, _, file, unmapped, outside in each.sums:
            said.add(Figures(file=file, unmapped=unmapped, outside=outside))
        rule = Ruled(label("rule.reconciliation.one_file"))
        cells = (Cell(said.file, rule), EMPTY, Cell(said.unmapped, rule), Cell(said.outside, rule), EMPTY, EMPTY)
        yield Row(key=f"{key}-file-{number}", cells=(Cell(name), *cells), level=1)


def _accounts(
    key: str, lines: Lines, names: Mapping[tuple[Books, str], str], sums: Sums
) -> Generator[Row, None, list[str]]:
    """Yield each account's months under its sum; return the keys of the sums."""
    keys = []
    for account, months in _by(lines, lambda place: place.account):
        own = f"{key}/{account or '-'}"
        rows = [f"{own}/{place.month}" for place, _ in months]
        name = names.get((months[0][0].books, account), "")
        title = f"{account} {name}".strip() or label("row.no_account")
        figures = _total(months)
        cells = (
            *(sums.lines(rows, column, getattr(figures, column)) for column in _FIGURES),
            _difference(figures, sums),
            sums.lines(rows, "since", figures.since),
        )
        yield Row(key=own, cells=(Cell(title), *cells), level=1)
        for row, (place, line) in zip(rows, months, strict=True):
            said = (Cell(getattr(line, column), Ruled(label(f"rule.reconciliation.{column}"))) for column in _FIGURES)
            since = Cell(line.since, Ruled(label("rule.reconciliation.since")))
            yield Row(key=row, cells=(Cell(place.month), *said, _difference(line, sums), since), level=2)
        keys.append(own)
    return keys


def _difference(figures: Figures, sums: Sums) -> Cell:
    return Cell(figures.difference, sums.rounded("{file}-{booked}-{unmapped}-{outside}"))


def _apart(keys: Sequence[str], figures: Figures, sums: Sums) -> Iterator[Cell]:
    """Yield the sums of rows that stand apart."""
    for column in _FIGURES:
        yield sums.apart(keys, column, getattr(figures, column))
    yield _difference(figures, sums)
    yield sums.apart(keys, "since", figures.since)


def _by(lines: Iterable[Line], key: Callable[[Place], K]) -> list[tuple[K, list[Line]]]:
    return [(value, list(group)) for value, group in groupby(lines, key=lambda line: key(line[0]))]


def _total(lines: Lines) -> Figures:
    total = Figures()
    for _, figures in lines:
        total.add(figures)
    return total


def _title(books: Books, found: Reconciliation) -> Words:
    """Return whose books, of which fiscal year, and the last file."""
    organisation = books.organisation or label("reconciliation.nobody")
    carrier = label(f"carrier.{books.carrier or 'csv'}")
    file = found.files[books][-1].file
    if books.fiscal_year:
        return label(
            "reconciliation.books", carrier=carrier, organisation=organisation, start=books.fiscal_year, file=file
        )
    return label("reconciliation.books_no_year", carrier=carrier, organisation=organisation, file=file)


def _notes(dossier: Dossier, found: Reconciliation) -> Iterator[Words]:
    yield label("note.reconciliation.signs")
    if not found.lines:
        yield label("note.reconciliation.nothing")
    differing = [figures for figures in found.lines.values() if figures.difference]
    if differing:
        total = Money(sum(figures.difference for figures in differing), dossier.project.currency)
        yield label("note.reconciliation.differs", count=len(differing), sum=total)
    elif found.lines:
        yield label("note.reconciliation.agrees")
