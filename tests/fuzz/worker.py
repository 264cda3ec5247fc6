"""Tries inputs in a process of its own, with a limit on memory and on the time of each: one line of JSON a fault.

    python -m tests.fuzz.worker SEED KIND:FIRST:COUNT...

What is being tried stands in the file ``tried`` of the current folder, so that it is known when the process dies.
"""

from __future__ import annotations

import faulthandler
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.fuzz import commands
from tests.fuzz.mutate import mutated
from tests.fuzz.readers import KINDS
from tests.fuzz.readers import take

COMMAND = "command"

SECONDS_MAX = 20
"""Processor time that one input may take; one of ordinary size needs a hundredth of it."""

MEMORY_MAX = 1 << 30
"""Bytes of address space that the process may take, whatever the inputs are."""


class SlowError(Exception):
    """An input takes too long."""


def _slow(*_: object) -> None:
    raise SlowError


def main(seed: int, *jobs: str) -> None:
    """Try the inputs of some jobs, each ``KIND:FIRST:COUNT``."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    signal.signal(signal.SIGPROF, _slow)
    tried = os.open("tried", os.O_CREAT | os.O_WRONLY)
    home = Path.cwd()
    for job in jobs:
        kind, first, count = job.split(":")
        attempt = _attempt(home, kind, seed)
        for number in range(int(first), int(first) + int(count)):
            os.pwrite(tried, f"{kind} {number:<12}".encode(), 0)
            fault = _fault(attempt, number)
            if fault:
                sys.stdout.write(json.dumps({"kind": kind, "seed": seed, "number": number, "fault": fault}) + "\n")
        os.chdir(home)
    faulthandler.cancel_dump_traceback_later()


def _attempt(home: Path, kind: str, seed: int) -> Callable[[int], None]:
    """Return what tries one input of a kind."""
    if kind == COMMAND:
        pristine = home / "pristine"
        if not pristine.exists():
            commands.prepare(pristine)
        # So deep that no path of an enemy leads out of the test's folder.
        here = home / "a/b/c/d/e/f"
        here.mkdir(parents=True, exist_ok=True)
        os.chdir(here)
        return lambda number: commands.give(pristine, number, seed)
    corpus = KINDS[kind].corpus()
    path = home / f"fuzzed.{'csv' if kind in ('actuals', 'booked', 'statement') else 'toml'}"

    def attempt(number: int) -> None:
        path.write_bytes(mutated(corpus, seed, number))
        take(kind, path)

    return attempt


def _fault(attempt: Callable[[int], None], number: int) -> str | None:
    """Return the end of the traceback if an input does what none may do."""
    # The alarm comes between two steps of the interpreter; what never takes a step is ended from outside.
    faulthandler.dump_traceback_later(SECONDS_MAX * 10, exit=True)
    signal.setitimer(signal.ITIMER_PROF, SECONDS_MAX)
    try:
        attempt(number)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        signal.setitimer(signal.ITIMER_PROF, 0)
        return "".join(traceback.format_exception(error, limit=-6))[-4_000:]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
