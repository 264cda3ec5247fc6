"""Statements reckoned and booked: hours times unit cost, participant by participant, and one entry a month.

A sum is always the sum of what stands under it: each participant's month is rounded by itself, and months and totals
add those up, so they tie by construction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from hashlib import blake2b

from ledger.core.period import month as month_of
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.core.words import Name
from ledger.model.document import to_json
from ledger.model.entry import COLUMNS
from ledger.model.entry import OF_STATEMENTS
from ledger.model.entry import Entry
from ledger.model.entry import EntryRow
from ledger.model.entry import Origin
from ledger.model.entry_kind import EntryKind
from ledger.model.statements.statement import HoursRule
from ledger.model.statements.statement import StatementHead
from ledger.model.statements.statement import StatementLine
from ledger.model.statements.statement import StatementMonth
from ledger.model.statements.statement import StatementRow
from ledger.model.statements.statement import UnitCost
from ledger.rules.corrections.correct import History

_NUMBER, _BELONGS = COLUMNS.index("number"), COLUMNS.index("belongs_to")
_ORGANISATION, _ROW = COLUMNS.index("origin_organisation"), COLUMNS.index("origin_row")
_DIGEST_BYTES = 16

_HOUR = "h"

UnitCosts = Mapping[str, UnitCost]
"""Unit costs by id."""


@frozen(kw_only=True)
class Booked:
    """What a book holds of a source's month.

    Attributes:
        last: The last entry that a statement gave for it.
        standing: What stands today for the entries that statements gave: none if they are reversed, another entry if
            one was moved. Each with the digest of the month that it was booked for.
        alike: Digest of the month to how many entries had it.
    """

    last: EntryRow
    standing: tuple[tuple[str, EntryRow], ...]
    alike: Mapping[str, int]

    def holds(self, digest_: str) -> bool:
        """Whether a month is booked just so, or was and has been taken back since without another in its place."""
        return [each for each, _ in self.standing] == [digest_] or (not self.standing and self.last[_ROW] == digest_)


def unit_cost_of(row: StatementRow, head: StatementHead, unit_costs: UnitCosts) -> UnitCost | None:
    """Return the unit cost that a row is worth: the one that it names, else its own rate, else the head's."""
    if row.unit_cost is None and row.rate is not None:
        return None
    return unit_costs.get(row.unit_cost or head.unit_cost or "")


def reckon(row: StatementRow, head: StatementHead, unit_costs: UnitCosts, project: str) -> StatementLine:
    """Return a participant's month: hours as they count, and what they are worth.

    Hours times rate counts where a rate is known, and a stated amount is kept beside it; else the stated amount counts,
    0 where there is none. Negative hours mirror positive ones.

    Args:
        row: As stated.
        head: What holds for the whole statement.
        unit_costs: By id.
        project: Project id; a participant has another digest in every project.
    """
    found = unit_cost_of(row, head, unit_costs)
    rate = found.rate(row.month) if found else row.rate
    whole = (found.hours if found else head.hours) is HoursRule.WHOLE
    hours = Fraction(round_fraction(row.hours, Rounding.DOWN)) if whole else row.hours
    rounding = found.rounding if found else Rounding.HALF_UP
    stated = row.amount_minor or 0
    return StatementLine(
        participant=participant_digest(project, row.participant),
        stated_hours=row.hours,
        hours=hours,
        rate=rate,
        unit_cost=found.id if found and rate is not None else None,
        stated_minor=row.amount_minor,
        amount_minor=stated if rate is None else round_fraction(hours * rate, rounding),
    )


def by_month(lines: Iterable[tuple[str, StatementLine]], month: StatementMonth) -> tuple[StatementMonth, ...]:
    """Return months with their lines, whatever order these come in.

    Args:
        lines: Pairs of month and line.
        month: What all months have in common, with every unit cost that may have given a rate.
    """
    found: dict[str, list[StatementLine]] = {}
    for name, line in lines:
        found.setdefault(name, []).append(line)
    return tuple(_month(month, name, found[name]) for name in sorted(found))


