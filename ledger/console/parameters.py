"""Kinds of parameters that a command takes: a word of some, a day, a path."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from typing import Any

import click

from ledger.console.misuse import as_written
from ledger.errors import ChoiceError

if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # takes no type before click 8.2


class Choice(_Choice):
    """One of some words; another is refused in the reader's language."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word; refuse one that is not among the choices."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            raise ChoiceError(
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


class FilePath(click.Path):
    """A path; one that no system can have is misuse."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; refuse one with a zero byte in it, which is a `ValueError` to Python."""
        try:
            return super().convert(value, param, ctx)
        except ValueError as error:
            self.fail(str(error), param, ctx)
