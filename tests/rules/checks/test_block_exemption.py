from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.model.terms import BlockExemption
from ledger.model.terms import Terms
from ledger.rules.checks.block_exemption import check_block_exemptions
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import told

HALF = Fraction(1, 2)


def aid(amount, eligible=1_000_00, **more):
    terms = {"undertaking": "Verkstaden AB", "article": "artikel 31", "granted": date(2022, 5, 1), "intensity": HALF}
    return BlockExemption(**terms | more, amount_minor=amount, eligible_minor=eligible)


def given_aid(*aids):
    plain = case()
    return attrs.evolve(plain, dossier=attrs.evolve(plain.dossier, terms=Terms(block_exemptions=aids)))


def test_aid_above_its_intensity_is_told_with_what_is_allowed():
    ((code, place, values),) = told(check_block_exemptions(given_aid(aid(500_01))))

    assert (code, place) == ("AID-004", "block_exemption")
    assert (values["allowed"], values["over"], values["intensity"]) == (500_00, 1, HALF)


def test_aid_above_the_threshold_is_told_once_at_the_first_day_that_passes_it():
    days = [date(2022, month, 1) for month in (7, 3, 5)]
    aids = (aid(400_00, granted=day, threshold_minor=700_00, orgnr="556000-0000") for day in days)

    ((code, _, values),) = told(check_block_exemptions(given_aid(*aids)))

    assert (code, values["day"], values["summed"], values["over"]) == ("AID-005", date(2022, 5, 1), 800_00, 100_00)


QUIET = {
    "nothing declared": (),
    "the intensity itself": (aid(500_00),),
    "the threshold itself": (aid(500_00, threshold_minor=500_00),),
    "two articles": (aid(400_00, threshold_minor=500_00), aid(400_00, threshold_minor=500_00, article="artikel 32")),
    "two undertakings": (aid(400_00, threshold_minor=500_00), aid(400_00, threshold_minor=500_00, undertaking="B")),
}


@pytest.mark.parametrize("aids", QUIET.values(), ids=QUIET.keys())
def test_nothing_is_told_for(aids):
    assert codes(check_block_exemptions(given_aid(*aids))) == []
    assert codes(check_block_exemptions(case())) == []


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.fractions(0, 1, max_denominator=99))
def test_aid_is_told_exactly_where_it_is_more_than_the_share(amount, eligible, intensity):
    found = codes(check_block_exemptions(given_aid(aid(amount, eligible, intensity=intensity))))

    assert bool(found) == (Fraction(amount) > eligible * intensity)
