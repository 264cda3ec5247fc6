"""The closure test: whether a project is claimed, decided, settled and paid to the end, and what is to be repaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from fractions import Fraction
from itertools import chain

from ledger.core.money import Money
from ledger.core.record import frozen
from ledger.core.words import Value
from ledger.model.audit.check_level import CheckStage
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import ClaimState
from ledger.model.claims.claim import Payment
from ledger.model.corrections.marks import Marks
from ledger.model.dossier import Dossier
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import EntryKind
from ledger.rules.claims import advance
from ledger.rules.claims import claim as rules
from ledger.rules.claims import retention
from ledger.rules.claims.entries import standing
from ledger.rules.corrections import attest
from ledger.rules.corrections import check_levels
from ledger.rules.financing.required import required
from ledger.rules.totals import COST_SIGNS
from ledger.rules.totals import RECEIVED_SIGNS

_REVERSES = COLUMNS.index("reverses")
_NUMBER, _KIND, _SOURCE, _AMOUNT = (COLUMNS.index(name) for name in ("number", "kind", "source", "amount_minor"))


@frozen(kw_only=True)
class ClosureTest:
    """One thing that must hold before a project is closed.

    Attributes:
        name: What is tested.
        passed: Whether it holds; None where nothing says what is required.
        values: Pairs of slot and value for the sentence that says what was found.
    """

    name: str
    passed: bool | None
    values: tuple[tuple[str, Value], ...] = ()


@frozen(kw_only=True)
class ClosureMoney:
    """How a source stands at the end.

    Attributes:
        source: Source id.
        support_minor: Support of all claims, as approved, minor units.
        received_minor: Receipts and advances less repayments, minor units.
    """

    source: str
    support_minor: int
    received_minor: int

    @property
    def repay_minor(self) -> int:
        """What is to be paid back to it, minor units."""
        return max(self.received_minor - self.support_minor, 0)

    @property
    def come_minor(self) -> int:
        """What is still to come from it, minor units."""
        return max(self.support_minor - self.received_minor, 0)


def closure(
    dossier: Dossier, rows: Callable[[], Iterable[EntryRow]], payments: Sequence[Payment], marks: Marks
) -> tuple[ClosureTest, ...]:
    """Return every test, in the order in which a project comes to its end.

    Args:
        dossier: The project with its claims.
        rows: Gives its entries by number, anew at each call.
        payments: Which claims its receipts pay.
        marks: What has been said of its entries.
    """
    claims = tuple(claim for claim in dossier.claims if claim.counts)
    return (
        _final(claims),
        _claimed(dossier, rows(), claims),
        _parked(claims),
        *_checked(dossier, claims, marks),
        _decided(claims),
        _settled(dossier, rows(), claims),
        *_released(dossier, claims),
        _paid(dossier, claims, payments),
        _matched(dossier, rows(), payments),
        _share(dossier, claims),
        _repaid(dossier, rows(), claims),
    )


def money(dossier: Dossier, rows: Iterable[EntryRow], claims: Iterable[Claim]) -> Iterator[ClosureMoney]:
    """Yield how each source that is asked for money stands.

    Args:
        dossier: The project.
        rows: Its entries.
        claims: Its claims; drafts among them ask for nothing.
    """
    received: Counter[str] = Counter()
    for row in rows:
        if row[_KIND] in RECEIVED_SIGNS:
            received[row[_SOURCE]] += RECEIVED_SIGNS[row[_KIND]] * row[_AMOUNT]
    held = rules.claimed_minor(claims)
    for id_ in rules.asked_sources(dossier):
        yield ClosureMoney(source=id_, support_minor=held.get(id_, 0), received_minor=received[id_])


def _test(name: str, *, passed: bool | None, **values: Value) -> ClosureTest:
    return ClosureTest(name=name, passed=passed, values=tuple(values.items()))


def _final(claims: Sequence[Claim]) -> ClosureTest:
    """Whether the last claim says that it is the last."""
    return _test("final", passed=bool(claims) and claims[-1].terms.final, claims=len(claims))


def _claimed(dossier: Dossier, rows: Iterable[EntryRow], claims: Sequence[Claim]) -> ClosureTest:
    """Whether every cost is in a claim; one that no claim took in before it was reversed leaves nothing to ask for."""
    held = standing(claims)
    outside = [
        row
        for row in rows
        if row[_KIND] in COST_SIGNS and not held.is_taken(row[_NUMBER]) and row[_NUMBER] not in held.parked
    ]
    numbers = {row[_NUMBER] for row in outside}
    pairs = ((row[_NUMBER], row[_REVERSES]) for row in outside if row[_REVERSES] in numbers)
    undone = frozenset(chain.from_iterable(pairs))
    left = [row for row in outside if row[_NUMBER] not in undone]
    total = sum(COST_SIGNS[row[_KIND]] * row[_AMOUNT] for row in left)
    return _test(
        "claimed",
        passed=not left,
        entries=attest.written(attest.spans(row[_NUMBER] for row in left)),
        sum=Money(total, dossier.project.currency),
    )


def _parked(claims: Sequence[Claim]) -> ClosureTest:
    """Whether no entry waits to be taken back."""
    parked = standing(claims).parked
    return _test("parked", passed=not parked, entries=attest.written(attest.spans(parked)))


def _checked(dossier: Dossier, claims: Sequence[Claim], marks: Marks) -> Iterator[ClosureTest]:
    """Yield whether all that is claimed has passed the levels of check that closing needs, where it needs any."""
    needed = check_levels.required(dossier.project, CheckStage.CLOSURE)
    if needed:
        numbers = sorted({number for claim in claims for number in attest.numbers(claim.claimed)})
        left = {number for level in needed for number in check_levels.unchecked(numbers, marks, level)}
        yield _test("checked", passed=not left, entries=attest.written(attest.spans(left)))


def _decided(claims: Sequence[Claim]) -> ClosureTest:
    """Whether every claim has been decided."""
    waiting = [claim.number for claim in claims if claim.state is not ClaimState.DECIDED]
    return _test("decided", passed=not waiting, claims=attest.written(attest.spans(waiting)))


def _settled(dossier: Dossier, rows: Iterable[EntryRow], claims: Sequence[Claim]) -> ClosureTest:
    """Whether nothing is left of any advance."""
    left = sum(advance.left_minor(rows, claims).values())
    return _test("settled", passed=not left, left=Money(left, dossier.project.currency))


def _released(dossier: Dossier, claims: Sequence[Claim]) -> Iterator[ClosureTest]:
    """Yield whether nothing is held back any more, where a source holds back or has done so."""
    if any(source.retention for source in dossier.project.sources) or any(claim.held for claim in claims):
        left = sum(retention.total_held(claims).values())
        yield _test("released", passed=not left, left=Money(left, dossier.project.currency))


def _paid(dossier: Dossier, claims: Sequence[Claim], payments: Sequence[Payment]) -> ClosureTest:
    """Whether each claim has been paid to the öre."""
    unpaid = [claim.number for claim in claims if rules.state(claim, dossier, payments) is not ClaimState.PAID]
    return _test("paid", passed=not unpaid, claims=attest.written(attest.spans(unpaid)))


def _matched(dossier: Dossier, rows: Iterable[EntryRow], payments: Sequence[Payment]) -> ClosureTest:
    """Whether every receipt from a source that is asked for money pays a claim."""
    asked = rules.asked_sources(dossier)
    left: Counter[int] = Counter()
    for row in rows:
        if row[_KIND] == EntryKind.RECEIPT and row[_SOURCE] in asked:
            left[row[_NUMBER]] += row[_AMOUNT]
    for payment in payments:
        if payment.entry in left:  # and no repayment, which takes back what a receipt paid
            left[payment.entry] -= payment.amount_minor
    free = [number for number, minor in left.items() if minor > 0]
    total = Money(sum(left[number] for number in free), dossier.project.currency)
    entries = attest.written(attest.spans(free))
    return _test("matched", passed=not free, project=dossier.project.id, entries=entries, sum=total)


def _share(dossier: Dossier, claims: Sequence[Claim]) -> ClosureTest:
    """Whether others than the funder have paid the share that is required of them."""
    found = required(dossier)
    cost = sum(claim.standing.cost_minor for claim in claims)
    held = rules.claimed_minor(claims)
    support = sum(held.get(id_, 0) for id_ in rules.asked_sources(dossier))
    share = 1 - Fraction(support, cost) if cost else None
    if found is None or share is None:
        return _test("share", passed=None, share=share, required=found.share if found else None)
    return _test("share", passed=share >= found.share, share=share, required=found.share)


def _repaid(dossier: Dossier, rows: Iterable[EntryRow], claims: Sequence[Claim]) -> ClosureTest:
    """Whether the money that has come is the support that was approved."""
    stands = tuple(money(dossier, rows, claims))
    repay, come = sum(each.repay_minor for each in stands), sum(each.come_minor for each in stands)
    currency = dossier.project.currency
    return _test("repaid", passed=not (repay or come), repay=Money(repay, currency), come=Money(come, currency))
