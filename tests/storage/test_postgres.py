"""What only a book on a server can do wrong: connections that are lost, rivals, limits, another program's hand."""

from __future__ import annotations

import threading

import attrs
import psycopg
import pytest

from ledger.errors import AddressError
from ledger.errors import AppendRefusedError
from ledger.errors import BookBusyError
from ledger.errors import BookExistsError
from ledger.errors import BookMissingError
from ledger.errors import ConnectionLostError
from ledger.errors import DamagedBookError
from ledger.errors import LedgerError
from ledger.errors import NewerBookError
from ledger.errors import NotABookError
from ledger.errors import RightsError
from ledger.errors import ServerAddressError
from ledger.errors import ServerRefusedError
from ledger.errors import ServerTextError
from ledger.errors import ServerTimeError
from ledger.errors import ServerUnreachableError
from ledger.errors import StorageError
from ledger.errors import UnknownOutcomeError
from ledger.model.attestation import Redaction
from ledger.model.document import to_json
from ledger.model.entry import COLUMNS
from ledger.model.head import Fact
from ledger.rules.block import BLOCK
from ledger.storage.address import shown
from ledger.storage.memory import MemoryStore
from ledger.storage.open import create_book
from ledger.storage.open import open_book
from ledger.storage.postgresql import form as postgres_form
from ledger.storage.postgresql import writing as postgres_writing
from ledger.storage.statements import SERVER
from ledger.storage.statements import migrations
from ledger.storage.statements import server_statement
from ledger.storage.verify import verify
from tests.storage.samples import FACTS
from tests.storage.samples import MIXED
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import occasion
from tests.storage.samples import row
from tests.storage.test_store import contents


@pytest.fixture
def book(server_address):
    made = create_book(server_address)
    yield made
    made.close()


def cut(server, store):
    """Have the server end a store's connection."""
    server.run(f"SELECT pg_terminate_backend({store.link.connection.info.backend_pid})")


def test_a_server_seals_the_same_facts_as_any_other_book(book):
    memory = MemoryStore()
    fill(memory)
    fill(book)

    assert contents(book) == contents(memory)


def test_a_book_that_was_closed_opens_with_all_that_it_held(book, server_address):
    fill(book)
    again = open_book(server_address)

    assert contents(again) == contents(book)
    again.close()


def test_texts_come_back_whatever_they_hold(book):
    words = ["\\", "\\N", "\\.", "a\\tb", '"', "'", "$$", "å\u2028\u0085\ufeff", "\\x00", ";", "{}", "%s", "x\\"]
    rows = [row(1, text=word, counterparty=word, invoice=word) for word in words]
    book.append([draft(book.head("pas"), *rows)], occasion())

    found = [
        tuple(each[COLUMNS.index(name)] for name in ("text", "counterparty", "invoice")) for each in book.entries("pas")
    ]

    assert found == [(word, word, word) for word in words]
    assert list(verify(book)) == []


def test_many_entries_arrive_in_several_portions(book, monkeypatch):
    monkeypatch.setattr(postgres_writing, "_SENT_TOGETHER", 2 * BLOCK)
    book.append([draft(book.head("pas"), *(row(n) for n in range(5 * BLOCK + 1)))], occasion())

    assert book.head("pas").entries == 5 * BLOCK + 1
    assert list(verify(book)) == []


def of_projects(store, *projects):
    """Return a commit of three entries for each of some projects."""
    return [draft(store.head(project), *(row(n, project=project) for n in range(3))) for project in projects]


@pytest.mark.parametrize("together", [1, 4, 100])
def test_commits_of_several_projects_are_sent_together(book, monkeypatch, together):
    monkeypatch.setattr(postgres_writing, "_SENT_TOGETHER", together)
    memory = MemoryStore()
    for store in (memory, book):
        store.append(of_projects(store, "pas", "stegen", "tov"), occasion())

    assert contents(book) == contents(memory)
    assert list(verify(book)) == []


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


def test_rows_may_be_read_from_the_book_that_they_are_appended_to(book):
    fill(book)

    def rows():
        yield from (row(each[COLUMNS.index("amount_minor")]) for each in book.entries("pas"))

    book.append([attrs.evolve(draft(book.head("pas")), entries=rows())], occasion())

    assert book.head("pas").entries == 12
    assert list(verify(book)) == []


