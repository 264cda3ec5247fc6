"""What is to be said of a statement by itself: rates, amounts, hours, days, and what the budget holds beside it."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from fractions import Fraction

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.core.period import month as month_of
from ledger.core.record import frozen
from ledger.core.words import Name
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.statements.statement import StatementHead
from ledger.model.statements.statement import StatementLine
from ledger.model.statements.statement import StatementMonth
from ledger.model.statements.statement import StatementRow
from ledger.model.view import View
from ledger.rules import budget
from ledger.rules.statements.statement import UnitCosts
from ledger.rules.statements.statement import exact_words
from ledger.rules.statements.statement import reckon
from ledger.rules.statements.statement import total_minor
from ledger.rules.statements.statement import unit_cost_of

_HOURS_A_DAY = 24


@frozen(kw_only=True)
class Stated:
    """A statement on its way into a book.

    Attributes:
        file: Its name for people.
        head: What holds for all of it.
        rows: As stated.
        unit_costs: By id.
        dossier: The project.
    """

    file: str
    head: StatementHead
    rows: Sequence[StatementRow]
    unit_costs: UnitCosts
    dossier: Dossier

    def lines(self) -> Iterator[tuple[StatementRow, StatementLine]]:
        """Yield each row with what it comes to."""
        project = self.dossier.project.id
        return ((row, reckon(row, self.head, self.unit_costs, project)) for row in self.rows)

    def place(self, row: StatementRow | None = None, column: str | None = None) -> Place:
        """Return the place of a row, or of the file."""
        return Place(file=self.file, line=row.line if row else None, column=column)

    def told(self, month: str) -> dict[str, str]:
        """Return what is told of a booked month: the project, whose entries it may name, and the month."""
        return {"project": self.dossier.project.id, "month": month}

    def money(self, minor: int) -> Money:
        """Return an amount in minor units as money of the project's currency."""
        return Money(minor, self.dossier.project.currency)

    def per_hour(self, rate: Fraction) -> Name:
        """Return a rate in the currency's main unit."""
        return exact_words(rate / 10**self.dossier.project.currency.decimals)


def check_rates(stated: Stated) -> Iterator[Finding]:
    """Yield what is to be said of rates and amounts.

    STM-201 where the table has no value for a month, STM-202 where it is in another currency, STM-203 where a row's own
    rate is another than the table's, STM-204 where a stated amount is another than hours times rate.
    """
    code = stated.dossier.project.currency.code
    for row, line in stated.lines():
        found = unit_cost_of(row, stated.head, stated.unit_costs)
        if found and not found.unit.startswith(code):
            yield stop("STM-202", stated.place(row), unit_cost=found.id, unit=found.unit, currency=code)
        elif found and line.rate is None:
            yield stop("STM-201", stated.place(row), unit_cost=found.id, month=row.month)
        elif line.rate is not None:
            yield from _differing(stated, row, line, line.rate)


def _differing(stated: Stated, row: StatementRow, line: StatementLine, rate: Fraction) -> Iterator[Finding]:
    if row.rate is not None and row.rate != rate:
        own, table = stated.per_hour(row.rate), stated.per_hour(rate)
        yield warning("STM-203", stated.place(row), stated=own, table=table, unit_cost=line.unit_cost)
    if row.amount_minor is not None and row.amount_minor != line.amount_minor:
        yield warning(
            "STM-204",
            stated.place(row),
            stated=stated.money(row.amount_minor),
            computed=stated.money(line.amount_minor),
            hours=exact_words(line.hours),
        )


def check_hours(stated: Stated) -> Iterator[Finding]:
    """Yield STM-217 for each participant's month with more hours than it has, STM-205 with more than a table says."""
    for row in stated.rows:
        limit, held = _limit(row, stated), _HOURS_A_DAY * month_of(row.month).end.day
        if row.hours > held:
            yield stop("STM-217", stated.place(row), month=row.month, hours=exact_words(row.hours), held=held)
        elif limit is not None and row.hours > limit:
            yield warning(
                "STM-205", stated.place(row), month=row.month, hours=exact_words(row.hours), limit=exact_words(limit)
            )


def check_days(stated: Stated, view: View) -> Iterator[Finding]:
    """Yield STM-206 for each month that does not touch the project's days, STM-207 for each that has not ended."""
    span = budget.span(stated.dossier.project, budget.in_force(stated.dossier.versions, view.today))
    for month in sorted({row.month for row in stated.rows}):
        days = month_of(month)
        if span is not None and days.overlap(span) is None:
            yield warning("STM-206", stated.place(), month=month, start=span.start, end=span.end)
        if days.end > view.today:
            yield warning("STM-207", stated.place(), month=month, day=view.today)


def check_total(stated: Stated, months: Iterable[StatementMonth]) -> Iterator[Finding]:
    """Yield STM-208 where the statement's printed total is not the sum of its rows."""
    printed, computed = stated.head.total_minor, total_minor(months)
    if printed is not None and printed != computed:
        difference = stated.money(printed - computed)
        yield warning(
            "STM-208",
            stated.place(),
            stated=stated.money(printed),
            computed=stated.money(computed),
            difference=difference,
        )


def check_budgeted(stated: Stated, month: StatementMonth, view: View) -> Iterator[Finding]:
    """Yield STM-209 where the budget plans the contribution on one side only: as cost, or as financing."""
    version = budget.in_force(stated.dossier.versions, view.today)
    if version is None or not version.cost or not version.financing:
        return
    cost = any(line.category == month.category for line in version.cost)
    financing = any(line.source == month.source for line in version.financing)
    if cost is not financing:
        side = label("statement.side.cost" if cost else "statement.side.financing")
        yield warning("STM-209", stated.place(), category=month.category, source=month.source, side=side)


def check_beside(stated: Stated, others: Mapping[str, Sequence[StatementMonth]]) -> Iterator[Finding]:
    """Yield STM-210 for each participant who stands in another statement of the project for the same month.

    Where the table sets a limit, only if the hours together are above it.

    Args:
        stated: The statement.
        others: By month, what the book holds of other sources' statements.
    """
    for row, line in stated.lines():
        beside = [
            other.stated_hours
            for month in others.get(row.month, ())
            for other in month.lines
            if other.participant == line.participant and other.stated_hours
        ]
        together = row.hours + sum(beside, start=Fraction())
        limit = _limit(row, stated)
        if beside and row.hours and (limit is None or together > limit):
            sources = ", ".join(dict.fromkeys(month.source for month in others[row.month]))
            yield note("STM-210", stated.place(row), month=row.month, hours=exact_words(together), sources=sources)


def _limit(row: StatementRow, stated: Stated) -> Fraction | None:
    """Return the most hours that a participant's month can hold, if a table says so."""
    found = stated.unit_costs.get(row.unit_cost or stated.head.unit_cost or "")
    return found.hours_max if found else None
