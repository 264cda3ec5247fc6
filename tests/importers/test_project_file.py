from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

from ledger import catalog
from ledger.core.finding import stop
from ledger.core.money import Currency
from ledger.errors import FileRefusedError
from ledger.importers.projects.project_file import Lookup
from ledger.importers.projects.project_file import read_project_file
from ledger.importers.scheme_file import read_scheme_file
from ledger.model.budget import BudgetKind
from ledger.model.budget import BudgetState
from ledger.model.budget import BudgetVersion
from ledger.model.budget import CostLine
from ledger.model.budget import FinancingLine
from ledger.model.budget import Stated
from ledger.model.budget import Units
from ledger.model.claim_rhythm import ClaimRhythm
from ledger.model.party import Party
from ledger.model.project import Part
from ledger.model.project import Phase
from ledger.model.project import Project
from ledger.model.retention import Retention
from ledger.model.retention import RetentionBasis
from ledger.model.source import Component
from ledger.model.source import ShareBasis
from ledger.model.source import Source
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole
from ledger.model.transfer import Transfer
from ledger.model.transfer import TransferTerms

LOOKUP = Lookup(
    scheme=catalog.scheme,
    programme=catalog.programme,
    scheme_names=catalog.scheme_ids(),
    programme_names=catalog.programme_ids(),
)

PAS = """\
[project]
id = "pas"                                   # lower-case letters, digits, hyphens
name = "Projekt för aktivitet och självständighet (PAS)"
owner = "Staffanstorps kommun"
funder = "Samordningsförbundet Burlöv-Staffanstorp"
programme = "finsam"
scheme = "burlov-staffanstorp"
start = 2020-06-01
end = 2022-12-31
currency = "SEK"

[[source]]
id = "forbundet"
party = "Samordningsförbundet Burlöv-Staffanstorp"
role = "support"
kind = "federation"
form = "cash"

[[budget]]
state = "submitted"
submitted = 2019-12-10
reason = "Medelsansökan 191210, version 5"
[budget.cost]
personal   = { 2020 = "550 000", 2021 = "800 000", 2022 = "800 000" }
utbildning = { 2020 = "50 000" }
[budget.stated]
cost = { 2020 = "735 000" }
"""

SMALL = """\
[project]
id = "exempel"
name = "Exempel"
scheme = "esf-2007-2013"
"""

SOURCE = """\
[[source]]
id = "esf"
party = "ESF-rådet"
role = "support"
kind = "eu"
form = "grant"
"""

PHASE = """\
[[phase]]
id = "start"
start = 2011-01-01
end = 2011-12-31
"""

BUDGET = """\
[[budget]]
state = "draft"
"""


def read(text, lookup=LOOKUP):
    return read_project_file(text, "exempel.toml", lookup)


def held(text):
    file, findings = read(text)
    assert findings == ()
    return file


def test_the_application_of_pas_reads_as_it_is_written():
    file = held(PAS)

    assert file.project == Project(
        id="pas",
        name="Projekt för aktivitet och självständighet (PAS)",
        scheme="burlov-staffanstorp",
        owner="staffanstorps-kommun",
        funder="samordningsforbundet-burlov-staffanstorp",
        programme="finsam",
        start=date(2020, 6, 1),
        end=date(2022, 12, 31),
        sources=(
            Source(
                id="forbundet",
                party="samordningsforbundet-burlov-staffanstorp",
                role=SourceRole.SUPPORT,
                kind=SourceKind.FEDERATION,
                form=SourceForm.CASH,
            ),
        ),
    )
    assert file.parties == (
        Party(id="staffanstorps-kommun", name="Staffanstorps kommun"),
        Party(id="samordningsforbundet-burlov-staffanstorp", name="Samordningsförbundet Burlöv-Staffanstorp"),
    )
    assert file.budgets == (
        BudgetVersion(
            state=BudgetState.SUBMITTED,
            submitted=date(2019, 12, 10),
            reason="Medelsansökan 191210, version 5",
            cost=(
                CostLine(category="personal", amount_minor=550_000_00, year=2020),
                CostLine(category="personal", amount_minor=800_000_00, year=2021),
                CostLine(category="personal", amount_minor=800_000_00, year=2022),
                CostLine(category="utbildning", amount_minor=50_000_00, year=2020),
            ),
            stated=(Stated(view="cost", amount_minor=735_000_00, year=2020),),
        ),
    )
    assert (file.scheme.id, file.programme.id) == ("burlov-staffanstorp", "finsam")


