from __future__ import annotations

import tempfile
from array import array
from pathlib import Path

import pytest

from ledger.errors import WorkFileError
from ledger.storage.work_file import WorkFile


def test_what_is_put_is_found_where_it_was_put():
    file = WorkFile()

    first, second = file.put(b"ett"), file.put(array("Q", (2, 3)))

    assert (file.get(first, 3), file.put(b""), file.get(second + 8, 8)) == (b"ett", 19, (3).to_bytes(8, "little"))


def test_it_is_closed_with_its_last_use(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    file = WorkFile()
    stream = file._stream

    del file

    assert stream.closed
    assert list(tmp_path.iterdir()) == []


def test_what_finds_no_room_as_it_is_closed_is_wanted_by_nobody(monkeypatch):
    if not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: Path("/dev/full").open("wb"))  # noqa: SIM115
    file = WorkFile()
    stream = file._stream
    stream.write(b"ett")

    file.close()

    assert stream.closed


def test_without_a_folder_there_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))

    with pytest.raises(WorkFileError, match="TMPDIR"):
        WorkFile()
