"""Every role tries what it may not do, past medfin: each verb on each table, and the tricks that PostgreSQL knows.

What each may do through medfin, and the plain refusals, stand in ``tests/app/books/test_roles.py``.
"""

from __future__ import annotations

from contextlib import closing
from datetime import date

import psycopg
import pytest

from ledger.app.book import open_book
from ledger.app.books.history import verify
from ledger.app.corrections.approvals import EntryChoice
from ledger.app.corrections.approvals import attest
from ledger.app.corrections.locking import lock
from ledger.app.corrections.redaction import redact
from ledger.app.imports.actuals import enter
from ledger.errors import OthersWordsError
from tests.app.books.members import ALL
from tests.app.books.members import CELLS
from tests.app.books.members import LOGINS
from tests.app.books.members import made
from tests.app.books.test_roles import COMMIT
from tests.storage.rows import contents

TABLES = ("commits", "facts", "entries", "totals", "totals_by_year", "members", "form")
NO_RIGHT = "42501"
OTHERWISE = {"copy in": "0A000", "refer to it": "42P16"}
"""Where the server refuses for another reason first: rows have rules, and a table of one's own is temporary."""

VERBS = {
    "change": "UPDATE medfin.{table} SET {column} = {column}",
    "remove": "DELETE FROM medfin.{table}",
    "remove one by one": "DELETE FROM medfin.{table} WHERE ctid IN (SELECT ctid FROM medfin.{table} LIMIT 1)",
    "empty": "TRUNCATE medfin.{table}",
    "change through a query": "WITH gone AS (DELETE FROM medfin.{table} RETURNING *) SELECT * FROM gone",
    "add or change": "INSERT INTO medfin.{table} SELECT * FROM medfin.{table} "
    "ON CONFLICT ON CONSTRAINT {table}_pkey DO UPDATE SET {column} = excluded.{column}",
    "merge": "MERGE INTO medfin.{table} USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
    "hold rows": "SELECT * FROM medfin.{table} FOR UPDATE",
    "hold the table": "BEGIN; LOCK TABLE medfin.{table} IN SHARE MODE",
    "copy in": "COPY medfin.{table} FROM STDIN",
    "copy out to a program": "COPY medfin.{table} TO PROGRAM 'true'",
    "copy out to a file": "COPY medfin.{table} TO '/tmp/medfin-copied'",
    "refer to it": "CREATE TEMP TABLE own ({column} TEXT REFERENCES medfin.{table} ({column}))",
    "inherit it": "CREATE TEMP TABLE own () INHERITS (medfin.{table})",
    "watch it": "CREATE TRIGGER own AFTER INSERT ON medfin.{table} EXECUTE FUNCTION medfin.refuse_change()",
    "give it a rule": "CREATE RULE own AS ON INSERT TO medfin.{table} DO INSTEAD NOTHING",
    "open its rows": "CREATE POLICY own ON medfin.{table} USING (true)",
    "index it": "CREATE INDEX own ON medfin.{table} ({column})",
    "add a column": "ALTER TABLE medfin.{table} ADD own TEXT",
    "take it": "ALTER TABLE medfin.{table} OWNER TO CURRENT_USER",
    "drop it": "DROP TABLE medfin.{table} CASCADE",
}
COLUMNS = {"members": "login", "form": "version"}


def column(table):
    return COLUMNS.get(table, "scope" if table in ("commits", "facts") else "project")


@pytest.fixture(scope="module")
def standing(server, tmp_path_factory):
    """Return the address of a book with somebody in every role, and all that it holds."""
    server.run("DROP SCHEMA IF EXISTS medfin CASCADE")
    address = made(server, server.address(), tmp_path_factory.mktemp("attacked"))
    return address, held(address)


@pytest.fixture
def book(standing):
    """Have that book be as it was when the test is over. The tests that change it make their own, and stand last."""
    address, before = standing
    yield address
    assert held(address) == before


def held(address):
    with open_book(address) as opened:
        assert list(verify(opened)) == []
        return contents(opened.store)


def tried(server, login, *statements, query=None):
    """Run statements past medfin in one session; return the code of the first refusal, or what a last query gives."""
    with connected(server, login) as session:
        refused = next(filter(None, (refusal(session, statement) for statement in statements)), None)
        if refused or not query:
            return refused
        try:
            return session.execute(query).fetchall()
        except psycopg.Error as error:
            return error.sqlstate


def connected(server, login):
    return closing(psycopg.connect(server.address(login=login), autocommit=True))


