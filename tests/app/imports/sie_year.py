"""A made-up SIE file of a made-up company, and the map of its project; every figure in it is invented."""

from __future__ import annotations

from ledger.model.entry import from_row

HEAD = """\
#FLAGGA 0
#PROGRAM "Påhittad bokföring" 1.0
#FORMAT PC8
#GEN 20211231
#SIETYP 4
#PROSA "Påhittad fil för prov"
#ORGNR {orgnr}
#FNAMN "Exempelby kommun (påhittad)"
#RAR 0 {year}0101 {year}1231
#DIM 1 "Ansvar"
#DIM 6 "Projekt"
#UNDERDIM 61 "Delprojekt" 6
#OBJEKT 6 4711 "Stegen till arbete"
#OBJEKT 6 0815 "Annat projekt"
#KONTO 1930 "Bank"
#KONTO 5020 "Löner arbetad tid"
#KONTO 6010 "Lokalhyra"
#KONTO 7010 "Resor"
#KONTO 3510 "Driftbidrag"
"""

VOUCHERS = (
    ("A 1 {year}0125 Lön", ("5020 {{6 4711}} 33412.50", "1930 {{}} -33412.50")),
    ("A 2 {year}0131 Hyra", ("6010 {{6 4711}} 1000.00", "6010 {{6 0815}} 500.00", "1930 {{}} -1500.00")),
    ("A 3 {year}0210 Resor", ("7010 {{1 310 6 4711}} 48.00", "7010 {{1 310 6 4711}} 48.00", "1930 {{}} -96.00")),
)

MAP = """\
organisation = "212000-0000"
chart = "kommunbas"

[accounts]
"7010" = "ovrigt"

[[object]]
codes = ["4711"]
project = "stegen"
"""


def voucher(head, rows, year=2021):
    """Return the lines of a voucher."""
    series, number, day, text = head.format(year=year).split(" ", 3)
    lines = (row.format() if row.startswith("#") else f"#TRANS {row.format()}" for row in rows)
    return "\n".join([f'#VER {series} {number} {day} "{text}"', "{", *lines, "}"]) + "\n"


def sie(*vouchers, year=2021, orgnr="212000-0000", head=HEAD):
    """Return the text of a file with some vouchers, or with those above."""
    made = (voucher(first, rows, year) for first, rows in vouchers or VOUCHERS)
    return head.format(year=year, orgnr=orgnr) + "".join(made)


def entries(book, id_="stegen"):
    return [from_row(row) for row in book.store.entries(id_)]


def standing(book, id_="stegen"):
    """Return category and amount of what stands."""
    found = entries(book, id_)
    gone = {entry.reverses for entry in found if entry.reverses} | {entry.number for entry in found if entry.reverses}
    return sorted((entry.category, entry.amount_minor) for entry in found if entry.number not in gone)


def codes(done):
    return [finding.code for finding in done.findings]


def values(done, code):
    return [dict(finding.values) for finding in done.findings if finding.code == code]
