from __future__ import annotations

import pytest

from tests.importers.federation.test_federation_file import read
from tests.importers.federation.test_federation_file import with_head

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


def told(text):
    file, findings = read(text)
    assert file is None
    return [(finding.code, finding.place.line) for finding in findings]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_line(name):
    text, expected = FAULTS[name]

    assert told(text) == expected
