"""Statements reckoned: hours times unit cost, and sums that tie by construction. Everything here is made up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import floor

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.rounding import Rounding
from ledger.model.entry import to_row
from ledger.model.source import SourceForm
from ledger.model.statements.statement import HoursRule
from ledger.model.statements.statement import StatementHead
from ledger.model.statements.statement import StatementMonth
from ledger.model.statements.statement import StatementRow
from ledger.model.statements.statement import UnitCost
from ledger.model.statements.statement import UnitCostValue
from ledger.rules.corrections.correct import History
from ledger.rules.corrections.correct import negative
from ledger.rules.corrections.correct import reversals
from ledger.rules.statements import statement

UNIT_COST = UnitCost(
    id="tid",
    unit="SEK/h",
    source="made up",
    hours=HoursRule.WHOLE,
    values=(UnitCostValue(date(2011, 1, 1), Fraction(9850)), UnitCostValue(date(2012, 1, 1), Fraction(20201, 2))),
)
HEAD = StatementHead(unit_cost="tid")
COMMON = StatementMonth(
    source="kommunen",
    month="",
    form=SourceForm.IN_KIND,
    category="tid",
    lines=(),
    unit_costs=(UNIT_COST,),
    file="underlag.csv",
    file_sha256="ab" * 32,
)


def row(hours="7,5", **more):
    return StatementRow(
        participant=more.pop("participant", "D1"),
        month=more.pop("month", "2012-01"),
        hours=Fraction(hours.replace(",", ".")),
        line=2,
        **more,
    )


def reckon(one, head=HEAD, unit_cost=UNIT_COST):
    return statement.reckon(one, head, {"tid": unit_cost}, "exempel")


def months(rows, head=HEAD):
    return statement.by_month(((each.month, reckon(each, head)) for each in rows), COMMON)


@pytest.mark.parametrize(
    ("one", "hours", "rate", "amount"),
    [
        (row("7,99"), 7, Fraction(20201, 2), 70704),
        (row("7,99", month="2011-12"), 7, 9850, 68950),
        (row("0,5"), 0, Fraction(20201, 2), 0),
        (row("7,5", rate=Fraction(10000)), 7, 10000, 70000),
        (row("7,5", rate=Fraction(10000), unit_cost="tid"), 7, Fraction(20201, 2), 70704),
        (row("7,5", month="2010-01", amount_minor=12345), 7, None, 12345),
        (row("7,5", month="2010-01"), 7, None, 0),
    ],
    ids=[
        "fractions of an hour are left out and half an öre goes up",
        "the value of the month",
        "less than an hour",
        "the row's own rate",
        "the unit cost that the row names before its own rate",
        "an amount where there is no rate",
        "nothing at all",
    ],
)
def test_a_participant_s_month_is_reckoned(one, hours, rate, amount):
    line = reckon(one)

    assert (line.hours, line.rate, line.amount_minor, line.stated_hours) == (hours, rate, amount, one.hours)


def test_hours_count_exactly_where_the_table_says_so():
    unit_cost = attrs.evolve(UNIT_COST, hours=HoursRule.EXACT, rounding=Rounding.DOWN)

    line = reckon(row("7,99"), unit_cost=unit_cost)

    assert (line.hours, line.amount_minor) == (Fraction(799, 100), floor(Fraction(799, 100) * Fraction(20201, 2)))


def test_the_head_says_how_hours_count_where_there_is_no_unit_cost():
    head = StatementHead(hours=HoursRule.EXACT)

    assert reckon(row("7,5", rate=Fraction(100)), head).amount_minor == 750


def test_a_stated_amount_is_kept_beside_the_computed_one():
    line = reckon(row("7", rate=Fraction(10000), amount_minor=69999))

    assert (line.amount_minor, line.stated_minor) == (70000, 69999)


hours = st.builds(Fraction, st.integers(0, 300_000), st.sampled_from([1, 2, 4, 60, 1000]))
rates = st.builds(Fraction, st.integers(0, 10**7), st.sampled_from([1, 2, 10, 10_000]))
rows = st.lists(
    st.builds(
        StatementRow,
        participant=st.sampled_from(["D1", "D2", "D3", "D4"]),
        month=st.sampled_from(["2012-01", "2012-02", "2013-01"]),
        hours=hours,
        rate=st.one_of(st.none(), rates),
        amount_minor=st.one_of(st.none(), st.integers(0, 10**9)),
        line=st.just(2),
    ),
    max_size=12,
)


@given(rows)
def test_participants_and_months_sum_to_the_total(found):
    made = months(found)
    lines = [reckon(each) for each in found]

    assert sum(month.amount_minor for month in made) == statement.total_minor(made)
    assert statement.total_minor(made) == sum(line.amount_minor for line in lines)
    assert sum((month.hours for month in made), start=Fraction()) == sum(
        (line.hours for line in lines), start=Fraction()
    )
    for month in made:
        by_rate = [line for _, some in statement.rates(month) for line in some]
        assert sorted(by_rate, key=repr) == sorted(month.lines, key=repr)


@pytest.mark.no_cover
@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(found, random):
    def told(some):
        made = months(some)
        return [(month.month, month.amount_minor, month.hours, month.participants) for month in made]

    unique = list({(each.participant, each.month): each for each in found}.values())
    shuffled = random.sample(unique, len(unique))

    assert told(found) == told(random.sample(found, len(found)))
    assert list(map(statement.digest, months(unique))) == list(map(statement.digest, months(shuffled)))


@given(hours, rates, st.sampled_from(Rounding), st.sampled_from(HoursRule))
def test_what_is_taken_back_is_the_exact_negative(some, rate, rounding, rule):
    unit_cost = attrs.evolve(UNIT_COST, hours=rule, rounding=rounding, values=(UnitCostValue(date(2011, 1, 1), rate),))
    given_, back = (
        reckon(StatementRow(participant="D1", month="2012-01", hours=each, line=2), unit_cost=unit_cost)
        for each in (some, -some)
    )

    assert back.amount_minor == -given_.amount_minor
    assert back.hours == -given_.hours


@given(hours, rates)
def test_whole_hours_never_count_more_than_was_given(some, rate):
    line = reckon(StatementRow(participant="D1", month="2012-01", hours=some, rate=rate, line=2))

    assert line.hours.denominator == 1
    assert 0 <= some - line.hours < 1


def test_a_month_keeps_the_unit_costs_that_it_used():
    with_table, without = months([row(), row(month="2012-02", rate=Fraction(100))])

    assert with_table.unit_costs == (UNIT_COST,)
    assert without.unit_costs == ()


def test_participants_are_counted_once_and_only_if_they_gave_something():
    made = months([row(), row("0", participant="D2"), row(month="2012-02"), row(month="2012-02", participant="D3")])

    assert [month.participants for month in made] == [1, 2]
    assert statement.participants(made) == 2


def test_a_code_is_kept_as_a_digest_of_its_own_in_each_project():
    assert statement.participant_digest("ett", "d1") == statement.participant_digest("ett", "D1")
    assert statement.participant_digest("ett", "D1") != statement.participant_digest("annat", "D1")


def test_the_digest_of_a_month_is_of_its_content_not_of_its_file():
    (month,) = months([row()])

    assert statement.digest(attrs.evolve(month, file="annan.csv", file_sha256="")) == statement.digest(month)
    assert statement.digest(attrs.evolve(month, category="annan")) != statement.digest(month)


def test_lines_stand_by_rate_and_those_without_come_last():
    (month,) = months(
        [
            row(participant="D3", month="2010-01", amount_minor=5),
            row(participant="D1", month="2010-01", rate=Fraction(200)),
            row(participant="D2", month="2010-01", rate=Fraction(100)),
        ]
    )

    assert [rate for rate, _ in statement.rates(month)] == [100, 200, None]


def test_a_month_becomes_cost_and_financing_in_one_entry():
    (month,) = months([row()])
    made = statement.entry(attrs.evolve(month, series="vux"), "exempel", None)

    assert (made.kind, made.category, made.source, made.amount_minor) == ("in_kind", "tid", "kommunen", 70704)
    assert (made.booked_on, made.belongs_to) == (date(2012, 1, 31), date(2012, 1, 31))
    assert (made.quantity, made.unit) == ("7", "h")
    assert (made.evidence_name, made.evidence_sha256) == ("underlag.csv", "ab" * 32)
    assert made.origin.organisation == "statement:kommunen:vux"


def numbered(*found):
    return [to_row(attrs.evolve(each, number=number)) for number, each in enumerate(found, start=1)]


def test_the_book_tells_what_stands_of_a_month():
    first, second = months([row()]), months([row("9")])
    one = statement.entry(first[0], "exempel", None)
    booked_rows = numbered(one)
    taken_back = (*negative(booked_rows[0], date(2012, 2, 1)),)
    all_rows = [booked_rows[0], (taken_back[0], 2, *taken_back[2:])]

    def booked(some):
        history = History(reversed_by=reversals(some), replaced_by={})
        return statement.booked(lambda: some, "statement:kommunen", history)

    held, undone = booked(booked_rows)["2012-01"], booked(all_rows)["2012-01"]

    assert held.holds(statement.digest(first[0]))
    assert not held.holds(statement.digest(second[0]))
    assert [amount[statement.COLUMNS.index("amount_minor")] for _, amount in held.standing] == [70704]
    assert undone.standing == ()
    assert undone.holds(statement.digest(first[0]))
    assert not undone.holds(statement.digest(second[0]))
    assert statement.entry(first[0], "exempel", undone).origin.occurrence == 2
    assert booked([]) == {}


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(7), "7"), (Fraction(15, 2), "7.5"), (Fraction(0), "0"), (Fraction(10**9), "1000000000")],
)
def test_numbers_are_written_out(value, text):
    assert statement.exact_text(value) == text
