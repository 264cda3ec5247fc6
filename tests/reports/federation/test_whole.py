from __future__ import annotations

from datetime import date
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.core.money import currency
from ledger.errors import BreakdownError
from ledger.model.federation.federation import Member
from ledger.model.federation.federation import MemberGroup
from ledger.model.federation.federation import PairingPeriod
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports.federation.eliminations import eliminations
from ledger.reports.federation.members import members
from ledger.reports.federation.treasury import NAMES_MAX
from ledger.reports.federation.treasury import Treasury
from ledger.reports.federation.treasury import some_of
from ledger.reports.federation.whole import whole
from ledger.reports.table import ColumnKind
from ledger.reports.table import RowKind
from ledger.rules.federation.open_entries import OpenEntry
from ledger.rules.federation.whole import whole as put_together
from tests.reports.federations import TODAY
from tests.reports.federations import VIEW
from tests.reports.federations import treasury
from tests.reports.reading import about
from tests.reports.reading import headings
from tests.reports.reading import labels
from tests.reports.reading import read
from tests.reports.reading import told
from tests.rules.federations import random_federation


def by(*dimensions, **terms):
    return View(today=TODAY, by=dimensions, **terms)


def test_the_whole_shows_parts_internal_and_whole_for_each_project():
    table = whole(treasury())

    assert headings(table) == (
        "Projekt | Budget, delar | Internt i budget | Budget, helhet | Utfall, delar | Internt i utfall | "
        "Utfall, helhet | Avvikelse | Förbrukat | Natura, budget | Natura, utfall"
    )
    assert read(table) == (
        "Egna räkenskaper | 1 098 000 | −1 040 000 | 58 000 | 546 000 | −500 000 | 46 000 | 12 000 | 23/29 |  | 0\n"
        "Vägen in | 600 000 | 0 | 600 000 | 150 000 | 0 | 150 000 | 450 000 | 1/4 | 40 000 | 20 000\n"
        "Bron | 800 000 | 0 | 800 000 | 104 666 | 0 | 104 666 | 695 334 | 52333/400000 |  | 0\n"
        "== Summa förbundet | 2 498 000 | −1 040 000 | 1 458 000 | 800 666 | −500 000 | 300 666 | 1 157 334 | "
        "50111/243000 | 40 000 | 20 000"
    )
    assert about(table)["Förbund"] == "Förbundet Exempel"
    assert told(table)[0].startswith("Interna bidrag som inte går ihop eller inte är angivna: 2.")


def test_costs_can_be_negative_and_a_good_deviation_stays_positive():
    table = whole(treasury(by(costs_negative=True)))

    assert (
        read(table).splitlines()[-1].startswith("== Summa förbundet | −2 498 000 | 1 040 000 | −1 458 000 | −800 666")
    )
    assert "| 1 157 334 |" in read(table).splitlines()[-1]
    assert told(table)[0].startswith("Kostnader är negativa")
    assert table.cell("bro", "remaining").live.text == "ROUND({actual}-{budget},2)"


@pytest.mark.parametrize(
    ("dimension", "first", "last"),
    [
        ("area", "Styrelse | 60 000 | 0 | 60 000 | 12 000", "utan område | −2 000"),
        ("category", "styrelse | 60 000 | 0 | 60 000 | 12 000", "tid |"),
        ("year", "2021 | 2 498 000", "2021 | 2 498 000"),
        ("month", "2021-01 |  | 0 |  | 12 000 | 0 | 12 000", "ej periodiserat | 2 498 000"),
        ("source", "Exempelby kommun | 0 | 0 | 0 | 0 | 0 | 0 | 0 |  | 40 000 | 20 000", "Utan finansiär i planen"),
        ("member", "Exempelby kommun | 0 | 0 | 0 | 0 | 0 | 0 | 0 |  | 40 000 | 20 000", "Utan finansiär i planen"),
    ],
)
def test_the_whole_is_told_by_area_category_and_time(dimension, first, last):
    table = whole(treasury(by(Dimension(dimension))))

    lines = read(table).splitlines()
    assert lines[0].startswith(first)
    assert lines[-2].startswith(last)
    assert lines[-1].startswith(
        "== Summa förbundet | 2 498 000 | −1 040 000 | 1 458 000 | 800 666 | −500 000 | 300 666"
    )