@pytest.mark.parametrize("address", ["postgresql://", "postgres://"])
def test_both_names_of_the_kind_of_address_are_known(server_address, address):
    store = create_book(address + server_address.partition("://")[2])

    assert store.scopes() == ()
    store.close()


def test_a_database_takes_one_book(book, server_address):
    fill(book)
    with pytest.raises(BookExistsError):
        create_book(server_address)

    assert list(verify(book)) == []


def test_a_book_whose_making_was_cut_off_before_its_first_commit_is_made_when_asked_again(server_address):
    create_book(server_address).close()

    made = create_book(server_address)

    fill(made)
    made.close()
    with pytest.raises(BookExistsError):
        create_book(server_address)


def test_a_database_without_a_book_is_told_and_gets_one_only_if_asked(server_address):
    with pytest.raises(BookMissingError):
        open_book(server_address)

    made = open_book(server_address, must_exist=False)

    assert made.scopes() == ()
    made.close()


def test_what_another_program_keeps_by_that_name_is_left_alone(server, server_address):
    server.run("CREATE SCHEMA medfin CREATE TABLE commits (scope TEXT)")

    with pytest.raises(NotABookError):
        open_book(server_address)
    with pytest.raises(BookExistsError):
        create_book(server_address)

    assert server.run("SELECT * FROM medfin.commits") == []


@pytest.mark.usefixtures("book")
def test_a_book_that_a_later_release_has_written_is_refused(server, server_address):
    server.run(f"INSERT INTO medfin.form VALUES ({postgres_form.VERSION + 1})")

    with pytest.raises(NewerBookError):
        open_book(server_address)


def test_the_latest_form_is_that_of_the_last_migration():
    assert [name.partition("/")[2][:4] for name in migrations(SERVER)] == [
        f"{number:04}" for number in range(1, postgres_form.VERSION + 1)
    ]


@pytest.fixture
def first_form(server_address, monkeypatch):
    """Return the address of a book as the first release that knew servers has made it, with something in it."""
    monkeypatch.setattr(postgres_form, "VERSION", 1)
    monkeypatch.setattr(postgres_form, "migrations", lambda kind: migrations(kind)[:1])
    made = create_book(server_address)
    fill(made)
    monkeypatch.undo()
    made.close()
    return server_address


def test_a_book_of_the_first_form_is_brought_to_the_latest_with_all_that_it_held(first_form):
    memory = MemoryStore()
    fill(memory)

    opened = open_book(first_form)

    assert contents(opened) == contents(memory)
    assert list(verify(opened)) == []
    opened.append([draft(opened.head("pas"), row(1))], occasion())
    opened.close()


def test_a_book_of_an_earlier_form_waits_for_its_owner(server, first_form):
    server.run("DROP ROLE IF EXISTS guest")
    server.run("CREATE ROLE guest LOGIN")
    server.run("GRANT USAGE ON SCHEMA medfin TO guest")
    server.run("GRANT SELECT ON ALL TABLES IN SCHEMA medfin TO guest")

    with pytest.raises(RightsError, match="its owner must open it once"):
        open_book(first_form.replace("owner@", "guest@"))

    server.run("DROP OWNED BY guest")
    server.run("DROP ROLE guest")


@pytest.mark.usefixtures("book")
def test_an_older_book_is_brought_to_the_latest_form(server_address, monkeypatch):
    later = postgres_form.VERSION + 1
    monkeypatch.setattr(postgres_form, "VERSION", later)
    monkeypatch.setattr(postgres_form, "migrations", lambda _: ("append_fact",) * (later - 1) + ("postgresql/login",))

    open_book(server_address).close()

    monkeypatch.undo()
    with pytest.raises(NewerBookError):
        open_book(server_address)


def test_a_database_that_is_not_in_utf8_is_refused(server):
    server.run("DROP DATABASE IF EXISTS latin")
    server.run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'")

    with pytest.raises(ServerTextError, match="LATIN1"):
        create_book(server.address("latin"))


SECRET = "s3cr3t-åäö"  # noqa: S105 - it opens nothing


