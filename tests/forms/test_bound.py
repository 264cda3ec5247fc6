"""What forms show beside budgets and entries: claims, forecasts, comments, a federation's whole; and their commands."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner

from cli import main
from ledger.app.claims.steps import draft_claim
from ledger.app.claims.steps import submit_claim
from ledger.app.forecasts.forecasts import comment
from ledger.app.forecasts.forecasts import set_forecast
from ledger.app.funders.forms import form
from ledger.app.imports.actuals import enter
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.projects import export_project
from ledger.errors import FileRefusedError
from ledger.errors import FormPeriodError
from ledger.errors import FormYearError
from ledger.errors import NoFederationError
from ledger.errors import UnknownClaimError
from ledger.model.claims.claim import ClaimTerms
from ledger.model.view import View
from ledger.reports.table import Cell
from ledger.reports.table import Formula
from ledger.reports.table import Ruled
from ledger.reports.table import SumOf
from tests.conftest import ACTUALS
from tests.conftest import STEGEN
from tests.forms.filled import filled_book
from tests.forms.texts import CLAIMED
from tests.forms.texts import column
from tests.forms.texts import figures
from tests.forms.texts import head
from tests.forms.texts import row
from tests.forms.texts import tie

FIELDS = """\
[[sheet.block]]
key = "huvud"
holds = "fields"
[[sheet.block.field]]
label = "Från"
bind = "form.start"
[[sheet.block.field]]
label = "Dnr"
bind = "text.diarienummer"
"""
CLAIM_FORM = (
    head("prov/ansokan", "Ansökan", 'basis = "belongs"')
    + FIELDS
    + figures("kostnader", "Kostnad", 'rows = "categories"')
    + CLAIMED
    + column("fas", "Fas", "claimed", phase="a")
    + figures("finansiering", "Finansiär", 'rows = "sources"')
    + column("nu", "Nu", "claimed", span="period")
    + tie("Lika", "kostnader/total.nu", "finansiering/total.nu")
)
FOLLOW_UP = (
    head("prov/uppfoljning", "Uppföljning")
    + figures("kostnader", "Kostnad", "costs_negative = true")
    + column("prognos", "Prognos", "forecast", span="year")
    + column("kommentar", "Kommentar", "comment", span="period")
    + row("Personal", 'categories = ["personal"]')
    + row("Personal och lokal", 'key = "bada"', 'categories = ["lokal"]')
    + row("Allt", 'key = "allt"', "whole = true")
    + row("Förbundet", 'sources = ["forbundet"]')
)


@pytest.fixture
def filled(stegen, write):
    """Return a function that fills a form's text for the project ``stegen`` and gives its tables."""
    import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")

    def tables(text, **terms):
        workbook = form(stegen, str(write("form.toml", text)), "stegen", View(today=stegen.today, **terms))
        return {table.name: table for sheet in workbook.sheets for table in sheet.tables}

    return tables


def values(table, key):
    return {row.key: table.cell(row.key, key).value for row in table.rows}


def test_a_form_about_a_claim_shows_what_the_claim_holds(stegen, filled):
    for end in (date(2021, 1, 31), date(2021, 2, 28)):
        draft_claim(stegen, "stegen", ClaimTerms(start=date(2021, 1, 1), end=end))
        submit_claim(stegen, "stegen")

    made = filled(CLAIM_FORM, claim=2)
    costs = made["kostnader"]

    assert [values(costs, key)["personal"] for key in ("fore", "nu", "alla")] == [33_412_50, 33_508_50, 66_921_00]
    assert values(costs, "fas")["personal"] is None
    assert isinstance(costs.cell("personal", "nu").live, Ruled)
    assert costs.cell("personal", "alla").live == Formula("ROUND({fore}+{nu},2)")
    assert values(made["finansiering"], "nu")["total"] == 33_508_50
    assert {row.cells[-1].value for row in made["kontroll"].rows} == {0}


