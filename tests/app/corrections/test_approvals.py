"""Attestation, evidence, redaction: what is said of entries after they were booked."""

from __future__ import annotations

import hashlib
from datetime import UTC
from datetime import date
from datetime import datetime

import attrs
import pytest

from ledger.app.book import create_book
from ledger.app.book import open_book
from ledger.app.books.history import log
from ledger.app.books.history import verify
from ledger.app.corrections.approvals import EntryChoice
from ledger.app.corrections.approvals import attest
from ledger.app.corrections.corrections import move
from ledger.app.corrections.corrections import reverse
from ledger.app.corrections.evidence import attach
from ledger.app.corrections.evidence import detach
from ledger.app.corrections.redaction import redact
from ledger.app.imports.actuals import import_file
from ledger.app.imports.actuals import record
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.app.selection import marks
from ledger.errors import AttachedAlreadyError
from ledger.errors import NotAttachedError
from ledger.errors import NothingToAttestError
from ledger.errors import NoWordsError
from ledger.errors import SelfAttestationError
from ledger.errors import UnknownBatchError
from ledger.errors import UnknownEntryError
from ledger.errors import UnreadableFileError
from ledger.model.entry import Entry
from ledger.model.entry import from_row
from ledger.model.view import View
from tests.conftest import ACTUALS
from tests.conftest import STEGEN
from tests.conftest import same_bytes

TODAY = date(2026, 1, 31)
NAME, PARTY = "Vikarie Anna Andersson v 9", "Bemanning Svensson HB"


@pytest.fixture
def filled(stegen, write):
    import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    return stegen


@pytest.fixture
def strict(book, write):
    """Return a book whose project wants two persons, with four entries by the economist."""
    add_projects(book, [write("stegen.toml", STEGEN.replace("end = 2022-12-31", "end = 2022-12-31\nattest = true"))])
    import_file(book, write("actuals.csv", ACTUALS), project="stegen")
    return book


def by(book, author):
    return attrs.evolve(book, author=author)


def column(table, key):
    at = [each.key for each in table.columns].index(key)
    return [row.cells[at].value for row in table.rows]


def test_whoever_entered_cannot_attest_where_the_project_says_so(strict):
    with pytest.raises(SelfAttestationError, match="1–4"):
        attest(by(strict, " ekonomen"), "stegen", EntryChoice(all=True))

    done = attest(by(strict, "Chefen"), "stegen", EntryChoice(all=True), reason="Kontrollerat mot fakturor")

    assert (done.entries, done.already, done.awaiting) == (4, 0, 0)
    assert marks(strict, "stegen").attested == ((1, 4, "Chefen"),)


def test_elsewhere_anybody_can_attest(filled):
    assert attest(filled, "stegen", EntryChoice(numbers=(2,))).awaiting == 3


def test_an_import_can_be_attested_by_its_number_and_what_was_so_before_is_left_out(filled):
    attest(filled, "stegen", EntryChoice(numbers=(1, 2)))
    batch = next(commit.batch for commit in log(filled, ["stegen"]) if commit.kind == "import")

    done = attest(filled, "stegen", EntryChoice(batch=batch))

    assert (done.entries, done.already, done.awaiting) == (2, 2, 0)
    with pytest.raises(NothingToAttestError):
        attest(filled, "stegen", EntryChoice(all=True))


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        pytest.param(EntryChoice(numbers=(5,)), UnknownEntryError, id="an entry that is not there"),
        pytest.param(EntryChoice(batch="feed"), UnknownBatchError, id="an import that is not there"),
        pytest.param(EntryChoice(), NothingToAttestError, id="nothing"),
    ],
)
def test_what_cannot_be_attested_is_refused(filled, choice, error):
    with pytest.raises(error):
        attest(filled, "stegen", choice)


def test_reports_can_be_limited_to_attested_entries(strict):
    attest(by(strict, "Chefen"), "stegen", EntryChoice(numbers=(1, 3)))
    attested = View(today=TODAY, attested=True)

    whole, limited = report(strict, "variance", ["stegen"]), report(strict, "variance", ["stegen"], attested)
    listed = report(strict, "entries", ["stegen"])

    assert whole.cell("total", "actual").value == 6692100
    assert limited.cell("total", "actual").value == 3341250 + 4800
    assert [row.key for row in report(strict, "entries", ["stegen"], attested).rows] == ["1", "3"]
    assert [str(value) for value in column(listed, "attested")][::2] == ["Chefen", "Chefen"]
    assert {each.key for each in column(listed, "attested")[1::2]} == {"entry.awaits"}


def test_a_reversal_awaits_attestation_like_any_entry(strict):
    attest(by(strict, "Chefen"), "stegen", EntryChoice(all=True))
    reverse(strict, "stegen", 1, reason="Fel")

    assert marks(strict, "stegen").attested_by(5) is None


def test_evidence_is_a_fact_of_its_own_and_the_entry_stays_as_it_was(filled, write):
    before = list(filled.store.entries("stegen"))
    path = write("Faktura åäö.pdf", "en faktura")

    attach(filled, "stegen", (1, 2), path)
    attach(filled, "stegen", (2, 3), path)
    attach(filled, "stegen", (2,), write("bilaga.txt", "mer"))

    assert list(filled.store.entries("stegen")) == before
    assert marks(filled, "stegen").evidence == {
        1: ("Faktura åäö.pdf",),
        2: ("Faktura åäö.pdf", "bilaga.txt"),
        3: ("Faktura åäö.pdf",),
    }
    body = next(fact.body for _, fact in filled.store.facts("stegen", "evidence"))
    assert hashlib.sha256(b"en faktura").hexdigest() in body
    assert column(report(filled, "entries", ["stegen"]), "evidence")[1] == "Faktura åäö.pdf, bilaga.txt"


