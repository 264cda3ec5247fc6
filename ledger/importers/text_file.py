"""Files of medfin's own kinds as texts, read with a limit."""

from __future__ import annotations

from pathlib import Path

from ledger import errors

TEXT_BYTES_MAX = 1_048_576
"""A project, scheme, map or form file is kilobytes; a megabyte is a mistake or an attack."""


def read_text(path: Path) -> str:
    """Return the text of one of medfin's own files.

    Raises:
        UnreadableFileError: It is not there, may not be read, is no file, or is not UTF-8.
        FileSizeError: It is larger than a megabyte.
        OwnKindError: It is of another kind, such as CSV, SIE or PDF.
    """
    from ledger.importers.file_kind import actuals_kind  # noqa: PLC0415 - whoever writes a file needs the rest only

    try:
        require_file(path)
        with path.open("rb") as stream:
            content = stream.read(TEXT_BYTES_MAX + 1)
        found = actuals_kind(content)
        if found:
            raise errors.OwnKindError(file=path, found=found)
        if len(content) > TEXT_BYTES_MAX:
            raise errors.FileSizeError(file=path, limit="1 MiB")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise errors.NotUtf8Error(file=path, line=line) from error
    except (OSError, ValueError) as error:
        raise refusal(path, error) from error


def require_file(path: Path) -> None:
    """Refuse what is there but is no file.

    Raises:
        UnreadableFileError: A pipe can be read only once, and one that nobody writes to, or a terminal, would be waited
            for without end.
        OSError: It cannot be looked at.
    """
    if path.exists() and not path.is_file():
        raise errors.UnreadableFileError(file=path, why="it is not a file")


def refusal(path: Path, error: OSError | ValueError) -> errors.UnreadableFileError:
    """Return the refusal; a path with a zero byte in it is a `ValueError` to Python."""
    if errors.OpenFilesError.is_meant_by(error):
        return errors.OpenFilesError(file=path)
    return errors.UnreadableFileError(file=path, why=getattr(error, "strerror", None) or str(error))
