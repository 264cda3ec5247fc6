"""The difference of two versions, put to the first, gives the second; and it says what changed and nothing else."""

from __future__ import annotations

from collections import Counter
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.model.budgets.budget import BudgetKind
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.rules.budgets.difference import FieldChange
from ledger.rules.budgets.difference import LineChange
from ledger.rules.budgets.difference import difference
from tests.exporters.test_project_file import versions as whole_versions
from tests.rules.dossiers import DECIDED

LINE = CostLine(category="personal", amount_minor=100, year=2020)


@st.composite
def versions(draw):
    """Versions with lines that are alike in time, part and even note."""
    lines = st.builds(
        CostLine,
        category=st.sampled_from(["personal", "lokal"]),
        amount_minor=st.integers(0, 3),
        year=st.sampled_from([None, 2020]),
        note=st.sampled_from([None, "halvtid"]),
        approximate=st.booleans(),
    )
    financing = st.builds(FinancingLine, source=st.sampled_from(["stod", "region"]), amount_minor=st.integers(0, 3))
    return BudgetVersion(
        state=draw(st.sampled_from(BudgetState)),
        cost=tuple(draw(st.lists(lines, max_size=6))),
        financing=tuple(draw(st.lists(financing, max_size=4))),
    )


def put(change, first):
    """Return the version that a difference makes of the one that it was taken from."""
    lines = {}
    for name in ("cost", "financing"):
        changes = getattr(change, name)
        assert Counter(each.before for each in changes if each.before) == Counter(getattr(first, name))
        lines[name] = tuple(
            attrs.evolve(each.after, amount_minor=(each.before.amount_minor if each.before else 0) + each.change_minor)
            for each in changes
            if each.after
        )
    assert {each.name: each.before for each in change.fields} == {
        each.name: getattr(first, each.name) for each in change.fields
    }
    return attrs.evolve(first, **lines, **{each.name: each.after for each in change.fields})


@given(first=versions() | whole_versions(), second=versions() | whole_versions())
def test_the_difference_put_to_the_first_gives_the_second(first, second):
    assert put(difference(first, second), first) == second


@pytest.mark.no_cover
@given(first=versions(), second=versions())
def test_what_changed_adds_up_to_the_change_of_the_whole(first, second):
    found = difference(first, second)
    before, after = (sum(line.amount_minor for line in version.cost) for version in (first, second))

    assert sum(each.change_minor for each in found.cost) == after - before
    assert len(found.cost) <= len(first.cost) + len(second.cost)


@given(version=versions())
def test_a_version_does_not_differ_from_itself(version):
    assert difference(version, version).is_nothing


def test_what_changed_is_told_line_by_line_and_field_by_field():
    second = attrs.evolve(
        DECIDED,
        cost=(attrs.evolve(DECIDED.cost[0], amount_minor=1), *DECIDED.cost[2:], LINE),
        end=date(2022, 6, 30),
        kind=BudgetKind.AMENDMENT,
    )
    found = difference(DECIDED, second)

    assert [each.change_minor for each in found.cost if each.is_change] == [1 - 300_000_00, 100, -600_000_00]
    assert found.cost[-1] == LineChange(before=DECIDED.cost[1], after=None)
    assert found.fields == (
        FieldChange(name="end", before=None, after=date(2022, 6, 30)),
        FieldChange(name="kind", before=BudgetKind.BUDGET, after=BudgetKind.AMENDMENT),
    )
    assert not found.is_nothing


def test_a_line_with_another_note_is_the_same_line():
    first = BudgetVersion(state=BudgetState.DRAFT, cost=(LINE,))
    second = attrs.evolve(first, cost=(attrs.evolve(LINE, note="halvtid", amount_minor=150),))

    assert [each.change_minor for each in difference(first, second).cost] == [50]
