"""The tables of a project file that say how figures are reckoned and judged, in and out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ledger import catalog
from ledger.app.dossiers import dossier
from ledger.app.projects import add_projects
from ledger.app.projects import export_project
from ledger.errors import ProjectDiffersError
from ledger.model.view import View

HEAD = """
[project]
id = "verkstan"
name = "Verkstan (påhittad)"
scheme = "esf-2021-2027-15"

[[source]]
id = "esf"
party = "Svenska ESF-rådet"
role = "support"
kind = "eu"
form = "grant"

[[source]]
id = "regionen"
party = "Regionen"
role = "cofinancing"
kind = "region"
form = "cash"
"""

TERMS = """
[cofinancing]
tolerance = "0,5 %"
exactly = true

[[option]]
id = "indirekta"
kind = "flat_rate"
category = "indirekta"
rule = "2021-1060-54-b"
rate = "15 %"
base = ["personal"]
covers = ["utrustning"]
rounding = "half_up"
start = 2023-01-01
end = 2023-12-31

[[option]]
id = "timmar"
kind = "unit_cost"
category = "personal"
table = "esf-2021-2027-funktion"
region = "riket"
mark_up = "15 %"

[[option]]
id = "forstudie"
kind = "lump_sum"
category = "externa-tjanster"
instalments = [{ amount = "100", result = "Karta", achieved = 2023-03-31 }, { amount = "250,50" }]

[[condition]]
id = "lika"
source = "esf"
matched_by = ["regionen"]
part = "100 %"
note = "lika mycket från regionen"

[[de_minimis]]
undertaking = "Verkstaden AB"
orgnr = "556000-0000"
group = "Koncernen"
granted = 2022-05-01
amount = "12 000,50 EUR"
grantor = "Kommunen"
of_project = true

[[block_exemption]]
undertaking = "Verkstaden AB"
orgnr = "556000-0000"
article = "artikel 31"
granted = 2022-05-01
eligible = "200 000"
amount = "100 000,50"
intensity = "1/2"
threshold = "2 000 000"
grantor = "Svenska ESF-rådet"

