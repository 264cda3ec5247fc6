"""Rivals on a server: one books, the others are told; nobody waits for another project."""

from __future__ import annotations

import pytest

from ledger.errors import AppendRefusedError
from ledger.errors import BookBusyError
from ledger.errors import ServerTimeError
from ledger.storage.open import open_book
from ledger.storage.postgresql import writing as postgres_writing
from ledger.storage.verify import verify
from tests.storage.postgresql.conftest import of_projects
from tests.storage.rows import contents
from tests.storage.samples import FACTS
from tests.storage.samples import MIXED
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import outcomes_of_rivals
from tests.storage.samples import row


@pytest.mark.parametrize("together", [1, 100])
def test_of_several_projects_the_one_that_a_rival_has_moved_is_named(book, server_address, monkeypatch, together):
    monkeypatch.setattr(postgres_writing, "_SENT_TOGETHER", together)
    mine = of_projects(book, "pas", "stegen", "tov")
    rival = open_book(server_address)

    def heads(_):
        yield from ()
        rival.append(of_projects(rival, "stegen"), occasion())

    monkeypatch.setattr(book, "heads", heads)  # he books when the ends of the chains have been read
    with pytest.raises(AppendRefusedError) as caught:
        book.append(mine, occasion())

    assert caught.value.values["scope"] == "stegen"
    assert rival.scopes() == ("stegen",)
    assert list(verify(rival)) == []
    rival.close()


def test_of_rival_writers_on_one_head_exactly_one_books(book, server_address):
    assert outcomes_of_rivals(book, server_address) == ["booked"] + ["refused"] * 7
    assert book.head("pas").entries == 1
    assert list(verify(book)) == []


def test_others_wait_while_one_has_asked_to_book_alone(book, server_address):
    rival = open_book(server_address)
    rival.link.connection.execute("SET lock_timeout = '20ms'")
    with book.together(), book.together():
        book.append([draft(book.head("pas"), row(1))], occasion())
        with pytest.raises(BookBusyError):
            rival.append([draft(rival.head("tov"), row(1, project="tov"))], occasion())
        book.append([draft(book.head("pas"), row(2))], occasion())
    rival.append([draft(rival.head("tov"), row(1, project="tov"))], occasion())

    assert (book.head("pas").entries, book.head("tov").entries) == (2, 1)
    assert list(verify(book)) == []
    rival.close()


def test_nobody_waits_for_another_project(book, server_address):
    """While one writer is in the midst of a commit, others book in every other project."""
    rival = open_book(server_address)
    with rival._writing() as writing:
        writing.append(postgres_writing.Staging(draft(rival.head("pas"), *MIXED), occasion()), rival.head("pas"))
        writing.send()
        for project in ("andra", "tov", "@book"):
            rows = () if project == "@book" else (row(1, project=project),)
            book.append([draft(book.head(project), *rows, facts=FACTS)], occasion())

    assert book.scopes() == ("@book", "andra", "pas", "tov")
    assert list(verify(book)) == []
    rival.close()


def test_whoever_waits_too_long_for_a_rival_in_the_same_project_is_told_to_try_again(book, server_address):
    head = book.head("pas")
    impatient = open_book(server_address + "?options=-c%20lock_timeout%3D100ms")
    with book._writing() as writing:
        writing.append(postgres_writing.Staging(draft(head, row(1)), occasion()), head)
        writing.send()
        with pytest.raises(BookBusyError) as refused:
            impatient.append([draft(head, row(2))], occasion())

    assert refused.value.exit_status == 3
    assert book.head("pas").entries == 1
    impatient.close()


def test_a_statement_that_takes_too_long_is_told_to_be_tried_again(book, server_address):
    fill(book)
    hurried = open_book(server_address + "?options=-c%20statement_timeout%3D50ms")
    hurried.link.connection.execute("SET statement_timeout = 50")
    with book._writing() as writing:
        head = book.head("pas")
        writing.append(postgres_writing.Staging(draft(head, row(1)), occasion()), head)
        writing.send()
        with pytest.raises(ServerTimeError) as refused:
            hurried.append([draft(head, row(2))], occasion())

    assert refused.value.exit_status == 3
    hurried.close()


def test_a_reader_goes_on_with_what_it_began_while_somebody_writes(book, server_address):
    fill(book)
    reader = open_book(server_address)

    with reader.snapshot():
        before = contents(reader)
        book.append([draft(book.head("pas"), *MIXED)], occasion())
        assert contents(reader) == before
        with reader.snapshot():
            assert list(verify(reader)) == []

    assert contents(reader) == contents(book) != before
    reader.close()
