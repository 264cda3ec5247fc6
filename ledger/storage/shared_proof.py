"""The proof of a large book, shared: some processes prove the chains, each as many entries as the others.

They tell what they find in the order of their chains, and whoever asked takes it in the order of all chains, so it is
the same whatever their number. They are started anew, not forked: SQLite's locks do not go along with a fork, and what
it keeps of an open file would, as would a connection to a server. Each opens the book for itself and goes on only if it
sees the state that is to be proven; should somebody have booked meanwhile, or no process be started, one process proves
the book alone.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import ExitStack
from contextlib import closing
from contextlib import suppress
from functools import partial
from hashlib import sha256
from typing import IO
from typing import Any

from ledger.core.finding import Finding
from ledger.core.record import frozen
from ledger.errors import LedgerError
from ledger.errors import LostProverError
from ledger.processes import answer
from ledger.processes import started
from ledger.storage.address import shown
from ledger.storage.open import open_book
from ledger.storage.store import Store
from ledger.storage.verify import Proofs
from ledger.storage.verify import Proven
from ledger.storage.verify import Told
from ledger.storage.verify import proofs

_LARGE = 200_000
"""Entries from which on it pays to start processes: one proves as many in a second."""

_TOLD_AT_ONCE = 16_384
"""Entries after which a process tells how far it has come."""


@frozen
class _Request:
    """What is asked of a process.

    Attributes:
        address: The book.
        scopes: All scopes that are to be proven.
        state: What `_state` gives of them in the state that is to be proven.
        own: Those that it shall prove.
    """

    address: str
    scopes: Sequence[str]
    state: str
    own: Sequence[str]


def shared(address: str, processes: int) -> Proofs:
    """Return what proves the scopes of a book as `ledger.storage.verify.proofs` does, shared if it is large.

    Args:
        address: The book, not one in memory.
        processes: How many processes may be used, this one among them, which has little to do meanwhile.
    """
    return partial(_shared, address, processes - 1)


def _shared(
    address: str, provers: int, store: Store, scopes: Sequence[str], told: Told | None = None
) -> Iterator[Finding | Proven]:
    with ExitStack() as stack:
        taken = _Taken(address, told)
        with suppress(LedgerError, OSError):  # what a chain's end looks like, or that no process may be started
            parts, taken.total = _parts(store, scopes, provers)
            state = _state(store, scopes)
            for own in parts:
                stream = stack.enter_context(started(__name__, _Request(address, scopes, state, own)))
                taken.streams.update(dict.fromkeys(own, stream))
        if taken.are_of(scopes):
            for scope in scopes:
                yield from taken.of(scope)
            return
    yield from proofs(store, scopes, told)


def _parts(store: Store, scopes: Sequence[str], provers: int) -> tuple[list[list[str]], int]:
    """Return the scopes in as many parts, of as many entries each as may be, and how many entries there are in all.

    No parts for a book that is not worth it.
    """
    sizes = {head.scope: head.entries for head in store.heads(scopes)}
    total = sum(sizes.values())
    if provers < 2 or total < _LARGE:  # noqa: PLR2004 - alone another process is no help
        return [], total
    loads = [0] * min(provers, len(sizes))
    where: dict[str, int] = {}
    for scope in sorted(scopes, key=lambda scope: (-sizes.get(scope, 0), scope)):
        where[scope] = min(range(len(loads)), key=loads.__getitem__)
        loads[where[scope]] += sizes.get(scope, 0)
    return [[scope for scope in scopes if where[scope] == at] for at in range(len(loads))], total


def _state(store: Store, scopes: Sequence[str]) -> str:
    """Return what changes when anything is booked in some scopes."""
    return sha256(repr(tuple(store.heads(scopes))).encode()).hexdigest()


class _Taken:
    """What other processes tell.

    Attributes:
        streams: Where each scope's proof comes from.
        total: How many entries there are in all.
    """

    def __init__(self, address: str, told: Told | None) -> None:
        self.streams: dict[str, IO[bytes]] = {}
        self.total = 0
        self._done = 0
        self._address = address
        self._told = told

    def are_of(self, scopes: Sequence[str]) -> bool:
        """Whether all scopes are being proven, in the state that was asked for."""
        streams = dict.fromkeys(self.streams.values())
        try:
            return len(self.streams) == len(scopes) > 0 and all(self._next(stream) is True for stream in streams)
        except LostProverError:
            return False

    def of(self, scope: str) -> Iterator[Finding | Proven]:
        """Yield what is told of a scope.

        Raises:
            LostProverError: A process ended before it was through.
            LedgerError: The book cannot be read.
        """
        stream = self.streams[scope]
        while True:
            each = self._next(stream)
            if isinstance(each, int):
                self._done += each
                if self._told:
                    self._told(self.total, self._done)
            elif isinstance(each, LedgerError):
                raise each
            else:
                yield each
                if isinstance(each, Proven):
                    return

    def _next(self, stream: IO[bytes]) -> Any:
        try:
            return pickle.load(stream)  # noqa: S301 - from ourselves
        except (EOFError, pickle.UnpicklingError):  # a process that is killed may leave off anywhere
            raise LostProverError(book=shown(self._address)) from None


def _prove(request: _Request, tell: Callable[[object], None]) -> None:
    """Tell whether the state that is to be proven is seen, and if so what is found, or why it cannot be."""
    before = 0

    def told(_: int, done: int) -> None:
        nonlocal before
        if done - before >= _TOLD_AT_ONCE:
            tell(done - before)
            before = done

    try:
        with closing(open_book(request.address)) as store, store.snapshot():
            same = _state(store, request.scopes) == request.state
            tell(same)
            for each in proofs(store, request.own, told) if same else ():
                tell(each)
    except LedgerError as error:
        tell(error)


def _main(take: IO[bytes], give: IO[bytes]) -> None:
    def write(request: _Request, stream: IO[bytes]) -> None:
        def tell(each: object) -> None:
            pickle.dump(each, stream)
            stream.flush()

        _prove(request, tell)

    answer(take, give, write)


if __name__ == "__main__":
    _main(sys.stdin.buffer, sys.stdout.buffer)
