"""Each shipped form edited as people might, and computed by LibreOffice: the sheet itself tells what no longer ties.

A figure typed over a line, over a sum or a share, and over one to be copied: a check turns red, and so does the line at
the end of the sheet where it was done. So do two edits behind the form that leave every sum as it was. What is typed
into the cells meant for it turns nothing red.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.cell import MergedCell

from ledger import catalog
from ledger.app.funders.forms import form
from ledger.render.workbook.layout import lay_out
from ledger.render.xlsx import to_xlsx
from tests.forms.filled import FILLED
from tests.forms.filled import filled_book
from tests.forms.filled import view
from tests.render.office import kept
from tests.render.office import recounted

WHERE = ("first", "middle", "last")
FILLED_IN = "filled in"
BEHIND_IT = "behind it"
OFFSET = (
    "burlov-staffanstorp/medelsansokan",
    "esf-2014-2020/utbetalning",
    "esf-2021-2027/utbetalning-15",
    "finsam/driftsredovisning",
    "kolumner/koncern",
)
"""Forms that are edited behind as well: one of a budget, two of claims, and two of a federation."""

BEHIND = {"Kontroller", "Poster", "Underlag", "Diagram"}
_AMOUNT = re.compile(r"=ROUND\(F\d+-\(([-\d.]+)\),2\)")
_TAB = re.compile(r'<sheet name="([^"]*)"')


@pytest.fixture(scope="module")
def sound():
    """Return each form with its layout on the sheets."""
    labels = catalog.labels("sv")
    with filled_book() as book:
        made = {name: form(book, name, project, view(book, terms)) for name, (project, terms) in FILLED.items()}
    return {name: (to_xlsx(each, labels), lay_out(each.sheets, labels)) for name, each in made.items()}


@pytest.fixture(scope="module")
def places():
    """Return the forms with where each is typed over: in one place, in turns, and everywhere before a release."""
    everywhere = os.environ.get("HYPOTHESIS_PROFILE") == "release"
    return [(name, where) for at, name in enumerate(FILLED) for where in (WHERE if everywhere else [WHERE[at % 3]])]


@pytest.fixture(scope="module")
def computed(sound, places, tmp_path_factory):
    """Return every edited form as LibreOffice computes it, by form and edit."""
    edited = {(name, FILLED_IN): filled_in(xlsx) for name, (xlsx, _) in sound.items()}
    for name, where in places:
        xlsx, layout = sound[name]
        tab, place, value = edit(xlsx, layout, where)
        edited[name, where] = typed(xlsx, tab, {place: f"<v>{value}</v>"})
    for name in OFFSET:
        edited[name, BEHIND_IT] = typed(sound[name][0], "Underlag", offset(sound[name][0]))
    return recounted(edited, tmp_path_factory.mktemp("edited"))


def edit(xlsx, layout, where):
    """Return sheet, cell and new value of a figure to type over: one more than it was."""
    verdicts = {cell_of(layout, name) for name in layout.blocks if name.startswith("kontroll-")}
    figures = [(at, value) for at, value in kept(xlsx).items() if at[0] not in BEHIND and at not in verdicts]
    (tab, place), value = figures[{"first": 0, "middle": len(figures) // 2, "last": -1}[where]]
    return tab, place, Decimal(value or 0) + 1


def offset(xlsx):
    """Return two amounts on the sheet *Underlag*, one a krona more and the other a krona less than they were."""
    rows = load_workbook(io.BytesIO(xlsx))["Underlag"].iter_rows(values_only=True)
    amounts = [(at, found) for at, row in enumerate(rows, start=1) for found in [_AMOUNT.match(str(row[-1]))] if found]
    (up, more), (down, less) = amounts[0], amounts[1]
    return {f"F{up}": Decimal(more[1]) + 1, f"F{down}": Decimal(less[1]) - 1}


def cell_of(layout, verdict):
    """Return sheet and cell of the line at a sheet's end."""
    return layout.blocks[verdict].tab, layout.blocks[verdict].cell("all", "differs")


def typed(xlsx, tab, cells):
    """Return a workbook in which people have typed into cells of a sheet: content by cell, as the file has it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        number = _TAB.findall(old.read("xl/workbook.xml").decode()).index(tab) + 1
        for name in old.namelist():
            content = old.read(name).decode() if name == f"xl/worksheets/sheet{number}.xml" else None
            for place, value in cells.items() if content else ():
                content, count = re.subn(
                    rf'<c r="{place}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', rf'<c r="{place}"\1>{value}</c>', content
                )
                assert count == 1
            new.writestr(name, content or old.read(name))
    return stream.getvalue()


def filled_in(xlsx):
    """Return a form in which every cell for people has been filled in."""
    for sheet in load_workbook(io.BytesIO(xlsx)):
        if sheet.title not in BEHIND:
            cells = [cell for row in sheet.iter_rows() for cell in row if not isinstance(cell, MergedCell)]
            free = [cell.coordinate for cell in cells if not cell.protection.locked]
            xlsx = typed(xlsx, sheet.title, dict.fromkeys(free, "<v>7</v>"))
    return xlsx


def ends(layout):
    """Return sheet and cell of the line at the end of each sheet."""
    return [cell_of(layout, each) for each in layout.blocks if each.startswith("kontroll-")]


def red(cells):
    """Return the checks that do not hold, by their cell, with what they are apart."""
    checks = {place: value for (tab, place), value in cells.items() if tab == "Kontroller" and place[0] == "D"}
    return {place: value for place, value in checks.items() if value not in ("0", "Skillnad")}


def test_a_figure_that_is_typed_over_is_noticed(sound, places, computed):
    for name, where in places:
        xlsx, layout = sound[name]
        tab, place, _ = edit(xlsx, layout, where)

        assert red(computed[name, where]), (name, place)
        assert [end for end in ends(layout) if end[0] == tab and computed[name, where][end] != "0"], (name, place)


@pytest.mark.parametrize("name", OFFSET)
def test_two_edits_behind_a_form_that_take_each_other_back_are_noticed(sound, computed, name):
    assert red(computed[name, BEHIND_IT])
    assert [end for end in ends(sound[name][1]) if computed[name, BEHIND_IT][end] != "0"]


def test_what_people_fill_in_turns_nothing_red(computed):
    assert {name: found for name in FILLED if (found := red(computed[name, FILLED_IN]))} == {}