def test_parties_parts_phases_and_terms_read_as_they_are_written():
    file = held(
        SMALL.replace(
            'id = "exempel"', 'id = "exempel"\nowner = "arbetsmarknadsenheten"\nperformers = ["AF", "Åre kommun"]'
        )
        + """
[severity]
BUD-001 = "off"
[[party]]
id = "kommunen"
name = "Exempelby kommun"
orgnr = "212000-0000"
aliases = ["Arbetsmarknadsenheten"]
[[part]]
id = "delprojekt-1"
name = "Första delprojektet"
owner = "Exempelby kommun"
[[source]]
party = "kommunen"
role = "own"
kind = "municipality"
form = "in_kind"
share = "1/3"
share_of = "eligible_cost"
cap = 12345
priority = 2
categories = ["lon", "resa"]
parts = ["delprojekt-1"]
start = 2011-01-01
end = 2011-12-31
takes_rounding = true
retention = { of = "grant", share = "10 %", amount = "12 000" }
claims = { every_months = 3, begins = 2011-01-01, within_months = 2, pays_within_days = 60 }
components = [{ kind = "eu", share = "50 %" }, { kind = "state" }]
"""
        + PHASE
    )

    assert file.project.owner == "kommunen"
    assert file.project.performers == ("af", "are-kommun")
    assert file.project.severities == (("BUD-001", "off"),)
    assert file.project.parts == (Part(id="delprojekt-1", name="Första delprojektet", owner="kommunen"),)
    assert file.project.phases == (Phase(id="start", start=date(2011, 1, 1), end=date(2011, 12, 31)),)
    assert [party.id for party in file.parties] == ["kommunen", "af", "are-kommun"]
    assert file.project.sources == (
        Source(
            id="kommunen",
            party="kommunen",
            role=SourceRole.OWN,
            kind=SourceKind.MUNICIPALITY,
            form=SourceForm.IN_KIND,
            share=Fraction(1, 3),
            share_of=ShareBasis.ELIGIBLE_COST,
            cap_minor=12_345_00,
            priority=2,
            categories=("lon", "resa"),
            parts=("delprojekt-1",),
            start=date(2011, 1, 1),
            end=date(2011, 12, 31),
            takes_rounding=True,
            retention=Retention(of=RetentionBasis.GRANT, share=Fraction(1, 10), amount_minor=12_000_00),
            claims=ClaimRhythm(every_months=3, begins=date(2011, 1, 1), within_months=2, pays_within_days=60),
            components=(Component(kind=SourceKind.EU, share=Fraction(1, 2)), Component(kind=SourceKind.STATE)),
        ),
    )


def test_compact_and_written_out_lines_make_the_same_kind_of_line():
    file = held(
        SMALL
        + SOURCE
        + PHASE
        + BUDGET
        + """
[budget.cost]
lon = { 2011 = 40000, start = "1 000,50", total = "ca 1,5 mkr" }
[budget.financing]
esf = { total = "100 000", approximate = true }
[[budget.line]]
category = "lon"
phase = "start"
part = "norr"
amount = "40 000"
note = "halvtid"
[[budget.line]]
source = "esf"
year = 2011
amount = "10 000"
approximate = true
[[part]]
id = "norr"
name = "Norra delen"
"""
    )

    assert file.budgets[0].cost == (
        CostLine(category="lon", amount_minor=40_000_00, year=2011),
        CostLine(category="lon", amount_minor=1_000_50, phase="start"),
        CostLine(category="lon", amount_minor=1_500_000_00, approximate=True),
        CostLine(category="lon", amount_minor=40_000_00, phase="start", part="norr", note="halvtid"),
    )
    assert file.budgets[0].financing == (
        FinancingLine(source="esf", amount_minor=100_000_00, approximate=True),
        FinancingLine(source="esf", amount_minor=10_000_00, approximate=True, year=2011),
    )


