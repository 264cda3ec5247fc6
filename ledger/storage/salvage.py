"""What can be saved of a damaged book: each chain's longest run of whole commits, copied with the same seals.

Two passes. The first proves a chain as `ledger.storage.verify` does and stops at what does not hold; the second appends
the commits before that to the new book as they were: same author, time and salts, so that every seal comes out the
same. Neither holds more than a block of entries in memory. Totals are counted anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from collections.abc import Iterator

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.core.record import frozen
from ledger.errors import LedgerError
from ledger.errors import TryAgainError
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.commit import Occasion
from ledger.model.corrections.attestation import Redaction
from ledger.model.document import from_json
from ledger.model.document import to_json
from ledger.model.entry import COLUMNS
from ledger.model.head import Fact
from ledger.model.head import Head
from ledger.rules.corrections import attest as spans
from ledger.storage.copying import copy_chain
from ledger.storage.store import Store
from ledger.storage.verify import Proof
from ledger.storage.watched import Watch
from ledger.storage.watched import watch

REDACTION = "redaction"
"""The kind of a fact that says which words were taken out."""

_NUMBER = COLUMNS.index("number")


@frozen(kw_only=True)
class Saved:
    """What was saved of one scope.

    Attributes:
        scope: Project id, or the book's own.
        commits: How many commits stand in the new book, from the first on.
        entries: How many entries came with them.
        findings: Why no more; empty if the whole chain was saved and its totals were right.
    """

    scope: str
    commits: int
    entries: int
    findings: tuple[Finding, ...] = ()


def salvage(damaged: Store, new: Store, told: Callable[[int, int], None] | None = None) -> Iterator[Saved]:
    """Copy every chain as far as it is whole; tell scope by scope what was saved.

    Args:
        damaged: The book to save from; nothing is written in it.
        new: An empty book.
        told: Told now and then how many entries there are to read, and how many have been read; each is read twice.

    Raises:
        LedgerError: Not even the scopes can be read, or the new book cannot be written.
    """
    with damaged.snapshot():
        scopes = _scopes(damaged)
        seen = iter if told is None else watch(damaged, scopes, told, times=2)
        for scope in scopes:
            yield _saved(damaged, new, scope, seen)


def _scopes(damaged: Store) -> list[str]:
    try:
        strays = damaged.strays()
    except LedgerError:
        # Tables beside the chains cannot be looked through; the chains may still be whole.
        strays = ()
    return sorted({*damaged.scopes(), *strays}, key=str)


def _saved(damaged: Store, new: Store, scope: str, seen: Watch) -> Saved:
    proof = Proof(damaged, scope, seen)
    trouble = next((finding for finding in proof.findings() if finding.stops), None)
    findings = () if trouble is None else (trouble,)
    scope = str(scope)
    copy_chain(damaged, new, scope, last=proof.whole, watch=seen)
    head = new.head(scope)
    if not proof.ended:
        findings = (*findings, stop("SAL-001", Place(project=scope), sequence=head.sequence + 1))
    if trouble is not None:
        findings = (*findings, *_redacted_anew(damaged, new, head))
    return Saved(scope=scope, commits=head.sequence, entries=head.entries, findings=findings)


def _redacted_anew(damaged: Store, new: Store, head: Head) -> Iterator[Finding]:
    """Tell in the new book, after its last commit, of words that a commit took out which could not be saved.

    They are gone all the same, and without that the new book would look as if somebody had taken them past medfin.
    """
    redaction = _without_words(new, head.scope) if _has_redactions(damaged, head.scope) else None
    if redaction is None:
        return
    (*_, last) = new.commits(head.scope)
    fact = Fact(REDACTION, os.urandom(8).hex(), to_json(redaction))
    drawn_up = Draft(after=head, kind=CommitKind.REDACTION, batch=fact.key, facts=(fact,))
    new.append([drawn_up], Occasion(author="", recorded_at=last.recorded_at, random=os.urandom))
    yield note("SAL-002", Place(project=head.scope), entries=spans.count(redaction.entries))


def _has_redactions(damaged: Store, scope: str) -> bool:
    """Whether a damaged book tells of redactions, saved or not; what cannot be read tells of none."""
    try:
        return len(tuple(damaged.facts(scope, REDACTION))) > 0
    except TryAgainError:
        raise
    except LedgerError:
        return False


def _without_words(new: Store, scope: str) -> Redaction | None:
    """Return what has lost its words and no commit says so; None if nothing has."""
    told = [from_json(Redaction, fact.body) for _, fact in new.facts(scope, REDACTION)]
    known = {number for each in told for number in spans.numbers(each.entries)}
    kept = (each for block in new.kept(scope) for each in block.entries())
    bare = (each.row[_NUMBER] for each in kept if each.salt == "")
    entries = spans.spans(number for number in bare if number not in known)
    known = {number for each in told for number in each.commits}
    commits = tuple(each.sequence for each in new.commits(scope) if each.salt == "" and each.sequence not in known)
    return Redaction(entries, commits) if entries or commits else None
