"""Money moved between categories and carried between years: nothing is lost, and nothing is moved that is not there."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.money import SEK
from ledger.errors import CarryError
from ledger.errors import LineTooSmallError
from ledger.errors import NoLineError
from ledger.errors import SeveralLinesError
from ledger.model.budgets.budget import BudgetKind
from ledger.model.budgets.budget import BudgetState
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.budgets.budget import CostLine
from ledger.model.budgets.budget import FinancingLine
from ledger.model.budgets.budget import Stated
from ledger.model.budgets.budget import Units
from ledger.model.budgets.transfer import Transfer
from ledger.rules.budgets.amend import carry
from ledger.rules.budgets.amend import following
from ledger.rules.budgets.amend import move
from tests.rules.dossiers import versions


def cost(category, amount_minor, **when):
    return CostLine(category=category, amount_minor=amount_minor, **when)


def version(*lines, **terms):
    return BudgetVersion(state=BudgetState.DECIDED, decided=date(2020, 6, 1), cost=lines, **terms)


def transfer(amount_minor, there="personal", here="resor", **when):
    return Transfer(from_category=there, to_category=here, amount_minor=amount_minor, **when)


def whole(lines):
    return sum(line.amount_minor for line in lines)


@given(first=versions(), data=st.data())
def test_a_transfer_never_changes_the_whole_and_is_recorded(first, data):
    movable = [line for line in first.cost if line.amount_minor]
    if not movable:
        return
    line = data.draw(st.sampled_from(movable))
    amount = data.draw(st.integers(1, line.amount_minor))
    wanted = transfer(amount, line.category, "nytt", year=line.year, phase=line.phase, part=line.part)
    try:
        after = move(first, wanted, SEK)
    except SeveralLinesError:
        return

    assert whole(after.cost) == whole(first.cost)
    assert whole(each for each in after.cost if each.category == "nytt") == amount
    assert all(each.amount_minor >= 0 for each in after.cost)
    assert after.transfers[-1].amount_minor == amount


def test_what_is_moved_changes_the_amount_and_its_product_no_longer_explains_it():
    units = Units(quantity=Fraction(2), price_minor=50)
    lines = (cost("personal", 100, year=2020, note="ledare", units=units), cost("resor", 100, year=2020, units=units))
    other = cost("personal", 100, year=2020, note="stöd", units=units)
    after = move(version(*lines, other), transfer(30), SEK)

    assert [line.amount_minor for line in after.cost] == [70, 130, 100]
    assert [line.units for line in after.cost] == [None, None, units]
    assert carry(version(lines[0]), (2020, 2021), {"personal": 40}, {}).cost[1].units is None


def test_the_only_time_of_a_category_need_not_be_named():
    after = move(version(cost("personal", 100, year=2020), cost("resor", 10, year=2020)), transfer(30), SEK)

    assert [line.amount_minor for line in after.cost] == [70, 40]
    assert after.transfers == (transfer(30, year=2020),)


def test_several_lines_of_a_cell_are_lowered_one_after_the_other():
    lines = (cost("personal", 20, note="hel"), cost("personal", 100, note="halv"))
    after = move(version(*lines), transfer(50), SEK)

    assert [line.amount_minor for line in after.cost] == [0, 70, 50]
    assert after.cost[-1] == cost("resor", 50)


def test_lines_of_the_whole_project_are_told_from_those_of_its_parts_by_the_year():
    lines = (cost("personal", 100, year=2020), cost("personal", 100, year=2020, part="norr"))
    after = move(version(*lines), transfer(50, year=2020), SEK)

    assert [line.amount_minor for line in after.cost] == [50, 100, 50]


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (transfer(1), SeveralLinesError),
        (transfer(1, year=2022), NoLineError),
        (transfer(1, "lokal"), NoLineError),
        (transfer(101, year=2020), LineTooSmallError),
    ],
    ids=["which year", "no such year", "no such category", "less"],
)
def test_what_is_not_there_cannot_be_moved(wanted, error):
    with pytest.raises(error):
        move(version(cost("personal", 100, year=2020), cost("personal", 100, year=2021)), wanted, SEK)


def test_what_is_there_is_told_beside_what_was_to_be_moved():
    with pytest.raises(LineTooSmallError) as refused:
        move(version(cost("personal", 10_000, year=2020)), transfer(10_001, year=2020), SEK)

    assert "SEK 100 in its budget for 2020, less than the SEK 100.01" in str(refused.value)


def test_a_following_version_is_a_draft_that_says_the_same_and_prints_no_totals():
    first = version(cost("personal", 100), stated=(Stated(view="cost", amount_minor=1),), decided_by="fonden")
    first = attrs.evolve(first, transfers=(transfer(1),), end=date(2022, 6, 30), reason="Beslut")
    after = following(first)

    assert (after.state, after.cost, after.end) == (BudgetState.DRAFT, first.cost, first.end)
    assert (after.kind, after.transfers, after.stated) == (BudgetKind.AMENDMENT, (), ())
    assert (after.decided, after.reason, after.decided_by) == (None, None, None)


def test_what_a_draft_moved_is_moved_by_the_version_that_decides_it():
    draft = attrs.evolve(version(cost("personal", 100)), state=BudgetState.DRAFT, kind=BudgetKind.TRANSFER)
    draft = attrs.evolve(draft, transfers=(transfer(1),))

    assert (following(draft).kind, following(draft).transfers) == (BudgetKind.TRANSFER, draft.transfers)


PLAN = version(
    cost("personal", 100, year=2020),
    cost("personal", 30, year=2020, part="norr"),
    cost("personal", 50, year=2021),
    cost("resor", 20, year=2020),
    financing=(
        FinancingLine(source="stod", amount_minor=90, year=2020),
        FinancingLine(source="region", amount_minor=60, year=2020),
        FinancingLine(source="stod", amount_minor=50, year=2021),
    ),
)


def amounts(lines, name):
    return {(getattr(line, name), line.year, line.part): line.amount_minor for line in lines}


def test_what_a_year_left_unused_is_carried_with_the_financing_that_belongs_to_it():
    after = carry(PLAN, (2020, 2021), {"personal": 110, "resor": -5}, {"stod": 70, "region": 40, "kommun": -3})

    assert after.kind is BudgetKind.CARRY_FORWARD
    assert amounts(after.cost, "category") == {
        ("personal", 2020, None): 0,
        ("personal", 2020, "norr"): 20,
        ("personal", 2021, None): 150,
        ("personal", 2021, "norr"): 10,
        ("resor", 2020, None): 20,
    }
    assert amounts(after.financing, "source") == {
        ("stod", 2020, None): 20,
        ("region", 2020, None): 20,
        ("stod", 2021, None): 120,
        ("region", 2021, None): 40,
    }


def test_without_open_financing_cost_alone_is_carried():
    after = carry(PLAN, (2020, 2021), {"resor": 5}, {})

    assert after.financing == PLAN.financing
    assert whole(after.cost) == whole(PLAN.cost)


@given(
    unused=st.dictionaries(st.sampled_from(["personal", "resor"]), st.integers(-50, 20), min_size=1),
    unearned=st.dictionaries(st.sampled_from(["stod", "region"]), st.integers(-50, 60)),
)
def test_carrying_changes_no_whole_and_never_goes_below_nothing(unused, unearned):
    if max(unused.values()) <= 0:
        return
    after = carry(PLAN, (2020, 2022), unused, unearned)

    assert whole(after.cost) == whole(PLAN.cost)
    assert whole(after.financing) == whole(PLAN.financing)
    assert min(line.amount_minor for line in (*after.cost, *after.financing)) >= 0
    assert whole(line for line in after.cost if line.year == 2022) == sum(max(0, each) for each in unused.values())


@pytest.mark.parametrize(
    ("years", "unused"),
    [((2021, 2020), {"personal": 5}), ((2020, 2021), {"personal": 0})],
    ids=["backwards", "nothing"],
)
def test_there_must_be_something_to_carry_and_a_later_year(years, unused):
    with pytest.raises(CarryError):
        carry(PLAN, years, unused, {})
