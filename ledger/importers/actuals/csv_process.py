"""A large file read and checked by a process of its own, so that this and staging share two processors.

Run as a program it takes a pickled request from its input and writes frames to its output: a letter, the length of the
content, the content. Rows travel as a few long texts, which cost next to nothing to hand over. It is started by medfin
only, on the same machine, by the same user.
"""

from __future__ import annotations

import marshal
import os
import pickle
import signal
import subprocess
import sys
from array import array
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from struct import Struct
from typing import IO
from typing import Any
from typing import BinaryIO
from typing import TypeVar

from ledger.errors import LedgerError
from ledger.errors import UnreadableFileError
from ledger.errors import WorkFileError
from ledger.model.imports.bulk import Batch
from ledger.rules.bulk import Checked
from ledger.rules.bulk import Checker
from ledger.rules.bulk import Known

R = TypeVar("R")
T = TypeVar("T")

_HEAD = Struct("<cI")
_ROWS, _OTHER, _FULL, _END = b"R", b"O", b"F", b"E"

_TEXTS = ("days", "lines", "texts", "counterparties", "accounts", "vouchers", "evidence")

_PIPE_BYTES = 1 << 20
"""What may be on its way, where the system lets us say: some thousand rows, so that neither waits for the other."""


def batches_elsewhere(
    path: Path,
    read: Callable[[BinaryIO, R], Iterator[Batch | T]],
    request: R,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Batch | Checked | T]:
    """Yield what a reader yields for a file, its batches checked; one that cannot be booked is left as it is.

    Args:
        path: The file.
        read: The reader, such as `ledger.importers.actuals.csv_file.csv_batches`.
        request: What is asked for.
        progress: Told how many bytes have been read.

    Raises:
        UnreadableFileError: The other process could not read the file to its end.
        WorkFileError: It had no room for what memory should not hold.
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-P", "-m", __name__]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, pipesize=_PIPE_BYTES) as process:
        if process.stdin is None or process.stdout is None:
            raise UnreadableFileError(file=path, why="no pipe")
        try:
            pickle.dump((path, read, request), process.stdin)
            process.stdin.close()
            yield from _taken(process.stdout, path, progress)
        finally:
            process.kill()


def _taken(stream: IO[bytes], path: Path, progress: Callable[[int], None] | None) -> Iterator[Any]:
    known = Known()
    while (head := stream.read(_HEAD.size)) and len(head) == _HEAD.size:
        kind, length = _HEAD.unpack(head)
        content = stream.read(length)
        if kind == _END:
            return
        if kind == _ROWS:
            read, checked = _checked(content, known)
            yield checked
            if progress:
                progress(read)
        elif kind == _FULL:
            raise WorkFileError(**marshal.loads(content))  # noqa: S302 - likewise
        else:
            yield pickle.loads(content)  # noqa: S301 - written by our own process
    raise UnreadableFileError(file=path, why="the process that read it ended before its time")


def _main(take: IO[bytes], give: IO[bytes]) -> None:
    """Read a file for another process."""
    # Ctrl-C reaches both; the one that asked decides what is said of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    path, reader, request = pickle.load(take)  # noqa: S301 - from medfin itself
    # Whoever asked sees that the end is missing.
    with suppress(OSError):
        with path.open("rb") as stream:
            try:
                _give(reader(stream, request), give, stream.tell)
            except WorkFileError as error:
                _put(give, _FULL, marshal.dumps(error.values))
        give.flush()


def _give(read: Iterator[Batch | object], give: IO[bytes], tell: Callable[[], int]) -> None:
    checker = Checker()
    sent = [0, 0]
    for each in read:
        checked = None
        if isinstance(each, Batch):
            with suppress(LedgerError):
                checked = checker.check(each)
        if checked is None:
            _put(give, _OTHER, pickle.dumps(each))
        else:
            _put(give, _ROWS, _content(checked, tell(), sent))
    _put(give, _END, b"")


def _content(checked: Checked, read: int, sent: list[int]) -> bytes:
    """Return checked rows as bytes, with what has become known since the last ones; `sent` says how much was before."""
    known = checked.known
    new = known.starts[sent[0] :], known.months[sent[1] :]
    sent[:] = len(known.starts), len(known.months)
    columns = (checked.starts, checked.months, checked.amounts)
    return marshal.dumps((read, *new, *columns, [getattr(checked, name) for name in _TEXTS]))


def _checked(content: bytes, known: Known) -> tuple[int, Checked]:
    """Return how far the file has been read, and the rows; what is new becomes known."""
    read, *new, starts, months, amounts, texts = marshal.loads(content)  # noqa: S302 - from ourselves
    known.starts.extend(new[0])
    known.months.extend(new[1])
    return read, Checked(
        known=known,
        starts=array("I", starts),
        months=array("I", months),
        amounts=array("q", amounts),
        **dict(zip(_TEXTS, texts, strict=True)),
    )


def _put(stream: IO[bytes], kind: bytes, content: bytes) -> None:
    stream.write(_HEAD.pack(kind, len(content)))
    stream.write(content)


if __name__ == "__main__":
    _main(sys.stdin.buffer, sys.stdout.buffer)
