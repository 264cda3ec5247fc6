"""Another process, for work that takes long, in programs that let medfin use some.

A fork has all that this one knows, so nothing need be handed to it and nothing loaded anew. One that is started anew
can do what a fork may not, such as open a book that this one has open, and every system has it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from typing import IO
from typing import Any
from typing import NoReturn
from typing import cast

CAN_FORK = hasattr(os, "fork")
"""Whether this system can; Windows cannot."""

PIPE_BYTES = 1 << 20
"""What may be on its way between two processes, where the system lets us say, so that neither waits for the other."""


class NoProcessError(Exception):
    """The system has no room for another process; whoever asked does the work itself."""


@contextmanager
def forked(write: Callable[[IO[bytes]], None]) -> Iterator[IO[bytes]]:
    """Return what another process writes; it ends with the context.

    Args:
        write: Writes it, in the fork. It must use nothing that a fork may not, such as a connection to a book. What it
            raises is not told; it must have written an end, so that one who reads can tell.

    Raises:
        NoProcessError: There is none to be had.
    """
    try:
        take, give = os.pipe()
    except OSError as error:
        raise NoProcessError from error
    _widen(give)
    try:
        other = os.fork()
    except OSError as error:
        os.close(take)
        os.close(give)
        raise NoProcessError from error
    if not other:
        os.close(take)
        _run(write, give)
    os.close(give)
    try:
        with os.fdopen(take, "rb") as stream:
            yield stream
    finally:
        os.kill(other, signal.SIGKILL)
        os.waitpid(other, 0)


@contextmanager
def started(module: str, request: object) -> Iterator[IO[bytes]]:
    """Return what a new process writes that runs a module as a program; it ends with the context.

    Args:
        module: Its full name.
        request: Given to it on its input, pickled.

    Raises:
        OSError: No process can be started.
    """
    import pickle  # noqa: PLC0415 - a fork needs neither
    import subprocess  # noqa: PLC0415

    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-P", "-m", module]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, pipesize=PIPE_BYTES) as process:
        give, take = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        try:
            # One that has ended before it has read it has written nothing, which tells whoever reads.
            with suppress(OSError), give:
                pickle.dump(request, give)
            yield take
        finally:
            process.kill()


def answer(take: IO[bytes], give: IO[bytes], write: Callable[[Any, IO[bytes]], None]) -> None:
    """Do what a process asks that has `started` this one.

    Args:
        take: Where the request comes from.
        give: Where to write.
        write: Called with the request and where to write.
    """
    import pickle  # noqa: PLC0415 - a fork needs none

    # Ctrl-C reaches both; the one that asked decides what is said of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whoever asked sees that the end is missing, or is gone.
    with suppress(OSError, EOFError, MemoryError):
        write(pickle.load(take), give)  # noqa: S301 - from medfin itself
        give.flush()


def _widen(pipe: int) -> None:
    # Neither is to be had where too many files are open; a narrow pipe is as good, and slower.
    with suppress(ImportError, AttributeError, OSError):
        import fcntl  # noqa: PLC0415 - only systems that can fork have it

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _run(write: Callable[[IO[bytes]], None], give: int) -> NoReturn:
    try:
        # Ctrl-C reaches both, and the one that asked decides what is said of it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for name in ("SIGTERM", "SIGHUP"):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
        # Whoever asked sees that the end is missing, or is gone.
        with suppress(Exception), os.fdopen(give, "wb") as stream:
            write(stream)
    finally:
        # Nothing that this process has open is its own to close in order.
        os._exit(0)
