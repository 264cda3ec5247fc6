"""What is whole in a damaged book is saved with its seals; the damaged book is left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from cli import main
from ledger.app.book import open_book
from ledger.app.books.salvage import salvage
from ledger.app.projects import add_projects
from ledger.console import progress
from ledger.console.settings import Settings
from ledger.errors import BookBusyError
from ledger.errors import BookExistsError
from ledger.errors import BookMissingError
from ledger.errors import DamagedBookError
from ledger.errors import LostFactError
from ledger.errors import NothingWholeError
from ledger.errors import SealError
from ledger.model.corrections.attestation import Redaction
from ledger.model.document import to_json
from ledger.model.head import BOOK
from ledger.model.head import Fact
from ledger.storage.open import MEMORY
from ledger.storage.open import create_book
from ledger.storage.open import open_book as open_store
from ledger.storage.sqlite import SqliteStore
from ledger.storage.verify import verify
from tests.app.imports.test_large_import import Terminal
from tests.conftest import STEGEN
from tests.faults.conftest import dump
from tests.faults.conftest import medfin
from tests.storage import alter
from tests.storage.samples import draft
from tests.storage.samples import occasion


@pytest.fixture
def damaged(whole, tmp_path):
    """Return a function that runs SQL on a copy of a whole book and gives its path."""

    def made(*statements):
        path = tmp_path / "skadad.db"
        path.write_bytes(whole[0])
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)
        return path

    return made


def saved_from(path):
    """Return what a salvage says and what the new book holds."""
    new = path.with_name("räddad.db")
    said = {each.scope: each for each in salvage(path, new)}
    with closing(open_store(str(new))) as store:
        assert list(verify(store)) == []
        return said, dump(store)


def test_a_whole_book_is_copied_with_every_fact_salt_and_seal(whole, damaged):
    said, stands = saved_from(damaged())

    assert stands == whole[1]
    assert all(each.findings == () for each in said.values())


def test_the_longest_run_of_whole_commits_is_saved_of_each_chain(whole, damaged):
    path = damaged()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        alter.entry(connection, "stegen", 20, amount_minor="777")

    said, (chains, *_) = saved_from(path)

    assert {scope: each.commits for scope, each in said.items()} == {BOOK: 2, "bryggan": 4, "stegen": 2}
    assert chains["bryggan"] == whole[1][0]["bryggan"]
    assert chains["stegen"][0] == whole[1][0]["stegen"][0][:2]
    assert [finding.code for finding in said["stegen"].findings] == ["VER-005", "SAL-001"]
    assert dict(said["stegen"].findings[1].values) == {"sequence": 3}


def test_wrong_totals_are_told_and_counted_anew(whole, damaged):
    said, stands = saved_from(damaged("UPDATE totals SET sum_minor = sum_minor + 1 WHERE project = 'stegen'"))

    assert {finding.code for finding in said["stegen"].findings} == {"VER-013"}
    assert stands == whole[1]


def test_what_lies_before_an_unreadable_place_in_the_file_is_saved(whole, tmp_path):
    """Every page of the file is made unreadable in turn."""
    content, (chains, *_) = whole
    path = tmp_path / "skadad.db"
    outcomes = []
    for start in range(4096, len(content), 4096):
        path.write_bytes(content[:start] + b"\xff" * 4096 + content[start + 4096 :])
        try:
            said, (saved, *_) = saved_from(path)
        except (DamagedBookError, NothingWholeError) as refused:
            outcomes.append(refused.code)
        else:
            outcomes.append(sum(each.commits for each in said.values()))
            for scope, (commits, _, _) in saved.items():
                assert commits == chains[scope][0][: len(commits)]
            (tmp_path / "räddad.db").unlink()

    assert any(isinstance(outcome, int) and outcome for outcome in outcomes), outcomes


def test_words_that_were_taken_out_by_the_rules_stay_out_and_the_seals_hold(whole, tmp_path):
    path = tmp_path / "skadad.db"
    path.write_bytes(whole[0])
    with closing(open_store(str(path))) as store:
        redaction = Redaction(((1, 2),), (2,))
        fact = Fact("redaction", "a0", to_json(redaction))
        store.redact(draft(store.head("stegen"), facts=(fact,)), redaction, occasion())
        stands = dump(store)
    new = tmp_path / "räddad.db"

    said = salvage(path, new)

    with closing(open_store(str(new))) as store:
        assert dump(store) == stands
        assert [finding.code for finding in verify(store)] == ["VER-011"]
    assert all(each.findings == () for each in said)


@pytest.mark.parametrize("change", ["UPDATE commits SET batch = 'x'", "DELETE FROM commits"])
def test_words_that_a_lost_commit_took_out_are_told_anew_in_the_new_book(whole, tmp_path, change):
    path, new = tmp_path / "skadad.db", tmp_path / "räddad.db"
    path.write_bytes(whole[0])
    with closing(open_store(str(path))) as store:
        for batch, redaction in (("a0", Redaction(((1, 2),), (2,))), ("a1", Redaction(((4, 4),)))):
            fact = Fact("redaction", batch, to_json(redaction))
            store.redact(draft(store.head("stegen"), facts=(fact,)), redaction, occasion())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"{change} WHERE scope = 'stegen' AND sequence >= 5")

    said = {each.scope: each for each in salvage(path, new)}

    assert (said["stegen"].commits, said["stegen"].entries) == (4, 45)
    assert said["stegen"].findings[-1].code == "SAL-002"
    with closing(open_store(str(new))) as store:
        assert [(finding.code, dict(finding.values)) for finding in verify(store)] == [
            ("VER-011", {"entries": 3, "commits": 1})
        ]
        ((_, fact),) = store.facts("stegen", "redaction")
        assert fact.body == to_json(Redaction(((1, 2), (4, 4)), (2,)))


def test_redactions_that_cannot_be_read_keep_nothing_from_being_saved(damaged, monkeypatch):
    def broken(*_):
        raise DamagedBookError(book="bok", reason="malformed")

    path = damaged("DELETE FROM commits WHERE scope = 'stegen' AND sequence = 4")
    monkeypatch.setattr(SqliteStore, "facts", broken)

    assert {each.scope: each.commits for each in salvage(path, path.with_name("ny.db"))}["stegen"] == 3


def test_a_server_that_is_lost_meanwhile_is_told(damaged, monkeypatch):
    def lost(*_):
        raise BookBusyError(book="bok")

    path = damaged("DELETE FROM commits WHERE scope = 'stegen' AND sequence = 4")
    monkeypatch.setattr(SqliteStore, "facts", lost)

    with pytest.raises(BookBusyError):
        salvage(path, path.with_name("ny.db"))


def test_a_lost_commit_that_took_out_nothing_which_was_saved_is_not_told_anew(whole, tmp_path):
    path, new = tmp_path / "skadad.db", tmp_path / "räddad.db"
    path.write_bytes(whole[0])
    with closing(open_store(str(path))) as store:
        redaction = Redaction(((40, 40),))
        fact = Fact("redaction", "a0", to_json(redaction))
        store.redact(draft(store.head("stegen"), facts=(fact,)), redaction, occasion())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE commits SET batch = 'x' WHERE scope = 'stegen' AND sequence = 4")

    said = {each.scope: each for each in salvage(path, new)}

    assert said["stegen"].commits == 3
    assert [finding.code for finding in said["stegen"].findings][1:] == ["SAL-001"]


def test_the_damaged_book_and_its_folder_are_left_as_they_are(damaged):
    path = damaged("DELETE FROM commits WHERE scope = 'stegen' AND sequence = 4")
    before = path.read_bytes()

    done = medfin("--book", path, "--lang", "en", "admin", "salvage", path.with_name("ny.db"))

    assert done.returncode == 1
    assert "stegen: 3 commits with 30 entries saved." in done.stdout
    assert "VER-009" in done.stderr
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == ["ny.db", "skadad.db"]


def test_a_salvage_tells_how_far_it_has_come(damaged):
    path, told = damaged(), []

    said = salvage(path, path.with_name("ny.db"), progress=lambda *each: told.append(each))

    entries = sum(each.entries for each in said)
    done = [each for _, each in told]
    assert {total for total, _ in told} == {2 * entries}
    assert done == sorted(set(done))
    assert len(done) > 4
    assert done[-1] == 2 * entries


def test_a_terminal_sees_how_far_a_salvage_has_come(damaged, monkeypatch):
    """Of one chain it cannot be counted how long it is."""
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=Terminal()))
    path = damaged("UPDATE commits SET entries = 'x' WHERE scope = 'stegen' AND sequence = 4")

    done = CliRunner().invoke(main, ["--book", str(path), "admin", "salvage", str(path.with_name("ny.db"))])

    shown = progress.sys.stderr.getvalue().split("\r")
    assert done.exit_code == 1
    assert shown[1].startswith("ny.db [")
    assert shown[-3].endswith(f"[{'#' * 30}] 100 %")
    assert shown[-1] == ""


def test_what_was_written_last_and_stands_beside_the_file_is_saved_too(whole, tmp_path):
    """A killed writer leaves its last commits in the write-ahead log."""
    live = tmp_path / "levande.db"
    live.write_bytes(whole[0])
    store = open_store(str(live))
    store.append([draft(store.head("stegen"), message="Sist")], occasion())
    path = tmp_path / "skadad.db"
    for end in ("", "-wal"):
        Path(f"{path}{end}").write_bytes(Path(f"{live}{end}").read_bytes())
    store.close()

    said, _ = saved_from(path)

    assert said["stegen"].commits == 5


@pytest.mark.parametrize("there", ["a book", "something else"])
def test_nothing_that_stands_at_the_new_place_is_written_over(damaged, there):
    path = damaged()
    new = path.with_name("annat.db")
    new.write_bytes(path.read_bytes() if there == "a book" else b"x")
    before = new.read_bytes()

    with pytest.raises(BookExistsError):
        salvage(path, new)

    assert new.read_bytes() == before


def test_a_book_that_is_not_there_cannot_be_saved_from(tmp_path):
    with pytest.raises(BookMissingError):
        salvage(tmp_path / "ingen.db", tmp_path / "ny.db")

    assert list(tmp_path.iterdir()) == []


def test_where_nothing_is_whole_no_book_is_made_and_the_damaged_one_is_named(damaged):
    path = damaged("UPDATE commits SET seal = digest")

    with pytest.raises(NothingWholeError, match=r"skadad\.db"):
        salvage(path, path.with_name("ny.db"))

    assert [each.name for each in path.parent.iterdir()] == ["skadad.db"]


def test_a_file_that_cannot_be_read_at_all_is_named_by_its_own_path(damaged):
    path = damaged()
    path.write_bytes(path.read_bytes()[:4096] + bytes(4096))

    with pytest.raises(DamagedBookError, match=r"skadad\.db"):
        salvage(path, path.with_name("ny.db"))


def test_a_project_whose_scheme_was_lost_says_so_and_its_file_brings_it_back(damaged, write):
    path = damaged("DELETE FROM facts WHERE scope = '@book'")
    new = path.with_name("ny.db")
    salvage(path, new)

    done = medfin("--book", new, "--lang", "en", "report", "variance", "stegen")
    with open_book(new, author="Ekonomen") as book:
        add_projects(book, [write("stegen.toml", STEGEN)])

    assert done.returncode == 2
    assert done.stderr.startswith(f"medfin: {LostFactError.code}")
    assert medfin("--book", new, "report", "variance", "stegen").returncode == 0
    assert medfin("--book", new, "verify").returncode == 0


@pytest.mark.parametrize("address", [MEMORY, "ny.db"])
def test_a_store_copies_no_commit_that_is_not_what_its_seal_says(whole, tmp_path, address):
    (commit, *_), facts, _ = whole[1][0]["stegen"]
    with closing(create_book(address if address == MEMORY else str(tmp_path / address))) as new:
        with pytest.raises(SealError):
            new.copy(commit, [], iter(()))
        assert new.scopes() == ()

        new.copy(commit, [kept.fact for kept in facts if kept.sequence == 1], iter(()))

        assert tuple(new.commits("stegen")) == (commit,)


def test_a_book_is_rebuilt_from_its_project_files_and_actuals(path, tmp_path, write):
    """The other way out, where no salvage helps: export the projects, and import the files again."""

    def run(book, *arguments):
        result = CliRunner().invoke(main, ["--book", str(book), *map(str, arguments)], obj=Settings(author="Ekonomen"))
        assert result.exit_code == 0, result.output
        return result.stdout

    actuals = write("actuals.csv", "datum;kostnadsslag;belopp;projekt\n2021-01-25;personal;10,50;stegen\n")
    run(path, "import", actuals)
    files = [tmp_path / f"{id_}.toml" for id_ in ("stegen", "bryggan")]
    for file in files:
        run(path, "project", "export", file.stem, "-o", file)
    new = tmp_path / "ny.db"

    for command in (("init",), ("project", "add", *files), ("import", actuals)):
        run(new, *command)

    variance = ("report", "variance", "--format", "csv")
    assert run(new, *variance) == run(path, *variance)
