"""Items that another process makes while this one uses those before them.

For work that takes long on both sides, on systems that can fork, in programs that let medfin use other processes.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from itertools import islice
from typing import IO
from typing import Any
from typing import TypeVar

from ledger.errors import LedgerError
from ledger.processes import NoProcessError
from ledger.processes import forked

T = TypeVar("T")

# Enough that handing them over costs nothing, few enough to take little memory.
_AT_ONCE = 32


def ahead(items: Iterator[T], lost: LedgerError) -> Iterator[T]:
    """Yield items as another process makes them, or this one where there is no other to be had.

    Args:
        items: What they are made by. It must use nothing that a fork may not, such as a connection to a book.
        lost: What is raised if the other process is ended before it is through.

    Raises:
        LedgerError: What making them has raised, or `lost`.
    """
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(forked(partial(_make, items)))
        except NoProcessError:
            yield from items
            return
        while made := _taken(stream, lost):
            yield from made


def _taken(stream: IO[bytes], lost: LedgerError) -> list[Any]:
    try:
        made: list[Any] | Exception = pickle.load(stream)  # noqa: S301 - from ourselves
    except (EOFError, pickle.UnpicklingError):  # a process that is killed may leave off anywhere
        raise lost from None
    if isinstance(made, Exception):
        raise made
    return made


def _make(items: Iterator[T], stream: IO[bytes]) -> None:
    """Make items and write them, some at a time, an empty list last; or why they cannot be made."""
    try:
        while some := list(islice(items, _AT_ONCE)):
            pickle.dump(some, stream)
        pickle.dump([], stream)
    except Exception as error:  # noqa: BLE001 - the one that asked decides what is said of it
        pickle.dump(error, stream)
