"""What reading a file came to, by one reader or by several in turn, and what only its end shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import timedelta

from ledger.core.finding import Finding
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.core.record import evolve
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.importers.sie.proof import Balances
from ledger.importers.sie.proof import ProofLine
from ledger.importers.sie.proof import SieProof
from ledger.importers.sie.proof import prove
from ledger.importers.sie.records import RESERVED
from ledger.importers.sie.records import SieHead
from ledger.importers.sie.records import by_number
from ledger.importers.sie.told import AFTER
from ledger.importers.sie.told import Told

_SHORT_OF_YEAR = timedelta(days=31)


@frozen(kw_only=True)
class Outcome:
    """What has been met of a file.

    Attributes:
        head: What the file says of itself; of several readers each knows all of it but the dimensions that only others'
            rows have used.
        missing: Labels of compulsory records that have not come.
        balances: What it states; None where its balances are not read.
        value_line: The first line of a monthly figure of an object; 0 if there is none.
        told: Oddities.
        sums: Sum of the rows by account, öre.
        skipped: How many rows were left out because their account or amount cannot be read; each is told.
        days: First and last day of the vouchers, ISO; empty where there is none.
        marked: How many rows of the trail there were of each mark.
        row_objects: Whether any row that counts has objects.
    """

    head: SieHead
    missing: tuple[str, ...] = ()
    balances: Balances | None
    value_line: int = 0
    told: Told
    sums: Mapping[str, int] = field(factory=dict)
    skipped: int = 0
    days: tuple[str, str] = ("", "")
    marked: Mapping[str, int] = field(factory=dict)
    row_objects: bool = False

    @property
    def proof(self) -> SieProof:
        """What opening balances, rows, closing balances and results say of each other."""
        return SieProof() if self.balances is None else prove(self.sums, self.balances, self.head.accounts)


def joined(parts: Sequence[Outcome]) -> Outcome:
    """Return what several readers of a file have met, at least one, as one reader meets it."""
    first, *_ = parts
    told, sums = Told(first.told.file), Counter[str]()
    for part in parts:
        told.add_all(part.told)
        sums.update(part.sums)
    days = [part.days for part in parts if part.days[0]]
    return evolve(
        first,
        head=evolve(first.head, dimensions=by_number(each for part in parts for each in part.head.dimensions)),
        told=told,
        sums=dict(sums),
        skipped=sum(part.skipped for part in parts),
        days=(min(first for first, _ in days), max(last for _, last in days)) if days else ("", ""),
        marked={mark: sum(part.marked[mark] for part in parts) for mark in first.marked},
        row_objects=any(part.row_objects for part in parts),
    )


def finish(outcome: Outcome) -> None:
    """Tell what only the end of a file shows."""
    for finding in _ends(outcome):
        outcome.told.add(finding, met=AFTER)


def _ends(outcome: Outcome) -> Iterator[Finding]:
    place, marked = outcome.told.at(None), outcome.marked
    if outcome.balances is None:
        yield note("SIE-203", place)
        return
    if outcome.missing:
        yield note("SIE-008", place, labels=", ".join(outcome.missing))
    for number in sorted(each.number for each in outcome.head.dimensions if not each.name):
        if number not in RESERVED:
            yield note("SIE-114", place, dimension=number)
    if any(marked.values()):
        yield note("SIE-115", place, struck=marked["B"], added=marked["R"])
    if outcome.value_line and not outcome.row_objects:
        yield warning("SIE-206", outcome.told.at(outcome.value_line))
    yield from _about_proof(outcome)
    yield from _about_days(outcome)


def _about_proof(outcome: Outcome) -> Iterator[Finding]:
    place, proof = outcome.told.at(None), outcome.proof
    if proof.opening_from_last_year:
        yield note("SIE-205", place)
    if not (proof.balances and proof.results):
        yield note("SIE-203", place)
    for line in proof.lines:
        if line.difference_minor:
            yield _difference(line, outcome)


def _difference(line: ProofLine, outcome: Outcome) -> Finding:
    place, rows, stated = outcome.told.at(None), Money(line.rows_minor), Money(line.stated_minor)
    opening, difference = Money(line.opening_minor), Money(line.difference_minor)
    if line.result:
        return warning("SIE-202", place, account=line.account, rows=rows, stated=stated, difference=difference)
    shown = {"opening": opening, "rows": rows, "stated": stated, "difference": difference}
    return warning("SIE-201", place, account=line.account, **shown)


def _about_days(outcome: Outcome) -> Iterator[Finding]:
    """Yield how far the vouchers go, and whether they leave the fiscal year."""
    year, place = outcome.head.year, outcome.told.at(None)
    if year is None or not outcome.days[1]:
        return
    first, last = map(date.fromisoformat, outcome.days)
    if last > year.end or first < year.start:
        yield warning("SIE-116", place, first=first, last=last, start=year.start, end=year.end)
    if last < year.end - _SHORT_OF_YEAR:
        yield note("SIE-204", place, last=last, end=year.end)
