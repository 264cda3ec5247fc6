"""LibreOffice as the one who computes a workbook anew, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.errors import OfficeError
from ledger.errors import OfficeMissingError

SECONDS_MOST = 180
"""What takes longer is taken to hang."""

_COMMANDS = ("soffice", "libreoffice")


def office() -> str | None:
    """Return LibreOffice's command, or None where it is not installed."""
    return next(filter(None, map(shutil.which, _COMMANDS)), None)


def converted(content: bytes, to: str) -> bytes | None:
    """Return a workbook as LibreOffice saves it, with every formula that keeps no value computed.

    It runs without a window, with a profile of its own that is thrown away: nobody's settings are read, macros do not
    run, and links to other files are not followed.

    Args:
        content: The workbook, an XLSX file.
        to: The format: ``xlsx`` or ``pdf``.

    Returns:
        The file; None where LibreOffice is not installed.

    Raises:
        OfficeError: It failed, or took too long.
    """
    command = office()
    if command is None:
        return None
    with TemporaryDirectory(prefix="medfin-") as name:
        folder = Path(name)
        source, made = folder / "workbook.xlsx", folder / "made"
        source.write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        arguments = [command, profile, "--headless", "--norestore", "--convert-to", to, "--outdir", str(made)]
        try:
            done = subprocess.run([*arguments, str(source)], capture_output=True, timeout=SECONDS_MOST, check=False)
        except (OSError, subprocess.SubprocessError) as error:
            raise OfficeError(why=type(error).__name__) from error
        found = made / f"workbook.{to}"
        if done.returncode or not found.is_file():
            raise OfficeError(why=done.stderr.decode(errors="replace").strip().partition("\n")[0] or "–")
        return found.read_bytes()


def pdf(content: bytes) -> bytes:
    """Return a workbook as it prints.

    Raises:
        OfficeMissingError: LibreOffice is not installed.
        OfficeError: It failed, or took too long.
    """
    made = converted(content, "pdf")
    if made is None:
        raise OfficeMissingError
    return made
