"""A project: who owns it, who pays, in which categories, years, phases and parts it is kept."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ledger.core.money import SEK
from ledger.core.money import Currency
from ledger.core.period import Period
from ledger.core.record import frozen
from ledger.model.audit.check_level import CheckLevel
from ledger.model.budgets.transfer import TransferTerms
from ledger.model.source import Source


@frozen(kw_only=True)
class Part:
    """A sub-project.

    Attributes:
        id: Unique in its project.
        name: As the document writes it.
        owner: Party id; None if not known.
    """

    id: str
    name: str
    owner: str | None = None


@frozen(kw_only=True)
class Phase:
    """A stretch of a project for which the funder budgets by itself.

    Attributes:
        id: Unique in its project.
        start: First day.
        end: Last day.
        name: As the funder writes it; the id if not given.
    """

    id: str
    start: date
    end: date
    name: str | None = None


@frozen(kw_only=True)
class Project:
    """What a project file says of a project, its budget versions apart.

    Attributes:
        id: Lower-case letters, digits and hyphens; unique in its book.
        name: As the document writes it.
        scheme: Id of the scheme with its cost categories.
        owner: Party id; None if not known, which is a finding.
        performers: Party ids of others who carry it out.
        funder: Party id.
        programme: Programme id.
        area: Code of the programme's area.
        phase: The project's phase in the funder's words, such as "Förprojektering".
        start: First day; None if not known exactly.
        end: Last day; None if not known exactly.
        period: The period in the document's own words, where it is not two dates.
        currency: Of every amount in the project.
        required_cofinancing: Share of the total eligible cost that others than the funder must pay, as the call says.
        sources: Who pays, in the order of the document.
        parts: Sub-projects.
        phases: Phases with budgets of their own.
        severities: Pairs of finding code and severity that this project sets otherwise than medfin.
        note: Anything worth knowing about the file, such as which figures are made up.
        attest: Whether entries await the approval of somebody else than who entered them.
        transfers: How much may be moved between categories without approval; None where nothing is set.
        texts: Pairs of key and text that only forms ask for, such as a case number.
        check_levels: Levels of check after the attestation, in the order in which entries pass them.
    """

    id: str
    name: str
    scheme: str
    owner: str | None = None
    performers: tuple[str, ...] = ()
    funder: str | None = None
    programme: str | None = None
    area: str | None = None
    phase: str | None = None
    start: date | None = None
    end: date | None = None
    period: str | None = None
    currency: Currency = SEK
    required_cofinancing: Fraction | None = None
    sources: tuple[Source, ...] = ()
    parts: tuple[Part, ...] = ()
    phases: tuple[Phase, ...] = ()
    severities: tuple[tuple[str, str], ...] = ()
    note: str | None = None
    attest: bool = False
    texts: tuple[tuple[str, str], ...] = ()
    transfers: TransferTerms | None = None
    check_levels: tuple[CheckLevel, ...] = ()

    @property
    def span(self) -> Period | None:
        """First to last day, or None where either is not known."""
        return Period(self.start, self.end) if self.start and self.end else None

    @property
    def party_ids(self) -> frozenset[str]:
        """The ids of every party that the project names in any role."""
        approver = self.transfers.approver if self.transfers else None
        named = (self.owner, self.funder, approver, *self.performers, *(part.owner for part in self.parts))
        return frozenset(id_ for id_ in (*named, *(source.party for source in self.sources)) if id_)

    def source(self, id_: str | None) -> Source | None:
        """Return the source with `id_`, or None."""
        return next((source for source in self.sources if source.id == id_), None)


@frozen(kw_only=True)
class Registration:
    """A project as a book keeps it: with the digests of the scheme and programme that it was added with.

    Both lie in the book's own chain under their digest, so that a later release's data cannot alter an old report.

    Attributes:
        project: The project.
        scheme: Key of the scheme's fact.
        programme: Key of the programme's fact, if any.
    """

    project: Project
    scheme: str
    programme: str | None = None
