"""A federation into a book, out of it, and looked up for reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ledger import catalog
from ledger.app.book import Book
from ledger.app.dossiers import bodies
from ledger.app.dossiers import project_ids
from ledger.app.dossiers import without_totals
from ledger.core.finding import Finding
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.errors import NoFederationError
from ledger.model.document import from_json
from ledger.model.document import to_json
from ledger.model.federation.federation import Federation
from ledger.model.head import BOOK
from ledger.model.head import Fact
from ledger.model.scheme import Scheme

if TYPE_CHECKING:
    from ledger.app.dossier_facts import Bodies
    from ledger.importers.federation.federation_file import FederationFile
    from ledger.importers.federation.whole import Known
    from ledger.model.commit import Draft

KIND = "federation"


@frozen(kw_only=True)
class AddedFederation:
    """What adding a federation file did.

    Attributes:
        findings: Problems in the file; where one stops, nothing was added.
        name: The federation's name; empty where nothing was added.
        outcome: ``new``, ``changed`` or ``unchanged``; empty where nothing was added.
    """

    findings: tuple[Finding, ...] = ()
    name: str = ""
    outcome: str = ""


def add_federation(book: Book, path: Path | str, *, reason: str = "") -> AddedFederation:
    """Add a federation file to a book; it takes the place of the one before, which stays in the chain.

    Args:
        book: The book.
        path: The file.
        reason: Why, kept with the commit.

    Raises:
        LedgerError: The file cannot be read, or takes another body's party id.
    """
    from ledger.app.again import again  # noqa: PLC0415 - reports look the federation up and write nothing
    from ledger.importers.federation.federation_file import read_federation_file  # noqa: PLC0415
    from ledger.importers.text_file import read_text  # noqa: PLC0415

    added = AddedFederation()

    def draw_up() -> Sequence[Draft]:
        nonlocal added
        above = bodies(book, BOOK)
        file, findings = read_federation_file(read_text(Path(path)), str(path), _known(book, above))
        added = AddedFederation(findings=findings)
        if file is None:
            return ()
        added, drafts = _drawn_up(book, above, file, str(path), reason)
        added = evolve(added, findings=findings)
        return drafts

    again(book, draw_up)
    return added


def export_federation(book: Book) -> str:
    """Return the book's federation as the text of a federation file; adding it again gives the same facts.

    Raises:
        NoFederationError: The book holds none.
    """
    from ledger.app.parties import known_parties  # noqa: PLC0415
    from ledger.exporters.federation_file import write_federation_file  # noqa: PLC0415

    above = bodies(book, BOOK)
    found = needed_federation(book, above)
    known = known_parties(above)
    return write_federation_file(found, [known[id_] for id_ in sorted(found.party_ids) if id_ in known])


def federation_of(above: Bodies) -> Federation | None:
    """Return the federation among the facts of the book's own chain, or None."""
    body = above.get((KIND, ""))
    return None if body is None else from_json(Federation, body)


def needed_federation(book: Book, above: Bodies) -> Federation:
    """Return the federation among the facts of the book's own chain.

    Raises:
        NoFederationError: There is none.
    """
    found = federation_of(above)
    if found is None:
        raise NoFederationError(book=book.address)
    return found


def _known(book: Book, above: Bodies) -> Known:
    from ledger.importers.federation.whole import Known  # noqa: PLC0415

    found = without_totals(book, (), book.today) if project_ids(book) else ()
    kept = (from_json(Scheme, body).id for (kind, _), body in above.items() if kind == "scheme")
    return Known(
        projects={each.project.id: (each.project, each.scheme) for each in found},
        schemes=tuple(dict.fromkeys((*catalog.scheme_ids(), *kept))),
    )


def _drawn_up(
    book: Book, above: Bodies, file: FederationFile, name: str, reason: str
) -> tuple[AddedFederation, Sequence[Draft]]:
    from ledger.app.parties import known_parties  # noqa: PLC0415
    from ledger.app.parties import settle_parties  # noqa: PLC0415
    from ledger.model.commit import CommitKind  # noqa: PLC0415
    from ledger.model.commit import Draft  # noqa: PLC0415

    renamed, facts = settle_parties(file.parties, known_parties(above), name)
    found = _renamed(file.federation, renamed)
    fact = Fact(KIND, "", to_json(found))
    before = above.get((KIND, ""))
    if before == fact.body and not facts:
        return AddedFederation(name=found.name, outcome="unchanged"), ()
    draft = Draft(
        after=book.store.head(BOOK),
        kind=CommitKind.BOOK,
        batch=book.batch(),
        message=reason,
        facts=(*facts, fact),
    )
    return AddedFederation(name=found.name, outcome="new" if before is None else "changed"), (draft,)


def _renamed(found: Federation, ids: dict[str, str]) -> Federation:
    """Return the federation with other party ids."""
    return evolve(
        found,
        party=ids.get(found.party, found.party),
        members=tuple(evolve(each, party=ids.get(each.party, each.party)) for each in found.members),
    )
