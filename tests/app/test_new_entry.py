"""What is said at once of an entry that is typed in: its sign, its days, and one that it may repeat."""

from __future__ import annotations

import pytest

from tests.conftest import STEGEN


@pytest.fixture
def add(prompt, write):
    """Return a function that enters a cost and gives the codes that it is told with."""
    run = prompt(2026, 1, 31)
    write("stegen.toml", STEGEN)
    run("init")
    run("project", "add", "stegen.toml")

    def given(amount, day="2021-03-01", *more):
        done = run("entry", "add", "stegen", "--date", day, "--category", "lokal", "--amount", amount, *more)
        assert done.exit_code == 0, done.output
        return [
            code for code in ("AMO-004", "AMO-005", "PER-001", "PER-006", "DUP-001", "DUP-003") if code in done.stderr
        ]

    given.run = run
    return given


def test_a_slip_is_told_when_the_entry_is_typed_in(add):
    rent = ("--text", "Hyra")

    assert add("100", "2021-03-01", *rent) == []
    assert add("-100", "2021-03-01", *rent) == ["AMO-004"]
    assert add("250", "2021-03-01", "--vat", "1 250") == ["AMO-005"]
    assert add("100", "2020-03-01", *rent) == ["PER-001"]
    assert add("100", "2026-01-31", "--belongs", "2021-03-01") == []
    assert add("100", "2026-02-01", "--belongs", "2021-03-01") == ["PER-006"]
    assert add("100", "2021-03-01", *rent) == ["DUP-001"]
    assert add("100", "2021-03-02", *rent) == []


def test_what_is_wrong_is_told_of_the_option_that_was_typed(add):
    typed = ("entry", "add", "stegen", "--date", "snart", "--amount", "1", "--vat-treatment", "moms")
    done = add.run(*typed)

    assert done.exit_code == 1
    told = {line.split(":")[0] for line in done.stderr.splitlines()[:-1]}
    assert told == {"--date", "--vat-treatment", "--category"}
    assert "är inte en bestämd dag; skriv dagen, till exempel 2020-06-01\n" in done.stderr


def test_hours_that_do_not_come_to_their_amount_are_told(add, write):
    option = """
[[option]]
id = "tid"
kind = "unit_cost"
category = "personal"
table = "esf-2021-2027-funktion"
region = "riket"
"""
    write("stegen.toml", STEGEN.replace("[[budget]]", f"{option}\n[[budget]]"))
    corrected = add.run("project", "add", "stegen.toml", "--correct", "--reason", "Enhetskostnad")
    assert corrected.exit_code == 0, corrected.output
    typed = ("entry", "add", "stegen", "--date", "2021-03-01", "--category", "personal", "--unit", "h")

    wrong = add.run(*typed, "--quantity", "7,5", "--amount", "1 000").stderr

    assert "OPT-005" in wrong
    assert "inte 7,5 timmar gånger" in wrong
    assert "OPT-005" not in add.run(*typed, "--quantity", "10", "--amount", "5 920").stderr


def test_what_was_reversed_is_repeated_by_nothing(add):
    add("100", "2021-03-01", "--text", "Hyra")
    add.run("reverse", "stegen", "--entry", "1", "--reason", "Fel")

    assert add("100", "2021-03-01", "--text", "Hyra") == []


def test_the_same_money_twice_is_told_with_the_number_of_its_entry(add):
    receive = ("receive", "stegen", "--amount", "5 000", "--date", "2021-03-01")

    assert "DUP-003" not in add.run(*receive).stderr
    again = add.run(*receive)

    assert "#2" in again.stderr
    assert "DUP-003" in again.stderr
    assert "5 000 kr den 2021-03-01" in again.output.replace("\xa0", " ")
