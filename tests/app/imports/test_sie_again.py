"""Whatever a year becomes from export to export, the book follows it, and what it cannot follow it tells."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.app.book import create_book
from ledger.app.books.history import verify
from ledger.app.corrections.corrections import reverse
from ledger.app.corrections.locking import lock
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.model.document import from_json
from ledger.model.entry import COLUMNS
from ledger.model.imports.coverage import Coverage
from ledger.rules.corrections.attest import numbers
from tests.app.imports.sie_year import MAP
from tests.app.imports.sie_year import sie
from tests.conftest import STEGEN

NUMBER, AMOUNT, REVERSES, ACCOUNT, VOUCHER, BELONGS = (
    COLUMNS.index(name) for name in ("number", "amount_minor", "reverses", "account", "voucher_number", "belongs_to")
)
ROWS = st.lists(st.tuples(st.sampled_from(["5020", "6010", "7010"]), st.integers(1, 3)), max_size=3)
# Vouchers by number: some are in one version of the year and not in another, with other rows and struck ones.
YEARS = st.lists(
    st.dictionaries(st.integers(1, 4), st.tuples(ROWS, st.integers(1, 3), ROWS), max_size=4), min_size=2, max_size=4
)
# The first and the last voucher are always there, so that every version covers the year.
ENDS = (("A 90 {year}0102 Start", ("1930 {{}} 0.00",)), ("A 91 {year}1231 Slut", ("1930 {{}} 0.00",)))


def text(year):
    """Return a version of the year as a file."""
    made = []
    for number, (rows, month, struck) in year.items():
        lines = [f"{account} {{{{6 4711}}}} {amount}.00" for account, amount in rows]
        lines += [f"#BTRANS {account} {{{{6 4711}}}} {amount}.00" for account, amount in struck]
        made.append((f"A {number} {{year}}{month:02}15 Text", tuple(lines)))
    return sie(ENDS[0], *made, ENDS[1])


def rows_of(year):
    """Return the rows of a version: voucher, account, day, amount."""
    return Counter(
        (str(number), account, f"2021-{month:02}-15", amount * 100)
        for number, (rows, month, _) in year.items()
        for account, amount in rows
    )


def standing(book):
    rows = list(book.store.entries("stegen"))
    gone = {row[REVERSES] for row in rows}
    return Counter(
        (row[VOUCHER], row[ACCOUNT], row[BELONGS], row[AMOUNT])
        for row in rows
        if row[REVERSES] is None and row[NUMBER] not in gone
    )


def vanished(book):
    """Return the numbers of what the last file lacked and left booked."""
    *_, (_, fact) = book.store.facts("stegen", "coverage")
    reversed_ = {row[REVERSES] for row in book.store.entries("stegen")}
    return [number for number in numbers(from_json(Coverage, fact.body).vanished) if number not in reversed_]


@settings(deadline=None, max_examples=20)
@given(years=YEARS, locked=st.sampled_from([0, 0, 1, 3]))
def test_the_book_follows_the_year_and_tells_what_it_cannot_follow(years, locked):
    with TemporaryDirectory() as name, create_book(":memory:", author="Ekonomen") as book:
        folder = Path(name)
        (folder / "stegen.toml").write_text(STEGEN, encoding="utf-8")
        (folder / "map.toml").write_text(MAP, encoding="utf-8")
        add_projects(book, [folder / "stegen.toml"])
        for at, year in enumerate(years):
            path = folder / f"{at}.se"
            path.write_bytes(text(year).encode("cp437"))
            import_file(book, path, map_path=folder / "map.toml")
            again = import_file(book, path, map_path=folder / "map.toml")

            assert again.batch == ""
            left = vanished(book) if standing(book) != rows_of(year) else []
            difference = report(book, "reconciliation", ["stegen"]).cell("total", "difference").value
            booked = {row[NUMBER]: row[AMOUNT] for row in book.store.entries("stegen")}
            assert difference == -sum(booked[number] for number in left)
            for number in left:
                reverse(book, "stegen", number, reason="Fanns inte längre")
            assert standing(book) == rows_of(year)
            assert report(book, "reconciliation", ["stegen"]).cell("total", "difference").value == 0
            if at == 0 and locked:
                lock(book, "stegen", date(2021, locked, 28), reason="Klart")
        assert list(verify(book)) == []
