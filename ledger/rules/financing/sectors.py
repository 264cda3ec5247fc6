"""Public and private financing: what bodies of each sector have planned and earned, support apart from the rest."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ledger.core.money import known_sum
from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.model.source import SourceKind
from ledger.model.source import SourceRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.rules.financing.cofinance import SourceShare


class Sector(StrEnum):
    """Whose money it is."""

    EU = "eu"
    PUBLIC = "public"
    """The state, regions, municipalities, coordination associations and other public bodies."""
    PRIVATE = "private"
    OWN = "own"
    """The owner's own, of which the project's file does not say whether it is public or private."""
    NOBODY = "nobody"
    """Cost that nobody has been planned for."""


_SECTORS = {SourceKind.EU: Sector.EU, SourceKind.PRIVATE: Sector.PRIVATE, SourceKind.OWN: Sector.OWN}


@frozen(kw_only=True)
class SectorSum:
    """What sources of a sector have planned and earned; minor units.

    Attributes:
        sector: The sector.
        is_support: Whether it is the funder's support; else it is co-financing or the owner's own share.
        planned_minor: Planned financing; None where none of it is known.
        cash_minor: Earned by cost in money.
        in_kind_minor: Given in kind.
    """

    sector: Sector
    is_support: bool
    planned_minor: int | None = None
    cash_minor: int = 0
    in_kind_minor: int = 0

    @property
    def earned_minor(self) -> int:
        """All that is earned, minor units."""
        return self.cash_minor + self.in_kind_minor


def sectors(shares: Iterable[SourceShare]) -> tuple[SectorSum, ...]:
    """Return the sums of sectors: support first, then co-financing and own shares, then what nobody pays.

    Args:
        shares: Of one project, or of several in one currency without what they pay each other.
    """
    found: dict[tuple[bool, Sector], SectorSum] = {}
    for share in shares:
        sector = _SECTORS.get(share.source.kind, Sector.PUBLIC) if share.source else Sector.NOBODY
        is_support = share.source is not None and share.source.role is SourceRole.SUPPORT
        held = found.get((is_support, sector)) or SectorSum(sector=sector, is_support=is_support)
        found[is_support, sector] = evolve(
            held,
            planned_minor=known_sum((held.planned_minor, share.planned_minor)),
            cash_minor=held.cash_minor + share.cash_minor,
            in_kind_minor=held.in_kind_minor + share.in_kind_minor,
        )
    order = [*Sector]
    return tuple(
        found[key] for key in sorted(found, key=lambda key: (key[1] is Sector.NOBODY, not key[0], order.index(key[1])))
    )
