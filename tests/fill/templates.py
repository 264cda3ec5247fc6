"""Made-up funders' workbooks as spreadsheet libraries write them, each with a map and with what its formulas must give.

None is a funder's own: what varies is what real ones vary in, that is who wrote the file, and what is in it.
"""

from __future__ import annotations

import io
from datetime import date
from datetime import datetime

import attrs
import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Font
from openpyxl.styles import PatternFill
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.formula import DataTableFormula
from openpyxl.worksheet.table import Table

from tests.fill.excel import repacked
from tests.fill.funder import funder_workbook

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
CREATED = datetime(2024, 1, 1)  # noqa: DTZ001 - a workbook's date has no zone
JANUARY = "variance/{}.actual?from=2021-01-01&to=2021-01-31"
FEBRUARY = "variance/{}.actual?from=2021-02-01&to=2021-02-28"


@attrs.frozen(kw_only=True)
class Template:
    """A funder's workbook.

    Attributes:
        xlsx: The file.
        cells: The map: a place, and what it shows as the map writes it.
        gives: What formulas of the workbook must give once it is filled, by sheet and cell.
        told: Codes of what filling it says, apart from what every filling says of formulas.
        file: Its name.
    """

    xlsx: bytes
    cells: dict[str, str]
    gives: dict[str, object]
    told: tuple[str, ...] = ()
    file: str = "blankett.xlsx"

    @property
    def map(self) -> str:
        """The map as a file."""
        entries = (f'"{at}" = {shows if shows[:1] == "{" else _quoted(shows)}' for at, shows in self.cells.items())
        return "\n".join(("[cells]", *entries))


def _quoted(text: str) -> str:
    return f'"{text}"'


def years_and_categories() -> Template:
    """Return a budget by year in a protected sheet with locked cells, a picture, a chart, rules and lists."""
    return Template(
        xlsx=funder_workbook(),
        cells={
            "Projektnamn": "project.name",
            "Budget!B4": "project.owner",
            "Start": "project.start",
            "Budget!C7": "budget/personal.2021",
            "Budget!D7": "budget/personal.2022",
            "Budget!C12": "budget/lokal.2021",
            "Budget!C13": "budget/total.2021",
            "Budget!D13": "budget/total.2022",
        },
        gives={"Budget!C13": 436000, "Budget!D13": 420000, "Sammanställning!B2": 856000, "Sammanställning!C1": 872000},
    )


def sources_in_a_table() -> Template:
    """Return sources as rows of a table with a computed column and a row of sums, and names of a sheet's own."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED})
        cover, sheet = book.add_worksheet("Försättsblad"), book.add_worksheet("Finansiering (kr)")
        cover.write_column("A1", ["Projekt", "Sökande", "Slutdatum"])
        cover.write_blank("B3", None, book.add_format({"num_format": 14}))
        cover.insert_textbox("D2", "Läs anvisningarna")
        cover.data_validation("B3", {"validate": "date", "criteria": ">=", "value": date(2020, 1, 1)})
        book.define_name("Försättsblad!Namn", "=Försättsblad!$B$1")
        book.define_name("'Finansiering (kr)'!Namn", "='Finansiering (kr)'!$B$1")
        money = book.add_format({"num_format": "#,##0.00"})
        each = {"format": money, "total_function": "sum"}
        sheet.write("A1", "Projekt")
        sheet.add_table(
            "A3:D6",
            {
                "name": "Finansiering",
                "total_row": True,
                "data": [["Förbundet"], ["Kommunen (egen insats)"]],
                "columns": [
                    {"header": "Finansiär", "total_string": "Summa"},
                    {"header": "2021", **each},
                    {"header": "2022", **each},
                    {
                        "header": "Totalt",
                        "formula": "=Finansiering[[#This Row],[2021]]+Finansiering[[#This Row],[2022]]",
                        **each,
                    },
                ],
            },
        )
        sheet.add_sparkline("F4", {"range": "'Finansiering (kr)'!B4:C4"})
        sheet.conditional_format("D4:D5", {"type": "icon_set", "icon_style": "3_traffic_lights"})
        sheet.data_validation("B4:C5", {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 9999999})
        sheet.repeat_rows(2)
        sheet.set_landscape()
    sums = ((f"SUBTOTAL(109,[{name}])", f"SUBTOTAL(109,Finansiering[{name}])") for name in ("2021", "2022", "Totalt"))
    return Template(
        xlsx=repacked(stream.getvalue(), *(("xl/worksheets/sheet2.xml", *each) for each in sums)),
        cells={
            "Försättsblad!Namn": "project.name",
            "Försättsblad!B2": "project.owner",
            "Försättsblad!B3": "project.end",
            "'Finansiering (kr)'!Namn": "project.id",
            "Finansiering (kr)!B4": "financing/support/forbundet.2021",
            "Finansiering (kr)!C4": "financing/support/forbundet.2022",
            "Finansiering (kr)!B5": "financing/own/kommunen.2021",
            "Finansiering (kr)!C5": "{ shows = 'financing/own/kommunen.2022', zero = true }",
            "Finansiering (kr)!D4": "financing/support/forbundet.total",
            "Finansiering (kr)!D6": "financing/total.total",
        },
        gives={"Finansiering (kr)!D6": 856000, "Finansiering (kr)!B6": 436000},
    )


def dynamic_arrays() -> Template:
    """Return sums that are dynamic arrays, with the part of metadata that makes them so."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Utfall")
        sheet.write_row("A1", ["Utfall", "Personal", "Lokal"])
        sheet.write_row("A2", ["Januari", "", ""])
        sheet.write_dynamic_array_formula("E2:F2", "=B2:C2*2", None, 0)
        sheet.write_dynamic_array_formula("G2", "=SUM(B2:C2*1)", None, 0)
        book.add_chartsheet("Bild").set_chart(_line(book))
    return Template(
        xlsx=stream.getvalue(),
        cells={
            "Utfall!B2": JANUARY.format("personal"),
            "Utfall!C2": "{ shows = '" + JANUARY.format("lokal") + "', zero = true }",
            "Utfall!G2": JANUARY.format("total"),
        },
        gives={"Utfall!G2": 33412.5, "Utfall!E2": 66825},
    )


