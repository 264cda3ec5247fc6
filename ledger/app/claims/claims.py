"""The claims that a book holds, and how one is reckoned from it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from ledger.app.book import Book
from ledger.app.dossiers import dossier_at
from ledger.core.period import DAY
from ledger.core.record import evolve
from ledger.errors import NoClaimError
from ledger.errors import StillDraftError
from ledger.errors import UnknownClaimError
from ledger.errors import WithdrawnClaimError
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import ClaimState
from ledger.model.claims.claim import ClaimTerms
from ledger.model.claims.claim import Payment
from ledger.model.document import from_json
from ledger.model.entry import COLUMNS
from ledger.model.head import Head
from ledger.rules.claims import claim as rules
from ledger.rules.claims import entries as claim_entries

if TYPE_CHECKING:
    from datetime import date

    from ledger.model.dossier import Dossier
    from ledger.model.entry import EntryRow

FACT = "claim"
"""Kind of the facts that claims leave, one for each number; the last one holds."""

PAYMENT = "payment"
"""Kind of the facts that say which claim a receipt pays, by number of entry and of claim."""

_NUMBER = COLUMNS.index("number")


def claims_of(book: Book, project: str, last: int | None = None) -> tuple[Claim, ...]:
    """Return a project's claims by number, each as its latest fact says.

    Args:
        book: The book.
        project: Project id.
        last: Number of the last commit that counts; all of them if none is given.
    """
    held = {fact.key: fact.body for at, fact in book.store.facts(project, FACT) if last is None or at <= last}
    return tuple(sorted((from_json(Claim, body) for body in held.values()), key=lambda claim: claim.number))


def claim_states(book: Book, project: str, last: int) -> tuple[Claim, ...]:
    """Return every state that a project's claims have been in, oldest first.

    Args:
        book: The book.
        project: Project id.
        last: Number of the last commit that counts.
    """
    return tuple(from_json(Claim, fact.body) for at, fact in book.store.facts(project, FACT) if at <= last)


def payments_of(
    book: Book, project: str, new: Payment | None = None, *, until: date | None = None, last: int | None = None
) -> tuple[Payment, ...]:
    """Return which claims a project's receipts pay, by number of entry; receipts reversed since are left out.

    Args:
        book: The book.
        project: Project id.
        new: One that is about to be booked, and takes the place of what its receipt pays of its claim now.
        until: Only receipts, and reversals of them, booked by this day.
        last: Number of the last commit that counts; all of them if none is given.
    """
    from ledger.rules.corrections.correct import reversals  # noqa: PLC0415 - most reports ask for no payments

    facts = book.store.facts(project, PAYMENT)
    bodies = {fact.key: fact.body for at, fact in facts if last is None or at <= last}
    held = {key: from_json(Payment, body) for key, body in bodies.items()}
    if new:
        held[new.key] = new
    if not held:
        return ()
    gone: set[int] = set()
    if until is None:
        gone.update(reversals(book.store.entries(project)))
    else:
        gone.update(reversals(book.store.entries(project, last=until.isoformat())))
        gone.update(row[_NUMBER] for row in book.store.entries(project, first=(until + DAY).isoformat()))
    standing = (each for each in held.values() if each.entry not in gone and each.amount_minor)
    return tuple(sorted(standing, key=lambda payment: (payment.entry, payment.claim)))


def claim_of(book: Book, project: str, number: int | None = None) -> Claim:
    """Return a project's claim of a number, or its latest one.

    Raises:
        UnknownClaimError: It has none of that number.
        NoClaimError: It has none at all.
    """
    found = claims_of(book, project)
    for claim in reversed(found):
        if number in (None, claim.number):
            return claim
    if not found:
        raise NoClaimError(project=project)
    known = ", ".join(str(claim.number) for claim in found)
    raise UnknownClaimError(project=project, claim=number or 1, known=known)


def with_claims(book: Book, dossiers: Sequence[Dossier]) -> tuple[Dossier, ...]:
    """Return dossiers with their projects' claims, as far as each dossier's chain goes."""
    return tuple(evolve(found, claims=claims_of(book, found.project.id, found.head.sequence)) for found in dossiers)


def with_claims_on(book: Book, dossiers: Sequence[Dossier], day: date) -> tuple[Dossier, ...]:
    """Return dossiers with their projects' claims as they stood at the end of a day, as far as each chain goes."""
    states = ((found, claim_states(book, found.project.id, found.head.sequence)) for found in dossiers)
    return tuple(evolve(found, claims=rules.on_day(held, day)) for found, held in states)


def earlier_claims(claims: Sequence[Claim], number: int) -> tuple[Claim, ...]:
    """Return the claims that one of a number goes on from: those before it that have been submitted."""
    return tuple(claim for claim in claims if claim.counts and claim.number < number)


def refuse_unsubmitted(claim: Claim, project: str) -> None:
    """Refuse to decide or pay a claim that is not with the funder.

    Raises:
        StillDraftError: It is a draft.
        WithdrawnClaimError: It has been withdrawn.
    """
    if claim.state is ClaimState.DRAFT:
        raise StillDraftError(claim=claim.number, project=project)
    if claim.withdrawal:
        raise WithdrawnClaimError(claim=claim.number, project=project, day=claim.withdrawal.day)


def draw(book: Book, head: Head, terms: ClaimTerms, dated: date) -> Claim:
    """Return a project's next claim as a draft, as the project stands where its chain ends with `head`.

    Args:
        book: The book.
        head: The end of the project's chain, or what is taken for it.
        terms: What is asked of the claim.
        dated: Its day; decides the budget version in force.
    """
    from ledger.app.selection import marks  # noqa: PLC0415 - few claims ask who has attested what

    earlier = tuple(
        claim for claim in claims_of(book, head.scope, head.sequence) if claim.state is not ClaimState.DRAFT
    )
    attested = marks(book, head.scope, head).attested_by if terms.attested else None
    rows = partial(rows_to, book, head)
    return rules.draw_up(dossier_at(book, head, dated), rows, terms, dated, earlier, attested=attested)


def claimed_rows(book: Book, project: str, number: int | None) -> Iterator[tuple[EntryRow, int, str]]:
    """Yield the entries that a claim is about: each, what the claim adds of it in minor units, and why it stands there.

    Args:
        book: The book.
        project: Project id.
        number: The claim's number; the latest one if none is given.

    Raises:
        UnknownClaimError: The project has no such claim.
    """
    found = claim_of(book, project, number)
    earlier = earlier_claims(claims_of(book, project, found.sequence), found.number)
    return claim_entries.changes(rows_to(book, head_of(found, project)), earlier, found)


def head_of(claim: Claim, project: str) -> Head:
    """Return the end of the chain that a claim was reckoned on."""
    return Head(scope=project, sequence=claim.sequence, seal=claim.seal, entries=claim.entries)


def rows_to(book: Book, head: Head) -> Iterator[EntryRow]:
    """Yield a project's entries by number as far as a chain goes that ends with `head`."""
    at = COLUMNS.index("number")
    return takewhile(lambda row: row[at] <= head.entries, book.store.entries(head.scope))
