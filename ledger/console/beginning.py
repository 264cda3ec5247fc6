"""Ctrl-C while the command is being loaded: it ends at once and quietly, for nothing has been begun.

`cli` imports this first and says at its end that it is loaded; then all is as it was, also for a program that has
imported it.
"""

from __future__ import annotations

import signal


def _ends_at_once() -> bool:
    """Let Ctrl-C end the process, unless whoever started it has asked for something else; return whether it does."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return False
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    except ValueError:  # only a program's main thread may ask
        return False
    return True


_CHANGED = _ends_at_once()


def loaded() -> None:
    """Let Ctrl-C be an exception again, which undoes what is half done."""
    if _CHANGED and signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
