"""Personal words taken out of a book, while every seal still holds."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.corrections.corrections import history_of
from ledger.app.dossiers import chosen
from ledger.app.selection import marks
from ledger.app.selection import refuse_absent
from ledger.app.selection import refuse_blank
from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import warning
from ledger.core.record import frozen
from ledger.errors import LedgerError
from ledger.errors import NoWordsError
from ledger.errors import OthersWordsError
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.corrections.attestation import Redaction
from ledger.model.document import to_json
from ledger.model.entry import COLUMNS
from ledger.model.head import Fact
from ledger.rules.corrections import attest as rules

_NUMBER, _TEXT, _COUNTERPARTY = (COLUMNS.index(name) for name in ("number", "text", "counterparty"))


@frozen(kw_only=True)
class Redacted:
    """What a redaction did.

    Attributes:
        entries: The entries without words now: the one named, and those that reverse or replace it or that it reverses.
        commits: Numbers of the commits whose author and message were taken out, since the message repeated the words.
        findings: What is left to do, if the file could not be overwritten yet.
    """

    entries: tuple[int, ...]
    commits: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()


def redact(book: Book, project: str, number: int, *, reason: str) -> Redacted:
    """Take the text and the counterparty of an entry out of the book; its figures and every seal stay.

    Its reversal, what it reverses and what took its place repeat its words, so they lose them too. Given again for an
    entry that has been redacted, it only overwrites the file anew.

    Args:
        book: The book.
        project: Project id.
        number: The entry's number.
        reason: Why, kept with the commit.

    Raises:
        ReasonNeededError: The reason says nothing.
        UnknownProjectError: The book has no such project.
        UnknownEntryError: There is no such entry.
        NoWordsError: The entry never had any words.
        OthersWordsError: They stand in what somebody else wrote with a commit, which not everybody may take out.
    """
    refuse_blank(project, reason)
    chosen(book, (project,))
    refuse_absent(project, (number,), book.store.head(project).entries)
    if number in marks(book, project).redacted:
        return Redacted(entries=(number,), findings=tuple(_scrub(book, project)))
    fact = Redaction(())
    batch = book.batch()

    def draw_up() -> Sequence[Draft]:
        nonlocal fact
        fact = _redaction(book, project, number)
        facts = (Fact("redaction", batch, to_json(fact)),)
        head = book.store.head(project)
        return (Draft(after=head, kind=CommitKind.REDACTION, batch=batch, message=reason, facts=facts),)

    again(book, draw_up, lambda draft: (book.redact(draft, fact),))
    entries = tuple(rules.numbers(fact.entries))
    return Redacted(entries=entries, commits=fact.commits, findings=tuple(_scrub(book, project)))


def _redaction(book: Book, project: str, number: int) -> Redaction:
    """Return what must lose its words along with an entry."""
    kin = frozenset(history_of(book, project).kin((number,)))
    words: set[str] = set()
    for row in book.store.entries(project):
        if row[_NUMBER] in kin:
            words.update(filter(None, (row[_TEXT], row[_COUNTERPARTY])))
    if not words:
        raise NoWordsError(project=project, entry=number)
    commits = [commit for commit in book.store.commits(project) if commit.message in words]
    others = [str(commit.sequence) for commit in commits if not book.store.may_forget(commit.author)]
    if others:
        raise OthersWordsError(project=project, entry=number, commits=", ".join(others))
    return Redaction(rules.spans(kin), tuple(commit.sequence for commit in commits))


def _scrub(book: Book, project: str) -> Iterator[Finding]:
    try:
        book.store.scrub()
    except LedgerError as error:
        yield warning("COR-003", Place(project=project), why=str(error.values.get("reason", error)))
