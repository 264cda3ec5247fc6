from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest

from ledger.core.words import Label
from ledger.core.words import Name
from ledger.exporters.federation_file import write_federation_file
from ledger.importers.federation.federation_file import read_federation_file
from ledger.importers.federation.whole import Known
from ledger.model.federation.federation import CapitalStep
from ledger.model.federation.federation import CategoryMap
from ledger.model.federation.federation import FederationRate
from ledger.model.federation.federation import InternalContribution
from ledger.model.federation.federation import Involvement
from ledger.model.federation.federation import MemberGroup
from ledger.model.federation.federation import PairingPeriod
from ledger.model.federation.federation import TrafficLights
from ledger.model.federation.federation import YearKey
from ledger.model.project import Part
from ledger.model.project import Project
from ledger.model.scheme import Category
from ledger.model.scheme import Scheme
from tests.rules.dossiers import source

OWN = Scheme(
    id="forbund",
    name=Name("Förbund", "Federation"),
    source="made up",
    valid_from=date(2020, 1, 1),
    categories=tuple(Category(code=code, name=Name(code.title(), code)) for code in ("styrelse", "insatser")),
)
ACCOUNTS = Project(
    id="konto", name="Egna", scheme="forbund", parts=(Part(id="vag", name="Vägen"), Part(id="bro", name="Bron"))
)
WAY = Project(
    id="vagen",
    name="Vägen",
    scheme="forbund",
    sources=(source("oss", "oss", "support"), source("tid", "oss", "cofinancing", "in_kind")),
)
BRIDGE = attrs.evolve(WAY, id="bron", name="Bron")
KNOWN = Known(projects={each.id: (each, OWN) for each in (ACCOUNTS, WAY, BRIDGE)}, schemes=("generell", "forbund"))

WHOLE = """
[federation]
name = "Förbundet Exempel"
party = "oss"
accounts = "konto"
scheme = "generell"
pairing = "quarter"
plan_years = ["2023", "2022"]
cutoffs = ["09-30", "04-30"]
note = "Påhittat"

[[party]]
id = "oss"
name = "Förbundet Exempel"

[[member]]
id = "staten"
party = "Försäkringskassan"
group = "state"
[[member]]
party = "Norra regionen"
group = "region"
[[member]]
party = "Södra regionen"
group = "region"
[[member]]
party = "Exempelby"
group = "municipality"
[[member]]
party = "Grannby"
group = "municipality"

[[year]]
year = 2022
contributions = "2 000 000"
region_key = { norra-regionen = 1, sodra-regionen = "1/2" }
municipal_amounts = { exempelby = "300 000", grannby = "200 000" }
[[year]]
year = 2021
contributions = "1 000 000"
decided = 2020-11-20
region_key = { norra-regionen = 1, sodra-regionen = 1 }
municipal_key = { exempelby = "2,5", grannby = "1" }
[[year]]
year = 2023
amounts = { staten = "500 000", exempelby = "400 000" }

[[payment]]
member = "staten"
day = 2021-07-31
amount = "250 000"
[[payment]]
member = "staten"
day = 2021-01-31
amount = "250 000"

[opening_capital]
2021 = "210 000,50"

[[capital_step]]
above = "1 000 000"
share = "20 %"
[[capital_step]]
above = "0"
share = "30 %"

[[area]]
id = "styrelse"
categories = ["styrelse"]
[[area]]
id = "insatser"
name = "Alla insatser"
categories = ["insatser"]

[[project]]
id = "vagen"
involvement = "funded"
area = "insatser"
[[project]]
id = "bron"
involvement = "followed"
esf = true
year_key = "days"

[[internal]]
payer = "konto"
payee = "vagen"
source = "oss"
category = "insatser"
part = "vag"
[[internal]]
payer = "konto"
payee = "bron"
source = "oss"
part = "bro"

[lights]
used_yellow = "90 %"
used_red = "100 %"
pace_red = "15 %"

[[rate]]
currency = "EUR"
start = 2021-07-01
rate = "10,25"
[[rate]]
currency = "EUR"
start = 2021-01-01
rate = "10"
source = "Egen uppgift"

[mapping.forbund]
styrelse = "ovrigt"
"""


def read(text):
    return read_federation_file(text, "federation.toml", KNOWN)


def told(text):
    file, findings = read(text)
    assert file is None
    return [(finding.code, finding.place.line) for finding in findings]


def with_head(text, head='name = "Förbundet"'):
    return f"[federation]\n{head}\n{text}"


