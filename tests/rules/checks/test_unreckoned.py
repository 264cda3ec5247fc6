from __future__ import annotations

from fractions import Fraction

import attrs
import pytest

from ledger.core.words import Name
from ledger.model.scheme import CategoryRole
from ledger.model.simplified import Option
from ledger.model.simplified import OptionKind
from ledger.model.terms import Terms
from ledger.rules.checks.unreckoned import check_unreckoned
from tests.rules.checks.cases import BUDGET
from tests.rules.checks.cases import case
from tests.rules.checks.cases import entry
from tests.rules.checks.cases import told

OPTION = Option(
    id="schablon", kind=OptionKind.FLAT_RATE, category="personal", rule=None, rate=Fraction(2, 5), base=("resor",)
)


def flat(plain, terms=None):
    """Return a case whose category of staff is a flat rate."""
    categories = tuple(
        attrs.evolve(each, role=CategoryRole.FLAT_RATE) if each.code == "personal" else each
        for each in plain.dossier.scheme.categories
    )
    scheme = attrs.evolve(plain.dossier.scheme, categories=categories)
    return attrs.evolve(plain, dossier=attrs.evolve(plain.dossier, scheme=scheme, terms=terms))


def test_a_budgeted_flat_rate_that_nothing_reckons_is_told_with_its_budget():
    ((code, place, values),) = told(check_unreckoned(flat(case(entry(category="resor")))))

    budget = sum(line.amount_minor for line in BUDGET.cost if line.category == "personal")
    assert (code, place, values["budget"]) == ("OPT-009", "budget.1.cost.personal", budget)
    assert isinstance(values["category"], Name)


@pytest.mark.parametrize(
    "quiet",
    [
        pytest.param(case(entry(category="resor")), id="no flat rate"),
        pytest.param(flat(case(entry(category="personal"))), id="booked as it is"),
        pytest.param(flat(case(), Terms(options=(OPTION,))), id="reckoned"),
        pytest.param(flat(case(versions=())), id="no budget"),
        pytest.param(flat(case(versions=(attrs.evolve(BUDGET, cost=()),))), id="nothing budgeted for it"),
    ],
)
def test_nothing_is_told_for(quiet):
    assert list(check_unreckoned(quiet)) == []