LINE = SMALL + BUDGET + '[[budget.line]]\ncategory = "lon"\nyear = 2011\n'


@pytest.mark.parametrize(
    ("quantity", "exact", "amount_minor"),
    [
        ("3", Fraction(3), 1_260_15),
        ('"1 720"', Fraction(1720), 722_486_00),
        ('"86,5"', Fraction(173, 2), 36_334_33),
        ('"1/3"', Fraction(1, 3), 140_02),
    ],
    ids=["whole", "with a space", "with decimals", "a third"],
)
def test_a_line_s_amount_is_quantity_times_price_rounded_half_up(quantity, exact, amount_minor):
    text = f'{LINE}quantity = {quantity}\nunit = "timmar"\nprice = "420,05"\n'
    (line,) = held(text).budgets[0].cost

    units = Units(quantity=exact, price_minor=420_05, unit="timmar")
    assert line == CostLine(category="lon", amount_minor=amount_minor, year=2011, units=units)
    assert held(f'{text}amount = "{amount_minor // 100},{amount_minor % 100:02d}"\n').budgets[0].cost == (line,)


@pytest.mark.parametrize(
    ("rest", "codes"),
    [
        ("quantity = 3\n", ["PRJ-026"]),
        ("price = 3\namount = 3\n", ["PRJ-026"]),
        ('unit = "timmar"\namount = 3\n', ["PRJ-026"]),
        ("quantity = 0\nprice = 3\n", ["PRJ-027"]),
        ('quantity = "halva"\nprice = 3\n', ["PRJ-027"]),
        ("quantity = -2\nprice = 3\n", ["PRJ-027"]),
        ('quantity = 2\nprice = "cirka 3"\n', ["PRJ-027"]),
        ("quantity = 2\nprice = 3\namount = 7\n", ["PRJ-028"]),
        ("quantity = 2\nprice = 3\namount = -6\n", ["PRJ-013"]),
        ('unit = "timmar"\n', ["TOML-005", "PRJ-026"]),
    ],
)
def test_a_quantity_or_price_that_gives_no_amount_is_told(rest, codes):
    file, findings = read_project_file(LINE + rest, "x.toml", LOOKUP)

    assert file is None
    assert [finding.code for finding in findings] == codes


def test_lines_for_the_same_cell_are_told_apart_by_their_notes():
    again = '[[budget.line]]\ncategory = "lon"\nyear = 2011\namount = 2\n'
    first = LINE + 'amount = 1\nnote = "ledare"\n'

    assert [line.amount_minor for line in held(f'{first}{again}note = "stöd"\n').budgets[0].cost] == [100, 200]
    for second in (again, f'{again}note = "ledare"\n'):
        assert [each.code for each in read_project_file(first + second, "x.toml", LOOKUP)[1]] == ["PRJ-015"]


def test_printed_totals_are_kept_by_view():
    file = held(
        SMALL
        + BUDGET
        + '[budget.stated]\nsupport = "9 930 495 kr"\ntotal = "23 942 810 kr"\ncost = { 2011 = "cirka 5 mkr" }\n'
    )

    assert file.budgets[0].stated == (
        Stated(view="cost", amount_minor=5_000_000_00, approximate=True, year=2011),
        Stated(view="cost", amount_minor=23_942_810_00),
        Stated(view="support", amount_minor=9_930_495_00),
    )


