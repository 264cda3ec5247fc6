"""Known names that are near to one that somebody mistyped."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.core.words import folded

_VERY_LIKE, _LIKE = 0.75, 0.6
"""How alike two names must be, of 1, for the one to be meant by the other; and where nothing is nearer."""

_WORD_LETTERS_MIN = 3
"""How long a word must be for a longer one that begins with it to mean the same."""

NEAR_MAX = 8
"""How many names are told where none is near."""


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most likely meant, or None if none is near.

    Args:
        name: As somebody wrote it.
        known: All that there are; the first of those equally near is returned.
    """
    return next(iter(nearest_names(name, known)), None)


def nearest_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names that are most likely meant, in their order; several where they are equally near.

    Case does not count. A name that begins with what was written, or has a word that what was written begins with, is
    nearer than one that is only alike. Of a name with a slash, such as a form's, what follows the slash is as good as
    the whole; it may be the same in several.

    Args:
        name: As somebody wrote it.
        known: All that there are; of those alike but for case, the first.
    """
    wanted = folded(name)
    if not wanted:
        return ()
    by_folded: dict[str, str] = {}
    for each in known:
        by_folded.setdefault(folded(each), each)
    if wanted in by_folded:
        return (by_folded[wanted],)
    spellings: dict[str, list[str]] = {}
    for written, each in by_folded.items():
        for spelling in dict.fromkeys((written, written.rpartition("/")[2])):
            spellings.setdefault(spelling, []).append(each)
    return tuple(dict.fromkeys(each for spelling in _nearest(wanted, spellings) for each in spellings[spelling]))


def _nearest(wanted: str, spellings: Iterable[str]) -> list[str]:
    """Return the spellings that begin with what is wanted, itself first; else the nearest one, else none.

    Nearest is one that is very like it; then the one with the longest word that what is wanted begins with, as
    *lönekostnader* does with *lön*; then one that is somewhat like it and begins with the same letter.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    known = [each for each in spellings if each]
    begun = sorted((each for each in known if each.startswith(wanted)), key=lambda each: each != wanted)
    found = begun or get_close_matches(wanted, known, n=1, cutoff=_VERY_LIKE)
    if found:
        return found
    by_word = max(known, key=lambda each: _word_before(wanted, each), default="")
    if _word_before(wanted, by_word):
        return [by_word]
    return get_close_matches(wanted, [each for each in known if each[0] == wanted[0]], n=1, cutoff=_LIKE)


def _word_before(wanted: str, spelling: str) -> int:
    """Return how long the longest word of a spelling is that another begins with; 0 if there is none."""
    words = (len(word) for word in spelling.split() if len(word) >= _WORD_LETTERS_MIN and wanted.startswith(word))
    return max(words, default=0)


def near_names(name: str, known: Iterable[str]) -> str:
    """Return the known names that are most likely meant; else the first of those there are, with commas."""
    names = tuple(known)
    told = nearest_names(name, names) or names
    return ", ".join(told[:NEAR_MAX]) + (" …" if len(told) > NEAR_MAX else "") or "–"
