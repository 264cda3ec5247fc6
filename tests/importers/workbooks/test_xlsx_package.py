"""Archives from outside: what is refused, and that it is refused at once."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile

import pytest

from ledger.errors import DamagedWorkbookError
from ledger.errors import LockedWorkbookError
from ledger.errors import MacroWorkbookError
from ledger.errors import NoWorkbookError
from ledger.errors import OldWorkbookError
from ledger.errors import WorkbookEntityError
from ledger.errors import WorkbookPartError
from ledger.errors import WorkbookSizeError
from ledger.importers.actuals.map_file import ActualsMap
from ledger.importers.workbooks.package import survey
from ledger.importers.workbooks.texts import xlsx_texts
from tests.importers.workbooks.test_xlsx_file import DAY
from tests.importers.workbooks.test_xlsx_file import HEADER
from tests.importers.workbooks.test_xlsx_file import read
from tests.importers.workbooks.test_xlsx_file import told
from tests.importers.workbooks.test_xlsx_file import workbook

SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WHOLE = workbook(("B", [HEADER, [DAY, "personal", 5]]))
SECONDS_MOST = 5
BYTES_MOST = 64 * 1024 * 1024


def changed(parts=None, **edits):
    """Return the workbook with other parts, given by name, or with texts in its sheet replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == SHEET:
                for before, after in edits.values():
                    assert before in content
                    content = content.replace(before, after)
            if name not in (parts or {}):
                new.writestr(name, content)
        for name, content in (parts or {}).items():
            new.writestr(name, content)
    return stream.getvalue()


def types(before, after):
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old:
        return old.read(TYPES).replace(before, after)


def sheet(start, middle, end=b"</sheetData></worksheet>"):
    return (
        start
        + b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + middle
        + end
    )


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "error"),
    [
        pytest.param(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), LockedWorkbookError, id="encrypted"),
        pytest.param(OLE + b"\0" * 600, OldWorkbookError, id="of before 2007"),
        pytest.param(changed({"xl/vbaProject.bin": b"x"}), MacroWorkbookError, id="with macros"),
        pytest.param(
            changed({TYPES: types(b"spreadsheetml.sheet.main", b"x.sheet.macroEnabled.main")}),
            MacroWorkbookError,
            id="with macros by its own account",
        ),
        pytest.param(changed({TYPES: b"<Types/>"}), NoWorkbookError, id="another kind of document"),
        pytest.param(changed({SHEET: sheet(DOCTYPE, b"")}), WorkbookEntityError, id="an entity bomb"),
        pytest.param(
            changed({SHEET: sheet(b"", b"").decode().replace("<worksheet", "<!DOCTYPE x><worksheet").encode("utf-16")}),
            WorkbookEntityError,
            id="a document type in another encoding",
        ),
        pytest.param(
            changed({"xl/sharedStrings.xml": DOCTYPE + b"<sst/>"}), WorkbookEntityError, id="an entity in the texts"
        ),
        pytest.param(changed({"xl/embeddings/a.zip": b"PK"}), WorkbookPartError, id="an archive in the archive"),
        pytest.param(
            changed({TYPES: types(b"/xl/worksheets/sheet1.xml", b"/xl/worksheets/sheet1.png")}),
            WorkbookPartError,
            id="a sheet under a false name",
        ),
        pytest.param(changed({"xl/zeros.bin": b"\0" * (8 << 20)}), WorkbookSizeError, id="a part that is all alike"),
        pytest.param(changed({f"x{at}": b"" for at in range(2100)}), WorkbookSizeError, id="thousands of parts"),
        pytest.param(
            changed({"xl/styles.xml": b"<styleSheet>" + b"<xf/>" * 400_000 + b"</styleSheet>"}),
            WorkbookSizeError,
            # Counting the lines that run takes several times as long as running them.
            marks=pytest.mark.no_cover,
            id="endless styles",
        ),
        pytest.param(WHOLE[: len(WHOLE) // 2], DamagedWorkbookError, id="cut off"),
        pytest.param(changed({SHEET: b"<worksheet>"}), DamagedWorkbookError, id="broken XML"),
        pytest.param(
            changed({SHEET: sheet(b"", b'<row r="2"/><row r="1"/>')}), DamagedWorkbookError, id="rows out of order"
        ),
        pytest.param(
            changed({SHEET: sheet(b"", b'<row r="999999999999"/>')}), DamagedWorkbookError, id="a row beyond all sheets"
        ),
        pytest.param(
            changed(
                a=(
                    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    b"http://purl.oclc.org/ooxml/spreadsheetml/main",
                )
            ),
            DamagedWorkbookError,
            id="the strict format",
        ),
    ],
)
def test_a_file_that_is_no_plain_workbook_is_refused_at_once(content, error):
    tracemalloc.start()
    start = time.process_time()
    with pytest.raises(error):
        survey(io.BytesIO(content), "f.xlsx")
    seconds, (_, most) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert seconds < SECONDS_MOST
    assert most < BYTES_MOST


def test_a_directory_that_promises_gigabytes_is_refused_before_anything_is_unpacked():
    content = bytearray(WHOLE)
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (1 << 30).to_bytes(4, "little")

    with pytest.raises(WorkbookSizeError):
        survey(io.BytesIO(bytes(content)), "f.xlsx")


def test_the_same_part_twice_is_refused():
    stream = io.BytesIO(WHOLE)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, b"<worksheet/>")

    with pytest.raises(WorkbookPartError):
        survey(stream, "f.xlsx")


def test_formulas_are_noticed():
    assert survey(io.BytesIO(WHOLE), "f.xlsx").formulas is False
    assert survey(io.BytesIO(workbook(("B", [["=1+1"]]))), "f.xlsx").formulas is True


def test_a_sound_workbook_says_nothing():
    assert told(read(WHOLE)) == []


@pytest.mark.parametrize(
    "read_it",
    [
        pytest.param(read, id="as actuals"),
        pytest.param(lambda content: list(xlsx_texts(io.BytesIO(content), "f.xlsx", ActualsMap())), id="as texts"),
    ],
)
def test_a_form_of_cells_that_the_file_does_not_hold_is_damage(read_it):
    with pytest.raises(DamagedWorkbookError):
        read_it(changed(form=(b'r="A2" s="1"', b'r="A2" s="99"')))
