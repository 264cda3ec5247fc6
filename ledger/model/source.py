"""Who pays for a project, in what role and form, and on what terms."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from ledger.core.record import frozen
from ledger.model.claims.retention import Retention
from ledger.model.claims.rhythm import ClaimRhythm


class SourceRole(StrEnum):
    """In what capacity a source pays. Whether somebody else's share is meant by "co-financing" is never guessed."""

    SUPPORT = "support"
    COFINANCING = "cofinancing"
    OWN = "own"


class SourceKind(StrEnum):
    """What sort of body a source is."""

    EU = "eu"
    STATE = "state"
    REGION = "region"
    MUNICIPALITY = "municipality"
    FEDERATION = "federation"
    PUBLIC = "public"
    PRIVATE = "private"
    OWN = "own"


class SourceForm(StrEnum):
    """What a source gives."""

    GRANT = "grant"
    CASH = "cash"
    IN_KIND = "in_kind"
    PARTICIPANT_ALLOWANCE = "participant_allowance"

    @property
    def is_money(self) -> bool:
        """Whether money reaches the project; the rest is cost and financing at once."""
        return self in (SourceForm.GRANT, SourceForm.CASH)


class ShareBasis(StrEnum):
    """What a percent is a percent of; it stands beside every share."""

    DIRECT_COST = "direct_cost"
    ELIGIBLE_COST = "eligible_cost"


class SourcePays(StrEnum):
    """How much of the cost a source takes upon itself, where it has no agreed share."""

    PLAN = "plan"
    """In proportion to what the version in force plans for it, beside the others that do so."""
    FIXED = "fixed"
    """What the version in force plans for it, before anybody pays in proportion; never more."""
    REST = "rest"
    """Whatever all others leave."""


@frozen(kw_only=True)
class Component:
    """One of several payments that a source joins, as ESF support joins EU and state money.

    Attributes:
        kind: Whose money it is.
        share: Part of the source's amount; None if not known.
    """

    kind: SourceKind
    share: Fraction | None = None


@frozen(kw_only=True)
class Source:
    """Somebody who pays.

    What it has promised are the financing lines of the budget version in force, never a figure here.

    Attributes:
        id: Unique in its project.
        party: Party id.
        role: Support, co-financing or the owner's own money.
        kind: What sort of body it is.
        form: What it gives.
        share: Part of the cost that it pays, if agreed as a share.
        share_of: What `share` is a part of; set where `share` is.
        pays: How much it takes upon itself without an agreed share; unless told, what is planned for it: up to that
            amount where it has a priority, else in proportion to it.
        cap_minor: Most that it pays in all, minor units.
        priority: Order in which sources pay, lowest first, those without one last.
        categories: Category codes that it pays for; empty means all.
        parts: Part ids that it pays for; empty means all.
        start: First day of costs that it pays for.
        end: Last day of costs that it pays for.
        takes_rounding: Whether it takes the odd öre of a split.
        components: What the payment joins, if several.
        retention: What it holds back of its payments until the last claim.
        claims: How often it wants claims and how soon it pays; None where the project's file does not say.
    """

    id: str
    party: str
    role: SourceRole
    kind: SourceKind
    form: SourceForm
    share: Fraction | None = None
    share_of: ShareBasis | None = None
    cap_minor: int | None = None
    priority: int | None = None
    categories: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    takes_rounding: bool = False
    components: tuple[Component, ...] = ()
    pays: SourcePays | None = None
    retention: Retention | None = None
    claims: ClaimRhythm | None = None
