"""A statement against what the book holds already: corrected, missing, taken back by hand, or booked in another way."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence

from ledger.core.finding import Finding
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.finding import warning
from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.entry import COLUMNS
from ledger.model.entry import OF_STATEMENTS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import EntryKind
from ledger.model.statements.statement import StatementMonth
from ledger.rules.checks.statement import Stated
from ledger.rules.statements.statement import Booked
from ledger.rules.statements.statement import digest

_NUMBER, _KIND, _SOURCE, _AMOUNT, _BELONGS, _REVERSES = (
    COLUMNS.index(name) for name in ("number", "kind", "source", "amount_minor", "belongs_to", "reverses")
)
_ORGANISATION = COLUMNS.index("origin_organisation")
_NUMBERS_SHOWN = 10


def check_corrected(
    stated: Stated, months: Iterable[StatementMonth], known: Mapping[str, Booked], held: Mapping[str, StatementMonth]
) -> Iterator[Finding]:
    """Yield what becomes of months that the book holds from an earlier statement.

    STM-211, a note, for each month that is corrected; STM-212, a stop, where the corrected month has not one
    participant in common with the booked one, so that it most likely is another statement beside it; STM-213 for each
    month that was taken back by hand and stays so.

    Args:
        stated: The statement.
        months: Its months.
        known: By month, what the book holds of this source and series.
        held: By month, the facts behind that.
    """
    for month in months:
        before = known.get(month.month)
        if before is None:
            continue
        entries = ", ".join(str(row[_NUMBER]) for _, row in before.standing)
        if before.holds(digest(month)):
            if not before.standing:
                yield warning("STM-213", stated.place(), month=month.month, entry=before.last[_NUMBER])
        elif before.standing and _are_others(month, held.get(month.month)):
            yield stop("STM-212", stated.place(), **stated.told(month.month), entry=entries, source=month.source)
        elif before.standing:
            was, becomes = stated.money(_sum(before)), stated.money(month.amount_minor)
            yield note("STM-211", stated.place(), month=month.month, entry=entries, before=was, after=becomes)


def check_vanished(stated: Stated, months: Sequence[StatementMonth], known: Mapping[str, Booked]) -> Iterator[Finding]:
    """Yield STM-214 for each booked month between the statement's first and last that it does not tell of."""
    told = {month.month for month in months}
    for month, before in sorted(known.items()):
        if before.standing and min(told) < month < max(told) and month not in told:
            amount = stated.money(_sum(before))
            yield warning("STM-214", stated.place(), month=month, entry=before.last[_NUMBER], amount=amount)


def check_booked_otherwise(
    stated: Stated, months: Sequence[StatementMonth], known: Mapping[str, Booked], rows: Iterable[EntryRow]
) -> Iterator[Finding]:
    """Yield STM-215 for each of its months in which the source has contributions in kind that no statement gave.

    Args:
        stated: The statement.
        months: Its months, at least one.
        known: By month, what the book holds of this source and series.
        rows: The project's entries by number.
    """
    told = {month.month for month in months}
    ours = {row[_NUMBER] for before in known.values() for _, row in before.standing}
    found: dict[int, EntryRow] = {}
    for row in rows:
        if row[_REVERSES] is not None:
            found.pop(row[_REVERSES], None)
        elif row[_NUMBER] not in ours and row[_BELONGS][:7] in told and _is_of_no_statement(row, months[0].source):
            found[row[_NUMBER]] = row
    for month in sorted({row[_BELONGS][:7] for row in found.values()}):
        beside = [row for row in found.values() if row[_BELONGS][:7] == month]
        amount = stated.money(sum(row[_AMOUNT] for row in beside))
        yield warning("STM-215", stated.place(), **stated.told(month), amount=amount, entries=_numbers(beside))


def _is_of_no_statement(row: EntryRow, source: str) -> bool:
    """Whether an entry is a contribution in kind of a source that came in another way than by a statement."""
    by_statement = (row[_ORGANISATION] or "").startswith(OF_STATEMENTS)
    return row[_KIND] == EntryKind.IN_KIND and row[_SOURCE] == source and not by_statement


def _sum(before: Booked) -> int:
    return sum(row[_AMOUNT] for _, row in before.standing)


def _are_others(month: StatementMonth, before: StatementMonth | None) -> bool:
    """Whether two contents of a month share no participant, though both have some."""
    mine = {line.participant for line in month.lines}
    theirs = {line.participant for line in before.lines} if before else set()
    return bool(mine and theirs) and not mine & theirs


def _numbers(rows: Sequence[EntryRow]) -> Words:
    shown = ", ".join(str(row[_NUMBER]) for row in rows[:_NUMBERS_SHOWN])
    return label("actuals.among_others", entries=shown) if len(rows) > _NUMBERS_SHOWN else shown
