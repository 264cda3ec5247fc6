"""The commands on claims: what they print, and with which status they leave."""

from __future__ import annotations

import pytest

from tests.conftest import ACTUALS
from tests.conftest import STEGEN

TWO = """
[[source]]
id = "staten"
party = "Staten"
role = "support"
kind = "state"
form = "grant"
"""


@pytest.fixture
def medfin(prompt, write):
    """Return a function that runs the command on a book with four imported entries."""
    given = prompt(2021, 6, 30)

    def run(*arguments):
        result = given(*arguments)
        return result.exit_code, result.output.replace("\xa0", " ")

    write("stegen.toml", STEGEN)
    write("actuals.csv", ACTUALS)
    run("init")
    run("project", "add", "stegen.toml")
    run("import", "actuals.csv", "--project", "stegen")
    return run


def test_a_draft_goes_to_today_unless_another_day_is_named(medfin):
    status, drafted = medfin("claim", "draft", "stegen")

    assert (status, "till och med 2021-06-30" in drafted) == (0, True)


def test_a_claim_goes_its_way_from_draft_to_paid(medfin):
    status, drafted = medfin("claim", "draft", "stegen", "--from", "2021-01-01", "--to", "2021-02-28", "--park", "4")
    assert status == 0
    assert "utkast till ansökan om utbetalning 1" in drafted
    assert "2021-01-01 – 2021-02-28" in drafted
    assert "Parkerade poster: 4" in drafted
    status, submitted = medfin("claim", "submit", "stegen", "--on", "2021-03-05", "--reason", "via Projektrummet")
    assert (status, "inlämnad och siffrorna frysta" in submitted) == (0, True)
    cut = ("--cut", "1=412,50=underlag saknas", "--cut", "3", "--approved", "66 000", "--reference", "D7")
    status, decided = medfin("claim", "decide", "stegen", *cut)
    assert (status, "CLM-114" in decided, "2021-06-30, D7" in decided) == (0, True, True)
    status, paid = medfin("receive", "stegen", "--amount", "66 412,50", "--claim", "1")
    assert (status, "ansökan 1 är utbetald, 66 412,50 kr av 66 412,50 kr" in paid) == (0, True)
    status, listed = medfin("claim", "list", "stegen")
    assert (status, "utbetald" in listed) == (0, True)
    assert "via Projektrummet" in medfin("log", "stegen")[1]


def test_several_entries_are_parked_and_cut_at_a_time(medfin):
    assert "Parkerade poster: 3–4" in medfin("claim", "draft", "stegen", "--to", "2021-12-31", "--park", "3-4")[1]
    _, anew = medfin("claim", "draft", "stegen", "--to", "2021-12-31")
    assert ("Parkerade poster" in anew, "CLM-119" in anew, "lagt undan 3–4" in anew) == (False, True, True)
    assert "CLM-119" not in medfin("claim", "draft", "stegen", "--to", "2021-12-31")[1]
    medfin("claim", "submit", "stegen")

    status, decided = medfin("claim", "decide", "stegen", "--cut", "3-4==utanför projektet")

    assert (status, "beslutad" in decided) == (0, True)
    assert medfin("report", "transactions", "stegen", "--claim", "1")[1].count("utanför projektet") == 2


def test_show_proves_the_claim_and_gives_addresses(medfin):
    medfin("claim", "draft", "stegen", "--to", "2021-01-31")
    medfin("claim", "submit", "stegen")

    status, shown = medfin("claim", "show", "stegen", "--claim", "1", "--addresses")

    assert status == 0
    assert "Inget har ändrats i boken som rör ansökan" in shown
    assert "claim/cost/total.current" in shown


def test_a_submitted_claim_is_taken_back(medfin):
    medfin("claim", "draft", "stegen", "--to", "2021-01-31")
    medfin("claim", "submit", "stegen")

    status, said = medfin("claim", "withdraw", "stegen", "--reason", "fel period")

    assert (status, "ansökan 1 är tillbakadragen" in said, "2021-06-30: fel period" in said) == (0, True, True)
    status, refused = medfin("claim", "decide", "stegen", "--approved", "allt")
    assert (status, "drogs tillbaka 2021-06-30" in refused) == (2, True)
    assert medfin("claim", "withdraw", "stegen", "--reason", "igen")[0] == 2
    assert medfin("claim", "withdraw", "stegen")[0] == 2
    assert "tillbakadragen" in medfin("claim", "list", "stegen")[1]


def test_what_stops_keeps_a_claim_from_being_submitted(medfin):
    medfin("entry", "add", "stegen", "--date", "2020-12-30", "--amount", "1", "--category", "personal")
    status, drafted = medfin("claim", "draft", "stegen", "--to", "2021-02-28")
    assert (status, "CLM-105" in drafted) == (0, True)

    status, refused = medfin("claim", "submit", "stegen")

    assert (status, "Inget bokfördes" in refused) == (1, True)
    assert "utkast" in medfin("claim", "list", "stegen")[1]


