"""A report that is asked for at the prompt must not wait for what it does not use."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.app.book import create_book
from ledger.app.book import open_book
from ledger.app.federation.federation import add_federation
from ledger.app.projects import add_projects
from tests.conftest import STEGEN

ROOT = Path(__file__).parent.parent

LOADED = """
import sys
import cli
cli.main(sys.argv[1:], standalone_mode=False)
print(*sys.modules, file=sys.stderr)
"""

FEDERATION = """
[federation]
name = "Påhittade förbundet"

[[project]]
id = "stegen"
involvement = "owned"
"""

ELSEWHERE = {
    "writing books": ["ledger.model.commit", "ledger.storage.staging", "ledger.rules.chain", "ledger.rules.block"],
    "entries": [
        "ledger.model.entry",
        "ledger.rules.imports.reimport",
        "ledger.rules.corrections.correct",
        "ledger.core.digest_map",
    ],
    "other stores": ["ledger.storage.memory", "ledger.storage.verify", "psycopg"],
    "files of people's": ["ledger.importers", "ledger.core.section", "ledger.core.amounts", "ledger.core.dates", "csv"],
    "files for others": ["ledger.exporters", "ledger.app.files", "tempfile"],
    "workbooks": ["ledger.reports.sheet", "ledger.reports.workbook", "ledger.render.xlsx", "xlsxwriter", "zipfile"],
    "other formats": ["ledger.render.csv_text", "ledger.render.json_text", "ledger.render.html", "ledger.app.pages"],
    "funders' workbooks": [
        "ledger.app.funders.filling",
        "ledger.app.funders.office",
        "ledger.reports.address",
        "subprocess",
    ],
    "other reports": [
        "ledger.reports.budgets.budget",
        "ledger.reports.budgets.timetable",
        "ledger.rules.financing.cofinance",
        "ledger.model.mapping",
    ],
    "findings": ["ledger.rules.checks", "ledger.core.finding", "ledger.reports.findings"],
    "other commands": ["ledger.commands.corrections", "ledger.commands.statements", "ledger.commands.template"],
    "claims": [
        "ledger.model.claims.claim",
        "ledger.app.claims.claims",
        "ledger.rules.claims.claim",
        "ledger.commands.claims",
    ],
    "what loads slowly": [
        "ast",
        "attr",
        "attrs",
        "dateutil",
        "dataclasses",
        "difflib",
        "dis",
        "email",
        "importlib.metadata",
        "locale",
        "shutil",
        "socket",
        "tokenize",
        "tomllib",
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("start")
    (folder / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    with create_book(folder / "medfin.db", author="Ekonomen") as book:
        add_projects(book, [folder / "stegen.toml"])
    return folder


def loaded_by(folder, *more, report=("variance", "stegen")):
    """Return what is printed and what is loaded when a report is asked for."""
    command = [sys.executable, "-c", LOADED, "--book", str(folder / "medfin.db"), "report", *report, *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return done.stdout, set(done.stderr.split())


@pytest.fixture(scope="module")
def loaded(folder):
    printed, found = loaded_by(folder)
    assert "Stegen till arbete" in printed
    return found


@pytest.mark.parametrize("what", ELSEWHERE)
def test_a_cold_report_does_not_load(loaded, what):
    assert loaded.isdisjoint(ELSEWHERE[what])


def test_a_cold_report_loads_no_refusal_for_it_refuses_nothing(loaded):
    refusals = {name for name in loaded if name.startswith("ledger.errors.")}

    assert refusals == {"ledger.errors.base"}
    assert loaded.isdisjoint({"ledger.console.refusals", "ledger.storage.cause"})


def test_what_loads_itself_when_it_is_used_is_then_as_ever():
    use = (
        "import ledger.console.late, sys, inspect; late = 'ast' not in sys.modules; "
        "from inspect import cleandoc; print(late, 'ast' in sys.modules, cleandoc(' a') + inspect.cleandoc(' b'))"
    )
    done = subprocess.run([sys.executable, "-c", use], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "True True ab\n"


def test_the_workbook_of_a_project_does_not_load_what_makes_other_classes(folder):
    workbook = folder / "stegen.xlsx"
    _, found = loaded_by(folder, "--format", "xlsx", "-o", str(workbook))

    assert workbook.exists()
    assert found.isdisjoint({"attr", "attrs", "psycopg", "ledger.model.claims.claim"})
    assert found.isdisjoint({"_bz2", "_hashlib", "_lzma", "ledger.importers.file_kind"})
    assert found.isdisjoint({"difflib", "locale", "ledger.rules.contracts", "ledger.reports.projects.consolidated"})
    assert {name for name in found if name.startswith("ledger.errors.")} == {"ledger.errors.base"}


def test_a_report_on_a_federation_does_not_load_what_makes_other_classes(folder):
    (folder / "federation.toml").write_text(FEDERATION, encoding="utf-8")
    with open_book(folder / "medfin.db", author="Ekonomen") as book:
        add_federation(book, folder / "federation.toml")
    _, found = loaded_by(folder, report=("whole",))

    assert found.isdisjoint({"attr", "attrs", "psycopg", "ledger.model.entry", "xlsxwriter"})


def test_what_a_cold_report_must_not_load_still_exists():
    own = (name for names in ELSEWHERE.values() for name in names if name.startswith("ledger."))
    paths = ((ROOT / name.replace(".", "/")) for name in own)

    assert [path.name for path in paths if not path.is_dir() and not path.with_suffix(".py").is_file()] == []


def test_commands_that_are_loaded_when_asked_for_are_all_there():
    done = subprocess.run(
        [sys.executable, "cli.py", "--lang", "en", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    listed = {line.split()[0] for line in done.stdout.partition("Commands:")[2].splitlines() if line.strip()}
    named = {path.stem for path in (ROOT / "ledger" / "commands").glob("[a-z]*.py")}
    homes = (ROOT / "cli.py").read_text(encoding="utf-8")

    assert {"report", "audit", "reverse", "lock"} <= listed
    assert [name for name in sorted(named) if f"ledger.commands.{name}" not in homes] == []


EVERYTHING = """
import json
from importlib import import_module
import click
import cli

for module in {modules}:
    import_module(module).register(cli.main)
found = (cli.main.commands[name] for name in cli.main.list_commands(click.Context(cli.main)))
print(json.dumps({{each.name: sorted(each.commands) for each in found if isinstance(each, click.Group)}}))
"""
"""Lists the commands of each group when all modules are loaded; each once, or its commands lose their options."""

ONE_GROUP = """
import cli, click
group = cli.main.get_command(click.Context(cli.main), {!r})
print(*group.list_commands(click.Context(group)))
"""


def test_every_command_of_a_group_is_there_whatever_was_given_before():
    modules = [f"ledger.commands.{path.stem}" for path in (ROOT / "ledger" / "commands").glob("[a-z]*.py")]
    groups = json.loads(_printed(EVERYTHING.format(modules=modules)))

    for name, commands in groups.items():
        assert _printed(ONE_GROUP.format(name)).split() == commands, name
    assert "detach" in groups["entry"]


def _printed(code):
    """Return what a fresh process prints."""
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
