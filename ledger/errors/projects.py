"""Projects that are not there, or not as they are said to be."""

from __future__ import annotations

from ledger.errors.base import LedgerError


class UnknownProjectError(LedgerError, KeyError):
    """The book holds no project with this id."""

    code = "PRJ-101"
    template = "{book} has no project '{project}'; try {nearest}. 'medfin project list' shows them all"

    def __str__(self) -> str:
        return Exception.__str__(self)


class NoProjectsError(LedgerError):
    """The book holds no projects yet."""

    code = "PRJ-105"
    template = "{book} has no projects yet; add some with 'medfin project add FILE'"


class ProjectDiffersError(LedgerError):
    """A project file differs from the project of that id in the book, in more than new budget versions."""

    code = "PRJ-102"
    template = (
        "project '{project}' is in the book already and differs:\n{difference}\n"
        'give the file another id, take the differences out, or add it with --correct --reason "…"'
    )


class PartyDiffersError(LedgerError):
    """Two bodies were given the same party id."""

    code = "PRJ-103"
    template = "party id '{party}' is {known} in the book and {found} in {file}; give one of them another id"


class ProjectTwiceError(LedgerError):
    """Two of the files given in one command are about the same project."""

    code = "PRJ-104"
    template = "{file} is about project '{project}', and so is another of the files; give them one at a time"


class UnknownSchemeError(LedgerError):
    """No scheme of cost categories has this name."""

    code = "PRJ-109"
    template = "there is no scheme '{name}'; try {nearest}, or the path of a .toml file of your own"


class FormSchemeError(LedgerError):
    """A form is about other cost categories than the project's."""

    code = "FRM-101"
    template = (
        "the form '{form}' takes the scheme '{expected}', but project '{project}' is kept in '{found}'; "
        "choose a form for '{found}', or keep the project in '{expected}'"
    )


class NoBudgetError(LedgerError):
    """A project has no budget version that a form could show."""

    code = "FRM-102"
    template = (
        "project '{project}' has no budget version; add one to its file as [[budget]], then medfin project add FILE"
    )


class FormYearError(LedgerError):
    """A form is about a year, and none was asked for."""

    code = "FRM-103"
    template = "the form '{form}' is about a year; add --year, or --from and --to (the budget has {years})"


class FormPeriodError(LedgerError):
    """A form is about a period, and none was asked for."""

    code = "FRM-104"
    template = "the form '{form}' is about a period; add --from and --to, --year, or --claim where it is a claim"


class FormAccountsError(LedgerError):
    """A form about a federation's whole is asked for by another project than the one with its own accounts."""

    code = "FRM-105"
    template = (
        "the form '{form}' is about a federation and all its projects, and '{project}' is but one of them; ask for it "
        "by the project that the federation's file names as its accounts: {accounts}"
    )


class OpenDataError(LedgerError):
    """A format of open data demands what a project does not say."""

    code = "ODA-001"
    template = (
        "the project '{project}' has none of {missing}, and {format} demands one of them; add it to the project file"
    )
