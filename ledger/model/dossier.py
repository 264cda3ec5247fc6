"""A dossier: all that a book knows of one project, its entries summed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.core.record import frozen
from ledger.model.budgets.budget import BudgetVersion
from ledger.model.head import Head
from ledger.model.party import Party
from ledger.model.project import Project
from ledger.model.scheme import Scheme
from ledger.model.totals import Total

if TYPE_CHECKING:
    from ledger.model.claims.claim import Claim
    from ledger.model.forecasts.comment import Comment
    from ledger.model.forecasts.commitment import Commitment
    from ledger.model.forecasts.forecast import Forecast
    from ledger.model.programme import Programme
    from ledger.model.terms import Terms


@frozen(kw_only=True)
class Dossier:
    """What rules and reports read of a project.

    Attributes:
        project: The project.
        scheme: Its cost categories.
        programme: Its programme, if any.
        terms: How its figures are reckoned and judged, if anything is said on that.
        parties: The parties that it names.
        versions: Budget versions, oldest first; version 1 is the first.
        totals: Totals of its entries, already cut to the days asked for.
        before: Totals of its entries before those days: what is rounded or limited is reckoned from the first day on,
            so that the figures of any days, put together, are those of the whole.
        head: The end of its chain.
        registered: The project as its file says, where the version in force has other sources, parts or phases, which
            then stand in `project`.
        commitments: Orders and contracts, those that are over as well, in the order in which they came.
        forecasts: What the project leader has typed and not taken back.
        comments: Explanations of deviations that have not been taken back.
        claims: Its claims by number, for the reports that ask for them; empty where none was read.
    """

    project: Project
    scheme: Scheme
    programme: Programme | None = None
    terms: Terms | None = None
    parties: tuple[Party, ...] = ()
    versions: tuple[BudgetVersion, ...] = ()
    totals: tuple[Total, ...] = ()
    before: tuple[Total, ...] = ()
    head: Head
    registered: Project | None = None
    commitments: tuple[Commitment, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    comments: tuple[Comment, ...] = ()
    claims: tuple[Claim, ...] = ()

    def party_name(self, id_: str | None) -> str:
        """Return the party's name, or an empty text where there is none."""
        return next((party.name for party in self.parties if party.id == id_), id_ or "")
