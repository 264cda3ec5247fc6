"""What a program is told when the connection is lost as something is booked."""

from __future__ import annotations

from datetime import UTC
from datetime import date
from datetime import datetime
from pathlib import Path
from types import FunctionType

import attrs
import pytest

import ledger
from ledger.app.book import open_book
from ledger.app.claims.receipts import Receipt
from ledger.app.claims.steps import Ruling
from ledger.app.dossiers import dossier
from ledger.app.statements.reading import StatementFile
from ledger.errors import ConnectionLostError
from ledger.model.claims.claim import ClaimTerms
from ledger.model.commit import CommitKind
from ledger.model.entry import Entry
from ledger.model.project_file import ProjectFile
from tests.conftest import same_bytes
from tests.faults.lost import Cut
from tests.faults.lost import anew
from tests.faults.lost import heads

CALLS = {
    "add_contract": lambda book: ledger.add_contract(
        book,
        "stegen",
        ledger.ContractSigned(supplier="AB", procedure="direkt", value="90000", signed_on=date(2021, 2, 20)),
    ),
    "add_project": lambda book: ledger.add_project(book, project_file(book)),
    "add_projects": lambda book: ledger.add_projects(book, [Path("tornet.toml")]),
    "add_federation": lambda book: ledger.add_federation(book, Path("federation.toml")),
    "amend": lambda book: ledger.amend(
        book, "stegen", ledger.Amendment(transfers=("personal:lokal:100:2022",), reason="Beslut")
    ),
    "detach": lambda book: ledger.detach(book, "stegen", (2,), "faktura.pdf", reason="Fel fil"),
    "attach": lambda book: ledger.attach(book, "stegen", (1,), "faktura.pdf"),
    "attest": lambda book: ledger.attest(book, "stegen", ledger.EntryChoice(all=True)),
    "change_contract": lambda book: ledger.change_contract(
        book, "stegen", "1", ledger.ContractChanged(value="99000", reason="Option")
    ),
    "comment": lambda book: ledger.comment(book, "stegen", "Sent ute"),
    "commit_to": lambda book: ledger.commit_to(book, "stegen", {"category": "lokal", "amount": "500"}),
    "decide_claim": lambda book: ledger.decide_claim(book, "stegen", 1, Ruling(decided=date(2022, 1, 1))),
    "draft_claim": lambda book: ledger.draft_claim(book, "stegen", ClaimTerms(end=date(2021, 12, 31))),
    "enter": lambda book: ledger.enter(book, "stegen", {"date": "2021-03-01", "amount": "10", "category": "lokal"}),
    "import_file": lambda book: ledger.import_file(book, Path("more.csv"), project="stegen"),
    "import_statement": lambda book: ledger.import_statement(
        book, StatementFile(path=Path("underlag.csv"), project="resursmodellen", table=Path("tabell.toml"))
    ),
    "lock": lambda book: ledger.lock(book, "stegen", date(2021, 12, 31), reason="Bokslut"),
    "match": lambda book: ledger.match(book, "stegen", 6, 1),
    "move": lambda book: ledger.move(book, "stegen", 3, {"category": "lokal"}, reason="Fel konto"),
    "move_entries": lambda book: ledger.move_entries(book, "stegen", (2, 3), {"category": "lokal"}, reason="Fel konto"),
    "receive": lambda book: ledger.receive(
        book, "stegen", Receipt(source="forbundet", amount_minor=50_00, day=date(2021, 8, 2)), 1
    ),
    "record": lambda book: ledger.record(
        book, [Entry(project="stegen", category="lokal", amount_minor=10_00, booked_on=date(2021, 3, 1))]
    ),
    "release_commitment": lambda book: ledger.release_commitment(book, "stegen", "1", reason="Avbeställt"),
    "reverse": lambda book: ledger.reverse(book, "stegen", 2, reason="Fel"),
    "reverse_entries": lambda book: ledger.reverse_entries(book, "stegen", (2, 3), reason="Fel"),
    "reverse_import": lambda book: ledger.reverse_import(book, first_import(book), reason="Fel fil"),
    "reverse_voucher": lambda book: ledger.reverse_voucher(book, "stegen", "C 1", reason="Fel"),
    "set_forecast": lambda book: ledger.set_forecast(book, "stegen", ("lokal=5000",)),
    "settle_commitment": lambda book: ledger.settle_commitment(book, "stegen", "1", amount="100"),
    "submit_claim": lambda book: ledger.submit_claim(book, "stegen"),
    "tie_contract": lambda book: ledger.tie_contract(book, "stegen", "1", (3,)),
    "unlock": lambda book: ledger.unlock(book, "stegen", reason="Rättelse"),
    "untie_contract": lambda book: ledger.untie_contract(book, "stegen", "1", (2,)),
    "withdraw_claim": lambda book: ledger.withdraw_claim(book, "stegen", reason="Fel period"),
}
"""Every public name of the library that writes in a book, by name."""

QUIET = frozenset(
    {
        "back_up",
        "check",
        "check_form",
        "claims_of",
        "compare",
        "compare_versions",
        "copy_book",
        "dossier",
        "entries",
        "entry_template",
        "explain",
        "federation_template",
        "export_chain",
        "export_federation",
        "export_fiscal",
        "export_iati",
        "export_ocds",
        "export_project",
        "export_sie",
        "figure",
        "figures",
        "fill",
        "form",
        "form_addresses",
        "form_details",
        "forms",
        "learn",
        "log",
        "make_rates",
        "read_rates",
        "map_used",
        "open_book",
        "page",
        "project_table",
        "project_template",
        "render_as",
        "report",
        "salvage",
        "sample",
        "say",
        "suggest_map",
        "verify",
        "verify_chain",
        "version_table",
        "workbook",
        "create_book",
    }
)
"""Those that do not, or only make one."""

ON_SERVERS = frozenset({"grant", "revoke", "roles"})
"""Those that tell a server who may do what: `tests/app/books/test_roles.py`."""

SCRUBS = frozenset({"redact"})
"""What still has to write the file anew once it is booked, and says so: the command above."""


def project_file(book):
    """Return another project as a program would make it: like the one that the book holds."""
    found = dossier(book, "stegen", ledger.View(today=book.today))
    project = attrs.evolve(found.project, id="tornet", name="Tornet")
    return ProjectFile(project=project, parties=found.parties, budgets=(), scheme=found.scheme)


def first_import(book):
    return next(commit.batch for commit in book.store.commits("stegen") if commit.kind == CommitKind.IMPORT)


def opened(folder, *, before=None):
    book = open_book(
        folder / "bok.db", author="Ekonomen", clock=lambda: datetime(2022, 1, 31, tzinfo=UTC), random=same_bytes()
    )
    return book if before is None else attrs.evolve(book, store=Cut(book.store, before=before))


@pytest.mark.parametrize("name", CALLS)
def test_a_program_is_never_told_that_nothing_was_booked_when_it_was(folder, name):
    with opened(folder) as book:
        expected = CALLS[name](book)
    done = heads(folder / "bok.db")
    anew(folder)

    with opened(folder, before=True) as book:
        with pytest.raises(ConnectionLostError):
            CALLS[name](book)
        assert book.booked == []
    with opened(folder, before=False) as book:
        assert CALLS[name](book) == expected
        assert len(book.booked) == 1

    assert heads(folder / "bok.db") == done


def test_every_public_call_is_known_to_write_or_not_to():
    functions = {name for name in dir(ledger) if isinstance(getattr(ledger, name), FunctionType)}

    assert functions == CALLS.keys() | QUIET | ON_SERVERS | SCRUBS
