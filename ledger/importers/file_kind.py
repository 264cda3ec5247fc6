"""Kinds of files of actuals, told by their first bytes, whatever their names say."""

from __future__ import annotations

import re
from pathlib import Path

from ledger.errors import DescriptionError
from ledger.errors import FileKindError

START_BYTES = 65_536
"""How much of a file's beginning is looked at."""

# An archive, and the container of encrypted workbooks and of those from before 2007.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_SIE_4 = re.compile(
    rb"\s*+#(?:FLAGGA|KSUMMA|PROGRAM|FORMAT|GEN|SIETYP|PROSA|FTYP|FNR|ORGNR|BKOD|ADRESS|FNAMN|RAR|VER)\b"
)
_SIE_5 = re.compile(rb"<(?:[A-Za-z]{1,16}:)?Sie(?:Entry)?[\s>]")
_TOML = re.compile(rb"(?:\s*#[^\n]*\n)*\s*\[\[?[a-z_.]+\]")
# A line of at least two cells; as the first line of TOML it would have an equals sign.
_SEPARATOR = re.compile(rb"[;,\t]")
_OTHERS = {
    b"<": "XML",
    b"SQLite f": "an SQLite file",
    b"%PDF-": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}


def carrier(path: Path, start: bytes) -> str:
    """Return the kind of a file: ``xlsx``, ``sie`` or ``csv``.

    Args:
        path: The file, for people.
        start: Its first `START_BYTES`.

    Raises:
        DescriptionError: It is a file that describes something, such as a project file.
        FileKindError: It is something else.
    """
    if start.startswith(_WORKBOOKS):
        return "xlsx"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _SIE_4.match(text) or (text.startswith(b"<") and _SIE_5.search(text)):
        return "sie"
    if _TOML.match(text):
        raise DescriptionError(file=path)
    for mark, found in _OTHERS.items():
        if text.startswith(mark):
            raise FileKindError(file=path, found=found)
    return "csv"


def actuals_kind(start: bytes) -> str | None:
    """Return what a file is that was given where one of medfin's own kinds is read; None where it may be one.

    Args:
        start: Its first bytes.
    """
    if start.startswith(_WORKBOOKS):
        return "a workbook"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"#FLAGGA"):
        return "an SIE file"
    found = next((kind for mark, kind in _OTHERS.items() if text.startswith(mark)), None)
    first = text.split(b"\n", 1)[0]
    is_list = not first.startswith((b"#", b"[")) and b"=" not in first and _SEPARATOR.search(first)
    return found or ("a CSV file" if is_list else None)
