"""Entries, commits and totals that cannot be what they are given as."""

from __future__ import annotations

from ledger.errors.base import LedgerError


class EntryError(LedgerError, ValueError):
    """An entry lacks what its kind needs, or has what its kind cannot have."""

    code = "ENT-001"
    template = "an entry of kind {kind} {rule} {field}; see the kinds of entry in docs/glossary.md"


class UnknownNameError(LedgerError, ValueError):
    """An entry names a category, source, part or phase that its project does not have."""

    code = "ENT-002"
    template = "project '{project}' has no {field} '{name}'; it has {known}"


class NothingToReverseError(LedgerError):
    """The entry to be reversed or moved has been reversed already."""

    code = "ENT-101"
    template = (
        "entry {entry} of project '{project}' has been reversed by entry {by} already; "
        "see 'medfin report entries {project}'"
    )


class TotalsCutError(LedgerError, ValueError):
    """Totals kept by month were to be cut inside a month, or by the day of payment."""

    code = "TOT-001"
    template = "totals are kept by whole months; count the entries for {start} to {end} on the basis {basis}"


class BreakdownError(LedgerError, ValueError):
    """A report was asked for with rows that it cannot have."""

    code = "REP-011"
    template = (
        "{report} cannot have the rows {by}; choose one of: {options}. variance and consolidated take two, "
        "but source beside project only"
    )


class RowError(LedgerError, ValueError):
    """A row carries a value that its column cannot hold."""

    code = "ENT-201"
    template = "entry {entry} of {scope} cannot be booked: {value} is no {field}; correct it where the entry comes from"


class FigureSizeError(LedgerError, ValueError):
    """A figure in an entry is larger than a book takes."""

    code = "ENT-202"
    template = (
        "entry {entry} of {scope} cannot be booked: {field} is {value}, above 10^15 minor units; check the figure"
    )


class ControlCharacterError(LedgerError, ValueError):
    """A text in an entry holds a character that is no text."""

    code = "ENT-203"
    template = "entry {entry} of {scope} cannot be booked: {field} holds the control character {character}; take it out"


class ReversalGivenError(LedgerError, ValueError):
    """A program booked an entry that says of itself that it reverses another."""

    code = "ENT-204"
    template = (
        "entry {entry} of {project} cannot be booked as a reversal of entry {reverses}; leave 'reverses' out, "
        "or take that entry back with 'reverse', which books its exact negative"
    )


class TotalSizeError(LedgerError):
    """A total is larger than a book takes."""

    code = "BOK-013"
    template = "a total of {scope} would pass 10^15 minor units; nothing was booked. Check the amounts"


class CommitTextError(LedgerError, ValueError):
    """A text in a commit, or in a fact other than an entry, holds a character that is no text."""

    code = "BOK-014"
    template = "nothing was booked for {scope}: {field} holds the control character {character}; take it out"


class ForeignTextError(CommitTextError):
    """A text came from a terminal whose characters are in another encoding than the system says."""

    code = "BOK-026"
    template = (
        "nothing was booked for {scope}: {field} holds letters that cannot be read, since the terminal sends them in "
        "another encoding than the system says; set LC_ALL=C.UTF-8 and the terminal to UTF-8, and try again"
    )
