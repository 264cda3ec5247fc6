"""What is said of a claim before it goes to the funder."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

import attrs
import pytest

from ledger.core.finding import Severity
from ledger.core.words import Name
from ledger.model.budgets.budget import FinancingLine
from ledger.model.claims.claim import ClaimFigures
from ledger.model.claims.claim import Decision
from ledger.model.claims.payment_terms import PaymentTerms
from ledger.model.corrections.marks import UNMARKED
from ledger.model.corrections.marks import Marks
from ledger.model.programme import Programme
from ledger.model.simplified import Option
from ledger.model.simplified import OptionKind
from ledger.model.terms import Terms
from ledger.rules.checks.claim import ClaimCase
from ledger.rules.checks.claim import check_claim
from ledger.rules.checks.claim import check_decision
from ledger.rules.claims import entries as claim_entries
from tests.rules.claims.kept import Kept
from tests.rules.claims.kept import cost
from tests.rules.claims.kept import day
from tests.rules.claims.kept import plan

QUIET = {"paid_on": day(5), "evidence_name": "f.pdf", "evidence_sha256": "0" * 64}


def _programme(**terms):
    payment = PaymentTerms(source="made up", **terms) if terms else None
    return Programme(id="p", name=Name("P", "P"), source="made up", valid_from=date(2014, 1, 1), payment=payment)


def _case(kept, programme=None, marks=UNMARKED, replaces=None, **project):
    claim, earlier = kept.claims[-1], kept.claims[:-1]
    found = attrs.evolve(kept.dossier(), programme=programme)
    held = claim_entries.standing(earlier)
    return ClaimCase(
        dossier=attrs.evolve(found, project=attrs.evolve(found.project, **project)),
        claim=claim,
        changes=lambda: claim_entries.changes(kept.rows(), earlier, claim),
        marks=marks,
        replaces=replaces or {},
        withheld=frozenset({*held.parked, *held.cuts}),
    )


def _said(*args, **facts):
    findings = tuple(check_claim(_case(*args, **facts)))
    return {finding.code: dict(finding.values) for finding in findings}


def test_a_claim_with_nothing_against_it_is_let_through():
    kept = Kept(cost(700, **QUIET))
    kept.claim(10)

    assert _said(kept, _programme()) == {}
    assert _said(kept) == {}


def test_a_category_above_its_budget_is_told_with_how_much():
    kept = Kept(cost(700, **QUIET), cost(5, category="resor", **QUIET), versions=(plan(cost=600),))
    kept.claim(10)

    found = _said(kept)["CLM-101"]

    assert (found["claimed"].minor, found["budget"].minor, found["over"].minor) == (700, 600, 100)


def test_a_category_that_the_scheme_does_not_know_is_told_by_its_code():
    version = attrs.evolve(plan(cost=600), cost=(attrs.evolve(plan().cost[0], category="resor", amount_minor=1),))
    kept = Kept(cost(5, category="resor", **QUIET), versions=(version,))
    kept.claim(10)

    assert _said(kept)["CLM-101"]["category"] == "resor"


def test_more_income_than_expected_is_no_overclaim():
    version = attrs.evolve(plan(), cost=(attrs.evolve(plan().cost[0], category="intakt", amount_minor=-(10**6)),))
    kept = Kept(cost(700, **QUIET), versions=(version,))
    kept.claim(10)

    assert "CLM-101" not in _said(kept)


def test_support_above_the_grant_stops():
    version = attrs.evolve(plan(), financing=(*plan().financing, FinancingLine(source="stod", amount_minor=300)))
    kept = Kept(cost(700, **QUIET), versions=(version,))
    kept.claim(10)
    assert "CLM-102" not in _said(kept)
    share = attrs.evolve(kept.claims[0].figures.share("stod"), current_minor=301)
    kept.claims[0] = attrs.evolve(kept.claims[0], figures=ClaimFigures(shares=(share,)))

    (finding,) = (each for each in check_claim(_case(kept)) if each.code == "CLM-102")

    assert finding.severity is Severity.STOP
    assert dict(finding.values)["over"].minor == 1


def test_cost_that_nobody_bears_is_told():
    kept = Kept(cost(700, **QUIET), versions=(attrs.evolve(plan(), financing=()),))
    kept.claim(10)

    assert _said(kept)["CLM-103"]["amount"].minor == 400


@pytest.mark.parametrize(
    ("end", "last"),
    [
        pytest.param(date(2020, 12, 31), date(2021, 2, 28), id="a month's last day leads to a month's last day"),
        pytest.param(date(2020, 12, 30), date(2021, 2, 28), id="a day that the month has not is its last"),
        pytest.param(date(2021, 1, 15), date(2021, 3, 15), id="else the same day"),
    ],
)
def test_a_claim_later_than_the_programme_wants_is_told(end, last):
    kept = Kept(cost(700, **QUIET))
    claim = kept.claim(10)
    kept.claims[0] = attrs.evolve(claim, terms=attrs.evolve(claim.terms, end=end), dated=last)
    programme = _programme(claim_within_months=2)
    assert "CLM-104" not in _said(kept, programme)

    kept.claims[0] = attrs.evolve(kept.claims[0], dated=date(2021, 3, 16))

    assert _said(kept, programme)["CLM-104"]["last"] == last


def test_entries_are_named_with_all_that_is_the_matter_with_them():
    kept = Kept(cost(700), cost(70, paid_on=day(900)), cost(7, category="resor", on=-40, **QUIET))
    kept.claim(10)

    found = _said(kept, _programme(paid_to=day(800)), attest=True)

    assert {code: values["entries"] for code, values in found.items() if "entries" in values} == {
        "CLM-105": "3",
        "CLM-106": "2",
        "CLM-107": "1",
        "CLM-108": "1–2",
        "CLM-109": "1–3",
    }


def test_what_was_said_of_entries_since_they_were_booked_counts():
    kept = Kept(cost(700, paid_on=day(5)))
    kept.claim(10)

    marks = Marks(attested=((1, 1, "Chefen"),), evidence={1: ("f.pdf",)})

    assert _said(kept, marks=marks, attest=True) == {}


def test_hours_at_a_unit_cost_need_no_day_of_payment():
    kept = Kept(cost(700, evidence_name="f.pdf", evidence_sha256="0" * 64), cost(70, category="resor", **QUIET))
    kept.claim(10)
    assert _said(kept)["CLM-107"]["entries"] == "1"

    kept.terms = Terms(options=(Option(id="tid", kind=OptionKind.UNIT_COST, category="personal"),))

    assert "CLM-107" not in _said(kept)


def test_days_are_not_judged_where_the_period_is_not_known():
    kept = Kept(cost(700, on=-40, **QUIET))
    kept.claim(10)

    assert _said(kept, start=None) == {}


def test_late_entries_and_reversals_are_listed():
    kept = Kept(cost(700, **QUIET))
    kept.claim(10)
    kept.book(cost(70, **QUIET))
    kept.reverse(1, on=20)
    kept.claim(30)

    found = _said(kept)

    assert (found["CLM-110"]["entries"], found["CLM-113"]["entries"]) == ("2", "3")


def test_entries_reversed_in_the_same_claim_are_nobodys_worry():
    kept = Kept(cost(700))
    kept.reverse(1, on=5)
    kept.claim(30)

    assert _said(kept) == {}


def test_a_claim_of_nothing_is_told():
    kept = Kept(cost(700, **QUIET))
    kept.claim(10)
    kept.claim(20)

    (empty,) = check_claim(_case(kept))
    assert (empty.code, empty.severity) == ("CLM-111", Severity.WARN)
    kept.claim(30, final=True)
    (empty,) = check_claim(_case(kept))
    assert (empty.code, empty.severity) == ("CLM-111", Severity.NOTE)


def test_a_claim_that_ends_before_the_project_begins_stops():
    kept = Kept(cost(700, **QUIET))
    kept.claim(10)
    last = kept.claims[-1].terms.end

    assert "CLM-118" not in _said(kept, start=last)
    (early,) = (each for each in check_claim(_case(kept, start=date(2021, 12, 31))) if each.code == "CLM-118")
    assert (early.stops, dict(early.values)) == (True, {"end": last, "first": date(2021, 12, 31)})


def test_a_claim_dated_before_its_period_ends_is_told():
    kept = Kept(cost(700, **QUIET))
    claim = kept.claim(10)
    end = claim.terms.end
    kept.claims[0] = attrs.evolve(claim, dated=end)
    assert "CLM-121" not in _said(kept)

    kept.claims[0] = attrs.evolve(claim, dated=end - timedelta(days=1))

    assert _said(kept)["CLM-121"] == {"dated": end - timedelta(days=1), "end": end}


def test_a_decision_dated_before_its_claim_is_told():
    kept = Kept(cost(700, **QUIET))
    claim = kept.claim(10)
    decided = kept.decide(1)
    assert list(check_decision(kept.dossier(), decided)) == []

    early = attrs.evolve(decided.decision, decided=claim.dated - timedelta(days=1))
    (told,) = check_decision(kept.dossier(), attrs.evolve(decided, decision=early))

    assert (told.code, dict(told.values)["dated"]) == ("CLM-122", claim.dated)


def test_an_entry_in_the_place_of_one_that_was_cut_is_told():
    kept = Kept(cost(700, **QUIET))
    kept.claim(10)
    kept.decide(1, cuts=[(1, 100)])
    kept.reverse(1, on=20)
    kept.book(cost(700, on=20, category="lokal", **QUIET))
    kept.claim(30)

    assert _said(kept, replaces={3: 1})["CLM-112"]["entries"] == "3"


def test_a_decision_that_prints_another_amount_is_told():
    kept = Kept(cost(700, **QUIET))
    kept.claim(10)
    decided = kept.decide(1, cuts=[(1, 70)])
    stated = attrs.evolve(decided.decision, stated=(("stod", 280), ("kommun", 240)))

    found = [dict(each.values) for each in check_decision(kept.dossier(), attrs.evolve(decided, decision=stated))]

    assert [(each["stated"].minor, each["difference"].minor) for each in found] == [(280, 10)]
    assert isinstance(decided.decision, Decision)
    assert list(check_decision(kept.dossier(), attrs.evolve(decided, decision=None))) == []