SETTLING = (
    CLAIM_FORM
    + figures("forskott", "Beskrivning")
    + column("avrakning", "Belopp", "settled")
    + column("forskott", "Förskott", "advance")
    + row("Förbundet", 'sources = ["forbundet"]')
    + row("Kostnad", 'categories = ["personal"]')
)


def test_a_claim_shows_how_much_of_an_advance_it_settles(stegen, filled):
    enter(stegen, "stegen", {"date": "2021-01-04", "amount": "20 000", "kind": "advance", "source": "forbundet"})
    assert filled(SETTLING, year=2021)["forskott"].cell("forbundet", "avrakning").open
    draft_claim(stegen, "stegen", ClaimTerms(end=date(2021, 1, 31), settle=(("forbundet", 15_000_00),)))

    made = filled(SETTLING, claim=1)["forskott"]

    assert [made.cell("forbundet", key).value for key in ("avrakning", "forskott")] == [15_000_00, 20_000_00]
    assert made.cell("personal", "avrakning") == Cell()


def test_without_a_claim_the_same_form_shows_what_is_booked_in_the_days(filled):
    made = filled(CLAIM_FORM, start=date(2021, 2, 1), end=date(2021, 2, 28))

    assert [values(made["kostnader"], key)["total"] for key in ("fore", "nu", "alla")] == [
        33_412_50,
        33_508_50,
        66_921_00,
    ]
    assert isinstance(made["kostnader"].cell("personal", "nu").live, SumOf)


def test_a_claim_that_there_is_not_is_refused(filled):
    with pytest.raises(UnknownClaimError):
        filled(CLAIM_FORM, claim=7)


def test_a_form_about_a_period_needs_one(filled):
    with pytest.raises(FormPeriodError):
        filled(CLAIM_FORM)
    with pytest.raises(FormYearError, match="2021, 2022"):
        filled(FOLLOW_UP.replace('span = "period"', 'span = "whole"'))


def test_forecasts_and_comments_are_shown_and_otherwise_left_open(stegen, filled):
    set_forecast(stegen, "stegen", ["personal=390 000"], year=2021)
    comment(stegen, "stegen", "Vakans under våren", category="personal", measure="Anställning i augusti")

    costs = filled(FOLLOW_UP, year=2021)["kostnader"]

    assert costs.cell("personal", "prognos").value == -390_000_00
    assert costs.cell("personal", "kommentar").value == "Vakans under våren Anställning i augusti"
    assert [costs.cell(row, "prognos").open for row in ("bada", "allt", "forbundet")] == [True] * 3
    assert [costs.cell(row, "kommentar").open for row in ("bada", "allt", "forbundet")] == [True] * 3


def test_texts_for_forms_come_from_the_project_file(book, write):
    text = STEGEN + '\n[form]\ndiarienummer = "2021/1"\n"antal deltagare" = "12"\n'
    add_projects(book, [write("stegen.toml", text)])
    workbook = form(book, str(write("form.toml", CLAIM_FORM)), "stegen", View(today=book.today, year=2021))

    assert workbook.sheets[0].tables[0].cell("2", "value").value == "2021/1"
    assert add_projects(book, [write("again.toml", export_project(book, "stegen"))]).unchanged == ("stegen",)


def test_a_federations_whole_is_without_what_its_projects_pay_each_other():
    with filled_book() as book:
        workbook = form(book, "finsam/driftsredovisning", "forbundet", View(today=book.today, year=2021))
    areas = {table.name: table for sheet in workbook.sheets for table in sheet.tables}["omraden"]

    assert areas.cell("insatser", "interna").value == 540_000_00
    assert areas.cell("total", "utfall").value == areas.cell("total", "delar").value + 540_000_00


