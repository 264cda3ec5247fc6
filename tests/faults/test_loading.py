"""Ctrl-C before a command has begun: a quiet end; and nothing of a program's is changed by loading `cli`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from ledger.console import beginning
from tests.faults.conftest import ENVIRONMENT

INTERRUPTED = """
import os, signal, sys
class Interrupted:
    def find_spec(name, path=None, target=None):
        if name == "click":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupted)
signal.signal(signal.SIGINT, {before})
import cli
print("loaded", signal.getsignal(signal.SIGINT))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's here")
@pytest.mark.parametrize(
    ("before", "status", "said"),
    [
        pytest.param("signal.default_int_handler", -signal.SIGINT, b"", id="as a terminal starts it"),
        pytest.param("signal.SIG_IGN", 0, b"loaded 1\n", id="as nohup and & start it"),
    ],
)
def test_ctrl_c_while_a_command_is_loaded_ends_it_without_a_traceback(before, status, said):
    code = INTERRUPTED.format(before=before)

    ended = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, env=ENVIRONMENT, timeout=60)

    assert (ended.returncode, ended.stdout.replace(b"Handlers.SIG_IGN", b"1"), ended.stderr) == (status, said, b"")


def test_a_program_that_has_loaded_the_command_is_interrupted_as_before():
    assert signal.getsignal(signal.SIGINT) is not signal.SIG_DFL
    beginning.loaded()
    assert signal.getsignal(signal.SIGINT) is not signal.SIG_DFL
