"""Form files of tests' own, made up: the parts that each of them has."""

from __future__ import annotations


def head(id_, name, *lines):
    """Return what a form file begins with, and its only sheet."""
    more = "".join(f"{line}\n" for line in lines)
    return f"""\
[form]
id = "{id_}"
name = "{name}"
funder = "Exempelfonden"
kind = "arranged"
covers = "allt"
language = "sv"
source = "Påhittat för provet"
valid_from = 2020-01-01
{more}[[sheet]]
name = "{name}"
"""


def figures(key, heading, *lines):
    """Return a table of figures with a row of sums, but for its rows and columns."""
    more = "".join(f"{line}\n" for line in lines)
    return f"""\
[[sheet.block]]
key = "{key}"
holds = "figures"
row_heading = "{heading}"
total = "Summa"
{more}"""


def column(key, heading, figure, **bound):
    """Return a column of such a table."""
    more = "".join(f'{name} = "{value}"\n' for name, value in bound.items())
    return f"""\
[[sheet.block.column]]
key = "{key}"
heading = "{heading}"
figure = "{figure}"
{more}"""


def row(label, *lines):
    """Return a row of such a table."""
    more = "".join(f"{line}\n" for line in lines)
    return f"""\
[[sheet.block.row]]
label = "{label}"
{more}"""


def tie(label, left, right):
    """Return two figures of the sheet that must be alike."""
    return f"""\
[[sheet.tie]]
label = "{label}"
left = "{left}"
right = "{right}"
"""


CLAIMED = (
    column("fore", "Före", "claimed", span="before")
    + column("nu", "Nu", "claimed", span="period")
    + column("alla", "Till och med {end}", "claimed", span="to_date")
)
"""What is claimed before a period, in it, and to its end."""
