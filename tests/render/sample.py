"""A workbook of every class of figure and kind of cell, made by hand. All in it is made up."""

from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

from ledger.core.finding import Place
from ledger.core.finding import warning
from ledger.core.words import Labels
from ledger.core.words import Name
from ledger.reports.sheet import Chart
from ledger.reports.sheet import ChartKind
from ledger.reports.sheet import Sheet
from ledger.reports.sheet import Workbook
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Criterion
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import RowKind
from ledger.reports.table import Ruled
from ledger.reports.table import SumOf
from ledger.reports.table import Table

DATA = Path(__file__).parents[2] / "ledger" / "data" / "labels"
COST = Name("Kostnad", "Cost")
IN_KIND = Name("Bidrag i annat än pengar", "In-kind contribution")
CATEGORIES = {
    "personal": Name("Personal (lön inkl. sociala avgifter)", "Staff (pay and social charges)"),
    "utbildning": Name("Utbildning", "Training"),
    "tjanster": Name("Köp av externa tjänster", "External services"),
    "ovrigt": Name("Övrigt", "Other"),
}
SOURCES = {
    "forbundet": "Samordningsförbundet Exempel",
    "kommunen": "Exempelby kommun",
    "regionen": 'Region "Norr" *',
}
BUDGET = {"personal": 80_000_000, "utbildning": 5_000_000, "tjanster": 1_500_000, "ovrigt": 0}
ENTRIES = (
    ("cost", "personal", None, "2020-06-25", 21_433_350, "Löner juni, tre handläggare"),
    ("cost", "personal", "kommunen", "2020-07-25", 21_433_350, "Löner juli"),
    ("cost", "personal", None, "2020-08-25", 22_100_075, "Löner augusti"),
    ("cost", "personal", None, "2020-08-26", -100_075, "Rättelse av löner augusti"),
    (
        "cost",
        "utbildning",
        None,
        "2020-09-02",
        5_612_500,
        "Kurs i motiverande samtal för alla som möter deltagare, två dagar",
    ),
    ("cost", "tjanster", None, "2020-09-15", 1_125_050, "Utvärdering, del 1"),
    ("in_kind", "personal", "regionen", "2020-09-30", 3_000_000, "Arbetsterapeut 25 %, egen tid"),
    ("cost", "ovrigt", None, "2020-10-01", 99_999, "=1+1"),
)
KINDS = {"cost": COST, "in_kind": IN_KIND}


def labels(language: str) -> Labels:
    """Return the renderers' own labels and those that the sample uses."""
    with (DATA / language / "render.toml").open("rb") as file:
        texts = tomllib.load(file)
    finding = {"sv": "budgeten för {category} är överskriden", "en": "the budget for {category} is exceeded"}
    return Labels(language, {**texts, "finding.TST-001": finding[language]})


def money(key: str, sv: str, en: str) -> Column:
    return Column(key=key, words=Name(sv, en), kind=ColumnKind.MONEY, unit="kr")


def entries() -> Table:
    columns = (
        Column(key="number", words=Name("Nr", "No."), kind=ColumnKind.COUNT),
        Column(key="booked", words=Name("Bokförd", "Booked"), kind=ColumnKind.DATE),
        Column(key="kind", words=Name("Typ", "Kind")),
        Column(key="category", words=Name("Kostnadsslag", "Category")),
        Column(key="source", words=Name("Finansiär", "Source")),
        Column(key="text", words=Name("Text", "Text"), wide=True),
        money("amount", "Belopp", "Amount"),
    )
    rows = tuple(
        Row(
            key=str(number),
            cells=(
                Cell(number),
                Cell(date.fromisoformat(day)),
                Cell(KINDS[kind]),
                Cell(CATEGORIES[category]),
                Cell(SOURCES[source] if source else None),
                Cell(text),
                Cell(amount),
            ),
        )
        for number, (kind, category, source, day, amount, text) in enumerate(ENTRIES, start=1)
    )
    total = Row(
        key="total",
        kind=RowKind.TOTAL,
        cells=(
            Cell(),
            Cell(),
            Cell(),
            Cell(),
            Cell(),
            Cell(Name("Summa", "Total")),
            Cell(sum(e[4] for e in ENTRIES), SumOf(((1, ()),))),
        ),
    )
    return Table(name="entries", title=Name("Poster", "Entries"), columns=columns, rows=(*rows, total))


