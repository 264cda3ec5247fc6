"""The summary of a co-financier's contributions in kind, month by month, ready to be signed.

Its words follow the European Social Fund's *Sammanställning medfinansiering*; how it is laid out is ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from fractions import Fraction

from ledger.core.money import Money
from ledger.core.record import evolve
from ledger.core.words import Name
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import EntryKind
from ledger.model.statements.statement import StatementLine
from ledger.model.statements.statement import StatementMonth
from ledger.model.view import View
from ledger.reports import heading
from ledger.reports import naming
from ledger.reports.cells import EMPTY
from ledger.reports.cells import Sums
from ledger.reports.cells import money_column
from ledger.reports.entries.entries import entries
from ledger.reports.sheet import Sheet
from ledger.reports.sheet import Workbook
from ledger.reports.table import Cell
from ledger.reports.table import CellValue
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import SumOf
from ledger.reports.table import Table
from ledger.rules import budget
from ledger.rules.statements import statement as rules

NAME = "statement"

_KIND, _SOURCE, _AMOUNT, _BELONGS = (COLUMNS.index(name) for name in ("kind", "source", "amount_minor", "belongs_to"))
_HOURS = 2
_SIGNERS = ("cofinancier", "owner")
_SIGNS = "signs-"
_SIGNED = ("place", "signature", "name", "position")


def months_of(months: Iterable[StatementMonth], view: View) -> tuple[StatementMonth, ...]:
    """Return the months that a view asks for, whole months whatever its days."""
    first, last = _first_and_last(view)
    return tuple(each for each in months if first <= each.month <= last)


def entries_of(rows: Iterable[EntryRow], source: str, view: View) -> tuple[EntryRow, ...]:
    """Return a source's entries in kind that belong to the months that a view asks for."""
    first, last = _first_and_last(view)
    kind = EntryKind.IN_KIND
    return tuple(
        row for row in rows if row[_KIND] == kind and row[_SOURCE] == source and first <= row[_BELONGS][:7] <= last
    )


def statement(dossier: Dossier, months: Sequence[StatementMonth], rows: Sequence[EntryRow], view: View) -> Table:
    """Return a source's contributions by month and rate, their sum, what the book holds, and lines to sign on.

    Args:
        dossier: The project.
        months: One source's months, at least one.
        rows: The source's entries in kind of the same days.
        view: Which months.
    """
    currency = dossier.project.currency
    return Table(
        name=NAME,
        title=label("statement.title"),
        columns=(
            Column(key="month", words=label("column.month"), wide=True),
            Column(key="participants", words=label("statement.participants"), kind=ColumnKind.COUNT),
            Column(
                key="hours", words=label("statement.hours"), kind=ColumnKind.COUNT, unit=label("statement.unit.hours")
            ),
            evolve(
                money_column("rate", currency, label("statement.rate")),
                unit=label("statement.unit.per_hour", unit=heading.unit(currency)),
            ),
            money_column("amount", currency),
        ),
        rows=tuple(_rows(dossier, months, rows)),
        currency=currency,
        about=tuple(_about(dossier, months, view)),
        notes=tuple(_notes(dossier, months)),
    )


def statement_workbook(
    dossier: Dossier, months: Sequence[StatementMonth], rows: Sequence[EntryRow], view: View
) -> Workbook:
    """Return the summary as a workbook, with the source's entries on a sheet of their own."""
    whole = statement(dossier, months, rows, view)
    figures = evolve(whole, rows=tuple(row for row in whole.rows if not row.key.startswith(_SIGNS)))
    return Workbook(
        title=dossier.project.name,
        sheets=(
            Sheet(
                name=label("statement.sheet"),
                tables=(figures, _signature_table(dossier, months[0].source)),
                landscape=True,
            ),
            Sheet(
                name=label("sheet.entries"), tables=(entries(dossier, rows, View(today=view.today)),), landscape=True
            ),
        ),
        created=view.today,
    )


