"""An XLSX file as the archive that it is: looked through before anything in it is read, for it comes from outside.

The archive's directory tells sizes before anything is unpacked. Each part's XML is looked at by the parser itself,
whatever its encoding: a document type is refused, and worksheets are walked through once for what their reader leaves
out silently.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from typing import NamedTuple
from xml.parsers import expat
from zipfile import ZIP_DEFLATED
from zipfile import ZIP_STORED
from zipfile import ZipFile
from zipfile import ZipInfo

from ledger.errors import DamagedWorkbookError
from ledger.errors import ForeignFileError
from ledger.errors import LedgerError
from ledger.errors import LockedWorkbookError
from ledger.errors import MacroWorkbookError
from ledger.errors import NoWorkbookError
from ledger.errors import OldWorkbookError
from ledger.errors import OtherWorkbookError
from ledger.errors import TextWorkbookError
from ledger.errors import WorkbookEntityError
from ledger.errors import WorkbookPartError
from ledger.errors import WorkbookSizeError

ROWS_MAX = 1_048_576
"""Rows of a sheet, by the format."""

COLUMNS_MAX = 256
"""Columns of a sheet that are read."""

_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVE_MARK, _PDF_MARK = b"PK", b"%PDF"
_NEVER_IN_TEXT = frozenset(range(9)) | {0x7F}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TYPES = "[Content_Types].xml"
_ODS, _BINARY = "META-INF/manifest.xml", b"ms-excel.sheet.binary"
_CARRIED = ("xl/embeddings/",)
_STRICT = "http://purl.oclc.org/ooxml/"
_MAINS = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", f"{_STRICT}spreadsheetml/main")
_ROWS, _FORMULAS = (frozenset(f"{each} {name}" for each in _MAINS) for name in ("row", "f"))
_HELD = frozenset(f"{each} {name}" for each in _MAINS for name in ("v", "is"))
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION, _OVERRIDE = f"{_PACKAGE}/relationships Relationship", f"{_PACKAGE}/content-types Override"
_KINDS_READ = ("/officeDocument", "/worksheet", "/chartsheet", "/sharedStrings", "/styles")
_WALKED = (".xml", ".rels")

_MIB = 1 << 20
_PARTS_MAX = 2_000
_UNPACKED_MAX = 256 * _MIB
_HEAD_MAX = 4 * _MIB
# A sheet of prepared, empty rows shrinks to a sixtieth; what shrinks more than this is made to fill memory.
_RATIO_MAX = 250
_RATIO_FREE = 4 * _MIB
_BLOCK_BYTES = 1 << 16
# Four hundred thousand rows of six cells; from there on CSV carries better, and a hostile file would take minutes.
_ELEMENTS_MAX = 6_000_000
# Styles, names and relations, which are held in memory as objects; those of real workbooks have a few thousand.
_ELEMENTS_SMALL_MAX = 300_000
_LARGE_PARTS = ("xl/worksheets/", "xl/sharedStrings", "xl/pivotCache/")
_ARCHIVES = (".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".pptx", ".ods", ".jar", ".gz", ".bz2", ".xz", ".7z", ".rar")


class Survey(NamedTuple):
    """What is known of a workbook before it is read.

    Attributes:
        formulas: Whether a worksheet has formulas.
        hidden: How many rows of its worksheets hold something and are not shown.
    """

    formulas: bool
    hidden: int


def survey(stream: BinaryIO, file: str, *, macros: bool = False, patched: bool = False) -> Survey:
    """Look an XLSX file through.

    Args:
        stream: The file, which must be able to seek.
        file: Its name for people.
        macros: Whether it may have macros.
        patched: Whether only some of its cells are replaced, so that it may be *Strict Open XML* and carry other files.

    Raises:
        LedgerError: It is no XLSX workbook, is protected, has macros, or something in it is not as it must be.
    """
    _check_begin(stream, file)
    with guarded(file), ZipFile(stream) as archive:
        _check_directory(archive, file, _CARRIED if patched else ())
        _check_kind(archive, file, macros=macros)
        walk = _Walk(archive, file, strict=patched)
        for part in archive.infolist():
            if part.filename.endswith(_WALKED):
                walk.through(part)
        return Survey(walk.formulas, walk.hidden)


def _check_begin(stream: BinaryIO, file: str) -> None:
    """Refuse what does not begin as an archive, by what it is."""
    stream.seek(0)
    mark = stream.read(len(_OLE_MARK))
    if mark == _OLE_MARK:
        locked = _ENCRYPTED in stream.read(_HEAD_MAX)
        raise LockedWorkbookError(file=file) if locked else OldWorkbookError(file=file)
    if not mark.startswith(_ARCHIVE_MARK):
        head = mark + stream.read(_BLOCK_BYTES)
        is_text = bool(head) and not head.startswith(_PDF_MARK) and not any(byte in head for byte in _NEVER_IN_TEXT)
        raise TextWorkbookError(file=file) if is_text else ForeignFileError(file=file)


@contextmanager
def guarded(file: str) -> Iterator[None]:
    """Turn whatever the readers of archives and workbooks stumble over into a refusal, and keep their remarks back.

    They let through what a mistaken file makes them meet, of any kind.

    Raises:
        DamagedWorkbookError: Something went wrong that is no refusal of ours.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except LedgerError:
            raise
        except Exception as error:
            why = str(error).partition("\n")[0][:200] or type(error).__name__
            raise DamagedWorkbookError(file=file, why=why) from error


