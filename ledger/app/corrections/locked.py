"""What is locked in a project. Every entry on its way into a book passes `held_open`."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ledger.core.record import evolve
from ledger.model.corrections.lock import Lock
from ledger.model.document import from_json
from ledger.rules.corrections.lock import check_open

if TYPE_CHECKING:
    from ledger.model.commit import Draft
    from ledger.storage.store import Store


def lock_of(store: Store, project: str) -> Lock:
    """Return what is locked in a project."""
    held = Lock()
    for _, fact in store.facts(project, "lock"):
        held = from_json(Lock, fact.body)
    return held


def held_open(store: Store, draft: Draft) -> Draft:
    """Return a draft none of whose entries is booked on a locked day.

    Entries that can be read again are looked through at once; a stream of them is refused as it passes. A lock that a
    rival sets meanwhile moves the chain on, so the draft is then refused for that.

    Raises:
        LockedDayError: An entry is booked on a locked day.
    """
    held = lock_of(store, draft.after.scope)
    if held.until is None:
        return draft
    rows = check_open(held, draft.entries, draft.after.scope)
    if isinstance(draft.entries, Iterator):
        return evolve(draft, entries=rows)
    deque(rows, maxlen=0)
    return draft
