from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

import attrs
import pytest

from ledger.errors import LostPreparerError
from ledger.errors import WorkFileError
from ledger.model.entry import COLUMNS
from ledger.model.entry import Origin
from ledger.model.imports.bulk import START
from ledger.model.imports.bulk import Starts
from ledger.model.totals import Basis
from ledger.processes import CAN_FORK
from ledger.rules.block import BLOCK
from ledger.rules.pieces import pieces
from ledger.rules.sums import Summed
from ledger.rules.totals import count
from ledger.storage.open import MEMORY
from ledger.storage.open import create_book
from ledger.storage.stage import Stage
from ledger.storage.verify import verify
from tests.model.test_bulk import batch_of
from tests.storage.samples import MIXED
from tests.storage.samples import draft
from tests.storage.samples import kept
from tests.storage.samples import occasion
from tests.storage.samples import row
from tests.storage.samples import same_bytes

PROJECT, NUMBER, TEXT, ROW = (COLUMNS.index(name) for name in ("project", "number", "text", "origin_row"))
STARTS = Starts()


@pytest.fixture
def stage():
    with Stage() as made:
        yield made


def many(rows):
    """Return rows of two projects in turn, with and without words."""
    return [row(n, project=("pas", "tov")[n % 2], text=f"rad {n}" if n % 3 else None) for n in range(1, rows + 1)]


def add(stage, rows, size=100):
    starts = Starts()
    batches = [batch_of(rows[at : at + size], starts) for at in range(0, len(rows), size)]
    return added(stage, batches)


def added(stage, batches):
    *found, _ = pieces(batches, same_bytes())
    for piece in found:
        stage.add(piece)
    return {staged.project: staged for staged in stage.staged()}


def of(rows, project):
    return [each for each in rows if each[PROJECT] == project]


def booked(store, staged):
    store.append([attrs.evolve(draft(store.head(each.project)), entries=each) for each in staged.values()], occasion())


def unnumbered(rows):
    return [(*each[:NUMBER], 0, *each[NUMBER + 1 :]) for each in rows]


def test_rows_come_back_by_project_in_the_files_order(stage):
    rows = many(250)

    staged = add(stage, rows)

    assert list(staged) == ["pas", "tov"]
    assert {project: list(each) for project, each in staged.items()} == {p: of(rows, p) for p in ("pas", "tov")}
    assert [(each.count, each.held, each.sum_minor) for each in staged.values()] == [(125, 0, 15750), (125, 0, 15625)]


def test_first_and_last_day_are_known_without_reading(stage):
    staged = add(stage, list(MIXED))

    assert (staged["pas"].first, staged["pas"].last) == ("2021-03-15", "2022-01-01")


@pytest.mark.no_cover
@pytest.mark.parametrize("rows", [1, BLOCK - 1, 2 * BLOCK + 1, 17_000], ids=lambda rows: f"{rows} rows")
def test_staged_rows_are_booked_as_others_are(store, stage, rows):
    some = many(rows)

    booked(store, add(stage, some, 256))

    for project in {each[PROJECT] for each in some}:
        held = list(store.entries(project))
        assert [each[NUMBER] for each in held] == list(range(1, len(held) + 1))
        assert unnumbered(held) == of(some, project)
        assert tuple(store.totals([project])) == count(held, Basis.BOOKED, None, None)
    assert list(verify(store)) == []


def test_many_rows_of_one_project_lie_in_blocks_of_a_thousand_or_some_more(stage):
    (staged,) = add(stage, [row(n) for n in range(1, 5 * BLOCK + 700)], 900).values()

    counts = [packed.count for packed, _ in staged.blocks(Summed())]

    assert sum(counts) == 5 * BLOCK + 699
    assert all(BLOCK <= count < 2 * BLOCK for count in counts[:-1])


def test_rows_follow_on_those_that_a_project_has(store, stage):
    store.append([draft(store.head("pas"), *MIXED)], occasion())

    booked(store, add(stage, list(MIXED)))

    assert unnumbered(store.entries("pas")) == [*MIXED, *MIXED]
    assert list(verify(store)) == []


def test_every_store_seals_staged_rows_alike(path):
    books = [create_book(MEMORY), create_book(path)]
    for book in books:
        with Stage() as stage:
            booked(book, add(stage, many(2500)))

    memory, file = books
    assert kept(memory, "tov") == kept(file, "tov")
    assert memory.head("pas") == file.head("pas")
    file.close()


