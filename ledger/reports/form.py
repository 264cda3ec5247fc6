"""A funder's form, filled with a project's facts.

Words that stand in the layout are literal; what medfin adds (what the form is and is not, notes) are labels. A field
whose fact the book lacks, or that only people can answer, is left visibly open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.core.words import label
from ledger.errors import FormSchemeError
from ledger.errors import NoBudgetError
from ledger.model.layout import Bind
from ledger.model.layout import Blank
from ledger.model.layout import Grid
from ledger.model.layout import LayoutKind
from ledger.reports.form_grid import grid
from ledger.reports.form_subject import Subject
from ledger.reports.sheet import Sheet
from ledger.reports.sheet import Workbook
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import Row
from ledger.reports.table import Table
from ledger.rules import budget as rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from ledger.core.finding import Finding
    from ledger.core.words import Words
    from ledger.model.dossier import Dossier
    from ledger.model.layout import Block
    from ledger.model.layout import FieldList
    from ledger.model.layout import Layout
    from ledger.model.layout import LayoutSheet
    from ledger.model.view import View
    from ledger.reports.table import CellValue

SEAL_SHOWN = 12
"""How many characters of a seal are printed; enough to find it again."""


def form(layout: Layout, dossier: Dossier, view: View) -> Workbook:
    """Return a form as a workbook.

    Args:
        layout: The form.
        dossier: The project.
        view: The day decides which budget version is shown; with a year, only what is budgeted for that year.

    Raises:
        FormSchemeError: The form's rows are in another scheme than the project's.
        NoBudgetError: The project has no budget version.
    """
    project, scheme = dossier.project.id, dossier.scheme.id
    if layout.scheme not in (None, scheme):
        raise FormSchemeError(form=layout.id, expected=layout.scheme, project=project, found=scheme)
    version = rules.in_force(dossier.versions, view.today)
    if version is None:
        raise NoBudgetError(project=project)
    subject = Subject(dossier, version, view)
    first, *others = (_sheet(sheet, layout, subject) for sheet in layout.sheets)
    return Workbook(title=_title(layout), sheets=(_opened(first, layout, subject), *others), created=view.today)


def _title(layout: Layout) -> Words:
    """Return the form's name; what is no verbatim form is called a summary."""
    return layout.name if layout.kind is LayoutKind.VERBATIM else label("form.summary", name=layout.name)


def _opened(sheet: Sheet, layout: Layout, subject: Subject) -> Sheet:
    """Return the first sheet, headed by the form's title."""
    top, *rest = sheet.tables
    title = label("form.title", form=_title(layout), block=top.title) if top.title else _title(layout)
    top = attrs.evolve(top, title=title, findings=(*_validity(layout, subject), *top.findings))
    return attrs.evolve(sheet, tables=(top, *rest))


def _validity(layout: Layout, subject: Subject) -> Iterator[Finding]:
    """Yield FRM-013 if the form is not known to apply on the day asked for."""
    day = subject.view.today
    if day < layout.valid_from or (layout.valid_to is not None and layout.valid_to < day):
        yield warning("FRM-013", form=layout.id, first=layout.valid_from, last=layout.valid_to, day=day)


def _sheet(sheet: LayoutSheet, layout: Layout, subject: Subject) -> Sheet:
    """Return a sheet; what the form is stands on its face."""
    top, *rest = (_table(block, subject) for block in sheet.blocks)
    top = attrs.evolve(top, about=tuple(_about(layout, subject)))
    return Sheet(name=sheet.name, tables=(top, *rest), landscape=sheet.landscape)


def _about(layout: Layout, subject: Subject) -> Iterator[tuple[Words, CellValue]]:
    yield label("form.about.kind"), label(f"form.kind.{layout.kind}", covers=layout.covers)
    yield label("form.about.source"), layout.source
    yield label("form.about.version"), subject.version_words
    yield label("form.about.seal"), _seal(subject)


def _table(block: Block, subject: Subject) -> Table:
    if isinstance(block, Grid):
        return grid(block, subject)
    return _blank(block) if isinstance(block, Blank) else _field_list(block, subject)


def _blank(block: Blank) -> Table:
    columns = [Column(key=str(at), words=heading, wide=True) for at, heading in enumerate(block.headings, start=1)]
    cells = (Cell(open=True),) * len(columns)
    return Table(
        name=block.key,
        title=block.title,
        columns=tuple(columns),
        rows=tuple(Row(key=str(at), cells=cells) for at in range(1, block.count + 1)),
        notes=block.notes,
    )


def _field_list(block: FieldList, subject: Subject) -> Table:
    values = [_FACTS[field.bind](subject) for field in block.fields]
    return Table(
        name=block.key,
        title=block.title,
        columns=(Column(key="field", words="", wide=True), Column(key="value", words="", wide=True)),
        rows=tuple(
            Row(key=str(at), cells=(Cell(field.label), Cell(value, open=value is None)))
            for at, (field, value) in enumerate(zip(block.fields, values, strict=True), start=1)
        ),
        notes=block.notes,
        findings=tuple(
            note("FRM-014", subject.place(block.key), field=field.label)
            for field, value in zip(block.fields, values, strict=True)
            if value is None and field.bind is not Bind.OPEN
        ),
        headed=False,
    )


def _seal(subject: Subject) -> str | None:
    head = subject.dossier.head
    return head.seal[:SEAL_SHOWN] if head.sequence else None


_FACTS: dict[Bind, Callable[[Subject], CellValue]] = {
    Bind.OPEN: lambda _: None,
    Bind.PROJECT_ID: lambda subject: subject.dossier.project.id,
    Bind.PROJECT_NAME: lambda subject: subject.dossier.project.name,
    Bind.PROJECT_OWNER: lambda subject: subject.dossier.party_name(subject.dossier.project.owner) or None,
    Bind.PROJECT_FUNDER: lambda subject: subject.dossier.party_name(subject.dossier.project.funder) or None,
    Bind.PROJECT_START: lambda subject: subject.version.start or subject.dossier.project.start,
    Bind.PROJECT_END: lambda subject: subject.version.end or subject.dossier.project.end,
    Bind.VERSION_NUMBER: lambda subject: str(subject.number),
    Bind.VERSION_SUBMITTED: lambda subject: subject.version.submitted,
    Bind.VERSION_DECIDED: lambda subject: subject.version.decided,
    Bind.VERSION_REASON: lambda subject: subject.version.reason,
    Bind.SEAL: _seal,
}