def _first_and_last(view: View) -> tuple[str, str]:
    first, last = view.bounds
    return first.isoformat()[:7] if first else "", last.isoformat()[:7] if last else "9999-99"


def _rows(dossier: Dossier, months: Sequence[StatementMonth], rows: Sequence[EntryRow]) -> Iterator[Row]:
    sums = Sums(dossier.project.currency)
    lines = [row for month in months for row in _month_rows(month, sums)]
    yield from lines
    keys = [row.key for row in lines]
    hours = sum((month.hours for month in months), start=Fraction())
    total, booked = rules.total_minor(months), sum(row[_AMOUNT] for row in rows)
    distinct = Cell(rules.participants(months), Ruled(label("statement.rule.distinct")))
    yield Row(
        key="total",
        cells=(
            Cell(label("row.total")),
            distinct,
            _hours_total(lines, hours),
            EMPTY,
            sums.lines(keys, "amount", total),
        ),
        kind=RowKind.TOTAL,
    )
    in_book = Cell(booked, SumOf(((1, ()),)))
    yield Row(key="booked", cells=(Cell(label("statement.booked")), EMPTY, EMPTY, EMPTY, in_book))
    difference = Cell(total - booked, sums.rounded("{total.amount}-{booked.amount}"))
    yield Row(key="difference", cells=(Cell(label("statement.difference")), EMPTY, EMPTY, EMPTY, difference))
    yield from _signatures()


def _hours_total(lines: Sequence[Row], hours: Fraction) -> Cell:
    """Return the sum of the hours; a value that no formula moves where some are not whole and so are texts."""
    if any(isinstance(row.cells[_HOURS].value, Name) for row in lines):
        return _count(hours, Ruled(label("statement.rule.hours")))
    return Cell(hours.numerator, Formula(f"SUM({{{lines[0].key}.hours}}:{{{lines[-1].key}.hours}})"))


def _month_rows(month: StatementMonth, sums: Sums) -> Iterator[Row]:
    """Yield a row for each rate of a month."""
    by_rate = tuple(rules.rates(month))
    name = label("statement.month_of", month=month.month, series=month.series) if month.series else month.month
    for number, (rate, lines) in enumerate(by_rate, start=1):
        key = "-".join(filter(None, (month.series, month.month, str(number) if len(by_rate) > 1 else "")))
        hours = sum((line.hours for line in lines), start=Fraction())
        participants = sum(bool(line.stated_hours or line.amount_minor) for line in lines)
        yield Row(
            key=key,
            cells=(
                Cell(name),
                Cell(participants, _stated(month)),
                _count(hours, _stated(month)),
                EMPTY if rate is None else _rate(rate, month, lines[0], 10**sums.currency.decimals),
                _amount(lines, rate, hours, sums),
            ),
        )


def _amount(lines: Sequence[StatementLine], rate: Fraction | None, hours: Fraction, sums: Sums) -> Cell:
    """Return what some participants' hours are worth: hours times rate where nothing was rounded."""
    minor = sum(line.amount_minor for line in lines)
    if rate is None:
        return Cell(minor, Ruled(label("statement.rule.amount")))
    if rate.denominator == 1 and all(line.hours.denominator == 1 for line in lines):
        return Cell(minor, sums.rounded("{hours}*{rate}"))
    return Cell(minor, Ruled(label("statement.rule.each"), hours * rate, label("statement.rounding")))


def _rate(rate: Fraction, month: StatementMonth, line: StatementLine, minor_units: int) -> Cell:
    """Return what an hour is worth; a text where it is no whole number of minor units."""
    found = next((each for each in month.unit_costs if each.id == line.unit_cost), None)
    rule = label("statement.rule.unit_cost", id=found.id, source=found.source) if found else _stated(month).rule
    return Cell(rate.numerator if rate.denominator == 1 else rules.exact_words(rate / minor_units), Ruled(rule))


