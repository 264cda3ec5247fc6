"""Which internal contribution a cost belongs to, found at once among thousands."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from ledger.model.federation.federation import InternalContribution

Fields = tuple[str, ...]

SELECTORS: Fields = ("category", "part", "phase")
"""The fields of a cost by which a contribution can tell it, in the order in which they are asked for."""


def taker(internals: Iterable[InternalContribution]) -> Callable[..., InternalContribution | None]:
    """Return what tells the contribution that a cost of one payer belongs to, by its category, part and phase.

    Args:
        internals: Contributions of one payer, no two of which could take the same cost.
    """
    tables: dict[Fields, dict[Fields, InternalContribution]] = {}
    for each in internals:
        named = tuple(field for field in SELECTORS if getattr(each, field) is not None)
        tables.setdefault(named, {})[tuple(getattr(each, field) for field in named)] = each
    places = [(tuple(SELECTORS.index(field) for field in named), table) for named, table in tables.items()]

    def take(category: str, part: str | None, phase: str | None) -> InternalContribution | None:
        fact = (category, part or "", phase or "")
        for at, table in places:
            found = table.get(tuple(fact[each] for each in at))
            if found is not None:
                return found
        return None

    return take


def clashes(
    internals: Iterable[InternalContribution],
) -> Iterator[tuple[int, InternalContribution, bool]]:
    """Yield where two contributions would take the same cost or the same receipt.

    Args:
        internals: Contributions in the order of their file.

    Yields:
        Place of the later one, the earlier one, and whether it is about the receipt.
    """
    receipts: dict[tuple[str, str], InternalContribution] = {}
    costs: dict[str, _Costs] = defaultdict(_Costs)
    for at, each in enumerate(internals):
        first = receipts.setdefault((each.payee, each.source), each)
        if first is not each:
            yield at, first, True
        met = costs[each.payer].add(each)
        if met is not None:
            yield at, met, False


class _Costs:
    """Contributions of one payer by what they name, so that one that overlaps another is seen at once."""

    def __init__(self) -> None:
        self._named: dict[Fields, list[InternalContribution]] = {}
        self._seen: dict[tuple[Fields, Fields], dict[Fields, InternalContribution]] = {}

    def add(self, new: InternalContribution) -> InternalContribution | None:
        """Return an earlier contribution that could take a cost which this one takes, and remember this one."""
        own = tuple(field for field in SELECTORS if getattr(new, field) is not None)
        found = next(filter(None, (self._met(new, own, other) for other in self._named)), None)
        self._named.setdefault(own, []).append(new)
        for (named, common), seen in self._seen.items():
            if named == own:
                seen.setdefault(_values(new, common), new)
        return found

    def _met(self, new: InternalContribution, own: Fields, other: Fields) -> InternalContribution | None:
        """Return one of those that name the fields `other` and agree with `new` in whatever both name."""
        common = tuple(field for field in own if field in other)
        if (other, common) not in self._seen:
            self._seen[other, common] = {_values(each, common): each for each in reversed(self._named[other])}
        return self._seen[other, common].get(_values(new, common))


def _values(each: InternalContribution, fields: Fields) -> Fields:
    return tuple(getattr(each, field) for field in fields)
