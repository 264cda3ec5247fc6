"""Words that files take are told with what they mean: each enumeration that a reader asks for has its line."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from cli import main
from ledger import catalog
from ledger.console.parameters import Choice
from ledger.core.section import choices_label
from ledger.core.toml_file import read_toml
from ledger.model.entry_kind import EntryKind
from ledger.model.source import SourceRole

ROOT = Path(__file__).parent.parent


def asked_for():
    for path in sorted((ROOT / "ledger" / "importers").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("choice", "choices"):
                module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                yield getattr(import_module(module), node.args[1].id)


OPTIONS = sorted(set(asked_for()), key=lambda options: options.__name__)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("options", [*OPTIONS, EntryKind], ids=lambda options: options.__name__)
def test_every_word_that_a_file_takes_is_told(options, language):
    told = catalog.labels(language, "choices").say(choices_label(options))

    assert [re.sub(r" \(.*", "", each) for each in re.split(r", (?![^(]*\))", told)] == [str(each) for each in options]


def words_of_options():
    """Yield what each option of a command takes that takes some words only, and keys of labels that are for them."""
    groups = [click.Context(main)]
    for context in groups:
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            if isinstance(command, click.Group):
                groups.append(click.Context(command))
            yield from (each.type.choices for each in command.params if isinstance(each.type, Choice))


ON_THE_LINE = {
    f"choices.{each}" for each in ("day_taken", "dimension", "money", "output", "role", "sign", "spread_key")
}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_word_that_an_option_takes_is_told(language):
    texts = catalog.labels(language, "choices").texts
    told = {tuple(re.sub(r" \([^)]*\)", "", texts[key]).split(", ")) for key in texts}

    wanted = {tuple(map(str, each)) for each in words_of_options()}

    assert wanted <= told
    assert {tuple(re.sub(r" \([^)]*\)", "", texts[key]).split(", ")) for key in ON_THE_LINE} <= wanted


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_words_are_told_that_no_file_takes(language):
    (path,) = (catalog.DATA / "labels" / language).glob("choices.toml")

    keys = re.findall(r'^"(.*?)" = ', path.read_text(encoding="utf-8"), re.MULTILINE)

    assert keys == sorted(keys)
    assert (
        set(keys) == {choices_label(options).key for options in OPTIONS} | {choices_label(EntryKind).key} | ON_THE_LINE
    )


def test_a_swedish_word_is_answered_by_the_words_of_the_file_with_their_meaning():
    section, findings = read_toml('role = "stöd"', "a.toml")

    assert section.choice("role", SourceRole) is None
    assert catalog.labels("sv").say(findings[0].words) == (
        "”stöd” går inte här. Välj något av: support (stöd), cofinancing (medfinansiering), own (egen finansiering)."
    )