def _check_directory(archive: ZipFile, file: str, carried: tuple[str, ...]) -> None:
    """Refuse an archive by what its directory says, before anything is unpacked."""
    parts = archive.infolist()
    if len(parts) > _PARTS_MAX or sum(part.file_size for part in parts) > _UNPACKED_MAX:
        raise WorkbookSizeError(file=file, limit=f"{_UNPACKED_MAX // _MIB} MiB")
    seen: set[str] = set()
    for part in parts:
        if part.flag_bits & 1:
            raise LockedWorkbookError(file=file)
        twice = part.filename in seen
        seen.add(part.filename)
        inner = part.filename.lower().endswith(_ARCHIVES) and not part.filename.startswith(carried)
        if twice or inner or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise WorkbookPartError(file=file, part=part.filename)
        if part.file_size > max(_RATIO_FREE, part.compress_size * _RATIO_MAX):
            raise WorkbookSizeError(file=file, limit=f"{_RATIO_MAX} × {part.compress_size} B")


def _check_kind(archive: ZipFile, file: str, *, macros: bool) -> None:
    """Refuse an archive that is no workbook, or one with macros where they are not expected."""
    names = archive.namelist()
    if _ODS in names:
        raise OtherWorkbookError(file=file, kind=".ods")
    if _TYPES not in names:
        raise NoWorkbookError(file=file)
    with archive.open(_TYPES) as stream:
        types = stream.read(_HEAD_MAX)
    if _BINARY in types:
        raise OtherWorkbookError(file=file, kind=".xlsb")
    if not macros and (b"macroEnabled" in types or "xl/vbaProject.bin" in names):
        raise MacroWorkbookError(file=file)
    if b"spreadsheetml" not in types and b"ms-excel.sheet.macroEnabled" not in types:
        raise NoWorkbookError(file=file)


class _Walk:
    """One walk through the XML of an archive's parts.

    Attributes:
        formulas: Whether a worksheet has formulas.
        hidden: How many rows hold something and are not shown.
    """

    def __init__(self, archive: ZipFile, file: str, *, strict: bool) -> None:
        self.formulas = False
        self.hidden = 0
        self._unseen = False
        self._archive, self._file, self._strict = archive, file, strict
        self._left = _ELEMENTS_MAX
        self._part, self._last_row, self._until = "", 0, 0

    def through(self, part: ZipInfo) -> None:
        """Walk through a part."""
        large = part.filename.startswith(_LARGE_PARTS)
        self._part, self._last_row, self._unseen = part.filename, 0, False
        self._until = 0 if large else max(self._left - _ELEMENTS_SMALL_MAX, 0)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        parser.StartElementHandler = self._element
        with self._archive.open(part) as stream:
            while block := stream.read(_BLOCK_BYTES):
                parser.Parse(block, False)
        parser.Parse(b"", True)

    def _refuse_document_type(self, *_: object) -> None:
        raise WorkbookEntityError(file=self._file, part=self._part)

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1
        if self._left < self._until:
            raise self._too_large()
        if not self._strict and name.startswith(_STRICT):
            raise DamagedWorkbookError(file=self._file, why="Strict Open XML")
        if name in _ROWS:
            self._unseen = attributes.get("hidden") in ("1", "true")
            self._row(attributes.get("r", ""))
        elif self._unseen and name in _HELD:
            self.hidden += 1
            self._unseen = False
        elif name in _FORMULAS:
            self.formulas = True
        elif name == _RELATION and attributes.get("Type", "").endswith(_KINDS_READ):
            self._name(attributes.get("Target", ""))
        elif name == _OVERRIDE and "spreadsheetml" in attributes.get("ContentType", ""):
            self._name(attributes.get("PartName", ""))

    def _name(self, part: str) -> None:
        """Refuse a part that will be read as XML but is not walked through here."""
        if not part.endswith(_WALKED):
            raise WorkbookPartError(file=self._file, part=part)

    def _too_large(self) -> WorkbookSizeError:
        limit = _ELEMENTS_SMALL_MAX if self._until else _ELEMENTS_MAX
        return WorkbookSizeError(file=self._file, limit=f"{limit} <…> ({self._part})")

    def _row(self, number: str) -> None:
        """Refuse a row that does not follow on the one before: it would be passed over without a word."""
        sound = number.isascii() and number.isdecimal() and len(number) <= len(str(ROWS_MAX))
        row = int(number) if sound else 0 if number else self._last_row + 1
        if not self._last_row < row <= ROWS_MAX:
            raise DamagedWorkbookError(file=self._file, why=f"{self._part}: row {number[:20]}")
        self._last_row = row