def refusal(session, statement):
    """Run a statement past medfin; return the code of its refusal, or None."""
    try:
        if statement.startswith("COPY") and "STDIN" in statement:
            with session.cursor().copy(statement) as copy:
                copy.write("x\n")
        else:
            session.execute(statement)
    except psycopg.Error as error:
        session.rollback()  # it may have begun a transaction of its own
        return error.sqlstate
    return None


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("verb", VERBS)
def test_no_table_takes_more_than_whole_commits(server, verb):
    for login in ALL:
        statements = [VERBS[verb].format(table=table, column=column(table)) for table in TABLES]
        if verb == "add or change":
            statements.pop()  # the form has no key to collide on
        with connected(server, login) as session:
            for statement in statements:
                assert refusal(session, statement) in (NO_RIGHT, OTHERWISE.get(verb)), (login, statement)


LEARNT = "SELECT * FROM pg_stats WHERE schemaname = 'medfin' AND tablename = '{table}'"


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("table", ["commits", "facts", "entries", "totals", "totals_by_year"])
@pytest.mark.parametrize("login", ALL)
def test_everybody_reads_the_rows_of_the_own_projects_and_no_others(server, login, table):
    """Plainly, through a copy, past a limit of their own, and from what the server has learnt of the table."""
    server.run(f"ANALYZE medfin.{table}")
    name = column(table)
    query = f"SELECT DISTINCT {name} FROM medfin.{table} WHERE {name} <> '@book' ORDER BY 1"
    if login == "utan":
        assert tried(server, login, query=query) == NO_RIGHT
        return
    role, projects = LOGINS[login]
    expected = [(project,) for project in projects or ("bryggan", "stegen")]

    assert tried(server, login, query=query) == expected
    assert tried(server, login, f"SET ROLE medfin_{role}", query=query) == []
    assert (
        tried(server, login, query=f"SELECT * FROM pg_stats WHERE schemaname = 'medfin' AND tablename = '{table}'")
        == []
    )
    unlimited = tried(server, login, "SET row_security = off", query=query)
    assert unlimited == NO_RIGHT
    with (
        connected(server, login) as session,
        session.cursor().copy(f"COPY ({query}) TO STDOUT") as copy,
    ):
        assert b"".join(copy).decode().split() == [project for (project,) in expected]


OTHERS = "SELECT count(*) FROM medfin.entries WHERE project = 'bryggan'"
TRUE = "RETURNS boolean LANGUAGE sql AS 'SELECT true'"
NAMES = "RETURNS text[] LANGUAGE sql AS 'SELECT ARRAY[''bryggan'']'"

TELLTALE = (
    "CREATE FUNCTION pg_temp.told(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS "
    "$$BEGIN RAISE EXCEPTION 'seen: %', $1 USING ERRCODE = 'P0001'; END$$"
)

BLINDS = {
    "a table of members of one's own": (
        "CREATE TEMP TABLE members AS SELECT current_user::text AS login, 'treasurer' AS role, '' AS project",
        "SET search_path = pg_temp, medfin",
    ),
    "functions of one's own": (
        f"CREATE FUNCTION pg_temp.sees_all() {TRUE}",
        f"CREATE FUNCTION pg_temp.writes_all() {TRUE}",
        f"CREATE FUNCTION pg_temp.seen() {NAMES}",
        "SET search_path = pg_temp, medfin",
    ),
    "an operator of one's own": (
        "CREATE FUNCTION pg_temp.same(text, name) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE OPERATOR pg_temp.= (LEFTARG = text, RIGHTARG = name, FUNCTION = pg_temp.same)",
        "SET search_path = pg_temp, pg_catalog, medfin",
    ),
    "a name of one's own for the application": ("SET application_name = 'owner'",),
    "a function that tells what passes it": (
        TELLTALE,
        "SELECT count(*) FROM medfin.entries WHERE pg_temp.told(text) AND project = 'bryggan'",
    ),
}


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("trick", BLINDS)
@pytest.mark.parametrize("login", ["anna", "fia"])
def test_what_others_keep_is_not_seen_by_any_trick(server, login, trick):
    *before, last = BLINDS[trick]
    if trick != "a function that tells what passes it":
        assert tried(server, login, *before, last, query=OTHERS) == [(0,)]
        return
    # Even a function that costs nothing is asked about one's own rows alone.
    with closing(psycopg.connect(server.address(login=login), autocommit=True)) as session:
        for statement in before:
            session.execute(statement)
        with pytest.raises(psycopg.errors.RaiseException) as raised:
            session.execute(last.replace(" AND project = 'bryggan'", ""))
        assert str(raised.value).startswith("seen: Hyra")
        assert session.execute(last).fetchall() == [(0,)]


