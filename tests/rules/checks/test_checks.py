from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import Severity
from ledger.rules.checks import CHECKS
from ledger.rules.checks import check
from ledger.rules.checks import judge
from tests.rules.checks.cases import BUDGET
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import cost
from tests.rules.checks.cases import entry

WORST_FIRST = [Severity.STOP, Severity.WARN, Severity.NOTE]

findings = st.builds(
    Finding,
    code=st.sampled_from(["AAA-001", "BBB-001", "CCC-001"]),
    severity=st.sampled_from(WORST_FIRST),
    place=st.builds(Place, key=st.sampled_from([None, "a", "b"]), entry=st.sampled_from([None, 1, 2])),
)


def test_a_project_without_problems_has_no_findings():
    over = attrs.evolve(case(entry()), today=date(2030, 1, 1))

    assert check(over) == ()


def test_while_a_project_goes_on_it_is_told_what_support_will_not_be_used():
    assert codes(check(case(entry()))) == ["FOR-001"]


def test_all_problems_are_told_at_once_warnings_first():
    wrong = attrs.evolve(BUDGET, cost=(cost(1, year=2030),), decided=None)

    found = codes(check(case(entry(category="annat"), owner=None, versions=(wrong,))))

    assert found == ["COD-001", "FIN-001", "FOR-001", "OWN-001", "PER-002"]


def test_a_project_may_switch_a_finding_off_or_make_it_stop():
    wanted = (("OWN-001", "stop"), ("FIN-001", "off"), ("FOR-001", "off"))
    wrong = attrs.evolve(BUDGET, cost=(cost(1, year=2020),))

    found = check(case(owner=None, versions=(wrong,), severities=wanted))

    assert [(finding.code, finding.severity) for finding in found] == [("OWN-001", Severity.STOP)]


@pytest.mark.parametrize("each", CHECKS, ids=[each.__name__ for each in CHECKS])
def test_a_check_says_what_it_looks_for_and_bears_a_verb(each):
    assert each.__name__.startswith("check_")
    assert each.__doc__.startswith("Yield ")


@given(st.lists(findings, max_size=12), st.randoms())
def test_judged_findings_do_not_depend_on_the_order_of_the_checks(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)

    assert judge(found, ()) == judge(shuffled, ())


@given(st.lists(findings, max_size=12), st.sampled_from(Severity))
def test_nothing_is_lost_but_what_is_switched_off(found, severity):
    judged = judge(found, [("AAA-001", str(severity))])

    kept = [finding for finding in found if finding.code != "AAA-001" or severity is not Severity.OFF]
    assert sorted(codes(judged)) == sorted(codes(kept))
    assert [WORST_FIRST.index(finding.severity) for finding in judged] == sorted(
        WORST_FIRST.index(finding.severity) for finding in judged
    )


def test_who_pays_is_reckoned_once_and_anew_for_another_day():
    asked = case(entry())

    assert asked.cofinancing is asked.cofinancing
    assert attrs.evolve(asked, today=asked.today).cofinancing is not asked.cofinancing
    assert attrs.evolve(asked, today=asked.today).cofinancing == asked.cofinancing
