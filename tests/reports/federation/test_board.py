from __future__ import annotations

from datetime import date
from fractions import Fraction
from io import BytesIO

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ledger.catalog import labels
from ledger.core.money import currency
from ledger.core.words import write_value
from ledger.model.federation.federation import MemberYear
from ledger.model.federation.federation import TrafficLights
from ledger.model.forecasts.comment import Comment
from ledger.model.view import View
from ledger.render.html import to_html
from ledger.render.xlsx import to_xlsx
from ledger.reports.explanations.formula import Cells
from ledger.reports.explanations.formula import evaluate
from ledger.reports.federation.board import board
from ledger.reports.federation.board_lights import light_cells
from ledger.reports.federation.members import members
from ledger.reports.federation.project_sheet import project_sheet
from ledger.reports.federation.whole import whole
from ledger.reports.federation.workbook import federation_workbook
from ledger.reports.table import FIGURE
from ledger.reports.table import Formula
from ledger.reports.table import Tone
from tests.reports.evaluate import spots
from tests.reports.federations import FEDERATION
from tests.reports.federations import TODAY
from tests.reports.federations import treasury
from tests.reports.reading import about
from tests.reports.reading import headings
from tests.reports.reading import read
from tests.reports.reading import told

YEAR = View(today=TODAY, year=2021)
SV = labels("sv")


def with_comments(found, *comments):
    whole = tuple(
        attrs.evolve(each, comments=comments) if each.project.id == "vag" else each for each in found.found.whole
    )
    return attrs.evolve(found, found=attrs.evolve(found.found, whole=whole))


def test_the_board_sees_figures_after_elimination_with_a_light_and_its_rule():
    table = board(treasury(YEAR))

    assert headings(table) == (
        "Projekt | Läge | Budget | Utfall | Avvikelse | Förbrukat | Andel av budget | Förfluten tid | Prognos | "
        "Budget minus prognos | Bokfört t.o.m. | Regel | Förklaring"
    )
    assert [line.split(" | ")[:6] for line in read(table).splitlines()] == [
        ["Egna räkenskaper", "● gul", "58 000", "46 000", "12 000", "23/29"],
        ["Vägen in", "● gul", "600 000", "150 000", "450 000", "1/4"],
        ["Bron", "● röd", "800 000", "104 666", "695 334", "52333/400000"],
        ["== Summa förbundet", "", "1 458 000", "300 666", "1 157 334", "50111/243000"],
    ]
    assert about(table)["Trafikljus"] == "röda: 1, gula: 2, gröna: 0, inget ljus: 0"
    lights = {row.key: [table.cell(row.key, column).value for column in ("light", "rule")] for row in table.rows[:-1]}
    assert lights["konto"][0].key == "light.yellow"
    assert dict(lights["konto"][1].values)["threshold"] == Fraction(1, 5)
    assert lights["bro"][0].key == "light.red"
    assert lights["vag"][0].key == "light.yellow"
    assert table.cell("vag", "elapsed").value == Fraction(181, 365)


def test_a_project_s_sheet_tells_budget_standing_who_pays_and_what_it_says():
    early = Comment(text="Sen start", written_on=date(2021, 3, 1), measure="Fler platser", category="lon")
    late = Comment(text="I fas", written_on=date(2021, 5, 1))
    found = treasury(YEAR)
    parts = tuple(
        attrs.evolve(each, comments=(early, late)) if each.project.id == "vag" else each for each in found.found.parts
    )
    found = attrs.evolve(found, found=attrs.evolve(found.found, parts=parts), converted={"vag": currency("EUR")})
    overview = board(found)
    own, way = (project_sheet(found.part(id_), found, overview) for id_ in ("konto", "vag"))

    assert [table.name for table in own.tables] == ["project_konto", "standing_konto"]
    budget, standing, paid = way.tables
    assert about(budget)["Valuta"] == "omräknat från EUR med förbundets kurser"
    assert [row.key for row in budget.rows] == ["vag/lon", "vag/tid", "vag/total"]
    assert [row.key for row in paid.rows] == [
        *("vag/support", "vag/support/oss", "vag/support/total"),
        *("vag/cofinancing", "vag/cofinancing/tid", "vag/cofinancing/total", "vag/total"),
    ]
    for column in ("budget", "actual", "light", "rule", "forecast"):
        cell = standing.cell("vag", column)
        assert (cell.value, cell.live) == (overview.cell("vag", column).value, Formula(f"{{board/vag.{column}}}"))
    assert told(standing)[1:] == [
        "Kommentar 2021-05-01 (hela projektet, alla dagar): I fas",
        "Kommentar 2021-03-01 (lon, alla dagar): Sen start – åtgärd: Fler platser",
    ]


