"""What is done with a claim: it is drafted, submitted and decided. Each step is a commit, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from functools import partial

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.claims.checks import findings_on
from ledger.app.claims.claims import FACT
from ledger.app.claims.claims import claim_of
from ledger.app.claims.claims import claims_of
from ledger.app.claims.claims import draw
from ledger.app.claims.claims import earlier_claims
from ledger.app.claims.claims import head_of
from ledger.app.claims.claims import refuse_unsubmitted
from ledger.app.claims.claims import rows_to
from ledger.app.dossiers import chosen
from ledger.app.dossiers import dossier_at
from ledger.app.selection import refuse_absent
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import warning
from ledger.core.money import Money
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.errors import ClaimOrderError
from ledger.errors import CutSizeError
from ledger.errors import EntryNumbersError
from ledger.errors import NoDraftError
from ledger.errors import NotClaimableError
from ledger.errors import NothingWithheldError
from ledger.errors import NotInClaimError
from ledger.errors import ParkedReversalError
from ledger.errors import ParkedTwiceError
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import ClaimFigures
from ledger.model.claims.claim import ClaimState
from ledger.model.claims.claim import ClaimTerms
from ledger.model.claims.claim import Cut
from ledger.model.claims.claim import Decision
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.document import to_json
from ledger.model.dossier import Dossier
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.head import Fact
from ledger.model.head import Head
from ledger.rules.checks import judge
from ledger.rules.checks.claim import check_decision
from ledger.rules.claims import entries as claim_entries
from ledger.rules.claims.claim import decide
from ledger.rules.corrections import attest
from ledger.rules.totals import COST_SIGNS

_NUMBER, _KIND, _AMOUNT, _REVERSES = (COLUMNS.index(name) for name in ("number", "kind", "amount_minor", "reverses"))


@frozen(kw_only=True)
class Claimed:
    """What a step did, or would have done.

    Attributes:
        claim: The claim after it.
        dossier: The project as it stood where the claim reads.
        findings: What is to be said against the claim; where one stops, nothing was booked.
        booked: Whether the step was booked.
    """

    claim: Claim
    dossier: Dossier
    findings: tuple[Finding, ...] = ()
    booked: bool = True


@frozen(kw_only=True)
class Ruling:
    """What a funder's decision says, as it is typed in.

    Attributes:
        decided: The day.
        reference: The decision's number or other name.
        cuts: Number of entry, what is cut of it in minor units (None for all), and the type of error.
        parked: Entries that wait.
        stated: Pairs of source and approved amount as printed, minor units.
        anew: Whether it takes the place of an earlier decision on the claim instead of adding to its cuts.
    """

    decided: date
    reference: str = ""
    cuts: tuple[tuple[int, int | None, str], ...] = ()
    parked: tuple[int, ...] = ()
    stated: tuple[tuple[str, int], ...] = ()
    anew: bool = False


def draft_claim(book: Book, project: str, terms: ClaimTerms, *, dated: date | None = None) -> Claimed:
    """Draw up a project's next claim as a draft; an earlier draft gives way to it.

    Args:
        book: The book.
        project: Project id.
        terms: What is asked of it.
        dated: Its day; today unless given.

    Raises:
        UnknownProjectError: The book has no such project.
        ClaimOrderError: It would end before a claim that has been submitted.
        LedgerError: An entry cannot be parked or taken back.
    """
    let_go: list[Finding] = []

    def step(head: Head) -> Claim:
        _check_terms(book, head, terms)
        let_go[:] = _taken_in(claims_of(book, project), terms, project)
        return draw(book, head, terms, dated or book.today)

    done = _book(book, project, step)
    return evolve(done, findings=(*done.findings, *let_go))


def _taken_in(claims: Sequence[Claim], terms: ClaimTerms, project: str) -> Iterator[Finding]:
    """Yield CLM-119 where a draft gives way to one that no longer sets aside what it did."""
    if not claims or claims[-1].state is not ClaimState.DRAFT:
        return
    told = {*attest.numbers(terms.parked), *attest.numbers(terms.included)}
    gone = [number for number in attest.numbers(claims[-1].terms.parked) if number not in told]
    if gone:
        place = Place(project=project, key=f"claim.{claims[-1].number}.entries")
        yield warning("CLM-119", place, entries=attest.written(attest.spans(gone)))


def submit_claim(book: Book, project: str, *, dated: date | None = None, message: str = "") -> Claimed:
    """Submit a project's draft: it is drawn up anew on what the book holds now, and then its figures are frozen.

    Args:
        book: The book.
        project: Project id.
        dated: Its day; today unless given.
        message: Anything worth knowing; kept with the commit.

    Raises:
        UnknownClaimError: The project has no claim.
        NoDraftError: Its latest claim is no draft.
        LedgerError: As `draft_claim`.
    """

    def step(head: Head) -> Claim:
        held = claim_of(book, project)
        if held.state is not ClaimState.DRAFT:
            raise NoDraftError(claim=held.number, project=project)
        _check_terms(book, head, held.terms)
        drawn = draw(book, head, held.terms, dated or book.today)
        return evolve(drawn, state=ClaimState.SUBMITTED)

    return _book(book, project, step, message)


def decide_claim(book: Book, project: str, number: int | None, ruling: Ruling, *, message: str = "") -> Claimed:
    """Take down what the funder decided on a submitted claim: what is cut, what waits, and so what is approved.

    A further decision on the same claim adds to the cuts of the one before, as when a later audit finds more; one that
    is taken anew takes its place, as when the funder reconsiders or the first was mistyped. What that alters is part of
    the next claim.

    Args:
        book: The book.
        project: Project id.
        number: The claim's number; the latest one unless given.
        ruling: The decision.
        message: Anything worth knowing; kept with the commit.

    Raises:
        UnknownClaimError: The project has no such claim.
        StillDraftError: It is a draft.
        WithdrawnClaimError: It has been withdrawn.
        LedgerError: The claim did not take in an entry that is cut or parked, or more is cut than it has.
    """

    def step(head: Head) -> Claim:
        held = claim_of(book, project, number)
        refuse_unsubmitted(held, project)
        decision = _decision(book, project, held, ruling, head)
        earlier = earlier_claims(claims_of(book, project), held.number)
        end = head_of(held, project)
        return decide(dossier_at(book, end, held.dated), partial(rows_to, book, end), held, decision, earlier)

    return _book(book, project, step, message)


def _book(book: Book, project: str, step: Callable[[Head], Claim], message: str = "") -> Claimed:
    """Append what a step gives, drawn up anew if a rival was quicker; a claim to be submitted only if nothing stops."""
    done: list[Claimed] = []

    def draw_up() -> Sequence[Draft]:
        head = book.store.head(project)
        claim = step(head)
        found = dossier_at(book, head_of(claim, project), claim.dated)
        findings = _findings(book, found, claim)
        stopped = claim.state is ClaimState.SUBMITTED and any(each.stops for each in findings)
        done[:] = [Claimed(claim=claim, dossier=found, findings=findings, booked=not stopped)]
        fact = Fact(FACT, claim.key, to_json(claim))
        draft = Draft(after=head, kind=CommitKind.CLAIM, batch=batch, message=message, facts=(fact,))
        return () if stopped else (draft,)

    chosen(book, (project,))
    batch = book.batch()
    again(book, draw_up)
    return done[0]


def _findings(book: Book, found: Dossier, claim: Claim) -> tuple[Finding, ...]:
    if claim.decision is None:
        return findings_on(book, found, claim)
    return judge(check_decision(found, claim), found.project.severities)


def _check_terms(book: Book, head: Head, terms: ClaimTerms) -> None:
    """Refuse a period that ends too early, and entries that cannot be parked or taken back."""
    earlier = tuple(claim for claim in claims_of(book, head.scope) if claim.counts)
    for claim in earlier:
        if terms.end < claim.terms.end:
            raise ClaimOrderError(project=head.scope, end=terms.end, claim=claim.number, claimed=claim.terms.end)
    for first, last in (*terms.parked, *terms.included):
        if first > last:
            raise EntryNumbersError(text=f"{first}-{last}", most=head.entries)
        refuse_absent(head.scope, (first, last), head.entries)
    parked, included = (set(attest.numbers(each)) for each in (terms.parked, terms.included))
    for number in sorted(parked & included):
        raise ParkedTwiceError(entry=number, project=head.scope)
    _costs(book, head, parked)
    held = claim_entries.standing(earlier)
    for number in sorted(included):
        if not held.withheld(number):
            withheld = attest.written(attest.spans({*held.parked, *held.cuts})) or "–"
            raise NothingWithheldError(entry=number, project=head.scope, withheld=withheld)


def _decision(book: Book, project: str, claim: Claim, ruling: Ruling, head: Head) -> Decision:
    """Return a decision, its figures still empty, with what an earlier one that still stands has cut and parked."""
    taken = set(attest.numbers(claim.claimed))
    named = {*(number for number, _, _ in ruling.cuts), *ruling.parked}
    for number in sorted(named - taken):
        raise NotInClaimError(claim=claim.number, project=project, entry=number)
    rows = _costs(book, head, named)
    standing = None if ruling.anew else claim.decision
    cuts = {cut.entry: cut for cut in standing.cuts} if standing else {}
    for number, minor, error in ruling.cuts:
        held = rows[number][_AMOUNT]
        cut = held if minor is None else minor
        if not 0 < cut <= held:
            currency = dossier_at(book, head).project.currency
            amount, has = (Money(each, currency) for each in (cut, held))
            raise CutSizeError(amount=amount, entry=number, project=project, held=has)
        cuts[number] = Cut(entry=number, amount_minor=cut, error=error)
    before = attest.numbers(standing.parked) if standing else ()
    return Decision(
        decided=ruling.decided,
        reference=ruling.reference,
        cuts=tuple(cuts[number] for number in sorted(cuts)),
        parked=attest.spans({*before, *ruling.parked}),
        stated=ruling.stated,
        figures=ClaimFigures(),
        sequence=head.sequence,
    )


def _costs(book: Book, head: Head, numbers: set[int]) -> dict[int, EntryRow]:
    """Return entries by number; refuse numbers that are no cost, and reversals, which follow what they reverse.

    Raises:
        UnknownEntryError: There is no such entry.
        NotClaimableError: It is a receipt, an advance or a repayment.
        ParkedReversalError: It is a reversal.
    """
    refuse_absent(head.scope, sorted(numbers), head.entries)
    rows = {row[_NUMBER]: row for row in book.store.entries(head.scope) if row[_NUMBER] in numbers} if numbers else {}
    for number, row in rows.items():
        if row[_KIND] not in COST_SIGNS:
            raise NotClaimableError(entry=number, project=head.scope)
        if row[_REVERSES] is not None:
            raise ParkedReversalError(entry=number, project=head.scope, target=row[_REVERSES])
    return rows
