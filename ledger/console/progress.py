"""How far a long command has come, on a terminal; in a pipe there is nothing to see."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ledger.app.book import Progress
from ledger.render.clean import visible

_CELLS = 30
_PERCENT = 100


@contextmanager
def shown_progress(what: str) -> Iterator[Progress | None]:
    """Give what draws a bar on the error stream's last line, or None where that is no terminal; clear it in the end.

    Args:
        what: What is being done.
    """
    stream = sys.stderr
    if not stream.isatty():
        yield None
        return
    bar = _Bar(visible(what))
    try:
        yield bar.draw
    finally:
        stream.write(f"\r{' ' * bar.width}\r")
        stream.flush()


@contextmanager
def shown_work(what: str) -> Iterator[None]:
    """Say what is being done on the error stream's last line, if that is a terminal; clear it in the end.

    Args:
        what: What is being done.
    """
    stream = sys.stderr
    if not stream.isatty():
        yield
        return
    line = f"{visible(what)} …"
    try:
        stream.write(f"\r{line}")
        stream.flush()
        yield
    finally:
        stream.write(f"\r{' ' * len(line)}\r")
        stream.flush()


class _Bar:
    """A bar on one line.

    Attributes:
        width: How many cells the line takes.
    """

    def __init__(self, what: str) -> None:
        self.width = 0
        self._what = what
        self._shown = -1

    def draw(self, total: int, done: int) -> None:
        """Draw the bar if it has grown by a percent."""
        percent = min(_PERCENT, _PERCENT * done // max(1, total))
        if percent == self._shown:
            return
        self._shown = percent
        filled = _CELLS * percent // _PERCENT
        line = f"{self._what} [{'#' * filled}{'.' * (_CELLS - filled)}] {percent:3d} %"
        self.width = max(self.width, len(line))
        sys.stderr.write(f"\r{line}")
        sys.stderr.flush()
