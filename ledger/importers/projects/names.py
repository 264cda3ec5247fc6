"""What the tables of a project file may refer to, and the amounts that they hold."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from ledger.core.amounts import parse_amount
from ledger.core.record import frozen

if TYPE_CHECKING:
    from ledger.core.amounts import Amount
    from ledger.core.money import Currency
    from ledger.core.section import Section
    from ledger.importers.parties import Parties

TOTAL = "total"
"""What a column for the whole project is called."""

YEAR = re.compile(r"(?:19|20)[0-9]{2}")

# What a line's flag says as well; any other qualifier is kept in the words of the document.
_PLAINLY_APPROXIMATE = frozenset({"cirka", "circa", "ca", "c:a", "about", "approximately"})


@frozen(kw_only=True)
class Names:
    """What the tables of a project file may refer to.

    Attributes:
        parties: The file's parties.
        currency: Of every amount in the file.
        categories: Category codes of the project's scheme; None where the scheme is not known.
        parts: Part ids.
        phases: Phase ids.
        sources: Source ids.
    """

    parties: Parties
    currency: Currency
    categories: tuple[str, ...] | None = None
    parts: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def amount(self, section: Section, key: str, *, needed: bool = False, signed: bool = False) -> Amount | None:
        """Take an amount in the file's currency, zero or more unless it may be below."""
        amount = section.parsed(key, partial(parse_amount, assumed=self.currency), needed=needed)
        if amount is None:
            return None
        if amount.currency and amount.currency != self.currency:
            section.report("PRJ-014", key, found=amount.currency.code, expected=self.currency.code)
            return None
        if amount.minor < 0 and not signed:
            section.report("PRJ-013", key)
            return None
        return amount


def words_beyond_figure(section: Section, key: str, amount: Amount) -> str | None:
    """Return the document's words for an amount where figure and flag do not say all of it, such as VAT; else None."""
    qualifier = (amount.qualifier or "cirka").lower()
    says_more = amount.vat_excluded or amount.note or qualifier not in _PLAINLY_APPROXIMATE
    return section.text(key) if says_more else None


def take_time(section: Section, names: Names) -> tuple[int | None, str | None]:
    """Take the year or the phase that a line is for; neither is the whole project, both are reported."""
    year, phase = section.whole("year"), section.member("phase", names.phases, "PRJ-008")
    if year is not None and not YEAR.fullmatch(str(year)):
        section.report_unknown("PRJ-007", "year", str(year), (*names.phases, TOTAL))
    if year and phase:
        section.report("PRJ-021", "phase")
    return year, phase
