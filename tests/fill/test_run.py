"""A funder's workbook filled: the right figures in the right cells, and everything else as it was."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from ledger.app.funders.filling import fill
from ledger.app.projects import add_projects
from ledger.errors import FileRefusedError
from ledger.errors import UnknownProjectError
from ledger.errors import WorkbookEntityError
from ledger.rules.funders.fill import May
from ledger.rules.funders.fill import Outcome
from tests.conftest import STEGEN
from tests.fill.filled import CELL
from tests.fill.filled import MAIN
from tests.fill.filled import cells
from tests.fill.filled import codes
from tests.fill.filled import outcomes
from tests.fill.funder import BUDGET
from tests.fill.funder import SUMS
from tests.fill.funder import edited
from tests.fill.funder import funder_workbook
from tests.fill.funder import packed
from tests.fill.funder import read_parts


@pytest.mark.usefixtures("not_installed")
def test_figures_facts_and_days_come_into_their_cells(booked, the_map, template):
    done = fill(booked, the_map, template, "stegen")
    found = cells(done.content)

    assert found["Budget!B3"] == "Stegen till arbete"
    assert found["Budget!B4"] == "Exempelby kommun"
    assert found["Budget!B5"] == datetime(2021, 1, 1)  # noqa: DTZ001
    assert (found["Budget!C7"], found["Budget!D7"], found["Budget!C12"]) == (400000, 420000, 36000)
    assert found["Budget!C13"] == "=SUM(C7:C12)"
    assert codes(done) == ["FILL-026"]


@pytest.mark.usefixtures("not_installed")
def test_everything_but_the_filled_cells_stays_byte_for_byte(booked, the_map, template):
    done = fill(booked, the_map, template, "stegen")
    before, after = read_parts(template.read_bytes()), read_parts(done.content)

    assert list(after) == list(before)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {MAIN, BUDGET, SUMS}
    assert after[MAIN] == before[MAIN].replace(
        b'<calcPr calcId="124519"/>', b'<calcPr calcId="124519" fullCalcOnLoad="1"/>'
    )
    assert after[SUMS] == re.sub(rb"</f><v>.*?</v>", b"</f>", before[SUMS]).replace(b' t="str"', b"")
    for name in (BUDGET, SUMS):
        assert CELL.sub(b"", after[name]) == CELL.sub(b"", before[name])
    assert after[SUMS] == before[SUMS].replace(b'<v>0</v></c></row><row r="2"', b'</c></row><row r="2"').replace(
        b' t="str"', b""
    ).replace(b"<v></v>", b"").replace(b"C14</f><v>0</v>", b"C14</f>").replace(
        b"+Budget!D13</f><v>0</v>", b"+Budget!D13</f>"
    )


@pytest.mark.usefixtures("not_installed")
def test_other_cells_keep_content_style_and_formula(booked, the_map, template):
    done = fill(booked, the_map, template, "stegen")
    before, after = (
        CELL.findall(read_parts(template.read_bytes())[BUDGET]),
        CELL.findall(read_parts(done.content)[BUDGET]),
    )
    named = {re.search(rb'r="(\w+)"', cell)[1].decode(): cell for cell in after}
    differing = [re.search(rb'r="(\w+)"', cell)[1].decode() for cell in before if cell not in after]

    assert sorted(differing) == sorted(["B3", "B4", "B5", "C7", "D7", "C12", "C13", "D13"])
    assert named["C13"].endswith(b"<f>SUM(C7:C12)</f></c>")
    for name in differing:
        style = next(re.search(rb's="\d+"', cell)[0] for cell in before if f'r="{name}"'.encode() in cell)
        assert style in named[name]


@pytest.mark.usefixtures("not_installed")
def test_the_same_input_gives_the_same_bytes(booked, the_map, template):
    assert fill(booked, the_map, template, "stegen").content == fill(booked, the_map, template, "stegen").content


@pytest.mark.usefixtures("not_installed")
def test_what_stands_there_is_left_and_told(run):
    done = run('"Budget!A7" = "project.id"', '"Budget!B15" = "project.id"', '"Budget!C13" = "budget/total.2021"')

    assert outcomes(done) == {
        "Budget!A7": Outcome.LOCKED,
        "Budget!B15": Outcome.TAKEN,
        "Budget!C13": Outcome.FORMULA,
    }
    assert codes(done) == ["FILL-020", "FILL-021", "FILL-026"]
    found = cells(done.content)
    assert (found["Budget!A7"], found["Budget!B15"], found["Budget!C13"]) == ("Personal", "Skriv här", "=SUM(C7:C12)")


@pytest.mark.usefixtures("not_installed")
def test_what_stands_there_is_replaced_when_told(run):
    lines = ('"Budget!A7" = "project.id"', '"Budget!B15" = "project.id"', '"Budget!C13" = "budget/total.2021"')
    found = cells(run(*lines, may=May(overwrite=True)).content)
    assert (found["Budget!A7"], found["Budget!B15"], found["Budget!C13"]) == ("stegen", "stegen", "=SUM(C7:C12)")

    done = run(*lines, may=May(formulas=True))
    after = read_parts(done.content)

    assert cells(done.content)["Budget!C13"] == 436000
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    assert outcomes(done)["Budget!A7"] is Outcome.LOCKED


@pytest.mark.usefixtures("not_installed")
def test_a_formula_of_several_cells_is_never_replaced(run):
    lines = ('"Sammanställning!C1" = "budget/total.2021"', '"Sammanställning!C2" = "budget/total.2021"')
    done = run(*lines, may=May(overwrite=True, formulas=True))

    assert set(outcomes(done).values()) == {Outcome.CARRIES}
    assert codes(done) == ["FILL-024", "FILL-024", "FILL-026"]


@pytest.mark.usefixtures("not_installed")
def test_zero_and_the_right_figure_count_as_free(run):
    style = re.search(r'<c r="C7" s="(\d+)"/>', read_parts(funder_workbook())[BUDGET].decode())
    text = style[0]
    zero = edited(funder_workbook(), BUDGET, (text, f'<c r="C7" s="{style[1]}"><v>0.00</v></c>'))
    same = edited(funder_workbook(), BUDGET, (text, f'<c r="C7" s="{style[1]}"><v>400000.00000000001</v></c>'))

    assert outcomes(run('"Budget!C7" = "budget/personal.2021"', xlsx=zero))["Budget!C7"] is Outcome.WRITTEN
    assert outcomes(run('"Budget!C7" = "budget/personal.2021"', xlsx=same))["Budget!C7"] is Outcome.SAME


@pytest.mark.usefixtures("not_installed")
def test_units_signs_and_decimals(run):
    done = run(
        '"Budget!C7" = { shows = "variance/personal.actual", unit = "tkr", decimals = 1 }',
        '"Budget!D7" = { shows = "variance/personal.actual", turned = true, unit = "kr" }',
        '"Budget!C8" = { shows = "variance/personal.used", unit = "%", decimals = 2 }',
        '"Budget!D8" = "variance/personal.used"',
        '"Budget!C9" = "variance/personal.actual"',
        '"Budget!D9" = { shows = "variance/utbildning.budget", zero = true }',
        '"Budget!C10" = "variance/utbildning.budget"',
        '"Budget!D10" = "entries/3.booked"',
        '"Budget!C11" = "entries/3.number"',
        top='unit = "mkr"\ndecimals = 2',
    )
    found = cells(done.content)

    assert found["Budget!C7"] == 66.9
    assert found["Budget!D7"] == -66921
    assert found["Budget!C8"] == 8.16
    assert found["Budget!D8"] == 0.0816109756097561
    assert found["Budget!C9"] == 0.07
    assert found["Budget!D9"] == 0
    assert "Budget!C10" not in found
    assert found["Budget!D10"] == "2021-02-26"
    assert found["Budget!C11"] == 3
    assert codes(done) == ["FILL-025", "FILL-038", "FILL-038", "FILL-026"]


@pytest.mark.usefixtures("not_installed")
def test_what_the_workbook_does_not_take_is_written_and_told(run):
    done = run(
        '"Budget!C7" = { shows = "variance/personal.actual", turned = true }', '"Budget!C8" = "form.diarienummer"'
    )

    assert codes(done) == ["FILL-025", "FILL-038", "FILL-026"]
    assert cells(done.content)["Budget!C7"] == -66921


@pytest.mark.usefixtures("not_installed")
def test_a_text_for_forms_is_a_fact(book, template, write):
    add_projects(book, [write("s.toml", STEGEN + '\n[form]\ndiarienummer = "2021/17"\n')])
    done = fill(book, write("k.toml", '[cells]\n"Budget!B4" = "form.diarienummer"'), template, "stegen")

    assert cells(done.content)["Budget!B4"] == "2021/17"


@pytest.mark.usefixtures("not_installed")
def test_cells_that_the_file_has_not_are_put_in_with_the_style_of_their_column(run):
    done = run(
        '"Budget!C50" = "budget/personal.2021"',
        '"Budget!E50" = "project.id"',
        '"Budget!AB7" = "project.id"',
        '"Budget!B8" = "project.name"',
        '"Budget!C14" = "budget/personal.2022"',
        may=May(overwrite=True),
    )
    found, text = cells(done.content), read_parts(done.content)[BUDGET].decode()

    assert (found["Budget!C50"], found["Budget!E50"], found["Budget!AB7"]) == (400000, "stegen", "stegen")
    assert found["Budget!B8"] == "Stegen till arbete"
    styles = dict(re.findall(r'<c r="(C\d+|C50)" s="(\d+)"', text))
    assert styles["C50"] == styles["C14"] == styles["C9"]
    numbers = [int(number) for number in re.findall(r'<row r="(\d+)"', text)]
    assert numbers == sorted(set(numbers))
    row = re.search(r'<row r="7".*?</row>', text, re.DOTALL)[0]
    assert re.findall(r'r="([A-Z]+)7"', row) == ["A", "C", "D", "AB"]
    assert "spans" not in row.partition(">")[0]


@pytest.mark.usefixtures("not_installed")
def test_one_of_merged_cells_stands_for_the_first(run):
    done = run('"Budget!C3" = "project.name"')

    assert cells(done.content)["Budget!B3"] == "Stegen till arbete"
    assert codes(done)[0] == "FILL-033"


@pytest.mark.usefixtures("not_installed")
def test_a_text_that_looks_like_a_formula_is_a_text(book, template, write):
    name = '=HYPERLINK(\\"http://x\\") & <b>'
    add_projects(book, [write("stegen.toml", STEGEN.replace("Stegen till arbete", name))])
    done = fill(book, write("karta.toml", '[cells]\nProjektnamn = "project.name"'), template, "stegen")
    cell = next(cell for cell in CELL.findall(read_parts(done.content)[BUDGET]) if b'r="B3"' in cell)

    assert b't="inlineStr"' in cell
    assert b"<f>" not in cell
    assert b"&amp; &lt;b&gt;" in cell


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('"Blad9!A1" = "project.id"', "FILL-003"),
        ('"C7" = "project.id"', "FILL-003"),
        ('"Okänt" = "project.id"', "FILL-004"),
        ('"Budget!C0" = "project.id"', "FILL-004"),
        ('"Budget!XFE1" = "project.id"', "FILL-004"),
        ('"Summor" = "project.id"', "FILL-005"),
        ('"Konstant" = "project.id"', "FILL-005"),
        ('"Budget!C7:D7" = "project.id"', "FILL-005"),
        ('"Budget!B3" = "project.id"\nProjektnamn = "project.name"', "FILL-006"),
        ('"Budget!C7" = "project.nme"', "FILL-007"),
        ('"Budget!C7" = "variance/personel.actual"', "FILL-008"),
        ('"Budget!C7" = "varians/personal.actual"', "FILL-008"),
        ('"Budget!C7" = { shows = "variance/personal.used", unit = "tkr" }', "FILL-009"),
        ('"Budget!C7" = { shows = "variance/personal.actual", unit = "%" }', "FILL-009"),
    ],
)
@pytest.mark.usefixtures("not_installed")
def test_a_map_that_does_not_fit_stops_before_anything_is_written(run, line, code):
    done = run(line)

    assert done.content is None
    assert codes(done) == [code]
    assert done.findings[0].place.line >= 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[cells]",
        "[cells]\nA = 1",
        '[cells]\nA = { unit = "kr" }',
        '[cells]\nA = { shows = "project.id", colour = "red" }',
        '[cells]\nA = { shows = "project.id", decimals = 9 }',
        'unit = "dollar"\n[cells]\nA = "project.id"',
        "[cells",
    ],
)
def test_a_map_with_errors_is_refused(booked, template, write, text):
    with pytest.raises(FileRefusedError) as caught:
        fill(booked, write("karta.toml", text), template, "stegen")

    assert caught.value.findings


@pytest.mark.usefixtures("not_installed")
def test_all_that_is_wrong_with_a_map_is_told_at_once(run):
    assert codes(run('"Blad9!A1" = "project.id"', '"Budget!C7" = "x/y.z"', '"Budget!C8" = "x"')) == [
        "FILL-003",
        "FILL-008",
        "FILL-007",
    ]


@pytest.mark.usefixtures("not_installed")
def test_another_version_of_the_workbook_is_told(run):
    assert codes(run('"Budget!C7" = "budget/personal.2021"', top=f'sha256 = "{"0" * 64}"'))[0] == "FILL-028"


@pytest.mark.usefixtures("not_installed")
def test_links_macros_and_signatures_are_left_and_told(run):
    parts = read_parts(funder_workbook())
    strange = {
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        "xl/vbaProject.bin": b"macros",
        "_xmlsignatures/sig1.xml": b"<Signature/>",
    }
    types = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    done = run('"Budget!C7" = "budget/personal.2021"', xlsx=packed({**parts, **strange, "[Content_Types].xml": types}))
    after = read_parts(done.content)

    assert codes(done)[:3] == ["FILL-029", "FILL-030", "FILL-031"]
    assert all(after[name] == content for name, content in strange.items())


def test_a_hostile_workbook_is_refused(run):
    hostile = edited(funder_workbook(), BUDGET, ("<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'))

    with pytest.raises(WorkbookEntityError):
        run('"Budget!C7" = "project.id"', xlsx=hostile)


def test_an_unknown_project_is_refused(booked, the_map, template):
    with pytest.raises(UnknownProjectError):
        fill(booked, the_map, template, "stege")
