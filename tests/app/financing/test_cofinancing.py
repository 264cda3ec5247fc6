"""What sources earn of a book's entries: to the day, and over the years."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.dossiers import dossier
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.projects import export_project
from ledger.model.totals import Basis
from ledger.model.view import View
from ledger.rules.financing.cofinance import cofinance

PROJECT = """
[project]
id = "bron"
name = "Bron (påhittad)"
scheme = "burlov-staffanstorp"

[[source]]
id = "fonden"
party = "Fonden"
role = "support"
kind = "federation"
form = "cash"
share = "1/3"
share_of = "eligible_cost"
cap = "1 mkr"

[[source]]
id = "regionen"
party = "Regionen"
role = "cofinancing"
kind = "region"
form = "cash"
priority = 1
pays = "rest"
start = 2021-02-26
end = 2021-12-31

[[source]]
id = "kommunen"
party = "Kommunen"
role = "own"
kind = "municipality"
form = "cash"
priority = 2
pays = "rest"
"""

ACTUALS = """datum;kostnadsslag;belopp
2021-02-25;personal;100,01
2021-02-26;personal;200,03
2021-03-01;personal;50,01
2022-01-31;personal;70,01
"""


@pytest.fixture
def bron(book, write):
    add_projects(book, [write("bron.toml", PROJECT)])
    import_file(book, write("actuals.csv", ACTUALS), project="bron")
    return book


def earned(book, **view):
    found = cofinance(dossier(book, "bron", View(today=book.today, **view)), View(today=book.today))
    return {share.id: share.earned_minor for share in found.shares}


def test_a_source_pays_from_its_first_day_to_its_last(bron):
    assert earned(bron) == {"fonden": 140_02, "regionen": 166_69, "kommunen": 113_35}


@pytest.mark.parametrize("basis", Basis)
def test_what_the_years_earned_adds_up_to_the_whole(bron, basis):
    whole = earned(bron, basis=basis)
    years = [earned(bron, basis=basis, year=year) for year in (2021, 2022)]

    assert {id_: sum(year.get(id_, 0) for year in years) for id_ in whole} == whole


@pytest.mark.parametrize("day", [date(2021, 2, 26), date(2021, 3, 1), date(2021, 12, 31)])
def test_what_was_earned_to_a_day_and_after_it_adds_up_to_the_whole(bron, day):
    to, after = earned(bron, end=day), earned(bron, start=date.fromordinal(day.toordinal() + 1))

    assert {id_: to[id_] + after[id_] for id_ in to} == earned(bron)


def test_totals_as_known_on_a_day_are_kept_apart_by_day_too(bron):
    assert earned(bron, known=bron.today, year=2021) == earned(bron, year=2021)


def test_the_first_day_of_all_has_nothing_before_it(bron):
    assert earned(bron, start=date(1900, 1, 1)) == earned(bron)
    assert earned(bron, start=date(1900, 1, 1), end=date(2021, 2, 25)) == earned(bron, end=date(2021, 2, 25))


def test_a_source_goes_out_as_it_came_in(bron, write):
    assert 'pays = "rest"' in export_project(bron, "bron")
    assert add_projects(bron, [write("again.toml", export_project(bron, "bron"))]).unchanged == ("bron",)


def test_a_share_and_pays_exclude_each_other(book, write):
    both = PROJECT.replace('share_of = "eligible_cost"', 'share_of = "eligible_cost"\npays = "fixed"')

    added = add_projects(book, [write("both.toml", both)])

    assert [(finding.code, finding.place.key) for finding in added.findings] == [("PRJ-030", "source.1.pays")]
