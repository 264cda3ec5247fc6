"""Project files written so that reading them gives the same facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.exporters.project_budget import written_budget
from ledger.exporters.toml_text import write_block
from ledger.exporters.toml_text import write_table
from ledger.exporters.written import written_amount
from ledger.exporters.written import written_share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.core.money import Currency
    from ledger.exporters.toml_text import Inline
    from ledger.model.project import Project
    from ledger.model.project_file import ProjectFile
    from ledger.model.source import Source


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
    for party in file.parties:
        yield write_block(
            "[[party]]", {"id": party.id, "name": party.name, "orgnr": party.orgnr, "aliases": party.aliases}
        )
    for part in project.parts:
        yield write_block("[[part]]", {"id": part.id, "name": part.name, "owner": part.owner})
    for phase in project.phases:
        yield write_block("[[phase]]", {"id": phase.id, "name": phase.name, "start": phase.start, "end": phase.end})
    for source in project.sources:
        yield write_block("[[source]]", _source(source, project.currency))
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


def _source(source: Source, currency: Currency) -> dict[str, Inline | None]:
    return {
        "id": source.id,
        "party": source.party,
        "role": source.role.value,
        "kind": source.kind.value,
        "form": source.form.value,
        "share": None if source.share is None else written_share(source.share),
        "share_of": source.share_of.value if source.share_of else None,
        "pays": source.pays.value if source.pays else None,
        "cap": None if source.cap_minor is None else written_amount(source.cap_minor, currency),
        "priority": source.priority,
        "categories": source.categories,
        "parts": source.parts,
        "start": source.start,
        "end": source.end,
        "takes_rounding": source.takes_rounding or None,
        "components": tuple(
            {"kind": component.kind.value}
            if component.share is None
            else {"kind": component.kind.value, "share": written_share(component.share)}
            for component in source.components
        ),
    }