def test_negative_costs_keep_the_sign_of_deviations():
    table = board(treasury(attrs.evolve(YEAR, costs_negative=True)))

    assert table.cell("bro", "actual").value == -104_666_00
    assert table.cell("bro", "remaining").value == 695_334_00
    assert table.cell("total", "forecast").value < 0


def test_without_thresholds_no_light_shows():
    table = board(treasury(YEAR, lights=TrafficLights()))

    assert {row.cells[1].value.key for row in table.rows[:-1]} == {"light.off"}
    assert told(table)[-1].startswith("Inga gränser är satta")


def test_green_says_by_which_measure():
    table = board(treasury(YEAR, lights=TrafficLights(used_red=Fraction(2))))

    assert table.cell("bro", "rule").value.key == "light.why.green"


def test_a_light_stands_out_in_its_colour_on_pages_and_in_workbooks():
    found = treasury(YEAR)
    table = board(found)
    made = federation_workbook(found, {"board": table, "whole": whole(found)}, "board")

    tones = [row.cells[1].tone for row in table.rows]
    assert tones == [Tone.DOUBTFUL, Tone.DOUBTFUL, Tone.BAD, None]
    page = to_html(made, labels("sv"))
    assert page.count('<td class="doubtful short">● gul</td>') == 2
    assert '<td class="bad short">● röd</td>' in page
    sheet = load_workbook(BytesIO(to_xlsx(made, labels("sv")))).worksheets[0]
    marks = [(str(each.sqref), rule) for each in sheet.conditional_formatting for rule in each.rules]
    fills = {rule.formula[0].strip('"'): rule.dxf.fill.bgColor.rgb for _, rule in marks}
    assert (fills["● gul"], fills["● röd"], fills["● grön"]) == ("FFFFE0A3", "FFF6B8A8", "FFCDE8D5")
    (cells,) = {cells for cells, _ in marks}
    assert all(cell.value.startswith("=IF(") for (cell,) in sheet[cells][:3])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_lights_a_project_takes_one_line_of_the_overview(language):
    found = treasury(YEAR)
    made = federation_workbook(found, {"board": board(found), "whole": whole(found)}, "board")

    sheet = load_workbook(BytesIO(to_xlsx(made, labels(language)))).worksheets[0]

    heights = {row[0].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows()}
    assert [heights[name] for name in ("Egna räkenskaper", "Vägen in", "Bron")] == [None, None, None]


PARTS = st.fractions(0, 2, max_denominator=40)


@given(
    used=PARTS,
    passed=PARTS,
    limits=st.lists(st.none() | st.fractions(Fraction(1, 10), 2, max_denominator=10), min_size=4, max_size=4),
)
def test_a_changed_figure_lights_in_a_workbook_what_the_rule_lights(used, passed, limits):
    lights = TrafficLights(**dict(zip(("used_yellow", "used_red", "pace_yellow", "pace_red"), limits, strict=True)))
    shown, why = light_cells(lights, used, passed)
    cells = Cells(one={"used": used, "elapsed": passed}.__getitem__, span=lambda *_: ())

    for cell in (shown, why):
        if cell.live is None:
            assert limits == [None] * 4
            continue
        _, *cases = cell.live.cases
        (first, *_) = (each for each in cases if not each.holds or evaluate(f"IF({each.holds},1,0)", cells))
        said = labels("en").say(first.words)
        if first.figure:
            said = said.replace(FIGURE, write_value(evaluate(first.figure, cells), "en"))
        assert said == labels("en").say(cell.value)
        assert first.tone == cell.tone


