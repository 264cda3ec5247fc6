"""Project files: what a project is, who pays for it and what was decided, as the person who signs it writes it down.

The format stands in ``docs/project-file.md``. All problems are reported at once; where one stops, there is no project.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from typing import TypeVar

from ledger.core.dates import parse_period
from ledger.core.finding import Finding
from ledger.core.finding import Severity
from ledger.core.finding import in_order
from ledger.core.money import SEK
from ledger.core.money import currency
from ledger.core.record import evolve
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.core.toml_file import read_toml
from ledger.errors import DateError
from ledger.errors import FileRefusedError
from ledger.importers.fields import take_id
from ledger.importers.fields import take_share
from ledger.importers.fields import take_span
from ledger.importers.forms.texts import read_form_texts
from ledger.importers.parties import Parties
from ledger.importers.projects.budget import read_budgets
from ledger.importers.projects.checks import read_check_levels
from ledger.importers.projects.names import Names
from ledger.importers.projects.options import OptionLookup
from ledger.importers.projects.parts import read_parts
from ledger.importers.projects.parts import read_phases
from ledger.importers.projects.parts import read_transfer_terms
from ledger.importers.projects.sources import read_sources
from ledger.importers.projects.terms import read_terms
from ledger.model.project import Project
from ledger.model.project_file import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from ledger.core.section import Section
    from ledger.model.programme import Programme
    from ledger.model.scheme import Scheme

T = TypeVar("T")

_UNKNOWN = {"scheme": "PRJ-001", "programme": "PRJ-002"}

_FINDING_CODE = re.compile(r"[A-Z]{2,5}-[0-9]{3}")


@frozen(kw_only=True)
class Lookup:
    """Where a project file's scheme and programme are found.

    Attributes:
        scheme: Gives the scheme of an id or path, or None.
        programme: Gives the programme of an id or path, or None.
        scheme_names: Ids to suggest.
        programme_names: Ids to suggest.
        options: Where what simplified cost options refer to is found.
    """

    scheme: Callable[[str], Scheme | None]
    programme: Callable[[str], Programme | None]
    scheme_names: tuple[str, ...] = ()
    programme_names: tuple[str, ...] = ()
    options: OptionLookup = field(factory=OptionLookup)


def read_project_file(text: str, file: str, lookup: Lookup) -> tuple[ProjectFile | None, tuple[Finding, ...]]:
    """Read a project file.

    Args:
        text: The whole file.
        file: Its name for people.
        lookup: Where its scheme and programme are found.

    Returns:
        What it holds, or None where a finding stops; and every problem found, in the order of the file.
    """
    root, findings = read_toml(text, file)
    held = None if root is None else _file(root, lookup, findings)
    stops = any(finding.stops for finding in findings)
    findings.sort(key=lambda finding: finding.place.line or 0)
    return (None if stops else held), in_order(findings)


def _file(root: Section, lookup: Lookup, findings: list[Finding]) -> ProjectFile | None:
    head = root.table("project", needed=True)
    if head is None:
        return None
    scheme = _found(head, "scheme", lookup.scheme, lookup.scheme_names, findings)
    programme = _found(head, "programme", lookup.programme, lookup.programme_names, findings)
    parties = Parties(root)
    project = _head(head, parties, programme)
    head.close()
    project = evolve(project, check_levels=tuple(read_check_levels(root)))
    project = evolve(project, parts=tuple(read_parts(root, parties)), phases=tuple(read_phases(root)))
    names = Names(
        parties=parties,
        currency=project.currency,
        categories=tuple(category.code for category in scheme.categories) if scheme else None,
        parts=tuple(part.id for part in project.parts),
        phases=tuple(phase.id for phase in project.phases),
    )
    sources, promises = read_sources(root, names)
    names = evolve(names, sources=tuple(source.id for source in sources))
    budgets = read_budgets(root, names, promises)
    severities = tuple(_severities(root))
    texts, transfers = read_form_texts(root), read_transfer_terms(root, names)
    terms = read_terms(root, names, lookup.options)
    root.close()
    if scheme is None:
        return None
    project = evolve(project, scheme=scheme.id, sources=sources, severities=severities)
    project = evolve(project, texts=texts, transfers=transfers)
    return ProjectFile(
        project=project, parties=parties.all, budgets=budgets, scheme=scheme, programme=programme, terms=terms
    )


def _found(
    head: Section, key: str, find: Callable[[str], T | None], known: tuple[str, ...], findings: list[Finding]
) -> T | None:
    """Return the scheme or programme that `key` names; what is wrong with its own file is reported beside the rest."""
    name = head.text(key)
    if name is None:
        if key == "scheme" and key not in head:
            head.report("PRJ-063", None, known=", ".join(known))
        return None
    try:
        found = find(name)
    except FileRefusedError as error:
        findings.extend(finding for finding in error.findings if isinstance(finding, Finding))
        return None
    if found is None:
        head.report_unknown(_UNKNOWN[key], key, name, known)
    return found


def _head(head: Section, parties: Parties, programme: Programme | None) -> Project:
    start, end, period = _days(head)
    return Project(
        id=take_id(head),
        name=head.text("name", needed=True) or "",
        scheme="",
        owner=parties.refer(head, "owner"),
        performers=parties.refer_all(head, "performers"),
        funder=parties.refer(head, "funder"),
        programme=programme.id if programme else None,
        area=_area(head, programme),
        phase=head.text("phase"),
        start=start,
        end=end,
        period=period,
        currency=head.parsed("currency", currency) or SEK,
        required_cofinancing=take_share(head, "required_cofinancing"),
        note=head.text("note"),
        attest=head.flag("attest"),
    )


def _area(head: Section, programme: Programme | None) -> str | None:
    if programme:
        return head.member("area", tuple(area.code for area in programme.areas), "PRJ-003")
    area = head.text("area")
    if area and not head.text("programme"):
        head.report("PRJ-009", "area")
    return area


def _days(head: Section) -> tuple[date | None, date | None, str | None]:
    """Take first day, last day and the period in the document's words, whose days count if they are exact."""
    period = head.text("period")
    start, end = take_span(head)
    if period is None or "start" in head or "end" in head:
        return start, end, period
    try:
        written = parse_period(period)
    except DateError:  # the document's words are kept all the same
        return None, None, period
    return (written.start, written.end, period) if written.exact else (None, None, period)


def _severities(root: Section) -> Iterator[tuple[str, str]]:
    section = root.table("severity")
    for code in section.keys() if section else ():
        if section and not _FINDING_CODE.fullmatch(code):
            section.report("PRJ-017", code, value=code)
        severity = section.choice(code, Severity) if section else None
        if severity:
            yield code, severity.value
