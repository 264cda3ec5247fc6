"""LibreOffice as a second opinion on formulas."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

SECONDS_MOST = 180
_KEPT_VALUE = re.compile(r"(</f>)<v>[^<]*</v>")
_KEPT_TYPE = re.compile(r'(<c [^>]*?) t="(?:str|e)"(>\s*<f>)')


def office() -> str:
    """Return LibreOffice's command; skip the test where it is missing, but never in continuous integration."""
    command = shutil.which("soffice")
    if command is None:
        missing = "LibreOffice (soffice) is not installed, so nothing recalculates the workbooks"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return command


def forget(xlsx: bytes) -> bytes:
    """Return the workbook without the values that its formulas keep.

    LibreOffice shows the kept values of files made by others instead of computing them anew.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = _KEPT_VALUE.sub(r"\1", content.decode())
                content = _KEPT_TYPE.sub(r"\1\2", text).encode()
            new.writestr(name, content)
    return stream.getvalue()


def recalculate(workbooks: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return the workbooks as LibreOffice saves them with every formula computed anew.

    Args:
        workbooks: Files by name without ending.
        folder: An empty folder to work in.
    """
    command = office()
    made = folder / "recalculated"
    paths = []
    for name, content in workbooks.items():
        path = folder / f"{name}.xlsx"
        path.write_bytes(forget(content))
        paths.append(str(path))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    arguments = [command, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(made), *paths]
    subprocess.run(arguments, check=True, capture_output=True, timeout=SECONDS_MOST)
    return {name: (made / f"{name}.xlsx").read_bytes() for name in workbooks}