@pytest.mark.parametrize("dimensions", [("part",), ("area", "year")])
def test_other_rows_are_refused(dimensions):
    with pytest.raises(BreakdownError):
        whole(treasury(by(*map(Dimension, dimensions))))


def test_what_is_left_out_is_told():
    found = treasury()
    foreign = [each for each in found.found.parts if each.project.id == "bro"]
    eur = attrs.evolve(foreign[0], project=attrs.evolve(foreign[0].project, currency=currency("EUR")))
    found = attrs.evolve(
        found, found=put_together((*found.found.parts[:2], eur), found.federation, VIEW), left_out=("annat",)
    )

    notes = told(whole(found))

    assert notes[0] == (
        "Bokens projekt utanför helheten: 1 (annat). Förbundet följer dem bara, eller nämner dem inte i sin fil."
    )
    assert notes[1].startswith(
        "Projekt i EUR som inte är med, för att det saknas en kurs: bro. Första dagen utan kurs är 2020-11-20;"
    )


ROWS = (Dimension.PROJECT, Dimension.CATEGORY, Dimension.YEAR, Dimension.SOURCE, Dimension.MEMBER)


def with_members(case):
    """Return a federation one of whose members also pays for projects."""
    members = (
        Member(id="alla", party="medlemmar", group=MemberGroup.STATE),
        Member(id="kommun", party="kommun", group=MemberGroup.MUNICIPALITY),
    )
    return attrs.evolve(case, federation=attrs.evolve(case.federation, members=members))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(ROWS), st.booleans())
def test_every_row_and_every_column_adds_up(seed, dimension, negative):
    case = with_members(random_federation(Random(seed), 4, PairingPeriod.QUARTER))
    view = View(today=date(2021, 12, 31), by=(dimension,), costs_negative=negative)
    found = put_together(case.dossiers, case.federation, view)
    table = whole(Treasury(federation=case.federation, names={}, found=found, view=view))

    lines = [row for row in table.rows if row.kind is RowKind.LINE]
    for row in table.rows:
        cells = {column.key: cell.value or 0 for column, cell in zip(table.columns, row.cells, strict=True)}
        assert cells["budget_parts"] + cells["budget_internal"] == cells["budget"]
        assert cells["actual_parts"] + cells["internal"] == cells["actual"]
        assert (cells["actual"] - cells["budget"]) * (1 if negative else -1) == cells["remaining"]
    for at, column in enumerate(table.columns):
        if column.kind is ColumnKind.MONEY:
            assert sum(row.cells[at].value or 0 for row in lines) == (table.rows[-1].cells[at].value or 0)


def test_eliminations_list_pairs_places_and_what_has_no_counterpart():
    left = {
        ("konto/bro/oss", "2021"): (
            OpenEntry(project="konto", number=3, day="2021-02-02", amount_minor=200_000_00, is_payer=True),
            OpenEntry(project="bro", number=1, day="2021-02-05", amount_minor=180_000_00, is_payer=False),
        )
    }
    table = eliminations(treasury(), left)

    assert read(table) == (
        "# Ser internt ut men står inte i förbundets fil\n"
        "  Egna räkenskaper: insatser, utfall |  |  |  |  |  | 15 000\n"
        "# Utfall\n"
        "  Egna räkenskaper → Bron | 2021 |  | 200 000 | 180 000 | 180 000 | 20 000 | 0\n"
        "    utan motpart: post 3 i Egna räkenskaper |  | 2021-02-02 |  |  |  | 200 000\n"
        "    utan motpart: post 1 i Bron |  | 2021-02-05 |  |  |  |  | 180 000\n"
        "  Egna räkenskaper → Vägen in | 2021 |  | 320 000 | 320 000 | 320 000 | 0 | 0\n"
        "= Summa utfall |  |  | 520 000 | 500 000 | 500 000 | 20 000 | 0\n"
        "# Budget\n"
        "  Egna räkenskaper → Vägen in | 2021 |  | 640 000 | 640 000 | 640 000 | 0 | 0\n"
        "  Egna räkenskaper → Bron | 2021 |  | 400 000 | 400 000 | 400 000 | 0 | 0\n"
        "= Summa budget |  |  | 1 040 000 | 1 040 000 | 1 040 000 | 0 | 0\n"
        "# Vad som räknats bort ur utfallet, och var\n"
        "  Egna räkenskaper: kostnad, insatser | 2021 |  |  |  | −500 000\n"
        "  Vägen in: mottaget, oss | 2021 |  |  |  | −320 000\n"
        "  Bron: mottaget, oss | 2021 |  |  |  | −180 000"
    )
    assert about(table)["Paras inom"] == "året"
    total = next(row for row in table.rows if row.key == "actual/total")
    # However many pairs there are, the formulas of their sums are no longer than spreadsheets take.
    assert [cell.live.text for cell in total.cells[3:]] == [
        "ROUND(SUM({actual/konto/bro/oss/2021.paid}:{actual/konto/vag/oss/2021.paid}),2)",
        "ROUND(SUM({actual/konto/bro/oss/2021.received}:{actual/konto/vag/oss/2021.received}),2)",
        "ROUND(SUM({actual/konto/bro/oss/2021.eliminated}:{actual/konto/vag/oss/2021.eliminated}),2)",
        "ROUND({paid}-{eliminated},2)",
        "ROUND({received}-{eliminated},2)",
    ]