def _spent(category: str) -> Cell:
    terms = tuple(
        (1, (Criterion("kind", kind), Criterion("category", CATEGORIES[category]))) for kind in (COST, IN_KIND)
    )
    return Cell(sum(e[4] for e in ENTRIES if e[1] == category), SumOf(terms))


def variance() -> Table:
    columns = (
        Column(key="category", words=Name("Kostnadsslag", "Category")),
        money("budget", "Budget", "Budget"),
        money("actual", "Utfall", "Actual"),
        money("remaining", "Återstår av budget", "Remaining of budget"),
        Column(key="used", words=Name("Använt", "Used"), kind=ColumnKind.PERCENT),
        Column(key="bar", words="", kind=ColumnKind.BAR),
    )
    decided = Name("Budget, version 1, beslutad 2020-05-20", "Budget, version 1, decided 2020-05-20")
    rows = [
        Row(key="kostnader", kind=RowKind.GROUP, cells=(Cell(Name("Kostnader", "Costs")), *(Cell() for _ in range(5))))
    ]
    for category, name in CATEGORIES.items():
        budget, spent = BUDGET[category], _spent(category)
        rows.append(_variance_row(category, (Cell(name), Cell(budget, Ruled(decided)), spent), RowKind.LINE))
    budget, spent = sum(BUDGET.values()), sum(e[4] for e in ENTRIES)
    first, last = "personal", "ovrigt"
    sums = [
        Cell(value, Formula(f"ROUND(SUM({{{first}.{key}}}:{{{last}.{key}}}),2)"))
        for key, value in (("budget", budget), ("actual", spent))
    ]
    rows.append(_variance_row("total", (Cell(Name("Summa", "Total")), *sums), RowKind.TOTAL))
    return Table(
        name="variance",
        title=Name("Budget mot utfall", "Budget against actual"),
        columns=columns,
        rows=tuple(rows),
        about=(
            (Name("Projekt", "Project"), "Exempelprojektet för aktivitet och självständighet"),
            (Name("Period", "Period"), "2020-06-01 – 2020-12-31"),
            (Name("Poster", "Entries"), len(ENTRIES)),
            (Name("Sigill", "Seal"), "3f9a17c02b44"),
        ),
        notes=(
            Name(
                "Tryckt summa är 735 000 kr och raderna ger 865 000 kr. Båda står kvar; ingen av dem har rättats.",
                "The printed sum is SEK 735,000 and the rows give SEK 865,000. Both stand; neither is corrected.",
            ),
        ),
        findings=(warning("TST-001", Place(project="exempel", key="utbildning"), category=CATEGORIES["utbildning"]),),
    )


def _variance_row(key: str, cells: tuple[Cell, ...], kind: RowKind) -> Row:
    budget, spent = cells[1].value, cells[2].value
    assert isinstance(budget, int)
    assert isinstance(spent, int)
    used = Fraction(spent, budget) if budget else None
    return Row(
        key=key,
        kind=kind,
        level=1 if kind is RowKind.LINE else 0,
        cells=(
            *cells,
            Cell(budget - spent, Formula("ROUND({budget}-{actual},2)")),
            Cell(used, Formula('IF({budget}=0,"",{actual}/{budget})')),
            Cell(used, Formula("{used}")),
        ),
    )


