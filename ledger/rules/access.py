"""Who was given which role, as the chain tells it: each step in the command's own words, so that it can be given again.

The words are a commit's message: a login names a person, and a message is what can be sealed and yet taken out.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from collections.abc import Sequence
from contextlib import suppress

from ledger.model.access import Access
from ledger.model.access import Role

_GRANT, _REVOKE = "grant", "revoke"
_LEAST = 3
"""Words of a grant at least: itself, who and what."""


def grant_words(access: Access) -> str:
    """Return the words that give somebody a role, as `medfin admin` takes them."""
    return shlex.join((_GRANT, access.login, access.role, *access.projects))


def revoke_words(login: str) -> str:
    """Return the words that take all roles from somebody."""
    return shlex.join((_REVOKE, login))


def granted(steps: Iterable[str]) -> tuple[Access, ...]:
    """Return who has which role after some steps, by login and role; words that are no step are passed over.

    Args:
        steps: Words of grants and revocations, oldest first; empty where they were taken out.
    """
    held: dict[tuple[str, Role], set[str]] = {}
    for step in steps:
        words: list[str] = []
        with suppress(ValueError):  # a quotation mark without its fellow
            words = shlex.split(step)
        if words[:1] == [_REVOKE]:
            held = {key: projects for key, projects in held.items() if key[0] not in words[1:2]}
        elif words[:1] == [_GRANT] and len(words) >= _LEAST and words[2] in set(Role):
            held.setdefault((words[1], Role(words[2])), set()).update(words[3:] or [""])
    return tuple(access(login, role, projects) for (login, role), projects in sorted(held.items()))


def access(login: str, role: Role, projects: Iterable[str]) -> Access:
    """Return a role with its projects in order; an empty id among them stands for all."""
    named = set(projects)
    return Access(login=login, role=role, projects=() if "" in named else tuple(sorted(named)))


def lacking(told: Sequence[Access], given: Sequence[Access]) -> tuple[Access, ...]:
    """Return what is told of but not given, by login and role, with only the projects that are lacking."""
    held = {(each.login, each.role): each for each in given}
    found = []
    for each in told:
        has = held.get((each.login, each.role))
        if has is None:
            found.append(each)
        elif has.projects and set(each.projects or ("",)) - set(has.projects):
            found.append(access(each.login, each.role, set(each.projects or ("",)) - set(has.projects)))
    return tuple(found)


def joined(one: Sequence[Access], other: Sequence[Access]) -> tuple[Access, ...]:
    """Return what either tells of."""
    return granted(grant_words(each) for each in (*one, *other))