@pytest.mark.parametrize("key", ["committed", "total"])
def test_what_a_source_promises_is_financing_of_the_first_version(key):
    promise = f'{key} = "cirka 600 000: -"\n'
    line = FinancingLine(source="esf", amount_minor=600_000_00, approximate=True)

    assert held(SMALL + SOURCE + promise).budgets == (BudgetVersion(state=BudgetState.DRAFT, financing=(line,)),)
    two = held(SMALL + SOURCE + promise + BUDGET + "decided = 2011-01-01\n" + BUDGET)
    assert [version.financing for version in two.budgets] == [(line,), ()]


@pytest.mark.parametrize(
    ("amount", "note"),
    [
        pytest.param("600 000:-", None, id="a plain amount needs no words"),
        pytest.param("cirka 600 000: -", None, id="cirka is said by the flag"),
        pytest.param("minst 600 000 kr", "minst 600 000 kr", id="at least says more than approximate"),
        pytest.param("600.000 kr under 2014 (exkl moms)", "600.000 kr under 2014 (exkl moms)", id="value added tax"),
    ],
)
def test_words_that_say_more_than_the_figure_are_kept(amount, note):
    file = held(f'{SMALL}{SOURCE}committed = "{amount}"\n')

    assert file.budgets[0].financing[0].amount_minor == 600_000_00
    assert file.budgets[0].financing[0].note == note


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        pytest.param('period = "15.01.01-15.12.31"', (date(2015, 1, 1), date(2015, 12, 31)), id="an exact period"),
        pytest.param('period = "november 2011 - juni 2014"', (None, None), id="months are not days"),
        pytest.param('period = "tills vidare"', (None, None), id="words that are no period are kept"),
        pytest.param('period = "2015"\nstart = 2015-02-01', (date(2015, 2, 1), None), id="days given go first"),
    ],
)
def test_the_days_of_a_project_come_from_a_period_only_if_it_names_them(lines, days):
    file = held(SMALL.replace('name = "Exempel"', f'name = "Exempel"\n{lines}'))

    assert (file.project.start, file.project.end) == days
    assert file.project.period is not None


def test_a_project_may_be_in_another_currency():
    file = held(SMALL + 'currency = "EUR"\n' + BUDGET + '[budget.cost]\nlon = { total = "372 226 EUR" }\n')

    assert file.project.currency == Currency("EUR")
    assert file.budgets[0].cost[0].amount_minor == 372_226_00


def test_a_byte_order_mark_and_windows_line_ends_change_nothing():
    assert held("\ufeff" + PAS.replace("\n", "\r\n")) == held(PAS)