def _count(hours: Fraction, ruled: Ruled) -> Cell:
    """Return hours; a text where they are no whole number."""
    return Cell(hours.numerator if hours.denominator == 1 else rules.exact_words(hours), ruled)


def _stated(month: StatementMonth) -> Ruled:
    """Return the statement as what decided a figure."""
    return Ruled(label("statement.rule.stated", file=month.file, digest=month.file_sha256[: heading.SEAL_SHOWN]))


def _signatures() -> Iterator[Row]:
    """Yield open lines for whoever signs, across the columns of the figures."""
    for who in _SIGNERS:
        title = Cell(label(f"statement.signs.{who}"))
        yield Row(key=f"{_SIGNS}{who}", cells=(title, EMPTY, EMPTY, EMPTY, EMPTY), kind=RowKind.GROUP)
        for what in _SIGNED:
            open_cells = (Cell(open=True),) * 4
            yield Row(key=f"{_SIGNS}{who}-{what}", cells=(Cell(label(f"statement.signs.{what}")), *open_cells), level=1)


def _signature_table(dossier: Dossier, source: str) -> Table:
    """Return open cells for whoever signs, as a table of its own: a row for each, a column for what is written."""
    parties = (_giver(dossier, source), dossier.party_name(dossier.project.owner))
    titles = (
        label("statement.signs.for", title=label(f"statement.signs.{who}"), party=party)
        for who, party in zip(_SIGNERS, parties, strict=True)
    )
    fields = tuple(Column(key=what, words=label(f"statement.signs.{what}")) for what in _SIGNED)
    open_cells = (Cell(open=True),) * len(fields)
    return Table(
        name="signatures",
        title=label("statement.signs"),
        columns=(Column(key="who", words="", wide=True), *fields),
        rows=tuple(Row(key=who, cells=(Cell(title), *open_cells)) for who, title in zip(_SIGNERS, titles, strict=True)),
    )


def _giver(dossier: Dossier, source: str) -> str:
    """Return the name of the party that gives; the source's id if the project does not know it any more."""
    found = dossier.project.source(source)
    return dossier.party_name(found.party) if found else source


def _about(dossier: Dossier, months: Sequence[StatementMonth], view: View) -> Iterator[tuple[Words, CellValue]]:
    project = dossier.project
    span = budget.span(project, budget.in_force(dossier.versions, view.today))
    missing = label("about.missing")
    yield label("about.project"), project.name
    yield label("about.owner"), dossier.party_name(project.owner) or missing
    yield label("statement.about.cofinancier"), _giver(dossier, months[0].source)
    yield label("statement.about.form"), label(f"source_form.{months[0].form}")
    for category in dict.fromkeys(month.category for month in months):
        yield label("statement.about.category"), naming.category(dossier, category)
    yield label("about.period"), label("about.span", start=span.start, end=span.end) if span else missing
    yield label("statement.about.months"), label("statement.months", first=months[0].month, last=months[-1].month)
    for month in {month.file_sha256: month for month in months}.values():
        dated = missing if month.dated is None else month.dated
        digest = month.file_sha256[: heading.SEAL_SHOWN]
        yield label("statement.about.file"), label("statement.file", file=month.file, dated=dated, digest=digest)
    if dossier.head.sequence:
        yield label("about.seal"), dossier.head.seal[: heading.SEAL_SHOWN]


def _notes(dossier: Dossier, months: Sequence[StatementMonth]) -> Iterator[Words]:
    """Yield what the layout is, and where hours or amounts count otherwise than they are stated."""
    yield label("statement.note.layout")
    lines = [line for month in months for line in month.lines]
    if left_out := rules.left_out(months):
        yield label("statement.note.whole_hours", hours=rules.exact_words(left_out))
    stated = [line for line in lines if line.stated_minor not in (None, line.amount_minor)]
    if stated:
        currency = dossier.project.currency
        difference = sum(line.amount_minor - (line.stated_minor or 0) for line in stated)
        yield label("statement.note.stated", count=len(stated), difference=Money(difference, currency))
