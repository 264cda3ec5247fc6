"""The entry workbook: what an economist types actuals into, and what is left of each budget line while typing.

A typed input sheet: columns, choices and formulas with references in braces. ``{amount}`` is the cell of that column in
the same row, ``{entries.amount}`` all typed rows of it, ``{lines.left}`` that column of the budget lines,
``{kind:income}`` a choice, and ``{"key"}`` a text of the label files.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date

from ledger.core.money import Currency
from ledger.core.period import Period
from ledger.core.record import frozen
from ledger.core.words import Name
from ledger.core.words import Words
from ledger.core.words import folded
from ledger.core.words import label
from ledger.core.words import with_id
from ledger.model.claims.vat import VatTreatment
from ledger.model.dossier import Dossier
from ledger.model.entry_kind import COST_KINDS
from ledger.model.entry_kind import EntryKind
from ledger.model.view import View
from ledger.reports import naming
from ledger.reports.entries.entry_lines import BudgetLine
from ledger.reports.entries.entry_lines import budget_lines
from ledger.reports.heading import SEAL_SHOWN
from ledger.reports.table import ColumnKind
from ledger.rules import budget

ROWS = 500
"""How many rows are prepared."""

COMPUTED: Mapping[str, Name] = {
    "state": Name("att rätta", "to mend"),
    "left": Name("kvar av budgetraden", "left of budget line"),
}
"""Headings of the columns that the workbook computes; they are not read back."""

PROJECT_PROPERTY = "medfin-project"
"""Property of the file that tells which project it was made for."""

HOW_TO = 9
"""How many instructions there are."""

# Key, what it holds, and its width in characters.
_TYPED = (
    ("date", ColumnKind.DATE, 12),
    ("category", ColumnKind.TEXT, 28),
    ("amount", ColumnKind.MONEY, 14),
    ("text", ColumnKind.TEXT, 28),
    ("voucher", ColumnKind.TEXT, 13),
    ("counterparty", ColumnKind.TEXT, 20),
    ("source", ColumnKind.TEXT, 24),
    ("kind", ColumnKind.TEXT, 18),
    ("part", ColumnKind.TEXT, 20),
    ("phase", ColumnKind.TEXT, 18),
    ("belongs", ColumnKind.DATE, 12),
    ("paid", ColumnKind.DATE, 12),
    ("invoice", ColumnKind.TEXT, 14),
    ("account", ColumnKind.TEXT, 10),
    ("quantity", ColumnKind.COUNT, 10),
    ("unit", ColumnKind.TEXT, 9),
    ("vat", ColumnKind.MONEY, 12),
    ("vat_treatment", ColumnKind.TEXT, 24),
)


_Named = tuple[str, Name, tuple[str, ...]]
"""Id, name, and what else is understood as it."""


@frozen(kw_only=True)
class InputColumn:
    """A column of the entry sheet.

    Attributes:
        key: Unique in the sheet.
        words: Heading.
        kind: What its cells hold.
        width: In characters.
        formula: How it is computed; empty where people type.
    """

    key: str
    words: Words
    kind: ColumnKind
    width: int
    formula: str = ""


@frozen(kw_only=True)
class Choices:
    """What may stand in a column.

    Attributes:
        key: The column.
        words: Heading of the list.
        names: Pairs of id and what people read.
    """

    key: str
    words: Words
    names: tuple[tuple[str, Words], ...]


@frozen(kw_only=True)
class EntrySheet:
    """A project's entry workbook.

    Attributes:
        project: Project id, by which the workbook is known again.
        name: The project's name.
        about: Pairs of label and value for the instruction sheet.
        columns: Of the entry sheet, left to right: the computed ones first.
        choices: Lists for drop-downs.
        lines: Budget lines; those of a category stand together.
        span: The project's days, if known.
        currency: Of all amounts.
        rows: How many rows are prepared for typing.
        created: The fixed creation date in the file's properties.
    """

    project: str
    name: str
    about: tuple[tuple[Words, Words | date], ...]
    columns: tuple[InputColumn, ...]
    choices: tuple[Choices, ...]
    lines: tuple[BudgetLine, ...]
    span: Period | None
    currency: Currency
    rows: int = ROWS
    created: date


def entry_sheet(dossier: Dossier, view: View, headings: Mapping[str, Name]) -> EntrySheet:
    """Return the workbook that a project's actuals are typed into.

    Args:
        dossier: The project, its totals not cut to any days.
        view: `today` decides the budget version in force, and is the file's date.
        headings: What the columns of an actuals file are called, by key.
    """
    project = dossier.project
    version = budget.in_force(dossier.versions, view.today)
    choices = tuple(_choices(dossier, headings))
    offered = {each.key: dict(each.names) for each in choices}
    lines = budget_lines(dossier, version, offered)
    span = budget.span(project, version)
    typed = [
        InputColumn(key=key, words=headings[key], kind=kind, width=width)
        for key, kind, width in _TYPED
        if key not in ("part", "phase") or offered.get(key)
    ]
    return EntrySheet(
        project=project.id,
        name=project.name,
        about=tuple(_about(dossier, view)),
        columns=(*_computed(span, lines), *typed),
        choices=choices,
        lines=lines,
        span=span,
        currency=project.currency,
        created=view.today,
    )


def _about(dossier: Dossier, view: View) -> Iterator[tuple[Words, Words | date]]:
    version = budget.in_force(dossier.versions, view.today)
    span = budget.span(dossier.project, version)
    missing = label("about.missing")
    yield label("about.project"), dossier.project.name
    yield label("entry_sheet.id"), dossier.project.id
    yield label("about.owner"), dossier.party_name(dossier.project.owner) or missing
    days = label("about.span", start=span.start, end=span.end) if span else dossier.project.period or missing
    yield label("about.period"), days
    yield label("about.budget"), naming.version(dossier, version, view) if version else missing
    yield label("entry_sheet.currency"), dossier.project.currency.code
    yield label("entry_sheet.as_of"), view.today
    if dossier.head.sequence:
        yield label("about.seal"), dossier.head.seal[:SEAL_SHOWN]


def _choices(dossier: Dossier, headings: Mapping[str, Name]) -> Iterator[Choices]:
    """Yield the lists, each name such that reading the file back finds what is meant by it."""
    project = dossier.project
    aliases = {party.id: party.aliases for party in dossier.parties}
    named: dict[str, list[_Named]] = {
        "category": [(each.code, each.name, ()) for each in dossier.scheme.categories],
        "source": [
            (each.id, _same(dossier.party_name(each.party)), (each.party, *aliases.get(each.party, ())))
            for each in project.sources
        ],
        "part": [(each.id, _same(each.name), ()) for each in project.parts],
        "phase": [(each.id, _same(each.name or each.id), ()) for each in project.phases],
    }
    for key, each in named.items():
        if each:
            yield Choices(key=key, words=headings[key], names=tuple(_told_apart(each)))
    kinds = tuple((kind.value, label(f"actuals.kind.{kind.value}")) for kind in EntryKind)
    yield Choices(key="kind", words=headings["kind"], names=kinds)
    treatments = tuple((each.value, label(f"actuals.vat.{each.value}")) for each in VatTreatment)
    yield Choices(key="vat_treatment", words=headings["vat_treatment"], names=treatments)


def _same(text: str) -> Name:
    return Name(text, text)


def _told_apart(named: Sequence[_Named]) -> Iterator[tuple[str, Words]]:
    """Yield ids and names; a name that another of the list could also be meant by has its id in parentheses."""
    known = {id_: {folded(text) for text in (id_, name.sv, name.en, *also)} for id_, name, also in named}
    for id_, name, _ in named:
        others = set().union(*(texts for other, texts in known.items() if other != id_))
        sv, en = (with_id(text, id_) if folded(text) in others else text for text in (name.sv, name.en))
        yield id_, Name(sv, en)


def _computed(span: Period | None, lines: Sequence[BudgetLine]) -> tuple[InputColumn, ...]:
    left = _left(by_year=any(line.year for line in lines), by_phase=any(line.phase for line in lines))
    return (
        InputColumn(key="state", words=COMPUTED["state"], kind=ColumnKind.TEXT, width=24, formula=_state(span)),
        InputColumn(key="left", words=COMPUTED["left"], kind=ColumnKind.MONEY, width=16, formula=left),
    )


def _left(*, by_year: bool, by_phase: bool) -> str:
    """Return the formula of what is left of a row's budget line: of its year, else its phase, else the rest."""
    category = "({lines.category}={category})"
    formula = f"SUMPRODUCT({category}*({{lines.rest}}=1),{{lines.left}})"
    if by_phase:
        of_phase = f'{category}*({{lines.phase}}={{phase}})*({{lines.phase}}<>"")'
        formula = f"IF(SUMPRODUCT({of_phase})>0,SUMPRODUCT({of_phase},{{lines.left}}),{formula})"
    if by_year:
        of_year = f"{category}*({{lines.year}}=YEAR({{date}}))"
        formula = f"IF(SUMPRODUCT({of_year})>0,SUMPRODUCT({of_year},{{lines.left}}),{formula})"
    blank = 'OR({category}="",NOT(ISNUMBER({date})))' if by_year else '{category}=""'
    return f'IF({blank},"",{formula})'


