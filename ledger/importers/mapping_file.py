"""Mapping files: which category of one scheme stands for which of another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ledger.core.toml_file import read_whole
from ledger.model.mapping import Mapping

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from ledger.core.finding import Finding
    from ledger.core.section import Section
    from ledger.model.scheme import Scheme

    Schemes = Callable[[str], Scheme | None]


def read_mapping_file(text: str, file: str, scheme: Schemes) -> tuple[Mapping | None, tuple[Finding, ...]]:
    """Read a mapping file.

    Args:
        text: The whole file.
        file: Its name for people.
        scheme: Gives the scheme with an id, or None; codes on either side must be of their scheme.

    Returns:
        The mapping, or None where a finding stops; and every problem found.
    """
    return read_whole(text, file, lambda section: _mapping(section, scheme))


def _mapping(section: Section, scheme: Schemes) -> Mapping | None:
    head = section.table("mapping", needed=True)
    codes = section.table("codes", needed=True)
    if head is None or codes is None:
        return None
    origin, target = _codes(head, "origin", scheme), _codes(head, "target", scheme)
    mapping = Mapping(
        origin=head.text("origin") or "",
        target=head.text("target") or "",
        source=head.text("source", needed=True) or "",
        valid_from=head.day("valid_from", needed=True) or date.min,
        pairs=tuple(_pairs(codes, origin, target)),
    )
    head.close()
    return mapping


def _codes(head: Section, key: str, scheme: Schemes) -> tuple[str, ...]:
    """Return the codes of the scheme that `key` names."""
    id_ = head.text(key, needed=True)
    found = scheme(id_) if id_ else None
    if id_ and not found:
        head.report("MPG-001", key, value=id_)
    return tuple(category.code for category in found.categories) if found else ()


def _pairs(codes: Section, origin: tuple[str, ...], target: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    known = codes.keys()
    for code in known:
        if origin and code not in origin:
            codes.report_unknown("MPG-002", code, code, origin)
        to = codes.member(code, target, "MPG-002") if target else codes.text(code)
        yield code, to or ""
