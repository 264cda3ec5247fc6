from __future__ import annotations

import pytest

from ledger.errors import FileKindError
from ledger.errors import OwnKindError
from ledger.importers.file_kind import carrier
from ledger.importers.text_file import read_text


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(b"%PDF-1.4\n\xe2\xe3", "a PDF", id="a PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "a picture", id="a picture"),
        pytest.param(b"PK\x03\x04", "a workbook", id="a workbook"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a workbook", id="an old workbook"),
        pytest.param(b"#FLAGGA 0\n", "an SIE file", id="SIE"),
        pytest.param(b"\xef\xbb\xbfdatum;belopp\n2021-01-01;1\n", "a CSV file", id="CSV"),
    ],
)
def test_actuals_and_pictures_are_no_files_of_medfins_own(tmp_path, content, found):
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(OwnKindError, match=found):
        read_text(path)


@pytest.mark.parametrize("text", ["", "# a; b\n", "[project]\n", 'a = "b, c"\n', "\n\nname\n", "#FORMAT, of ours\n"])
def test_what_may_be_toml_is_read_as_such(tmp_path, text):
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")

    assert read_text(path) == text


@pytest.mark.parametrize("start", [b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"GIF89a"])
def test_a_picture_holds_no_actuals(tmp_path, start):
    with pytest.raises(FileKindError, match="a picture"):
        carrier(tmp_path / "a.csv", start)
