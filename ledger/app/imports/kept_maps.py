"""Maps that a project's files were imported by."""

from __future__ import annotations

from ledger.app.book import Book
from ledger.app.dossiers import chosen
from ledger.errors import MapNotKeptError
from ledger.errors import UnknownBatchError
from ledger.model.document import from_json
from ledger.model.document import to_json
from ledger.model.head import Fact
from ledger.model.imports.coverage import Coverage
from ledger.model.imports.kept_map import KeptMap

FACT = "map"
"""Kind of the facts that keep maps, by digest."""


def map_fact(book: Book, project: str, used: KeptMap | None) -> tuple[Fact, ...]:
    """Return the fact that keeps a map in a project; nothing where no map was used or it is kept there already."""
    if used is None or any(fact.key == used.sha256 for _, fact in book.store.facts(project, FACT)):
        return ()
    return (Fact(FACT, used.sha256, to_json(used)),)


def map_used(book: Book, project: str, batch: str = "") -> KeptMap:
    """Return the map that an import of a project's was made by.

    Args:
        book: The book.
        project: Project id.
        batch: Number of the import; the last one that used a map unless given.

    Raises:
        UnknownProjectError: The book has no such project.
        UnknownBatchError: It has no such import.
        MapNotKeptError: The import used no map, or was made before maps were kept.
    """
    chosen(book, (project,))
    batches = {commit.sequence: commit.batch for commit in book.store.commits(project)}
    told = [(batches[at], from_json(Coverage, fact.body)) for at, fact in book.store.facts(project, "coverage")]
    if batch and batch not in (number for number, _ in told):
        raise UnknownBatchError(batch=batch, scope=project)
    wanted = [each.map_sha256 for number, each in told if each.map_sha256 and batch in ("", number)]
    kept = {fact.key: fact.body for _, fact in book.store.facts(project, FACT)}
    if not wanted or wanted[-1] not in kept:
        raise MapNotKeptError(project=project)
    return from_json(KeptMap, kept[wanted[-1]])
