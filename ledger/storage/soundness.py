"""Whether an SQLite file is sound in itself: pages, indexes, and the tables that medfin makes and no others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from ledger.storage.form import migrate

_TABLES = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"


def damage(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong, in SQLite's words; nothing for a sound file.

    An index that does not agree with its table would let a report read other rows than a proof does, and a trigger or a
    view would change what is written or read without a trace in any fact.

    Raises:
        sqlite3.Error: The file is too damaged to be looked through.
    """
    for (found,) in connection.execute("PRAGMA integrity_check"):
        if found != "ok":
            yield str(found)
    stands, expected = set(connection.execute(_TABLES)), _expected()
    for type_, name in sorted({(str(type_), str(name)) for type_, name, _ in stands ^ expected}):
        yield f"{type_} {name} is not as medfin makes it"


def _expected() -> set[tuple[str, str, str | None]]:
    empty = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(empty)
        return set(empty.execute(_TABLES))
    finally:
        empty.close()