@pytest.mark.parametrize(
    ("address", "error"),
    [
        pytest.param(
            "postgresql://guarded:{secret}@127.0.0.1:{port}/postgres", ServerRefusedError, id="a wrong password"
        ),
        pytest.param("postgresql://o:{secret}@127.0.0.1:1/postgres", ServerUnreachableError, id="nobody there"),
        pytest.param("postgresql://o:{secret}@127.0.0.1:{port}/nix", ServerRefusedError, id="no such database"),
        pytest.param("postgresql://o:{secret}@h:{port}x/nix", ServerAddressError, id="no port"),
        pytest.param("postgresql://o:{secret}@@h/nix", ServerAddressError, id="a sign that cuts the password"),
        pytest.param("postgresql://o:{secret}:{secret}@h/nix", ServerAddressError, id="another such sign"),
        pytest.param("postgresql://[o:{secret}@h/nix", ServerAddressError, id="a bracket"),
        pytest.param("postgresql://127.0.0.1:1/nix?password={secret}", ServerUnreachableError, id="among the options"),
        pytest.param("postgresql://127.0.0.1:1/nix?{secret}=1", ServerAddressError, id="an option that is none"),
        pytest.param("mysql://o:{secret}@h/nix", AddressError, id="another kind of server"),
    ],
)
def test_no_refusal_repeats_a_password(server, address, error):
    server.run("DROP ROLE IF EXISTS guarded")
    server.run("CREATE ROLE guarded LOGIN PASSWORD 'another'")
    for use in (open_book, create_book):
        with pytest.raises(error) as refused:
            use(address.format(secret=SECRET, port=server.port))

        told = f"{refused.value} {refused.value.values} {refused.value.__cause__}"
        assert SECRET not in told


def test_whoever_gives_the_right_password_is_let_in_and_it_is_not_shown(server, server_address):
    server.run("DROP ROLE IF EXISTS guarded")
    server.run(f"CREATE ROLE guarded SUPERUSER LOGIN PASSWORD '{SECRET}'")
    made = create_book(server_address.replace("owner@", "guarded:s3cr3t-%C3%A5%C3%A4%C3%B6@"))

    assert made.login() == "guarded"
    assert SECRET not in made.link.book
    made.close()
    server.run("DROP SCHEMA medfin CASCADE")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("medfin.db", "medfin.db"),
        ("postgresql://h/b", "postgresql://h/b"),
        ("postgresql://a:b@h:5/b", "postgresql://a@h:5/b"),
        ("postgresql://a:b@c@h:5/b?password=x#y", "postgresql://a@h:5/b"),
        ("postgresql://?user=a&password=x", "postgresql://"),
    ],
)
def test_an_address_is_shown_without_what_may_be_a_password(address, expected):
    assert shown(address) == expected


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


def test_of_rival_writers_on_one_head_exactly_one_books(book, server_address):
    head = book.head("pas")
    outcomes = []

    def write(number):
        mine = open_book(server_address)
        try:
            mine.append([draft(head, row(number))], occasion())
            outcomes.append("booked")
        except AppendRefusedError:
            outcomes.append("refused")
        finally:
            mine.close()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert sorted(outcomes) == ["booked"] + ["refused"] * 7
    assert book.head("pas").entries == 1
    assert list(verify(book)) == []


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


def test_a_reading_outside_a_snapshot_sees_one_state_too(book, server_address, monkeypatch):
    monkeypatch.setattr("ledger.storage.postgresql.store._FETCHED_TOGETHER", 2)
    fill(book)
    rival = open_book(server_address)
    reading = book.entries("pas")
    next(reading)
    rival.append([draft(rival.head("pas"), *MIXED)], occasion())

    assert len(list(reading)) == 5
    rival.close()


def test_a_reading_left_half_way_disturbs_nothing(book, monkeypatch):
    monkeypatch.setattr("ledger.storage.postgresql.store._FETCHED_TOGETHER", 2)
    fill(book)
    with book.snapshot():
        left = book.entries("pas")
        next(left)
    head = book.head("pas")

    def rows():
        yield row(1)
        left.close()
        yield row(2)

    book.append([attrs.evolve(draft(head), entries=rows())], occasion())

    assert book.head("pas").entries == 8
    assert list(verify(book)) == []


