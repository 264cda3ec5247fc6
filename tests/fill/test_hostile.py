"""Workbooks that are mistaken or made to harm: each is refused or filled, and none breaks anything."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.errors import LedgerError
from ledger.errors import LockedWorkbookError
from ledger.errors import MacroWorkbookError
from ledger.errors import NoWorkbookError
from ledger.errors import OldWorkbookError
from ledger.errors import OtherWorkbookError
from ledger.errors import WorkbookPartError
from ledger.errors import WorkbookSizeError
from ledger.exporters.xlsx_patch import filled
from ledger.importers.funders.labels import proposals
from ledger.importers.funders.workbook import read_funder_workbook
from ledger.model.funders.fill_proposal import Vocabulary
from tests.fill.funder import BUDGET
from tests.fill.funder import edited
from tests.fill.funder import funder_workbook
from tests.fill.funder import packed
from tests.fill.funder import read_parts

WHOLE = read_parts(funder_workbook())
READ = ("xl/workbook.xml", BUDGET, "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels")
PIECES = st.sampled_from(
    [
        b"",
        b"<",
        b">",
        b'"',
        b"&",
        b"\0",
        b'r="A0"',
        b'r="XFD1048577"',
        b"<c/>",
        b"<f/>",
        b"</row>",
        b"99999999999",
        b"-1",
        b"\xff",
    ]
)
WORDS = Vocabulary(
    rows={"personal": "cost/personal"}, columns={"budget": "budget"}, facts={"projektnamn": "project.name"}
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(xlsx, **terms):
    return read_funder_workbook(io.BytesIO(xlsx), "blankett.xlsx", **terms)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(READ), st.integers(0, 10**6), st.integers(0, 40), PIECES)
def test_a_part_with_anything_in_it_is_refused_or_filled(part, at, length, piece):
    content = WHOLE[part]
    at %= len(content)
    xlsx = packed({**WHOLE, part: content[:at] + piece + content[at + length :]})
    try:
        workbook = read(xlsx)
    except LedgerError:
        return
    tuple(proposals(workbook, WORDS))
    writes = {sheet.part: {(7, 3): Decimal(1), (40, 2): "text"} for sheet in workbook.sheets}
    assert filled(io.BytesIO(xlsx), workbook, writes).startswith(b"PK")


@pytest.mark.parametrize(
    ("xlsx", "error"),
    [
        pytest.param(OLE + b"\0" * 600, OldWorkbookError, id="of before 2007"),
        pytest.param(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), LockedWorkbookError, id="encrypted"),
        pytest.param(packed({"[Content_Types].xml": b"<Types/>"}), NoWorkbookError, id="another archive"),
        pytest.param(packed({**WHOLE, "xl/vbaProject.bin": b"x"}), MacroWorkbookError, id="with macros, unasked"),
        pytest.param(packed({**WHOLE, "inner.zip": b"PK"}), WorkbookPartError, id="with an archive in it"),
        pytest.param(packed({"META-INF/manifest.xml": b"<x/>"}), OtherWorkbookError, id="OpenDocument"),
        pytest.param(
            packed({"[Content_Types].xml": b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"}),
            OtherWorkbookError,
            id="binary",
        ),
        pytest.param(packed({**WHOLE, "xl/media/big.xml": b" " * 30_000_000}), WorkbookSizeError, id="a bomb"),
    ],
)
def test_what_is_no_workbook_to_fill_in_is_refused(xlsx, error):
    with pytest.raises(error):
        read(xlsx)


def test_a_sheet_that_the_file_has_not_is_refused():
    parts = {name: content for name, content in WHOLE.items() if name != BUDGET}

    with pytest.raises(LedgerError):
        read(packed(parts))


def test_what_a_workbook_carries_of_other_programs_is_left_as_it_is():
    xlsx = packed({**WHOLE, "xl/embeddings/anvisning.docx": b"PK"})

    assert read_parts(filled(io.BytesIO(xlsx), read(xlsx), {}))["xl/embeddings/anvisning.docx"] == b"PK"


def test_attributes_that_hold_signs_of_tags_move_nothing():
    xlsx = edited(funder_workbook(), BUDGET, ('<row r="3"', '<row x="a>b/>" r="3"'), ('<c r="A3"', "<c y='>' r=\"A3\""))
    workbook = read(xlsx)
    made = read(filled(io.BytesIO(xlsx), workbook, {BUDGET: {(3, 1): "nytt", (3, 9): Decimal(5)}})).sheets[0]

    assert (made.cells[3, 1].text, made.cells[3, 9].text) == ("nytt", "5")
    assert b'x="a>b/>"' in made.content