def test_a_form_with_errors_is_refused_with_all_of_them(stegen, write):
    text = CLAIM_FORM.replace('figure = "claimed"', 'figure = "claims"')

    with pytest.raises(FileRefusedError) as refused:
        form(stegen, str(write("form.toml", text)), "stegen", View(today=stegen.today))

    assert [found.code for found in refused.value.findings] == ["TOML-004"] * 5


def test_a_form_about_the_whole_needs_a_federation(stegen):
    with pytest.raises(NoFederationError):
        form(stegen, "finsam/driftsredovisning", "stegen", View(today=stegen.today, year=2021))


def test_forms_are_listed_and_checked_and_filled_at_the_prompt(tmp_path, write):
    run = CliRunner().invoke
    book = ["--book", str(tmp_path / "b.db")]
    good, bad = (
        write("good.toml", CLAIM_FORM),
        write("bad.toml", CLAIM_FORM.replace('figure = "claimed"', 'figure = "claims"')),
    )
    out = tmp_path / "form.xlsx"
    line = CLAIM_FORM.splitlines().index('figure = "claimed"') + 1

    listed = run(main, ["forms"]).output
    assert "esf-2021-2027/utbetalning-40" in listed
    assert "Bara en ordagrann uppställning är en blankett" in listed
    assert "Only a verbatim layout is a form" in run(main, ["--lang", "en", "forms"]).output
    shown = run(main, ["forms", "show", "esf-2021-2027/utbetalning-40"]).output
    assert all(
        part in shown for part in ("Svenska ESF-rådet", "esf-2021-2027-40", "medfin form esf-2021-2027/utbetalning-40")
    )
    assert "Applies          from 2004" in run(main, ["forms", "--lang", "en", "show", "sus/insatsbudget"]).output
    assert "pröva sus/insatsbudget" in run(main, ["forms", "show", "sus/insats"]).output
    assert run(main, ["forms", "check", str(good)]).output == "prov/ansokan: inga fel. Blad: 1. Block: 3.\n"
    found = run(main, ["forms", "check", str(bad)])
    assert (found.exit_code, f"bad.toml:{line}" in found.output, "claimed" in found.output) == (1, True, True)
    run(main, [*book, "init"])
    run(main, [*book, "project", "add", str(write("stegen.toml", STEGEN))])
    terms = ["--from", "2021-01-01", "--to", "2021-06-30", "-o", str(out)]
    assert run(main, [*book, "form", str(good), "stegen", *terms]).exit_code == 0
    assert out.stat().st_size > 5000
    assert "FRM-104" in run(main, [*book, "form", str(good), "stegen", "-o", str(out)]).output


def test_the_cell_of_every_figure_is_told_with_its_address(tmp_path, write):
    run = CliRunner().invoke
    book = ["--book", str(tmp_path / "b.db")]
    run(main, [*book, "init"])
    run(main, [*book, "project", "add", str(write("stegen.toml", STEGEN))])
    command = [*book, "form", str(write("good.toml", FOLLOW_UP)), "stegen", "--year", "2021"]

    told = run(main, [*command, "--addresses"]).output

    lines = {line.split()[0]: line.split() for line in told.splitlines() if line.startswith("Uppföljning!")}
    assert len({line[-1] for line in lines.values()}) == len(lines)
    assert all("?year=2021&form=" in line[-1] for line in lines.values())
    ((cell, how),) = ((line[0], line[1:3]) for line in lines.values() if "/personal.prognos?" in line[-1])
    assert (cell, how) == ("Uppföljning!B9", ["fylls", "i"])
    assert "to be filled in" in run(main, ["--lang", "en", *command, "--addresses"]).output
    counted = lines["Uppföljning!B9"][-1].replace("kostnader/personal.prognos", "kontroll/kostnader-intakt.form")
    assert "håller en formel" in run(main, [*book, "explain", "stegen", counted]).output
    refused = run(main, command)
    assert (refused.exit_code, "USE-003" in refused.output, "--output" in refused.output) == (2, True, True)
