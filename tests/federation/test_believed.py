"""Forecasts by source and by member, and what to look after, of random federations against a second reckoning."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.reports import report
from ledger.model.view import Dimension
from ledger.model.view import View
from tests.federation.believed import Believed
from tests.federation.files import TODAY
from tests.federation.files import YEARS
from tests.federation.membership import members
from tests.federation.paying import INTERNAL
from tests.federation.reckoned import Reckoning
from tests.federation.test_paying import VIEWS
from tests.federation.test_paying import seen
from tests.federation.test_paying import who


@pytest.mark.parametrize("terms", [VIEWS[0], *VIEWS[2:]])
def test_who_will_have_paid_is_what_the_files_give(federation, terms):
    files, book, _ = federation
    believed = Believed(Reckoning(files, TODAY, **terms))
    whole = report(book, "board", (), seen(terms)).cell("total", "forecast").value

    for by in (Dimension.SOURCE, Dimension.MEMBER):
        table = report(book, "board", (), seen(terms, by))
        found = {who(row): table.cell(row.key, "forecast").value or 0 for row in table.rows[:-1]}
        expected = believed.by_payer(members=by is Dimension.MEMBER)
        internal = found.pop(INTERNAL, 0) - expected.pop(INTERNAL, 0)
        assert {row: minor for row, minor in found.items() if minor} == {row: n for row, n in expected.items() if n}
        assert sum(believed.money.values()) + internal == (whole or 0)


def test_a_row_that_the_book_has_not_is_noticed(federation):
    files, _, _ = federation
    terms = VIEWS[2]
    plain, planted = (Believed(Reckoning(files, TODAY, **terms)) for _ in range(2))
    id_ = next(id_ for id_, minor in plain.coming.items() if minor)
    planted.coming[id_] += 1

    assert plain.by_payer(members=False) != planted.by_payer(members=False)


@pytest.mark.parametrize("day", [TODAY, date(2021, 4, 30)])
def test_what_to_look_after_is_what_the_files_give(federation, day):
    files, book, _ = federation
    table = report(book, "attention", (), View(today=day))

    found = {row.key: table.cell(row.key, "amount").value for row in table.rows}
    assert {key: minor for key, minor in found.items() if key.startswith("member_late/")} == late(files, day)
    assert {key.removeprefix("not_booked/") for key in found if key.startswith("not_booked/")} == behind(files, day)


def late(files, day):
    """Return what members owe by their plans: what has come pays the oldest first, in whatever year it came."""
    years = {year: members(files, year, day) for year in YEARS}
    found = {}
    for id_ in years[YEARS[0]]:
        money = 0
        for year in YEARS:
            decided, _, came, _ = years[year][id_]
            plan = members(files, year, date(year, 12, 31))[id_][1] or 0
            beside = max(0, decided - plan)  # what no plan says has come for itself
            money += came if plan and year == day.year else came - max(0, min(beside, came - plan))
        for year in YEARS:
            due = years[year][id_][1] or 0
            paid = max(0, min(due, money))
            money -= paid
            if due > paid:
                found[f"member_late/{id_}/{year}"] = due - paid
    return found


def behind(files, day):
    """Return the projects whose rows, whatever they are, do not reach the last month that is over."""
    asked = f"{day:%Y-%m}"  # both days are the last of a month
    found = set()
    for id_ in files.consolidated:
        project = files.projects[id_]["project"]
        months = [row["datum"][:7] for row in files.rows if row["projekt"] == id_]
        if project["start"] <= day and max(months, default="") < min(asked, f"{project['end']:%Y-%m}"):
            found.add(id_)
    return found
