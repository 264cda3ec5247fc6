"""Every command describes itself in the reader's language."""

from __future__ import annotations

from importlib.metadata import version

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from cli import main
from ledger import catalog
from ledger.app.tables import REPORTS
from ledger.console.help_text import TranslatedHelp
from ledger.console.help_text import paragraphs
from ledger.console.settings import Settings

SWEDISH = catalog.help_texts("sv")
CLICKS_OWN = {"Usage:", "Options", "Commands", "Show this message and exit.", "required", "default"}


def commands(command=main, context=None, name="medfin"):
    context = click.Context(command, parent=context, info_name=name)
    yield name, command
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            yield from commands(command.get_command(context, each), context, f"{name} {each}")


COMMANDS = dict(commands())


def said(command):
    """Yield every paragraph that a command's help shows, and what its options say."""
    yield from paragraphs(command.help or "")
    for parameter in command.params:
        text = getattr(parameter, "help", None)
        if text:
            text = " ".join(text.split("\n"))
            yield text if text in SWEDISH or not text.endswith("]") else text.rpartition("  [")[0] or text


def help_of(*arguments):
    done = CliRunner().invoke(main, [*arguments, "--help"], obj=Settings())
    assert done.exit_code == 0
    return done.output


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_describes_itself_and_its_options_in_swedish(name):
    assert [text for text in said(COMMANDS[name]) if text not in SWEDISH] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name):
    options = [each for each in COMMANDS[name].params if isinstance(each, click.Option)]

    assert [option.name for option in options if not option.help] == []


def test_no_swedish_is_left_of_a_text_that_is_gone():
    used = {text for command in COMMANDS.values() for text in said(command)}

    assert sorted(set(SWEDISH) - used - CLICKS_OWN) == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_report_is_listed_with_what_it_shows(language):
    texts = catalog.labels(language, "listed").texts
    listed = [key.removeprefix("listed.") for key in texts if key.startswith("listed.")]

    assert listed[1:] == list(REPORTS)
    assert all(texts[f"listed.{name}"] in help_of("--lang", language, "report") for name in REPORTS)


def test_help_is_swedish_unless_english_is_asked_for_anywhere_on_the_line():
    assert help_of("lock").startswith("Användning: medfin lock [VAL] ID")
    assert "[måste anges]" in help_of("lock")
    assert "-o, --output FIL" in help_of("report")
    for line in (("--lang", "en", "lock"), ("lock", "--lang", "en")):
        assert help_of(*line).startswith("Usage: medfin lock [OPTIONS] ID")
    assert CliRunner().invoke(main, ["lock", "--help", "--lang", "en"], obj=Settings()).output.startswith("Usage:")


def test_no_command_is_described_by_half_a_sentence():
    assert "..." not in help_of().partition("Kommandon:")[2]
    assert "verify" in help_of().partition("Kommandon:")[2]


def test_what_has_no_translation_stays_as_it_is():
    told = TranslatedHelp({"Where.": "Var.", "default": "annars"}, {"FILE": "FIL"}, width=80)
    told.write_text("Where.\n\nWhen.")
    told.write_dl(
        [("--on FILE", "Where.  [default: here]"), ("--at PLACE", "[default: there]"), ("--of", "What [sic]")]
    )

    assert told.getvalue() == (
        "Var.\n\nWhen.\n--on FIL    Var.  [annars: here]\n--at PLACE  [annars: there]\n--of        What [sic]\n"
    )


@pytest.mark.parametrize(
    ("line", "begun", "completed"),
    [
        pytest.param(["report"], "va", ["variance", "vat"], id="a report"),
        pytest.param(["form"], "burlov", ["burlov-staffanstorp/medelsansokan"], id="a form"),
        pytest.param(["report", "variance"], "--f", ["--format", "--from"], id="an option"),
        pytest.param([], "rep", ["report"], id="a command that is loaded when asked for"),
    ],
)
def test_the_shell_completes_what_is_begun(line, begun, completed):
    found = ShellComplete(main, {}, "medfin", "_MEDFIN_COMPLETE").get_completions(line, begun)

    assert [each.value for each in found] == completed


def test_a_path_is_left_to_the_shell_to_complete():
    completion = ShellComplete(main, {}, "medfin", "_MEDFIN_COMPLETE")

    assert [(each.type, each.value) for each in completion.get_completions(["import"], "utf")] == [("file", "utf")]


def test_the_version_is_said_on_one_line():
    shown = CliRunner().invoke(main, ["--version"])

    assert shown.exit_code == 0
    assert shown.output == f"medfin, version {version('medfin')}\n"


def test_the_placeholder_that_is_missing_is_named_as_the_help_names_it():
    assert "medfin report behöver NAMN;" in CliRunner().invoke(main, ["report"], obj=Settings()).output