def test_nothing_can_be_appended_within_a_snapshot_and_nothing_is_lost(book):
    fill(book)
    head = book.head("pas")

    with book.snapshot(), pytest.raises(StorageError):
        book.append([draft(head, row(1))], occasion())

    book.append([draft(head, row(1))], occasion())


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

    def cut_later(*arguments):
        if next(streams) == steps:
            cut(server, book)
        return stream(*arguments)

    monkeypatch.setattr(book, "_stream", cut_later)

    with pytest.raises(ConnectionLostError):
        list(verify(book))

    monkeypatch.undo()
    assert list(verify(book)) == []


def test_a_closed_book_says_so_with_an_error_of_its_own(book):
    book.close()

    for use in (book.scopes, lambda: list(book.totals()), lambda: book.append([], occasion())):
        with pytest.raises(LedgerError):
            use()


def test_one_project_of_many_is_read_by_its_key_alone(book):
    """A report must cost what its cells cost, however many entries the book holds."""
    connection = book.link.connection
    connection.execute("SET enable_seqscan = off")
    for name in (
        "head",
        "facts",
        "facts_of_kind",
        "commits",
        "entries",
        "kept",
        "totals_of",
        "totals_by_year_of",
        "totals_of_money",
    ):
        sql = server_statement(name)
        values = [["pas"]] if "ANY" in sql else ["pas"] * sql.count("%s")
        plan = "\n".join(line for (line,) in connection.execute(f"EXPLAIN {sql}".encode(), values).fetchall())
        assert "Index" in plan, plan
        assert "Seq Scan" not in plan, plan


def test_statements_name_the_columns_in_the_order_of_the_rows(book):
    for name in ("entries", "kept"):
        sql = server_statement(name)
        cursor = book.link.connection.execute(sql.encode(), ["pas"] * sql.count("%s"))
        assert tuple(column.name for column in cursor.description)[-len(COLUMNS) :] == COLUMNS


def redacted(book, spans=((1, 3),), commits=(1, 2)):
    redaction = Redaction(spans, commits)
    fact = Fact("redaction", "a0a0", to_json(redaction))
    return book.redact(draft(book.head("pas"), facts=(fact,)), redaction, occasion())


def test_words_are_taken_out_and_every_seal_holds(book):
    fill(book)
    book.append([draft(book.head("pas"), row(2), message="Hyra")], occasion())
    redacted(book, commits=(2, 3))
    book.scrub()

    (finding,) = verify(book)

    # Of the commits only that which repeats a word of the entries is let go of.
    assert (finding.code, dict(finding.values)) == ("VER-011", {"entries": 3, "commits": 1})
    words = [(each[COLUMNS.index("text")], each[COLUMNS.index("counterparty")]) for each in book.entries("pas")]
    assert words[:3] == [(None, None)] * 3


def test_what_was_taken_out_is_in_no_file_of_the_tables_any_more(book, server):
    fill(book)
    redacted(book)
    book.scrub()
    server.run("CHECKPOINT")

    files = server.files("medfin.entries", "medfin.commits")

    assert files
    assert all(b"Exempelby kommun" not in path.read_bytes() for path in files)


def test_words_that_cannot_be_scrubbed_now_are_scrubbed_by_the_next_try(book, server):
    fill(book)
    redacted(book)
    cut(server, book)

    with pytest.raises(StorageError):
        book.scrub()

    book.scrub()


def test_numbers_that_another_program_has_used_are_told_as_damage(book, server):
    fill(book)
    fact = "INSERT INTO medfin.facts SELECT scope, 3, position, kind, key, body FROM medfin.facts WHERE scope = 'pas'"
    server.run(f"SET session_replication_role = replica; {fact}")

    with pytest.raises(DamagedBookError):
        book.append([draft(book.head("pas"), facts=FACTS)], occasion())

    assert any(finding.stops for finding in verify(book))


def test_a_right_that_is_missing_is_told_with_the_way_out(book, server, server_address):
    fill(book)
    server.run("DROP ROLE IF EXISTS stranger")
    server.run("CREATE ROLE stranger LOGIN")

    with pytest.raises(RightsError, match="admin grant"):
        open_book(server_address.replace("owner@", "stranger@"))
