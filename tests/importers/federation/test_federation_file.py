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


def test_own_capital_may_be_below_zero_and_is_written_out_so():
    file, findings = read(with_head('[opening_capital]\n2021 = "-210 000,50"'))
    assert findings == ()
    assert file.federation.opening_capital == ((2021, -210_000_50),)

    again, _ = read(write_federation_file(file.federation, file.parties))
    assert again.federation.opening_capital == file.federation.opening_capital


def test_the_least_file_is_a_name():
    file, findings = read(with_head(""))

    assert findings == ()
    assert (file.federation.party, file.federation.consolidated) == ("forbundet", ())
