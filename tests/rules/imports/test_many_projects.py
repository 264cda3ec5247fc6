from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledger.core.finding import Place
from ledger.core.finding import note
from ledger.core.finding import stop
from ledger.rules.imports.many_projects import PROJECTS_TOLD
from ledger.rules.imports.many_projects import summed_up


def findings(counts, make=note, code="IMP-001"):
    return [make(code, Place(project=f"p{at:04}"), count=count) for at, count in enumerate(counts)]


def of(finding, name):
    return dict(finding.values)[name]


@given(st.lists(st.integers(1, 50), max_size=60))
def test_nothing_is_lost_and_the_greatest_are_told(counts):
    found = findings(counts)

    told = summed_up(found)

    one_by_one = [each for each in told if each.code == "IMP-001"]
    assert one_by_one == [each for each in found if each in one_by_one]
    assert len(one_by_one) == min(len(found), PROJECTS_TOLD)
    assert sum(of(each, "count") for each in told) == sum(counts)
    rest = [each for each in found if each not in one_by_one]
    assert [of(each, "projects") for each in told if each.code == "IMP-013"] == ([len(rest)] if rest else [])
    least = min((of(each, "count") for each in one_by_one), default=0)
    assert all(of(each, "count") <= least for each in rest)


def test_each_code_is_summed_up_by_itself_and_as_severe_as_it_is():
    notes, stops = findings([1] * 12), findings([2] * 11, stop, "IMP-011")
    other = note("IMP-007", Place(project="p0001"), vouchers="A 1")

    told = summed_up([*notes, other, *stops])

    assert other in told
    assert [(of(each, "code"), of(each, "count"), each.stops) for each in told[-2:]] == [
        ("IMP-001", 2, False),
        ("IMP-011", 2, True),
    ]


def test_only_some_of_very_many_projects_are_named():
    *_, last = summed_up(findings([1] * 2000))

    assert of(last, "projects") == 1990
    assert "p0010, p0011" in str(of(last, "ids"))
    assert "p1999" not in str(of(last, "ids"))
