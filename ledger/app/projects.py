"""Projects into a book and out of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

from ledger import catalog
from ledger.app.again import again
from ledger.app.book import Book
from ledger.app.dossiers import bodies
from ledger.app.dossiers import without_totals
from ledger.app.parties import KnownParties
from ledger.app.parties import known_parties
from ledger.core.finding import Finding
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.errors import ProjectDiffersError
from ledger.errors import ProjectTwiceError
from ledger.exporters.projects.project_file import write_project_file
from ledger.importers.projects.options import OptionLookup
from ledger.importers.projects.project_file import Lookup
from ledger.importers.projects.project_file import read_project_file
from ledger.importers.text_file import read_text
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.document import from_json
from ledger.model.document import to_json
from ledger.model.dossier import Dossier
from ledger.model.head import BOOK
from ledger.model.head import Fact
from ledger.model.project import Part
from ledger.model.project import Project
from ledger.model.project import Registration
from ledger.model.project_file import ProjectFile
from ledger.model.scheme import Scheme
from ledger.model.simplified import UnitCostTable
from ledger.model.source import Source
from ledger.model.terms import Terms
from ledger.reports.projects import projects as report
from ledger.reports.table import Table


@frozen(kw_only=True)
class Added:
    """What adding project files did.

    Attributes:
        findings: Problems in the files; where one stops, nothing was added.
        new: Ids of new projects.
        amended: Ids of projects that got new budget versions or were corrected.
        unchanged: Ids of projects that the book held just so already.
    """

    findings: tuple[Finding, ...] = ()
    new: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


def add_projects(
    book: Book, paths: Sequence[Path | str] | Path | str, *, correct: bool = False, reason: str = ""
) -> Added:
    """Add project files to a book, all of them or none.

    A known project with the same facts is left alone; further budget versions are added to it; any other difference is
    refused unless it is to be corrected.

    Args:
        book: The book.
        paths: Project files, or one.
        correct: Whether a known project's facts may be replaced by the file's; the old ones stay in the chain.
        reason: Why, kept with the commit.

    Raises:
        LedgerError: A file cannot be read, differs from the book's project, or takes another body's party id.
    """
    added = Added()
    listed = (paths,) if isinstance(paths, str | Path) else paths

    def draw_up() -> Sequence[Draft]:
        nonlocal added
        above = bodies(book, BOOK)
        read = [_read(Path(path), above) for path in listed]
        findings = tuple(finding for _, found in read for finding in found)
        files = [file for file, _ in read if file is not None]
        if len(files) < len(read):
            added = Added(findings=findings)
            return ()
        step = _Step(book, above, correct=correct, reason=reason)
        for file, path in zip(files, listed, strict=True):
            step.add(file, str(path))
        added = step.done(findings)
        return step.drafts()

    again(book, draw_up)
    return added


def add_project(book: Book, file: ProjectFile) -> Added:
    """Add one project that a program has made, as `add_projects` does with files."""
    added = Added()

    def draw_up() -> Sequence[Draft]:
        nonlocal added
        step = _Step(book, bodies(book, BOOK), correct=False, reason="")
        step.add(file, file.project.id)
        added = step.done()
        return step.drafts()

    again(book, draw_up)
    return added


def export_project(book: Book, id_: str) -> str:
    """Return a project as the text of a project file; adding it to an empty book gives the same facts."""
    (found,) = without_totals(book, (id_,), book.today)
    return write_project_file(_file(found))


def project_table(book: Book) -> Table:
    """Return the list of the book's projects."""
    return report.projects(without_totals(book, (), book.today))


def _file(found: Dossier) -> ProjectFile:
    return ProjectFile(
        project=found.registered or found.project,
        parties=found.parties,
        budgets=found.versions,
        scheme=found.scheme,
        programme=found.programme,
        terms=found.terms,
    )


def _read(path: Path, above: dict[tuple[str, str], str]) -> tuple[ProjectFile | None, tuple[Finding, ...]]:
    """Read a project file; schemes come from the catalogue, from a path beside the file, or from the book."""
    kept = {scheme.id: scheme for scheme in _kept_schemes(above)}

    def tables() -> dict[str, UnitCostTable]:
        bodies_ = (body for (kind, _), body in above.items() if kind == "unit_costs")
        return {table.id: table for table in (from_json(UnitCostTable, body) for body in bodies_)}

    lookup = Lookup(
        scheme=lambda name: catalog.scheme(name, near=path.parent) or kept.get(name),
        programme=lambda name: catalog.programme(name, near=path.parent),
        scheme_names=tuple(dict.fromkeys((*catalog.scheme_ids(), *kept))),
        programme_names=catalog.programme_ids(),
        options=OptionLookup(
            rule=lambda name: catalog.simplified_rules().get(name),
            table=lambda name: catalog.unit_cost_table(name, near=path.parent) or tables().get(name),
            rule_names=lambda: tuple(catalog.simplified_rules()),
            table_names=lambda: (*catalog.unit_cost_table_ids(), *tables()),
        ),
    )
    return read_project_file(read_text(path), str(path), lookup)


def _kept_schemes(above: dict[tuple[str, str], str]) -> Iterator[Scheme]:
    return (from_json(Scheme, body) for (kind, _), body in above.items() if kind == "scheme")


