"""The ``[[source]]`` tables of a project file: who pays, in what role and form, on what terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.record import frozen
from ledger.importers.fields import check_share_of
from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.importers.fields import take_share
from ledger.importers.fields import take_span
from ledger.importers.projects.names import words_beyond_figure
from ledger.importers.projects.rhythm import read_rhythm
from ledger.model.budgets.budget import FinancingLine
from ledger.model.claims.retention import Retention
from ledger.model.claims.retention import RetentionBasis
from ledger.model.source import Component
from ledger.model.source import ShareBasis
from ledger.model.source import Source
from ledger.model.source import SourceForm
from ledger.model.source import SourceKind
from ledger.model.source import SourcePays
from ledger.model.source import SourceRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.core.section import Section
    from ledger.importers.projects.names import Names


@frozen
class Promise:
    """What a source has promised in all, written with the source instead of in a budget version.

    Attributes:
        section: The source's table.
        line: The promise, for the whole project.
    """

    section: Section
    line: FinancingLine


def read_sources(root: Section, names: Names) -> tuple[tuple[Source, ...], tuple[Promise, ...]]:
    """Read the sources, and what is promised with them.

    Args:
        root: The file's outermost table.
        names: What sources may refer to.
    """
    check = only_once()
    sources: list[Source] = []
    promises: list[Promise] = []
    for section in root.tables("source"):
        source = _source(section, names)
        check(section, source.id)
        if source.takes_rounding and any(other.takes_rounding for other in sources):
            section.report("PRJ-018", "takes_rounding")
        sources.append(source)
        promises.extend(_promise(section, source.id, names))
        section.close()
    return tuple(sources), tuple(promises)


def _source(section: Section, names: Names) -> Source:
    party = names.parties.refer(section, "party", needed=True) or ""
    share, share_of = take_share(section, "share"), section.choice("share_of", ShareBasis)
    check_share_of(section)
    cap = names.amount(section, "cap")
    start, end = take_span(section)
    return Source(
        id=take_id(section, default=party),
        party=party,
        role=section.choice("role", SourceRole, needed=True) or SourceRole.OWN,
        kind=section.choice("kind", SourceKind, needed=True) or SourceKind.OWN,
        form=section.choice("form", SourceForm, needed=True) or SourceForm.CASH,
        share=share,
        share_of=share_of,
        cap_minor=cap.minor if cap else None,
        priority=section.whole("priority"),
        categories=_categories(section, names),
        parts=section.members("parts", names.parts, "PRJ-006"),
        start=start,
        end=end,
        takes_rounding=section.flag("takes_rounding"),
        components=tuple(_components(section)),
        pays=_pays(section),
        retention=_retention(section, names),
        claims=read_rhythm(section),
    )


def _pays(section: Section) -> SourcePays | None:
    """Take how much a source takes upon itself; an agreed share says that already."""
    pays = section.choice("pays", SourcePays)
    if pays and "share" in section:
        section.report("PRJ-030", "pays", value=str(pays))
    return pays


def _retention(section: Section, names: Names) -> Retention | None:
    """Take what a source holds back: of each payment by a share, of its grant by a share or an amount."""
    inner = section.table("retention")
    if inner is None:
        return None
    of = inner.choice("of", RetentionBasis, needed=True)
    share, amount = take_share(inner, "share"), names.amount(inner, "amount")
    if amount and (amount.approximate or amount.minor <= 0):
        inner.report("PRJ-051", "amount")
    if of and "share" not in inner and (of is RetentionBasis.PAYMENT or "amount" not in inner):
        section.report("PRJ-050", "retention")
    inner.close()
    return Retention(of=of, share=share, amount_minor=amount.minor if amount else None) if of else None


def _categories(section: Section, names: Names) -> tuple[str, ...]:
    if names.categories is None:
        return section.texts("categories")
    return section.members("categories", names.categories, "PRJ-004")


def _components(section: Section) -> Iterator[Component]:
    for inner in section.tables("components"):
        kind = inner.choice("kind", SourceKind, needed=True) or SourceKind.OWN
        yield Component(kind=kind, share=take_share(inner, "share"))
        inner.close()


def _promise(section: Section, source: str, names: Names) -> Iterator[Promise]:
    """Yield what ``committed`` or ``total`` promises, two words for the same."""
    if "committed" in section and "total" in section:
        section.report("PRJ-019", "total")
    for key in ("committed", "total"):
        amount = names.amount(section, key)
        if amount is None:
            continue
        line = FinancingLine(
            source=source,
            amount_minor=amount.minor,
            approximate=amount.approximate,
            note=words_beyond_figure(section, key, amount),
        )
        yield Promise(section, line)
