"""A peer's cases: with its roundings its figures come out, and with ours the same inputs tie."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import attrs
import pytest

from ledger.core.allocate import allocate
from ledger.core.words import Name
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import FinancingLine
from ledger.model.entry import Entry
from ledger.model.scheme import Category
from ledger.model.simplified import Option
from ledger.model.simplified import OptionKind
from ledger.model.source import ShareBasis
from ledger.model.terms import Terms
from ledger.model.view import View
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.simplified import derived
from tests.peers.reckoning import RULES
from tests.rules.dossiers import SCHEME
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier
from tests.rules.dossiers import source

ALL = View(today=TODAY)
CASES = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))["cases"]


def of_rule(*rules):
    return [pytest.param(each["inputs"], id=f"{each['id']} {each['title']}") for each in CASES if each["rule"] in rules]


def same(found, expected):
    """Whether what was reckoned holds all that the peer prints."""
    if isinstance(expected, dict):
        return all(key in found and same(found[key], value) for key, value in expected.items())
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    if isinstance(found, str):
        return found == expected
    if found is None or expected is None:
        return found is expected
    return Decimal(str(expected)) == Decimal(found)


@pytest.mark.parametrize("case", [pytest.param(each, id=f"{each['id']} {each['title']}") for each in CASES])
def test_the_peers_figure_comes_out_with_its_roundings(case):
    found = RULES[case["rule"]](case["inputs"])

    assert same(found, case["expected"]), found


def test_no_case_is_left_out():
    assert len(CASES) == 79
    assert {case["rule"] for case in CASES} == set(RULES)


def minor(text):
    return int(Decimal(text) * 100)


def cost(amount_minor, category="personal", month=1):
    return Entry(
        project="broar",
        category=category,
        amount_minor=amount_minor,
        booked_on=date(2020 + (month - 1) // 12, (month - 1) % 12 + 1, 1),
    )


def shared(id_, percent):
    share = Fraction(percent) / 100
    return attrs.evolve(source(id_, id_, "cofinancing"), share=share, share_of=ShareBasis.ELIGIBLE_COST)


def earned(sources, *entries, versions=(), **changes):
    found = attrs.evolve(dossier(entries, versions=versions, sources=tuple(sources)), **changes)
    return {share.id: share for share in cofinance(found, ALL).shares}


@pytest.mark.parametrize("case", of_rule("report_cofinancing_split"))
def test_a_reports_split_ties_with_our_rounding_and_its_reversal_mirrors_it(case):
    funds = [shared(id_, percent) for id_, percent in case["funds_percent"].items()]
    partners = [source(id_, id_, "own") for id_ in case["contributions"]]
    financing = tuple(
        FinancingLine(source=id_, amount_minor=minor(text)) for id_, text in case["contributions"].items()
    )
    plan = (BudgetVersion(state=BudgetState.DECIDED, financing=financing),)
    current = minor(case["current"])

    there = earned([*funds, *partners], cost(current), versions=plan)
    back = earned([*funds, *partners], cost(-current), versions=plan)
    twice = earned([*funds, *partners], cost(current), cost(-current), versions=plan)

    assert sum(share.cash_minor for share in there.values()) == current
    assert all(abs(share.cash_minor - share.exact) < 1 for share in there.values())
    assert {id_: -share.cash_minor for id_, share in there.items()} == {
        id_: each.cash_minor for id_, each in back.items()
    }
    assert not any(share.cash_minor for share in twice.values())


@pytest.mark.parametrize("case", of_rule("fund_per_period"))
def test_periods_add_up_to_the_whole_with_our_rounding_and_the_last_one_takes_no_more_than_its_own(case):
    (partner,) = case["partners"]
    amounts = [minor(partner[key]) for key in ("preparation",)]
    amounts += [*map(minor, partner["periods"]), minor(partner["closure"])]
    sources = [shared("fund", partner["percent"]), shared("partner", 100 - int(partner["percent"]))]
    entries = [cost(amount, month=month) for month, amount in enumerate(amounts, start=1)]

    steps = [earned(sources, *entries[:count])["fund"].cash_minor for count in range(len(entries) + 1)]
    parts = [later - earlier for earlier, later in pairwise(steps)]

    assert sum(parts) == steps[-1]
    assert abs(steps[-1] - Fraction(partner["percent"]) / 100 * sum(amounts)) < 1
    for amount, part in zip(amounts, parts, strict=True):
        assert abs(part - Fraction(partner["percent"]) / 100 * amount) < 2
        assert amount or not part


CATEGORIES = ("staff", "travel", "external", "equipment", "infrastructure", "office", "other")


def options(rates):
    """Return the peer's flat rates as options of ours: what each rests on, in its order."""
    direct = ["external", "equipment", "infrastructure"]
    bases = {
        "staff": ("staff", [*direct, *(["travel"] if "travel_on_staff" not in rates else [])]),
        "travel_on_staff": ("travel", ["staff"]),
        "office_on_staff": ("office", ["staff"]),
        "office_on_direct": ("office", ["staff", "travel", *direct]),
        "other_on_staff": ("other", ["staff"]),
    }
    for key, percent in rates.items():
        category, base = bases[key]
        yield Option(
            id=category,
            kind=OptionKind.FLAT_RATE,
            category=category,
            rate=Fraction(percent, 100),
            base=tuple(base),
        )


@pytest.mark.parametrize(
    "case", [each for each in CASES if each["rule"] == "flat_rate_costs"], ids=lambda case: case["id"]
)
def test_flat_rates_give_the_peers_figures_in_the_product_too(case):
    rates, costs = case["inputs"]["options_percent"], dict(case["inputs"]["real_costs"])
    reckoned = {option.category for option in options(rates)}
    entries = [cost(minor(text), key) for key, text in costs.items() if key in CATEGORIES and key not in reckoned]
    scheme = attrs.evolve(SCHEME, categories=tuple(Category(code=each, name=Name(each, each)) for each in CATEGORIES))
    found = attrs.evolve(dossier(entries), scheme=scheme, terms=Terms(options=tuple(options(rates))))

    sums = dict.fromkeys(reckoned, 0)
    for each in derived(found, ALL):
        sums[each.total.category] += each.total.sum_minor

    expected = {key: minor(text) for key, text in case["expected"].items() if key in reckoned}
    assert {key: sums[key] for key in expected} == expected


@pytest.mark.parametrize("case", of_rule("spf_split_per_fund"))
def test_a_split_per_fund_leaks_no_cent_with_our_rounding(case):
    weights = list(map(int, case["funds"].values()))

    for key in ("total", "partner_contribution", "public", "automatic_public", "private"):
        assert sum(allocate(minor(case[key]), weights)) == minor(case[key])


@pytest.mark.parametrize("case", of_rule("period_percentages"))
def test_percentages_add_up_to_a_hundred_with_our_rounding(case):
    parts = allocate(100_00, [minor(text) for text in case["periods"]])

    assert sum(parts) == 100_00
    whole = sum(minor(text) for text in case["periods"])
    assert all(
        abs(part - Fraction(100_00 * minor(text), whole)) < 1 for part, text in zip(parts, case["periods"], strict=True)
    )