def financing() -> Table:
    earned = {"forbundet": Fraction(74_704_249 * 2, 3), "kommunen": Fraction(74_704_249, 3)}
    rounded = {"forbundet": 49_802_833, "kommunen": 24_901_416}
    rule = Name("Andel av stödberättigande kostnad enligt plan", "Share of eligible cost by the plan")
    step = Name("Största resten, sista öret till den första", "Largest remainder, the last öre to the first")
    rows = [
        Row(
            key=source,
            level=1,
            cells=(
                Cell(SOURCES[source]),
                Cell(rounded[source], Ruled(rule, earned[source], step)),
                Cell(Fraction(share, 3), Ruled(rule)),
            ),
        )
        for source, share in (("forbundet", 2), ("kommunen", 1))
    ]
    total = Cell(sum(rounded.values()), Formula("ROUND({forbundet.earned}+{kommunen.earned},2)"))
    check = Cell(
        sum(rounded.values()) - sum(e[4] for e in ENTRIES),
        Formula("ROUND({subtotal.earned}-{variance/total.actual},2)"),
    )
    rows.append(
        Row(
            key="subtotal",
            kind=RowKind.SUBTOTAL,
            cells=(
                Cell(Name("Delsumma", "Subtotal")),
                total,
                Cell(Fraction(1), Formula("{forbundet.share}+{kommunen.share}")),
            ),
        )
    )
    rows.append(
        Row(
            key="check",
            kind=RowKind.TOTAL,
            cells=(Cell(Name("Upparbetat minus utfall", "Earned less actual")), check, Cell()),
        )
    )
    return Table(
        name="cofinancing",
        title=Name("Finansiering", "Financing"),
        columns=(
            Column(key="source", words=Name("Finansiär", "Source")),
            money("earned", "Upparbetat", "Earned"),
            Column(key="share", words=Name("Andel", "Share"), kind=ColumnKind.PERCENT),
        ),
        rows=tuple(rows),
    )


def months() -> Table:
    rows, total = [], 0
    for number in range(6, 13):
        first, last = date(2020, number, 1), date(2020, number, 31 if number in (7, 8, 10, 12) else 30)
        spent = sum(e[4] for e in ENTRIES if first.isoformat() <= e[3] <= last.isoformat())
        total += spent
        terms = ((1, (Criterion("booked", first, ">="), Criterion("booked", last, "<="))),)
        before = f"{{{2020}-{number - 1:02d}.sum}}+" if number > 6 else ""
        rows.append(
            Row(
                key=f"2020-{number:02d}",
                cells=(
                    Cell(f"2020-{number:02d}"),
                    Cell(spent, SumOf(terms)),
                    Cell(total, Formula(f"ROUND({before}{{actual}},2)")),
                    Cell(
                        sum(BUDGET.values()) * (number - 5) // 7,
                        Ruled(Name("Jämnt fördelad plan", "Plan spread evenly")),
                    ),
                ),
            )
        )
    columns = (
        Column(key="month", words=Name("Månad", "Month")),
        money("actual", "Utfall", "Actual"),
        money("sum", "Utfall hittills", "Actual to date"),
        money("plan", "Plan hittills", "Plan to date"),
    )
    return Table(name="months", title=Name("Månader", "Months"), columns=columns, rows=tuple(rows))


def workbook() -> Workbook:
    used = Chart(
        kind=ChartKind.STACKED_BAR,
        title=Name("Använt och kvar", "Used and left"),
        table="variance",
        categories="category",
        series=("actual", "remaining"),
    )
    shares = Chart(
        kind=ChartKind.DOUGHNUT,
        title=Name("Vem som betalar", "Who pays"),
        table="cofinancing",
        categories="source",
        series=("earned",),
    )
    course = Chart(
        kind=ChartKind.LINE,
        title=Name("Utfall mot plan", "Actual against plan"),
        table="months",
        categories="month",
        series=("sum", "plan"),
    )
    return Workbook(
        title=Name("Budget mot utfall: exempel", "Budget against actual: example"),
        created=date(2021, 1, 15),
        sheets=(
            Sheet(name=Name("Budget mot utfall", "Budget against actual"), tables=(variance(),), charts=(used, course)),
            Sheet(name=Name("Finansiering", "Financing"), tables=(financing(), months()), charts=(shares,)),
            Sheet(name=Name("Poster", "Entries"), tables=(entries(),), landscape=True),
        ),
    )