@pytest.mark.no_cover
@pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
def test_a_process_of_its_own_prepares_the_same_book(tmp_path, monkeypatch):
    monkeypatch.setattr("ledger.storage.stage._LARGE", 2500)
    books = [create_book(str(tmp_path / name)) for name in ("one", "other")]
    for book, elsewhere in zip(books, (True, False), strict=True):
        with Stage(elsewhere=elsewhere) as stage:
            staged = add(stage, many(2500))
            assert [each.elsewhere for each in staged.values()] == [elsewhere] * 2
            booked(book, staged)

    one, other = books
    assert list(verify(one)) == []
    assert [one.head(project) for project in ("pas", "tov")] == [other.head(project) for project in ("pas", "tov")]
    assert kept(one, "tov") == kept(other, "tov")
    assert list(one.totals()) == list(other.totals())
    for book in books:
        book.close()


@pytest.mark.no_cover
@pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
def test_a_process_that_is_killed_leaves_nothing_half_booked(path, monkeypatch):
    monkeypatch.setattr("ledger.storage.stage._LARGE", 1)
    book = create_book(path)
    with Stage(elsewhere=True) as stage:
        staged = add(stage, many(2500))
        with monkeypatch.context() as patched:
            patched.setattr("ledger.storage.staging.Staging.totals", lambda _: os.kill(os.getpid(), signal.SIGKILL))
            with pytest.raises(LostPreparerError):
                booked(book, staged)
        assert book.head("pas").sequence == 0

        booked(book, staged)

    assert list(verify(book)) == []
    assert len(list(book.entries("pas"))) == 1250
    book.close()


@pytest.mark.parametrize("rows", [7, 2500], ids=["few rows", "many rows"])
def test_rows_that_the_book_holds_are_left_out_and_may_be_let_in_again(store, stage, rows):
    some = many(rows)
    staged = add(stage, some)
    left = [each for each in of(some, "pas") if each[TEXT] is not None]

    staged["pas"].leave_out(lambda columns: [not text for text in columns[TEXT]])

    assert list(staged["pas"]) == left
    assert staged["pas"].count - staged["pas"].held == len(left)
    assert staged["pas"].sum_minor == sum(each[COLUMNS.index("amount_minor")] for each in left)

    booked(store, staged)
    assert unnumbered(store.entries("pas")) == left
    assert unnumbered(store.entries("tov")) == of(some, "tov")
    assert list(verify(store)) == []

    staged["pas"].leave_out(lambda columns: [False] * len(columns[0]))
    assert list(staged["pas"]) == of(some, "pas")


def test_rows_may_all_be_left_out(stage):
    staged = add(stage, many(3))["pas"]

    staged.leave_out(lambda columns: [True] * len(columns[0]))

    assert (list(staged), staged.held, staged.sum_minor) == ([], 1, 0)


def test_nothing_is_left_in_the_folder_for_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    with Stage() as stage:
        add(stage, many(500))

    assert list(tmp_path.iterdir()) == []


def test_without_a_folder_for_the_work_file_nothing_is_booked(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))

    with pytest.raises(WorkFileError, match="TMPDIR"):
        Stage()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told(stage, monkeypatch):
    with Path("/dev/full").open("r+b", buffering=0) as full:
        monkeypatch.setattr(stage._file, "_stream", full)
        with pytest.raises(WorkFileError, match="nothing was booked"):
            add(stage, many(3))


def test_columns_that_are_absent_are_absent_however_the_batches_differ(stage):
    starts = Starts()
    words, none = batch_of([row(1, text="Hyra")], starts), batch_of([row(2)], starts)

    (staged,) = added(stage, (words, none, words)).values()

    assert [each[TEXT] for each in staged] == ["Hyra", None, "Hyra"]
    assert [each[:START] for each in staged] == [row(1)[:START]] * 3


@pytest.mark.parametrize("at_once", [1, 100], ids=["in tables", "in memory"])
@pytest.mark.parametrize("rows", [1, 100], ids=["many pieces", "one piece"])
def test_rows_alike_are_numbered_in_the_files_order(stage, monkeypatch, at_once, rows):
    monkeypatch.setattr("ledger.storage.stage._COUNTED_AT_ONCE", at_once)
    monkeypatch.setattr("ledger.storage.stage._ROWS_AT_ONCE", rows)
    monkeypatch.setattr("ledger.rules.pieces._ROWS_AT_ONCE", rows)
    origins = [
        Origin(organisation="", fiscal_year="", row=digest * 12, occurrence=1, split=split)
        for digest, split in (("ab", 0), ("cd", 2))
    ]
    one, other = (row(1, origin=origin) for origin in origins)

    (staged,) = added(stage, [batch_of(rows, STARTS) for rows in ([one, other, one], [other], [one])]).values()

    assert [each[ROW:] for each in staged] == [
        ("ab" * 12, 1, 0),
        ("cd" * 12, 1, 2),
        ("ab" * 12, 2, 0),
        ("cd" * 12, 2, 2),
        ("ab" * 12, 3, 0),
    ]
    assert [each.count for each in stage.staged()] == [5]
    assert [each[ROW + 1] for each in staged] == [1, 1, 2, 2, 3]
