"""What is to be said against a claim: read from the book, judged as the project wants."""

from __future__ import annotations

from ledger.app.book import Book
from ledger.app.claims.claims import claims_of
from ledger.app.claims.claims import earlier_claims
from ledger.app.claims.claims import head_of
from ledger.app.claims.claims import rows_to
from ledger.app.corrections.corrections import history_of
from ledger.app.selection import marks
from ledger.core.finding import Finding
from ledger.model.claims.claim import Claim
from ledger.model.dossier import Dossier
from ledger.rules.checks import judge
from ledger.rules.checks.claim import ClaimCase
from ledger.rules.checks.claim import check_claim
from ledger.rules.claims import entries as claim_entries


def findings_on(book: Book, dossier: Dossier, claim: Claim) -> tuple[Finding, ...]:
    """Return everything that is to be said against a claim, the worst first.

    Args:
        book: The book.
        dossier: The project as it stands where the claim reads.
        claim: The claim, booked or not.
    """
    project = dossier.project.id
    head = head_of(claim, project)
    earlier = earlier_claims(claims_of(book, project, claim.sequence), claim.number)
    held = claim_entries.standing(earlier)
    case = ClaimCase(
        dossier=dossier,
        claim=claim,
        changes=lambda: claim_entries.changes(rows_to(book, head), earlier, claim),
        marks=marks(book, project, head),
        replaces={new: old for old, new in history_of(book, project).replaced_by.items()},
        withheld=frozenset({*held.parked, *held.cuts}),
    )
    return judge(check_claim(case), dossier.project.severities)
