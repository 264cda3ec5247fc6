"""Addresses of figures: read, written, and said the same way whoever writes them."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import DayRangeError
from ledger.errors import FigureAddressError
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports import address

TODAY = date(2026, 1, 31)

days = st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1))
views = st.builds(
    View,
    today=st.just(TODAY),
    basis=st.sampled_from(Basis),
    year=st.none() | st.integers(2000, 2030),
    start=days,
    end=days,
    by=st.lists(st.sampled_from(Dimension), unique=True, max_size=2).map(tuple),
    attested=st.booleans(),
    net=st.booleans(),
    source=st.none() | st.text(min_size=1),
)


@given(views, days)
def test_the_terms_of_a_view_give_that_view_back(view, known):
    view = attrs.evolve(view, known=known, today=min(TODAY, known or TODAY))
    text = f"variance/a/b.actual{address.written(address.terms(view, TODAY))}"

    read = address.parse(text)

    assert (read.table, read.row, read.column) == ("variance", "a/b", "actual")
    assert read.view(TODAY) == view
    assert str(read) == text


def test_the_usual_view_has_no_terms():
    assert address.written(address.terms(View(today=TODAY), TODAY)) == ""


def test_a_question_put_on_another_day_says_so():
    view = View(today=date(2021, 6, 30))

    assert address.terms(view, TODAY) == (("on", "2021-06-30"),)


def test_several_projects_are_named_and_all_are_a_star():
    view = View(today=TODAY)

    assert address.written(address.terms(view, TODAY, ("pas", "torget"))) == "?projects=pas,torget"
    assert address.written(address.terms(view, TODAY, ())) == "?projects=*"


def test_terms_are_put_in_order_however_they_are_written():
    read = address.parse(" variance/personal.actual?basis=belongs&year=2021 ")

    assert str(read) == "variance/personal.actual?year=2021&basis=belongs"


def test_a_masked_report_has_the_same_figures():
    assert address.terms(View(today=TODAY, masked=True), TODAY) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no row"),
        ("variance", "no row"),
        ("variance/personal", "no row, or no column"),
        ("/personal.actual", "no row"),
        ("variance/.actual", "no row"),
        ("variance/personal.", "no column"),
        ("variance/personal.actual?jahr=2021", "'jahr'"),
        ("variance/personal.actual?year", "'year' has no value"),
        ("variance/personal.actual?year=2021&year=2022", "has two"),
        ("variance/personal.actual?year=two", "'two'"),
        ("variance/personal.actual?basis=x", "'x'"),
        ("variance/personal.actual?by=category,x", "'category,x'"),
        ("variance/personal.actual?net=no", "'no'"),
        ("variance/personal.actual?to=2021-02-30", "'2021-02-30'"),
    ],
)
def test_what_is_no_address_is_refused_with_what_is_wrong(text, said):
    with pytest.raises(FigureAddressError) as caught:
        address.parse(text)

    assert said in str(caught.value)


def test_a_year_that_must_be_mistyped_is_refused():
    with pytest.raises(DayRangeError):
        address.parse("variance/personal.actual?year=20211").view(TODAY)


def test_every_term_of_a_view_that_changes_figures_can_stand_in_an_address():
    fields = {field.name for field in attrs.fields(View)}

    assert fields - {field for field, _, _ in address._TERMS.values()} == {"masked"}
