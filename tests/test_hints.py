"""Command lines that messages suggest: each parses as it is printed, once its words in capitals are filled in."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

import cli
from ledger import catalog
from ledger.app.tables import REPORTS

LABELS = Path(catalog.__file__).parent / "data" / "labels"
TEXTS = {
    f"{path.parent.name} {key}": text
    for path in sorted(LABELS.glob("*/*.toml"))
    for key, text in tomllib.loads(path.read_text(encoding="utf-8")).items()
    if "medfin " in text
}
ENDS = "”“\"'‘’`"
PLACED = re.compile(r"\{(\w+)(?::[^}]*)?\}|…|[A-ZÅÄÖ][A-ZÅÄÖ_-]*")
"""What stands for something else: a slot, a word in capitals, dots."""

DAYS, NUMBERS = (
    {"DAY", "DAG", "DATE", "DATUM", "end", "day"},
    {"N", "NUMMER", "NUMBER", "number", "claim", "entry", "other"},
)
AMOUNTS = {"AMOUNT", "BELOPP"}
ROLES = {"ROLE", "ROLL"}

ONE_OF = {
    "attest": {"numbers", "batch", "all_"},
    "claim_decide": {"cut", "park", "approved"},
    "commit_to": {"category", "settle", "release"},
    "receive": {"amount", "entry"},
    "reverse": {"numbers", "voucher", "batch"},
}
"""What some commands need at least one of, though the parser does not ask for it."""


def suggested(text):
    """Yield each command that a text suggests, and the words after it; none where it is only mentioned."""
    for found in re.finditer(r"medfin (?=[a-z])([^\n]*)", text):
        words = re.split(rf"[{ENDS}]", found[1])[0].split()
        command, rest = cli.main, words
        while rest and isinstance(command, click.Group):
            inner = command.get_command(click.Context(command), rest[0].rstrip(".,:;)"))
            if inner is None:
                break
            ended = rest[0] != rest[0].rstrip(".,:;)")
            command, rest = inner, [] if ended else rest[1:]
        if not isinstance(command, click.Group):
            yield command, list(line(command, rest))


def line(command, words):
    """Yield the words that belong to a command line: options with their values, slots, words in capitals, dots."""
    flags = {name for each in command.params if getattr(each, "is_flag", False) for name in each.opts}
    value = False
    for word in words:
        bare = word.rstrip(".,:;)") if word != "…" else word
        known = (
            bare.startswith("-")
            or PLACED.fullmatch(bare.strip("[]."))
            or (command.name == "report" and bare in REPORTS)
        )
        if not (value or known):
            return
        value = bare.startswith("-") and bare not in flags
        yield bare
        if bare != word:
            return


def filled(word):
    """Return a word of a line with something in the place of what stands for something."""

    def fill(slot):
        name = slot[1] or slot[0]
        kinds = ((DAYS, "2021-01-31"), (NUMBERS, "1"), (AMOUNTS, "10"), (ROLES, "reader"))
        return next((value for names, value in kinds if name in names), "stegen")

    return PLACED.sub(fill, word.strip("[]").removesuffix("..."))


@pytest.mark.parametrize("key", TEXTS)
def test_a_suggested_command_can_be_given_as_it_is_printed(key):
    for command, words in suggested(TEXTS[key]):
        if words and words != ["--help"]:
            made = command.make_context(command.name, [filled(word) for word in words if word != "{option}"])
            one_of = ONE_OF.get(command.callback.__name__, set())
            assert not one_of or any(made.params[each] for each in one_of), TEXTS[key]
