"""Contracts in a book: entered, changed, tied to costs, reported and checked."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.audit.contracts import ContractChanged
from ledger.app.audit.contracts import ContractSigned
from ledger.app.audit.contracts import add_contract
from ledger.app.audit.contracts import change_contract
from ledger.app.audit.contracts import contracts_of
from ledger.app.audit.contracts import tie_contract
from ledger.app.audit.contracts import untie_contract
from ledger.app.corrections.corrections import move
from ledger.app.corrections.corrections import reverse
from ledger.app.imports.actuals import import_file
from ledger.app.reports import check
from ledger.app.reports import report
from ledger.errors import ContractDaysError
from ledger.errors import ContractTwiceError
from ledger.errors import NotOfContractError
from ledger.errors import PlanAmountError
from ledger.errors import TiedElsewhereError
from ledger.errors import UnknownContractError
from ledger.errors import UnknownEntryError
from tests.conftest import ACTUALS
from tests.conftest import STEGEN

RENT = {"supplier": "Fastigheter AB", "procedure": "förenklat förfarande", "signed_on": date(2020, 12, 1)}


def signed(value="40 000", **facts):
    return ContractSigned(**{**RENT, "value": value, **facts})


@pytest.fixture
def filled(stegen, write):
    import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    return stegen


def test_a_contract_is_entered_and_its_costs_are_what_was_tied_to_it(filled):
    made = add_contract(filled, "stegen", signed(reference="2020/17", text="Lokal"))
    done = tie_contract(filled, "stegen", made.contract.id, (1, 3))
    table = report(filled, "contracts", ("stegen",))

    assert (made.contract.id, done.cost.minor, done.left.minor) == ("1", 33_460_50, 6_539_50)
    assert table.cell("1", "procedure").value == "förenklat förfarande"
    assert (table.cell("1", "cost").value, table.cell("total", "left").value) == (33_460_50, 6_539_50)
    assert table.cell("1", "entries").value == "1, 3"


def test_corrections_follow_by_themselves(filled):
    add_contract(filled, "stegen", signed())
    tie_contract(filled, "stegen", "1", (1, 2))
    reverse(filled, "stegen", 1, reason="fel")
    move(filled, "stegen", 2, {"category": "lokal"}, reason="hyra")

    table = report(filled, "contracts", ("stegen",))

    assert (table.cell("1", "cost").value, table.cell("1", "entries").value) == (33_412_50, "1–2, 5–7")


def test_cost_above_the_value_is_told_until_the_value_is_changed(filled):
    add_contract(filled, "stegen", signed("50 000", end=date(2021, 1, 31)))
    tie_contract(filled, "stegen", "1", (1, 2))

    before = {finding.code: dict(finding.values) for finding in check(filled, ("stegen",))}
    changed = change_contract(
        filled, "stegen", "1", ContractChanged(value="70 000", reason="option", end=date(2021, 6, 30))
    )
    after = {finding.code for finding in check(filled, ("stegen",))}

    assert before["PRC-001"]["over"].minor == 16_825_00
    assert before["PRC-002"]["entries"] == "2"
    assert not {"PRC-001", "PRC-002"} & after
    assert (changed.value.minor, changed.left.minor) == (70_000_00, 3_175_00)
    table = report(filled, "contracts", ("stegen",))
    assert table.notes[-1].key == "contracts.note.changed"
    assert table.cell("1", "value").live.rule.key == "contracts.rule.changed"


def test_a_number_of_thousands_of_digits_does_not_keep_the_next_from_one(filled):
    add_contract(filled, "stegen", signed(number="7"))
    add_contract(filled, "stegen", signed(number="9" * 5000))

    assert add_contract(filled, "stegen", signed()).contract.id == "8"


def test_a_cost_belongs_to_one_contract_at_a_time(filled):
    add_contract(filled, "stegen", signed())
    add_contract(filled, "stegen", signed(number="A-7"))
    tie_contract(filled, "stegen", "1", (1,))
    with pytest.raises(TiedElsewhereError, match="contract untie stegen 1 --entry 1"):
        tie_contract(filled, "stegen", "A-7", (1,))

    untie_contract(filled, "stegen", "1", (1,))
    tie_contract(filled, "stegen", "A-7", (1,))

    assert [(each.id, each.entries) for each in contracts_of(filled, "stegen")] == [("1", ()), ("A-7", ((1, 1),))]


def test_what_cannot_be_is_refused(filled):
    add_contract(filled, "stegen", signed(start=date(2021, 1, 1)))
    reverse(filled, "stegen", 1, reason="fel")

    with pytest.raises(ContractTwiceError):
        add_contract(filled, "stegen", signed(number="1"))
    with pytest.raises(ContractDaysError):
        add_contract(filled, "stegen", signed(start=date(2021, 2, 1), end=date(2021, 1, 1)))
    with pytest.raises(ContractDaysError):
        change_contract(filled, "stegen", "1", ContractChanged(value="1", reason="x", end=date(2020, 12, 31)))
    with pytest.raises(PlanAmountError):
        add_contract(filled, "stegen", signed("cirka 5"))
    with pytest.raises(UnknownContractError, match="it has 1"):
        tie_contract(filled, "stegen", "9", (1,))
    with pytest.raises(UnknownEntryError):
        tie_contract(filled, "stegen", "1", (99,))
    with pytest.raises(NotOfContractError):
        tie_contract(filled, "stegen", "1", (5,))
    with pytest.raises(NotOfContractError):
        untie_contract(filled, "stegen", "1", (2,))


def test_a_project_without_contracts_says_how_to_enter_one(filled):
    with pytest.raises(UnknownContractError, match="medfin contract add"):
        tie_contract(filled, "stegen", "1", (1,))


def test_without_contracts_the_report_says_how_to_enter_one(stegen):
    table = report(stegen, "contracts", ("stegen",))

    assert (table.rows, table.notes[0].key) == ((), "contracts.note.none")


def test_the_commands_tell_what_is_left(prompt, write):
    given = prompt(2021, 6, 30)

    def run(*arguments):
        result = given(*arguments)
        assert result.exit_code == 0, result.output
        return result.output.replace("\xa0", " ")

    write("stegen.toml", STEGEN)
    write("actuals.csv", ACTUALS)
    run("init")
    run("project", "add", "stegen.toml")
    run("import", "actuals.csv", "--project", "stegen")
    terms = ("--supplier", "Fastigheter AB", "--procedure", "direktupphandling", "--value", "40 000")

    added = run("contract", "add", "stegen", *terms, "--signed", "2020-12-01", "--from", "2021-01-01")
    tied = run("contract", "tie", "stegen", "1", "--entry", "1", "--entry", "2")
    changed = run("contract", "change", "stegen", "1", "--value", "80 000", "--reason", "option", "--on", "2021-03-01")
    untied = run("contract", "untie", "stegen", "1", "--entry", "2")

    assert "avtal 1 är infört, värt 40 000 kr" in added
    assert "66 825 kr av 40 000 kr har använts, −26 825 kr är kvar" in tied
    assert "är nu värt 80 000 kr" in changed
    assert "33 412,50 kr av 80 000 kr" in untied
    assert "Fastigheter AB" in run("report", "contracts", "stegen")
    assert "avtal" in run("log", "stegen")
