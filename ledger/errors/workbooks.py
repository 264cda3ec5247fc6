"""Workbooks that are not read, because of what they are or of what they would unpack to."""

from __future__ import annotations

from ledger.errors.base import LedgerError


class LockedWorkbookError(LedgerError):
    """A workbook is encrypted with a password."""

    code = "WBK-001"
    template = "{file} is protected with a password; open it, save it without one, and use that"


class OldWorkbookError(LedgerError):
    """A workbook is in the binary format of before 2007."""

    code = "WBK-002"
    template = "{file} is in the old format .xls; open it, save it as .xlsx and use that"


class MacroWorkbookError(LedgerError):
    """A workbook has macros."""

    code = "WBK-003"
    template = "{file} has macros; open it, save it as a plain .xlsx without them, and use that"


class NoWorkbookError(LedgerError):
    """An archive is no XLSX workbook."""

    code = "WBK-004"
    template = "{file} is an archive, but no .xlsx workbook; save what is in it as .xlsx and use that"


class WorkbookSizeError(LedgerError):
    """A workbook unpacks to more than any sheet of actuals needs."""

    code = "WBK-005"
    template = "{file} would unpack to more than {limit}; nothing was read. Save only what is needed, or actuals as CSV"


class WorkbookPartError(LedgerError):
    """A workbook has a part that no spreadsheet program writes, or that holds another archive."""

    code = "WBK-006"
    template = "{file} has a part that is not read, {part}; open it in a spreadsheet program and save it as a new .xlsx"


class WorkbookEntityError(LedgerError):
    """A part of a workbook declares a document type, by which a small file can grow without end."""

    code = "WBK-007"
    template = "{part} in {file} declares a document type, which no spreadsheet program does; nothing was read"


class DamagedWorkbookError(LedgerError):
    """A workbook cannot be read."""

    code = "WBK-008"
    template = "{file} cannot be read ({why}); open it in a spreadsheet program and save it as a new .xlsx"


class OtherWorkbookError(LedgerError):
    """A workbook is in another program's format."""

    code = "WBK-009"
    template = "{file} is a workbook in the format {kind}; open it, save it as .xlsx and use that"


class TextWorkbookError(LedgerError):
    """A text is given where a workbook is expected."""

    code = "WBK-010"
    template = (
        "{file} is a text file, such as CSV, but a workbook is expected (.xlsx); actuals go in by 'medfin import'"
    )


class ForeignFileError(LedgerError):
    """Something else is given where a workbook is expected, such as a PDF or an empty file."""

    code = "WBK-011"
    template = "{file} does not begin as a workbook does; give a workbook in the format .xlsx"
