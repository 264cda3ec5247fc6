"""Commands and groups of commands: loaded when they are asked for, their refusals told in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any
from typing import NoReturn

import click

from ledger import catalog
from ledger import errors
from ledger.console.endings import as_they_came
from ledger.console.endings import leave_a_closed_pipe
from ledger.console.misuse import told_as_refusals
from ledger.console.output import leave_interrupted
from ledger.console.output import refuse
from ledger.console.output import refuse_for_the_system
from ledger.console.output import refuse_line
from ledger.console.parameters import Option
from ledger.console.settings import LINE
from ledger.console.settings import Settings
from ledger.console.settings import settings_asked
from ledger.console.settings import shared_options
from ledger.core.near import near_names
from ledger.errors import LedgerError


class Context(click.Context):
    """What a command runs in; its help text is in the reader's language."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return an empty help text."""
        from ledger.console.help_text import TranslatedHelp  # noqa: PLC0415 - most commands show none

        plain = super().make_formatter()
        settings = settings_asked(self)
        texts = catalog.help_texts(settings.language)
        if not texts:
            return plain
        said = settings.labels("placeholders").texts
        words = {word.removeprefix("word."): said[word] for word in said if word.startswith("word.")}
        return TranslatedHelp(texts, words, width=plain.width)


class _Helped(click.Command):
    """A command that runs in our context, and whose help is asked for by an option of ours."""

    context_class = Context
    _asking: Option | None = None

    def make_parser(self, ctx: click.Context) -> Any:
        """Return what reads a line's options; it finds short ones where it looks first.

        It looks for ``-o`` among the long ones, and before it turns to the short ones it has found out what is like it.
        """
        parser = super().make_parser(ctx)
        parser._long_opt = parser._short_opt | parser._long_opt  # noqa: SLF001 - whoever looks for near names has these
        return parser

    def get_help_option(self, ctx: click.Context) -> click.Option | None:  # noqa: ARG002
        """Return the option that asks for help, the same one at each time."""
        self._asking = self._asking or Option(
            ["-h", "--help"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            help="Show this message and exit.",
        )
        return self._asking


def _show_help(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


class Command(_Helped):
    """A command that also takes the settings that hold for all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(shared_options(from_environment=False))


class Group(_Helped, click.Group):
    """A group whose refusals are told in the reader's language."""

    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not any(each.name == "language" for each in self.params):
            self.params.extend(shared_options(from_environment=False))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the options before the command; tell a refusal, which as yet no group around this one can."""
        if ctx.parent is not None:
            return super().parse_args(ctx, args)
        ctx.ensure_object(Settings)
        ctx.meta[LINE] = tuple(args)
        try:
            with told_as_refusals():
                return super().parse_args(ctx, args)
        except LedgerError as error:
            refuse_line(error, ctx)
        except KeyboardInterrupt as error:
            leave_interrupted(ctx.ensure_object(Settings), error)
        except OSError as error:  # help that cannot be written, for one
            _leave_for_the_system(error, ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with its whole first sentence."""
        from ledger.console.help_text import paragraphs  # noqa: PLC0415 - most commands show none

        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section("Commands"):
            formatter.write_dl([(name, next(iter(paragraphs(each.help or "")), "")) for name, each in found if each])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the line names; refuse a name that there is not, and say which is near."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            nearest = near_names(name, self.list_commands(ctx))
            raise errors.UnknownCommandError(group=ctx.command_path, command=name, nearest=nearest)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: RET503 - to refuse is to leave
        """Run the command; tell a refusal and leave with its status instead of a traceback."""
        try:
            with told_as_refusals(), as_they_came():
                return super().invoke(ctx)
        except LedgerError as error:
            settings = ctx.ensure_object(Settings)
            if isinstance(error.__cause__, click.UsageError) or isinstance(error, errors.UnknownCommandError):
                refuse_line(error, ctx)
            refuse(settings.meaning(error), settings)
        except KeyboardInterrupt as error:
            leave_interrupted(ctx.ensure_object(Settings), error)
        except ImportError as error:
            if not errors.OpenFilesError.is_meant_by(error):
                raise
            refuse_for_the_system(error, ctx.ensure_object(Settings))
        except OSError as error:
            _leave_for_the_system(error, ctx)
        except MemoryError:
            lacking = errors.MemoryLackError()
        # Only here, where the command's frames and all that they held are let go, is there memory to say it with.
        refuse(lacking, ctx.ensure_object(Settings))


def _leave_for_the_system(error: OSError, ctx: click.Context) -> NoReturn:
    if isinstance(error, BrokenPipeError):
        leave_a_closed_pipe()
    refuse_for_the_system(error, ctx.ensure_object(Settings))


class LoadingGroup(Group):
    """A group that loads a command's module when that command is asked for.

    Making the options of every command takes longer than making a report. A module adds its commands to the outermost
    group by its function ``register``.
    """

    def __init__(self, *args: Any, homes: Mapping[str, str], **kwargs: Any) -> None:
        """Make the group.

        Args:
            args: As of `click.Group`.
            homes: Name of the module of each command that is loaded when it is asked for.
            kwargs: As of `click.Group`.
        """
        super().__init__(*args, **kwargs)
        self._homes = homes

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, loaded or not."""
        return sorted({*super().list_commands(ctx), *self._homes})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loaded if need be."""
        if cmd_name in self._homes and cmd_name not in self.commands:
            import_module(self._homes[cmd_name]).register(ctx.find_root().command)
        return super().get_command(ctx, cmd_name)