CASES = [
    pytest.param(PAS + "[", "TOML-001", 28, None, id="a file that is no TOML"),
    pytest.param(SMALL + 'curency = "SEK"\n', "TOML-002", 5, "project.curency", id="an unknown key"),
    pytest.param(SMALL + "start = 2020-01-01T00:00:00\n", "TOML-003", 5, "project.start", id="a time for a day"),
    pytest.param(SMALL + 'start = "2020-01-01"\n', "TOML-003", 5, "project.start", id="a text for a day"),
    pytest.param(SMALL + "[party]\nname = 1\n", "TOML-003", 5, "party", id="single brackets for double ones"),
    pytest.param(SMALL + BUDGET + "cost = 1\n", "TOML-003", 7, "budget.1.cost", id="a number for a table"),
    pytest.param(SMALL + SOURCE.replace('"eu"', '"EU"'), "TOML-004", 9, "source.1.kind", id="an unknown kind"),
    pytest.param(SMALL.replace('name = "Exempel"\n', ""), "TOML-005", 1, "project", id="no name"),
    pytest.param(SMALL.replace('"Exempel"', '" "'), "TOML-005", 3, "project.name", id="a blank name"),
    pytest.param(SMALL + "a" + ".a" * 100_000 + " = 1", "TOML-014", 5, None, id="a key of a hundred thousand parts"),
    pytest.param("", "TOML-015", 1, None, id="an empty file"),
    pytest.param("[[project]]\nid = 'a'\n", "TOML-015", 1, "project", id="double brackets for single ones"),
    pytest.param(SMALL + SOURCE + "cap = 1.5\n", "TOML-006", 11, "source.1.cap", id="a decimal number"),
    pytest.param(SMALL.replace("Exempel", "Ex\\u0007"), "TOML-007", 3, "project.name", id="a control character"),
    pytest.param(SMALL.replace("Exempel", "Ex\u202eem"), "TOML-007", 3, "project.name", id="a mark that turns text"),
    pytest.param(SMALL + SOURCE + 'cap = "mycket"\n', "TOML-008", 11, "source.1.cap", id="words for an amount"),
    pytest.param(
        SMALL + f"{SOURCE}cap = 1{'0' * 20}\n", "TOML-009", 11, "source.1.cap", id="a number beyond all money"
    ),
    pytest.param(SMALL.replace('"exempel"', '"Exempel 1"'), "TOML-010", 2, "project.id", id="an id with a capital"),
    pytest.param(
        SMALL + SOURCE + "claims = { every_months = 0 }\n",
        "PRJ-061",
        11,
        "source.1.claims.every_months",
        id="claims of no months",
    ),
    pytest.param(
        SMALL + SOURCE + "claims = { within_months = 2 }\n",
        "PRJ-062",
        11,
        "source.1.claims.within_months",
        id="a last day of no period",
    ),
    pytest.param(
        SMALL + SOURCE + 'retention = { of = "payment" }\n', "PRJ-050", 11, "source.1.retention", id="nothing held back"
    ),
    pytest.param(
        SMALL + SOURCE + 'retention = { of = "payment", amount = 5 }\n',
        "PRJ-050",
        11,
        "source.1.retention",
        id="an amount of each payment",
    ),
    pytest.param(
        SMALL + SOURCE + 'retention = { of = "grant", amount = 0 }\n',
        "PRJ-051",
        11,
        "source.1.retention.amount",
        id="an amount of nothing held back",
    ),
    pytest.param(
        SMALL + SOURCE + 'retention = { of = "grant", amount = "cirka 5" }\n',
        "PRJ-051",
        11,
        "source.1.retention.amount",
        id="an amount held back that is not exact",
    ),
    pytest.param(
        SMALL + SOURCE + 'retention = { share = "5 %" }\n', "TOML-005", 11, "source.1.retention", id="held back of what"
    ),
    pytest.param(
        SMALL + '[[check_level]]\nid = "k"\nname = "K"\nrequired = "decision"\n',
        "TOML-004",
        8,
        "check_level.1.required",
        id="a level of check before something unknown",
    ),
    pytest.param(
        SMALL + '[[check_level]]\nid = "k"\nname = "K"\n' * 2,
        "TOML-011",
        9,
        "check_level.2.id",
        id="the same level of check twice",
    ),
    pytest.param(SMALL + SOURCE + SOURCE, "TOML-011", 12, "source.2.id", id="the same source twice"),
    pytest.param(SMALL + PHASE + PHASE, "TOML-011", 10, "phase.2.id", id="the same phase twice"),
    pytest.param(SMALL + 'required_cofinancing = "101 %"\n', "TOML-012", 5, "project.required_cofinancing", id="101 %"),
    pytest.param(SMALL + "start = 2020-01-02\nend = 2020-01-01\n", "TOML-013", 6, "project.end", id="end before start"),
    pytest.param(SMALL.replace("esf-2007", "esf-207"), "PRJ-001", 4, "project.scheme", id="an unknown scheme"),
    pytest.param(SMALL + 'programme = "esf"\n', "PRJ-002", 5, "project.programme", id="an unknown programme"),
    pytest.param(
        SMALL + 'programme = "esf-2007-2013"\narea = "9"\n', "PRJ-003", 6, "project.area", id="an unknown area"
    ),
    pytest.param(
        SMALL + BUDGET + "[budget.cost]\nlön = { 2011 = 1 }\n", "TOML-001", 8, None, id="å ä ö in a bare key is no TOML"
    ),
    pytest.param(
        SMALL + BUDGET + "[budget.cost]\nlonn = { 2011 = 1 }\n",
        "PRJ-004",
        8,
        "budget.1.cost.lonn",
        id="an unknown category",
    ),
    pytest.param(
        SMALL + SOURCE + 'categories = ["lonn"]\n', "PRJ-004", 11, "source.1.categories", id="a source's category"
    ),
    pytest.param(
        SMALL + BUDGET + "[budget.financing]\nesf = { 2011 = 1 }\n",
        "PRJ-005",
        8,
        "budget.1.financing.esf",
        id="a source that is not there",
    ),
    pytest.param(SMALL + SOURCE + 'parts = ["norr"]\n', "PRJ-006", 11, "source.1.parts", id="an unknown part"),
    pytest.param(
        SMALL + BUDGET + "[budget.cost]\nlon = { 211 = 1 }\n", "PRJ-007", 8, "budget.1.cost.lon.211", id="no year"
    ),
    pytest.param(
        SMALL + BUDGET + '[[budget.line]]\ncategory = "lon"\namount = 1\nyear = 211\n',
        "PRJ-007",
        10,
        "budget.1.line.1.year",
        id="a line for no year",
    ),
    pytest.param(
        SMALL + BUDGET + '[[budget.line]]\ncategory = "lon"\namount = 1\nphase = "slut"\n',
        "PRJ-008",
        10,
        "budget.1.line.1.phase",
        id="an unknown phase",
    ),
    pytest.param(SMALL + 'area = "2"\n', "PRJ-009", 5, "project.area", id="an area of no programme"),
    pytest.param(
        SMALL + '[[party]]\nname = "AF"\n[[party]]\nid = "x"\nname = "X"\naliases = ["af"]\n',
        "PRJ-010",
        7,
        "party.2",
        id="two parties called the same",
    ),
    pytest.param(
        SMALL + 'owner = "Åre kommun"\nfunder = "Are kommun"\n', "PRJ-011", 6, "project.funder", id="two names, one id"
    ),
    pytest.param(SMALL + 'owner = "***"\n', "PRJ-012", 5, "project.owner", id="a name without letters"),
    pytest.param(SMALL + '[[party]]\nname = "***"\n', "TOML-005", 5, "party.1", id="a party without letters"),
    pytest.param(SMALL + SOURCE + "total = -1\n", "PRJ-013", 11, "source.1.total", id="a negative amount"),
    pytest.param(SMALL + SOURCE + 'total = "1 EUR"\n', "PRJ-014", 11, "source.1.total", id="another currency"),
    pytest.param(
        SMALL
        + BUDGET
        + '[budget.cost]\nlon = { 2011 = 1 }\n[[budget.line]]\ncategory = "lon"\nyear = 2011\namount = 1\n',
        "PRJ-015",
        12,
        "budget.1.line.1.amount",
        id="the same cell twice",
    ),
    pytest.param(
        SMALL + BUDGET + "[budget.stated]\ntotal = 1\ncost = { total = 1 }\n",
        "PRJ-015",
        8,
        "budget.1.stated.total",
        id="the same printed total twice",
    ),
    pytest.param(
        SMALL + SOURCE + "total = 1\n" + BUDGET + "[budget.financing]\nesf = { total = 1 }\n",
        "PRJ-015",
        5,
        "source.1",
        id="a promise that the version has as well",
    ),
    pytest.param(SMALL + SOURCE + 'share = "5 %"\n', "PRJ-016", 11, "source.1.share", id="a share of nothing"),
    pytest.param(
        SMALL + SOURCE + 'share_of = "direct_cost"\n', "PRJ-016", 11, "source.1.share_of", id="what is a share of it"
    ),
    pytest.param(SMALL + '[severity]\nbudget = "off"\n', "PRJ-017", 6, "severity.budget", id="no finding's code"),
    pytest.param(SMALL + '[severity]\nBUD-001 = "of"\n', "TOML-004", 6, "severity.BUD-001", id="no severity"),
    pytest.param(
        SMALL + SOURCE + "takes_rounding = true\n" + SOURCE.replace('"esf"', '"b"') + "takes_rounding = true\n",
        "PRJ-018",
        18,
        "source.2.takes_rounding",
        id="two sources take the rounding",
    ),
    pytest.param(SMALL + SOURCE + "total = 1\ncommitted = 1\n", "PRJ-019", 11, "source.1.total", id="promised twice"),
    pytest.param(
        SMALL + BUDGET + "[[budget.line]]\namount = 1\n", "PRJ-020", 7, "budget.1.line.1", id="a line about nothing"
    ),
    pytest.param(
        SMALL + SOURCE + BUDGET + '[[budget.line]]\namount = 1\ncategory = "lon"\nsource = "esf"\n',
        "PRJ-020",
        13,
        "budget.1.line.1",
        id="a line about both",
    ),
    pytest.param(
        SMALL + PHASE + BUDGET + '[[budget.line]]\namount = 1\ncategory = "lon"\nyear = 2011\nphase = "start"\n',
        "PRJ-021",
        15,
        "budget.1.line.1.phase",
        id="a line for a year and a phase",
    ),
    pytest.param(SMALL + PHASE.replace('"start"', '"total"'), "PRJ-022", 6, "phase.1.id", id="a phase called total"),
    pytest.param(SMALL + PHASE.replace('"start"', '"2011"'), "PRJ-022", 6, "phase.1.id", id="a phase called 2011"),
]


