"""A large file read by a process of its own, so that reading and staging share two processors.

Run as a program it takes a pickled request from its input and writes frames to its output: a letter, the length of the
content, the content. It is started by medfin only, on the same machine, by the same user.
"""

from __future__ import annotations

import marshal
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from struct import Struct
from typing import IO
from typing import Any
from typing import BinaryIO
from typing import TypeVar

from ledger.errors import UnreadableFileError
from ledger.model.bulk import Batch
from ledger.model.entry import EntryRow

R = TypeVar("R")
T = TypeVar("T")

_HEAD = Struct("<cI")
_ROWS, _OTHER, _END = b"R", b"O", b"E"


def batches_elsewhere(
    path: Path,
    read: Callable[[BinaryIO, R], Iterator[Batch | T]],
    request: R,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Batch | T]:
    """Yield what a reader yields for a file.

    Args:
        path: The file.
        read: The reader, such as `ledger.importers.actuals.csv_file.csv_batches`.
        request: What is asked for.
        progress: Told how many bytes have been read.

    Raises:
        UnreadableFileError: The other process could not read the file to its end.
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-P", "-m", __name__]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdin is None or process.stdout is None:
            raise UnreadableFileError(file=path, why="no pipe")
        try:
            pickle.dump((path, read, request), process.stdin)
            process.stdin.close()
            yield from _taken(process.stdout, path, progress)
        finally:
            process.kill()


def _taken(stream: IO[bytes], path: Path, progress: Callable[[int], None] | None) -> Iterator[Any]:
    known: list[EntryRow] = []
    while (head := stream.read(_HEAD.size)) and len(head) == _HEAD.size:
        kind, length = _HEAD.unpack(head)
        content = stream.read(length)
        if kind == _END:
            return
        if kind == _OTHER:
            yield pickle.loads(content)  # noqa: S301 - written by our own process
            continue
        read, new, numbers, columns = marshal.loads(content)  # noqa: S302 - likewise
        known.extend(new)
        yield Batch([known[number] for number in numbers], columns)
        if progress:
            progress(read)
    raise UnreadableFileError(file=path, why="the process that read it ended before its time")


def _main(take: IO[bytes], give: IO[bytes]) -> None:
    """Read a file for another process."""
    # Ctrl-C reaches both; the one that asked decides what is said of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    path, reader, request = pickle.load(take)  # noqa: S301 - from medfin itself
    known: dict[EntryRow, int] = {}
    # Whoever asked sees that the end is missing.
    with suppress(OSError):
        with path.open("rb") as stream:
            for read in reader(stream, request):
                if isinstance(read, Batch):
                    _put(give, _ROWS, _rows(read, known, stream.tell()))
                else:
                    _put(give, _OTHER, pickle.dumps(read))
        _put(give, _END, b"")
        give.flush()


def _rows(batch: Batch, known: dict[EntryRow, int], read: int) -> bytes:
    """Return a batch as bytes; first columns that have been sent before are sent as their number."""
    first = len(known)
    numbers = [known.setdefault(start, len(known)) for start in batch.starts]
    new = list(known)[first:] if len(known) > first else []
    return marshal.dumps((read, new, numbers, list(batch.columns)))


def _put(stream: IO[bytes], kind: bytes, content: bytes) -> None:
    stream.write(_HEAD.pack(kind, len(content)))
    stream.write(content)


if __name__ == "__main__":
    _main(sys.stdin.buffer, sys.stdout.buffer)
