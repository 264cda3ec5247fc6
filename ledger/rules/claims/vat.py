"""Value added tax by treatment: what stays a cost, and what the municipal refund gives back as income of its own."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from fractions import Fraction

from ledger.core.record import evolve
from ledger.core.record import frozen
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.model.claims.vat import VatCompensation
from ledger.model.claims.vat import VatTreatment
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.model.entry_kind import EntryKind

_KIND, _AMOUNT, _VAT, _TREATMENT = (
    COLUMNS.index(name) for name in ("kind", "amount_minor", "vat_minor", "vat_treatment")
)


@frozen(kw_only=True)
class VatSum:
    """Costs of one treatment.

    Attributes:
        treatment: What becomes of their tax.
        entries: How many.
        cost_minor: What they cost, as booked, minor units.
        vat_minor: The tax stated with them, minor units.
        refund_exact: What the refund gives back, before rounding, minor units; 0 where it gives nothing.
        rule: The flat rate that gives it, if it is one.
    """

    treatment: VatTreatment
    entries: int = 0
    cost_minor: int = 0
    vat_minor: int = 0
    refund_exact: Fraction = Fraction(0)
    rule: VatCompensation | None = None

    @property
    def refund_minor(self) -> int:
        """What the refund gives back, minor units, half up on the whole."""
        return round_fraction(self.refund_exact, Rounding.HALF_UP)


def vat_sums(rows: Iterable[EntryRow], rates: Sequence[VatCompensation]) -> tuple[VatSum, ...]:
    """Return costs that say what becomes of their tax, by treatment; nothing of it lowers any cost.

    Args:
        rows: Entries.
        rates: The flat rates of the refund.
    """
    known = {rate.treatment: rate for rate in rates}
    found: dict[VatTreatment, VatSum] = {}
    for row in rows:
        if row[_KIND] == EntryKind.COST and row[_TREATMENT]:
            treatment = VatTreatment(row[_TREATMENT])
            held = found.get(treatment, VatSum(treatment=treatment, rule=known.get(treatment)))
            found[treatment] = evolve(
                held,
                entries=held.entries + 1,
                cost_minor=held.cost_minor + row[_AMOUNT],
                vat_minor=held.vat_minor + (row[_VAT] or 0),
            )
    return tuple(_refunded(found[treatment]) for treatment in VatTreatment if treatment in found)


def unsaid(rows: Iterable[EntryRow]) -> tuple[int, int]:
    """Return how many costs state a tax without saying what becomes of it, and that tax, minor units."""
    taxes = [row[_VAT] for row in rows if row[_KIND] == EntryKind.COST and row[_VAT] and not row[_TREATMENT]]
    return len(taxes), sum(taxes)


def _refunded(held: VatSum) -> VatSum:
    if held.treatment is VatTreatment.COMPENSATED:
        return evolve(held, refund_exact=Fraction(held.vat_minor))
    return evolve(held, refund_exact=held.cost_minor * held.rule.rate) if held.rule else held
