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


class NoLineError(LedgerError, ValueError):
    """Money was to be moved from a category that has no line there."""

    code = "PLN-008"
    template = "'{category}' has no budget line for {when} to move anything from; see 'medfin budget show'"


class SeveralLinesError(LedgerError, ValueError):
    """Money was to be moved from a category with lines of several times, without saying of which."""

    code = "PLN-014"
    template = (
        "'{category}' has budget lines for {found}; "
        "say which: {category}:TO:AMOUNT:YEAR, or a phase in the year's place"
    )


class LineTooSmallError(LedgerError, ValueError):
    """More was to be moved from a category than it has."""

    code = "PLN-015"
    template = (
        "'{category}' has {has} in its budget for {when}, less than the {wanted} to be moved from it, so nothing was "
        "moved; see 'medfin budget show'"
    )


class CarryError(LedgerError, ValueError):
    """There is nothing to carry from one year to another."""

    code = "PLN-009"
    template = (
        "nothing can be carried from {first} to {later}: the later year must come after the other, and a category must "
        "have something left of its budget of {first}"
    )


class UnknownVersionError(LedgerError, ValueError):
    """A project has no budget version of that number."""

    code = "PLN-011"
    template = "project '{project}' has no budget version {number}; it has {count}, see 'medfin budget show {project}'"


class OneVersionError(LedgerError, ValueError):
    """The two latest budget versions were to be compared, and there are not two."""

    code = "PLN-021"
    template = (
        "project '{project}' has fewer than two budget versions, so there is nothing to compare; see them with "
        "'medfin budget show {project}'"
    )


class NoBudgetYetError(LedgerError):
    """A project without any budget was to be amended or laid out."""

    code = "PLN-012"
    template = (
        "project '{project}' has no budget yet; add one with a [[budget]] block in its project file, or with --file"
    )


class ReasonNeededError(LedgerError, ValueError):
    """A budget was to be amended, or something to be taken back, without saying why."""

    code = "PLN-016"
    template = "'{what}' was left as it was: say why with --reason, such as the number of the decision"


class AmendmentFormError(LedgerError, ValueError):
    """A transfer or a carry-forward is not written as it must be."""

    code = "PLN-017"
    template = "'{text}' cannot be read; write {form}"


class UnknownPartyError(LedgerError, ValueError):
    """A decision was to be somebody's whom the project does not name."""

    code = "PLN-018"
    template = "project '{project}' names no party '{name}'; it names {known}"


class NothingAmendedError(LedgerError, ValueError):
    """An amendment would change nothing."""

    code = "PLN-019"
    template = (
        "the amendment of '{project}' changes nothing; move or carry something, or give other days, another state "
        "or a file"
    )


class ProjectDaysError(LedgerError, ValueError):
    """A budget was to be laid out by project year, and the project's days are not known."""

    code = "PLN-013"
    template = "the first and last day of '{project}' are not known, so it has no project years; write start and end"


class SpreadWeightsError(LedgerError, ValueError):
    """A budget was to be laid out by weights that are not twelve."""

    code = "PLN-020"
    template = "the weights {weights} cannot be used; give twelve whole numbers of zero or more, January first"
