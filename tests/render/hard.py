"""Entries whose texts spreadsheet programs like to mistake for one another, for patterns, numbers or dates."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

from ledger.reports.sheet import Sheet
from ledger.reports.sheet import Workbook
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Criterion
from ledger.reports.table import Row
from ledger.reports.table import SumOf
from ledger.reports.table import Table

TEXTS = (
    "42", "0042", "42,0", "abc", "ABC", "a*c", "axc", "a?c", "~x", "~", "*", "", "juni 2020", "2020-06-01", "TRUE",
    'q"x', "SINGLE(", "FILTER(a)", "=1+1", "+cmd", "@SUM(A1)", "-2", "\ttab", "rad\nrad", " abc", "<5", ">x", "<>", "=",
    "Åre", "åre", "är & så", "'apostrof", "{x}", "x" * 300, "x" * 299, "*" * 120, '"' * 150, "ß", "ss",
)  # fmt: skip
START = date(2020, 1, 30)


def amount(at: int) -> int:
    """Return an amount that no sum of others equals; every third one negative, all with öre."""
    return (2**at * 10 + 7) * (-1 if at % 3 == 0 else 1)


def entries() -> Table:
    columns = (
        Column(key="text", words="Text"),
        Column(key="booked", words="Bokförd", kind=ColumnKind.DATE),
        Column(key="paid", words="Betald", kind=ColumnKind.DATE),
        Column(key="number", words="Nr", kind=ColumnKind.COUNT),
        Column(key="amount", words="Belopp", kind=ColumnKind.MONEY),
    )
    rows = tuple(
        Row(
            key=str(at),
            cells=(
                Cell(text),
                Cell(START + timedelta(days=at)),
                Cell(START + timedelta(days=at) if at % 2 else None),
                Cell(at),
                Cell(amount(at)),
            ),
        )
        for at, text in enumerate(TEXTS)
    )
    return Table(name="entries", title="Poster", columns=columns, rows=rows)


def met(criterion: Criterion, row: Row) -> bool:
    """Whether an entry meets a criterion; nothing is neither early nor late."""
    at = [column.key for column in entries().columns].index(criterion.column)
    value = row.cells[at].value
    if criterion.test == "=" or value is None:
        return value == criterion.value
    return value >= criterion.value if criterion.test == ">=" else value <= criterion.value


def summed(*terms: tuple[int, tuple[Criterion, ...]]) -> Cell:
    rows = entries().rows
    value = sum(
        sign * row.cells[4].value
        for sign, criteria in terms
        for row in rows
        if all(met(each, row) for each in criteria)
    )
    return Cell(value, SumOf(terms))


def sums() -> Table:
    late, early = Criterion("booked", date(2020, 2, 3), ">="), Criterion("booked", date(2020, 2, 20), "<=")
    cells = {f"text {at}": summed((1, (Criterion("text", text),))) for at, text in enumerate(TEXTS)}
    cells |= {
        "all": summed((1, ())),
        "all less some": summed((1, ()), (-1, (Criterion("text", "abc"),)), (-1, (Criterion("text", "är & så"), late))),
        "between": summed((1, (late, early))),
        "a day": summed((1, (Criterion("booked", START),))),
        "paid in time": summed((1, (Criterion("paid", date(2020, 2, 20), "<="),))),
        "text and paid": summed((1, (Criterion("text", "ABC"), Criterion("paid", date(2030, 1, 1), "<=")))),
        "unpaid text": summed((1, (Criterion("text", "42"), Criterion("paid", date(2030, 1, 1), "<=")))),
        "number": summed((1, (Criterion("number", 7),))),
        "numbers": summed((1, (Criterion("number", 7, ">="),))),
        "large amounts": summed((1, (Criterion("amount", 10_000, ">="),))),
        "late text": summed((1, (Criterion("text", "Åre"), late))),
        "unknown text": summed((1, (Criterion("text", "finns inte"),))),
        "another case": summed((1, (Criterion("text", "JUNI 2020"),))),
    }
    columns = (Column(key="name", words="Summa"), Column(key="sum", words="Belopp", kind=ColumnKind.MONEY))
    rows = tuple(Row(key=f"r{at}", cells=(Cell(name), cell)) for at, (name, cell) in enumerate(cells.items()))
    return Table(name="sums", title="Summor", columns=columns, rows=rows)


def workbook() -> Workbook:
    return Workbook(
        title="Svåra texter",
        created=date(2021, 1, 15),
        sheets=(
            Sheet(name="Sammanställning: 2020/1", tables=(sums(),)),
            Sheet(name="Kassör's [poster]", tables=(entries(),)),
        ),
    )
