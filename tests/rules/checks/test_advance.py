"""Advances against what the programme allows."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest

from ledger.core.money import Currency
from ledger.model.claims.payment_terms import PaymentTerms
from ledger.model.entry_kind import EntryKind
from ledger.rules.checks.advance import check_advance
from ledger.rules.checks.case import Case
from tests.rules.checks.test_claim import _programme
from tests.rules.claims.kept import cost
from tests.rules.dossiers import DECIDED
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier

LIMITS = {"advance_share": Fraction(1, 2), "advance_max_minor": 200_000_00}


def _codes(amount_minor, terms=LIMITS, kind=EntryKind.ADVANCE, versions=(DECIDED,), **project):
    entry = attrs.evolve(cost(amount_minor), kind=kind, category=None, source="stod")
    found = attrs.evolve(dossier((entry,), versions=versions, **project), programme=_programme(**terms))
    return [finding.code for finding in check_advance(Case(dossier=found, entries=tuple, today=TODAY))]


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        pytest.param({"amount_minor": 200_000_00}, [], id="at both limits"),
        pytest.param({"amount_minor": 200_000_01}, ["ADV-002"], id="above the amount"),
        pytest.param({"amount_minor": 250_000_01}, ["ADV-001", "ADV-002"], id="above half of the support too"),
        pytest.param({"amount_minor": 250_000_01, "currency": Currency("EUR")}, ["ADV-001"], id="in another currency"),
        pytest.param({"amount_minor": 999_000_00, "kind": EntryKind.RECEIPT}, [], id="a receipt is no advance"),
        pytest.param({"amount_minor": 999_000_00, "terms": {}}, [], id="a programme that says nothing"),
        pytest.param({"amount_minor": 150_000_00, "versions": ()}, [], id="nothing granted yet"),
    ],
)
def test_advances_are_measured(facts, codes):
    assert _codes(**facts) == codes


def test_terms_that_are_not_known_limit_nothing():
    assert PaymentTerms(source="x").advance_share is None
    assert _codes(999_000_00, {"claim_within_months": 2}) == []
