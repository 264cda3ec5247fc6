"""Projects into a book and out of it."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.book import create_book
from ledger.app.books.history import log
from ledger.app.dossiers import dossier
from ledger.app.projects import add_projects
from ledger.app.projects import export_project
from ledger.errors import PartyDiffersError
from ledger.errors import ProjectDiffersError
from ledger.errors import ProjectTwiceError
from ledger.errors import UnknownProjectError
from ledger.errors import UnreadableFileError
from ledger.model.view import View
from tests.conftest import FIXTURES
from tests.conftest import STEGEN

MORE = """
[[budget]]
state = "decided"
decided = 2021-06-01
reason = "Ändringsbeslut"
[budget.cost]
personal = { 2021 = "390 000", 2022 = "430 000" }
"""


def held(book, id_="stegen"):
    return dossier(book, id_, View(today=book.today))


def test_the_same_file_again_changes_nothing(stegen, write):
    before = [commit.seal for commit in log(stegen)]

    added = add_projects(stegen, [write("again.toml", STEGEN)])

    assert added.unchanged == ("stegen",)
    assert [commit.seal for commit in log(stegen)] == before


def test_a_further_budget_block_becomes_a_version(stegen, write):
    added = add_projects(stegen, [write("more.toml", STEGEN + MORE)])

    assert added.amended == ("stegen",)
    assert [version.reason for version in held(stegen).versions] == [None, "Ändringsbeslut"]
    assert add_projects(stegen, [write("old.toml", STEGEN)]).unchanged == ("stegen",)


def test_any_other_difference_is_refused_and_shown(stegen, write):
    changed = STEGEN.replace("Stegen till arbete", "Trappan")

    with pytest.raises(ProjectDiffersError) as refused:
        add_projects(stegen, [write("changed.toml", changed + MORE)])

    assert '-name = "Stegen till arbete"' in str(refused.value)
    assert '+name = "Trappan"' in str(refused.value)
    assert len(held(stegen).versions) == 1


def test_a_correction_takes_the_old_facts_place_and_the_chain_keeps_both(stegen, write):
    changed = STEGEN.replace("420 000", "410 000").replace("Stegen till arbete", "Trappan")

    added = add_projects(stegen, [write("changed.toml", changed)], correct=True, reason="Skrivfel")

    assert added.amended == ("stegen",)
    assert held(stegen).project.name == "Trappan"
    assert len(held(stegen).versions) == 1
    assert [commit.message for commit in log(stegen, ["stegen"])] == ["", "Skrivfel"]


def test_one_bad_file_keeps_all_files_out(book, write):
    bad = STEGEN.replace("personal =", "personell =")

    added = add_projects(book, [write("good.toml", STEGEN), write("bad.toml", bad)])

    assert any(finding.stops for finding in added.findings)
    assert book.store.scopes() == ("@book",)


def test_two_files_on_one_project_are_refused(book, write):
    with pytest.raises(ProjectTwiceError):
        add_projects(book, [write("one.toml", STEGEN), write("two.toml", STEGEN + MORE)])


def test_a_body_in_two_files_is_one_party_under_all_its_names(stegen, write):
    other = STEGEN.replace('"stegen"', '"other"').replace('owner = "Exempelby kommun"', 'owner = "AME"')
    party = '[[party]]\nid = "kommunen"\nname = "Exempelby kommun"\naliases = ["AME"]\norgnr = "212000-0000"\n'

    add_projects(stegen, [write("other.toml", other + party)])

    assert held(stegen, "other").project.owner == held(stegen).project.owner
    assert next(each for each in held(stegen).parties if each.name == "Exempelby kommun").orgnr == "212000-0000"


def test_one_party_id_for_two_bodies_is_refused(stegen, write):
    other = STEGEN.replace('"stegen"', '"other"').replace("Exempelby kommun", "Annanby kommun")
    party = '[[party]]\nid = "exempelby-kommun"\nname = "Annanby kommun"\n'

    with pytest.raises(PartyDiffersError, match="Annanby"):
        add_projects(stegen, [write("other.toml", other + party)])


def test_a_file_that_is_not_there_is_refused(book, tmp_path):
    with pytest.raises(UnreadableFileError):
        add_projects(book, [tmp_path / "absent.toml"])


def test_a_file_that_is_not_utf8_is_refused_with_its_line(book, write):
    path = write("latin.toml", "[project]\nname = 'Å'\n", encoding="latin-1")

    with pytest.raises(UnreadableFileError, match=r"latin.toml:2 is not UTF-8"):
        add_projects(book, [path])


def test_an_unknown_project_is_refused_with_the_nearest(stegen):
    with pytest.raises(UnknownProjectError, match="stegen"):
        export_project(stegen, "stengen")


@pytest.mark.parametrize(
    "path",
    sorted([*FIXTURES.rglob("project.toml"), *FIXTURES.rglob("projects/*.toml")]),
    ids=lambda path: path.relative_to(FIXTURES).as_posix(),
)
def test_export_then_add_gives_the_same_facts(path, book, write):
    added = add_projects(book, [path])
    (id_,) = added.new
    text = export_project(book, id_)

    with create_book(":memory:") as other:
        add_projects(other, [write("export.toml", text)])

        assert held(other, id_).project == held(book, id_).project
        assert held(other, id_).versions == held(book, id_).versions
        assert held(other, id_).parties == held(book, id_).parties
        assert export_project(other, id_) == text


LATER = """
[[budget]]
state = "decided"
decided = 2021-06-01
kind = "amendment"
end = 2023-06-30
[budget.cost]
personal = { 2021 = "400 000", 2022 = "420 000" }
[budget.financing]
forbundet = { 2021 = "300 000", 2022 = "420 000" }
regionen = { 2021 = "100 000" }
[[budget.source]]
id = "regionen"
party = "Exempelregionen"
role = "cofinancing"
kind = "region"
form = "cash"
[[budget.part]]
id = "norr"
name = "Norra delen"
owner = "Exempelregionen"
"""


def test_a_version_in_force_brings_its_own_sources_and_parts(book, write):
    path = write("stegen.toml", STEGEN + LATER)
    add_projects(book, [path])
    before, after = (dossier(book, "stegen", View(today=day)) for day in (date(2021, 5, 31), date(2021, 6, 1)))

    assert [source.id for source in before.project.sources] == ["forbundet", "kommunen"]
    assert [source.id for source in after.project.sources] == ["forbundet", "kommunen", "regionen"]
    assert [part.id for part in after.project.parts] == ["norr"]
    assert before.registered is None
    assert after.registered == before.project
    assert after.party_name("exempelregionen") == "Exempelregionen"


def test_what_versions_bring_is_exported_as_it_was_written(book, write):
    add_projects(book, [write("stegen.toml", STEGEN + LATER)])
    again = write("again.toml", export_project(book, "stegen"))

    assert add_projects(book, [again]).unchanged == ("stegen",)


def test_a_version_s_parties_take_the_ids_that_the_book_gives_them(book, write):
    first = STEGEN.replace('party = "Exempelby kommun"', 'party = "Exempelregionen"') + (
        '\n[[party]]\nid = "region-x"\nname = "Exempelregionen"\n'
    )
    add_projects(book, [write("first.toml", first.replace('id = "stegen"', 'id = "annat"'))])
    decided = LATER.replace('kind = "amendment"', 'kind = "amendment"\ndecided_by = "Exempelregionen"')
    terms = '\n[transfers]\namount = "5 000"\napprover = "Exempelregionen"\n'
    add_projects(book, [write("stegen.toml", STEGEN + terms + decided)])
    found = dossier(book, "stegen", View(today=date(2021, 6, 1)))

    assert found.project.source("regionen").party == "region-x"
    assert found.project.parts[0].owner == "region-x"
    assert found.versions[1].decided_by == "region-x"
    assert found.project.transfers.approver == "region-x"
