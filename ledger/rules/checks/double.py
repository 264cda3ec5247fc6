"""Costs that may be funded twice, told of the projects that are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping

from ledger.core.finding import Finding
from ledger.core.finding import Place
from ledger.core.finding import warning
from ledger.core.money import Currency
from ledger.core.money import Money
from ledger.rules.financing.double import Double
from ledger.rules.financing.double import Same
from ledger.rules.financing.double import Sight

_CODES = {Same.VOUCHER: "DBL-001", Same.EVIDENCE: "DBL-002", Same.EVIDENCE_AND_AMOUNT: "DBL-003"}


def check_double(doubles: Iterable[Double], currencies: Mapping[str, Currency]) -> Iterator[Finding]:
    """Yield DBL-001 for the same voucher and amount in two projects, DBL-002 for the same evidence in two.

    DBL-003 for the same evidence and amount twice in one project.

    Args:
        doubles: Entries that may be one cost.
        currencies: The currency of each project that is asked for; the others' entries are named, not told of.
    """
    for each in doubles:
        for sight in each.sights:
            others = [other for other in each.sights if _counts(each.same, sight, other)]
            if sight.project in currencies and others:
                yield warning(
                    _CODES[each.same],
                    Place(project=sight.project, entry=sight.number),
                    amount=Money(sight.amount_minor, currencies[sight.project]),
                    voucher=sight.voucher or "–",
                    other=others[0].number,
                    project=others[0].project,
                )


def _counts(same: Same, sight: Sight, other: Sight) -> bool:
    """Whether an entry is to be named beside another: one of another project, or an earlier one of the same."""
    if same is Same.EVIDENCE_AND_AMOUNT:
        return other.number < sight.number
    return other.project != sight.project
