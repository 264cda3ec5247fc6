"""Files that cannot be read or written."""

from __future__ import annotations

import errno
import os
from typing import ClassVar

from ledger.errors.base import LedgerError
from ledger.errors.base import TryAgainError


class UnreadableFileError(LedgerError):
    """A file cannot be read or written."""

    code = "FIL-001"
    template = "{file}: {why}; check the name, the folder and your permissions"


class OpenFilesError(UnreadableFileError):
    """A file cannot be opened since as many are open as the system lets be."""

    code = "FIL-016"
    template = (
        "{file} cannot be opened, for too many files are open at once; close other programs or let more be open "
        "(ulimit -n), and look with 'medfin log' what is booked before you give the command again"
    )

    @staticmethod
    def is_meant_by(error: Exception) -> bool:
        """Whether the system says so; that a library cannot be loaded for it, it says in words only."""
        if isinstance(error, ImportError):
            return os.strerror(errno.EMFILE) in str(error)
        return getattr(error, "errno", None) in (errno.EMFILE, errno.ENFILE)


class FileKindError(LedgerError):
    """A file is of a kind that cannot be imported."""

    code = "FIL-002"
    template = "{file} is {found}; CSV, XLSX and SIE are imported, so save the actuals as one of them and import that"


class FileRefusedError(LedgerError):
    """A file of medfin's own kinds has errors; they come along as findings."""

    code = "FIL-004"
    template = "{file} has errors; mend them and give the command again"

    def __init__(self, *, file: object, findings: tuple[object, ...]) -> None:
        super().__init__(file=file)
        self.findings = findings


class FileSizeError(LedgerError):
    """A file is larger than any of its kind has reason to be."""

    code = "FIL-003"
    template = "{file} is larger than {limit}, which no such file needs; nothing was read"


class OfficeError(LedgerError):
    """LibreOffice, which computes a workbook anew, failed."""

    code = "FIL-005"
    template = "LibreOffice failed to compute the workbook ({why}); open the workbook and look at its formulas yourself"


class OtherProjectError(LedgerError):
    """A workbook that medfin made is about another project than the one asked about."""

    code = "FIL-006"
    template = "{file} was made for the project {project}, not for {asked}; name that project, or give a map"


class NotUtf8Error(UnreadableFileError):
    """A file of medfin's own kinds is in another encoding than theirs."""

    code = "FIL-008"
    template = "{file}:{line} is not UTF-8, so its letters cannot be read; save the file as UTF-8"


class DescriptionError(LedgerError):
    """A file that describes something was given where actuals are imported."""

    code = "FIL-009"
    template = (
        "{file} describes something and holds no actuals; take a project file in with 'medfin project add', "
        "a federation's with 'medfin federation add', and give a map with --map"
    )


class OwnKindError(LedgerError):
    """Something else was given where a file of medfin's own kinds is read."""

    code = "FIL-010"
    template = (
        "{file} is {found}; projects, maps and forms are text files (TOML) that begin with a section such as "
        "[project]. Actuals in CSV, XLSX or SIE are booked with 'medfin import'"
    )


class OutputExistsError(LedgerError):
    """What is written would take the place of a book, or of a file that was to be filled in and perhaps is."""

    code = "FIL-011"
    template = "{file} exists already and was left as it is; choose another name with -o"


class ChangedFileError(TryAgainError):
    """A file was written by somebody while it was read."""

    code = "FIL-014"
    template = (
        "{file} was changed while it was read, so nothing was booked; wait until whoever writes it has finished, and "
        "give the command again"
    )


class LostReaderError(TryAgainError):
    """A process that read a large file for an import ended before it was through."""

    code = "FIL-015"
    template = (
        "{file} was not read to its end: a process that reads it was ended, as when memory runs out; nothing was "
        "booked, so give the command again"
    )


class OutputError(LedgerError):
    """What a command prints cannot be written; it prints when it has booked."""

    code = "FIL-012"
    template = "the output cannot be written: {why}. Look with 'medfin log' what is booked before you give it again"
    exit_status: ClassVar[int] = 141
    """As when whoever reads the output has gone, see `ledger.console.endings.READER_GONE`."""


class MemoryLackError(LedgerError):
    """The system gives no more memory."""

    code = "FIL-013"
    template = "there is not enough memory; what was not finished is undone, and 'medfin log' shows what is booked"


class OfficeMissingError(LedgerError):
    """What only LibreOffice can do was asked for, and it is not installed."""

    code = "FIL-007"
    template = "a PDF is made by LibreOffice, which is not installed; install it, or write the report as xlsx or html"
