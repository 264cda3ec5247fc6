from __future__ import annotations

from fractions import Fraction

import pytest

from ledger.importers.projects.project_file import read_project_file
from ledger.model.budgets.budget import BudgetKind
from ledger.model.budgets.transfer import Transfer
from ledger.model.budgets.transfer import TransferTerms
from tests.importers.projects.project_texts import LOOKUP

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
