from __future__ import annotations

import attrs
import pytest

from ledger.model.source import SourceRole
from ledger.rules.checks.owner import check_owner
from tests.rules.checks.cases import FUND
from tests.rules.checks.cases import REGION
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import told


def test_a_missing_owner_is_told():
    assert told(check_owner(case(owner=None))) == [("OWN-001", "project.owner", {})]


def test_an_owner_who_is_also_a_co_financier_is_told():
    assert told(check_owner(case(owner="regionen"))) == [("OWN-002", "source.regionen", {"owner": "Region Exempel"})]


@pytest.mark.parametrize("role", [SourceRole.OWN, SourceRole.SUPPORT])
def test_the_owner_s_own_money_and_support_are_no_co_financing(role):
    assert codes(check_owner(case(owner="regionen", sources=(FUND, attrs.evolve(REGION, role=role))))) == []


def test_an_owner_who_pays_nothing_calls_for_nothing():
    assert codes(check_owner(case())) == []
