from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.toml_file import read_toml
from ledger.importers.parties import Parties
from ledger.importers.parties import slug
from ledger.model.party import Party


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Staffanstorps kommun", "staffanstorps-kommun"),
        ("Samordningsförbundet Burlöv-Staffanstorp", "samordningsforbundet-burlov-staffanstorp"),
        ("ÅÄÖ é", "aao-e"),
        ("A  &  B (C)", "a-b-c"),
        ("Ærø", "aero"),
        ("***", ""),
    ],
)
def test_an_id_is_made_of_a_name(name, id_):
    assert slug(name) == id_


@given(name=st.text())
def test_an_id_holds_only_what_ids_may_hold(name):
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(name))
    assert slug(slug(name)) == slug(name)


def parties(text):
    root, findings = read_toml(text, "p.toml")
    return Parties(root), root, findings


def test_a_party_is_found_by_id_name_and_alias_whatever_the_case():
    found, root, findings = parties(
        'a = "KOMMUNEN"\nb = "exempelby kommun"\nc = ["Enheten", "kommunen"]\n'
        '[[party]]\nid = "kommunen"\nname = "Exempelby kommun"\naliases = ["enheten"]\n'
    )

    assert (found.refer(root, "a"), found.refer(root, "b")) == ("kommunen", "kommunen")
    assert found.refer_all(root, "c") == ("kommunen",)
    assert found.refer(root, "d") is None
    assert findings == []


def test_a_name_that_is_only_mentioned_makes_a_party_once():
    found, root, findings = parties('a = "Åre kommun"\nb = "åre kommun"\n[[party]]\nname = "AF"\n')

    assert (found.refer(root, "a"), found.refer(root, "b")) == ("are-kommun", "are-kommun")
    assert found.all == (Party(id="af", name="AF"), Party(id="are-kommun", name="Åre kommun"))
    assert findings == []
