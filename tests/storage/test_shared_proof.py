"""A proof that several processes share tells what one process tells, in the same order, and leaves none behind."""

from __future__ import annotations

import io
import pickle
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from contextlib import contextmanager
from contextlib import nullcontext
from functools import partial

import pytest

from ledger import processes
from ledger.errors import BookBusyError
from ledger.errors import LostProverError
from ledger.model.head import BOOK
from ledger.storage import shared_proof
from ledger.storage.open import create_book
from ledger.storage.open import open_book
from ledger.storage.shared_proof import shared
from ledger.storage.verify import Proof
from ledger.storage.verify import verify
from tests.storage import alter
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import row


@pytest.fixture(autouse=True)
def every_book_is_large(monkeypatch):
    monkeypatch.setattr(shared_proof, "_LARGE", 1)
    monkeypatch.setattr(shared_proof, "_TOLD_AT_ONCE", 5)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return the path of a book with several projects of different lengths."""
    path = str(tmp_path_factory.mktemp("whole") / "whole.db")
    with closing(create_book(path)) as book:
        fill(book)
        for number in range(6):
            rows = [row(n, project=f"p{number}", text=f"Rad {n}") for n in range(1, 8 * number + 3)]
            book.append([draft(book.head(f"p{number}"), *rows)], occasion())
    return path


@pytest.fixture
def altered(whole, path):
    """Return a function that alters a copy of the book and returns its path."""
    shutil.copy(whole, path)

    def alter_by(*changes):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for change in changes:
                connection.execute(change) if isinstance(change, str) else change(connection)
        return path

    return alter_by


def proven(path, processes, **given):
    with closing(open_book(path)) as book:
        return list(verify(book, prove=shared(path, processes), **given))


@pytest.fixture
def begun(monkeypatch):
    """Return the processes that are started, as they are started."""
    found = []

    class Popen(subprocess.Popen):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            found.append(self)

    monkeypatch.setattr(subprocess, "Popen", Popen)
    return found


DAMAGE = (
    partial(alter.entry, project="p1", number=2, text="Annat"),
    partial(alter.entry, project="p4", number=3, amount_minor="9"),
    "UPDATE totals SET sum_minor = sum_minor + 1 WHERE project = 'p2'",
    "UPDATE blocks SET lines = x'ff' WHERE project = 'p3'",
    "UPDATE clues SET packed = x'01020304' WHERE project = 'p5'",
    "INSERT INTO totals VALUES ('new', '', '', 'x', '', 'cost', '2021-01', '2021-01', 0, 0)",
    "UPDATE commits SET author = 'Bo' WHERE scope = 'tov'",
)


@pytest.mark.parametrize("changes", [(), DAMAGE], ids=["a whole book", "a damaged book"])
def test_the_same_is_found_in_the_same_order_whatever_the_number_of_processes(altered, begun, changes):
    path = altered(*changes)
    with closing(open_book(path)) as book:
        expected = list(verify(book, against="0" * 12))

    found = [proven(path, processes, against="0" * 12) for processes in (2, 3, 4)]

    assert found == [expected] * 3
    assert len(expected) > len(changes)
    assert len(begun) == 2 + 3
    assert all(each.poll() is not None for each in begun)


@contextmanager
def here(_, request):
    """Do in this process what one that is started does."""
    asked, told = io.BytesIO(pickle.dumps(request)), io.BytesIO()
    before = signal.getsignal(signal.SIGINT)
    try:
        shared_proof._main(asked, told)
    finally:
        signal.signal(signal.SIGINT, before)
    yield io.BytesIO(told.getvalue())


def test_it_tells_how_far_it_has_come(altered, monkeypatch):
    path = altered(*DAMAGE)
    with closing(open_book(path)) as book:
        expected, total = list(verify(book)), sum(head.entries for head in book.heads(book.scopes()))
    monkeypatch.setattr(shared_proof, "started", here)
    told = []

    assert proven(path, 3, told=lambda *each: told.append(each)) == expected

    done = [each for _, each in told]
    assert {each for each, _ in told} == {total}
    assert done == sorted(set(done))
    assert total // 2 < done[-1] <= total


def test_what_is_booked_meanwhile_makes_one_process_prove_alone(altered, begun):
    path = altered(*DAMAGE)
    with closing(open_book(path)) as book, book.snapshot():
        book.head(BOOK)  # only now SQLite holds on to a state
        with closing(open_book(path)) as rival:
            rival.append([draft(rival.head("p0"), row(1, project="p0"))], occasion())
        expected = list(verify(book))

        assert list(verify(book, prove=shared(path, 3))) == expected

    assert len(begun) == 2
    assert all(each.poll() is not None for each in begun)


@pytest.mark.parametrize(
    "begin",
    [
        pytest.param(lambda *_: nullcontext(io.BytesIO()), id="a process that ends at once"),
        pytest.param(
            lambda *_: nullcontext(io.BytesIO(pickle.dumps(BookBusyError(book="x")))), id="one that is refused"
        ),
        pytest.param(lambda *_: open("/nowhere/at/all"), id="no process at all"),  # noqa: PTH123, SIM115
    ],
)
def test_without_other_processes_one_proves_alone(altered, monkeypatch, begin):
    path = altered(*DAMAGE)
    monkeypatch.setattr(shared_proof, "started", begin)
    with closing(open_book(path)) as book:
        expected = list(verify(book))

    assert proven(path, 3) == expected


def test_a_book_whose_ends_cannot_be_read_is_proven_by_one_process(altered, begun):
    path = altered("UPDATE commits SET seal = x'ff' WHERE scope = 'p1'")
    with closing(open_book(path)) as book:
        expected = list(verify(book))

    assert proven(path, 3) == expected
    assert begun == []


def test_a_process_that_is_killed_is_missed(whole, monkeypatch):
    @contextmanager
    def killed(*given):
        with processes.started(*given) as stream:
            whole = stream.read()
            yield io.BytesIO(whole[: len(whole) // 2])

    monkeypatch.setattr(shared_proof, "started", killed)

    with pytest.raises(LostProverError, match="give the command again"):
        proven(whole, 3)


def test_a_proof_that_is_left_half_way_leaves_no_process(whole, begun):
    with closing(open_book(whole)) as book:
        left = shared(whole, 3)(book, book.scopes(), None)
        next(left)
        left.close()

    assert len(begun) == 2
    assert all(each.poll() is not None for each in begun)


def test_what_ends_a_proof_elsewhere_ends_it_for_whoever_asked(whole, monkeypatch):
    def busy(_):
        raise BookBusyError(book=whole)
        yield

    monkeypatch.setattr(shared_proof, "started", here)
    monkeypatch.setattr(Proof, "findings", busy)

    with pytest.raises(BookBusyError):
        proven(whole, 3)


def test_a_process_whose_asker_is_gone_before_it_has_asked_ends_quietly():
    command = [sys.executable, "-m", shared_proof.__name__]

    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
