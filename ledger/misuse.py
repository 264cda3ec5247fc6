"""What the command line's parser refuses, as refusals of medfin's own, which are told in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING
from typing import Any

import click

from ledger.core.near import near_names
from ledger.core.near import nearest_name
from ledger.errors import ChoiceError
from ledger.errors import ExtraArgumentError
from ledger.errors import LedgerError
from ledger.errors import MissingArgumentError
from ledger.errors import MisuseError
from ledger.errors import OptionValueError
from ledger.errors import UnknownOptionError

if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # takes no type before click 8.2

_EXTRA = re.compile(r"Got unexpected extra arguments? \((?P<extra>.*)\)", re.DOTALL)


class Choice(_Choice):
    """One of some words; another is refused in the reader's language."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word; refuse one that is not among the choices."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            raise ChoiceError(value=value, option=_written(param), choices=", ".join(map(str, self.choices))) from error


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


@contextmanager
def told_as_refusals() -> Iterator[None]:
    """Turn what the parser refuses into refusals of medfin's own.

    Raises:
        LedgerError: In place of a `click.UsageError`. A group that is given without a command still shows its help.
    """
    try:
        yield
    except click.UsageError as error:
        if error.__class__.__name__ == "NoArgsIsHelpError":
            raise
        raise _refusal(error) from error


def _refusal(error: click.UsageError) -> LedgerError:
    command = error.ctx.command_path if error.ctx else "medfin"
    for kind, refusal in _REFUSALS:
        if isinstance(error, kind):
            return refusal(error, command)
    extra = _EXTRA.match(error.message)
    if extra:
        return ExtraArgumentError(command=command, extra=extra["extra"])
    return MisuseError(command=command, why=error.message)


def _unknown_option(error: Any, command: str) -> LedgerError:
    options = [each for parameter in error.ctx.command.params for each in parameter.opts] if error.ctx else []
    known = {each.removeprefix("--"): each for each in sorted(options) if each.startswith("--")}
    nearest = nearest_name(error.option_name.lstrip("-"), known)
    told = known[nearest] if nearest else near_names("", known.values())
    return UnknownOptionError(command=command, option=error.option_name, nearest=told)


def _missing(error: Any, command: str) -> LedgerError:
    return MissingArgumentError(command=command, missing=_written(error.param))


def _value(error: Any, command: str) -> LedgerError:
    option = error.param_hint or _written(error.param)
    whole = error.param is not None and isinstance(error.param.type, click.types.IntParamType)
    why = "a whole number is expected" if whole else error.message
    return OptionValueError(command=command, option=option, why=why)


def _no_value(error: Any, command: str) -> LedgerError:
    return OptionValueError(command=command, option=error.option_name, why="something must follow it")


_REFUSALS: tuple[tuple[type[click.UsageError], Callable[[Any, str], LedgerError]], ...] = (
    (click.NoSuchOption, _unknown_option),
    (click.MissingParameter, _missing),
    (click.BadParameter, _value),
    (click.BadOptionUsage, _no_value),
)


def _written(parameter: click.Parameter | None) -> str:
    """Return an option or argument as it stands on a line."""
    if parameter is None:
        return "–"
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return str(parameter.metavar or parameter.name).upper()
