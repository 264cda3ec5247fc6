"""Funders' workbooks of many makes: filled, nothing else changed, computed, and read back against the book."""

from __future__ import annotations

import io
import re
from collections import Counter
from functools import cache
from xml.etree import ElementTree as ET

import attrs
import pytest

from ledger.app.book import create_book
from ledger.app.funders import filling
from ledger.app.funders.comparing import compare
from ledger.app.funders.filling import fill
from ledger.app.funders.office import converted
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.importers.funders.workbook import read_funder_workbook
from ledger.model.funders.funder_workbook import Holds
from ledger.rules.funders.fill import Outcome
from ledger.rules.funders.fill import locate
from tests.conftest import ACTUALS
from tests.conftest import STEGEN
from tests.fill.conftest import converted_once
from tests.fill.funder import packed
from tests.fill.funder import read_parts
from tests.fill.templates import BY_LIBRARIES
from tests.fill.templates import years_and_categories
from tests.fill.templates_excel import BY_PROGRAMS
from tests.fill.templates_excel import strict_open_xml
from tests.render.office import office
from tests.render.office import saved


def saved_by_libreoffice():
    """Return the budget by year as LibreOffice saves it."""
    usual = years_and_categories()
    return attrs.evolve(usual, xlsx=converted(usual.xlsx, "xlsx"))


def strict_saved_by_libreoffice():
    """Return what LibreOffice makes of a strict workbook."""
    usual = strict_open_xml()
    return attrs.evolve(usual, xlsx=converted(usual.xlsx, "xlsx"))


ALL = (*BY_LIBRARIES, *BY_PROGRAMS, saved_by_libreoffice, strict_saved_by_libreoffice)
NAMES = [make.__name__.replace("_", " ") for make in ALL]
OF_FORMULAS = {"FILL-022", "FILL-025", "FILL-033"}
CELL = re.compile(rb"<(?:\w+:)?c\b(?:[^>\"]|\"[^\"]*\")*?(?:/>|>.*?</(?:\w+:)?c>)", re.DOTALL)


def read(xlsx):
    return read_funder_workbook(io.BytesIO(xlsx), "blankett.xlsx", macros=True)


def canonical(sheet, spared):
    """Return a sheet as XML without what filling may change: some cells, formulas' values, hints of how far rows go."""
    root = ET.fromstring(sheet.content)  # noqa: S314 - a file of this test's own
    at = [0, 0]
    for row in root.iter():
        tag = row.tag.rpartition("}")[2]
        if tag != "row":
            continue
        at = [int(row.get("r", at[0] + 1)), 0]
        row.attrib.pop("spans", None)
        for cell in list(row):
            named = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r", ""))
            at[1] = (
                sum((ord(each) - 64) * 26**power for power, each in enumerate(reversed(named[1])))
                if named
                else at[1] + 1
            )
            if tuple(at) in spared:
                row.remove(cell)
            elif any(child.tag.endswith("}f") for child in cell):
                cell.attrib.pop("t", None)
                for child in [child for child in cell if child.tag.endswith("}v")]:
                    cell.remove(child)
    for data in [each for each in root if each.tag.endswith("}sheetData")]:
        for row in [each for each in data if not len(each) and set(each.attrib) <= {"r"}]:
            data.remove(row)
    return ET.canonicalize(ET.tostring(root))


made = cache(lambda make: make())


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    """Return what LibreOffice makes of each filled workbook, by what it is given: one start does for all."""
    office()
    folder = tmp_path_factory.mktemp("office")
    given = []
    with pytest.MonkeyPatch.context() as patch, create_book(":memory:", author="Ekonomen") as book:
        patch.setattr(filling, "converted", lambda content, _: given.append(content))
        (folder / "stegen.toml").write_text(STEGEN)
        (folder / "actuals.csv").write_text(ACTUALS)
        add_projects(book, [folder / "stegen.toml"])
        import_file(book, folder / "actuals.csv", project="stegen")
        for make in ALL:
            (folder / made(make).file).write_bytes(made(make).xlsx)
            (folder / "karta.toml").write_text(made(make).map)
            fill(book, folder / "karta.toml", folder / made(make).file, "stegen")
    computed = saved({str(at): content for at, content in enumerate(given)}, folder)
    return {content: computed[str(at)] for at, content in enumerate(given)}


