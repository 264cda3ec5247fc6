"""Made-up form files."""

from __future__ import annotations

FORM = """\
[form]
id = "exempelfonden/budget"
name = "Budget"
funder = "Exempelfonden"
kind = "labels"
covers = "raderna"
language = "sv"
source = "Exempelfondens handbok, sidan 3"
scheme = "generell"
valid_from = 2024-01-01
valid_to = 2024-12-31

[[sheet]]
name = "Budget"
landscape = true

[[sheet.block]]
key = "huvud"
holds = "fields"
title = "Om projektet"
[[sheet.block.field]]
label = "Projekt"
bind = "project.name"

[[sheet.block]]
key = "kostnader"
holds = "figures"
figure = "budget"
columns = "phases"
row_heading = "Kostnad"
year_heading = "{year} kr"
phase_heading = "Fas {phase}"
whole_heading = "Allt"
unit = "tkr"
total = "Summa"
sum_heading = "Totalt"
shows_zero = true
costs_negative = true
rounding = 1000
notes = ["Avrundat."]
[[sheet.block.row]]
label = "Löner och resor"
categories = ["personal", "resor"]

[[sheet.block]]
key = "underskrift"
holds = "blanks"
headings = ["Datum", "Namn"]
count = 2
"""

ROW = '[[sheet.block.row]]\nlabel = "Löner och resor"\ncategories = ["personal", "resor"]\n'

COLUMNS = (
    FORM.replace(
        'columns = "phases"\n',
        "",
    )
    .replace('sum_heading = "Totalt"\n', "")
    .replace(
        "[[sheet.block.row]]",
        """[[sheet.block.column]]
key = "budget"
heading = "Budget {year}"
figure = "budget"
[[sheet.block.column]]
key = "kvar"
heading = "Kvar"
figure = "difference"
of = ["budget", "budget"]
[[sheet.block.row]]""",
        1,
    )
    + """
[[sheet.block]]
key = "inmatning"
holds = "keying"
headings = ["Nr", "Fält", "Belopp"]
of = ["kostnader.budget"]
[[sheet.tie]]
label = "Lika"
left = "kostnader/total.budget"
right = "kostnader/personal.kvar"
[[sheet.chart]]
title = "Diagram"
drawing = "bars"
grid = "kostnader"
columns = ["budget"]
"""
)
