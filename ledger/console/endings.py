"""How a command ends when it is ended from outside: quietly, nothing half done, with the status that shells expect."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import NoReturn
from typing import TextIO

_SIGNALLED = 128
"""Added to a signal's number in the exit status, as shells do."""

INTERRUPTED = _SIGNALLED + signal.SIGINT
"""Exit status after Ctrl-C."""

READER_GONE = _SIGNALLED + 13
"""Exit status when whoever read the output has gone; 13 is SIGPIPE, which not every system has."""


def heed_signals() -> Callable[[], None]:
    """Let a closed terminal, or a request to end, undo what is half done as Ctrl-C does, and then leave quietly.

    Returns:
        What makes all be as before: a program that runs a command goes on after it, and may be asked to end itself.
    """
    heeded = []
    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)
        # Whoever has asked for them to be ignored, as nohup does, is left in peace.
        if number and signal.getsignal(number) is signal.SIG_DFL:
            with suppress(ValueError):  # only a program's main thread may ask
                signal.signal(number, _leave)
                heeded.append(number)

    def let_be() -> None:
        for number in heeded:
            signal.signal(number, signal.SIG_DFL)

    return let_be


def _leave(number: int, _: object) -> NoReturn:
    raise SystemExit(_SIGNALLED + number)


@contextmanager
def as_they_came() -> Iterator[None]:
    """Take Ctrl-C, or a request to end, out of the error that Python 3.11 makes of it while a class is being made."""
    try:
        yield
    except RuntimeError as error:
        if isinstance(error.__cause__, KeyboardInterrupt | SystemExit):
            raise error.__cause__ from None
        raise


def leave_a_closed_pipe() -> NoReturn:
    """Leave when the reader of the output has gone, as ``head`` does; what is buffered goes nowhere."""
    silence()
    raise SystemExit(READER_GONE)


def silence(stream: TextIO | None = None) -> None:
    """Let what is still to be printed, or told in another stream, go nowhere, for it cannot be written."""
    with suppress(OSError):  # the output of a program that runs a command may be no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), (stream or sys.stdout).fileno())


def ready_streams() -> None:
    """Let output that was closed from the start go nowhere, and show a mark for each letter that it has not."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - till the end
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
