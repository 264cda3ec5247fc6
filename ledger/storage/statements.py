"""The SQL statements, kept in plain files and read when they are first used."""

from __future__ import annotations

from functools import cache
from pathlib import Path

# importlib.resources takes longer to import than a small report takes to make.
_FOLDER = Path(__file__).with_name("sql")


@cache
def statement(name: str) -> str:
    """Return the statements in ``sql/NAME.sql``."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def migrations() -> tuple[str, ...]:
    """Return the names of the numbered files that bring a book from each form to the next, in order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("[0-9]*.sql")))
