"""What medfin refuses: one class for each cause, all under `LedgerError`.

Problems *in data* are findings (`ledger.core.finding`); these are for misuse: a file that is no project file, an
unknown project, a book that cannot be written. A message says what, where, what was expected and the way out. The
English text is the class's template; the Swedish one stands in ``data/labels/sv/errors.toml`` under the same code and
takes the same values.
"""

from __future__ import annotations

from ledger.errors.base import LedgerError as LedgerError
from ledger.errors.base import TryAgainError as TryAgainError
from ledger.errors.books import AddressError as AddressError
from ledger.errors.books import AppendRefusedError as AppendRefusedError
from ledger.errors.books import BookAccessError as BookAccessError
from ledger.errors.books import BookBusyError as BookBusyError
from ledger.errors.books import BookExistsError as BookExistsError
from ledger.errors.books import BookMissingError as BookMissingError
from ledger.errors.books import DamagedBookError as DamagedBookError
from ledger.errors.books import DiskFullError as DiskFullError
from ledger.errors.books import InTheWayError as InTheWayError
from ledger.errors.books import LostFactError as LostFactError
from ledger.errors.books import NewerBookError as NewerBookError
from ledger.errors.books import NotABookError as NotABookError
from ledger.errors.books import NothingWholeError as NothingWholeError
from ledger.errors.books import ReadOnlyBookError as ReadOnlyBookError
from ledger.errors.books import SealError as SealError
from ledger.errors.books import StorageError as StorageError
from ledger.errors.books import UnreadableFactError as UnreadableFactError
from ledger.errors.books import WorkFileError as WorkFileError
from ledger.errors.corrections import AllReversedError as AllReversedError
from ledger.errors.corrections import AttachedAlreadyError as AttachedAlreadyError
from ledger.errors.corrections import LockedDayError as LockedDayError
from ledger.errors.corrections import LockOrderError as LockOrderError
from ledger.errors.corrections import NothingMovedError as NothingMovedError
from ledger.errors.corrections import NothingToAttestError as NothingToAttestError
from ledger.errors.corrections import NothingToSampleError as NothingToSampleError
from ledger.errors.corrections import NotLockedError as NotLockedError
from ledger.errors.corrections import NotYetKnownError as NotYetKnownError
from ledger.errors.corrections import NoWordsError as NoWordsError
from ledger.errors.corrections import SampleSizeError as SampleSizeError
from ledger.errors.corrections import SelfAttestationError as SelfAttestationError
from ledger.errors.corrections import UnknownBatchError as UnknownBatchError
from ledger.errors.corrections import UnknownEntryError as UnknownEntryError
from ledger.errors.corrections import UnknownVoucherError as UnknownVoucherError
from ledger.errors.corrections import ViewOptionError as ViewOptionError
from ledger.errors.facts import BreakdownError as BreakdownError
from ledger.errors.facts import CommitTextError as CommitTextError
from ledger.errors.facts import ControlCharacterError as ControlCharacterError
from ledger.errors.facts import EntryError as EntryError
from ledger.errors.facts import FigureSizeError as FigureSizeError
from ledger.errors.facts import NothingToReverseError as NothingToReverseError
from ledger.errors.facts import RowError as RowError
from ledger.errors.facts import TotalsCutError as TotalsCutError
from ledger.errors.facts import TotalSizeError as TotalSizeError
from ledger.errors.facts import UnknownNameError as UnknownNameError
from ledger.errors.files import FileKindError as FileKindError
from ledger.errors.files import FileRefusedError as FileRefusedError
from ledger.errors.files import FileSizeError as FileSizeError
from ledger.errors.files import UnreadableFileError as UnreadableFileError
from ledger.errors.projects import FormSchemeError as FormSchemeError
from ledger.errors.projects import NoBudgetError as NoBudgetError
from ledger.errors.projects import NoProjectsError as NoProjectsError
from ledger.errors.projects import PartyDiffersError as PartyDiffersError
from ledger.errors.projects import ProjectDiffersError as ProjectDiffersError
from ledger.errors.projects import ProjectTwiceError as ProjectTwiceError
from ledger.errors.projects import UnknownProjectError as UnknownProjectError
from ledger.errors.reports import FigureTooLongError as FigureTooLongError
from ledger.errors.reports import FormatError as FormatError
from ledger.errors.reports import FormulaTooLongError as FormulaTooLongError
from ledger.errors.reports import OutputNeededError as OutputNeededError
from ledger.errors.reports import ReferenceMissingError as ReferenceMissingError
from ledger.errors.reports import ReportScopeError as ReportScopeError
from ledger.errors.reports import SheetFullError as SheetFullError
from ledger.errors.reports import TableTwiceError as TableTwiceError
from ledger.errors.reports import UnknownReportError as UnknownReportError
from ledger.errors.statements import StatementSourceError as StatementSourceError
from ledger.errors.values import AmbiguousAmountError as AmbiguousAmountError
from ledger.errors.values import AmbiguousDateError as AmbiguousDateError
from ledger.errors.values import AmountError as AmountError
from ledger.errors.values import AmountSizeError as AmountSizeError
from ledger.errors.values import BlankAmountError as BlankAmountError
from ledger.errors.values import BlankDateError as BlankDateError
from ledger.errors.values import CurrencyError as CurrencyError
from ledger.errors.values import DateError as DateError
from ledger.errors.values import DayRangeError as DayRangeError
from ledger.errors.values import DecimalsError as DecimalsError
from ledger.errors.values import ExponentError as ExponentError
from ledger.errors.values import InexactDateError as InexactDateError
from ledger.errors.values import InexactError as InexactError
from ledger.errors.values import NoSuchDayError as NoSuchDayError
from ledger.errors.values import ParenthesesError as ParenthesesError
from ledger.errors.values import PeriodError as PeriodError
from ledger.errors.values import RateError as RateError
from ledger.errors.values import RateRangeError as RateRangeError
from ledger.errors.values import RateUnitError as RateUnitError
from ledger.errors.values import ReversedDatesError as ReversedDatesError
from ledger.errors.values import SeveralAmountsError as SeveralAmountsError
from ledger.errors.values import TableShapeError as TableShapeError
from ledger.errors.values import WeightsError as WeightsError
from ledger.errors.workbooks import DamagedWorkbookError as DamagedWorkbookError
from ledger.errors.workbooks import LockedWorkbookError as LockedWorkbookError
from ledger.errors.workbooks import MacroWorkbookError as MacroWorkbookError
from ledger.errors.workbooks import NoWorkbookError as NoWorkbookError
from ledger.errors.workbooks import OldWorkbookError as OldWorkbookError
from ledger.errors.workbooks import WorkbookEntityError as WorkbookEntityError
from ledger.errors.workbooks import WorkbookPartError as WorkbookPartError
from ledger.errors.workbooks import WorkbookSizeError as WorkbookSizeError
