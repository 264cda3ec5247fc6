"""The fields of a form: labels with facts beside them. What the book does not hold is left visibly open."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.core.finding import note
from ledger.core.words import label
from ledger.model.forms.layout import Bind
from ledger.model.source import SourceRole
from ledger.reports.projects.facts import FACTS
from ledger.reports.table import Cell
from ledger.reports.table import Column
from ledger.reports.table import ColumnKind
from ledger.reports.table import Formula
from ledger.reports.table import Row
from ledger.reports.table import Ruled
from ledger.reports.table import Table
from ledger.rules import budget as rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from ledger.core.finding import Finding
    from ledger.core.words import Words
    from ledger.model.forms.layout import Field
    from ledger.model.forms.layout import FieldList
    from ledger.reports.forms.subject import Subject
    from ledger.reports.table import CellValue


def field_list(block: FieldList, subject: Subject, places: Mapping[Bind, str]) -> Table:
    """Return a form's fields one under the other.

    Args:
        block: The fields.
        subject: What the form is filled with.
        places: Where on the form each fact stands, ``table/row.column``.
    """
    cells = [_shared(field, _cell(field, subject), places) for field in block.fields]
    return Table(
        name=block.key,
        title=block.title,
        columns=(Column(key="field", words="", wide=True), Column(key="value", words="", wide=True)),
        rows=tuple(
            Row(key=str(at), cells=(Cell(field.label), cell))
            for at, (field, cell) in enumerate(zip(block.fields, cells, strict=True), start=1)
        ),
        currency=subject.dossier.project.currency,
        notes=block.notes,
        findings=tuple(_lacking(block, cells, subject)),
        headed=False,
    )


def places_of(blocks: Iterable[FieldList]) -> dict[Bind, str]:
    """Return where each fact stands among a form's fields, ``table/row.column``."""
    return {field.bind: f"{block.key}/{at}.value" for block in blocks for at, field in enumerate(block.fields, start=1)}


def _shared(field: Field, cell: Cell, places: Mapping[Bind, str]) -> Cell:
    """Return the support's share as arithmetic, where the form shows both the support and the total."""
    support, total = places.get(Bind.BUDGET_SUPPORT), places.get(Bind.BUDGET_TOTAL)
    if field.bind is not Bind.BUDGET_SUPPORT_SHARE or cell.value is None or not (support and total):
        return cell
    return cell._replace(live=Formula(f'IF({{{total}}}=0,"",{{{support}}}/{{{total}}})'))


def _lacking(block: FieldList, cells: Sequence[Cell], subject: Subject) -> Iterator[Finding]:
    """Yield FRM-014 once for all fields whose facts the book lacks."""
    pairs = zip(block.fields, cells, strict=True)
    lacking = [field.label for field, cell in pairs if cell.value is None and field.bind is not Bind.OPEN]
    if lacking:
        yield note("FRM-014", subject.place(block.key), field=", ".join(lacking))


def _cell(field: Field, subject: Subject) -> Cell:
    if field.bind is Bind.FORM:
        value: CellValue = dict(subject.dossier.project.texts).get(field.text)
        return Cell(value, open=value is None)
    if field.bind in _FIGURES:
        return _FIGURES[field.bind](subject) or Cell(open=True)
    own = _FACTS.get(field.bind)
    value = own(subject) if own else FACTS[field.bind](subject.dossier, subject.version)
    return Cell(value, open=value is None)


def _total(subject: Subject) -> Cell | None:
    """Return the total budget: the cost lines where there are any, else the total that the document prints."""
    minor = rules.sum_minor(subject.version.cost, subject.dossier.scheme)
    return _money(minor, subject) or _stated(subject, "cost")


def _support(subject: Subject) -> Cell | None:
    return _financed(subject, {SourceRole.SUPPORT}) or _stated(subject, "support")


def _cofinancing(subject: Subject) -> Cell | None:
    return _financed(subject, {SourceRole.COFINANCING, SourceRole.OWN})


def _financed(subject: Subject, roles: set[SourceRole]) -> Cell | None:
    meant = {source.id for source in subject.dossier.project.sources if source.role in roles}
    lines = [line for line in subject.version.financing if line.source in meant]
    return _money(rules.sum_minor(lines, subject.dossier.scheme), subject)


def _money(minor: int | None, subject: Subject) -> Cell | None:
    return None if minor is None else Cell(minor, Ruled(subject.version_words), kind=ColumnKind.MONEY)


def _stated(subject: Subject, view: str) -> Cell | None:
    found = [each for each in subject.version.stated if each.view == view and rules.slot(each) == rules.WHOLE]
    return _money(found[0].amount_minor, subject) if found else None


def _support_share(subject: Subject) -> Cell | None:
    """Return the support's part of the total budget."""
    support, total = _support(subject), _total(subject)
    if support is None or total is None or not isinstance(support.value, int) or not isinstance(total.value, int):
        return None
    if not total.value:
        return None
    return Cell(Fraction(support.value, total.value), Ruled(subject.version_words), kind=ColumnKind.PERCENT)


def _period(subject: Subject) -> Words | None:
    span = rules.span(subject.dossier.project, subject.version)
    return label("form.span", start=span.start, end=span.end) if span else subject.dossier.project.period


def _programme(subject: Subject) -> Words | None:
    programme = subject.dossier.programme
    return programme.name if programme else None


def _area(subject: Subject) -> Words | None:
    code, programme = subject.dossier.project.area, subject.dossier.programme
    areas = programme.areas if programme else ()
    return next((area.name for area in areas if area.code == code), code)


def _cofinanciers(subject: Subject) -> str | None:
    dossier = subject.dossier
    names = [dossier.party_name(each.party) for each in dossier.project.sources if each.role is not SourceRole.SUPPORT]
    return ", ".join(dict.fromkeys(names)) or None


_FIGURES: dict[Bind, Callable[[Subject], Cell | None]] = {
    Bind.BUDGET_TOTAL: _total,
    Bind.BUDGET_SUPPORT: _support,
    Bind.BUDGET_COFINANCING: _cofinancing,
    Bind.BUDGET_SUPPORT_SHARE: _support_share,
}

_FACTS: dict[Bind, Callable[[Subject], CellValue]] = {
    Bind.OPEN: lambda _: None,
    Bind.PROJECT_PERIOD: _period,
    Bind.PROJECT_PROGRAMME: _programme,
    Bind.PROJECT_AREA: _area,
    Bind.PROJECT_PHASE: lambda subject: subject.dossier.project.phase,
    Bind.PROJECT_COFINANCIERS: _cofinanciers,
    Bind.FORM_YEAR: lambda subject: str(subject.asked_year) if subject.asked_year else None,
    Bind.FORM_START: lambda subject: subject.period[0],
    Bind.FORM_END: lambda subject: subject.period[1],
    Bind.TODAY: lambda subject: subject.view.today,
}
