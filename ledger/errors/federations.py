"""Federations that are not there, or of which something is asked that they do not say."""

from __future__ import annotations

from ledger.errors.base import LedgerError


class NoFederationError(LedgerError):
    """A book without a federation was asked for something of one."""

    code = "FED-301"
    template = (
        "{book} holds no federation; make its file with medfin template federation -o FILE, fill it in and add it: "
        "medfin federation add FILE"
    )


class NoAccountsError(LedgerError):
    """A report on a federation's own accounts was asked for, and it names no project that holds them."""

    code = "FED-302"
    template = (
        "the report '{name}' is about the federation's own accounts; name the project that holds them as accounts "
        "under [federation] and add the file again"
    )


class AccountsLeftOutError(LedgerError):
    """A report on a federation's own accounts was asked for, and the project that holds them is not in the whole."""

    code = "FED-306"
    template = (
        "the report '{name}' is about the federation's own accounts, the project '{accounts}', which is not among the "
        "projects; name it too, or name none; in a shared book you may not be let see it"
    )


class EmptyWholeError(LedgerError):
    """A report puts together projects of which the federation's file names none, or the book shows none."""

    code = "FED-307"
    template = (
        "{book} shows you none of what the report puts together: the federation's own accounts (accounts), projects "
        "that it owns (owned) and, but for operations, balance and cash, those that it funds (funded); name them in "
        "the federation's file, or in a shared book ask whoever looks after it to let you see them"
    )


class SinceNeededError(LedgerError):
    """What has changed was asked for without saying since when."""

    code = "FED-303"
    template = (
        "the report 'changes' compares with an earlier day; name it with --since DAY, or with a report's seal, "
        "or write cutoffs under [federation] in the federation's file"
    )


class SealUnknownError(LedgerError):
    """No commit of the book bears the seal that a report was to be compared with."""

    code = "FED-304"
    template = "'{seal}' is neither a day such as 2021-04-30 nor a seal in this book; 'medfin log' lists the seals"


class CutoffUnknownError(LedgerError):
    """A report up to a cut-off was asked for that the federation does not have."""

    code = "FED-305"
    template = (
        "the federation has no cut-off '{cutoff}'; it has {known}, written as cutoffs under [federation] in its file"
    )
