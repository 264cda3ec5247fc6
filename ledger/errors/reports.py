"""Reports and workbooks that cannot be made."""

from __future__ import annotations

from ledger.errors.base import LedgerError
from ledger.errors.files import UnreadableFileError


class UnknownReportError(LedgerError):
    """No report has this name."""

    code = "REP-001"
    template = "there is no report '{name}'; try {nearest}. 'medfin report --help' shows them all"


class UnknownFormError(UnreadableFileError):
    """No form that comes with medfin has this name."""

    code = "REP-008"
    template = (
        "there is no form '{name}'; try {nearest}. 'medfin forms' shows them all, "
        "and the path of a form file of your own ends in .toml"
    )


class ViewChoiceError(LedgerError, ValueError):
    """A program asks for a view by a word that is none of those that a view takes."""

    code = "REP-012"
    template = "a view has no {field} '{value}'; choose among {known}"


class ReportScopeError(LedgerError):
    """A report on one project was asked for none or several."""

    code = "REP-002"
    template = "the report '{name}' is about one project; name one of {projects}"


class UnknownCellError(LedgerError, KeyError):
    """A program asks a table for a cell in a row or column that it does not have."""

    code = "REP-014"
    template = "the table '{table}' has no {what} '{key}'; try {nearest}"
    __str__ = Exception.__str__
    """A `KeyError` would write it as Python writes a text."""


class FormatError(LedgerError, ValueError):
    """A table or workbook cannot be written in the format asked for."""

    code = "REP-003"
    template = (
        "a {made} cannot be written as '{format}'; tables go to text, csv, json and html, workbooks to xlsx and html"
    )


class LanguageError(LedgerError, ValueError):
    """Texts were asked for in a language in which there are none."""

    code = "REP-013"
    template = "there are no texts in the language '{language}'; choose among {known}"


class OutputNeededError(LedgerError):
    """A workbook would have gone to the terminal."""

    code = "REP-004"
    template = "a workbook or PDF needs a file to go to; add -o FILE.xlsx, or -o FILE.pdf"


class FigureTooLongError(LedgerError, ValueError):
    """A figure has more digits than a spreadsheet cell can hold exactly."""

    code = "XLS-001"
    template = (
        "{figure} at {address} has more than {digits} digits, which a spreadsheet cell cannot hold; "
        "write the report as CSV or JSON instead"
    )


class SheetFullError(LedgerError, ValueError):
    """A sheet would need more rows than a spreadsheet has."""

    code = "XLS-002"
    template = (
        "the sheet {sheet} would need {rows} rows but a spreadsheet has {limit}; "
        "cut the report by year or by days, or write it as CSV"
    )


class ReferenceMissingError(LedgerError, KeyError):
    """A formula refers to a cell that its workbook does not hold."""

    code = "XLS-003"
    template = "the formula at {address} refers to {reference}, which the workbook does not hold; add that table to it"


class FormulaTooLongError(LedgerError, ValueError):
    """A formula is longer than spreadsheet programs take."""

    code = "XLS-004"
    template = (
        "the formula at {address} has {length} characters but at most {limit} are allowed; sum fewer groups in a cell"
    )


class TableTwiceError(LedgerError, ValueError):
    """Two tables of a workbook have the same name, so that references to them would be uncertain."""

    code = "XLS-005"
    template = "the workbook holds two tables named {table}; give one of them another name"


class RowTwiceError(LedgerError, ValueError):
    """Two rows of a table have the same key, so that references to them would be uncertain."""

    code = "XLS-006"
    template = (
        "rows {first} and {second} of the table {table} have the same key, {key}; give one of them another, "
        "for formulas and addresses find rows by their keys"
    )


class FormulaError(LedgerError, ValueError):
    """A formula holds something that reports do not use."""

    code = "REP-006"
    template = "the formula {formula} cannot be computed; reports use + - * / and ROUND, SUM, IF, MAX, MIN, ABS, N"


class NothingToExplainError(LedgerError):
    """A figure was to be explained where the report leaves its place empty."""

    code = "REP-007"
    template = "there is no figure at {address}: the report leaves that place empty"