LIFTS = {
    "another role": "SET ROLE medfin_treasurer",
    "the owner": "SET ROLE owner",
    "a colleague": "SET ROLE cia",
    "a colleague's session": "SET SESSION AUTHORIZATION cia",
    "a superuser": "ALTER ROLE {login} SUPERUSER",
    "one who makes roles": "ALTER ROLE {login} CREATEROLE",
    "one whom no row hides from": "ALTER ROLE {login} BYPASSRLS",
    "one who reads everything": "GRANT pg_read_all_data TO {login}",
    "a treasurer": "GRANT medfin_treasurer TO {login}",
    "one without guards": "SET session_replication_role = replica",
    "a maker of schemas": "CREATE SCHEMA own",
    "an owner of the schema": "ALTER SCHEMA medfin OWNER TO {login}",
    "an owner of functions": "ALTER FUNCTION medfin.take_out_words(text) SECURITY INVOKER",
    "a reader of files": "SELECT pg_read_file('postgresql.conf')",
    "a writer of files": "SELECT lo_export(1, '/tmp/medfin-own')",
    "a maker of extensions": "CREATE EXTENSION file_fdw",
    "one who sees whatever begins": "CREATE EVENT TRIGGER own ON sql_drop EXECUTE FUNCTION medfin.refuse_change()",
    "one who changes the server": "ALTER SYSTEM SET fsync = off",
    "one who changes the database": "ALTER DATABASE postgres SET search_path = own",
    "one who ends others": "SELECT pg_terminate_backend({pid})",
}


NOT_THERE = "0A000"
"""What a server says whose makers have left out the extension; it looks for that first."""

CIA_IS = {("cia", each) for each in ("another role", "a colleague", "a colleague's session")}


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("lift", LIFTS)
def test_nobody_becomes_more_than_the_book_says(server, lift):
    with closing(psycopg.connect(server.address(), autocommit=True)) as owner:
        for login in ALL:
            if (login, lift) in CIA_IS:
                continue
            refused = tried(server, login, LIFTS[lift].format(login=login, pid=owner.info.backend_pid))
            assert refused == NO_RIGHT or (lift == "a maker of extensions" and refused == NOT_THERE), login
        assert owner.execute("SELECT 1").fetchall() == [(1,)]


FUNCTIONS = ("add_to_totals", "require_whole_commits", "go_on_from_head", "refuse_change", "lose_words_only")


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_the_triggers_run_is_run_by_nobody_else(server, function):
    """On a table of one's own it would run as the owner, and add to anybody's totals."""
    own = "CREATE TEMP TABLE own (LIKE medfin.entries)"
    each = "REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT" if function == "add_to_totals" else "FOR EACH ROW"
    trigger = f"CREATE TRIGGER own AFTER INSERT ON own {each} EXECUTE FUNCTION medfin.{function}()"

    for login in LOGINS:
        assert tried(server, login, own, trigger) == NO_RIGHT, login


FACT = "INSERT INTO medfin.facts VALUES ('{project}', {sequence}, 99, '{kind}', 'egen', '{body}')"
LATEST = "(SELECT max(sequence) FROM medfin.commits WHERE scope = '{project}')"


def fact(project, kind, body="{}", sequence=LATEST):
    return FACT.format(project=project, sequence=sequence.format(project=project), kind=kind, body=body)


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("login", "project", "sequence"),
    [
        pytest.param("anna", "stegen", LATEST, id="the owner's commit in one's own project"),
        pytest.param("anna", "stegen", "1", id="an old commit"),
        pytest.param("anna", "stegen", "9", id="a commit that is not there"),
        pytest.param("anna", "bryggan", "2", id="another's project"),
        pytest.param("anna", "@book", LATEST, id="what lies above projects"),
        pytest.param("cia", "@book", LATEST, id="a treasurer in the owner's commit"),
        pytest.param("dan", "stegen", LATEST, id="an auditor"),
        pytest.param("eva", "stegen", LATEST, id="a reader"),
    ],
)
def test_nobody_speaks_in_anothers_commit(server, login, project, sequence):
    """An attestation slipped into a colleague's commit would pass for his."""
    assert tried(server, login, fact(project, "attestation", sequence=sequence)) == NO_RIGHT


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("login", "project"), [("anna", "@book"), ("anna", "bryggan"), ("anna", "ny"), ("dan", "stegen"), ("eva", "stegen")]
)
def test_nobody_adds_commits_where_his_role_does_not_write(server, login, project):
    commit = COMMIT.format(project=project, author=login)

    assert tried(server, login, commit) == NO_RIGHT


