"""Files that people name: read with a limit, written all or nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ledger.errors import FileSizeError
from ledger.errors import UnreadableFileError

TEXT_BYTES_MAX = 1_048_576
"""A project, scheme, map or form file is kilobytes; a megabyte is a mistake or an attack."""


def read_text(path: Path) -> str:
    """Return the text of one of medfin's own files.

    Raises:
        UnreadableFileError: It is not there, may not be read, or is not UTF-8.
        FileSizeError: It is larger than a megabyte.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(TEXT_BYTES_MAX + 1)
        if len(content) > TEXT_BYTES_MAX:
            raise FileSizeError(file=path, limit="1 MiB")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableFileError(file=path, why=f"line {line} is not UTF-8") from error
    except OSError as error:
        raise UnreadableFileError(file=path, why=error.strerror or str(error)) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or as it was before.

    Raises:
        UnreadableFileError: It cannot be written.
    """
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnreadableFileError(file=path, why=error.strerror or str(error)) from error