@pytest.mark.parametrize(("text", "code", "line", "key"), CASES)
def test_a_problem_is_found_with_its_line_and_key(text, code, line, key):
    file, findings = read(text)

    assert file is None
    places = [(finding.code, finding.place.line, finding.place.key) for finding in findings]
    assert (code, line, key) in places
    assert all(finding.place.file == "exempel.toml" for finding in findings)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("text", [pytest.param(case.values[0], id=case.id) for case in CASES])
def test_a_problem_has_words(text, language):
    labels = catalog.labels(language)

    for finding in read(text)[1]:
        assert labels.say(finding.words)


def test_every_problem_is_found_at_once_in_the_order_of_the_file():
    text = (
        PAS.replace("personal  ", "personel  ")
        .replace('"support"', '"suport"')
        .replace('"50 000"', "50.5")
        .replace("currency", "curency")
    )

    _, findings = read(text)

    assert [finding.code for finding in findings] == ["TOML-002", "TOML-004", "PRJ-004", "TOML-006"]


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        pytest.param(SMALL.replace("scheme", "sheme"), "scheme", id="a key"),
        pytest.param(SMALL + SOURCE.replace("support", "suport"), "support", id="a role"),
        pytest.param(SMALL.replace("esf-2007-2013", "esf-2007-13"), "esf-2007-2013", id="a scheme"),
        pytest.param(SMALL + 'programme = "finsm"\n', "finsam", id="a programme"),
        pytest.param(SMALL + BUDGET + "[budget.cost]\nlokaler = { total = 1 }\n", "lokal", id="a category"),
        pytest.param(SMALL + PHASE + BUDGET + "[budget.cost]\nlokal = { stat = 1 }\n", "start", id="a phase"),
    ],
)
def test_the_nearest_known_name_is_suggested(text, nearest):
    _, findings = read(text)

    assert any(f"'{nearest}'?" in catalog.labels("en", "files").say(finding.words) for finding in findings)


