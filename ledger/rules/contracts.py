"""What has been spent on contracts: the costs that were tied to them, with what reverses or replaces those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date

from ledger.core.record import frozen
from ledger.model.audit.contract import Contract
from ledger.model.corrections.attestation import Spans
from ledger.model.entry import COLUMNS
from ledger.model.entry import EntryRow
from ledger.rules.corrections import attest
from ledger.rules.totals import COST_SIGNS

_AT = {name: at for at, name in enumerate(COLUMNS)}
_NUMBER, _KIND, _AMOUNT, _REVERSES = (_AT[name] for name in ("number", "kind", "amount_minor", "reverses"))
_BELONGS = _AT["belongs_to"]


@frozen(kw_only=True)
class ContractCost:
    """What has been spent on a contract.

    Attributes:
        contract: The contract.
        entries: Its costs, with what reverses or replaces them.
        cost_minor: Their sum as cost, minor units.
        outside: Costs that stand and belong to days before its first or after its last one.
    """

    contract: Contract
    entries: Spans = ()
    cost_minor: int = 0
    outside: Spans = ()

    @property
    def left_minor(self) -> int:
        """What is left of its value, minor units; negative where more has been spent."""
        return self.contract.worth_minor - self.cost_minor


def contract_costs(
    contracts: Iterable[Contract], rows: Iterable[EntryRow], replaces: Mapping[int, int]
) -> tuple[ContractCost, ...]:
    """Return what has been spent on each contract.

    Args:
        contracts: The contracts; no entry is tied to two of them.
        rows: The project's entries by number.
        replaces: By number of an entry that took another one's place, the other one's number.
    """
    held = tuple(contracts)
    of = {number: each.id for each in held for number in attest.numbers(each.entries)}
    ends = {each.id: ((each.start or date.min).isoformat(), (each.end or date.max).isoformat()) for each in held}
    sums: Counter[str] = Counter()
    outside: set[int] = set()
    for row in rows if of else ():
        number, reverses = row[_NUMBER], row[_REVERSES]
        id_ = of.get(number) or of.get(reverses) or of.get(replaces.get(number, 0))
        if id_ is None:
            continue
        of[number] = id_
        sums[id_] += COST_SIGNS[row[_KIND]] * row[_AMOUNT]
        first, last = ends[id_]
        if reverses is not None:
            outside.discard(reverses)
        elif not first <= row[_BELONGS] <= last:
            outside.add(number)
    own: dict[str, list[int]] = {each.id: [] for each in held}
    for number, id_ in of.items():
        own[id_].append(number)
    return tuple(
        ContractCost(
            contract=each,
            entries=attest.spans(own[each.id]),
            cost_minor=sums[each.id],
            outside=attest.spans(outside.intersection(own[each.id])),
        )
        for each in held
    )
