"""Output that cannot be written or is closed, no file left to open, no memory: said in words, with a status of ours."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
import weakref
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from ledger.app.book import open_book
from ledger.app.books import history
from ledger.app.books.moving import back_up
from ledger.app.books.moving import copy_book
from ledger.app.books.salvage import salvage
from ledger.app.corrections.locking import lock
from ledger.console import groups
from ledger.console import output
from ledger.console.endings import ready_streams
from ledger.errors import DiskFullError
from ledger.errors import MemoryLackError
from ledger.errors import StorageError
from ledger.errors import UnreadableFileError
from ledger.processes import NoProcessError
from ledger.processes import forked
from ledger.storage import backup
from ledger.storage import writes
from ledger.storage.sqlite import SqliteStore
from tests.faults.conftest import medfin
from tests.faults.conftest import state
from tests.faults.test_refused import ENTRY
from tests.faults.test_refused import POSIX


@POSIX
def test_output_that_cannot_be_written_says_to_look_what_is_booked(path):
    """Somebody who gives the command again would book twice."""
    if not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")
    before = len(state(path)["stegen"][1])

    with Path("/dev/full").open("wb") as full:
        done = medfin("--book", path, *ENTRY, stdout=full, stderr=-1, capture_output=False)

    assert (done.returncode, "disken är full" in done.stderr, "medfin log" in done.stderr) == (141, True, True)
    assert len(state(path)["stegen"][1]) == before + 1


@POSIX
@pytest.mark.parametrize("asked", ["--help", "--version", "log --help"])
def test_help_that_cannot_be_written_is_told_as_any_output(asked):
    if not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")

    with Path("/dev/full").open("wb") as full:
        done = medfin(*asked.split(), stdout=full, stderr=-1, capture_output=False)

    assert (done.returncode, "FIL-012" in done.stderr, "Traceback" in done.stderr) == (141, True, False)


@POSIX
@pytest.mark.parametrize(
    ("command", "status"),
    [(("verify",), 0), (("report", "nonsense"), 2), (("import", "x.csv"), 2)],
    ids=str,
)
def test_a_status_says_what_came_of_it_where_no_message_can_be_written(path, command, status):
    if not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")

    with Path("/dev/full").open("wb") as full:
        done = medfin("--book", path, *command, stdout=-1, stderr=full, capture_output=False)

    assert done.returncode == status


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_stream_that_was_closed_from_the_start_takes_what_is_printed(monkeypatch, stream):
    monkeypatch.setattr(sys, stream, None)

    ready_streams()

    print("å", file=getattr(sys, stream))
    assert not getattr(sys, stream).isatty()
    getattr(sys, stream).close()


def given(monkeypatch, path, error):
    def refuse(*_, **__):
        raise error

    monkeypatch.setattr(history, "verify", refuse)
    result = CliRunner().invoke(main, ["--book", str(path), "verify"])
    assert isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_memory_that_is_at_its_end_is_told(monkeypatch, path):
    status, said = given(monkeypatch, path, MemoryError())

    assert (status, "FIL-013: minnet räcker inte" in said) == (2, True)


class Held:
    """Something large that a command has in memory."""


def test_what_a_command_held_is_let_go_before_it_is_told_that_memory_is_at_its_end(monkeypatch, path):
    held = []

    def starve(*_, **__):
        large = Held()
        held.append(weakref.ref(large))
        raise MemoryError

    monkeypatch.setattr(history, "verify", starve)
    monkeypatch.setattr(groups, "refuse", lambda error, _: held.append((error.code, held[0]())))

    CliRunner().invoke(main, ["--book", str(path), "verify"])

    assert held[1:] == [("FIL-013", None)]


def test_memory_that_ends_while_something_is_booked_is_no_damage(monkeypatch, path):
    before = state(path)

    def starve(*_):
        raise MemoryError

    monkeypatch.setattr(writes, "writes", starve)
    with open_book(path, author="Ekonomen") as book, pytest.raises(MemoryLackError):
        lock(book, "stegen", date(2021, 1, 31), reason="Bokslut")

    assert state(path) == before


@pytest.mark.parametrize("labels", ["can be read", "cannot be read"])
def test_no_more_open_files_are_told_even_without_our_own_words(monkeypatch, path, labels):
    error = OSError(errno.EMFILE, os.strerror(errno.EMFILE), "x.sql")
    if labels == "cannot be read":
        monkeypatch.setattr(output, "refuse", lambda *_: (_ for _ in ()).throw(error))

    status, said = given(monkeypatch, path, error)

    word = "alltför många filer är öppna" if labels == "can be read" else "too many files are open"
    assert (status, "FIL-016" in said, word in said, "x.sql" in said) == (2, True, True, True)


@pytest.mark.parametrize("name", ["Too many open files", "No module"])
def test_a_library_that_cannot_be_opened_is_told_and_a_missing_one_is_a_fault_of_ours(monkeypatch, path, name):
    error = ImportError(f"fcntl.so: cannot open shared object file: {name}", path="fcntl.so")
    monkeypatch.setattr(history, "verify", lambda *_, **__: (_ for _ in ()).throw(error))

    result = CliRunner().invoke(main, ["--book", str(path), "verify"])

    assert ("FIL-016: fcntl.so" in result.output) == (name != "No module")
    assert (result.exception is error) == (name == "No module")


@POSIX
@pytest.mark.parametrize("most", range(6, 12))
@pytest.mark.parametrize("command", ["admin backup", "admin salvage", "entry"])
def test_too_few_files_that_may_be_open_are_told_as_such_and_leave_nothing_half_done(path, command, most):
    import resource  # noqa: PLC0415 - not on every system

    before = state(path)
    arguments = ENTRY if command == "entry" else (*command.split(), path.with_name("ny.db"))

    done = medfin(
        "--book", path, *arguments, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    )

    assert "Traceback" not in done.stderr
    assert (done.returncode, "FIL-016" in done.stderr, ".medfin" in done.stderr) in (
        (0, False, False),
        (2, True, False),
    )
    assert (state(path) == before) == (command != "entry" or done.returncode == 2)
    assert [each.name for each in path.parent.iterdir() if each.name.startswith(".medfin")] == []
    assert path.with_name("ny.db").exists() == (command != "entry" and done.returncode == 0)


@POSIX
def test_without_a_pipe_there_is_no_other_process_and_no_wide_one_is_needed(monkeypatch):
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with forked(lambda stream: stream.write(b"hej")) as stream:
        assert stream.read() == b"hej"

    def none_left():
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(os, "pipe", none_left)
    with pytest.raises(NoProcessError), forked(lambda _: None):
        pass


@pytest.mark.parametrize(
    ("number", "error", "named"),
    [(errno.ENOSPC, DiskFullError, "ny.db"), (errno.EIO, UnreadableFileError, "Böcker 2021.db")],
)
def test_a_salvage_without_room_names_the_new_book(monkeypatch, path, number, error, named):
    def no_room(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(shutil, "copyfile", no_room)

    with pytest.raises(error, match=named):
        salvage(path, path.with_name("ny.db"))

    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_salvage_whose_new_book_finds_no_room_names_it(monkeypatch, path):
    def no_room(*_):
        raise DiskFullError(book="new.db")

    monkeypatch.setattr("ledger.app.books.salvage.save", no_room)

    with pytest.raises(DiskFullError, match=r"ny\.db"):
        salvage(path, path.with_name("ny.db"))


@pytest.mark.parametrize("make", [copy_book, salvage])
def test_what_the_system_refuses_a_copy_names_the_copy(monkeypatch, path, make):
    def refused(_, book, *__, **___):
        raise StorageError(book=book, reason="disk I/O error")

    monkeypatch.setattr("ledger.storage.open.prepare", lambda _, book, **__: "new.db" not in book or refused(_, book))

    with pytest.raises(StorageError, match=r"ny\.db could not"):
        make(path, path.with_name("ny.db"))


def test_a_copy_without_room_names_the_copy(monkeypatch, path):
    def no_room(book, _):
        raise DiskFullError(book=book)

    monkeypatch.setattr(backup, "back_up", no_room)

    with pytest.raises(DiskFullError, match=r"ny\.db"):
        back_up(path, path.with_name("ny.db"))


@pytest.mark.parametrize("make", [copy_book, salvage])
def test_a_copy_whose_log_found_no_room_in_its_file_is_none(monkeypatch, path, make):
    """SQLite closes a book without a word then, and without its log a copy would be damaged."""

    def without_room(store):
        log = Path(f"{store._book}-wal")
        content = log.read_bytes() if log.exists() else b""
        close(store)
        if content:
            log.write_bytes(content)

    close = SqliteStore.close
    monkeypatch.setattr(SqliteStore, "close", without_room)

    with pytest.raises(DiskFullError, match=r"ny\.db"):
        make(path, path.with_name("ny.db"))

    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_output_of_a_program_that_runs_a_command_may_be_no_file(monkeypatch, path):
    monkeypatch.setattr(sys, "stdout", io.StringIO())

    status, said = given(monkeypatch, path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))

    assert (status, "FIL-012" in said) == (141, True)
