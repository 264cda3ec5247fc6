"""Connections that are lost: what was booked is known, and what was not."""

from __future__ import annotations

import threading

import attrs
import psycopg
import pytest

from ledger.errors import ConnectionLostError
from ledger.errors import UnknownOutcomeError
from ledger.storage.open import open_book
from ledger.storage.postgresql import writing as postgres_writing
from ledger.storage.verify import verify
from tests.storage.postgresql.conftest import cut
from tests.storage.samples import MIXED
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import row


def test_a_lost_connection_before_the_end_has_booked_nothing_and_the_next_try_does(book, server):
    fill(book)
    before = book.head("pas")

    def rows():
        yield row(1)
        cut(server, book)
        yield row(2)

    with pytest.raises(ConnectionLostError) as refused:
        book.append([attrs.evolve(draft(before), entries=rows())], occasion())

    assert refused.value.exit_status == 3
    assert book.head("pas") == before
    book.append([draft(before, row(1))], occasion())
    assert list(verify(book)) == []


class CutAtTheEnd:
    """Stands before a store's connection; when the transaction is to be booked, the connection is lost."""

    def __init__(self, connection, *, before, after=lambda: None):
        self._connection, self._before, self._after = connection, before, after

    def __getattr__(self, name):
        return getattr(self._connection, name)

    def execute(self, query, *arguments):
        if query != "COMMIT":
            return self._connection.execute(query, *arguments)
        self._before(self._connection)
        self._connection.close()
        self._after()
        message = "server closed the connection unexpectedly"
        raise psycopg.OperationalError(message)


@pytest.fixture
def cut_at_the_end(monkeypatch):
    """Return a function that has the next transaction of any store lose its connection in its last step."""

    def arrange(**moments):
        enter = postgres_writing.Writing.__enter__

        def entered(writing):
            writing._connection = CutAtTheEnd(writing._connection, **moments)
            return enter(writing)

        monkeypatch.setattr(postgres_writing.Writing, "__enter__", entered)

    yield arrange
    monkeypatch.undo()


def test_what_was_booked_when_the_connection_was_lost_is_known_to_be_booked(book, cut_at_the_end):
    fill(book)
    head = book.head("pas")
    cut_at_the_end(before=lambda connection: connection.execute("COMMIT"))

    (commit,) = book.append([draft(head, *MIXED)], occasion())

    assert book.head("pas").seal == commit.seal
    assert list(verify(book)) == []


def test_what_was_not_booked_when_the_connection_was_lost_is_known_not_to_be(book, cut_at_the_end):
    fill(book)
    head = book.head("pas")
    cut_at_the_end(before=lambda _: None)

    with pytest.raises(ConnectionLostError, match="nothing was booked"):
        book.append([draft(head, *MIXED)], occasion())

    assert book.head("pas") == head
    assert list(verify(book)) == []


def test_whether_it_was_booked_is_not_told_before_the_server_has_decided(book, server_address):
    """The old session still holds the commit when the new one asks; the answer waits for it."""
    head = book.head("pas")
    rival = open_book(server_address)
    commits = []
    asking = threading.Thread(target=lambda: commits.append(postgres_writing.was_booked(book.link, commits[:1])))
    writing = postgres_writing.Writing(rival.link).__enter__()
    commits.append(writing.append(postgres_writing.Staging(draft(head, row(1)), occasion()), head))
    writing.send()
    asking.start()
    asking.join(timeout=0.5)
    assert asking.is_alive()
    writing.__exit__(ZeroDivisionError, ZeroDivisionError(), None)
    asking.join(timeout=300)

    assert commits[1] is False
    rival.close()


@pytest.mark.parametrize(("cuts", "known"), [(1, True), (2, True), (3, False)])
def test_a_connection_lost_once_more_while_asking_is_asked_again(book, monkeypatch, cut_at_the_end, cuts, known):
    head = book.head("pas")
    asked = []
    ask = postgres_writing._is_there

    def cut_off(connection, commit):
        asked.append(commit)
        if len(asked) <= cuts:
            connection.close()
        return ask(connection, commit)

    cut_at_the_end(before=lambda connection: connection.execute("COMMIT"))
    monkeypatch.setattr(postgres_writing, "_is_there", cut_off)
    if known:
        book.append([draft(head, row(1))], occasion())
    else:
        with pytest.raises(UnknownOutcomeError):
            book.append([draft(head, row(1))], occasion())

    assert len(asked) == min(cuts + 1, 3)
    monkeypatch.undo()
    assert book.head("pas").entries == 1


def test_a_rival_who_books_in_between_is_not_taken_for_us(book, server, cut_at_the_end):
    head = book.head("pas")
    commit = "('pas', 1, repeat('0', 64), 'entry', 'b', 'rival', '', '', '', '', 0, '', 'another')"
    cut_at_the_end(before=lambda _: None, after=lambda: server.run(f"INSERT INTO medfin.commits VALUES {commit}"))

    with pytest.raises(ConnectionLostError):
        book.append([draft(head, row(1))], occasion())

    assert book.head("pas").seal == "another"


def test_where_the_server_stays_away_the_batch_to_look_for_is_named(book, cut_at_the_end):
    head = book.head("pas")
    where = dict(book.link._how)
    cut_at_the_end(before=lambda _: None, after=lambda: book.link._how.update(port="1"))

    with pytest.raises(UnknownOutcomeError, match="b0b0b0b0b0b0b0b0") as refused:
        book.append([draft(head, row(1))], occasion())

    assert refused.value.exit_status == 3
    book.link._how.update(where)
    assert book.head("pas") == head


def test_a_snapshot_whose_connection_is_lost_says_so_and_the_book_goes_on(book, server):
    fill(book)

    def read_on():
        with book.snapshot():
            cut(server, book)
            list(book.totals())

    with pytest.raises(ConnectionLostError):
        read_on()

    assert list(verify(book)) == []


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_a_connection_lost_during_a_proof_is_no_damage(book, server, monkeypatch, steps):
    fill(book)
    streams = iter(range(100))
    stream = book._stream

    def cut_later(*arguments, **given):
        if next(streams) == steps:
            cut(server, book)
        return stream(*arguments, **given)

    monkeypatch.setattr(book, "_stream", cut_later)

    with pytest.raises(ConnectionLostError):
        list(verify(book))

    monkeypatch.undo()
    assert list(verify(book)) == []