[[block_exemption]]
undertaking = "Butiken AB"
article = "artikel 32"
granted = 2022-05-01
eligible = "10"
amount = "0"
intensity = "50 %"
"""

ONE = """
[[option]]
id = "forstudie"
kind = "lump_sum"
category = "externa-tjanster"
amount = "350 000"
result = "Rapport"
achieved = 2023-06-30
"""

FLAT = '[[option]]\nid = "a"\nkind = "flat_rate"\ncategory = "indirekta"\nrate = "15 %"\nbase = ["personal"]\n'
UNIT = '[[option]]\nid = "a"\nkind = "unit_cost"\ncategory = "personal"\ntable = "esf-2021-2027-funktion"\n'
AID = '[[de_minimis]]\nundertaking = "A"\ngranted = 2022-01-01\namount = "{}"\n'
EXEMPT = (
    '[[block_exemption]]\nundertaking = "A"\narticle = "31"\ngranted = 2022-01-01\n'
    'eligible = "2"\nintensity = "{}"\namount = "{}"\n'
)
MATCH = '[[condition]]\nid = "a"\nsource = "esf"\npart = "1/1"\n'


def terms_of(book):
    return dossier(book, "verkstan", View(today=book.today)).terms


@pytest.mark.parametrize("text", [TERMS, ONE], ids=["all", "a lump sum at once"])
def test_terms_go_out_as_they_came_in(book, write, text):
    add_projects(book, [write("a.toml", HEAD + text)])
    kept = terms_of(book)

    again = add_projects(book, [write("b.toml", export_project(book, "verkstan"))])

    assert again.unchanged == ("verkstan",)
    assert terms_of(book) == kept


def test_terms_hold_what_the_file_says(book, write):
    add_projects(book, [write("a.toml", HEAD + TERMS)])

    terms = terms_of(book)

    assert [(each.id, str(each.kind)) for each in terms.options] == [
        ("indirekta", "flat_rate"),
        ("timmar", "unit_cost"),
        ("forstudie", "lump_sum"),
    ]
    assert terms.options[0].rule == catalog.simplified_rules()["2021-1060-54-b"]
    assert terms.options[1].table == catalog.unit_cost_table("esf-2021-2027-funktion")
    assert terms.options[2].amount_minor == 350_50
    assert terms.de_minimis[0].amount_minor == 12_000_50
    assert [(each.amount_minor, each.threshold_minor) for each in terms.block_exemptions] == [
        (100_000_50, 2_000_000_00),
        (0, None),
    ]


def test_a_change_of_terms_is_no_further_budget_version(book, write):
    add_projects(book, [write("a.toml", HEAD)])

    with pytest.raises(ProjectDiffersError):
        add_projects(book, [write("b.toml", HEAD + ONE)])
    corrected = add_projects(book, [write("b.toml", HEAD + ONE)], correct=True, reason="Beslut")
    taken_back = add_projects(book, [write("a.toml", HEAD)], correct=True, reason="Fel")

    assert corrected.amended == taken_back.amended == ("verkstan",)
    assert terms_of(book) is None


def test_a_table_of_ones_own_is_kept_by_the_book(book, write):
    own = (catalog.DATA / "unit_costs" / "esf-2021-2027-funktion.toml").read_text(encoding="utf-8")
    write("egen.toml", own.replace('id = "esf-2021-2027-funktion"', 'id = "egen"'))
    add_projects(book, [write("a.toml", HEAD + UNIT.replace("esf-2021-2027-funktion", "egen.toml"))])

    assert add_projects(book, [write("b.toml", export_project(book, "verkstan"))]).unchanged == ("verkstan",)


MISTAKES = {
    "a rule that there is not": (FLAT + 'rule = "2021-1060-54-d"\n', ["PRJ-031"]),
    "a rule of another kind": (FLAT + 'rule = "1081-2006-lump-sum"\n', ["PRJ-035"]),
    "a key of another kind": (FLAT + 'table = "esf-2021-2027-funktion"\n', ["PRJ-032"]),
    "a flat rate without rate": (FLAT.replace('rate = "15 %"\n', ""), ["TOML-005"]),
    "a flat rate that rests on itself": (FLAT.replace('["personal"]', '["indirekta"]'), ["PRJ-033"]),
    "flat rates that rest on each other": (
        FLAT.replace('["personal"]', '["resor"]')
        + FLAT.replace('"a"', '"b"').replace("indirekta", "resor").replace('["personal"]', '["indirekta"]'),
        ["PRJ-033", "PRJ-033"],
    ),
    "the same id twice": (FLAT + FLAT, ["TOML-011"]),
    "a category that there is not": (FLAT.replace("indirekta", "inget"), ["PRJ-004"]),
    "no kind": (FLAT.replace('kind = "flat_rate"\n', ""), ["TOML-005"]),
    "days inside a month": (FLAT + "start = 2023-01-02\nend = 2023-03-30\n", ["STM-012", "PRJ-036"]),
    "a lump sum without amount": (ONE.replace('amount = "350 000"\n', ""), ["PRJ-034"]),
    "a lump sum with both": (ONE + 'instalments = [{ amount = "1" }]\n', ["PRJ-034"]),
    "an instalment without amount": (
        ONE.replace('amount = "350 000"\n', "") + 'instalments = [{ result = "x" }]\n',
        ["TOML-005"],
    ),
    "a table that there is not": (UNIT.replace("funktion", "yrke"), ["PRJ-037"]),
    "no table": (UNIT.replace('table = "esf-2021-2027-funktion"\n', ""), ["TOML-005"]),
    "a region that there is not": (UNIT + 'region = "norr"\n', ["PRJ-042"]),
    "a mark-up that there is not": (UNIT + 'mark_up = "16 %"\n', ["PRJ-040"]),
    "aid in kronor": (AID.format("12 000 SEK"), ["PRJ-038"]),
    "aid below nothing": (AID.format("-1 EUR"), ["PRJ-038"]),
    "aid without amount": ('[[de_minimis]]\nundertaking = "A"\ngranted = 2022-01-01\n', ["TOML-005"]),
    "a block exemption of nothing": (
        "[[block_exemption]]\n",
        ["TOML-005", "TOML-005", "TOML-005", "TOML-005", "TOML-005", "TOML-005"],
    ),
    "an intensity above the whole": (EXEMPT.format("110 %", "1"), ["TOML-012"]),
    "a block exemption in euro": (EXEMPT.format("50 %", "1 EUR"), ["PRJ-014"]),
    "a condition on itself": (MATCH + 'matched_by = ["esf"]\n', ["PRJ-039"]),
    "a condition on nobody": (MATCH, ["TOML-005"]),
}


@pytest.mark.parametrize(("text", "codes"), MISTAKES.values(), ids=MISTAKES.keys())
def test_what_is_refused(book, write, text, codes):
    added = add_projects(book, [write("a.toml", HEAD + text)])

    assert sorted(finding.code for finding in added.findings) == sorted(codes)


def test_a_table_that_cannot_be_read_says_why(book, write):
    write("egen.toml", "[table]\n")

    added = add_projects(book, [write("a.toml", HEAD + UNIT.replace("esf-2021-2027-funktion", "egen.toml"))])

    assert [finding.code for finding in added.findings] == ["PRJ-041"]


def test_a_file_without_its_scheme_is_read_on(book, write):
    text = (HEAD + FLAT).replace("esf-2021-2027-15", "inget")

    added = add_projects(book, [write("a.toml", text)])

    assert [finding.code for finding in added.findings] == ["PRJ-001"]


def test_the_example_of_the_documentation_is_sound(book, write):
    page = (Path(__file__).parents[3] / "docs" / "project-file.md").read_text(encoding="utf-8")
    texts = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    example = next(text for text in texts if text.startswith("[cofinancing]"))

    added = add_projects(book, [write("a.toml", HEAD + example.replace("tillvaxtverket", "esf"))])

    assert added.findings == ()
    assert len(terms_of(book).options) == 3
