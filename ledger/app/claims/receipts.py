"""Money received: booked, and matched to the claim that it pays. One commit, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.claims.claims import PAYMENT
from ledger.app.claims.claims import claim_of
from ledger.app.claims.claims import claims_of
from ledger.app.claims.claims import payments_of
from ledger.app.claims.claims import refuse_unsubmitted
from ledger.app.dossiers import dossier
from ledger.app.new_entry import said_of
from ledger.app.selection import refuse_absent
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.money import Money
from ledger.core.period import check_day
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.errors import NotAReceiptError
from ledger.errors import NotAskedError
from ledger.errors import PaymentSizeError
from ledger.errors import ReceiptSizeError
from ledger.errors import UnknownNameError
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import ClaimState
from ledger.model.claims.claim import Payment
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.document import to_json
from ledger.model.dossier import Dossier
from ledger.model.entry import COLUMNS
from ledger.model.entry import Entry
from ledger.model.entry import EntryRow
from ledger.model.entry import to_row
from ledger.model.entry_kind import EntryKind
from ledger.model.head import Fact
from ledger.model.view import View
from ledger.rules.checks import judge
from ledger.rules.checks.claim import check_paid
from ledger.rules.claims import claim as rules

_NUMBER, _KIND, _SOURCE, _AMOUNT = (COLUMNS.index(name) for name in ("number", "kind", "source", "amount_minor"))

_SIGNS: dict[str, int] = {EntryKind.RECEIPT: 1, EntryKind.REPAYMENT: -1}
"""Sign with which a matched entry pays a claim; what is paid back pays a claim that asks for less than nothing."""


_Drawn = tuple[int, EntryRow | None, Payment | None]
"""Number of an entry, the entry if it is new, and what ties it to a claim."""


@frozen(kw_only=True)
class Receipt:
    """Money that came, or was paid back.

    Attributes:
        kind: Receipt, advance or repayment.
        source: Source id.
        amount_minor: Minor units, positive.
        day: When it came.
        text: What the bank says. Personal words.
        voucher: Series and number of the voucher; empty if there is none.
    """

    kind: EntryKind = EntryKind.RECEIPT
    source: str
    amount_minor: int
    day: date
    text: str = ""
    voucher: tuple[str, str] = ("", "")


@frozen(kw_only=True)
class Received:
    """What taking down money did.

    Attributes:
        entry: Number of the entry.
        claim: The claim that it pays, if any.
        state: How far that claim has come.
        paid_minor: What has been paid on that claim, minor units.
        asked_minor: What it asks for, minor units.
        dossier: The project.
        findings: What is to be said of the money.
    """

    entry: int
    claim: Claim | None = None
    state: ClaimState | None = None
    paid_minor: int = 0
    asked_minor: int = 0
    dossier: Dossier
    findings: tuple[Finding, ...] = ()


def receive(book: Book, project: str, receipt: Receipt, claim: int | None = None) -> Received:
    """Book money that came, and match all of it to a claim if one is named.

    Args:
        book: The book.
        project: Project id.
        receipt: The money.
        claim: Number of the claim that it pays; several receipts may pay one, as instalments.

    Raises:
        UnknownProjectError: The book has no such project.
        ReceiptSizeError: Its amount is not above zero.
        UnknownNameError: The project has no such source.
        UnknownClaimError: It has no such claim.
        StillDraftError: The claim is a draft.
        WithdrawnClaimError: The claim has been withdrawn.
        NotAReceiptError: An advance was to pay a claim; it is settled by one instead.
        NotAskedError: The claim asks nothing of the source.
        LockedDayError: The day is locked.
    """
    check_day(receipt.day)

    def draw_up(found: Dossier) -> _Drawn:
        if receipt.amount_minor <= 0:
            raise ReceiptSizeError(text=Money(receipt.amount_minor, found.project.currency))
        number = found.head.entries + 1
        known = tuple(source.id for source in found.project.sources)
        if receipt.source not in known:
            raise UnknownNameError(field="source", name=receipt.source, project=project, known=", ".join(known) or "–")
        row = to_row(_entry(project, receipt))
        return number, row, _payment(book, found, (number, row), claim, None) if claim is not None else None

    return _book(book, project, draw_up)


def match(book: Book, project: str, entry: int, claim: int, amount_minor: int | None = None) -> Received:
    """Match money that is booked already to a claim, wholly or in part.

    Args:
        book: The book.
        project: Project id.
        entry: Number of the receipt.
        claim: Number of the claim.
        amount_minor: How much of it, minor units; all that pays no claim yet unless given.

    Raises:
        UnknownEntryError: There is no such entry.
        NotAReceiptError: It is no receipt.
        PaymentSizeError: More was to be matched than is left of it.
        LedgerError: As `receive`.
    """

    def draw_up(found: Dossier) -> _Drawn:
        refuse_absent(project, (entry,), found.head.entries)
        row = next(row for row in book.store.entries(project) if row[_NUMBER] == entry)
        return entry, None, _payment(book, found, (entry, row), claim, amount_minor)

    return _book(book, project, draw_up)


def free_minor(book: Book, project: str, rows: Mapping[int, int]) -> dict[int, int]:
    """Return what of receipts pays no claim yet, minor units.

    Args:
        book: The book.
        project: Project id.
        rows: Amounts of receipts by number of entry, minor units.
    """
    left = dict(rows)
    for payment in payments_of(book, project):
        if payment.entry in left:
            left[payment.entry] -= abs(payment.amount_minor)
    return left


def _entry(project: str, receipt: Receipt) -> Entry:
    series, number = receipt.voucher
    return Entry(
        project=project,
        kind=receipt.kind,
        source=receipt.source,
        amount_minor=receipt.amount_minor,
        booked_on=receipt.day,
        paid_on=receipt.day,
        text=receipt.text or None,
        voucher_series=series or None,
        voucher_number=number or None,
    )


def _payment(
    book: Book, dossier_: Dossier, booked: tuple[int, EntryRow], claim: int, amount_minor: int | None
) -> Payment:
    """Return what ties a receipt to a claim, with what was tied before."""
    (number, row), project = booked, dossier_.project.id
    found = claim_of(book, project, claim)
    refuse_unsubmitted(found, project)
    if row[_KIND] not in _SIGNS:
        raise NotAReceiptError(entry=number, project=project)
    asked = rules.asked_sources(dossier_)
    if row[_SOURCE] not in asked:
        raise NotAskedError(project=project, claim=claim, source=row[_SOURCE], asked=", ".join(asked) or "–")
    left = free_minor(book, project, {number: row[_AMOUNT]})[number]
    wanted = left if amount_minor is None else amount_minor
    if not 0 < wanted <= left:
        amount, rest = (Money(each, dossier_.project.currency) for each in (wanted, left))
        raise PaymentSizeError(amount=amount, entry=number, project=project, left=rest)
    before = [each.amount_minor for each in payments_of(book, project) if (each.entry, each.claim) == (number, claim)]
    return Payment(number, claim, sum(before) + _SIGNS[row[_KIND]] * wanted)


def _book(book: Book, project: str, draw_up: Callable[[Dossier], _Drawn]) -> Received:
    """Append an entry, a payment or both, drawn up anew if a rival was quicker, and tell how the claim stands then."""
    done: list[Received] = []

    def drafts() -> Sequence[Draft]:
        found = dossier(book, project, View(today=book.today))
        number, row, payment = draw_up(found)
        # How the claim will stand is reckoned before anything is booked, for afterwards nothing is read.
        said = said_of(book, found, row, book.today) if row else ()
        received = _received(book, found, number, payment)
        if row and payment is None:
            said = (*said, *_waiting(book, found, number, row))
        done[:] = [evolve(received, findings=(*said, *received.findings))]
        facts = (Fact(PAYMENT, payment.key, to_json(payment)),) if payment else ()
        entries = (row,) if row else ()
        return (Draft(after=found.head, kind=CommitKind.RECEIPT, batch=batch, facts=facts, entries=entries),)

    batch = book.batch()
    again(book, drafts)
    return done[0]


def _received(book: Book, found: Dossier, number: int, payment: Payment | None) -> Received:
    """Return what there will be to tell once a payment is booked."""
    if payment is None:
        return Received(entry=number, dossier=found)
    project = found.project.id
    claim, payments = claim_of(book, project, payment.claim), payments_of(book, project, payment)
    paid, asked = rules.paid_minor(claim, payments), sum(rules.asked_minor(claim, found).values())
    return Received(
        entry=number,
        claim=claim,
        state=rules.state(claim, found, payments),
        paid_minor=paid,
        asked_minor=asked,
        dossier=found,
        findings=judge(check_paid(found, claim, paid, asked), found.project.severities),
    )


def _waiting(book: Book, found: Dossier, number: int, row: EntryRow) -> Iterator[Finding]:
    """Yield CLM-120 for the oldest claim that money which names no claim may pay."""
    if row[_KIND] != EntryKind.RECEIPT or row[_SOURCE] not in rules.asked_sources(found):
        return
    payments = payments_of(book, found.project.id)
    for claim in claims_of(book, found.project.id):
        asked = sum(rules.asked_minor(claim, found).values())
        left = Money(asked - rules.paid_minor(claim, payments), found.project.currency)
        if claim.counts and left.minor > 0:
            place = Place(project=found.project.id, entry=number)
            yield note("CLM-120", place, claim=claim.number, left=left, number=number)
            return
