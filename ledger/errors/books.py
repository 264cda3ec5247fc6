"""Books that cannot be opened, read or written."""

from __future__ import annotations

from ledger.errors.base import LedgerError
from ledger.errors.base import TryAgainError


class AppendRefusedError(TryAgainError):
    """Somebody else has written to the same chain since it was read."""

    code = "BOK-001"
    template = (
        "{scope} has moved on to commit {sequence} since it was read; nothing was booked, so give the command again"
    )


class InTheWayError(LedgerError):
    """The demo's folder holds a book that is not the demo's."""

    code = "DEM-001"
    template = "{file} is not a demo book and is left alone; name another folder: medfin demo FOLDER"


class BookBusyError(TryAgainError):
    """Somebody else is writing in the book."""

    code = "BOK-002"
    template = "somebody else is writing in {book}; nothing was booked, so give the command again in a while"


class UnreadToItsEndError(TryAgainError):
    """A program writes while it goes through what a book held before somebody else wrote in it."""

    code = "BOK-031"
    template = (
        "nothing was booked in {book}: somebody else has written in it while this program goes through its entries or "
        "commits one by one; read those to their end, or take them all with 'list', and try again"
    )


class AlteredBookError(TryAgainError):
    """Somebody has written in a book while it was read by somebody who may only read it."""

    code = "BOK-021"
    template = (
        "somebody wrote in {book} while it was read, so what was shown may not belong together; give the command again"
    )


class BookMissingError(LedgerError):
    """There is no book where one was expected."""

    code = "BOK-003"
    template = "there is no book at {book}; choose one with --book, or make one with 'medfin init'"


class BookExistsError(LedgerError):
    """Something stands already where a book was to be made."""

    code = "BOK-004"
    template = "{book} exists already and was left as it is; use it, or choose another name with --book"


class NotABookError(LedgerError):
    """A file is something else than a book."""

    code = "BOK-005"
    template = "{book} is not a medfin book and was left as it is; choose the book's file with --book"


class NewerBookError(LedgerError):
    """A book was written by a later release."""

    code = "BOK-006"
    template = "{book} has form {found}, and this medfin knows forms up to {known}; install the latest medfin"


class DamagedBookError(LedgerError):
    """A book's file is damaged."""

    code = "BOK-007"
    template = "{book} is damaged: {reason}; restore it from a backup and run 'medfin verify'"


class ReadOnlyBookError(LedgerError):
    """A book can be read but not written."""

    code = "BOK-008"
    template = (
        "{book} cannot be written; nothing was booked. Ask for the right to write in the file and its folder; "
        "to read it, a copy by 'medfin admin backup' from somebody who may write is enough"
    )


class DiskFullError(LedgerError):
    """There is no room left for a book."""

    code = "BOK-009"
    template = "there is no room left for {book}; nothing was booked. Make room on the disk and give the command again"


class BookAccessError(LedgerError):
    """A book's file cannot be opened or made."""

    code = "BOK-010"
    template = "{book} cannot be opened; check that the folder exists and that you may read and write in it"


class AddressError(LedgerError):
    """A book was asked for at a kind of address that cannot hold one."""

    code = "BOK-011"
    template = (
        "books cannot be kept at {scheme}:// addresses; give the path of a file, or postgresql://NAME@HOST/DATABASE"
    )


class StorageError(LedgerError):
    """A book failed to be read or written for a reason of its own."""

    code = "BOK-012"
    template = "{book} could not be read or written: {reason}; what was asked for was not booked"


class NothingWholeError(LedgerError):
    """A damaged book holds no commit that is whole."""

    code = "BOK-015"
    template = "nothing whole is left in {book}; nothing was saved. Restore the book from a backup"


class LostFactError(LedgerError):
    """A book holds a project, but not what it refers to."""

    code = "BOK-016"
    template = (
        "{book} has lost a {kind} that the project '{project}' refers to; give the project's file anew with "
        "'medfin project add', or restore the book from a backup"
    )


class UnreadableFactError(LedgerError):
    """A fact in the book is not as medfin writes it."""

    code = "BOK-017"
    template = (
        "a fact in the book cannot be read as {kind}: {why}; another program has written in it, so run 'medfin verify'"
    )


class SealError(LedgerError):
    """A commit of another book is not what its seal says."""

    code = "BOK-018"
    template = "commit {sequence} of {scope} is not what its seal says, so it was not copied; run 'medfin verify'"


class ChainFileError(LedgerError):
    """A file is not a chain that medfin has written."""

    code = "CHN-101"
    template = (
        "{file} is no chain that medfin has written (line {line}); ask for it anew: medfin export chain ID -o FILE"
    )

    def __init__(self, *, file: object, line: int) -> None:
        super().__init__(file=file, line=line, reason=str(line))


class WorkFileError(LedgerError):
    """The file that a large import works in cannot be written."""

    code = "BOK-019"
    template = (
        "the import needs room for a work file in {folder}: {why}; nothing was booked. "
        "Make room there, or name another folder with TMPDIR, and give the command again"
    )


class CopyRefusedError(LedgerError):
    """A book is not whole, so it is not copied; what is wrong comes along as findings."""

    code = "BOK-020"
    template = (
        "{book} is not whole, so nothing was copied; run 'medfin verify', and see docs/safety.md for the ways out"
    )

    def __init__(self, *, book: object, findings: tuple[object, ...] = ()) -> None:
        super().__init__(book=book)
        self.findings = findings


class UnreadableProjectError(UnreadableFactError):
    """A fact of a project is not as medfin writes it."""

    code = "BOK-025"
    template = (
        "a fact of project '{project}' cannot be read as {kind}: {why}; another program has written in the book, so "
        "run 'medfin verify'"
    )


class MovedBookError(TryAgainError):
    """A book's file was moved, removed or replaced while it was open, so what is written would be lost with it."""

    code = "BOK-024"
    template = (
        "{book} was moved, removed or replaced while it was in use, as programs that synchronise folders do; nothing "
        "was booked. See that the right file is in its place and give the command again"
    )


class LockFailureError(LedgerError):
    """The system cannot lock a book's file, as on many network shares, so writers could not be kept apart."""

    code = "BOK-027"
    template = (
        "{book} cannot be locked: {reason}; nothing was booked. Network shares often cannot: keep the book on a local "
        "disk or on a server, see docs/safety.md"
    )


class LostPreparerError(TryAgainError):
    """A process that put together what a large import books ended before it was through."""

    code = "BOK-028"
    template = (
        "nothing was booked in {book}: a process that prepares what is booked was ended, as when memory runs out; give "
        "the command again"
    )


class LostProverError(TryAgainError):
    """A process that shares the proof of a large book ended before it was through."""

    code = "BOK-030"
    template = (
        "{book} has not been proven to its end: a process that shares the work was ended, as when memory runs out; "
        "give the command again"
    )


class WaitingLogError(LedgerError):
    """What was booked last waits in the log beside a book, which only who may write in the folder can read."""

    code = "BOK-029"
    template = (
        "what was booked last in {book} waits in the log beside it, {book}-wal, and to read that takes the right to "
        "write in the folder; copy both files to a folder of your own and open the copy, or have somebody who may "
        "write run any command on the book"
    )


class ClosedBookError(LedgerError):
    """A program goes on with a book that it has closed."""

    code = "BOK-022"
    template = "{book} has been closed, and nothing more was done with it; open it anew with 'open_book'"


class OtherThreadError(LedgerError):
    """A program uses a book in another thread, or in a forked process, than the one that opened it."""

    code = "BOK-023"
    template = "{book} was opened in another thread or process, and nothing was done with it here; open it once in each"
