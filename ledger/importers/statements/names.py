"""What a statement's head names, found among what its project has: source, category, part and phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.finding import stop
from ledger.core.record import field
from ledger.core.record import frozen
from ledger.core.words import folded
from ledger.model.scheme import CategoryRole
from ledger.model.source import SourceForm

if TYPE_CHECKING:
    from ledger.core.finding import Finding
    from ledger.core.finding import Place
    from ledger.importers.actuals.actuals import Lookup
    from ledger.importers.actuals.actuals import Target
    from ledger.model.source import Source
    from ledger.model.statements.statement import StatementHead


@frozen(kw_only=True)
class Names:
    """What a statement is booked on.

    Attributes:
        source: Source id.
        form: What the source gives.
        category: Category code.
        part: Part id.
        phase: Phase id.
    """

    source: str
    form: SourceForm
    category: str
    part: str | None = None
    phase: str | None = None


def find_names(head: StatementHead, target: Target, place: Place) -> tuple[Names | None, tuple[Finding, ...]]:
    """Return what a statement is booked on, None if anything stops; and all problems.

    Args:
        head: What holds for the whole statement.
        target: The project.
        place: Where the head stands.
    """
    search = _Search(place)
    source = target.project.source(search.one("source", head.source, target.sources))
    if head.source is None:
        search.report("STM-014", known=_shown(target.sources))
    part, phase = search.one("part", head.part, target.parts), search.one("phase", head.phase, target.phases)
    category = search.one("category", head.category, target.categories)
    if source is not None:
        search.fits(source, head)
        if head.category is None:
            category = search.usual_category(source, target)
    if search.findings or source is None or category is None:
        return None, tuple(search.findings)
    return Names(source=source.id, form=source.form, category=category, part=part, phase=phase), ()


@frozen
class _Search:
    """Looks names up and gathers what is wrong."""

    place: Place
    findings: list[Finding] = field(factory=list, init=False)

    def report(self, code: str, **values: str) -> None:
        self.findings.append(stop(code, self.place, **values))

    def one(self, field: str, text: str | None, names: Lookup) -> str | None:
        """Return the one id that a text stands for, or None."""
        found = names.get(folded(text), ()) if text else ()
        if text and len(found) != 1:
            self.report("STM-010", field=field, value=text, known=", ".join(found) or _shown(names))
        return found[0] if len(found) == 1 else None

    def fits(self, source: Source, head: StatementHead) -> None:
        """Report a source that gives money, and one whose form is another than the statement's."""
        if source.form.is_money:
            self.report("STM-015", source=source.id, form=str(source.form))
        elif head.form not in (None, source.form):
            self.report("STM-016", source=source.id, form=str(source.form), stated=str(head.form))

    def usual_category(self, source: Source, target: Target) -> str | None:
        """Return the only category for contributions in kind that the source may pay; report that it is not one."""
        found = [
            each.code
            for each in target.scheme.categories
            if each.role is CategoryRole.IN_KIND and each.code in (source.categories or (each.code,))
        ]
        if len(found) != 1:
            self.report("STM-017", known=", ".join(found) or _shown(target.categories))
            return None
        return found[0]


def _shown(names: Lookup) -> str:
    return ", ".join(dict.fromkeys(id_ for ids in names.values() for id_ in ids)) or "–"
