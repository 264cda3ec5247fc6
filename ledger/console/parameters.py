"""What a command's options are made of, and the kinds of their values: a word of some, a day, a path."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

import click

from ledger import errors

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _Choice = click.Choice[str]
    _Path = click.ParamType[Path]
    _Numbers = click.ParamType[tuple[int, ...]]
else:
    _Choice = click.Choice  # takes no type before click 8.2
    _Path = click.ParamType
    _Numbers = click.ParamType


Command = TypeVar("Command", bound=Callable[..., Any] | click.Command)


class Option(click.Option):
    """An option whose help is one line, as all are; of others click takes away what is before lines, with `inspect`."""

    def __init__(self, *args: Any, help: str | None = None, **kwargs: Any) -> None:  # noqa: A002 - click's own name
        super().__init__(*args, **kwargs)
        self.help = help


def option(*names: str, **terms: Any) -> Callable[[Command], Command]:
    """Give a command an option, as `click.option` does."""
    return click.option(*names, cls=Option, **terms)


def as_written(parameter: click.Parameter | None) -> str:
    """Return an option or argument as it stands on a line."""
    if parameter is None:
        return "–"
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return str(parameter.metavar or parameter.name).upper().removesuffix("...")


class Choice(_Choice):
    """One of some words; another is refused in the reader's language."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word; refuse one that is not among the choices."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            raise errors.ChoiceError(
                value=value, option=as_written(param), choices=", ".join(map(str, self.choices))
            ) from error


class Day(click.DateTime):
    """A day as people write it, such as 2021-03-31 or 31/3/2021; one that could be two days is refused."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def get_metavar(self, *_: Any, **__: Any) -> str:
        """Return what stands for the day in a help text."""
        return "DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002
        """Return midnight of the day."""
        if isinstance(value, datetime):
            return value
        from ledger.core.dates import parse_date  # noqa: PLC0415 - only a day that is given needs it

        day = parse_date(value)
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day has no zone


class EntryNumbers(_Numbers):
    """Entries by their numbers, as messages print them: ``7``, ``1-4`` or ``1–4, 7``."""

    name = "numbers"

    def get_metavar(self, *_: Any, **__: Any) -> str:
        """Return what stands for the numbers in a help text."""
        return "ENTRIES"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002
        """Return each number once, in order."""
        from ledger.rules.corrections.attest import numbers  # noqa: PLC0415 - only entries that are named need it
        from ledger.rules.corrections.attest import read_spans  # noqa: PLC0415

        return tuple(numbers(read_spans(value))) if isinstance(value, str) else value


def named_entries(*names: str, required: bool = False, help: str) -> Callable[[Any], Any]:  # noqa: A002 - as click has it
    """Return an option that names entries; it may be given several times, and the command gets one tuple of numbers."""
    return click.option(*names, type=EntryNumbers(), multiple=True, required=required, callback=_flat, help=help)


def _flat(_context: click.Context, _parameter: click.Parameter, given: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for numbers in given for number in numbers))


class FilePath(_Path):
    """A path; one that no system can have is misuse. click's own kind asks for translations when it is made."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; refuse one with a zero byte in it."""
        if "\0" in str(value):
            self.fail("embedded null byte", param, ctx)
        return Path(value)

    def shell_complete(self, _: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Let the shell complete it as it does files."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only the shell's completion needs it

        return [CompletionItem(incomplete, type="file")]
