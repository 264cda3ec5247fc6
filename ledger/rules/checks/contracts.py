"""Whether what is spent on contracts stays within their value and their days."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.core.finding import Finding
from ledger.core.finding import warning
from ledger.rules.checks.case import Case
from ledger.rules.corrections import attest


def check_contracts(case: Case) -> Iterator[Finding]:
    """Yield PRC-001 for each contract that has cost more than its value, PRC-002 for costs outside its days."""
    if not case.contracts:
        return
    from ledger.rules.contracts import contract_costs  # noqa: PLC0415 - most projects have none

    for spent in contract_costs(case.contracts, case.entries(), case.replaces):
        contract, place = spent.contract, case.place(f"contract.{spent.contract.id}")
        if spent.left_minor < 0:
            yield warning(
                "PRC-001",
                place,
                contract=contract.id,
                supplier=contract.supplier,
                cost=case.money(spent.cost_minor),
                value=case.money(contract.worth_minor),
                over=case.money(-spent.left_minor),
            )
        if spent.outside:
            yield warning(
                "PRC-002",
                place,
                contract=contract.id,
                supplier=contract.supplier,
                entries=attest.written(spent.outside),
                start=contract.start,
                end=contract.end,
            )