class _Step:
    """The facts that adding some files makes, gathered to be booked at once."""

    def __init__(self, book: Book, above: dict[tuple[str, str], str], *, correct: bool, reason: str) -> None:
        self._book = book
        self._above = above
        self._correct = correct
        self._reason = reason
        self._batch = book.batch()
        self._parties = KnownParties(known_parties(above))
        self._book_facts: dict[tuple[str, str], Fact] = {}
        self._drafts: list[Draft] = []
        self.new: list[str] = []
        self.amended: list[str] = []
        self.unchanged: list[str] = []

    def add(self, file: ProjectFile, name: str) -> None:
        """Gather what a file adds to what the book holds."""
        file = self._with_known_parties(file, name)
        id_ = file.project.id
        if id_ in (*self.new, *self.amended, *self.unchanged):
            raise ProjectTwiceError(project=id_, file=name)
        held = bodies(self._book, id_)
        facts = self._facts(file)
        if file.terms or ("terms", "") in held:
            facts.append(Fact("terms", "", to_json(file.terms or Terms())))
        if not held:
            self.new.append(id_)
            self._draft(id_, CommitKind.PROJECT, facts, why=self._reason)
            return
        changed = [fact for fact in facts if held.get((fact.kind, fact.key)) != fact.body]
        if not changed:
            self.unchanged.append(id_)
            return
        only_new = all(fact.kind == "budget" and (fact.kind, fact.key) not in held for fact in changed)
        if not only_new and not self._correct:
            raise ProjectDiffersError(project=id_, difference=self._difference(file))
        self.amended.append(id_)
        if only_new:
            self._draft(id_, CommitKind.BUDGET, changed, why=self._reason or _reasons(changed))
        else:
            self._draft(id_, CommitKind.PROJECT, changed, why=self._reason)

    def done(self, findings: tuple[Finding, ...] = ()) -> Added:
        """Return what will have been done once the drafts are booked."""
        new, amended, unchanged = map(tuple, (self.new, self.amended, self.unchanged))
        return Added(findings=findings, new=new, amended=amended, unchanged=unchanged)

    def drafts(self) -> Sequence[Draft]:
        """Return everything gathered, to be booked in one transaction."""
        if self._book_facts:
            self._draft(BOOK, CommitKind.BOOK, list(self._book_facts.values()), why=self._reason)
        return self._drafts

    def _draft(self, scope: str, kind: CommitKind, facts: list[Fact], *, why: str) -> None:
        head = self._book.store.head(scope)
        self._drafts.append(Draft(after=head, kind=kind, batch=self._batch, message=why, facts=tuple(facts)))

    def _facts(self, file: ProjectFile) -> list[Fact]:
        """Return a project's own facts; what lies above it is gathered for the book's chain."""
        programme = self._keep("programme", to_json(file.programme)) if file.programme else None
        scheme = self._keep("scheme", to_json(file.scheme))
        for option in file.terms.options if file.terms else ():
            if option.table:
                self._keep("unit_costs", to_json(option.table))
        registration = Registration(project=file.project, scheme=scheme, programme=programme)
        budgets = [
            Fact("budget", str(number), to_json(version)) for number, version in enumerate(file.budgets, start=1)
        ]
        return [Fact("project", "", to_json(registration)), *budgets]

    def _keep(self, kind: str, body: str) -> str:
        """Gather a scheme, programme or table under its digest, once."""
        key = hashlib.sha256(body.encode()).hexdigest()
        if (kind, key) not in self._above:
            self._book_facts[kind, key] = Fact(kind, key, body)
        return key

    def _with_known_parties(self, file: ProjectFile, name: str) -> ProjectFile:
        """Let the file's parties be the book's where they are the same bodies; gather the new ones."""
        renamed, facts = self._parties.settle(file.parties, name)
        self._book_facts |= {(fact.kind, fact.key): fact for fact in facts}
        budgets = tuple(version_renamed(version, renamed) for version in file.budgets)
        return evolve(file, project=_renamed(file.project, renamed), budgets=budgets)

    def _difference(self, file: ProjectFile) -> str:
        """Return what differs between the book's project and the file, as lines of project files."""
        held = export_project(self._book, file.project.id).splitlines()
        lines = unified_diff(held, write_project_file(file).splitlines(), "book", "file", lineterm="", n=1)
        return "\n".join(f"  {line}" for line in list(lines)[2:])


def _renamed(project: Project, ids: dict[str, str]) -> Project:
    """Return the project with other party ids."""
    if not ids:
        return project

    terms = project.transfers
    return evolve(
        project,
        owner=_known(project.owner, ids),
        funder=_known(project.funder, ids),
        performers=tuple(ids.get(id_, id_) for id_ in project.performers),
        sources=_sources_renamed(project.sources, ids),
        parts=_parts_renamed(project.parts, ids),
        transfers=terms and evolve(terms, approver=_known(terms.approver, ids)),
    )


def _reasons(versions: list[Fact]) -> str:
    """Return what new budget versions say of themselves, for the log."""
    told = (from_json(BudgetVersion, fact.body).reason for fact in versions)
    return "; ".join(filter(None, told))


def version_renamed(version: BudgetVersion, ids: dict[str, str]) -> BudgetVersion:
    """Return the version with other party ids.

    Args:
        version: The version.
        ids: The new id of each party that has another one.
    """
    if not ids:
        return version
    return evolve(
        version,
        decided_by=_known(version.decided_by, ids),
        sources=_sources_renamed(version.sources, ids),
        parts=_parts_renamed(version.parts, ids),
    )


def _sources_renamed(sources: tuple[Source, ...], ids: dict[str, str]) -> tuple[Source, ...]:
    return tuple(evolve(source, party=ids.get(source.party, source.party)) for source in sources)


def _parts_renamed(parts: tuple[Part, ...], ids: dict[str, str]) -> tuple[Part, ...]:
    return tuple(evolve(part, owner=_known(part.owner, ids)) for part in parts)


def _known(id_: str | None, ids: dict[str, str]) -> str | None:
    return ids.get(id_, id_) if id_ else id_
