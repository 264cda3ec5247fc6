"""Everything that is to be said against the facts of some projects, their entries read no oftener than need be."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from functools import cache
from functools import partial
from typing import TYPE_CHECKING

from ledger.app.dossiers import dossiers
from ledger.app.financing.double import double_funding_findings
from ledger.app.selection import rows
from ledger.model.view import View
from ledger.rules.checks import Case
from ledger.rules.checks import check
from ledger.rules.checks import judge

if TYPE_CHECKING:
    from ledger.app.book import Book
    from ledger.core.finding import Finding
    from ledger.model.dossier import Dossier
    from ledger.model.entry import EntryRow

Entries = Callable[[str], Iterable["EntryRow"]]
"""Gives a project's entries by number, anew at each call."""

_KEPT_MAX = 200_000
"""So many entries take some 200 MiB, and reading them once instead of seven times saves four seconds."""


def entries_of(book: Book, projects: Sequence[str]) -> Entries:
    """Return what gives projects' entries: those of one project with few are read once and kept, others streamed."""
    if len(projects) != 1 or book.store.head(projects[0]).entries > _KEPT_MAX:
        return book.store.entries
    return cache(lambda project: tuple(book.store.entries(project)))


def said(
    book: Book, ids: Sequence[str], view: View, entries: Entries | None = None, read: Sequence[Dossier] = ()
) -> tuple[Finding, ...]:
    """Return everything that is to be said; see `ledger.app.reports.check`.

    Args:
        book: The book.
        ids: Project ids; none means every project.
        view: As known on which day.
        entries: Gives the entries of the projects that are asked for, where they have been read already.
        read: The projects that are asked for, where they have been read with `view`; they are read again where that
            leaves anything out.
    """
    whole = View(today=view.today, known=view.known)
    asked = read if read and view == whole else dossiers(book, ids, whole)
    given = entries or entries_of(book, [found.project.id for found in asked])
    sources = {found.project.id: partial(_rows, book, found.project.id, whole, given) for found in asked}
    cases = (_case(book, found, sources[found.project.id], whole) for found in asked)
    own = [finding for case in cases for finding in check(case)]
    severities = {found.project.id: found.project.severities for found in asked}
    twice = double_funding_findings(book, asked, whole, sources)
    return (*own, *(judged for each in twice for judged in judge((each,), severities[each.place.project or ""])))


def _case(book: Book, found: Dossier, entries: Callable[[], Iterable[EntryRow]], view: View) -> Case:
    """Return a project with all that checks ask of it."""
    project = found.project.id
    if next(iter(book.store.facts(project, "contract")), None) is None:
        return Case(dossier=found, entries=entries, today=view.today)
    from ledger.app.audit.contracts import contracts_of  # noqa: PLC0415 - most projects have no contracts in the book
    from ledger.app.audit.contracts import replaces_of  # noqa: PLC0415

    held = contracts_of(book, project)
    replaces = replaces_of(book, project) if held else {}
    return Case(dossier=found, entries=entries, today=view.today, contracts=held, replaces=replaces)


def _rows(book: Book, project: str, view: View, entries: Entries) -> Iterable[EntryRow]:
    return rows(book, project, view, entries(project))
