"""A submitted claim is taken back before it is decided. One commit; what was submitted stays in the chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.claims.claims import FACT
from ledger.app.claims.claims import claim_of
from ledger.app.claims.claims import claims_of
from ledger.app.claims.claims import head_of
from ledger.app.claims.claims import payments_of
from ledger.app.claims.steps import Claimed
from ledger.app.dossiers import chosen
from ledger.app.dossiers import dossier_at
from ledger.app.selection import refuse_blank
from ledger.core.record import evolve
from ledger.errors import DecidedClaimError
from ledger.errors import LaterClaimError
from ledger.errors import NotWithdrawableError
from ledger.errors import PaidClaimError
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import ClaimState
from ledger.model.claims.claim import Withdrawal
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.document import to_json
from ledger.model.head import Fact
from ledger.rules.corrections import attest


def withdraw_claim(
    book: Book, project: str, number: int | None = None, *, day: date | None = None, reason: str
) -> Claimed:
    """Take back a project's submitted claim: its entries come into the next one.

    Its figures and its number stay as they were; no later claim goes on from it and no sum holds it.

    Args:
        book: The book.
        project: Project id.
        number: The claim's number; the last submitted one unless given.
        day: When; today unless given.
        reason: Why.

    Raises:
        ReasonNeededError: The reason says nothing.
        UnknownProjectError: The book has no such project.
        UnknownClaimError: The project has no such claim.
        NotWithdrawableError: It is a draft, or has been withdrawn.
        DecidedClaimError: The funder has decided on it.
        LaterClaimError: A later claim goes on from it.
        PaidClaimError: Money has come on it.
    """
    refuse_blank(project, reason)
    done: list[Claimed] = []

    def draw_up() -> Sequence[Draft]:
        head = book.store.head(project)
        held = _last_submitted(book, project) if number is None else claim_of(book, project, number)
        _refuse(book, project, held)
        withdrawal = Withdrawal(day=day or book.today, reason=reason)
        claim = evolve(held, state=ClaimState.WITHDRAWN, withdrawal=withdrawal)
        done[:] = [Claimed(claim=claim, dossier=dossier_at(book, head_of(claim, project), claim.dated))]
        fact = Fact(FACT, claim.key, to_json(claim))
        return (Draft(after=head, kind=CommitKind.CLAIM, batch=batch, message=reason, facts=(fact,)),)

    chosen(book, (project,))
    batch = book.batch()
    again(book, draw_up)
    return done[0]


def _last_submitted(book: Book, project: str) -> Claim:
    """Return the last claim that is with the funder; where none is, the last of all."""
    submitted = [claim for claim in claims_of(book, project) if claim.counts]
    return submitted[-1] if submitted else claim_of(book, project)


def _refuse(book: Book, project: str, claim: Claim) -> None:
    """Refuse a claim that cannot be withdrawn."""
    if claim.decision:
        raise DecidedClaimError(claim=claim.number, project=project, day=claim.decision.decided)
    if not claim.counts:
        raise NotWithdrawableError(claim=claim.number, project=project)
    later = [each.number for each in claims_of(book, project) if each.counts and each.number > claim.number]
    if later:
        raise LaterClaimError(claim=claim.number, project=project, later=later[0])
    paying = attest.spans(each.entry for each in payments_of(book, project) if each.claim == claim.number)
    if paying:
        raise PaidClaimError(claim=claim.number, project=project, entries=attest.written(paying))
