"""The power goes once a command has said that it is done: what it has made is there."""

from __future__ import annotations

import os
import stat

import pytest

import ledger

MAKERS = [ledger.back_up, ledger.copy_book, ledger.salvage]


@pytest.mark.skipif(os.name != "posix", reason="elsewhere folders cannot be opened")
@pytest.mark.parametrize("make", [pytest.param(each, id=each.__name__) for each in MAKERS])
def test_a_new_book_is_kept_by_its_folder_before_it_is_said_to_be_there(path, tmp_path, monkeypatch, make):
    new, kept, sync = tmp_path / "new.db", [], os.fsync

    def seen(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            kept.append(new.exists() and os.path.samestat(os.fstat(descriptor), tmp_path.stat()))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", seen)
    make(path, new)

    assert kept == [True]


@pytest.mark.skipif(os.name != "posix", reason="elsewhere folders cannot be opened")
def test_a_disk_that_cannot_be_asked_to_keep_a_folder_is_taken_as_it_is(path, tmp_path, monkeypatch):
    def refused(_):
        raise OSError

    monkeypatch.setattr(os, "fsync", refused)
    ledger.back_up(path, tmp_path / "new.db")

    assert (tmp_path / "new.db").exists()
