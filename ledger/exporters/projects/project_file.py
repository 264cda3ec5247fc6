"""Project files written so that reading them gives the same facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.exporters.parties import written_parties
from ledger.exporters.projects.budget import written_budget
from ledger.exporters.projects.checks import written_check_levels
from ledger.exporters.projects.parts import written_parts
from ledger.exporters.projects.parts import written_source
from ledger.exporters.projects.parts import written_terms
from ledger.exporters.projects.terms import written_project_terms
from ledger.exporters.toml_text import write_block
from ledger.exporters.toml_text import write_table
from ledger.exporters.written import written_share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.exporters.toml_text import Inline
    from ledger.model.project import Project
    from ledger.model.project_file import ProjectFile


def write_project_file(file: ProjectFile) -> str:
    """Return a project file's text.

    Printed totals are written view by view, first cost, then support; everything else keeps its order.

    Args:
        file: What it shall hold. Parties are referred to by id, so all that the project names are among its parties.
    """
    return "\n".join(block for block in _blocks(file) if block)


def _blocks(file: ProjectFile) -> Iterator[str]:
    project = file.project
    yield write_block("[project]", _head(project))
    yield write_table("[severity]", dict(project.severities))
    yield write_table("[form]", dict(project.texts))
    if project.transfers:
        yield write_block("[transfers]", written_terms(project.transfers, project.currency))
    yield from written_check_levels(project.check_levels)
    yield from written_parties(file.parties)
    yield from written_parts("", project.parts, project.phases)
    for source in project.sources:
        yield write_block("[[source]]", written_source(source, project.currency))
    yield from written_project_terms(file.terms, project.currency)
    for version in file.budgets:
        yield from written_budget(version, project.currency)


def _head(project: Project) -> dict[str, Inline | None]:
    required = project.required_cofinancing
    return {
        "id": project.id,
        "name": project.name,
        "owner": project.owner,
        "performers": project.performers,
        "funder": project.funder,
        "programme": project.programme,
        "area": project.area,
        "scheme": project.scheme,
        "phase": project.phase,
        "period": project.period,
        "start": project.start,
        "end": project.end,
        "currency": project.currency.code,
        "required_cofinancing": None if required is None else written_share(required),
        "attest": project.attest or None,
        "note": project.note,
    }