def test_contributions_between_the_same_two_are_told_apart_by_their_source():
    first = treasury()
    again = attrs.evolve(first.federation.internals[0], source="annan", part="annan")
    found = attrs.evolve(
        first, federation=attrs.evolve(first.federation, internals=(*first.federation.internals, again))
    )

    names = [line for line in read(eliminations(found, {})).splitlines() if "→" in line]
    assert [("(oss)" in name) == ("Vägen in" in name) for name in names] == [True] * 4


def test_without_internal_contributions_what_looks_internal_is_listed():
    table = eliminations(treasury(internals=()), {})

    assert "  Vägen in: från oss, utfall |  |  |  |  |  |  | 320 000" in read(table).splitlines()
    assert told(table)[-1].startswith("Förbundets fil anger inga interna bidrag")


def test_members_stand_with_law_plan_and_what_has_come():
    table = members(treasury())

    assert read(table) == (
        "# 2021, beslutat 2020-11-20\n"
        "  Försäkringskassan | 1/2 | 600 000 | 600 000 | 300 000 | 500 000 | 0 | 100 000\n"
        "  Exempelregionen | 1/4 | 300 000 | 300 000 | 150 000 | 100 000 | 50 000 | 200 000\n"
        "  Exempelby kommun | 1/4 | 300 000 | 300 000 |  | 0 | 0 | 300 000\n"
        "= Summa |  | 1 200 000 | 1 200 000 | 450 000 | 600 000 | 50 000 | 600 000"
    )


def test_members_of_a_federation_whose_accounts_are_elsewhere():
    from ledger.model.federation.federation import MemberPayment  # noqa: PLC0415
    from ledger.model.federation.federation import MemberYear  # noqa: PLC0415

    found = treasury(
        View(today=TODAY, end=date(2021, 3, 31)),
        ids=("vag",),
        accounts=None,
        payments=(),
        years=(MemberYear(year=2021, total_minor=0),),
        received=(
            MemberPayment(member="staten", day=date(2021, 2, 1), amount_minor=7_00),
            MemberPayment(member="staten", day=date(2021, 5, 1), amount_minor=7_00),
        ),
    )
    table = members(found)

    assert read(table).splitlines()[:2] == ["# 2021", "  Försäkringskassan |  | 0 | 0 |  | 7 | 0 | −7"]
    assert told(table)[-1] == "För 2021 finns ingen betalningsplan ([[payment]]), så inget kan vara förfallet."
    assert told(members(treasury(View(today=TODAY, year=2019))))[-1].startswith("Förbundets fil anger inga bidrag")


def test_of_very_many_names_only_some_are_told():
    names = [f"p{at:02d}" for at in range(NAMES_MAX + 2)]

    assert some_of(names[:NAMES_MAX]) == ", ".join(names[:NAMES_MAX])
    assert labels("sv").say(some_of(names)) == f"{', '.join(names[:NAMES_MAX])} och 2 till"
