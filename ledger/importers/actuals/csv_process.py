"""A large file read, checked and packed by processes of their own, so that all processors share the work.

Each writes frames: a letter, the length of the content, the content. Rows travel as a few long texts, which cost next
to nothing to hand over. Several of them read a file in turn, and what they give is taken in turn. They are forks of the
process that asks; where the system cannot fork this module is run as a program, which takes a pickled request from its
input. It is started by medfin only, on the same machine, by the same user.
"""

from __future__ import annotations

import gc
import marshal
import os
import pickle
import sys
from array import array
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import AbstractContextManager
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from struct import Struct
from typing import IO
from typing import Any
from typing import BinaryIO
from typing import TypeVar

from ledger.core.finding import Finding
from ledger.core.record import evolve
from ledger.errors import LostReaderError
from ledger.importers.actuals.left_out import added
from ledger.importers.actuals.left_out import is_of_all
from ledger.model.imports.bulk import Batch
from ledger.model.imports.bulk import Turn
from ledger.processes import CAN_FORK
from ledger.processes import answer
from ledger.processes import forked
from ledger.processes import started
from ledger.rules.block import Key
from ledger.rules.imports.account_sums import AccountSums
from ledger.rules.pieces import Piece
from ledger.rules.pieces import pieces
from ledger.rules.pieces import read_piece

R = TypeVar("R")
T = TypeVar("T")

_HEAD = Struct("<cI")
_KEYS, _PIECE, _OTHER, _TURN, _END = b"K", b"P", b"O", b"T", b"E"

_GARBAGE = 1_000_000
"""Objects more than before at which Python looks for circular garbage."""


def pieces_elsewhere(
    path: Path,
    read: Callable[[BinaryIO, R], Iterator[Batch | Turn | T]],
    requests: Sequence[R],
    progress: Callable[[int], None] | None = None,
) -> Iterator[Piece | Batch | AccountSums | T]:
    """Yield what a reader yields for a file, its batches in pieces; one that cannot be booked is left as it is.

    Args:
        path: The file.
        read: The reader, such as `ledger.importers.actuals.csv_file.csv_batches`.
        requests: What is asked for, of each of several processes that read in turn.
        progress: Told how many bytes have been read.

    Raises:
        LostReaderError: Another process ended before it had read the file to its end.
    """
    start = forked if CAN_FORK else _started
    with ExitStack() as stack:
        streams = [stack.enter_context(start(partial(_read, path, read, request))) for request in requests]
        known = _Known()
        yield from _in_turn([_Reader(path, stream, known, progress) for stream in streams])


def _started(write: Callable[[IO[bytes]], None]) -> AbstractContextManager[IO[bytes]]:
    """Return what a new process writes; it ends with the context."""
    return started(__name__, write)


def _in_turn(readers: Sequence[_Reader]) -> Iterator[Any]:
    """Yield what readers give, a turn of each after the other, and last the notes and sums of all of them as one."""
    notes: list[Finding] = []
    sums = AccountSums()
    waiting = list(readers)
    while waiting:
        for reader in tuple(waiting):
            for each in reader.turn():
                if isinstance(each, Finding) and is_of_all(each):
                    notes.append(each)
                elif isinstance(each, AccountSums):
                    sums.add_all(each)
                else:
                    yield each
            if reader.ended:
                waiting.remove(reader)
    yield from added(notes)
    yield sums


class _Known:
    """What totals are kept by, as all readers have met it.

    Attributes:
        keys: Each once, by its place.
    """

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self._places: dict[Key, int] = {}

    def place(self, key: Key) -> int:
        """Return the place of one."""
        place = self._places.setdefault(key, len(self.keys))
        if place == len(self.keys):
            self.keys.append(key)
        return place


class _Reader:
    """What another process gives of a file.

    Attributes:
        ended: Whether all of it has been taken.
    """

    def __init__(self, path: Path, stream: IO[bytes], known: _Known, progress: Callable[[int], None] | None) -> None:
        self.ended = False
        self._path = path
        self._stream = stream
        self._known = known
        self._progress = progress
        # By the place that the other process knows a key by, that in `known`.
        self._places: list[int] = []

    def turn(self) -> Iterator[Any]:
        """Yield what it gives until its turn ends, or until its end.

        Raises:
            LostReaderError: It ended before that.
        """
        while True:
            kind, length = _HEAD.unpack(self._taken(_HEAD.size))
            content = self._taken(length)
            if kind == _KEYS:
                self._places.extend(map(self._known.place, marshal.loads(content)))  # noqa: S302 - from ourselves
            elif kind == _PIECE:
                piece = read_piece(content, self._known.keys)
                yield evolve(piece, keys=array("I", map(self._places.__getitem__, piece.keys)))
            elif kind == _OTHER:
                yield pickle.loads(content)  # noqa: S301 - written by our own process
            else:
                self.ended = kind == _END
                if self._progress:
                    self._progress(int.from_bytes(content))
                return

    def _taken(self, length: int) -> bytes:
        """Return the next bytes; a process that is killed may leave off anywhere."""
        content = self._stream.read(length)
        if len(content) < length:
            raise LostReaderError(file=self._path)
        return content


def _main(take: IO[bytes], give: IO[bytes]) -> None:
    """Read a file for another process that has started this one."""
    # Rows are no circular garbage; looking for it takes a tenth of the time.
    gc.set_threshold(_GARBAGE)
    answer(take, give, lambda write, stream: write(stream))


def _read(path: Path, read: Callable[[BinaryIO, R], Iterator[Batch | Turn | T]], request: R, give: IO[bytes]) -> None:
    """Write what a reader yields for a file."""
    with path.open("rb") as stream:
        _give(read(stream, request), give, stream.tell)


def _give(read: Iterator[Batch | Turn | object], give: IO[bytes], tell: Callable[[], int]) -> None:
    sent = 0
    for each in pieces(read, os.urandom):
        if isinstance(each, Piece):
            if len(each.known) > sent:
                _put(give, _KEYS, marshal.dumps(list(each.known[sent:])))
                sent = len(each.known)
            _put(give, _PIECE, each.written())
        elif isinstance(each, Turn):
            _put(give, _TURN, tell().to_bytes(8))
            # Whoever takes it goes on to the next reader now, not when this one has more to give.
            give.flush()
        else:
            _put(give, _OTHER, pickle.dumps(each))
    _put(give, _END, tell().to_bytes(8))


def _put(stream: IO[bytes], kind: bytes, content: bytes) -> None:
    stream.write(_HEAD.pack(kind, len(content)))
    stream.write(content)


if __name__ == "__main__":
    _main(sys.stdin.buffer, sys.stdout.buffer)
