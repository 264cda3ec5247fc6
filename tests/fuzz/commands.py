"""Command lines that nobody should give: real commands and options with odd values."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random

import click
from click.testing import CliRunner

from cli import main
from ledger.app.book import create_book
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.console.settings import Settings
from tests.conftest import ACTUALS
from tests.conftest import STEGEN
from tests.conftest import same_bytes
from tests.fuzz.mutate import enemy
from tests.fuzz.readers import promise

STATUSES = (0, 1, 2, 3)

_SOUND = (
    *("stegen", "medfin.db", "stegen.toml", "actuals.csv", "folder", "out.xlsx", "out.csv", "variance", "budget"),
    *(
        "entries",
        "findings",
        "consolidated",
        "burlov-staffanstorp/medelsansokan",
        "2021",
        "2021-02-01",
        "1",
        "1 234,50",
    ),
    *(
        "personal",
        "cost",
        "receipt",
        "forbundet",
        "month",
        "category",
        "xlsx",
        "csv",
        "json",
        "text",
        "sv",
        "en",
        "paid",
    ),
)
_ODD = (
    "",
    "-",
    "--",
    "-1",
    "0",
    ".",
    "..",
    "/dev/null",
    "/dev/full",
    "/dev/zero",
    "no/such/folder",
    "folder/",
    "@book",
)
_ODDER = (
    "99999999999999999999",
    "\udcff",
    "a\x00b",
    "ä" * 300,
    "x" * 5_000,
    "~",
    "*",
    "%",
    "http://x",
    "file:x?mode=ro",
)
_MARKS = frozenset("\x1b\x07\x00\u202e\u200f")


def made_of(seed: int, number: int) -> list[str]:
    """Return command line `number` of a seed."""
    random = Random(f"{seed}:command:{number}")
    names, command = random.choice(_commands())
    arguments = [*_shared(random), *names]
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            arguments += [_value(random) for _ in range(random.choice((0, 1, 1, 1, 2, 3)))]
        elif random.random() < (0.8 if parameter.required else 0.2):
            arguments += _option(random, parameter)
    if random.random() < 0.1:
        random.shuffle(arguments)
    return arguments


@cache
def _commands() -> Sequence[tuple[list[str], click.Command]]:
    """Return every command with the words that lead to it; but not the demo, which takes a second."""
    return [each for each in _under([], main) if each[0] != ["demo"]]


def _under(names: list[str], group: click.Group) -> list[tuple[list[str], click.Command]]:
    found: list[tuple[list[str], click.Command]] = []
    for name, command in sorted(group.commands.items()):
        inner = _under([*names, name], command) if isinstance(command, click.Group) else [([*names, name], command)]
        found.extend(inner)
    return found


def _shared(random: Random) -> list[str]:
    return [random.choice(("--book", "--lang", "--author")), _value(random)] if random.random() < 0.1 else []


def _option(random: Random, option: click.Parameter) -> list[str]:
    name = random.choice(option.opts)
    if isinstance(option, click.Option) and option.is_flag:
        return [name]
    if isinstance(option.type, click.Choice) and random.random() < 0.8:
        return [name, random.choice(list(option.type.choices))]
    return [name, _value(random)]


def _value(random: Random) -> str:
    """Return a value; absolute paths of an enemy are left out, for a command may be told to write there."""
    kind = random.random()
    if kind < 0.6:
        return random.choice(_SOUND)
    if kind < 0.8:
        return random.choice((*_ODD, *_ODDER))
    text = enemy(random)
    return text if not text.startswith("/") else "..." + text


def prepare(folder: Path) -> None:
    """Put a book and some files into an empty folder."""
    folder.mkdir(parents=True)
    (folder / "folder").mkdir()
    (folder / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    (folder / "actuals.csv").write_text(ACTUALS, encoding="utf-8")
    with create_book(folder / "medfin.db", author="Ekonomen", clock=_clock, random=same_bytes()) as book:
        add_projects(book, [folder / "stegen.toml"])
        import_file(book, folder / "actuals.csv", project="stegen")


def _clock() -> datetime:
    return datetime(2026, 1, 31, 12, 0, tzinfo=UTC)


def afresh(pristine: Path, here: Path) -> None:
    """Make a folder's files anew."""
    here.mkdir(exist_ok=True)
    for each in here.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink()
    shutil.copytree(pristine, here, dirs_exist_ok=True)


def give(pristine: Path, number: int, seed: int) -> None:
    """Give a command in the current folder, whose files are made anew from `pristine`."""
    afresh(pristine, Path.cwd())
    arguments = made_of(seed, number)
    settings = Settings(author="Ekonomen", clock=_clock, random=same_bytes())
    result = CliRunner().invoke(main, arguments, obj=settings)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    judge(result.exit_code, result.output)


def judge(status: int, output: str) -> None:
    """Check how a command has ended and what it has printed."""
    promise(holds=status in STATUSES, what=f"status {status}")
    promise(holds="Traceback" not in output, what=output)
    # What the command line's own parser says shows an argument to the one who typed it.
    if "Usage:" not in output:
        promise(holds=not _MARKS & set(output), what=f"it prints what does not show: {output!r}")
