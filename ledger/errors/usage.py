"""What stands on the command line, or in a program, and cannot be carried out as it stands."""

from __future__ import annotations

from ledger.errors.base import LedgerError


class UnknownCommandError(LedgerError):
    """There is no command of this name."""

    code = "USE-001"
    template = "{group} has no command '{command}'; try {nearest}. '{group} --help' shows them all"


class UnknownOptionError(LedgerError):
    """A command does not take this option."""

    code = "USE-002"
    template = "{command} has no option {option}; try {nearest}. '{command} --help' shows them all"


class MissingArgumentError(LedgerError):
    """Something that a command cannot do without was not said."""

    code = "USE-003"
    template = "{command} needs {missing}; '{command} --help' says what it is"


class ChoiceError(LedgerError):
    """An option takes some words only, and was given another."""

    code = "USE-004"
    template = "'{value}' does not go with {option}; write one of {choices}"


class OptionValueError(LedgerError):
    """What was given to an option or argument cannot be read."""

    code = "USE-005"
    template = "{option} cannot be taken: {why}; '{command} --help' says what it is"


class ExtraArgumentError(LedgerError):
    """More was said than a command takes."""

    code = "USE-006"
    template = (
        "{command} takes less than was given, and not {extra}; "
        "put a text with spaces in quotation marks, or see '{command} --help'"
    )


class MisuseError(LedgerError):
    """Options were given, or left out, that do not go together."""

    code = "USE-007"
    template = "{command}: {why}; '{command} --help' says more"


class ArgumentError(LedgerError, TypeError):
    """A program gave a function of the library something of another type than it takes."""

    code = "LIB-001"
    template = (
        "{function}: {argument} is {value}, and {needed} is needed; docs/library.md says what each function takes"
    )


class GivenBackError(LedgerError, TypeError):
    """A program gave a book a clock, or a source of random bytes, that does not give what is asked of it."""

    code = "LIB-002"
    template = "the book's {what} gave {value}, and {needed} is needed; nothing was booked, so give it another"
