"""No room, no right, no folder, no reader: a clear message or a quiet end, and nothing half done."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from ledger.console.settings import Settings
from tests.faults.conftest import ENVIRONMENT
from tests.faults.conftest import MEDFIN
from tests.faults.conftest import medfin
from tests.faults.conftest import state
from tests.storage.test_sqlite import nobody

ENTRY = ("entry", "add", "stegen", "--date", "2021-03-01", "--amount", "10", "--category", "lokal")
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals, limits and rights are POSIX's here")


@pytest.fixture
def actuals(write):
    rows = "".join(f"2021-{n % 12 + 1:02}-01;personal;{n},00;{'rad ' * 40}\n" for n in range(2000))
    return write("actuals.csv", "datum;kostnadsslag;belopp;text\n" + rows)


@pytest.mark.parametrize(
    "said", [pytest.param(("sv", "bokfördes"), id="Swedish"), pytest.param(("en", "booked"), id="English")]
)
@POSIX
def test_a_full_disk_is_told_and_nothing_is_booked(path, actuals, said):
    before = state(path)
    language, word = said

    done = medfin(
        "--book", path, "--lang", language, "import", actuals, "--project", "stegen", preexec_fn=limit_files(200_000)
    )

    assert done.returncode == 2, done.stderr
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert state(path) == before
    assert medfin("--book", path, "import", actuals, "--project", "stegen").returncode == 0


def limit_files(size):
    """Return what keeps a process from writing any file beyond a size, as a full disk does."""

    def limit():
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@POSIX
def test_a_full_disk_beneath_an_output_file_leaves_the_old_file(path, tmp_path):
    output = tmp_path / "rapport.csv"
    output.write_text("förra")

    done = medfin("--book", path, "report", "variance", "--format", "csv", "-o", output, preexec_fn=limit_files(1))

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert output.read_text() == "förra"
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_output_that_cannot_be_written_is_told(path):
    with Path("/dev/full").open("w") as full:
        done = medfin("--book", path, "report", "variance", capture_output=False, stdout=full, stderr=subprocess.PIPE)

    assert done.returncode == 141
    assert "Traceback" not in done.stderr
    assert "medfin log" in done.stderr


@pytest.fixture
def inside():
    """Return a function that runs the command in this process, which can give up its rights; everything is loaded."""

    def run(*arguments):
        return CliRunner().invoke(main, [str(each) for each in arguments], obj=Settings(author="Ekonomen"))

    return run


@POSIX
@pytest.mark.parametrize("mode", [0o444, 0o000], ids=["may only be read", "may not be read"])
def test_a_book_without_rights_is_refused_and_left_as_it_is(path, mode, inside):
    assert inside("--book", path, *ENTRY).exit_code == 0
    before = path.read_bytes()
    path.chmod(mode)

    with nobody(path.parent):
        done = inside("--book", path, *ENTRY)

    path.chmod(0o600)
    assert done.exit_code == 2, done.output
    assert done.stderr.startswith("medfin: BOK-0")
    assert path.read_bytes() == before
    assert inside("--book", path, *ENTRY).exit_code == 0


@POSIX
def test_a_book_in_a_folder_that_may_only_be_read_is_told(path, inside):
    assert inside("--book", path, *ENTRY).exit_code == 0
    path.chmod(0o444)

    with nobody(path.parent):
        pass
    path.parent.chmod(0o555)
    with as_nobody():
        done = inside("--book", path, *ENTRY)

    path.parent.chmod(0o700)
    path.chmod(0o600)
    assert done.exit_code == 2, done.output
    assert done.stderr.startswith("medfin: BOK-0")
    assert inside("--book", path, "verify").exit_code == 0


@contextlib.contextmanager
def as_nobody():
    """Do without the rights of the superuser, who is refused nothing."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(own)


@pytest.mark.parametrize("command", [("init",), ENTRY, ("report", "variance"), ("admin", "salvage", "ny.db")])
def test_a_folder_that_does_not_exist_is_told(command, tmp_path):
    done = medfin("--book", tmp_path / "ingen mapp" / "bok.db", *command, cwd=tmp_path)

    assert done.returncode == 2
    assert "ingen mapp" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_path_with_spaces_and_swedish_letters_works_in_every_step(path, actuals):
    """The fixture's path has both."""
    assert " åäö" in str(path)
    assert medfin("--book", path, "import", actuals, "--project", "stegen").returncode == 0
    assert medfin("--book", path, *ENTRY).returncode == 0
    assert medfin("--book", path, "admin", "salvage", path.with_name("räddad bok.db")).returncode == 0
    assert state(path) == state(path.with_name("räddad bok.db"))
    assert sorted(each.name for each in path.parent.iterdir()) == ["Böcker 2021.db", "räddad bok.db"]


@POSIX
@pytest.mark.parametrize(
    "command", [("report", "entries", "stegen"), ("report", "entries", "stegen", "--format", "csv")]
)
def test_a_reader_who_leaves_early_ends_the_command_quietly(path, actuals, command):
    medfin("--book", path, "import", actuals, "--project", "stegen")
    process = subprocess.Popen(
        [*MEDFIN, "--book", str(path), *command], env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.close()
    errors = process.stderr.read().decode()
    process.stderr.close()

    assert process.wait(timeout=60) == 141, errors
    assert errors == ""


@POSIX
@pytest.mark.parametrize(
    "ending",
    [
        pytest.param(("SIGINT", 130, "Avbrutet"), id="Ctrl-C"),
        pytest.param(("SIGHUP", 129, ""), id="the terminal is closed"),
        pytest.param(("SIGTERM", 143, ""), id="asked to end"),
    ],
)
def test_an_interrupted_command_has_booked_all_or_nothing_and_ends_without_traceback(
    path, actuals, nursery, rounds, ending
):
    sent, status, said = ending
    before = path.read_bytes()
    began = len(state(path)["stegen"][1])
    command = ("--book", path, "import", actuals, "--project", "stegen")
    undisturbed = nursery.run(*command)
    done = len(state(path)["stegen"][1])
    interrupted = 0
    for number in range(1, rounds(4, 40)):
        path.write_bytes(before)
        seconds = undisturbed["seconds"] * number / rounds(4, 40)
        ended = nursery.run(*command, seconds=seconds, sent=getattr(signal, sent))
        assert "Traceback" not in ended["errors"], ended
        # The very end of a process, when Python is being taken down, is the system's own.
        assert ended["status"] in (status, 0, -getattr(signal, sent)), ended
        assert len(state(path)["stegen"][1]) in (began, done)
        assert not list(path.parent.glob(".*"))
        if ended["status"] == status:
            interrupted += 1
            assert said in ended["errors"]
    assert interrupted


def test_a_book_that_somebody_holds_for_long_asks_to_try_again_and_says_that_nothing_was_booked(path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, stdin=subprocess.PIPE, env=ENVIRONMENT
    )
    assert holder.stdout.readline() == b"held\n"
    began = time.monotonic()

    done = medfin("--book", path, "--lang", "en", *ENTRY)

    assert done.returncode == 3
    assert "nothing was booked" in done.stderr
    assert time.monotonic() - began >= 4
    holder.communicate(b"\n", timeout=60)
    assert medfin("--book", path, *ENTRY).returncode == 0


HOLDER = """
import sqlite3, sys
book = sqlite3.connect(sys.argv[1], isolation_level=None)
book.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
book.rollback()
"""