@pytest.fixture
def template(request):
    """Return one of the workbooks."""
    office()
    return made(request.param)


@pytest.fixture
def computed_at_once(computed, monkeypatch):
    """Let what LibreOffice has made of all of them serve for each."""
    monkeypatch.setattr(filling, "converted", lambda content, to: computed.get(content) or converted_once(content, to))


@pytest.fixture
def filled(booked, template, write, tmp_path):
    """Return what came of filling a workbook, with the paths of the map and of the result."""
    path = tmp_path / template.file
    path.write_bytes(template.xlsx)
    by = write("karta.toml", template.map)
    done = fill(booked, by, path, "stegen")
    result = tmp_path / "ifylld.xlsx"
    result.write_bytes(done.content or b"")
    return done, by, result


everywhere = pytest.mark.parametrize("template", ALL, ids=NAMES, indirect=True)


@everywhere
@pytest.mark.usefixtures("computed_at_once")
def test_a_workbook_is_filled_and_nothing_else_in_it_is_changed(booked, template, filled):
    done, by, path = filled
    told = Counter(finding.code for finding in done.findings if finding.code not in OF_FORMULAS)
    before, after = read_parts(template.xlsx), read_parts(done.content)
    old, new = read(template.xlsx), read(done.content)

    assert set(told) == set(template.told)
    assert {became for _, became in done.outcomes} <= {Outcome.WRITTEN, Outcome.FORMULA, Outcome.TAKEN, Outcome.NOTHING}
    assert sum(became is Outcome.WRITTEN for _, became in done.outcomes) >= 2

    assert list(after) == list(before)
    changed = {name for name in before if before[name] != after[name]}
    may = {sheet.part for sheet in old.sheets} | {"xl/workbook.xml"}
    assert changed <= may | ({"[Content_Types].xml"} if template.file.endswith("xltx") else set())
    written = {(each.at.sheet.part, each.at.spot) for each, became in done.outcomes if became is Outcome.WRITTEN}
    for sheet, other in zip(old.sheets, new.sheets, strict=True):
        spared = {spot for part, spot in written if part == sheet.part}
        assert canonical(other, spared) == canonical(sheet, spared)
        assert CELL.sub(b"", other.content[other.data[1] :]) == CELL.sub(b"", sheet.content[sheet.data[1] :])
    strip = re.compile(rb"<(?:\w+:)?calcPr\b[^>]*/>")
    assert strip.sub(b"", after["xl/workbook.xml"]) == strip.sub(b"", before["xl/workbook.xml"])

    for at, gives in template.gives.items():
        cell = locate(new, at).cell
        assert cell.holds is Holds.NUMBER, at
        assert float(cell.text) == pytest.approx(gives, abs=1e-6), at

    compared = compare(booked, path, "stegen", by)
    assert (compared.cells, compared.differences) == (len(template.cells), ())

    changed = _changed(done, path)
    again = compare(booked, path, "stegen", by)
    assert {each.cell for each in again.differences} == changed


def _changed(done, path):
    """Write another figure or text into the cells that were filled, beside the library; return their names."""
    names, parts = set(), read_parts(path.read_bytes())
    for each, became in done.outcomes:
        if became is Outcome.WRITTEN:
            sheet = next(sheet for sheet in read(packed(parts)).sheets if sheet.part == each.at.sheet.part)
            first, after = sheet.cells[each.at.spot].span
            cell = re.sub(rb"<((?:\w+:)?v)>[^<]*<", rb"<\1>0.07<", sheet.content[first:after])
            cell = re.sub(rb"(<(?:\w+:)?t xml:space[^>]*>)[^<]*<", rb"\1annat<", cell)
            parts[sheet.part] = sheet.content[:first] + cell + sheet.content[after:]
            names.add(each.at.name)
    path.write_bytes(packed(parts))
    return names
