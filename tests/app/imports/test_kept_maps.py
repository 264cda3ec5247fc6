"""The map of an import is kept whole with what it gave, and a project may let findings of imports stop."""

from __future__ import annotations

import hashlib

import pytest
from click.testing import CliRunner

from cli import main
from ledger.app.books.history import verify
from ledger.app.imports.actuals import import_file
from ledger.app.imports.kept_maps import FACT
from ledger.app.imports.kept_maps import map_used
from ledger.app.projects import add_projects
from ledger.errors import MapNotKeptError
from ledger.errors import UnknownBatchError
from ledger.model.entry import COLUMNS
from tests.app.imports.sie_year import MAP
from tests.app.imports.sie_year import VOUCHERS
from tests.app.imports.sie_year import sie
from tests.conftest import ACTUALS
from tests.conftest import STEGEN

LATER = ("A 4 {year}0331 Hyra", ("6010 {{6 4711}} 7.00", "1930 {{}} -7.00"))
NARROW = MAP.replace('"7010" = "ovrigt"\n', "")


@pytest.fixture
def take(book, write):
    """Return a function that imports a file's text by a map into a project with some terms more."""

    def run(text, rules=MAP, project=STEGEN):
        add_projects(book, [write("stegen.toml", project)])
        path = write("2021.se", "")
        path.write_bytes(text.encode("cp437"))
        return import_file(book, path, map_path=write("map.toml", rules))

    return run


def _kept(book):
    return [fact.key for _, fact in book.store.facts("stegen", FACT)]


def test_each_map_is_kept_once_with_its_chart(book, take):
    first = take(sie())
    take(sie(*VOUCHERS, LATER))
    changed = MAP.replace("[accounts]", "# rättad\n[accounts]")
    second = take(sie(*VOUCHERS, LATER, LATER), changed)

    assert _kept(book) == [hashlib.sha256(text.encode()).hexdigest() for text in (MAP, changed)]
    used = map_used(book, "stegen")
    assert (used.text, used.file, used.chart.id) == (changed, "map.toml", "kommunbas")
    assert map_used(book, "stegen", first.batch).text == MAP
    assert map_used(book, "stegen", second.batch).text == changed
    assert list(verify(book)) == []


def test_a_map_for_columns_is_kept_too(book, write):
    add_projects(book, [write("stegen.toml", STEGEN)])
    rules = '[columns]\nDag = "date"\n'
    rows = write("a.csv", "Dag;belopp;kostnadsslag\n2021-01-25;5;personal\n")

    import_file(book, rows, project="stegen", map_path=write("karta.toml", rules))

    assert (map_used(book, "stegen").text, map_used(book, "stegen").chart) == (rules, None)


def test_what_was_not_kept_is_told(book, write):
    add_projects(book, [write("stegen.toml", STEGEN)])
    done = import_file(book, write("a.csv", ACTUALS), project="stegen")

    for batch in ("", done.batch):
        with pytest.raises(MapNotKeptError):
            map_used(book, "stegen", batch)
    with pytest.raises(UnknownBatchError):
        map_used(book, "stegen", "feedfeed")


@pytest.mark.parametrize(
    ("severity", "told", "booked"),
    [("stop", ["SIM-102"], 0), ("note", ["SIM-102"], 2), ("off", [], 2), ("", ["SIM-102"], 2)],
)
def test_a_project_says_whether_unmapped_accounts_stop_an_import(book, take, severity, told, booked):
    terms = f'{STEGEN}\n[severity]\nSIM-102 = "{severity}"\n' if severity else STEGEN

    done = take(sie(), NARROW, terms)

    assert [finding.code for finding in done.findings if finding.code == "SIM-102"] == told
    assert sum(1 for row in book.store.entries("stegen") if row[COLUMNS.index("number")]) == booked


def test_what_stops_cannot_be_made_less(book, write):
    add_projects(book, [write("stegen.toml", f'{STEGEN}\n[severity]\nCSV-105 = "note"\n')])

    done = import_file(book, write("a.csv", "datum;belopp;kostnadsslag\nigår;5;personal\n"), project="stegen")

    assert [(finding.code, finding.stops) for finding in done.findings] == [("CSV-105", True)]


def test_the_command_prints_the_map_as_it_was(tmp_path, monkeypatch, write):
    monkeypatch.chdir(tmp_path)
    write("stegen.toml", STEGEN)
    write("2021.se", "").write_bytes(sie().encode("cp437"))
    write("map.toml", MAP)
    run = CliRunner().invoke
    for line in (["init"], ["project", "add", "stegen.toml"], ["import", "2021.se", "--map", "map.toml"]):
        assert run(main, line).exit_code == 0

    shown = run(main, ["map", "show", "stegen"])
    missing = run(main, ["map", "show", "stegen", "--import", "feed"])

    assert (shown.exit_code, shown.output) == (0, MAP)
    assert (missing.exit_code, "ENT-104" in missing.output) == (2, True)
