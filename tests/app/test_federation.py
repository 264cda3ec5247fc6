from __future__ import annotations

import pytest
from click.testing import CliRunner

from cli import main
from ledger.app.book import create_book
from ledger.app.dossiers import bodies
from ledger.app.federation import add_federation
from ledger.app.federation import export_federation
from ledger.app.federation import needed_federation
from ledger.app.projects import add_projects
from ledger.errors import NoFederationError
from ledger.errors import PartyDiffersError
from ledger.model.head import BOOK
from tests.conftest import STEGEN

FEDERATION = """
[federation]
name = "Förbundet Exempel"

[[member]]
party = "STADEN"
group = "municipality"

[[project]]
id = "stegen"
involvement = "owned"
"""


@pytest.fixture
def book(tmp_path):
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    (tmp_path / "federation.toml").write_text(FEDERATION, encoding="utf-8")
    with create_book(tmp_path / "medfin.db", author="Kassören") as made:
        add_projects(made, [tmp_path / "stegen.toml"])
        yield made


def test_a_federation_is_added_once_and_changed_by_another_file(book, tmp_path):
    path = tmp_path / "federation.toml"

    assert add_federation(book, path).outcome == "new"
    assert add_federation(book, path).outcome == "unchanged"
    path.write_text(FEDERATION.replace("owned", "funded"), encoding="utf-8")
    assert add_federation(book, path, reason="Beslut 4").outcome == "changed"
    assert list(book.store.commits(BOOK))[-1].message == "Beslut 4"


def test_what_is_written_out_can_be_added_again(book, tmp_path):
    add_federation(book, tmp_path / "federation.toml")
    out = tmp_path / "out.toml"
    out.write_text(export_federation(book), encoding="utf-8")

    assert add_federation(book, out).outcome == "unchanged"


def test_a_federation_has_an_empty_book_too(tmp_path):
    (tmp_path / "federation.toml").write_text('[federation]\nname = "F"', encoding="utf-8")
    with create_book(":memory:", author="Kassören") as made:
        assert add_federation(made, tmp_path / "federation.toml").outcome == "new"


def test_bodies_that_the_book_knows_are_the_same_bodies(book, tmp_path):
    stegen = (tmp_path / "stegen.toml").read_text(encoding="utf-8")
    owner = next(line for line in stegen.splitlines() if line.startswith("owner")).partition('"')[2].rstrip('"')
    text = FEDERATION.replace("STADEN", owner.upper())
    text = f'[[party]]\nid = "annat-id"\nname = "{owner.upper()}"\norgnr = "212000-0000"\n{text}'
    path = tmp_path / "federation.toml"
    path.write_text(text, encoding="utf-8")

    add_federation(book, path)

    found = needed_federation(book, bodies(book, BOOK))
    assert found.members[0].party == next(
        key for kind, key in bodies(book, BOOK) if kind == "party" and key in found.party_ids and key != found.party
    )
    assert "212000-0000" in export_federation(book)


def test_another_body_s_id_is_refused(book, tmp_path):
    known = next(key for kind, key in bodies(book, BOOK) if kind == "party")
    path = tmp_path / "federation.toml"
    path.write_text(f'[[party]]\nid = "{known}"\nname = "Någon annan"\n{FEDERATION}', encoding="utf-8")

    with pytest.raises(PartyDiffersError):
        add_federation(book, path)


def test_a_book_without_federation_says_how_to_get_one(book):
    with pytest.raises(NoFederationError, match="federation add"):
        export_federation(book)


@pytest.mark.usefixtures("book")
def test_the_commands_add_show_and_export(tmp_path):
    address, file = str(tmp_path / "medfin.db"), str(tmp_path / "federation.toml")

    def run(*arguments):
        return CliRunner().invoke(main, ["--book", address, "federation", *arguments])

    assert run("add", file).output == "Förbundet Förbundet Exempel är inlagt.\n"
    assert "är inlagt" not in run("add", file).output
    assert run("show").output.startswith('[federation]\nname = "Förbundet Exempel"\n')
    assert run("export", "-o", str(tmp_path / "out.toml")).exit_code == 0
    (tmp_path / "federation.toml").write_text(FEDERATION.replace("stegen", "steget"), encoding="utf-8")
    refused = run("add", file)
    assert refused.exit_code == 1
    assert "FED-002" in refused.output
    assert "Inget lades in" in refused.output
