from __future__ import annotations

from fractions import Fraction

import attrs

from ledger.model.federation.federation import TrafficLights
from ledger.model.view import Dimension
from ledger.reports.federation.attention import attention
from ledger.reports.federation.board import board
from ledger.reports.table import Tone
from ledger.rules.federation.attention import Attention
from ledger.rules.federation.attention import Matter
from ledger.rules.federation.gravest import gravest
from ledger.rules.federation.red_lights import red
from tests.reports.federations import treasury
from tests.reports.reading import read

STRICT = TrafficLights(used_yellow=Fraction(1, 100), used_red=Fraction(2, 100))


def test_every_project_that_the_overview_shows_red_is_listed():
    found = treasury(lights=STRICT)

    lit = tuple(red(found.found, found.federation, found.view))

    shown = [row.key for row in board(found).rows if row.cells[1].tone is Tone.BAD]
    assert [each.where for each in lit] == shown
    assert shown


def test_without_thresholds_nothing_is_red():
    found = treasury(lights=TrafficLights())

    assert tuple(red(found.found, found.federation, found.view)) == ()


def test_a_red_light_says_by_which_rule_and_what_to_do():
    found = treasury(lights=STRICT)
    (first, *_) = red(found.found, found.federation, found.view)

    table = attention(found, (first,))

    assert table.cell(f"red_light/{first.where}", "amount").value is None
    assert f"gräns 2\xa0%. Be projektet förklara: medfin comment {first.where} TEXT" in read(table)


def test_a_red_light_goes_before_what_waits_and_after_money_that_is_missing():
    matters = [Attention(matter=each, where=each) for each in (Matter.UNSPENT, Matter.RED_LIGHT, Matter.CLAIM_LATE)]

    assert [own[0].matter for own in gravest(matters)] == [Matter.CLAIM_LATE, Matter.RED_LIGHT, Matter.UNSPENT]


def test_what_is_left_on_the_internal_row_is_no_part_of_a_budget():
    found = treasury()
    table = board(attrs.evolve(found, view=attrs.evolve(found.view, by=(Dimension.SOURCE,))))

    assert table.cell("between_projects", "actual").value
    assert table.cell("between_projects", "used").value is None
    assert table.cell("between_projects", "bar").value is None