def test_nothing_is_suggested_where_nothing_is_near():
    _, (finding,) = read(SMALL + "zzz = 1\n")

    assert "known here. Correct" in catalog.labels("en", "files").say(finding.words)


def test_what_is_wrong_with_a_scheme_of_ones_own_is_reported_beside_the_rest():
    def refuse(name):
        raise FileRefusedError(file=name, findings=(stop("TOML-005", name="category"),))

    file, findings = read(SMALL + "x = 1\n", attrs.evolve(LOOKUP, scheme=refuse))

    assert file is None
    assert [finding.code for finding in findings] == ["TOML-005", "TOML-002"]


def test_a_file_of_twenty_thousand_mistakes_is_read_in_a_moment():
    keys = "".join(f"k{number} = 1\n" for number in range(20_000))

    _, findings = read(SMALL + keys)

    assert len(findings) == 20_000


def test_the_examples_of_the_documentation_are_sound():
    page = (Path(__file__).parents[2] / "docs" / "project-file.md").read_text(encoding="utf-8")
    texts = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    projects = [text for text in texts if text.startswith("[project]")]

    assert [held(text).project.id for text in projects] == ["pas", "exempel"]
    assert read_scheme_file(texts[-1], "egen.toml")[1] == ()


VERSIONED = """
[project]
id = "stegen"
name = "Stegen"
scheme = "generell"

[transfers]
share = "10 %"
share_of = "cost"
approver = "Fonden"

[[source]]
party = "Fonden"
role = "support"
kind = "federation"
form = "cash"

[[budget]]
state = "decided"
[budget.cost]
personal = { 2021 = "100" }
[budget.financing]
fonden = { 2021 = "100" }

[[budget]]
state = "decided"
kind = "amendment"
decided_by = "Fonden"
end = 2022-06-30
[[budget.source]]
party = "Regionen"
role = "cofinancing"
kind = "region"
form = "cash"
committed = "40"
[[budget.part]]
id = "norr"
name = "Norra delen"
owner = "Regionen"
[[budget.phase]]
id = "slut"
start = 2022-01-01
end = 2022-06-30
[[budget.transfer]]
from = "personal"
to = "resor"
amount = "10"
year = 2021
[[budget.line]]
category = "personal"
part = "norr"
phase = "slut"
amount = "90"
"""


