"""What a killed backup, copy or salvage leaves beside its target: gone at the next run, unless it is somebody's own."""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

import pytest

from ledger.app.books.beside import folder_beside
from ledger.app.books.moving import back_up
from ledger.app.books.moving import copy_book
from ledger.app.books.salvage import salvage
from ledger.errors import BookAccessError
from ledger.errors import BookExistsError
from tests.faults.conftest import KILL

fcntl = pytest.importorskip("fcntl", reason="this system has no locks that end with their holders")


@pytest.fixture
def left(path):
    """Return a folder as somebody leaves it who was killed."""
    folder = path.parent / ".medfin-ab_d0123"
    folder.mkdir()
    for name in ("new.db", "new.db-wal", "damaged.db"):
        (folder / name).write_bytes(b"Hyra")
    return folder


def names(path):
    return {each.name for each in path.parent.iterdir()}


@pytest.mark.parametrize("make", [back_up, copy_book, salvage])
def test_the_next_one_clears_what_was_left(path, left, make):
    make(path, path.with_name("ny.db"))

    assert names(path) == {path.name, "ny.db"}
    assert not left.exists()


def test_what_is_in_use_is_left_alone(path, left):
    held = os.open(left, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)

    back_up(path, path.with_name("ny.db"))

    os.close(held)
    assert (left / "new.db").exists()


def test_a_folder_is_in_use_for_as_long_as_somebody_works_in_it(path):
    with folder_beside(path.with_name("annan.db")) as outer:
        back_up(path, path.with_name("ny.db"))
        assert outer.exists()

    assert names(path) == {path.name, "ny.db"}


@pytest.mark.parametrize("kind", ["with a file of somebody's own", "a file", "a link", "a pipe"])
def test_what_is_not_ours_is_left_alone(path, left, kind):
    (left / "anteckningar.txt").write_text("mina")
    own = left.with_name(".medfin-00000000")
    if kind == "a file":
        own.write_text("min")
    elif kind == "a link":
        elsewhere = path.parent.parent / "annan"
        elsewhere.mkdir()
        (elsewhere / "new.db").write_text("min")
        own.symlink_to(elsewhere)
    elif kind == "a pipe":
        os.mkfifo(own)

    before = names(path)
    back_up(path, path.with_name("ny.db"))

    assert names(path) == before | {"ny.db"}
    assert (left / "new.db").exists()
    assert kind != "a link" or (own / "new.db").exists()


def test_a_folder_that_is_taken_away_before_it_is_locked_is_made_anew(path, monkeypatch):
    made = []

    def taken_away(**where):
        made.append(mkdtemp(**where))
        if len(made) == 1:
            Path(made[0]).rmdir()
        return made[-1]

    mkdtemp = tempfile.mkdtemp
    monkeypatch.setattr(tempfile, "mkdtemp", taken_away)

    back_up(path, path.with_name("ny.db"))

    assert len(made) == 2
    assert names(path) == {path.name, "ny.db"}


@pytest.mark.parametrize("make", [back_up, copy_book, salvage])
def test_a_link_to_nothing_is_something_that_stands_there(path, make):
    target = path.with_name("ny.db")
    target.symlink_to("intet")

    with pytest.raises(BookExistsError):
        make(path, target)

    assert target.is_symlink()
    assert names(path) == {path.name, "ny.db"}


@pytest.mark.parametrize("make", [back_up, copy_book, salvage])
def test_a_name_that_no_file_can_have_is_refused_as_a_place(path, make):
    with pytest.raises(BookAccessError, match="ååå"):
        make(path, path.with_name("å" * 300))


@pytest.mark.parametrize("make", [back_up, copy_book, salvage])
def test_a_place_in_a_folder_that_is_gone_is_refused_as_such(path, tmp_path, monkeypatch, make):
    (tmp_path / "borta").mkdir()
    monkeypatch.chdir(tmp_path / "borta")
    (tmp_path / "borta").rmdir()

    with pytest.raises(BookAccessError, match="ny"):
        make(path, Path("ny.db"))


@pytest.mark.parametrize("command", ["backup", "copy-to", "salvage"])
def test_killed_again_and_again_it_leaves_one_folder_and_then_none(path, nursery, rounds, command):
    copy = path.with_name("ny.db")
    undisturbed = nursery.run("--book", path, "admin", command, copy)
    assert undisturbed["status"] == 0, undisturbed
    moments = random.Random(command)

    for _ in range(rounds(6, 200)):
        copy.unlink(missing_ok=True)
        seconds = moments.uniform(0, undisturbed["seconds"])
        killed = nursery.run("--book", path, "admin", command, copy, seconds=seconds, sent=KILL)
        assert killed["status"] in (-KILL, 0)
        assert len([name for name in names(path) if name.startswith(".medfin-")]) < 2
        if copy.exists():
            assert nursery.run("--book", copy, "verify")["status"] == 0

    copy.unlink(missing_ok=True)
    assert nursery.run("--book", path, "admin", command, copy)["status"] == 0
    assert names(path) == {path.name, "ny.db"}
