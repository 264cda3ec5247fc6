"""Commitments, typed forecasts, comments and budget amendments that cannot be what they are given as."""

from __future__ import annotations

from ledger.errors.base import LedgerError


class UnknownCommitmentError(LedgerError):
    """A project has no commitment of that number."""

    code = "PLN-001"
    template = (
        "project '{project}' has no commitment '{commitment}'; it has {known}, "
        "see 'medfin report commitments {project}'"
    )


class CommitmentOpenError(LedgerError):
    """More of a commitment was to be settled or released than is open."""

    code = "PLN-002"
    template = (
        "of commitment '{commitment}' in project '{project}' {open} is open, not {wanted}; give at most that, "
        "or enter what was ordered besides as a commitment of its own"
    )


class CommitmentTwiceError(LedgerError):
    """A commitment was to be entered under a number that is taken."""

    code = "PLN-003"
    template = "project '{project}' has a commitment '{commitment}' already; leave --number out, or give another one"


class PlanAmountError(LedgerError, ValueError):
    """An amount is not exact, not in the project's currency, or has the wrong sign."""

    code = "PLN-004"
    template = (
        "the amount '{text}' for {field} will not do: give an exact amount in {currency} without a minus sign, "
        "above zero for a commitment or a transfer"
    )


class DueError(LedgerError, ValueError):
    """The days on which a commitment is expected do not add up to it."""

    code = "PLN-005"
    template = (
        "the expected days '{text}' do not add up to {amount}; write --expected DAY for all of it, or --expected "
        "DAY=AMOUNT for each part, of which one may lack its amount and takes the rest"
    )


class TypedCellError(LedgerError, ValueError):
    """A typed forecast is not written as a category and an amount."""

    code = "PLN-006"
    template = (
        "'{text}' is no forecast; write CATEGORY=AMOUNT, such as personal='420 000', or CATEGORY=- to take it back"
    )


class NothingSaidError(LedgerError, ValueError):
    """A forecast or comment was to be taken back that the book does not have."""

    code = "PLN-007"
    template = "project '{project}' has no {what} on {subject} to take back; nothing was booked"