def test_a_version_may_bring_sources_parts_and_phases_of_its_own():
    file, findings = read_project_file(VERSIONED, "stegen.toml", LOOKUP)
    first, second = file.budgets

    assert findings == ()
    assert file.project.transfers == TransferTerms(share=Fraction(1, 10), approver="fonden")
    assert [source.id for source in file.project.sources] == ["fonden"]
    assert (first.kind, first.party_ids, first.changes_project) == (BudgetKind.BUDGET, frozenset(), False)
    assert [source.id for source in second.sources] == ["regionen"]
    assert (second.decided_by, second.party_ids) == ("fonden", {"fonden", "regionen"})
    assert [line.source for line in second.financing] == ["regionen"]
    assert second.transfers == (Transfer(from_category="personal", to_category="resor", amount_minor=1000, year=2021),)
    assert {party.id for party in file.parties} == {"fonden", "regionen"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('to = "resor"', 'to = "personal"', "PRJ-023"),
        ('amount = "10"', 'amount = "0"', "PRJ-023"),
        ('amount = "10"', 'amount = "cirka 10"', "PRJ-023"),
        ('to = "resor"', 'to = "resorr"', "PRJ-004"),
        ('share = "10 %"\n', "", "PRJ-016"),
        ('share_of = "cost"\n', "", "PRJ-016"),
        ('share = "10 %"\nshare_of = "cost"\n', "", "PRJ-024"),
        ('phase = "slut"', 'phase = "sist"', "PRJ-008"),
        ('kind = "amendment"', 'kind = "amendement"', "TOML-004"),
        ("year = 2021\n", 'year = 2021\nnote = "x"\n', "TOML-002"),
    ],
    ids=[
        "to itself",
        "nothing",
        "about",
        "unknown category",
        "base without share",
        "share without base",
        "no limit",
        "unknown phase",
        "unknown kind",
        "a note",
    ],
)
def test_a_mistake_in_a_version_s_own_tables_is_told(old, new, code):
    file, findings = read_project_file(VERSIONED.replace(old, new), "stegen.toml", LOOKUP)

    assert file is None
    assert code in [finding.code for finding in findings]


def test_a_transfer_of_nothing_known_is_told_once():
    text = VERSIONED.replace('scheme = "generell"', 'scheme = "okand"')
    _, findings = read_project_file(text, "stegen.toml", LOOKUP)

    assert [finding.code for finding in findings] == ["PRJ-001"]
