"""Levels of check as blocks of a project file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.exporters.toml_text import write_block

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from ledger.model.audit.check_level import CheckLevel


def written_check_levels(levels: Iterable[CheckLevel]) -> Iterator[str]:
    """Yield a block for each level."""
    for level in levels:
        required = level.required.value if level.required else None
        yield write_block("[[check_level]]", {"id": level.id, "name": level.name, "required": required})
