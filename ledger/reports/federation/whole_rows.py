"""What the rows of a federation's whole are called, under which keys and in which order they stand."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

from ledger.core.words import Words
from ledger.core.words import label
from ledger.model.dossier import Dossier
from ledger.model.federation.consolidation import INTERNAL
from ledger.model.federation.consolidation import NOBODY
from ledger.model.federation.consolidation import OTHERS
from ledger.model.view import Dimension
from ledger.reports import naming
from ledger.reports.federation.treasury import Treasury
from ledger.rules.federation.whole_figures import PAYERS
from ledger.rules.federation.whole_figures import WholeFigures
from ledger.rules.federation.whole_figures import whole_figures

_PAYER_WORDS = {NOBODY: "roles.unknown", INTERNAL: "row.between_projects", OTHERS: "row.not_members"}
_PAYER_KEYS = {INTERNAL: "between_projects", OTHERS: "not_members"}
"""Keys that no party has: a party's id has no such sign in it."""


def row_figures(treasury: Treasury, by: Dimension) -> tuple[WholeFigures, ...]:
    """Return the whole's figures by the rows asked for."""
    earned = treasury.earned() if by in PAYERS else None
    return whole_figures(treasury.found, treasury.federation, treasury.view, by, earned)


def in_order(treasury: Treasury, by: Dimension, found: Iterable[WholeFigures]) -> list[WholeFigures]:
    """Return rows as the federation, its projects or their scheme have them; what has no key last."""
    ranks = {key: rank for rank, key in enumerate(dict.fromkeys(_order(treasury, by)))}
    return sorted(found, key=lambda each: (not each.key, ranks.get(each.key, len(ranks)), each.key))


def row_key(by: Dimension, key: str) -> str:
    """Return the key of a row, which is part of its figures' addresses."""
    return _PAYER_KEYS.get(key, key) or naming.row_key(by, key) if by in PAYERS else naming.row_key(by, key)


def row_name(treasury: Treasury, by: Dimension, key: str) -> Words:
    """Return what a row is called."""
    if by in PAYERS:
        return label(_PAYER_WORDS[key]) if key in _PAYER_WORDS else treasury.party_name(_party(treasury, by, key))
    if not key:
        return label("row.no_area") if by is Dimension.AREA else naming.key(treasury.found.parts[0], by, "")
    if by is Dimension.AREA:
        return next(area.name for area in treasury.federation.areas if area.id == key)
    if by is Dimension.PROJECT:
        return treasury.project_name(key)
    return naming.category(_holder(treasury, key), key) if by is Dimension.CATEGORY else key


def _party(treasury: Treasury, by: Dimension, key: str) -> str:
    """Return the party of a payer's row: by member, that of the member with this id."""
    if by is Dimension.SOURCE:
        return key
    return next(member.party for member in treasury.federation.members if member.id == key)


def row_notes(by: Dimension) -> Iterator[Words]:
    """Yield what a reader must know of such rows."""
    if by in PAYERS:
        yield label(f"note.whole_by_{by}")


def _order(treasury: Treasury, by: Dimension) -> Iterable[str]:
    found = treasury.found.parts
    if by in PAYERS:
        is_member = by is Dimension.MEMBER
        members = (member.id if is_member else member.party for member in treasury.federation.members)
        sources = (source.party for part in found for source in part.project.sources)
        return (*members, *sources, OTHERS, INTERNAL)
    orders: dict[Dimension, Iterable[str]] = {
        Dimension.PROJECT: (part.project.id for part in found),
        Dimension.AREA: (area.id for area in treasury.federation.areas),
        Dimension.CATEGORY: (own.code for part in found for own in part.scheme.categories),
    }
    return orders.get(by, ())


def _holder(treasury: Treasury, code: str) -> Dossier:
    """Return a project that knows a category, so that it can be named."""
    parts = treasury.found.parts
    return next((each for each in parts if each.scheme.category(code)), parts[0])
