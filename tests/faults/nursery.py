"""Runs the command many times over, each time in a process of its own, and kills it when asked to.

A child is forked from a process that has loaded everything already, so that a moment after its birth is a moment in
the command's own work and not in Python's start. Reads one JSON object a line: ``arguments``, and ``seconds`` to wait
before the signal ``sent``, 0 for none; answers with one: ``status``, negative if it died of a signal, ``seconds``,
``output`` and ``errors``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from cli import main
from ledger.app import projects  # noqa: F401
from ledger.app.imports import actuals  # noqa: F401 - loaded before the first birth
from ledger.storage import sqlite  # noqa: F401


def child(arguments: list[str], folder: Path) -> None:
    status = 1
    # A signal may come at once, and nothing of the parent's may be unwound here: its folder would be removed.
    try:
        for number, name in ((1, "output"), (2, "errors")):
            os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(encoding="utf-8")
        signal.signal(signal.SIGINT, signal.default_int_handler)
        main(arguments, prog_name="medfin")
    except SystemExit as error:
        status = int(error.code or 0)
    except BaseException:  # noqa: BLE001 - told as Python tells it
        traceback.print_exc()
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def run(arguments: list[str], seconds: float, sent: int, folder: Path) -> dict[str, object]:
    for name in ("output", "errors"):
        # A child that is killed at its birth must not seem to have said what the one before it has.
        (folder / name).unlink(missing_ok=True)
    began = time.perf_counter()
    # Until it is ready a child ends at Ctrl-C as medfin does while it is loaded.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    process = os.fork()
    if process == 0:
        child(arguments, folder)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if sent:
        time.sleep(seconds)
        os.kill(process, sent)
    _, state = os.waitpid(process, 0)
    return {
        "status": os.waitstatus_to_exitcode(state),
        "seconds": time.perf_counter() - began,
        "output": (folder / "output").read_text("utf-8") if (folder / "output").exists() else "",
        "errors": (folder / "errors").read_text("utf-8") if (folder / "errors").exists() else "",
    }


if __name__ == "__main__":
    # Whoever started the tests may have asked for them to outlive the terminal, as nohup does.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    with TemporaryDirectory() as name:
        for line in sys.stdin:
            answer = run(**json.loads(line), folder=Path(name))
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
