"""What lies behind a figure, as data: its rule, its inputs, the rounding step, the entries beneath, and a recount."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction

from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.core.record import frozen
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.core.words import Label
from ledger.core.words import Words
from ledger.core.words import label
from ledger.reports.cells import EMPTY
from ledger.reports.table import Cell
from ledger.reports.table import CellValue
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Table

NAME = "explain"

HALF_UP = label("rounding.half_up")
"""The step of a figure that is rounded by itself, and not as a part of a split."""


class Way(StrEnum):
    """How a figure comes about."""

    ENTRIES = "entries"
    """It is the sum of entries."""
    FORMULA = "formula"
    """It is arithmetic on other figures."""
    RULE = "rule"
    """A rule or a decision gives it."""
    FACT = "fact"
    """It stands in a fact just so."""


@frozen(kw_only=True)
class Input:
    """A figure or an amount that enters another figure.

    Attributes:
        address: The figure's address; empty for an amount that stands in a fact and not in a report.
        words: What it is.
        value: Its value.
        kind: What the value is.
    """

    address: str
    words: Words
    value: CellValue
    kind: ColumnKind = ColumnKind.MONEY


@frozen(kw_only=True)
class Beneath:
    """An entry beneath a figure.

    Attributes:
        number: Its number in its project; 0 for a sum of several entries of a project.
        project: Project id.
        day: The day that the report goes by, as text.
        words: What it is: its category or source, and its text.
        amount_minor: As it enters the figure, minor units, with the sign that it has there.
        count: How many entries it stands for.
    """

    number: int
    project: str
    day: str
    words: Words
    amount_minor: int
    count: int = 1


@frozen(kw_only=True)
class Explanation:
    """What lies behind a figure.

    Attributes:
        address: The figure's address.
        report: The report's title.
        row: What its row is.
        column: What its column is.
        value: The figure.
        kind: What the figure is.
        currency: Of money.
        way: How it comes about.
        rule: The rule in words, with whoever decided it.
        source: Where the rule stands: a law's article, a version of the budget, the project file; None where nothing
            but the arithmetic is to be told.
        formula: The formula with its references, where it is arithmetic; what a rule multiplies and divides, in words.
        inputs: What enters it, in order.
        exact: The figure before rounding, minor units for money; None where nothing is rounded.
        rounding: The rounding step.
        entries: The entries beneath, by project and number; a total's are those of all that it sums.
        recount: The figure computed once more, from entries, inputs or facts; None where that cannot be done.
        recounted: How that was done, in words.
    """

    address: str
    report: Words
    row: Words
    column: Words
    value: CellValue
    kind: ColumnKind
    currency: Currency
    way: Way
    rule: Words
    source: Words | None = None
    formula: Words | None = None
    inputs: tuple[Input, ...] = ()
    exact: Fraction | None = None
    rounding: Words | None = None
    entries: tuple[Beneath, ...] = ()
    recount: CellValue = None
    recounted: Words = ""

    @property
    def agrees(self) -> bool:
        """Whether the recount comes to the figure, and the figure is what its exact one rounds to, if by itself.

        A figure of a split may lie some units from its exact one, for its split ties as a whole: it is recounted whole.
        """
        alone = self.exact is not None and self.rounding == HALF_UP
        rounds = not alone or round_fraction(self.exact or 0, Rounding.HALF_UP) == self.value
        return rounds and self.recount == self.value

    @property
    def entries_count(self) -> int:
        """How many entries lie beneath."""
        return sum(each.count for each in self.entries)

    @property
    def entries_minor(self) -> int:
        """What the entries beneath come to, each with the sign that it has there, minor units."""
        return sum(each.amount_minor for each in self.entries)


def explain_table(found: Explanation, *, entries: bool = False) -> Table:
    """Return an explanation as a table: what there is to say above, inputs and entries in rows.

    Args:
        found: The explanation.
        entries: Whether to list the entries beneath.
    """
    return Table(
        name=NAME,
        title=label("explain.title", row=found.row, column=found.column),
        columns=(
            Column(key="what", words=label("column.what_enters"), wide=True),
            Column(key="address", words=label("column.address")),
            Column(key="value", words=label("column.amount"), kind=ColumnKind.MONEY, unit=_unit(found.currency)),
        ),
        rows=tuple(_rows(found, entries=entries)),
        currency=found.currency,
        about=tuple((label(f"explain.{key}"), value) for key, value in _about(found)),
        notes=(_verdict(found),),
    )


def _about(found: Explanation) -> Iterator[tuple[str, Words]]:
    yield "figure", found.address
    yield "report", found.report
    yield "value", _said(found, found.value)
    yield "way", label(f"explain.way.{found.way}")
    yield "rule", found.rule
    if found.source is not None:
        yield "source", found.source
    if found.formula is not None:
        yield "formula", found.formula
    if found.exact is not None:
        yield "exact", exact_words(found.exact, found.currency)
        yield "rounding", found.rounding or label("explain.no_rounding")
    if found.entries:
        money = Money(found.entries_minor, found.currency)
        yield "entries", label("explain.entries.sum", count=found.entries_count, sum=money)
    yield "recount", label("explain.recount.said", value=_said(found, found.recount), how=found.recounted)


def exact_words(exact: Fraction, currency: Currency) -> Words:
    """Return an exact amount as whole minor units and a fraction of one: ``12,34 kr + 1/3 öre``."""
    whole, rest = divmod(exact, 1)
    if not rest:
        return label("field.value", value=Money(whole, currency))
    unit = label("explain.ore" if currency.code == "SEK" else "explain.minor_unit")
    part = f"{rest.numerator}/{rest.denominator}"
    return label("explain.exact.part", whole=Money(whole, currency), part=part, unit=unit)


def _rows(found: Explanation, *, entries: bool) -> Iterator[Row]:
    if found.inputs:
        yield Row(key="inputs", cells=(Cell(label("explain.inputs")), EMPTY, EMPTY), kind=RowKind.GROUP)
    for number, each in enumerate(found.inputs, start=1):
        value = Cell(each.value, kind=each.kind)
        yield Row(key=f"inputs/{number}", cells=(Cell(each.words), Cell(each.address or None), value), level=1)
    if not entries or not found.entries:
        return
    yield Row(key="entries", cells=(Cell(label("explain.entries")), EMPTY, EMPTY), kind=RowKind.GROUP)
    for one in found.entries:
        cells = (Cell(_entry(one)), Cell(f"{one.project}#{one.number}" if one.number else one.project))
        key = f"entries/{one.project}/{one.number or one.day}"
        yield Row(key=key, cells=(*cells, Cell(one.amount_minor)), level=1)
    yield Row(
        key="entries/total",
        cells=(Cell(label("explain.entries.total")), EMPTY, Cell(found.entries_minor)),
        kind=RowKind.TOTAL,
    )


def _entry(each: Beneath) -> Label:
    return label("explain.entry", day=each.day, what=each.words)


def _verdict(found: Explanation) -> Words:
    if found.recount is None and found.value is not None:
        return label("explain.not_recounted")
    return label("explain.agrees" if found.agrees else "explain.differs", value=_said(found, found.value))


def _said(found: Explanation, value: CellValue) -> Words:
    """Return a value in words; minor units as money."""
    if value is None:
        return label("explain.nothing")
    if isinstance(value, int) and found.kind in (ColumnKind.MONEY, ColumnKind.CHECK):
        return label("field.value", value=Money(value, found.currency))
    if isinstance(value, Fraction) and found.kind is not ColumnKind.PERCENT:
        return str(value)
    return value if isinstance(value, Label) else label("field.value", value=value)


def _unit(currency: Currency) -> Words:
    return label("unit.SEK") if currency.code == "SEK" else currency.code
