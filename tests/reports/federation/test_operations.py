from __future__ import annotations

import attrs
import pytest

from ledger.errors import AccountsLeftOutError
from ledger.errors import NoAccountsError
from ledger.model.totals import Total
from ledger.model.view import View
from ledger.reports.federation.capital import capital
from ledger.reports.federation.members import members
from ledger.reports.federation.operations import operations
from ledger.reports.federation.sus import sus
from tests.reports.federations import FEDERATION
from tests.reports.federations import TODAY
from tests.reports.federations import VIEW
from tests.reports.federations import treasury
from tests.reports.reading import headings
from tests.reports.reading import read
from tests.reports.reading import told

YEAR = View(today=TODAY, year=2021)


@pytest.mark.parametrize("report", [capital, operations, sus])
def test_reports_on_own_accounts_need_them(report):
    with pytest.raises(NoAccountsError):
        report(treasury(ids=("vag",), accounts=None))


@pytest.mark.parametrize("report", [capital, operations, sus, members])
def test_reports_on_own_accounts_that_are_left_out_name_them(report):
    with pytest.raises(AccountsLeftOutError, match="the project 'konto', which is not among the projects"):
        report(treasury(ids=("vag",)))


def test_operations_are_told_by_area_down_to_the_result():
    table = operations(treasury(ids=("konto", "bro")))

    assert read(table) == (
        "Styrelse | 0 | 12 000 | −12 000 | −60 000 | 48 000\n"
        "Insatser | 52 333 | 459 666 | −407 333 | −1 040 000 | 632 667\n"
        "utan område | 1 000 | 0 | 1 000 | 2 000 | −1 000\n"
        "= Verksamhetens netto | 53 333 | 471 666 | −418 333 | −1 098 000 | 679 667\n"
        "Medlemsbidrag | 600 000 | 0 | 600 000 | 1 200 000 | −600 000\n"
        "== Årets resultat | 653 333 | 471 666 | 181 667 | 102 000 | 79 667"
    )


def test_operations_stand_beside_those_of_the_year_before():
    ids = ("konto", "bro")
    earlier = treasury(YEAR, ids=ids)
    now = treasury(View(today=TODAY, year=2022), ids=ids)

    table = operations(now, earlier)

    assert headings(table).endswith("Avvikelse | Intäkter 2021 | Kostnader 2021 | Netto 2021")
    for now_, then in (("income_before", "income"), ("cost_before", "cost"), ("before", "net")):
        assert [table.cell(row.key, now_).value for row in table.rows] == [
            operations(earlier).cell(row.key, then).value for row in table.rows
        ]
    assert table.cell("no_area", "before").value == 1_000_00


def test_what_others_of_the_whole_pay_that_the_federation_does_not_own_is_income():
    found = treasury(YEAR, ids=("konto", "bro"), internals=FEDERATION.internals[:1])

    inside = operations(treasury(YEAR, ids=("konto", "bro"))).cell("insatser", "income").value
    assert operations(found).cell("insatser", "income").value > inside


def test_operations_with_negative_costs_and_money_from_others():
    found = treasury(
        attrs.evolve(VIEW, costs_negative=True), ids=("konto", "bro"), members=FEDERATION.members[1:], years=()
    )

    lines = read(operations(found)).splitlines()

    assert lines[0] == "Styrelse | 0 | −12 000 | −12 000 | −60 000 | 48 000"
    assert lines[-2] == "Övriga bidrag | 500 000 | 0 | 500 000 | 0 | 500 000"


def test_a_year_that_has_not_begun_is_said_to_be_so():
    assert any("2022 har inte börjat" in note for note in told(operations(treasury(View(today=TODAY, year=2022)))))


def test_contributions_in_kind_are_neither_income_nor_cost_of_the_own_accounts():
    found = treasury(ids=("konto", "bro"))
    given = Total("konto", "", "", "styrelse", "kommun", "in_kind", "2021-03", "2021-03", 5_000_00, 1)
    changed = attrs.evolve(
        found.found,
        parts=(attrs.evolve(found.found.parts[0], totals=(*found.found.parts[0].totals, given)), found.found.parts[1]),
        whole=(attrs.evolve(found.found.whole[0], totals=(*found.found.whole[0].totals, given)), found.found.whole[1]),
    )
    with_time = attrs.evolve(found, found=changed)

    assert read(operations(with_time)) == read(operations(found))
    assert read(capital(with_time)) == read(capital(found))


def test_a_budget_in_kind_is_no_cost_of_operations():
    table = operations(treasury(ids=("konto", "vag")))

    assert table.cell("insatser", "budget").value == -(600_000_00 + 400_000_00)
