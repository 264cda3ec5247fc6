"""Programme files: a funder's programme, its areas and the co-financing that they require."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ledger.core.section import read_toml
from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.importers.fields import take_name
from ledger.importers.fields import take_share
from ledger.model.programme import Area
from ledger.model.programme import Programme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.core.finding import Finding
    from ledger.core.section import Section


def read_programme_file(text: str, file: str) -> tuple[Programme | None, tuple[Finding, ...]]:
    """Read a programme file.

    Args:
        text: The whole file.
        file: Its name for people.

    Returns:
        The programme, or None where a finding stops; and every problem found.
    """
    section, findings = read_toml(text, file)
    programme = _programme(section) if section else None
    return (None if findings else programme), tuple(findings)


def _programme(section: Section) -> Programme | None:
    head = section.table("programme", needed=True)
    areas = tuple(_areas(section))
    section.close()
    if head is None:
        return None
    programme = Programme(
        id=take_id(head),
        name=take_name(head),
        source=head.text("source", needed=True) or "",
        valid_from=head.day("valid_from", needed=True) or date.min,
        schemes=head.texts("schemes"),
        areas=areas,
        in_kind_from_others=head.flag("in_kind_from_others"),
    )
    head.close()
    return programme


def _areas(section: Section) -> Iterator[Area]:
    check = only_once("code")
    for inner in section.tables("area"):
        area = Area(
            code=inner.text("code", needed=True) or "",
            name=take_name(inner),
            required_cofinancing=take_share(inner, "required_cofinancing"),
            source=inner.text("source", needed=True),
        )
        check(inner, area.code)
        inner.close()
        yield area
