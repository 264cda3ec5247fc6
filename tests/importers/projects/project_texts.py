"""The texts that tests of the project file begin from."""

from __future__ import annotations

from ledger import catalog
from ledger.importers.projects.project_file import Lookup
from ledger.importers.projects.project_file import read_project_file

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
