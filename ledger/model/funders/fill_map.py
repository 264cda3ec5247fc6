"""Maps from the cells of a funder's workbook to what medfin puts into them."""

from __future__ import annotations

from enum import StrEnum

from ledger.core.finding import NOWHERE
from ledger.core.finding import Place
from ledger.core.record import frozen


class FillUnit(StrEnum):
    """In what a cell counts: whole units of the project's currency, thousands or millions of them, or percent."""

    KR = "kr"
    TKR = "tkr"
    MKR = "mkr"
    PERCENT = "%"


@frozen(kw_only=True)
class FillEntry:
    """A cell and what it shows.

    Attributes:
        at: The cell as the map writes it, ``Budget!C5``, or a defined name.
        shows: A figure's address, or a fact such as ``project.name``.
        unit: What its figure is counted in; None for whole units of the currency, and a share as a share of 1.
        turned: Whether the sign is turned, for funders who print costs with a minus sign.
        decimals: Decimals to which its figure is rounded; None for the exact figure.
        zero: Whether nothing is written as zero; else the cell stays as it is.
        place: Where the entry stands in the map.
    """

    at: str
    shows: str
    unit: FillUnit | None = None
    turned: bool = False
    decimals: int | None = None
    zero: bool = False
    place: Place = NOWHERE

    @property
    def is_figure(self) -> bool:
        """Whether it shows a figure, not a fact."""
        return "/" in self.shows


@frozen(kw_only=True)
class FillMap:
    """A map.

    Attributes:
        sha256: Digest of the workbook that it was made for, hexadecimal; empty if it does not say.
        unit: What money is counted in where an entry does not say.
        decimals: Decimals to which money is rounded where an entry does not say.
        zero: Whether nothing is written as zero in every entry.
        entries: In the order of the file.
    """

    sha256: str = ""
    unit: FillUnit | None = None
    decimals: int | None = None
    zero: bool = False
    entries: tuple[FillEntry, ...] = ()