def test_members_have_a_table_a_year_and_the_chart_shows_the_latest():
    years = (*FEDERATION.years, MemberYear(year=2020, total_minor=100_00))
    found = treasury(years=years)

    made = federation_workbook(found, {"board": board(found), "members": members(found)}, "board")

    (sheet,) = (each for each in made.sheets if each.tables[0].name == "members")
    assert [(table.name, table.rows[0].key) for table in sheet.tables] == [
        ("members", "2021"),
        ("members_2020", "2020"),
    ]
    (chart,) = (each for each in made.sheets[0].charts if each.table == "members")
    assert dict(chart.title.values)["year"] == "2021"
    none = treasury(years=())
    assert federation_workbook(none, {"board": board(none), "members": members(none)}, "board").sheets


def test_paper_gets_the_reports_whole_and_of_what_they_rest_on_the_head():
    found = treasury()
    workbook = federation_workbook(found, {"board": board(found), "whole": whole(found)}, "board")
    made = load_workbook(BytesIO(to_xlsx(workbook, SV)))

    for name in ("Delsummor", "Underlag"):
        (area,) = made[name].print_area.split(",")
        head = int(area.rpartition("$")[2])
        told = [made[name].cell(row, column).value for row in range(1, head + 1) for column in (1, 2)]
        rows = sum(made[name].cell(row, 2).value is not None for row in range(head + 1, made[name].max_row + 1))

        assert head < made[name].max_row
        assert f"antal rader: {rows}" in next(text for text in told if str(text).startswith("bara det här huvudet"))
    assert int(made["Översikt"].print_area.rpartition("$")[2]) >= made["Översikt"].max_row


@pytest.mark.parametrize(("most", "kept_apart"), [(10, ["category", "source"]), (2, [])])
def test_sums_of_entries_are_no_finer_than_the_sheets_that_ask_for_them(monkeypatch, most, kept_apart):
    monkeypatch.setattr("ledger.reports.federation.workbook.PROJECT_SHEETS_MAX", most)
    found = treasury()

    made = federation_workbook(found, {"board": board(found), "whole": whole(found)}, "board")

    (sums,) = made.sheets[-1].tables
    summing = attrs.evolve(
        made, sheets=tuple(each for each in made.sheets if each.tables[0].name in ("whole", "entries"))
    )
    assert [each.key for each in sums.columns] == ["project", "kind", *kept_apart, "booked", "amount", "count"]
    assert [spot.address for spot in spots(summing) if spot.computed != spot.said] == []


def test_the_latest_comment_on_the_project_as_a_whole_is_shown():
    early = Comment(text="Sen start", written_on=date(2021, 3, 1), measure="Fler platser")
    late = Comment(text="Hyran", written_on=date(2021, 5, 1), category="lokal")

    one = board(with_comments(treasury(YEAR), early)).cell("vag", "comment").value
    both = board(with_comments(treasury(YEAR), early, late)).cell("vag", "comment").value
    plain = board(with_comments(treasury(YEAR), late)).cell("vag", "comment").value

    assert (one.key, dict(one.values)["text"]) == ("board.measure", "Sen start")
    assert dict(both.values) == {"text": one, "count": 1}
    assert plain == "Hyran"


def test_a_project_in_another_currency_is_told_with_its_forecast():
    table = board(attrs.evolve(treasury(YEAR), converted={"bro": currency("EUR")}))

    assert table.cell("bro", "forecast").value == 759_211_44
    assert told(table)[-1].startswith("Projekt i annan valuta: bro. Det som är beställt")
