"""Which entries a claim rests on, and what of each of them counts.

An entry counts from the claim that takes it in. Parked, it counts for nothing until a later claim takes it back; cut,
it counts for what is left of it. A reversal follows the entry that it reverses: of one that is parked or cut it takes
back no more than was claimed, so that an entry and its reversal always come to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date

from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import ClaimTerms
from ledger.model.corrections.attestation import Spans
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.rules.corrections import attest
from ledger.rules.totals import COST_SIGNS
from ledger.rules.totals import DAY_COLUMNS

_NUMBER, _KIND, _AMOUNT, _REVERSES = (COLUMNS.index(name) for name in ("number", "kind", "amount_minor", "reverses"))


@frozen(kw_only=True)
class ClaimStanding:
    """What claims say of entries, the latest word on each.

    Attributes:
        taken: By number of entry, 1 if a claim has taken it in, else 0; entries past its end are not taken in.
        parked: Entries set aside.
        cuts: What of an entry is cut, minor units, by its number.
    """

    taken: bytes
    parked: frozenset[int]
    cuts: Mapping[int, int]

    def is_taken(self, number: int) -> bool:
        """Whether a claim has taken an entry in."""
        return number < len(self.taken) and bool(self.taken[number])

    def withheld(self, number: int) -> bool:
        """Whether an entry is parked, or cut in part or whole, and so may be taken back."""
        return number in self.parked or number in self.cuts


def standing(claims: Iterable[Claim]) -> ClaimStanding:
    """Return what some claims, oldest first, say of entries."""
    held = tuple(claims)
    last = max((claim.entries for claim in held), default=0)
    taken = bytearray(last + 1)
    parked: set[int] = set()
    cuts: dict[int, int] = {}
    for claim in held:
        for first, end in claim.claimed:
            taken[first : end + 1] = b"\1" * (end + 1 - first)
        for number in attest.numbers(claim.terms.included):
            parked.discard(number)
            cuts.pop(number, None)
        parked.update(attest.numbers(claim.terms.parked))
        if claim.decision:
            parked.update(attest.numbers(claim.decision.parked))
            cuts.update({cut.entry: cut.amount_minor for cut in claim.decision.cuts})
    return ClaimStanding(taken=bytes(taken), parked=frozenset(parked), cuts=cuts)


def choose(
    rows: Iterable[EntryRow],
    terms: ClaimTerms,
    earlier: Sequence[Claim],
    attested: Callable[[int], object] | None = None,
) -> Spans:
    """Return the entries that a new claim takes in.

    All cost of its days and before that no claim has taken in yet and that nobody has parked; and what it takes back.
    A reversal comes in if the entry that it reverses has, or does.

    Args:
        rows: The project's entries by number, to where the claim reads.
        terms: What is asked of the claim.
        earlier: The claims before it.
        attested: Tells whether an entry has been approved, if that is asked for.
    """
    before = standing(earlier)
    aside = before.parked | frozenset(attest.numbers(terms.parked))
    back = frozenset(attest.numbers(terms.included))
    day, end = COLUMNS.index(DAY_COLUMNS[terms.basis]), terms.end.isoformat()
    chosen: list[int] = []
    out: set[int] = set()
    for row in rows:
        number = row[_NUMBER]
        if number in back:
            chosen.append(number)
        elif row[_KIND] not in COST_SIGNS or before.is_taken(number) or number in aside:
            continue
        elif not _in_time(row[day], end) or row[_REVERSES] in out or (attested and not attested(number)):
            out.add(number)
        else:
            chosen.append(number)
    return attest.spans(chosen)


def counted(rows: Iterable[EntryRow], claims: Iterable[Claim]) -> Iterator[EntryRow]:
    """Yield the entries that claims have taken in, each with the amount that counts; those of nothing are left out.

    Args:
        rows: The project's entries by number.
        claims: The claims, oldest first.
    """
    worth = _Worth(claims)
    for row in rows:
        minor = worth.of(row)
        if minor:
            yield with_amount(row, minor)


def changes(rows: Iterable[EntryRow], earlier: Sequence[Claim], claim: Claim) -> Iterator[tuple[EntryRow, int, str]]:
    """Yield the entries that a claim is about: each, what it adds in minor units, and why it stands there.

    Why is empty for an entry of the claim's own days, else ``late``, ``reversal``, ``parked``, ``returned``, or
    ``since`` for one of an earlier claim that has been cut or parked meanwhile.

    Args:
        rows: The project's entries by number.
        earlier: The claims before it, oldest first, as they stood when it was drawn up.
        claim: The claim; what was decided on it is not looked at.
    """
    before, after = _Worth(earlier), _Worth((*earlier, evolve(claim, decision=None)))
    held = standing(earlier)
    own = frozenset(attest.numbers(claim.claimed))
    parked, returned = (frozenset(attest.numbers(each)) for each in (claim.terms.parked, claim.terms.included))
    day, behind = COLUMNS.index(DAY_COLUMNS[claim.terms.basis]), _behind(earlier)

    def why(row: EntryRow) -> str:
        number = row[_NUMBER]
        found = {
            "parked": number in parked,
            "returned": number in returned,
            "since": number not in own,
            "reversal": row[_REVERSES] is not None and held.is_taken(row[_REVERSES]),
            "late": row[day] is not None and row[day] <= behind,
        }
        return next((word for word, so in found.items() if so), "")

    for row in rows:
        added = after.of(row) - before.of(row)
        if added or row[_NUMBER] in own or row[_NUMBER] in parked:
            yield row, added, why(row)


def _behind(earlier: Iterable[Claim]) -> str:
    """Return the last day of claims, as an ISO text before all days if there are none."""
    return max((claim.terms.end for claim in earlier), default=date.min).isoformat()


class _Worth:
    """What entries count for; asked of them by number, since a reversal follows what it reverses."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._held = standing(claims)
        self._withheld: dict[int, int] = {}

    def of(self, row: EntryRow) -> int:
        """Return what counts of an entry, minor units."""
        number = row[_NUMBER]
        taken, parked = self._held.is_taken(number), number in self._held.parked
        if not (taken or parked):
            return 0
        if row[_REVERSES] is not None:
            less = -self._withheld.get(row[_REVERSES], 0)
        else:
            less = row[_AMOUNT] if parked else self._held.cuts.get(number, 0)
        if less:
            self._withheld[number] = less
        return row[_AMOUNT] - less if taken else 0


def with_amount(row: EntryRow, amount_minor: int) -> EntryRow:
    """Return an entry with another amount, minor units."""
    return row if row[_AMOUNT] == amount_minor else (*row[:_AMOUNT], amount_minor, *row[_AMOUNT + 1 :])


def _in_time(day: str | None, end: str) -> bool:
    """Whether an entry's day, which it may not have, lies before a period's end."""
    return day is not None and day <= end
