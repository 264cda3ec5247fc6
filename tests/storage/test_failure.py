"""What SQLite's failures are told as."""

from __future__ import annotations

import sqlite3

import pytest

from ledger.errors import DiskFullError
from ledger.errors import LockFailureError
from ledger.errors import StorageError
from ledger.storage.failure import told


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_PROTOCOL, LockFailureError),
        (sqlite3.SQLITE_IOERR_LOCK, LockFailureError),
        (sqlite3.SQLITE_IOERR_SHMMAP, LockFailureError),
        (sqlite3.SQLITE_IOERR_SHMSIZE, DiskFullError),
        (sqlite3.SQLITE_IOERR_READ, StorageError),
    ],
)
def test_locks_and_room_that_the_system_does_not_give_are_told_as_such(code, expected):
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code

    with pytest.raises(expected) as refused, told("bok.db"):
        raise error

    assert type(refused.value) is expected


def test_a_text_that_is_none_is_no_failure_of_python(tmp_path):
    connection = sqlite3.connect(tmp_path / "bok.db")

    with pytest.raises(StorageError, match="is no text"), told("bok.db"):
        connection.execute("SELECT ?", ("\udcff",))

    connection.close()
