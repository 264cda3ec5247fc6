"""What the command line's parser refuses, as refusals of medfin's own, which are told in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click


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
        from ledger.console.refusals import refusal  # noqa: PLC0415 - most lines can be read

        raise refusal(error) from error
