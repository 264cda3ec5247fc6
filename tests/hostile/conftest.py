"""A folder with a book, and the command to use it."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from ledger.console.settings import Settings
from tests.conftest import ACTUALS
from tests.conftest import STEGEN
from tests.conftest import same_bytes

CLI = Path(__file__).parent.parent.parent / "cli.py"
MEMORY_MAX = 400 << 20
IN_PROCESS_MAX = 2 << 30
SECONDS_MAX = 60


@pytest.fixture(autouse=True)
def bounds():
    """Let no test take all the memory of the machine, or wait for ever."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (IN_PROCESS_MAX, hard))
    before = signal.signal(signal.SIGALRM, _late)
    signal.alarm(SECONDS_MAX)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _late(*_):
    raise TimeoutError


@pytest.fixture
def medfin(tmp_path, monkeypatch):
    """Return a function that runs the command beside a book with a small project, and returns its result."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MEDFIN_BOOK", raising=False)

    def run(*arguments, author="Ekonomen"):
        settings = Settings(author=author, clock=lambda: datetime(2026, 1, 31, tzinfo=UTC), random=same_bytes())
        result = CliRunner().invoke(main, arguments, obj=settings)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    Path("stegen.toml").write_text(STEGEN, encoding="utf-8")
    Path("actuals.csv").write_text(ACTUALS, encoding="utf-8")
    run("init")
    run("project", "add", "stegen.toml")
    return run


@pytest.fixture
def limited(medfin):  # noqa: ARG001 - it makes the book
    """Return a function that runs the command on the same book as a process with little memory."""

    def run(*arguments):
        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))

        return subprocess.run(
            [sys.executable, str(CLI), *arguments],
            capture_output=True,
            text=True,
            timeout=SECONDS_MAX,
            check=False,
            preexec_fn=limit,
            env={"PYTHONPATH": str(CLI.parent), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
        )

    return run
