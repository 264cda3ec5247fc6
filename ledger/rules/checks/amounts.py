"""What the budget version in force does not say, or says only about: such amounts are never taken as exact."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.finding import Finding
from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.model.entry import COLUMNS
from ledger.rules.checks.case import Case
from ledger.rules.checks.planned import without_amount

_NUMBER, _AMOUNT, _VAT, _REVERSES = (
    COLUMNS.index(name) for name in ("number", "amount_minor", "vat_minor", "reverses")
)


def check_sign(case: Case) -> Iterator[Finding]:
    """Yield AMO-004 for each entry below zero that reverses none: right for a credit note, else a slip of the sign.

    It is asked of what is typed in by hand, at once; files have many credit notes.
    """
    for row in case.entries():
        if row[_AMOUNT] < 0 and row[_REVERSES] is None:
            number = row[_NUMBER]
            yield note("AMO-004", case.entry(number), amount=case.money(row[_AMOUNT]), number=number)


def check_vat(case: Case) -> Iterator[Finding]:
    """Yield AMO-005 for each entry with more tax than it is of, or tax of the other sign; asked as `check_sign` is."""
    for row in case.entries():
        vat, amount = row[_VAT] or 0, row[_AMOUNT]
        if abs(vat) > abs(amount) or vat * amount < 0:
            number = row[_NUMBER]
            yield warning("AMO-005", case.entry(number), vat=case.money(vat), amount=case.money(amount), number=number)


def check_unknown_amounts(case: Case) -> Iterator[Finding]:
    """Yield AMO-001 for each source with neither an amount nor agreed share, AMO-002 where no category has a cost."""
    version = case.version
    if version is None:
        return
    for source in without_amount(version, case.project):
        if source.share is None:
            yield note("AMO-001", case.place(f"source.{source.id}"), source=case.dossier.party_name(source.party))
    if not version.cost:
        yield note("AMO-002", case.place(f"{case.version_key}.cost"))


def check_approximate_amounts(case: Case) -> Iterator[Finding]:
    """Yield AMO-003 for each amount that the document of the version in force gives as approximate."""
    version = case.version
    if version is None:
        return
    amounts = (
        *((f"cost.{line.category}", line.amount_minor, line.approximate) for line in version.cost),
        *((f"financing.{line.source}", line.amount_minor, line.approximate) for line in version.financing),
        *((f"stated.{each.view}", each.amount_minor, each.approximate) for each in version.stated),
    )
    for key, amount_minor, approximate in amounts:
        if approximate:
            yield note("AMO-003", case.place(f"{case.version_key}.{key}"), amount=case.money(amount_minor))