def test_a_whole_file_becomes_facts():
    file, findings = read(WHOLE)
    found = file.federation

    assert findings == ()
    assert [member.group for member in found.members].count(MemberGroup.REGION) == 2
    assert [year.year for year in found.years] == [2021, 2022, 2023]
    assert found.years[0].municipal_key == (("exempelby", Fraction(5, 2)), ("grannby", Fraction(1)))
    assert found.years[2].total_minor == 900_000_00
    assert [each.day for each in found.payments] == [date(2021, 1, 31), date(2021, 7, 31)]
    assert found.opening_capital == ((2021, 210_000_50),)
    assert found.capital_steps == (
        CapitalStep(above_minor=0, share=Fraction(3, 10)),
        CapitalStep(above_minor=1_000_000_00, share=Fraction(1, 5)),
    )
    assert [area.name for area in found.areas] == ["Styrelse", "Alla insatser"]
    assert found.project("bron").year_key is YearKey.DAYS
    assert found.project("konto") is None
    assert found.consolidated == ("konto", "vagen")
    assert found.internals[0] == InternalContribution(
        payer="konto", payee="vagen", source="oss", category="insatser", part="vag"
    )
    assert found.internals[0].key == "konto/vagen/oss"
    assert found.lights == TrafficLights(used_yellow=Fraction(9, 10), used_red=Fraction(1), pace_red=Fraction(15, 100))
    assert found.rates[0] == FederationRate(
        currency=found.rates[1].currency, start=date(2021, 1, 1), rate=Fraction(10), source="Egen uppgift"
    )
    assert found.maps == (CategoryMap(scheme="forbund", pairs=(("styrelse", "ovrigt"),)),)
    assert (found.pairing, found.plan_years, found.cutoffs) == (PairingPeriod.QUARTER, (2022, 2023), ("04-30", "09-30"))
    assert found.projects[0].involvement is Involvement.FUNDED


def test_a_file_written_out_reads_as_the_same_facts():
    file, _ = read(WHOLE)

    written = write_federation_file(file.federation, file.parties)
    again, findings = read(written)

    assert findings == ()
    assert again == file
    assert write_federation_file(again.federation, again.parties) == written


def test_an_uneven_weight_is_written_as_a_ratio():
    file, _ = read(WHOLE.replace('"1/2"', '"1/3"'))

    assert 'sodra-regionen = "1/3"' in write_federation_file(file.federation, file.parties)


@pytest.mark.parametrize("weight", ["-1", "en", "1/0", "1e999999", "1,5/2"])
def test_what_is_no_weight_is_told_as_such(weight):
    _, (finding,) = read(WHOLE.replace('"1/2"', f'"{weight}"'))

    (why,) = (value for key, value in finding.values if key == "why")
    assert (finding.code, why) == ("TOML-008", Label("error.RAT-005", (("text", weight),)))


def test_a_mapping_without_categories_says_nothing():
    file, _ = read(with_head("[mapping.forbund]"))

    assert file.federation.maps == ()


def test_the_least_file_is_a_name():
    file, findings = read(with_head(""))

    assert findings == ()
    assert (file.federation.party, file.federation.consolidated) == ("forbundet", ())


MEMBERS = """
[[member]]
id = "a"
party = "A"
group = "state"
[[member]]
id = "b"
party = "B"
group = "region"
[[member]]
id = "c"
party = "C"
group = "municipality"
"""

