from __future__ import annotations

from datetime import date

import attrs
import pytest
from click.testing import CliRunner

from cli import main
from ledger.app.book import create_book
from ledger.app.dossiers import bodies
from ledger.app.dossiers import dossier
from ledger.app.federation.federation import add_federation
from ledger.app.federation.federation import export_federation
from ledger.app.federation.federation import needed_federation
from ledger.app.federation.since import day_of
from ledger.app.federation.treasury import treasury
from ledger.app.imports.actuals import enter
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.app.tables import FEDERATION
from ledger.catalog import labels
from ledger.errors import AccountsLeftOutError
from ledger.errors import EmptyWholeError
from ledger.errors import NoFederationError
from ledger.errors import NoProjectsError
from ledger.errors import PartyDiffersError
from ledger.errors import SealUnknownError
from ledger.errors import SinceNeededError
from ledger.model.head import BOOK
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.render.csv_text import csv_bytes
from ledger.render.json_text import to_json
from ledger.render.text import to_text
from ledger.render.xlsx import to_xlsx
from ledger.reports.federation.whole import whole
from ledger.rules import totals
from tests.conftest import STEGEN
from tests.reports.reading import read

BARE = """
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
    (tmp_path / "federation.toml").write_text(BARE, encoding="utf-8")
    with create_book(tmp_path / "medfin.db", author="Kassören") as made:
        add_projects(made, [tmp_path / "stegen.toml"])
        yield made


def test_a_federation_is_added_once_and_changed_by_another_file(book, tmp_path):
    path = tmp_path / "federation.toml"

    assert add_federation(book, path).outcome == "new"
    assert add_federation(book, path).outcome == "unchanged"
    path.write_text(BARE.replace("owned", "funded"), encoding="utf-8")
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
    text = BARE.replace("STADEN", owner.upper())
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
    path.write_text(f'[[party]]\nid = "{known}"\nname = "Någon annan"\n{BARE}', encoding="utf-8")

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
    (tmp_path / "federation.toml").write_text(BARE.replace("stegen", "steget"), encoding="utf-8")
    refused = run("add", file)
    assert refused.exit_code == 1
    assert "FED-002" in refused.output
    assert "Inget lades in" in refused.output


ACCOUNTS = """
[project]
id = "konto"
name = "Egna räkenskaper"
scheme = "forbund"
[[part]]
id = "stegen"
name = "Stegen"
[[source]]
id = "staden"
party = "STADEN"
role = "own"
kind = "municipality"
form = "cash"
"""

WHOLE = """
[federation]
name = "Förbundet Exempel"
accounts = "konto"
[[project]]
id = "stegen"
involvement = "owned"
[[internal]]
payer = "konto"
payee = "stegen"
source = "SOURCE"
part = "stegen"
[mapping.forbund]
insatser = "ovrigt"
[mapping.SCHEME]
CODE = "ovrigt"
"""


@pytest.fixture
def whole_book(tmp_path):
    """A book with own accounts and a project that they pay to, a mismatch among the payments."""
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    (tmp_path / "konto.toml").write_text(ACCOUNTS, encoding="utf-8")
    with create_book(tmp_path / "medfin.db", author="Kassören") as made:
        add_projects(made, [tmp_path / "stegen.toml", tmp_path / "konto.toml"])
        found = dossier(made, "stegen", View(today=made.today))
        source = next(each.id for each in found.project.sources if each.form.is_money)
        text = WHOLE.replace("SOURCE", source).replace("SCHEME", found.scheme.id)
        text = text.replace("CODE", found.scheme.categories[0].code)
        (tmp_path / "federation.toml").write_text(text, encoding="utf-8")
        assert add_federation(made, tmp_path / "federation.toml").findings == ()
        enter(made, "konto", {"date": "2021-02-01", "amount": "100", "category": "insatser", "part": "stegen"})
        enter(made, "stegen", {"date": "2021-02-03", "amount": "90", "kind": "inbetalning", "source": source})
        yield made


@pytest.mark.no_cover
@pytest.mark.parametrize("name", FEDERATION)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_report_on_the_federation_is_written_in_every_format(whole_book, name, language):
    view = View(today=whole_book.today, since=date(2020, 1, 1))
    table = report(whole_book, name, (), view)
    texts = labels(language)

    assert to_text(table, texts)
    assert to_json(table, texts)
    assert csv_bytes(table, texts)
    assert to_xlsx(workbook(whole_book, name, (), view), texts)


def test_a_mismatch_is_shown_with_its_entries(whole_book):
    table = report(whole_book, "eliminations")

    assert table.cell("actual/total", "payer_left").value == 10_00
    assert [row.key.rpartition("2021/")[2] for row in table.rows if row.key.startswith("actual/konto")][1:] == [
        "konto/1",
        "stegen/1",
    ]


def test_the_federation_s_own_mapping_goes_before_that_of_medfin(whole_book):
    table = report(whole_book, "whole", (), View(today=whole_book.today, by=(Dimension.CATEGORY,)))

    assert table.cell("ovrigt", "actual_parts").value == 100_00


def test_projects_are_put_together_as_they_are_named(whole_book):
    table = report(whole_book, "whole", ("stegen",))

    assert [row.key for row in table.rows] == ["stegen", "total"]


def test_a_federation_without_projects_says_what_to_do(tmp_path):
    (tmp_path / "federation.toml").write_text('[federation]\nname = "F"', encoding="utf-8")
    with create_book(":memory:", author="Kassören") as made:
        add_federation(made, tmp_path / "federation.toml")
        with pytest.raises(NoProjectsError):
            report(made, "whole")


@pytest.mark.parametrize(("involvement", "report_name"), [("followed", "whole"), ("funded", "operations")])
def test_a_federation_with_nothing_to_put_together_says_what_is_wanted(book, write, involvement, report_name):
    add_projects(book, [write("stegen.toml", STEGEN)])
    text = f'[federation]\nname = "F"\n[[project]]\nid = "stegen"\ninvolvement = "{involvement}"\n'
    add_federation(book, write("federation.toml", text))

    with pytest.raises(EmptyWholeError, match="the federation's own accounts"):
        report(book, report_name)


def test_what_members_have_paid_is_not_told_without_the_accounts_that_they_pay_to(whole_book):
    with pytest.raises(AccountsLeftOutError):
        report(whole_book, "members", ("stegen",))

    tables = {table.name for sheet in workbook(whole_book, "board", ("stegen",)).sheets for table in sheet.tables}
    assert "members" not in tables
    assert "members" in {table.name for sheet in workbook(whole_book, "board").sheets for table in sheet.tables}


def test_changes_are_told_since_a_day_or_a_seal(tmp_path, whole_book):
    seal = next(iter(whole_book.store.commits("stegen"))).seal

    assert day_of(whole_book, "2021-04-30") == date(2021, 4, 30)
    assert day_of(whole_book, seal[:12]) == whole_book.today
    for text in ("seal", "0123456789ab"):
        with pytest.raises(SealUnknownError):
            day_of(whole_book, text)
    since = View(today=whole_book.today, since=date(2020, 1, 1))
    assert report(whole_book, "changes", (), since).cell("total", "actual_then").value == 0
    for make in (report, workbook):
        with pytest.raises(SinceNeededError):
            make(whole_book, "changes")
    arguments = ["--book", str(tmp_path / "medfin.db"), "report", "changes", "--since", seal[:12]]
    assert "Jämfört med" in CliRunner().invoke(main, arguments).output


def test_a_federation_without_own_accounts_still_has_a_workbook(book, tmp_path):
    add_federation(book, tmp_path / "federation.toml")

    made = workbook(book, "whole")

    assert "capital" not in {table.name for sheet in made.sheets for table in sheet.tables}
    assert to_xlsx(made, labels("sv"))


@pytest.mark.parametrize("by", [(), (Dimension.AREA,), (Dimension.CATEGORY,), (Dimension.YEAR,)])
@pytest.mark.parametrize("year", [None, 2021, 2020])
def test_the_whole_of_years_is_that_of_months(whole_book, by, year):
    view = View(today=whole_book.today, by=by, year=year)
    quickly = treasury(whole_book, (), view, coarse=True)
    slowly = treasury(whole_book, (), view)

    assert read(whole(quickly)) == read(whole(slowly))
    assert quickly.found.pairs == slowly.found.pairs


def test_what_is_left_of_a_year_stands_in_the_whole_of_years_on_the_category_that_came_last(whole_book):
    enter(whole_book, "konto", {"date": "2021-05-01", "amount": "50", "category": "administration", "part": "stegen"})
    view = View(today=whole_book.today, by=(Dimension.CATEGORY,))
    quickly = treasury(whole_book, (), view, coarse=True)

    assert read(whole(quickly)) == read(whole(treasury(whole_book, (), view)))


@pytest.mark.parametrize("name", ["members", "capital", "booked"])
@pytest.mark.parametrize("year", [None, 2021, 2020])
def test_other_reports_of_years_are_those_of_months(whole_book, name, year, monkeypatch):
    view = View(today=whole_book.today, year=year)
    quickly = report(whole_book, name, (), view)

    monkeypatch.setattr(totals, "kept_by_year", lambda _: False)

    assert report(whole_book, name, (), view) == quickly


def test_a_flat_rate_of_a_year_is_in_the_whole_what_it_is_in_the_project(tmp_path):
    option = (
        'id = "ovrigt"\nkind = "flat_rate"\ncategory = "ovrigt"\nrate = "15 %"\nbase = ["personal"]\nrounding = "up"'
    )
    (tmp_path / "stegen.toml").write_text(f"{STEGEN}\n[[option]]\n{option}\n", encoding="utf-8")
    (tmp_path / "federation.toml").write_text(BARE, encoding="utf-8")
    with create_book(tmp_path / "medfin.db", author="Kassören") as made:
        add_projects(made, [tmp_path / "stegen.toml"])
        add_federation(made, tmp_path / "federation.toml")
        for day in ("2021-03-01", "2022-03-01"):
            enter(made, "stegen", {"date": day, "amount": "1,01", "category": "personal"})
        view = View(today=made.today, year=2022)

        own = report(made, "variance", ("stegen",), view).cell("ovrigt", "actual").value

        assert own == 15  # 30.3 öre rounded up to 31 of both years, less 16 of the first
        assert report(made, "whole", (), view).cell("stegen", "actual").value == 1_01 + own


@pytest.mark.parametrize("year", [None, 2021])
def test_reports_made_together_are_those_made_alone(whole_book, year):
    view = View(today=whole_book.today, year=year)
    together = {table.name: table for sheet in workbook(whole_book, "board", (), view).sheets for table in sheet.tables}

    for name in ("board", "whole", "operations", "sus", "attention", "balance"):
        assert read(report(whole_book, name, (), view)) == read(together[name])
    for name in ("board", "whole"):
        for by in (Dimension.AREA, Dimension.CATEGORY, Dimension.SOURCE, Dimension.MEMBER):
            alone = report(whole_book, name, (), attrs.evolve(view, by=(by,)))
            assert [row.cells for row in together[f"{name}_{by}"].rows] == [row.cells for row in alone.rows]
