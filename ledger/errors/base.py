"""What every refusal has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class LedgerError(Exception):
    """Something was asked that medfin refuses; nothing has been changed.

    Attributes:
        code: Stable code of the cause, as listed in ``docs/errors.md``.
        values: What the template is filled with, by name.
        exit_status: What the command line answers with: 2 refused or misused, 3 try again.
    """

    code: ClassVar[str]
    template: ClassVar[str]
    exit_status: ClassVar[int] = 2

    def __init__(self, **values: object) -> None:
        super().__init__(self.template.format_map(values))
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        """Travel from one process to another by what the template is filled with."""
        return _anew, (type(self), self.values)


def _anew(kind: type[LedgerError], values: Mapping[str, object]) -> LedgerError:
    return kind(**values)


class TryAgainError(LedgerError):
    """The book was busy or has moved on; nothing was booked and the same command may be given again."""

    exit_status: ClassVar[int] = 3
