"""Who pays for random federations, by source, by member and by funder, against a second reckoning."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.reports import report
from ledger.core.words import Label
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports.table import RowKind
from tests.federation.files import TODAY
from tests.federation.paying import CAME
from tests.federation.paying import INTERNAL
from tests.federation.paying import MONEY
from tests.federation.paying import NOBODY
from tests.federation.paying import TIME
from tests.federation.paying import Paying
from tests.federation.reckoned import Reckoning

VIEWS = (
    {},
    {"year": 2020},
    {"year": 2021, "end": date(2021, 4, 30)},
    {"year": 2021, "end": date(2021, 9, 17), "basis": "belongs"},
)
COLUMNS = ("budget_parts", "budget_internal", "actual_parts", "internal", "in_kind_budget", "in_kind")


def seen(terms, *by):
    return View(**{**terms, "basis": Basis(terms.get("basis", "booked"))}, today=TODAY, by=by)


def who(row):
    """Return whom a row is about: a body's name, or the key of the words for all else."""
    said = row.cells[0].value
    return said.key if isinstance(said, Label) else said


@pytest.mark.parametrize("terms", VIEWS)
def test_who_pays_is_what_the_files_give(federation, terms):
    files, book, _ = federation
    paying = Paying(Reckoning(files, TODAY, **terms))

    for by in (Dimension.SOURCE, Dimension.MEMBER):
        table = report(book, "whole", (), seen(terms, by))
        found = {
            (who(row), column): table.cell(row.key, column).value or 0 for row in table.rows[:-1] for column in COLUMNS
        }
        expected = {
            (row, column): minor
            for row, figures in paying.by_payer(members=by is Dimension.MEMBER).items()
            for column, minor in figures.items()
        }
        assert {key: minor for key, minor in found.items() if minor} == {
            key: minor for key, minor in expected.items() if minor
        }


@pytest.mark.parametrize("terms", VIEWS)
def test_each_funder_stands_as_the_files_give(federation, terms):
    files, book, _ = federation
    paying = Paying(Reckoning(files, TODAY, **terms))
    table = report(book, "funders", (), seen(terms))

    found, owed = {}, {}
    for row in table.rows:
        if "/" in row.key and not row.key.endswith("/total"):
            cells = {name: table.cell(row.key, name).value for name in ("planned", "cash", "in_kind", "received")}
            found[row.key.startswith("internal"), who(row)] = tuple(minor or 0 for minor in cells.values())
            owed[row.key.startswith("internal"), who(row)] = table.cell(row.key, "outstanding").value
    expected = {
        funder: tuple(figures[name] for name in ("planned", MONEY, TIME, CAME))
        for funder, figures in paying.by_funder().items()
    }
    nobody = (False, NOBODY)
    assert found.pop(nobody, (0,) * 4) == expected.pop(nobody, (0,) * 4)
    assert found == expected
    for funder, figures in Paying(Reckoning(files, TODAY, **from_the_first_day(terms))).by_funder().items():
        assert owed.get(funder, 0) == figures[MONEY] - figures[CAME]


def from_the_first_day(terms):
    """Return the terms with all days up to the last one: outstanding is what is owed at the end."""
    last = date(terms["year"], 12, 31) if terms.get("year") else None
    ends = [day for day in (terms.get("end"), last) if day]
    kept = {key: value for key, value in terms.items() if key not in {"year", "start", "end"}}
    return {**kept, "end": min(ends)} if ends else kept


SECTORS = {"eu": "eu", "private": "private", "own": "own"}


@pytest.mark.parametrize("terms", [VIEWS[0], VIEWS[2]])
def test_public_and_private_money_is_what_the_files_give(federation, terms):
    files, book, _ = federation
    paying = Paying(Reckoning(files, TODAY, **terms))
    table = report(book, "sectors", (), seen(terms))

    expected = {}
    for id_ in paying.reckoning.asked[1:]:
        for source, figures in paying.shares[id_].items():
            if paying.row(id_, source, members=False) == INTERNAL:
                continue
            told = next((each for each in files.projects[id_]["source"] if each["id"] == source), None)
            top = "" if told is None else "support/" if told["role"] == "support" else "cofinancing/"
            key = f"{top}{SECTORS.get(told['kind'], 'public')}" if told else "nobody"
            cash, time = expected.get(key, (0, 0))
            expected[key] = (cash + figures[MONEY], time + figures[TIME])
    lines = [row.key for row in table.rows if row.kind is RowKind.LINE]
    found = {key: (table.cell(key, "cash").value, table.cell(key, "in_kind").value) for key in lines}
    assert found == expected
    assert table.cell("total", "earned").value == sum(map(sum, expected.values()))


def test_the_year_before_stands_beside_a_year(federation):
    files, book, _ = federation
    before = Paying(Reckoning(files, TODAY, year=2020, end=date(2020, 4, 30))).by_funder()
    table = report(book, "funders", (), seen({"year": 2021, "end": date(2021, 4, 30)}))

    for column, name in (("cash_before", MONEY), ("received_before", CAME)):
        found = {(row.key.startswith("internal"), who(row)): table.cell(row.key, column).value for row in table.rows}
        assert all(found.get(funder, 0) == figures[name] for funder, figures in before.items())