FAULTS = {
    "a file that is no TOML": ("[federation", [("TOML-001", 1)]),
    "no table federation": ("[other]\n", [("TOML-015", 1)]),
    "an unknown project as accounts": (with_head("", 'name = "F"\naccounts = "kont"'), [("FED-002", 3)]),
    "an unknown scheme": (with_head("", 'name = "F"\nscheme = "general"'), [("FED-003", 3)]),
    "a cut-off that is no day": (with_head("", 'name = "F"\ncutoffs = ["30-04"]'), [("FED-004", 3)]),
    "a plan year that is no year": (with_head("", 'name = "F"\nplan_years = ["22"]'), [("FED-005", 3)]),
    "a year without year": (with_head('[[year]]\ncontributions = "1"'), [("TOML-005", 3)]),
    "a year out of range": (with_head('[[year]]\nyear = 22\ncontributions = "1"'), [("FED-005", 4)]),
    "an unknown member": (
        with_head('[[payment]]\nmember = "d"\nday = 2021-01-01\namount = "1"' + MEMBERS),
        [("FED-001", 4)],
    ),
    "an unknown member in a key": (
        with_head(MEMBERS + '[[year]]\nyear = 2021\ncontributions = "4"\nmunicipal_key = { d = 1 }'),
        [("FED-010", 16), ("FED-001", 19)],
    ),
    "an unknown member among amounts": (
        with_head(MEMBERS + '[[year]]\nyear = 2021\namounts = { d = "4" }'),
        [("FED-001", 18)],
    ),
    "amounts that are not the whole": (
        with_head(MEMBERS + '[[year]]\nyear = 2021\ncontributions = "5"\namounts = { a = "4" }'),
        [("FED-008", 19)],
    ),
    "a negative weight": (
        with_head(MEMBERS + '[[year]]\nyear = 2021\ncontributions = "4"\nmunicipal_key = { c = "-1" }'),
        [("TOML-008", 19)],
    ),
    "a weight that is no number": (
        with_head(MEMBERS + '[[year]]\nyear = 2021\ncontributions = "4"\nmunicipal_key = { c = "1/0" }'),
        [("TOML-008", 19)],
    ),
    "weights and amounts for the municipalities": (
        with_head(
            MEMBERS + '[[year]]\nyear = 2021\ncontributions = "4"\n'
            'municipal_key = { c = 1 }\nmunicipal_amounts = { c = "1" }'
        ),
        [("FED-009", 20)],
    ),
    "no member in a group": (
        with_head('[[member]]\nparty = "A"\ngroup = "state"\n[[year]]\nyear = 2021\ncontributions = "4"'),
        [("FED-011", 6), ("FED-011", 6)],
    ),
    "a receipt beside the accounts": (
        with_head(
            MEMBERS + '[[received]]\nmember = "a"\nday = 2021-01-01\namount = "1"', 'name = "F"\naccounts = "konto"'
        ),
        [("FED-007", 17)],
    ),
    "an unknown category of an area": (
        with_head('[[area]]\nid = "x"\ncategories = ["stab"]', 'name = "F"\naccounts = "konto"'),
        [("FED-012", 6)],
    ),
    "an area's categories without accounts": (
        with_head('[[area]]\nid = "x"\ncategories = ["styrelse"]'),
        [("FED-024", 5)],
    ),
    "an area's categories of unknown accounts": (
        with_head('[[area]]\nid = "x"\ncategories = ["styrelse"]', 'name = "F"\naccounts = "kontot"'),
        [("FED-002", 3)],
    ),
    "a category in two areas": (
        with_head(
            '[[area]]\nid = "x"\ncategories = ["styrelse"]\n[[area]]\nid = "y"\ncategories = ["styrelse", "insatser"]',
            'name = "F"\naccounts = "konto"',
        ),
        [("FED-013", 9)],
    ),
    "an unknown area": (
        with_head('[[project]]\nid = "vagen"\ninvolvement = "owned"\narea = "x"'),
        [("FED-014", 6)],
    ),
    "a project that pays itself": (
        with_head('[[internal]]\npayer = "vagen"\npayee = "vagen"\nsource = "oss"\ncategory = "styrelse"'),
        [("FED-015", 5)],
    ),
    "an unknown source": (
        with_head('[[internal]]\npayer = "konto"\npayee = "vagen"\nsource = "os"\ncategory = "styrelse"'),
        [("FED-016", 6)],
    ),
    "nothing that tells the cost": (
        with_head('[[internal]]\npayer = "konto"\npayee = "vagen"\nsource = "oss"'),
        [("FED-017", 3)],
    ),
    "an unknown part of the payer": (
        with_head('[[internal]]\npayer = "konto"\npayee = "vagen"\nsource = "oss"\npart = "ba"'),
        [("FED-012", 7)],
    ),
    "the same receipt twice": (
        with_head(
            '[[internal]]\npayer = "konto"\npayee = "vagen"\nsource = "oss"\npart = "vag"\n'
            '[[internal]]\npayer = "bron"\npayee = "vagen"\nsource = "oss"\ncategory = "styrelse"'
        ),
        [("FED-018", 11)],
    ),
    "the same cost twice": (
        with_head(
            '[[internal]]\npayer = "konto"\npayee = "vagen"\nsource = "oss"\npart = "vag"\n'
            '[[internal]]\npayer = "konto"\npayee = "bron"\nsource = "oss"\ncategory = "styrelse"'
        ),
        [("FED-019", 10)],
    ),
    "a source in kind": (
        with_head('[[internal]]\npayer = "konto"\npayee = "vagen"\nsource = "tid"\npart = "vag"'),
        [("FED-020", 6)],
    ),
    "an internal contribution to nobody": (
        with_head('[[internal]]\npayer = "konto"\nsource = "oss"\npart = "vag"'),
        [("TOML-005", 3)],
    ),
    "red before yellow": (
        with_head('[lights]\nused_yellow = "90 %"\nused_red = "80 %"'),
        [("FED-021", 5)],
    ),
    "a rate of the own currency": (
        with_head('[[rate]]\ncurrency = "SEK"\nstart = 2021-01-01\nrate = "1"'),
        [("FED-022", 4)],
    ),
    "two rates from a day": (
        with_head('[[rate]]\ncurrency = "EUR"\nstart = 2021-01-01\nrate = "1"\n' * 2),
        [("FED-023", 9)],
    ),
    "a rate of nothing": (
        with_head('[[rate]]\ncurrency = "EUR"\nstart = 2021-01-01\nrate = "0"'),
        [("TOML-008", 6)],
    ),
    "a year of capital that is no year": (with_head('[opening_capital]\n21 = "1"'), [("FED-005", 4)]),
    "the same step twice": (
        with_head('[[capital_step]]\nabove = "0"\nshare = "1 %"\n' * 2),
        [("TOML-011", 7)],
    ),
    "an amount that is not exact": (with_head('[opening_capital]\n2021 = "cirka 1 000"'), [("FED-006", 4)]),
    "a mapping from nowhere": (with_head('[mapping.okand]\na = "b"'), [("FED-003", 3)]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_line(name):
    text, expected = FAULTS[name]

    assert told(text) == expected
