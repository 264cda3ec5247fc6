"""Known names that are near to one that somebody mistyped."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.core.words import folded

_CUTOFF = 0.6
"""How alike two names must be, of 1, for the one to be meant by the other."""

NEAR_MAX = 8
"""How many names are told where none is near."""


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most likely meant, or None if none is near.

    Case does not count, and a name that begins with what was written is nearer than one that is only alike.

    Args:
        name: As somebody wrote it.
        known: All that there are; the first of those equally near is returned.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    by_folded: dict[str, str] = {}
    for each in known:
        by_folded.setdefault(folded(each), each)
    wanted = folded(name)
    if not wanted:
        return None
    begun = [each for each in by_folded if each.startswith(wanted)]
    near = [wanted] if wanted in by_folded else begun or get_close_matches(wanted, by_folded, n=1, cutoff=_CUTOFF)
    return by_folded[near[0]] if near else None


def near_names(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most likely meant; else the first of those there are, with commas."""
    names = tuple(known)
    nearest = nearest_name(name, names)
    if nearest is not None:
        return nearest
    return ", ".join(names[:NEAR_MAX]) + (" …" if len(names) > NEAR_MAX else "") or "–"
