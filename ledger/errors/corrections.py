"""Corrections, locks, approvals and samples that cannot be made."""

from __future__ import annotations

from ledger.errors.base import LedgerError


class UnknownEntryError(LedgerError):
    """A project has no entry of that number."""

    code = "ENT-102"
    template = (
        "project '{project}' has no entry {entry}; its entries are 1 to {last}, see 'medfin report entries {project}'"
    )


class NoEntriesError(UnknownEntryError):
    """A project has no entries yet, and one was named."""

    code = "ENT-120"
    template = "project '{project}' has no entries yet, so no entry {entry}; take some in with 'medfin import'"


class EntryNumbersError(LedgerError, ValueError):
    """What should name entries by their numbers does not, or names more than can be meant."""

    code = "ENT-107"
    template = (
        "'{text}' names no entries; write numbers and spans from low to high, such as 7 or 1-4,7, and {most} entries "
        "at most"
    )


class UnknownVoucherError(LedgerError):
    """A project has no entry with that voucher."""

    code = "ENT-103"
    template = "project '{project}' has no voucher '{voucher}'; see 'medfin report entries {project}'"


class UnknownBatchError(LedgerError):
    """No import has that number."""

    code = "ENT-104"
    template = "there is no import {batch} in {scope}; 'medfin import' prints the number of each import"


class MapNotKeptError(LedgerError):
    """No map is kept of an import."""

    code = "ENT-113"
    template = (
        "no map is kept of that import in project '{project}': it used none, or was made before maps were kept; "
        "see 'medfin report audit {project}'"
    )


class AllReversedError(LedgerError):
    """Everything that was to be reversed has been reversed already."""

    code = "ENT-105"
    template = "everything in {what} has been reversed already; nothing was booked"


class NothingMovedError(LedgerError, ValueError):
    """An entry was to be moved to where it stands."""

    code = "ENT-106"
    template = (
        "entry {entry} of project '{project}' stands there already; "
        "name another --category, --source, --part or --phase"
    )


class LockedDayError(LedgerError):
    """An entry was to be booked on a locked day."""

    code = "LCK-001"
    template = (
        "project '{project}' is locked until {until}, so nothing can be booked on {day}; book it on {open} or later: "
        "--belongs tells the day of a new cost, and a reversal keeps it. Or open the days: medfin unlock {project} "
        "--reason …"
    )


class LockOrderError(LedgerError, ValueError):
    """A lock was to end before one that holds already."""

    code = "LCK-002"
    template = (
        "project '{project}' is locked until {locked} already, which is not before {until}; "
        "to open days, give: medfin unlock {project} --reason …"
    )


class NotLockedError(LedgerError):
    """A project was to be unlocked that is not locked."""

    code = "LCK-003"
    template = "project '{project}' is not locked; nothing was changed"


class SelfAttestationError(LedgerError):
    """Somebody was to attest what the same person has entered."""

    code = "ATT-001"
    template = (
        "{author} cannot attest entries {entries} of project '{project}': whoever entered them, or a name that has "
        "been taken out, cannot approve them; let a second person do it"
    )


class NothingToAttestError(LedgerError):
    """Everything that was to be attested has been attested already."""

    code = "ATT-002"
    template = "project '{project}' has nothing that awaits attestation among what was named; nothing was changed"


class AttachedAlreadyError(LedgerError):
    """A file was to be attached that is attached already."""

    code = "EVI-001"
    template = "{file} is attached to entries {entries} of project '{project}' already; nothing was changed"


class NotAttachedError(LedgerError):
    """A file was to be detached that is attached to none of the entries."""

    code = "EVI-002"
    template = (
        "no file named '{file}' is attached to entries {entries} of project '{project}'; nothing was changed; "
        "attached are: {known}"
    )


class NoWordsError(LedgerError):
    """An entry was to be redacted that has no personal words."""

    code = "RED-001"
    template = "entry {entry} of project '{project}' has no text and no counterparty; nothing was changed"


class OthersWordsError(LedgerError):
    """A redaction would take out who wrote somebody else's commit, since its message repeats the words."""

    code = "RED-002"
    template = (
        "commit {commits} of project '{project}' repeats words of entry {entry} in what somebody else wrote with it; "
        "who wrote a commit is taken out only by that one or by the owner of the book. Nothing was changed"
    )


class SampleSizeError(LedgerError, ValueError):
    """A sample was to have no entries."""

    code = "AUD-001"
    template = "a sample of {size} cannot be drawn; ask for at least 1"


class NothingToSampleError(LedgerError):
    """There is no cost to draw a sample from."""

    code = "AUD-002"
    template = "project '{project}' has no cost in those days to draw a sample from; choose other days"


class NotYetKnownError(LedgerError):
    """A project was asked for as known before it was in the book."""

    code = "PRJ-106"
    template = (
        "project '{project}' was not in the book on {known}; it was added on {added}, so ask for that day or later"
    )


class ViewOptionError(LedgerError, ValueError):
    """An option was given that a report does not take."""

    code = "REP-005"
    template = "the report '{name}' does not take {option}; give it with: {reports}"


class UnknownLevelError(LedgerError):
    """A project has no level of check of this id."""

    code = "ATT-003"
    template = (
        "project '{project}' has no level of check '{level}'; its levels are {known}. "
        "They stand as [[check_level]] in the project file"
    )


class LevelOrderError(LedgerError):
    """Entries were to pass a level of check before one that comes first."""

    code = "ATT-004"
    template = (
        "entries {entries} of project '{project}' cannot pass the level '{level}' yet: an earlier level comes first; "
        "medfin attest {project}{option} --entry N"
    )


class SameCheckerError(LedgerError):
    """Somebody was to check entries whom another level of check has had already."""

    code = "ATT-005"
    template = (
        "{author} cannot check entries {entries} of project '{project}' at the level '{level}': the same name, or one "
        "that has been taken out, has approved them at another level; let another person do it"
    )
