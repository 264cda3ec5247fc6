"""Files tied to entries as evidence: by name and digest, for the file itself is kept where such files are kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.dossiers import chosen
from ledger.app.files import file_digest
from ledger.app.files import shown_name
from ledger.app.selection import refuse_absent
from ledger.app.selection import refuse_blank
from ledger.core.record import evolve
from ledger.errors import AttachedAlreadyError
from ledger.errors import NotAttachedError
from ledger.model.commit import Commit
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.corrections.attestation import Evidence
from ledger.model.document import to_json
from ledger.model.head import Fact
from ledger.rules.corrections import attest as rules
from ledger.rules.corrections.evidence import standing


def attach(book: Book, project: str, entries: Sequence[int], file: Path | str, *, reason: str = "") -> Commit:
    """Tie a file to entries: its name and SHA-256 become a fact, and the entries stay as they are.

    Args:
        book: The book.
        project: Project id.
        entries: Numbers of the entries that it shows; a statement may cover many.
        file: The file.
        reason: Anything worth knowing, kept with the commit.

    Raises:
        UnknownProjectError: The book has no such project.
        UnknownEntryError: There is no such entry.
        UnreadableFileError: The file cannot be read.
        AttachedAlreadyError: A file with this content is attached to all of them already.
    """
    file = Path(file)
    digest = file_digest(file)
    batch = book.batch()

    def draw_up() -> Sequence[Draft]:
        head = book.store.head(project)
        refuse_absent(project, entries, head.entries)
        held = standing(fact for _, fact in book.store.facts(project, "evidence"))
        already = {number for each in held.values() if each.sha256 == digest for number in rules.numbers(each.entries)}
        new = rules.spans(number for number in entries if number not in already)
        if not new:
            listed = rules.written(rules.spans(entries))
            raise AttachedAlreadyError(file=shown_name(file), project=project, entries=listed)
        fact = Fact("evidence", batch, to_json(Evidence(new, shown_name(file), digest)))
        return (Draft(after=head, kind=CommitKind.EVIDENCE, batch=batch, message=reason, facts=(fact,)),)

    chosen(book, (project,))
    return again(book, draw_up)[0]


def detach(book: Book, project: str, entries: Sequence[int], name: str, *, reason: str) -> Commit:
    """Let a file show some entries no longer, as when it was attached to the wrong ones; the chain keeps that it did.

    Args:
        book: The book.
        project: Project id.
        entries: Numbers of the entries.
        name: The file's name as reports show it; the file itself is not needed.
        reason: Why, kept with the commit.

    Raises:
        ReasonNeededError: The reason says nothing.
        UnknownProjectError: The book has no such project.
        UnknownEntryError: There is no such entry.
        NotAttachedError: No file of that name is attached to any of them.
    """
    refuse_blank(project, reason)
    batch = book.batch()

    def draw_up() -> Sequence[Draft]:
        head = book.store.head(project)
        refuse_absent(project, entries, head.entries)
        held = standing(fact for _, fact in book.store.facts(project, "evidence"))
        facts = tuple(_less(key, each, entries) for key, each in held.items() if each.name == name)
        changed = tuple(fact for fact in facts if fact.body != to_json(held[fact.key]))
        if not changed:
            listed = rules.written(rules.spans(entries))
            names = dict.fromkeys(each.name for each in held.values())
            raise NotAttachedError(file=name, project=project, entries=listed, known=", ".join(names) or "–")
        return (Draft(after=head, kind=CommitKind.EVIDENCE, batch=batch, message=reason, facts=changed),)

    chosen(book, (project,))
    return again(book, draw_up)[0]


def _less(key: str, held: Evidence, entries: Sequence[int]) -> Fact:
    """Return what a file shows without some entries."""
    left = set(rules.numbers(held.entries)).difference(entries)
    return Fact("evidence", key, to_json(evolve(held, entries=rules.spans(left))))
