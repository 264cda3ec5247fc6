"""The public surface: every name that is promised is there, and the promise to type checkers names the same."""

from __future__ import annotations

import ast
import inspect
import pickle
import re
import shutil
import textwrap
from datetime import date
from importlib import import_module
from inspect import unwrap
from pathlib import Path

import click
import pytest

import ledger
from cli import main
from ledger import errors
from ledger.core.record import is_record
from tests.conftest import FIXTURES
from tests.conftest import STEGEN


def promised_to_type_checkers():
    tree = ast.parse(Path(ledger.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    return {node.names[0].asname: node.module for node in block.body if isinstance(node, ast.ImportFrom)}


def test_every_promised_name_is_there():
    homes = promised_to_type_checkers()

    assert sorted(homes) == dir(ledger)
    for name, module in homes.items():
        assert unwrap(getattr(ledger, name)) is getattr(import_module(module), name)


def spoken_of(annotations):
    """Return the names of types in the annotations of a function or class."""
    texts = (getattr(text, "__forward_arg__", str(text)) for text in annotations)
    return {word for text in texts for word in re.findall(r"\b[A-Z]\w+", text)}


def test_whatever_type_a_program_makes_or_gets_has_a_public_name():
    public = {name: getattr(ledger, name) for name in dir(ledger)}
    calls = [unwrap(each).__annotations__ for each in public.values() if inspect.isfunction(each)]
    got = spoken_of(each["return"] for each in calls)
    made = spoken_of(text for each in calls for name, text in each.items() if name != "return")
    for _ in range(5):  # what a record that is given holds, and what that holds
        records = [public[name] for name in made & public.keys() - OURS if is_record(public[name])]
        made |= spoken_of(text for each in records for text in each.__annotations__.values())

    assert (got | made) - public.keys() - PYTHONS - SHORT_NAMES == {"Store"}


PYTHONS = {"Callable", "Fraction", "Iterator", "Mapping", "None", "Path", "PathLike", "Sequence"}
SHORT_NAMES = {"CellValue", "Progress", "Spans", "Value", "Words"}
"""What stands for several types."""
OURS = {"EntrySheet", "Table", "Workbook"}
"""Made by medfin alone, and handed on."""


def test_the_words_of_a_table_can_be_said(tmp_path):
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    with ledger.create_book(":memory:", author="Ekonomen") as book:
        ledger.add_projects(book, tmp_path / "stegen.toml")
        table = ledger.report(book, "variance", "stegen")
        category = ledger.dossier(book, "stegen").scheme.categories[0]

    said = [ledger.say(words, language="en") for words in (table.columns[0].words, category.name, "as it is")]

    assert said == ["Cost category", "Staff costs", "as it is"]


def test_a_name_that_is_not_promised_is_refused_as_python_does():
    with pytest.raises(AttributeError, match="absurd"):
        ledger.absurd  # noqa: B018


def test_one_project_and_one_file_may_stand_alone_and_a_path_be_a_text(tmp_path):
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    (tmp_path / "utfall.csv").write_text("date,category,amount\n2021-01-25,personal,1.00\n", encoding="utf-8")
    (tmp_path / "egen.toml").write_text('[columns]\n"date" = "date"\n', encoding="utf-8")
    member = '[federation]\nname = "Förbundet Exempel"\n[[member]]\nparty = "Staden"\ngroup = "municipality"\n'
    (tmp_path / "federation.toml").write_text(member, encoding="utf-8")
    with ledger.create_book(":memory:", author="Ekonomen") as book:
        assert ledger.add_projects(book, str(tmp_path / "stegen.toml")).new == ("stegen",)
        files = (str(tmp_path / "utfall.csv"), str(tmp_path / "egen.toml"))
        assert ledger.import_file(book, files[0], project="stegen", map_path=files[1]).findings == ()
        assert ledger.add_federation(book, str(tmp_path / "federation.toml")).outcome == "new"

        assert ledger.report(book, "variance", "stegen") == ledger.report(book, "variance", ["stegen"])
        assert ledger.workbook(book, "variance", "stegen") == ledger.workbook(book, "variance", ["stegen"])
        assert ledger.check(book, "stegen") == ledger.check(book, ["stegen"])


def test_every_class_of_errors_is_named_and_type_checkers_see_its_module():
    folder = Path(errors.__file__).parent
    own = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in folder.glob("[a-z]*.py")}
    classes = {each.name: home for home, tree in own.items() for each in tree.body if isinstance(each, ast.ClassDef)}
    checked = ast.walk(ast.parse(Path(errors.__file__).read_text(encoding="utf-8")))
    homes = {each.module for each in checked if isinstance(each, ast.ImportFrom)}

    assert dir(errors) == sorted(classes)
    assert {name: getattr(errors, name).__module__ for name in classes} == {
        name: f"ledger.errors.{home}" for name, home in classes.items()
    }
    assert {f"ledger.errors.{home}" for home in own} <= homes
    with pytest.raises(AttributeError, match="absurd"):
        errors.absurd  # noqa: B018


@pytest.mark.parametrize("chosen", [{"basis": "belong"}, {"by": ("category", "kategori")}])
def test_a_view_by_a_word_that_nobody_knows_is_refused(chosen):
    with pytest.raises(ledger.LedgerError) as refused:
        ledger.View(today=date(2021, 1, 1), **chosen)

    assert refused.value.code == "REP-012"


@pytest.mark.parametrize("names", [("datum", "kostnadsslag", "belopp"), ("date", "category", "amount")])
def test_the_cells_of_an_entry_are_named_in_either_language(tmp_path, names):
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    with ledger.create_book(":memory:", author="Ekonomen") as book:
        ledger.add_projects(book, tmp_path / "stegen.toml")

        entered = ledger.enter(book, "stegen", dict(zip(names, ("2021-02-25", "personal", "10"), strict=True)))

        assert (entered.entry, entered.findings) == (1, ())


def test_choices_of_a_view_and_of_an_entry_may_be_given_by_their_words():
    """A program has them so from its own files; kept as words, no rule knew them, and *paid* passed for *belongs*."""
    view = ledger.View(today=date(2021, 1, 1), basis="paid", by=("month",))
    entry = ledger.Entry(project="pas", kind="receipt", source="fk", amount_minor=1, booked_on=date(2021, 1, 1))

    assert (view.basis, *view.by, entry.kind) == (
        ledger.Basis.PAID,
        ledger.Dimension.MONTH,
        ledger.EntryKind.RECEIPT,
    )
    assert {type(each) for each in (view.basis, *view.by, entry.kind)} == {
        ledger.Basis,
        ledger.Dimension,
        ledger.EntryKind,
    }


def test_a_year_that_is_a_text_is_refused_as_such(tmp_path):
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    with ledger.create_book(":memory:", author="Ekonomen") as book:
        ledger.add_projects(book, tmp_path / "stegen.toml")

        with pytest.raises(ledger.LedgerError, match=r"view\.year is '2021', and int \| None is needed"):
            ledger.report(book, "variance", "stegen", ledger.View(today=date(2021, 1, 1), year="2021"))


def test_other_choices_are_refused_as_words_for_they_would_choose_in_silence(tmp_path):
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    with ledger.create_book(":memory:", author="Ekonomen") as book:
        ledger.add_projects(book, tmp_path / "stegen.toml")

        with pytest.raises(ledger.LedgerError, match=r"terms\.basis is 'paid', and Basis is needed") as refused:
            ledger.draft_claim(book, "stegen", ledger.ClaimTerms(end=date(2021, 2, 28), basis="paid"))

    assert refused.value.code == "LIB-001"


def test_records_and_refusals_travel_between_processes_and_a_record_is_a_key(tmp_path):
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    with ledger.create_book(":memory:", author="Ekonomen") as book:
        ledger.add_projects(book, tmp_path / "stegen.toml")
        ledger.enter(book, "stegen", {"date": "2021-01-30", "category": "personal", "amount": "10"})
        terms = ledger.ClaimTerms(end=date(2021, 2, 28))
        records = [
            ledger.dossier(book, "stegen"),
            ledger.report(book, "variance", "stegen"),
            ledger.workbook(book, "variance", "stegen"),
            ledger.explain(book, "stegen", "variance/total.actual"),
            ledger.draft_claim(book, "stegen", terms),
            *ledger.check(book),
            *ledger.entries(book, "stegen"),
            *ledger.log(book),
            *ledger.figures(book, "stegen"),
        ]
        with pytest.raises(ledger.LedgerError) as refused:
            ledger.report(book, "variance", "stegan")

    for each in records:
        assert {each: True}[pickle.loads(pickle.dumps(each))], type(each)  # noqa: S301 - our own
    again = pickle.loads(pickle.dumps(refused.value))  # noqa: S301
    assert (type(again), again.code, ledger.say(again)) == (type(refused.value), "PRJ-101", ledger.say(refused.value))


def test_texts_in_a_language_that_there_are_none_of_are_refused(tmp_path):
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    with ledger.create_book(":memory:", author="Ekonomen") as book:
        ledger.add_projects(book, tmp_path / "stegen.toml")
        made = ledger.report(book, "variance", "stegen")

    with pytest.raises(ledger.LedgerError) as refused:
        ledger.render_as(made, "text", language="../sv")

    assert refused.value.code == "REP-013"


WITHOUT = {
    "claim close": "the report 'closure'",
    "claim show": "the report 'claim'",
    "demo": "an example to look at",
    "federation export": "export_federation",
    "federation show": "export_federation",
    "init": "create_book",
    "log": "log",
    "project export": "export_project",
    "project show": "export_project",
}
"""Commands that import no use case of a public name themselves, and what a program asks for instead."""


def _calls(command):
    """Return the use cases that a command imports: names, and modules where it takes all of one."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(command.callback)))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return {
        f"{node.module}.{name.name}" for node in found if node.module.startswith("ledger.app") for name in node.names
    }


def _commands(group, *before):
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from _commands(command, *before, name)
        else:
            yield " ".join((*before, name)), command


def test_whatever_a_command_does_a_program_can_do():
    promised = {f"{module}.{name}" for name, module in promised_to_type_checkers().items()}
    modules = set(promised_to_type_checkers().values())

    lacking = {name for name, command in _commands(main) if not _calls(command) & (promised | modules)}

    assert lacking == WITHOUT.keys()


def test_the_example_of_the_library_on_one_screen_runs(tmp_path, monkeypatch, capsys):
    shutil.copy(FIXTURES / "pas" / "project.toml", tmp_path)
    shutil.copy(FIXTURES / "pas" / "actuals.csv", tmp_path)
    monkeypatch.chdir(tmp_path)
    example = re.search(r"::\n\n(.*?)\n\n\S", ledger.__doc__, re.DOTALL)[1]

    exec(compile(textwrap.dedent(example), "example", "exec"), {})  # noqa: S102 - the example is what is tested

    assert "Personalkostnader" in capsys.readouterr().out


def test_examples_stand_in_no_other_docstring_for_nobody_would_run_them():
    for name in dir(ledger):
        assert not re.search(r">>>|::\n|```", inspect.getdoc(getattr(ledger, name)) or ""), name