def _month(common: StatementMonth, name: str, lines: Sequence[StatementLine]) -> StatementMonth:
    used = {line.unit_cost for line in lines}
    return evolve(
        common,
        month=name,
        lines=tuple(sorted(lines, key=lambda line: line.participant)),
        unit_costs=tuple(each for each in common.unit_costs if each.id in used),
    )


def participant_digest(project: str, code: str) -> str:
    """Return what stands for a participant in a project's book; capitals and small letters are alike."""
    return blake2b(f"{project}/{code.casefold()}".encode(), digest_size=_DIGEST_BYTES).hexdigest()


def organisation(month: StatementMonth) -> str:
    """Return whose statements a month belongs to, as an entry's origin names it."""
    return f"{OF_STATEMENTS}{month.source}" + (f":{month.series}" if month.series else "")


def digest(month: StatementMonth) -> str:
    """Return the digest of a month's content: not of the file that it came in, nor of the order of its rows."""
    content = evolve(month, file="", file_sha256="", dated=None, unit_costs=())
    return blake2b(to_json(content).encode(), digest_size=_DIGEST_BYTES).hexdigest()


def booked(rows: Callable[[], Iterable[EntryRow]], organisation_: str, history: History) -> dict[str, Booked]:
    """Return what a book holds of a source's statements, by month.

    Args:
        rows: Gives a project's entries by number, anew at each call.
        organisation_: See `organisation`.
        history: How the entries reverse and replace each other.
    """
    given: dict[str, list[EntryRow]] = {}
    stands: dict[int, tuple[str, str]] = {}
    for row in rows():
        if row[_ORGANISATION] == organisation_ and row[_ROW] is not None:
            month = row[_BELONGS][:7]
            given.setdefault(month, []).append(row)
            number = history.standing(row[_NUMBER])
            if number is not None:
                stands[number] = (month, row[_ROW])
    standing = [(*stands[row[_NUMBER]], row) for row in rows() if row[_NUMBER] in stands] if stands else []
    return {
        month: Booked(
            last=found[-1],
            standing=tuple((digest_, row) for of, digest_, row in standing if of == month),
            alike=Counter(row[_ROW] for row in found),
        )
        for month, found in given.items()
    }


def entry(month: StatementMonth, project: str, known: Booked | None) -> Entry:
    """Return a month's entry, booked on the month's last day: cost and financing at once.

    Args:
        month: The month.
        project: Project id.
        known: What the book holds of it.
    """
    last_day = month_of(month.month).end
    row = digest(month)
    return Entry(
        project=project,
        kind=EntryKind.IN_KIND,
        category=month.category,
        source=month.source,
        part=month.part,
        phase=month.phase,
        amount_minor=month.amount_minor,
        booked_on=last_day,
        quantity=exact_text(month.hours),
        unit=_HOUR,
        evidence_name=month.file,
        evidence_sha256=month.file_sha256,
        origin=Origin(organisation(month), "", row, (known.alike.get(row, 0) if known else 0) + 1),
    )


def exact_text(value: Fraction) -> str:
    """Return a number with a point before its decimals; values in statements have at most six."""
    return format(Decimal(value.numerator) / Decimal(value.denominator), "f")


def exact_words(value: Fraction) -> Name:
    """Return a number as people write it: in Swedish with a comma before its decimals."""
    text = exact_text(value)
    return Name(text.replace(".", ","), text)


def left_out(months: Iterable[StatementMonth]) -> Fraction:
    """Return the hours that are stated and do not count, where only whole hours do."""
    return sum((line.stated_hours - line.hours for month in months for line in month.lines), start=Fraction())


def total_minor(months: Iterable[StatementMonth]) -> int:
    """Return the sum of some months, minor units."""
    return sum(month.amount_minor for month in months)


def participants(months: Iterable[StatementMonth]) -> int:
    """Return how many different participants some months count anything for."""
    return len({line.participant for month in months for line in month.lines if line.stated_hours or line.amount_minor})


def rates(month: StatementMonth) -> Iterator[tuple[Fraction | None, tuple[StatementLine, ...]]]:
    """Yield a month's lines by rate, lowest first; those that only have an amount come last."""
    known = {line.rate for line in month.lines}
    for rate in (*sorted(each for each in known if each is not None), *({None} & known)):
        yield rate, tuple(line for line in month.lines if line.rate == rate)
