"""The cases that people write down, run as they stand."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from ledger.core.rate import parse_rate
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.entry import Entry
from ledger.model.entry_kind import EntryKind
from ledger.model.terms import Terms
from ledger.model.totals import Basis
from ledger.model.view import View
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.financing.draw import NOBODY
from ledger.rules.financing.pools import months_by_day
from ledger.rules.simplified import derived
from ledger.rules.totals import count
from tests.cases.reading import cases
from tests.cases.reading import minor
from tests.cases.reading import read_option
from tests.cases.reading import read_source
from tests.rules.dossiers import dossier
from tests.rules.dossiers import rows_of

TODAY = date(2021, 6, 30)


def _entry(facts):
    return Entry(
        project="broar",
        kind=EntryKind(facts.get("kind", "cost")),
        category=facts.get("category", "personal"),
        source=facts.get("source"),
        part=facts.get("part"),
        amount_minor=minor(facts["amount"]),
        booked_on=facts.get("day", date(2020, 9, 30)),
    )


def _versions(case):
    if "plan" not in case:
        return ()
    cost = (CostLine(category="personal", amount_minor=minor(case["planned_cost"])),) if "planned_cost" in case else ()
    financing = tuple(FinancingLine(source=id_, amount_minor=minor(text)) for id_, text in case["plan"].items())
    return (BudgetVersion(state=BudgetState.DECIDED, cost=cost, financing=financing),)


@pytest.mark.parametrize("case", cases("cofinancing"))
def test_cofinancing(case):
    sources = tuple(read_source(id_, terms) for id_, terms in case["sources"].items())
    required = parse_rate(case["required"]) if "required" in case else None
    found = dossier((), versions=_versions(case), sources=sources, required_cofinancing=required)
    rows = rows_of([_entry(facts) for facts in case["entries"]])
    totals = count(rows, Basis.BOOKED, None, None, months_by_day(found.project))

    result = cofinance(attrs.evolve(found, totals=totals), View(today=TODAY))

    earned = {share.id or "nobody": share.earned_minor for share in result.shares}
    assert earned == {id_: minor(text) for id_, text in case["earned"].items()}
    bounds = {share.id: share.trace.bound for share in result.shares if share.trace}
    told = {id_: str(bound.limit) if bound else "none" for id_, bound in bounds.items()}
    assert {id_: told[id_] for id_ in case.get("limit", {})} == case.get("limit", {})
    assert NOBODY not in told


@pytest.mark.parametrize("case", cases("simplified"))
def test_simplified(case):
    terms = Terms(options=tuple(read_option(facts) for facts in case["options"]))
    entries = [_entry(facts) for facts in case["entries"]]
    found = attrs.evolve(dossier(entries, versions=()), terms=terms)

    sums: dict[str, int] = {}
    for each in derived(found, View(today=TODAY)):
        sums[each.total.category] = sums.get(each.total.category, 0) + each.total.sum_minor

    assert sums == {code: minor(text) for code, text in case["derived"].items()}