def test_a_file_attached_by_mistake_shows_an_entry_no_longer_and_may_be_attached_again(filled, write):
    path = write("faktura.pdf", "en faktura")
    attach(filled, "stegen", (1, 2), path)
    attach(filled, "stegen", (3,), path)

    detach(filled, "stegen", (2, 3), "faktura.pdf", reason="Fel poster")

    assert marks(filled, "stegen").evidence == {1: ("faktura.pdf",)}
    assert list(verify(filled)) == []
    deeds = column(report(filled, "audit", ["stegen"]), "deeds")
    assert [each.key for _, each in deeds[-1].values] == ["audit.attached", "audit.detached"]
    attach(filled, "stegen", (2,), path)
    assert marks(filled, "stegen").evidence.keys() == {1, 2}


@pytest.mark.parametrize(("entries", "name"), [((3,), "faktura.pdf"), ((1,), "annan.pdf")])
def test_what_is_not_attached_cannot_be_detached(filled, write, entries, name):
    attach(filled, "stegen", (1, 2), write("faktura.pdf", "en faktura"))

    with pytest.raises(NotAttachedError, match="faktura"):
        detach(filled, "stegen", entries, name, reason="Fel")


def test_the_same_file_is_not_attached_twice(filled, write):
    path = write("faktura.pdf", "x")
    attach(filled, "stegen", (1,), path)

    with pytest.raises(AttachedAlreadyError):
        attach(filled, "stegen", (1,), path)
    with pytest.raises(UnknownEntryError):
        attach(filled, "stegen", (9,), path)
    with pytest.raises(UnreadableFileError):
        attach(filled, "stegen", (1,), path.with_name("absent.pdf"))


@pytest.fixture
def on_disk(tmp_path, write):
    """Return the path of a book with a name in it: in an entry, its reversal, and the one it was moved to."""
    path = tmp_path / "bok.db"
    clock = datetime(2026, 1, 31, tzinfo=UTC)
    with create_book(path, author="Ekonomen", clock=lambda: clock, random=same_bytes()) as book:
        add_projects(book, [write("stegen.toml", STEGEN)])
        values = {"project": "stegen", "category": "personal", "amount_minor": 4500, "booked_on": date(2021, 3, 5)}
        words = {"text": NAME, "counterparty": PARTY}
        others = [Entry(**values, text=f"Lön {number}") for number in range(400)]
        record(book, [*others[:200], Entry(**values, **words), *others[200:]], message=NAME)
        move(book, "stegen", 201, {"category": "lokal"}, reason="Hyra")
    return path


def bytes_of(path):
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))


@pytest.mark.parametrize("number", [201, 402, 403], ids=["the entry", "its reversal", "what it was moved to"])
def test_redacted_words_are_gone_from_the_file_and_every_seal_holds(on_disk, number):
    assert bytes_of(on_disk).count(NAME.encode()) >= 4

    with open_book(on_disk, author="Ombudet") as book:
        done = redact(book, "stegen", number, reason="Begäran om radering")
        left = bytes_of(on_disk)
        findings = list(verify(book))
        found = [from_row(row) for row in book.store.entries("stegen")]
        said = list(log(book, ["stegen"]))[-1]

    assert NAME.encode() not in left + bytes_of(on_disk)
    assert PARTY.encode() not in left + bytes_of(on_disk)
    assert (done.entries, done.commits, done.findings) == ((201, 402, 403), (2,), ())
    assert [finding.code for finding in findings] == ["VER-011"]
    assert [found[at].amount_minor for at in (200, 401, 402)] == [4500, -4500, 4500]
    assert found[0].text == "Lön 0"
    assert (said.kind, said.author, said.message) == ("redaction", "Ombudet", "Begäran om radering")


def test_words_go_while_somebody_reads_and_the_file_is_finished_when_the_command_is_given_again(on_disk, monkeypatch):
    monkeypatch.setattr("ledger.storage.open._WAIT_SECONDS", 0)
    with open_book(on_disk, author="Ombudet") as book, open_book(on_disk) as reader:
        rows = reader.store.entries("stegen")
        next(rows)
        first = redact(book, "stegen", 201, reason="Begäran")
        rows.close()
        second = redact(book, "stegen", 201, reason="Begäran")

    assert [finding.code for finding in first.findings] == ["COR-003"]
    assert second.findings == ()
    assert NAME.encode() not in bytes_of(on_disk)


def test_memory_forgets_too(stegen):
    record(stegen, [Entry(project="stegen", category="personal", amount_minor=1, booked_on=TODAY, text=NAME)])
    redact(stegen, "stegen", 1, reason="Begäran")

    assert [from_row(row).text for row in stegen.store.entries("stegen")] == [None]
    assert [finding.code for finding in verify(stegen)] == ["VER-011"]


def test_an_entry_without_words_cannot_be_redacted(stegen):
    record(stegen, [Entry(project="stegen", category="personal", amount_minor=1, booked_on=TODAY)])

    with pytest.raises(NoWordsError):
        redact(stegen, "stegen", 1, reason="Begäran")


def test_an_entry_whose_authors_name_is_gone_counts_as_ones_own(strict):
    values = {"project": "stegen", "category": "personal", "amount_minor": 1, "booked_on": TODAY}
    record(strict, [Entry(**values, text=NAME)], message=NAME)
    redact(strict, "stegen", 5, reason="Begäran")

    with pytest.raises(SelfAttestationError):
        attest(by(strict, "Chefen"), "stegen", EntryChoice(numbers=(5,)))
