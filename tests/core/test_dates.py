from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.dates import WrittenPeriod
from ledger.core.dates import parse_date
from ledger.core.dates import parse_period
from ledger.errors import AmbiguousDateError
from ledger.errors import BlankDateError
from ledger.errors import DateError
from ledger.errors import DayRangeError
from ledger.errors import InexactDateError
from ledger.errors import NoSuchDayError
from ledger.errors import ReversedDatesError
from tests import strategies


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-06-01", date(2020, 6, 1)),
        ("2020.06.01", date(2020, 6, 1)),
        ("2020/6/1", date(2020, 6, 1)),
        ("20200601", date(2020, 6, 1)),
        ("2020-06-01 00:00:00", date(2020, 6, 1)),
        ("2020-06-01T00:00", date(2020, 6, 1)),
        ("191210", date(2019, 12, 10)),
        ("200826", date(2020, 8, 26)),
        ("160819", date(2016, 8, 19)),
        ("14.01.01", date(2014, 1, 1)),
        ("15-12-31", date(2015, 12, 31)),
        ("690101", date(2069, 1, 1)),
        ("700101", date(1970, 1, 1)),
        ("1 juni 2020", date(2020, 6, 1)),
        ("den 1 juni 2020", date(2020, 6, 1)),
        ("31 dec 2022", date(2022, 12, 31)),
        ("31 dec. 2022", date(2022, 12, 31)),
        ("1 June 2020", date(2020, 6, 1)),
        ("28/2 2011", date(2011, 2, 28)),
        ("31/8-2008", date(2008, 8, 31)),
        ("31.12.2021", date(2021, 12, 31)),
        ("01.02.2021", date(2021, 2, 1)),
        ("12/31/2021", date(2021, 12, 31)),
        ("31/12/2021", date(2021, 12, 31)),
        ("13-02-2021", date(2021, 2, 13)),
        ("05/05/2021", date(2021, 5, 5)),
        (" 1\N{NO-BREAK SPACE}juni  2020 ", date(2020, 6, 1)),
    ],
)
def test_a_day_is_read_in_every_way_it_is_written(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param("Dec 2011", InexactDateError, id="a month"),
        pytest.param("2020", InexactDateError, id="a year"),
        pytest.param("våren 2014", InexactDateError, id="a half-year"),
        pytest.param("18 mån", InexactDateError, id="a length"),
        pytest.param("2020-06-01 - 2020-06-30", InexactDateError, id="a period"),
        pytest.param("från 2020-06-01", InexactDateError, id="an open period"),
        pytest.param("03/04/2021", AmbiguousDateError, id="day and month in either order"),
        pytest.param("01-02-2021", AmbiguousDateError, id="day and month in either order with dashes"),
        pytest.param("2021-02-30", NoSuchDayError, id="a day that the month lacks"),
        pytest.param("31 februari 2020", NoSuchDayError, id="a day in words that the month lacks"),
        pytest.param("191399", NoSuchDayError, id="a thirteenth month"),
        pytest.param("2020-00-01", NoSuchDayError, id="a month zero"),
        pytest.param("2020-01-00", NoSuchDayError, id="a day zero"),
        pytest.param("20XX", BlankDateError, id="a placeholder"),
        pytest.param("20xx-xx-xx", BlankDateError, id="a placeholder for a day"),
        pytest.param("ÅÅÅÅ-MM-DD", BlankDateError, id="a pattern"),
        pytest.param("", BlankDateError, id="an empty text"),
        pytest.param("–", BlankDateError, id="a dash"),
        pytest.param("1/1", InexactDateError, id="a day without a year"),
        pytest.param("17 september", InexactDateError, id="a day in words without a year"),
        pytest.param("1 234,50", InexactDateError, id="an amount"),
        pytest.param("saknas", InexactDateError, id="words"),
        pytest.param("2" * 5000, InexactDateError, id="thousands of digits"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(text, error):
    with pytest.raises(DateError) as refused:
        parse_date(text)

    assert type(refused.value) is error
    assert len(str(refused.value)) < 300


def exact(start, end, months=None):
    return WrittenPeriod(start=date.fromisoformat(start), end=date.fromisoformat(end), exact=True, months=months)


def inexact(start=None, end=None, months=None):
    return WrittenPeriod(
        start=start and date.fromisoformat(start), end=end and date.fromisoformat(end), exact=False, months=months
    )


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2012-01-01 till 2014-12-31", exact("2012-01-01", "2014-12-31")),
        ("2016-12-01 - 2020-08-31", exact("2016-12-01", "2020-08-31")),
        ("2014-01-15 – 2014-12-31", exact("2014-01-15", "2014-12-31")),
        ("2012-01-01 2013-12-31", exact("2012-01-01", "2013-12-31")),
        ("2015.01.01 2015.12.31", exact("2015-01-01", "2015-12-31")),
        ("2014.01.01-2015.06.30", exact("2014-01-01", "2015-06-30")),
        ("2014-01-01-2014-06-30", exact("2014-01-01", "2014-06-30")),
        ("2020-06-01/2020-12-31", exact("2020-06-01", "2020-12-31")),
        ("15.01.01-15.12.31", exact("2015-01-01", "2015-12-31")),
        ("14.01.01-15.12.31", exact("2014-01-01", "2015-12-31")),
        ("191210-200826", exact("2019-12-10", "2020-08-26")),
        ("1 september 2014 och 31 augusti 2016", exact("2014-09-01", "2016-08-31")),
        ("mellan 1 januari 2014 och 31 december 2015", exact("2014-01-01", "2015-12-31")),
        ("fr.o.m. 2020-01-01 t.o.m. 2020-12-31", exact("2020-01-01", "2020-12-31")),
        ("1/1-31/8-2008", exact("2008-01-01", "2008-08-31")),
        ("1 juni - 31 aug 2020", exact("2020-06-01", "2020-08-31")),
        ("1 juni 2020", exact("2020-06-01", "2020-06-01")),
        ("Två år; 2012-03-01 2014-02-28", exact("2012-03-01", "2014-02-28", 24)),
        ("2014-01-01 2015-06-30 (18 mån)", exact("2014-01-01", "2015-06-30", 18)),
        ("november 2011 - juni 2014", inexact("2011-11-01", "2014-06-30")),
        ("jan–juni 2014", inexact("2014-01-01", "2014-06-30")),
        ("november 2011 - 30 juni 2014", inexact("2011-11-01", "2014-06-30")),
        ("Dec 2011", inexact("2011-12-01", "2011-12-31")),
        ("feb 2012", inexact("2012-02-01", "2012-02-29")),
        ("2020-06", inexact("2020-06-01", "2020-06-30")),
        ("våren 2014", inexact("2014-01-01", "2014-06-30")),
        ("hösten 2014", inexact("2014-07-01", "2014-12-31")),
        ("2014", inexact("2014-01-01", "2014-12-31")),
        ("År 2020", inexact("2020-01-01", "2020-12-31")),
        ("2020–2023", inexact("2020-01-01", "2023-12-31")),
        ("2020-2023", inexact("2020-01-01", "2023-12-31")),
        ("från januari 2011", inexact("2011-01-01")),
        ("2020-06-01 -", inexact("2020-06-01")),
        ("till 2022-12-31", inexact(None, "2022-12-31")),
        ("t.o.m. juni 2014", inexact(None, "2014-06-30")),
        ("18 mån", inexact(months=18)),
        ("2 årigt", inexact(months=24)),
        ("2-årigt projekt", inexact(months=24)),
        ("tre år", inexact(months=36)),
        ("2,5 år", inexact(months=30)),
        ("två år från september 2012", inexact("2012-09-01", months=24)),
    ],
)
def test_a_period_is_read_in_every_way_it_is_written(text, period):
    assert parse_period(text) == period


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param("2014-12-31 - 2014-01-01", ReversedDatesError, id="the end before the start"),
        pytest.param("2014-06-01 - 2014-06-31", NoSuchDayError, id="a day that the month lacks"),
        pytest.param("03/04/2021 - 2021-12-31", AmbiguousDateError, id="an end that can be read in two ways"),
        pytest.param("12,5 mån", DateError, id="half a month"),
        pytest.param("2012 2013 2014", DateError, id="three years"),
        pytest.param("2011–12", DateError, id="a year and a part of one"),
        pytest.param("1/1-31/8", DateError, id="no year at all"),
        pytest.param("till vidare", DateError, id="until further notice"),
        pytest.param("från starten", DateError, id="from the start"),
    ],
)
def test_hopeless_periods_are_refused_with_the_reason(text, error):
    with pytest.raises(DateError) as refused:
        parse_period(text)

    assert type(refused.value) is error