@pytest.mark.usefixtures("book")
def test_not_even_a_treasurer_tells_the_chain_who_may_do_what(server):
    commit = COMMIT.format(project="@book", author="cia").replace("'entry'", "'access'")

    assert tried(server, "cia", commit) == NO_RIGHT


def test_an_economist_makes_nobody_forgotten_who_has_entered_or_approved(server, server_address, tmp_path):
    """A forged redaction may take words out, as `medfin redact` may, but no names of commits; and it is found."""
    address = made(server, server_address, tmp_path)
    commit = COMMIT.format(project="stegen", author="anna")
    forged = fact("stegen", "redaction", '{"entries":[[1,1]],"commits":[1,2]}')

    assert tried(server, "anna", commit, forged, "SELECT medfin.take_out_words('stegen')") is None

    with open_book(address) as opened:
        assert [commit.author for commit in opened.store.commits("stegen")] == ["owner", "owner", "anna"]
        found = {(finding.code, finding.place.project) for finding in verify(opened) if finding.stops}
    assert ("VER-003", "stegen") in found
    assert {project for _, project in found} == {"stegen"}


def test_a_colleagues_approval_is_not_forgotten_by_repeating_its_words(server, server_address, tmp_path):
    """An entry with the approver's own words is redacted, and they would go from the approval too."""
    address = made(server, server_address, tmp_path)
    with open_book(address.replace("owner@", "cia@")) as theirs:
        approved = attest(theirs, "stegen", EntryChoice(all=True), reason="Granskat").commit.sequence
    with open_book(address.replace("owner@", "anna@")) as hers:
        enter(hers, "stegen", {**CELLS, "text": "Granskat"})
        last = hers.store.head("stegen").entries
        with pytest.raises(OthersWordsError, match=f"commit {approved} "):
            redact(hers, "stegen", last, reason="Begäran")
    forged = fact("stegen", "redaction", f'{{"entries":[[{last},{last}]],"commits":[{approved}]}}')
    commit = COMMIT.format(project="stegen", author="anna")

    assert tried(server, "anna", commit, forged, "SELECT medfin.take_out_words('stegen')") is None

    with open_book(address) as opened:
        assert [each.author for each in opened.store.commits("stegen")][approved - 1] == "cia"


def test_the_owner_takes_out_what_others_wrote_and_everybody_the_own(server, server_address, tmp_path):
    address = made(server, server_address, tmp_path)
    with open_book(address.replace("owner@", "anna@")) as hers:
        for day, text in enumerate(("Ada Ek", "Bo By"), start=1):
            enter(hers, "stegen", {**CELLS, "text": text})
            number = hers.store.head("stegen").entries
            lock(hers, "stegen", date(2020, 1, day), reason=text)
        assert redact(hers, "stegen", number, reason="Begäran").commits
    with open_book(address) as opened:
        assert redact(opened, "stegen", number - 1, reason="Begäran").commits
        assert [finding.code for finding in verify(opened)] == ["VER-011"]


def test_a_fact_slipped_into_ones_own_commit_later_is_found(server, server_address, tmp_path):
    address = made(server, server_address, tmp_path)
    with open_book(address.replace("owner@", "anna@")) as hers:
        enter(hers, "stegen", CELLS)

    assert tried(server, "anna", fact("stegen", "comment")) is None

    with open_book(address) as opened:
        assert {finding.place.project for finding in verify(opened) if finding.stops} == {"stegen"}


def test_an_amount_that_no_total_holds_is_refused(server, server_address, tmp_path):
    address = made(server, server_address, tmp_path)
    before = held(address)
    entry = (
        "INSERT INTO medfin.entries "
        "(project, number, kind, amount_minor, booked_on, belongs_to, sequence, salt, words) VALUES ("
        "'stegen', 2, 'cost', 9000000000000000000, '2021-01-01', '2021-01-01', 3, '', '')"
    )

    assert tried(server, "anna", entry) in ("23514", "22003")
    assert held(address) == before


def test_words_once_out_are_seen_by_nobody_and_come_back_by_no_trick(server, server_address, tmp_path):
    address = made(server, server_address, tmp_path)
    with open_book(address.replace("owner@", "anna@")) as hers:
        redact(hers, "stegen", 1, reason="Begäran")

    for login in ("anna", "cia", "dan", "eva", "fia"):
        query = "SELECT text, counterparty FROM medfin.entries WHERE project = 'stegen'"
        assert tried(server, login, query=query) == [(None, None)]
    again = "UPDATE medfin.entries SET text = 'Hyra' WHERE project = 'stegen'"
    assert tried(server, "anna", again) == NO_RIGHT
