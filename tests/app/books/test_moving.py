"""Whole books taken elsewhere: every seal is the same there, or nothing is there."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from ledger.app.books.moving import back_up
from ledger.app.books.moving import copy_book
from ledger.errors import BookExistsError
from ledger.errors import BookMissingError
from ledger.errors import CopyRefusedError
from ledger.errors import SealError
from ledger.errors import ServerBackupError
from ledger.model.corrections.attestation import Redaction
from ledger.model.document import to_json
from ledger.model.head import Fact
from ledger.storage.open import create_book
from ledger.storage.open import open_book
from ledger.storage.verify import verify
from tests.storage import alter
from tests.storage.rows import contents
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion


def filled(address):
    """Make a book with two projects, of which one has lost some words."""
    store = create_book(address)
    fill(store)
    redaction = Redaction(((1, 2),), (1,))
    fact = Fact("redaction", "a0a0", to_json(redaction))
    store.redact(draft(store.head("pas"), facts=(fact,)), redaction, occasion())
    store.close()


def everything(address):
    store = open_book(address)
    try:
        assert [finding for finding in verify(store) if finding.stops] == []
        return contents(store)
    finally:
        store.close()


@pytest.fixture
def file(tmp_path):
    return str(tmp_path / "Förbundets bok.db")


def test_a_file_goes_to_a_server_and_back_with_the_same_seals(file, server_address, tmp_path):
    filled(file)
    back = str(tmp_path / "tillbaka.db")

    there = copy_book(file, server_address)
    here = copy_book(server_address, back)

    assert everything(file) == everything(server_address) == everything(back)
    assert (there.projects, there.commits, there.entries) == (here.projects, here.commits, here.entries) == (2, 5, 30)
    assert Path(back).stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Förbundets bok.db", "tillbaka.db"]


def test_a_server_goes_to_a_file_and_on_to_another_server(server, server_address, file):
    server.run("DROP DATABASE IF EXISTS another")
    server.run("CREATE DATABASE another")
    filled(server_address)

    copy_book(server_address, file)
    copy_book(file, server.address("another"))

    assert everything(server_address) == everything(file) == everything(server.address("another"))


def test_what_stands_there_already_is_left_alone(file, server_address, tmp_path):
    filled(file)
    filled(server_address)
    other = tmp_path / "annat.db"
    other.write_text("mitt")

    for target in (server_address, str(other), file):
        with pytest.raises(BookExistsError):
            copy_book(file, target)
    with pytest.raises(BookExistsError):
        back_up(file, other)

    assert other.read_text() == "mitt"


def test_a_book_that_is_not_there_is_not_copied(tmp_path, server_address):
    for run in (copy_book, back_up):
        with pytest.raises(BookMissingError):
            run(tmp_path / "saknas.db", tmp_path / "ny.db")
    with pytest.raises(BookMissingError):
        copy_book(server_address, tmp_path / "ny.db")

    assert list(tmp_path.iterdir()) == []


def tampered(path, change):
    connection = sqlite3.connect(path)
    change(connection)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("target", ["file", "server"])
@pytest.mark.parametrize(
    ("change", "error"),
    [
        pytest.param({"number": 3, "amount_minor": "1"}, SealError, id="another figure"),
        pytest.param({"number": 4, "text": "x"}, CopyRefusedError, id="another word"),
        pytest.param({"number": 4, "text": "\x07"}, SealError, id="a sign that is none"),
    ],
)
def test_of_a_book_that_is_not_whole_nothing_is_copied(request, file, target, change, error):
    filled(file)
    tampered(file, partial(alter.entry, project="pas", **change))
    address = request.getfixturevalue("server_address") if target == "server" else str(Path(file).with_name("ny.db"))

    with pytest.raises(error):
        copy_book(file, address)

    if target == "file":
        assert [path.name for path in Path(file).parent.iterdir()] == [Path(file).name]
    else:
        assert everything(address) == {"totals": []}


def test_a_copy_that_was_broken_off_is_begun_anew(file, server_address, monkeypatch):
    filled(file)
    monkeypatch.setattr("ledger.app.books.moving.verify", lambda _: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        copy_book(file, server_address)
    monkeypatch.undo()

    copy_book(file, server_address)

    assert everything(file) == everything(server_address)


def test_a_backup_is_the_book_at_one_moment_while_somebody_writes(file, tmp_path):
    filled(file)
    copy = tmp_path / "kopia.db"
    writer = open_book(file)
    writer.append([draft(writer.head("pas"), facts=(Fact("party", "x", "{}"),))], occasion())

    copied = back_up(file, copy)

    assert contents(writer) == everything(copy.as_posix())
    assert (copied.projects, copied.commits) == (2, 6)
    assert copy.stat().st_mode & 0o777 == 0o600
    writer.close()


def test_a_backup_of_a_damaged_book_is_not_kept(file, tmp_path):
    filled(file)
    tampered(file, lambda book: book.execute("UPDATE totals SET sum_minor = sum_minor + 1"))

    with pytest.raises(CopyRefusedError) as refused:
        back_up(file, tmp_path / "kopia.db")

    assert {finding.code for finding in refused.value.findings} == {"VER-013"}
    assert not (tmp_path / "kopia.db").exists()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE commits SET message = message || char(7) WHERE scope = 'pas' AND sequence = 1",
        "UPDATE commits SET sequence = sequence + 7 WHERE scope = 'pas' AND sequence = 2",
    ],
)
def test_a_commit_that_none_of_ours_can_be_is_told_as_the_books_fault(file, tmp_path, change):
    filled(file)
    tampered(file, lambda book: book.execute(change))

    with pytest.raises(SealError, match="pas"):
        copy_book(file, tmp_path / "ny.db")


def test_a_server_has_its_own_way_of_backing_up(server_address, tmp_path):
    with pytest.raises(ServerBackupError, match="pg_dump"):
        back_up(server_address.replace("owner@", "owner:hemligt@"), tmp_path / "kopia.db")


def test_pg_dump_and_pg_restore_bring_back_the_same_book(server, server_address, tmp_path):
    server.run("DROP DATABASE IF EXISTS restored")
    server.run("CREATE DATABASE restored")
    filled(server_address)

    server.program("pg_dump", "--format=custom", "--schema=medfin", f"--file={tmp_path / 'bok.dump'}", server_address)
    server.program("pg_restore", "--exit-on-error", f"--dbname={server.address('restored')}", tmp_path / "bok.dump")

    assert everything(server_address) == everything(server.address("restored"))


def test_the_commands_tell_what_was_copied(file, server_address, tmp_path):
    filled(file)
    runner = CliRunner()

    there = runner.invoke(
        main, ["--book", file, "admin", "copy-to", server_address.replace("owner@", "owner:hemligt@")]
    )
    backed = runner.invoke(main, ["--book", file, "--lang", "en", "admin", "backup", str(tmp_path / "kopia.db")])

    assert (
        there.output == f"{server_address} är en hel kopia: 2 projekt, 5 bokföringssteg, 30 poster, med samma sigill.\n"
    )
    assert backed.output.endswith("is a whole copy: 2 projects, 5 commits, 30 entries, with the same seals.\n")


def test_what_is_whole_on_a_server_is_saved_and_no_password_is_shown(server, server_address, tmp_path):
    store = create_book(server_address)
    fill(store)
    store.close()
    server.run("ALTER TABLE medfin.entries DISABLE TRIGGER USER")
    server.run("UPDATE medfin.entries SET amount_minor = 7 WHERE project = 'pas' AND number = 6")
    address = server_address.replace("owner@", "owner:hemligt@")

    done = CliRunner().invoke(main, ["--book", address, "admin", "salvage", str(tmp_path / "sparad.db")])
    again = CliRunner().invoke(main, ["--book", address + "x", "admin", "salvage", str(tmp_path / "annan.db")])

    assert "pas: 1 bokföringssteg med 5 poster räddade" in done.output
    assert everything(str(tmp_path / "sparad.db"))["tov"][0].entries == 24
    assert (done.exit_code, again.exit_code) == (1, 2)
    assert "hemligt" not in done.output + again.output
