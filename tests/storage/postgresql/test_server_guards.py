"""What the server itself refuses, whoever asks past medfin, and what is found if somebody makes it refuse less."""

from __future__ import annotations

import psycopg
import pytest

from ledger.storage.open import create_book
from ledger.storage.verify import verify
from tests.storage.rows import contents
from tests.storage.samples import fill


@pytest.fixture
def book(server_address):
    made = create_book(server_address)
    yield made
    made.close()


OWNER_ATTACKS = {
    "a figure changed": "UPDATE medfin.entries SET amount_minor = 1 WHERE number = 1",
    "a word changed": "UPDATE medfin.entries SET text = 'x' WHERE number = 1",
    "an entry removed": "DELETE FROM medfin.entries WHERE number = 1",
    "all entries removed": "TRUNCATE medfin.entries",
    "an author changed": "UPDATE medfin.commits SET author = 'x'",
    "a commit removed": "DELETE FROM medfin.commits",
    "a fact changed": "UPDATE medfin.facts SET body = '{}'",
    "a fact removed": "DELETE FROM medfin.facts",
    "a total changed": "UPDATE medfin.totals SET sum_minor = 0",
    "a total removed": "DELETE FROM medfin.totals",
    "a total by year changed": "UPDATE medfin.totals_by_year SET sum_minor = 0",
    "a total added": "INSERT INTO medfin.totals VALUES ('x', '', '', '', '', 'cost', '', '', 1, 1)",
}


@pytest.mark.parametrize("attack", OWNER_ATTACKS)
def test_the_server_refuses_even_its_owner_to_change_what_is_booked(book, server, attack):
    fill(book)
    before = contents(book)

    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="nothing that is booked is changed"):
        server.run(OWNER_ATTACKS[attack])

    assert contents(book) == before


ENTRY = "('pas', {number}, 'cost', 'x', 1, '2021-01-01', '2021-01-01', {sequence}, '', '')"
COMMIT = "('{scope}', {sequence}, {previous}, 'entry', 'b', 'owner', '', '', '', '', {entries}, '', '{seal}')"
INSERT_ENTRY = (
    "INSERT INTO medfin.entries "
    "(project, number, kind, category, amount_minor, booked_on, belongs_to, sequence, salt, words) VALUES "
)
LAST = "(SELECT seal FROM medfin.commits WHERE scope = 'pas' AND sequence = 2)"

LOOSE = {
    "an entry without a commit": INSERT_ENTRY + ENTRY.format(number=7, sequence=3),
    "an entry for an old commit": INSERT_ENTRY + ENTRY.format(number=7, sequence=2),
    "an entry far off": INSERT_ENTRY + ENTRY.format(number=1000, sequence=2),
    "a commit without its entries": "INSERT INTO medfin.commits VALUES "
    + COMMIT.format(scope="pas", sequence=3, previous=LAST, entries=2, seal="s"),
    "a first commit without its entries": "INSERT INTO medfin.commits VALUES "
    + COMMIT.format(scope="ny", sequence=1, previous="repeat('0', 64)", entries=2, seal="s"),
}


@pytest.mark.parametrize("what", LOOSE)
def test_the_server_takes_only_whole_commits(book, server, what):
    fill(book)

    with pytest.raises(psycopg.errors.IntegrityError, match="not those of its commits"):
        server.run(LOOSE[what])

    assert list(verify(book)) == []


@pytest.mark.parametrize(
    ("sequence", "previous"),
    [
        pytest.param(4, LAST, id="a number left out"),
        pytest.param(3, "'x'", id="another seal"),
        pytest.param(2, LAST, id="a number that was given"),
    ],
)
def test_the_server_takes_a_commit_only_at_the_end_of_its_chain(book, server, sequence, previous):
    fill(book)
    commit = COMMIT.format(scope="pas", sequence=sequence, previous=previous, entries=0, seal="s")

    with pytest.raises(psycopg.errors.UniqueViolation):
        server.run(f"INSERT INTO medfin.commits VALUES {commit}")


TAMPERED = {
    "a trigger switched off": ("ALTER TABLE medfin.entries DISABLE TRIGGER stay", "trigger entries.stay"),
    "a trigger added": (
        "CREATE TRIGGER own BEFORE INSERT ON medfin.facts FOR EACH ROW EXECUTE FUNCTION medfin.refuse_change()",
        "trigger facts.own",
    ),
    "another function": (
        "CREATE OR REPLACE FUNCTION medfin.sees_all() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true'",
        "function sees_all",
    ),
    "a rule for rows gone": ("DROP POLICY see ON medfin.entries", "policy entries.see"),
    "a wider rule for rows": ("ALTER POLICY see ON medfin.entries USING (true)", "policy entries.see"),
    "rules for rows switched off": ("ALTER TABLE medfin.entries DISABLE ROW LEVEL SECURITY", "table entries"),
    "a rule": ("CREATE RULE own AS ON INSERT TO medfin.facts DO INSTEAD NOTHING", "rule facts.own"),
    "a column added": ("ALTER TABLE medfin.facts ADD own TEXT", "column facts.own"),
    "a limit gone": ("ALTER TABLE medfin.totals DROP CONSTRAINT totals_sum_minor_check", "constraint totals"),
    "a view": ("CREATE VIEW medfin.own AS SELECT 1", "table own"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_what_is_not_as_medfin_makes_it_is_found(book, server, what):
    statement, expected = TAMPERED[what]
    fill(book)
    server.run(statement)

    findings = [finding for finding in verify(book) if finding.stops]

    assert {finding.code for finding in findings} == {"VER-014"}
    assert any(str(dict(finding.values)["reason"]).startswith(expected) for finding in findings)


def test_a_change_by_an_owner_who_switches_the_guards_off_is_found(book, server):
    fill(book)
    server.run("ALTER TABLE medfin.entries DISABLE TRIGGER USER")
    server.run("UPDATE medfin.entries SET amount_minor = amount_minor + 1 WHERE project = 'pas' AND number = 1")
    server.run("ALTER TABLE medfin.entries ENABLE TRIGGER USER")

    assert {finding.code for finding in verify(book) if finding.stops} == {"VER-005", "VER-013"}