def _state(span: Period | None) -> str:
    """Return the formula that says what a row still lacks, in the order in which it is typed."""
    money = ",".join(f"{{kind}}={{kind:{kind}}}" for kind in EntryKind if kind not in COST_KINDS)
    in_kind = f"{{kind}}={{kind:{EntryKind.IN_KIND}}}"
    steps = [
        ("NOT(ISNUMBER({date}))", "date"),
        ('{amount}=""', "amount"),
        ("NOT(ISNUMBER({amount}))", "text"),
        (f'AND({{category}}="",NOT(OR({money})))', "category"),
        (f'AND({{category}}<>"",OR({money}))', "no_category"),
        (f'AND({{source}}="",OR({in_kind},{money}))', "source"),
        ('AND({vat}<>"",{vat_treatment}="")', "vat_treatment"),
    ]
    if span:
        first, last = (f"DATE({day.year},{day.month},{day.day})" for day in (span.start, span.end))
        steps.append((f"OR({{date}}<{first},{{date}}>{last})", "period"))
    formula = '{"entry_sheet.state.done"}'
    for test, key in reversed(steps):
        formula = f'IF({test},{{"entry_sheet.state.{key}"}},{formula})'
    return f'IF(COUNTA({{date}}:{{vat_treatment}})=0,"",{formula})'
