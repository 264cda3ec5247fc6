"""The headings by which the columns of another program's file are recognised."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.core.section import Section
from ledger.core.toml_file import read_toml
from ledger.errors import FileRefusedError
from ledger.importers.actuals.actuals import COLUMNS
from ledger.importers.actuals.actuals import TWO_SIDES
from ledger.rules.imports.suggest_columns import HELPERS
from ledger.rules.imports.suggest_columns import letters

_UNREAD = "account_name"
"""The helper that a file can have without its being read: what an account is called is no fact of an entry."""


def read_heading_words(text: str, file: str) -> Mapping[str, tuple[str, ...]]:
    """Return the headings of each column, of medfin's and of helpers, those that go first before the others.

    Args:
        text: The file of headings.
        file: Its name for people.

    Raises:
        FileRefusedError: The file has errors.
    """
    section, findings = read_toml(text, file)
    if section is None:
        raise FileRefusedError(file=file, findings=tuple(findings))
    found = {
        **_words(section.table("heading", needed=True), tuple(COLUMNS)),
        **_words(section.table("helper", needed=True), tuple(sorted(HELPERS))),
    }
    if findings:
        raise FileRefusedError(file=file, findings=tuple(findings))
    return found


def read_usual_names(text: str, file: str) -> Mapping[str, str]:
    """Return by its letters each heading that an import takes for a column of medfin's; an empty text is not read.

    Args:
        text: The file of headings.
        file: Its name for people.

    Raises:
        FileRefusedError: The file has errors.
    """
    words = read_heading_words(text, file)
    section, _ = read_toml(text, file)
    only = set(map(letters, section.texts("map_only") if section else ()))
    columns = {column: column for column in (*COLUMNS, *TWO_SIDES)} | {_UNREAD: ""}
    return {
        letters(word): columns[column]
        for column, of in words.items()
        if column in columns
        for word in of
        if letters(word) not in only
    }


def _words(section: Section | None, known: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return each column's words; a column that is none is reported."""
    if section is None:
        return {}
    words = {column: section.texts(column) for column in known if column in section}
    section.close()
    return words
