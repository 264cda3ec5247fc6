"""A made-up statement, and how what it booked is read."""

from __future__ import annotations

from ledger.model.entry import from_row

TABLE = """[[unit_cost]]
id = "tid"
unit = "SEK/h"
source = "Påhittad"
hours = "whole"
hours_max = 184
values = [{ from = 2012-01-01, rate = "304,50" }]
"""

HEAD = """[statement]
source = "haninge"
category = "bidrag-annat-an-pengar"
unit_cost = "tid"
signed_by = "Eva Ek (påhittad)"
date = 2012-04-10
"""

ROWS = """deltagare;månad;timmar;belopp
D01;2012-01;40,5;
D02;2012-01;12;
D01;2012-02;38;
D03;2012-03;7,75;
"""


def codes(done):
    return [finding.code for finding in done.findings]


def booked(book):
    return [from_row(row) for row in book.store.entries("resursmodellen")]


def sums(book):
    """Return what stands of each month, minor units."""
    found = {}
    for entry in booked(book):
        month = entry.belongs_to.isoformat()[:7]
        found[month] = found.get(month, 0) + entry.amount_minor
    return found


def what(done):
    return {each.month: each.what for each in done.months}
