from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import settings

from ledger.core.words import Name
from ledger.model.mapping import Mapping
from ledger.model.scheme import Category
from ledger.model.scheme import Scheme
from ledger.rules.consolidate import bring
from ledger.rules.consolidate import unmapped
from ledger.rules.totals import cost_minor
from tests.rules.dossiers import cases
from tests.rules.dossiers import dossier

COMMON = Scheme(
    id="gemensam",
    name=Name("Gemensam", "Common"),
    source="made up",
    valid_from=date(2014, 1, 1),
    categories=(
        Category(code="loner", name=Name("Löner", "Pay")),
        Category(code="drift", name=Name("Drift", "Running")),
    ),
)
MAPPING = Mapping(
    origin="rad",
    target="gemensam",
    source="made up",
    valid_from=date(2014, 1, 1),
    pairs=(("personal", "loner"), ("tid", "loner"), ("lokal", "drift")),
)


def test_categories_are_brought_to_the_common_scheme_in_budget_and_totals():
    brought = bring(dossier(), MAPPING, COMMON)

    assert {line.category for line in brought.versions[1].cost} == {"loner", "drift", "rad:intakt"}
    assert {total.category for total in brought.totals} == {"loner", "drift", "rad:intakt", "rad:resor", ""}


def test_what_does_not_map_keeps_its_name_and_role_behind_the_common_ones():
    brought = bring(dossier(), MAPPING, COMMON)

    assert [each.code for each in brought.scheme.categories] == ["loner", "drift", "rad:schablon", "rad:intakt"]
    assert brought.scheme.category("rad:intakt") == attrs.evolve(dossier().scheme.category("intakt"), code="rad:intakt")


def test_without_a_mapping_every_category_stands_apart():
    brought = bring(dossier(), None, COMMON)

    assert {code for _, code in unmapped((brought,))} == {
        "rad:personal",
        "rad:lokal",
        "rad:tid",
        "rad:intakt",
        "rad:resor",
    }


def test_a_project_in_the_common_scheme_is_left_as_it_is():
    there = attrs.evolve(dossier(), scheme=COMMON)

    assert bring(there, None, COMMON) is there
    assert unmapped((there,)) == ()


@pytest.mark.no_cover
@settings(max_examples=30)
@given(cases())
def test_no_cost_is_lost_on_the_way(case):
    found, _, _ = case

    assert cost_minor(bring(found, MAPPING, COMMON).totals) == cost_minor(found.totals)
