"""Files of medfin's own kinds as texts, read with a limit."""

from __future__ import annotations

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
    except (OSError, ValueError) as error:
        raise refusal(path, error) from error


def refusal(path: Path, error: OSError | ValueError) -> UnreadableFileError:
    """Return the refusal; a path with a zero byte in it is a `ValueError` to Python."""
    return UnreadableFileError(file=path, why=getattr(error, "strerror", None) or str(error))