def _line(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Utfall!$B$2:$C$2"})
    return chart


def months_across() -> Template:
    """Return months across with hidden rows and columns, notes, arrays, a table of what-ifs and rules with formulas."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Utfall per månad"
    sheet.append(["Utfall 2021", *MONTHS, "Summa"])
    for row, name in enumerate(("Personalkostnader", "Lokalkostnader"), start=2):
        sheet.append([name, *([None] * 12), f"=SUM(B{row}:M{row})"])
        for cell in sheet[row][1:13]:
            cell.protection, cell.number_format = Protection(locked=False), "# ##0.00"
    sheet.append(["Summa", *(f"=SUM({chr(66 + at)}2:{chr(66 + at)}3)" for at in range(13))])
    sheet["A6"], sheet["B6"] = "Kvadrat", ArrayFormula("B6:C6", "=B2:C2*B2:C2")
    sheet["B7"] = DataTableFormula(ref="B7:B7", dt2D=False, r1="B2")
    sheet["A8"], sheet["B8"] = "Gömd rad", 1
    sheet["B2"].comment = Comment("Endast faktiska kostnader", "Handläggaren")
    sheet["A1"].font, sheet["A1"].fill = Font(bold=True), PatternFill("solid", fgColor="DDE8CB")
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions.group("P", "R", hidden=True)
    sheet.column_dimensions["A"].width = 200
    sheet.merge_cells("A10:D11")
    sheet.conditional_formatting.add("B2:M3", ColorScaleRule(start_type="min", end_type="max"))
    rules = [
        DataValidation("decimal", formula1="0", formula2="$N$9", allow_blank=True),
        DataValidation("custom", "B3>=0"),
    ]
    for rule, cells in zip(rules, ("B2:M2", "B3:M3"), strict=True):
        rule.add(cells)
        sheet.add_data_validation(rule)
    sheet["N9"] = 1000000
    sheet.protection.sheet, sheet.print_title_rows, sheet.freeze_panes = True, "1:1", "B2"
    sheet.defined_names["Projektets_namn"] = DefinedName("Projektets_namn", attr_text="'Utfall per månad'!$A$10:$D$11")
    sheet["A10"].protection = Protection(locked=False)
    stock = book.create_sheet("Register")
    stock.append(["Kod", "Namn"])
    stock.append(["1", "Ett"])
    stock.add_table(Table(displayName="Register", ref="A1:B2"))
    stock.sheet_state = "veryHidden"
    stream = io.BytesIO()
    book.save(stream)
    return Template(
        xlsx=stream.getvalue(),
        cells={
            "Projektets_namn": "project.name",
            "Utfall per månad!B2": JANUARY.format("personal"),
            "Utfall per månad!C2": FEBRUARY.format("personal"),
            "Utfall per månad!B3": "{ shows = '" + JANUARY.format("lokal") + "', zero = true }",
            "Utfall per månad!N2": "variance/personal.actual",
            "Utfall per månad!N4": "variance/total.actual",
        },
        gives={"Utfall per månad!N4": 66921, "Utfall per månad!C4": 33508.5},
        told=("FILL-039",),
    )


BY_LIBRARIES = (years_and_categories, sources_in_a_table, dynamic_arrays, months_across)
