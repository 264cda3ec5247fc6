"""Changes in a book past medfin: bytes of its file, and rows and cells of its tables."""

from __future__ import annotations

import sqlite3

TABLES = ("commits", "facts", "blocks", "totals", "totals_by_year", "clues")


def in_bytes(content, dice):
    """Return a file's content with something in it flipped, cut out, put in or exchanged."""
    changed = bytearray(content)
    for _ in range(dice.choice((1, 1, 1, 2, 8))):
        at, length = dice.randrange(len(changed)), dice.choice((1, 2, 16, 512, 4096))
        how = dice.choice(("bit", "bit", "byte", "byte", "zeros", "cut", "insert", "swap", "short"))
        if how == "bit":
            changed[at] ^= 1 << dice.randrange(8)
        elif how == "byte":
            changed[at] = dice.randrange(256)
        elif how == "zeros":
            changed[at : at + length] = bytes(len(changed[at : at + length]))
        elif how == "cut":
            del changed[at : at + length]
        elif how == "insert":
            changed[at:at] = dice.randbytes(length)
        elif how == "swap":
            other = dice.randrange(len(changed))
            one, two = changed[at : at + length], changed[other : other + length]
            changed[at : at + len(two)], changed[other : other + len(one)] = two, one
        elif len(changed) > length:
            del changed[-length:]
    return bytes(changed)


def in_rows(path, dice):
    """Change, delete, double or exchange rows and cells; return the statements that were carried out."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    done = []
    for _ in range(dice.choice((1, 1, 1, 2, 5))):
        statement, values = _change(connection, dice)
        try:
            if connection.execute(statement, values).rowcount:
                done.append((statement, values))
        except (sqlite3.IntegrityError, OverflowError):
            continue  # the tables' own rules have refused it
    connection.commit()
    connection.close()
    return done


def _change(connection, dice):
    table = dice.choice(TABLES)
    described = list(connection.execute(f"PRAGMA table_info({table})"))
    columns = [name for _, name, *_ in described]
    key = [name for _, name, *_, place in described if place]
    rows = list(connection.execute(f"SELECT {', '.join(key)} FROM {table}")) or [(0,) * len(key)]
    row, other, column = dice.choice(rows), dice.choice(rows), dice.choice(columns)
    here = " AND ".join(f"{name} = ?" for name in key)
    cell = f"(SELECT {column} FROM {table} WHERE {here})"
    how = dice.choice(("value", "value", "value", "other", "delete", "double", "swap"))
    if how == "value":
        return f"UPDATE {table} SET {column} = ? WHERE {here}", (_value(dice), *row)
    if how == "other":
        return f"UPDATE {table} SET {column} = {cell} WHERE {here}", (*other, *row)
    if how == "delete":
        return f"DELETE FROM {table} WHERE {here}", row
    if how == "double":
        values = ", ".join("?" if name == column else name for name in columns)
        return f"INSERT INTO {table} SELECT {values} FROM {table} WHERE {here}", (_value(dice), *row)
    chosen = f"CASE WHEN {here} THEN {cell} ELSE {cell} END"
    return f"UPDATE {table} SET {column} = {chosen} WHERE {here} OR {here}", (*row, *other, *row, *row, *other)


def _value(dice):
    return dice.choice(
        (
            None,
            "",
            0,
            -1,
            1,
            1.5,
            2**63 - 1,
            10**15,
            "x",
            "stegen",
            "@book",
            "cost",
            "2021-02-30",
            "\x1f\x1e\x1d",
            b"\xff\x00",
            "0" * 64,
            "{}",
            dice.randrange(10**6),
            dice.randbytes(16).hex(),
        )
    )


def renew(path, content):
    """Put a book back as it was, without what its last user may have left beside it."""
    # The file itself goes too: a connection that somebody has not closed holds on to the old one.
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    path.write_bytes(content)
