from __future__ import annotations

from fractions import Fraction

import attrs
import pytest

from ledger.model.entry_kind import EntryKind
from ledger.model.simplified import Option
from ledger.model.simplified import OptionKind
from ledger.model.source import ShareBasis
from ledger.model.source import SourceForm
from ledger.model.source import SourcePays
from ledger.model.terms import Terms
from ledger.rules.checks.sources import check_caps
from ledger.rules.checks.sources import check_named
from ledger.rules.checks.sources import check_shares
from ledger.rules.checks.sources import check_unpaid
from ledger.rules.checks.support import check_support
from ledger.rules.financing.plan import plan_cofinance
from tests.rules.checks.cases import BUDGET
from tests.rules.checks.cases import FUND
from tests.rules.checks.cases import REGION
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import cost
from tests.rules.checks.cases import entry
from tests.rules.checks.cases import paid
from tests.rules.checks.cases import told


def shared(source, share, **terms):
    return attrs.evolve(source, share=Fraction(share), share_of=ShareBasis.ELIGIBLE_COST, **terms)


REST = attrs.evolve(REGION, pays=SourcePays.REST)
TIME = attrs.evolve(REGION, id="tid", form=SourceForm.IN_KIND)
OPEN = (attrs.evolve(BUDGET, financing=()),)


def test_shares_that_leave_some_of_the_cost_to_nobody_are_told_with_the_amount():
    found = check_shares(case(versions=OPEN, sources=(shared(FUND, "3/5"), shared(REGION, "3/10"))))

    assert told(found) == [("FIN-003", "source", {"gap": 10_000, "cost": 100_000, "part": Fraction(1, 10)})]


def test_shares_above_the_whole_are_told_source_by_source():
    found = check_shares(case(versions=OPEN, sources=(shared(FUND, "3/5"), shared(REGION, "3/5"))))

    assert told(found) == [
        ("FIN-004", "source.stod", {"source": "Fonden", "over": 10_000}),
        ("FIN-004", "source.regionen", {"source": "Region Exempel", "over": 10_000}),
    ]


IN_KIND_APART = (attrs.evolve(BUDGET, cost=(cost(60_000), cost(40_000, "tid")), financing=(paid(40_000, "tid"),)),)
WITH_INCOME = (attrs.evolve(BUDGET, cost=(cost(110_000), cost(10_000, "intakter")), financing=(paid(1, "okand"),)),)

COVERED = {
    "shares that are the whole": case(versions=OPEN, sources=(shared(FUND, "3/5"), shared(REGION, "2/5"))),
    "a share and somebody who takes the rest": case(versions=OPEN, sources=(shared(FUND, "3/5"), REST)),
    "a share and what is given in kind": case(versions=IN_KIND_APART, sources=(shared(FUND, "3/5"), TIME)),
    "expected income": case(versions=WITH_INCOME, sources=(shared(FUND, "3/5"), REST)),
    "a source whose amount is not known": case(versions=OPEN, sources=(shared(FUND, "3/5"), REGION)),
    "no share": case(versions=OPEN),
    "no cost": case(versions=(attrs.evolve(BUDGET, cost=()),), sources=(shared(FUND, "3/5"),)),
    "no budget": case(versions=(), sources=(shared(FUND, "3/5"),)),
}


@pytest.mark.parametrize("quiet", COVERED.values(), ids=COVERED.keys())
def test_no_gap_is_told_for(quiet):
    assert codes(check_shares(quiet)) == []


def test_what_is_given_in_kind_among_the_other_cost_is_covered_by_its_giver():
    plain = case(versions=IN_KIND_APART, sources=(shared(FUND, "3/5"), TIME))
    scheme = attrs.evolve(plain.dossier.scheme, categories=plain.dossier.scheme.categories[:2])
    version = attrs.evolve(IN_KIND_APART[0], cost=(cost(100_000),))
    dossier = attrs.evolve(plain.dossier, scheme=scheme, versions=(version,))

    assert codes(check_shares(attrs.evolve(plain, dossier=dossier))) == []


def test_cost_that_nobody_pays_is_told_where_every_amount_is_known():
    found = check_unpaid(case(entry(200_000)))

    assert told(found) == [("FIN-005", "source", {"unpaid": 60_000, "cost": 200_000})]


UNTOLD = {
    "cost that is covered": case(entry(100_000)),
    "an amount that is not known": case(entry(200_000), versions=(attrs.evolve(BUDGET, financing=(paid(1),)),)),
    "no financing": case(entry(1), versions=OPEN),
    "no budget": case(entry(1), versions=()),
}


@pytest.mark.parametrize("quiet", UNTOLD.values(), ids=UNTOLD.keys())
def test_unpaid_cost_is_not_told_for(quiet):
    assert codes(check_unpaid(quiet)) == []


def test_entries_beyond_a_cap_are_told():
    capped = case(entry(150, source="regionen"), sources=(FUND, attrs.evolve(REGION, cap_minor=100)))

    expected = {"source": "Region Exempel", "cap": 100, "over": 50}
    assert told(check_caps(capped)) == [("SRC-001", "source.regionen", expected)]
    assert codes(check_caps(case(entry(150, source="regionen")))) == []


def test_entries_that_name_a_source_for_what_it_does_not_pay_for_are_told():
    travel = attrs.evolve(REGION, categories=("resor",))
    entries = (
        entry(100, source="regionen"),
        entry(7, "resor", source="regionen"),
        entry(9, source="okand"),
        entry(5, None, kind=EntryKind.RECEIPT, source="regionen"),
    )

    found = check_named(case(*entries, sources=(FUND, travel)))
    undone = check_named(case(entries[0], entry(-100, source="regionen"), sources=(FUND, travel)))

    assert told(found) == [("SRC-002", "source.regionen", {"source": "Region Exempel", "outside": 100})]
    assert codes(undone) == []


def test_support_that_the_granted_amount_holds_back_is_told_as_more_than_granted():
    found = check_support(case(entry(150_000)))

    assert told(found) == [("SUP-002", "budget.1.financing", {"earned": 90_000, "granted": 60_000, "over": 30_000})]


def test_a_plan_holds_what_options_come_to_already():
    flat = Option(id="a", kind=OptionKind.FLAT_RATE, category="resor", rate=Fraction(1, 2), base=("personal",))
    plain = case(versions=OPEN, sources=(shared(FUND, "3/5"), shared(REGION, "2/5")))
    dossier = attrs.evolve(plain.dossier, terms=Terms(options=(flat,)))

    assert codes(check_shares(attrs.evolve(plain, dossier=dossier))) == []
    assert plan_cofinance(dossier, OPEN[0], plain.today).earned_minor == 100_000
