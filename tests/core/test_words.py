from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from ledger.core.money import Money
from ledger.core.words import Label
from ledger.core.words import Labels
from ledger.core.words import Name
from ledger.core.words import label
from ledger.core.words import write_value

STAFF = Name("Personal", "Staff")
SWEDISH = Labels("sv", {"over": "{what} är {by} över {limit}", "row": "Summa"})
ENGLISH = Labels("en", {"over": "{what} is {by} over {limit}", "row": "Total"})


@pytest.mark.parametrize(
    ("words", "swedish", "english"),
    [
        pytest.param("PAS", "PAS", "PAS", id="a text needs no translation"),
        pytest.param(STAFF, "Personal", "Staff", id="a name has two languages"),
        pytest.param(label("row"), "Summa", "Total", id="a label stands in the label files"),
        pytest.param(
            label("over", what=STAFF, by=Money(150), limit=Fraction(15, 100)),
            "Personal är 1,50 kr över 15 %",
            "Staff is SEK 1.50 over 15%",
            id="values are written in the reader's language",
        ),
        pytest.param(
            label("over", what=label("row"), by=None, limit=date(2020, 6, 1)),
            "Summa är – över 2020-06-01",
            "Total is – over 2020-06-01",
            id="a label may stand in a label",
        ),
        pytest.param(2020, "2020", "2020", id="a bare value is written too"),
    ],
)
def test_words_are_said_in_the_readers_language(words, swedish, english):
    assert SWEDISH.say(words) == swedish.replace(" kr", "\N{NO-BREAK SPACE}kr").replace(" %", "\N{NO-BREAK SPACE}%")
    assert ENGLISH.say(words) == english


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (21, "21 rows"), (-1, "-1 rows")]
)
def test_what_is_counted_is_named_in_the_ones_word_or_the_manys(count, said):
    labels = Labels("en", {"rows": "{count:row|rows}", "plain": "{count}"})

    assert labels.say(label("rows", count=count)) == said
    assert labels.say(label("plain", count=1)) == "1"


def test_labels_are_equal_when_key_and_values_are():
    assert label("over", what="a", by=1) == Label("over", (("what", "a"), ("by", 1)))


def test_an_unknown_label_is_a_mistake_in_the_code():
    with pytest.raises(KeyError):
        SWEDISH.say(label("nowhere"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(None, "–", id="what is not known is a dash"),
        pytest.param("PAS", "PAS", id="a text is itself"),
        pytest.param(2020, "2020", id="a whole number has no separators, for it may be a year"),
        pytest.param(date(2020, 6, 1), "2020-06-01", id="a day is written as ISO"),
        pytest.param(Money(150), "SEK 1.50", id="money has its unit"),
        pytest.param(Fraction(46, 100), "46%", id="a round share has no decimals"),
        pytest.param(Fraction(455, 1000), "45.5%", id="a share has the decimals that it needs"),
        pytest.param(Fraction(1, 3), "33.33%", id="a share has two decimals at most"),
    ],
)
def test_every_value_of_a_label_is_written(value, expected):
    assert write_value(value, "en") == expected


def test_both_languages_write_days_alike():
    assert write_value(date(2020, 6, 1), "sv") == write_value(date(2020, 6, 1), "en") == "2020-06-01"
