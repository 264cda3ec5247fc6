"""Which of medfin's refusals each refusal of the command line's parser is."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import click

from ledger.console.parameters import as_written
from ledger.core.near import near_names
from ledger.core.near import nearest_name
from ledger.errors import ExtraArgumentError
from ledger.errors import LedgerError
from ledger.errors import MissingArgumentError
from ledger.errors import MisuseError
from ledger.errors import OptionValueError
from ledger.errors import UnknownOptionError

_SHARED = frozenset({"book", "language", "author"})
"""Options that every command has; its own are told first, in the order of its help."""

_EXTRA = re.compile(r"Got unexpected extra arguments? \((?P<extra>.*)\)", re.DOTALL)


def refusal(error: click.UsageError) -> LedgerError:
    """Return what a refusal of the parser is in medfin's own words."""
    command = error.ctx.command_path if error.ctx else "medfin"
    for kind, told in _REFUSALS:
        if isinstance(error, kind):
            return told(error, command)
    extra = _EXTRA.match(error.message)
    if extra:
        return ExtraArgumentError(command=command, extra=extra["extra"])
    return MisuseError(command=command, why=error.message)


def _unknown_option(error: Any, command: str) -> LedgerError:
    params = error.ctx.command.params if error.ctx else []
    by_use = sorted(params, key=lambda each: each.name in _SHARED)
    options = [each for parameter in by_use for each in parameter.opts if each.startswith("--")]
    known = {each.removeprefix("--"): each for each in options}
    nearest = nearest_name(error.option_name.lstrip("-"), known)
    told = known[nearest] if nearest else near_names("", options)
    return UnknownOptionError(command=command, option=error.option_name, nearest=told)


def _missing(error: Any, command: str) -> LedgerError:
    return MissingArgumentError(command=command, missing=as_written(error.param))


def _value(error: Any, command: str) -> LedgerError:
    option = error.param_hint or as_written(error.param)
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
