"""The section of a project file with texts that only forms ask for: case numbers, contact persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.core.section import Section


def read_form_texts(root: Section) -> tuple[tuple[str, str], ...]:
    """Take ``[form]``: any keys, each with a text; a form asks for them as ``text.KEY``."""
    section = root.table("form")
    if section is None:
        return ()
    texts = ((key, section.text(key, needed=True)) for key in section.keys())  # noqa: SIM118 - they count as known
    return tuple((key, text) for key, text in texts if text)