def test_money_may_be_an_advance_or_booked_already(medfin):
    medfin("receive", "stegen", "--amount", "10 000", "--kind", "advance", "--date", "2021-01-05")
    status, drafted = medfin("claim", "draft", "stegen", "--to", "2021-02-28", "--settle", "all")
    assert (status, "Förskottsavräkning" in drafted) == (0, True)
    status, drafted = medfin("claim", "draft", "stegen", "--to", "2021-02-28", "--settle", "forbundet=4 000")
    assert (status, "−4 000" in drafted) == (0, True)
    medfin("claim", "submit", "stegen")
    booked = ("--kind", "receipt", "--source", "forbundet")
    medfin("entry", "add", "stegen", "--date", "2021-05-01", "--amount", "70 000", *booked)
    status, matched = medfin("receive", "stegen", "--entry", "6", "--claim", "1", "--amount", "62 921")
    assert (status, "62 921 kr av 62 921 kr" in matched) == (0, True)
    assert medfin("receive", "stegen", "--amount", "1", "--source", "forbundet")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(("claim", "draft", "stegen", "--to", "2021-02-28", "--settle", "9"), "CLM-309", id="no advance"),
        pytest.param(("claim", "draft", "stegen", "--to", "2021-02-28", "--settle", "x=9"), "CLM-311", id="no source"),
        pytest.param(("claim", "draft", "stegen", "--to", "2021-02-28", "--settle", "9 EUR"), "CLM-315", id="currency"),
        pytest.param(("claim", "decide", "stegen", "--cut", "x"), "CLM-312", id="no cut"),
        pytest.param(("claim", "decide", "stegen", "--cut", "1-2=5"), "CLM-312", id="one amount for two"),
        pytest.param(("claim", "decide", "stegen", "--reference", "D7"), "CLM-323", id="nothing decided"),
        pytest.param(
            ("claim", "decide", "stegen", "--approved", "allt", "--anew"), "--reason", id="anew without a reason"
        ),
        pytest.param(("claim", "show", "stegen"), "CLM-330", id="no claim"),
        pytest.param(("claim", "decide", "stegen", "--cut", "1=5", "--cut", "1-2"), "CLM-332", id="cut twice"),
        pytest.param(("claim", "decide", "stegen", "--cut", "1=5 exkl moms"), "CLM-333", id="a cut without VAT"),
        pytest.param(("claim", "decide", "stegen", "--approved", "ca 5 tkr"), "CLM-333", id="approved about so much"),
        pytest.param(("receive", "stegen", "--amount", "ca 5 tkr"), "CLM-333", id="received about so much"),
        pytest.param(("receive", "stegen", "--amount", "-5"), "CLM-334", id="less than nothing"),
        pytest.param(("receive", "stegen", "--amount", "0"), "CLM-334", id="nothing"),
        pytest.param(("receive", "stegen"), "--amount", id="no amount"),
        pytest.param(("receive", "stegen", "--entry", "1"), "--claim", id="no claim to match"),
    ],
)
def test_what_cannot_be_is_refused(medfin, arguments, code):
    status, output = medfin(*arguments)

    assert status == 2
    assert code in output


def test_amounts_are_told_in_the_reader_s_language(medfin):
    asked = ("claim", "draft", "stegen", "--to", "2021-02-28", "--settle", "9")

    assert "avräkna 9 kr av förskottet" in medfin(*asked)[1]
    assert "SEK 9 of the advance" in medfin("--lang", "en", *asked)[1]


def test_where_two_sources_give_support_the_amount_names_one(medfin, write):
    write("tva.toml", STEGEN.replace('"stegen"', '"tva"').replace("[[budget]]", f"{TWO}\n[[budget]]"))
    medfin("project", "add", "tva.toml")

    status, refused = medfin("receive", "tva", "--amount", "5")

    assert (status, "CLM-311" in refused) == (2, True)
    assert medfin("receive", "tva", "--amount", "5", "--source", "staten")[0] == 0


RATES = """
currency = "EUR"
base = "SEK"
source = "Påhittade kurser"

[rate]
2021-06 = "10,1234"
"""


def test_a_claim_in_another_currency_freezes_its_rate(medfin, write):
    write("kurser.toml", RATES)
    assert medfin("claim", "draft", "stegen", "--to", "2021-02-28", "--rates", "kurser.toml")[0] == 0
    medfin("claim", "submit", "stegen")

    status, shown = medfin("claim", "show", "stegen")

    assert status == 0
    assert "10,1234 SEK för en EUR, 2021-06" in shown
    assert "6 610,53" in shown
    assert medfin("report", "claim", "stegen", "--format", "xlsx", "-o", "a.xlsx")[0] == 0
    assert "CLM-202" not in shown


def test_a_table_of_rates_that_cannot_be_used_is_refused(medfin, write):
    write("kurser.toml", RATES.replace("2021-06", "2021-05"))
    draft = ("claim", "draft", "stegen", "--to", "2021-02-28")

    assert "EXR-303" in medfin(*draft, "--rates", "kurser.toml")[1]
    write("kurser.toml", RATES.replace("10,1234", "tio"))
    status, told = medfin(*draft, "--rates", "kurser.toml")
    assert (status, "kurser.toml:7" in told, "EXR-301" in told or "växelkurs" in told) == (2, True, True)
    medfin(*draft)
    assert "CLM-316" in medfin("report", "converted", "stegen")[1]


def test_closing_leaves_with_one_while_anything_is_missing(medfin):
    status, missing = medfin("claim", "close", "stegen")

    assert (status, "Projektet kan inte avslutas än" in missing) == (1, True)
    medfin("claim", "draft", "stegen", "--to", "2021-12-31", "--final")
    medfin("claim", "submit", "stegen")
    medfin("claim", "decide", "stegen", "--approved", "allt")
    medfin("receive", "stegen", "--amount", "66 921", "--claim", "1")
    status, done = medfin("claim", "close", "stegen")
    assert (status, "Inget saknas för att avsluta projektet" in done) == (0, True)
