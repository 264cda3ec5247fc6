"""The ``[[check_level]]`` tables of a project file: who checks entries besides the attestation, and before what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.model.audit.check_level import CheckLevel
from ledger.model.audit.check_level import CheckStage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.core.section import Section


def read_check_levels(root: Section) -> Iterator[CheckLevel]:
    """Yield the levels in the order in which entries pass them."""
    check = only_once()
    for section in root.tables("check_level"):
        id_ = take_id(section)
        check(section, id_)
        name = section.text("name", needed=True) or ""
        yield CheckLevel(id=id_, name=name, required=section.choice("required", CheckStage))
        section.close()
