from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from ledger.core.rounding import Rounding
from ledger.errors import AmbiguousAmountError
from ledger.errors import AmountError
from ledger.importers.statements.unit_cost_file import exact_decimal
from ledger.importers.statements.unit_cost_file import read_unit_cost_file
from ledger.model.statements.statement import HoursRule
from ledger.model.statements.statement import UnitCost
from ledger.model.statements.statement import UnitCostValue

TABLE = """[[unit_cost]]
id = "deltagare"
unit = "SEK/h"
source = "Påhittad"
hours = "whole"
rounding = "down"
hours_max = "184,5"
values = [{ from = 2011-01-01, rate = "98,50" }, { from = 2012-07-01, rate = 101 }]
"""


def codes(text):
    found, findings = read_unit_cost_file(text, "tabell.toml")
    assert found == ()
    return [finding.code for finding in findings]


def test_a_table_is_read_exactly():
    found, findings = read_unit_cost_file(TABLE, "tabell.toml")

    assert findings == ()
    assert found == (
        UnitCost(
            id="deltagare",
            unit="SEK/h",
            source="Påhittad",
            hours=HoursRule.WHOLE,
            rounding=Rounding.DOWN,
            hours_max=Fraction(369, 2),
            values=(
                UnitCostValue(date(2011, 1, 1), Fraction(9850)),
                UnitCostValue(date(2012, 7, 1), Fraction(10100)),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("month", "rate"), [("2010-12", None), ("2011-01", 9850), ("2012-06", 9850), ("2012-07", 10100), ("2030-01", 10100)]
)
def test_a_month_has_the_value_of_its_first_day(month, rate):
    ((found,), _) = read_unit_cost_file(TABLE, "tabell.toml")

    assert found.rate(month) == rate


def test_the_unit_s_currency_tells_how_many_decimals_a_rate_has():
    ((found,), _) = read_unit_cost_file(TABLE.replace("SEK/h", "JPY/h"), "tabell.toml")

    assert found.values[1].rate == 101


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"SEK/h"', '"kr per timme"', "STM-011"),
        ("2012-07-01", "2012-07-15", "STM-012"),
        ("2012-07-01", "2011-01-01", "STM-013"),
        ('hours = "whole"\n', "", "TOML-005"),
        ('source = "Påhittad"\n', "", "TOML-005"),
        ('"98,50"', "98.50", "TOML-006"),
        ('"98,50"', '"cirka 98"', "TOML-008"),
        ('"98,50"', '"1,234"', "TOML-008"),
        ("[{ from = 2011-01-01", "[{ fron = 2011-01-01", "TOML-005"),
        ('id = "deltagare"', 'id = "Deltagare"', "TOML-010"),
        ("[[unit_cost]]", "[[enhetskostnad]]", "TOML-005"),
        ("[[unit_cost]]", "[[", "TOML-001"),
    ],
    ids=[
        "unit",
        "a value from the middle of a month",
        "values out of order",
        "no rule for hours",
        "no source",
        "a float",
        "an approximate rate",
        "a rate that may be thousands",
        "an unknown key",
        "a bad id",
        "no unit cost",
        "no toml",
    ],
)
def test_what_is_wrong_in_a_table_is_told(old, new, code):
    assert code in codes(TABLE.replace(old, new))


def test_a_unit_cost_without_values_is_refused():
    assert codes(TABLE[: TABLE.index("values")]) == ["TOML-005"]


def test_an_id_that_stands_twice_is_refused():
    assert codes(TABLE + TABLE) == ["TOML-011"]


@pytest.mark.parametrize(
    ("text", "value"), [("7", 7), ("7,5", Fraction(15, 2)), ("1 204.25", Fraction(4817, 4)), ("0,125", Fraction(1, 8))]
)
def test_decimals_are_read_exactly(text, value):
    assert exact_decimal(text) == value


@pytest.mark.parametrize("text", ["-7", "7:30", "sju", "", "7,1234567", "1e3", "٣"])
def test_what_is_no_decimal_is_refused(text):
    with pytest.raises(AmountError):
        exact_decimal(text)


def test_three_decimals_can_be_thousands():
    with pytest.raises(AmbiguousAmountError):
        exact_decimal("1.204")