STYLES = ("%Y-%m-%d", "%Y.%m.%d", "%Y%m%d", "%y%m%d", "%y.%m.%d", "%d.%m.%Y", "%d %B %Y", "%d/%m %Y")


@given(strategies.days(), st.sampled_from(STYLES))
def test_a_day_reads_back_from_every_style(day, style):
    assert parse_date(day.strftime(style)) == day


@given(strategies.periods(), st.sampled_from(STYLES), st.sampled_from([" till ", " - ", " – ", "--", " "]))
def test_a_period_reads_back_from_every_style(period, style, between):
    text = f"{period.start.strftime(style)}{between}{period.end.strftime(style)}"

    assert parse_period(text) == WrittenPeriod(start=period.start, end=period.end, exact=True)


@given(st.text(max_size=40) | st.text("0123456789 .-–/januårmxtill(),;", max_size=24))
def test_any_text_is_either_a_period_or_refused(text):
    with suppress(DateError):
        period = parse_period(text)

        assert period.start or period.end or period.months


@pytest.mark.parametrize("text", ["1899-12-31", "2100-01-01", "0001-01-01", "9999-12-31"])
def test_a_day_whose_year_must_be_mistyped_is_refused(text):
    with pytest.raises(DayRangeError, match="1900–2099"):
        parse_date(text)
