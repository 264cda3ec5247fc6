"""Whether the accounts of a file are those of a chart: the same numbers stand for other things in other charts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping
from typing import NamedTuple

from ledger.model.imports.chart import AccountGroup
from ledger.model.imports.chart import Chart

ACCOUNT = re.compile(r"[0-9A-Za-z]{1,16}")
"""How a map writes an account, or the beginning of one; a file may hold others, which no map can name."""


class Telling(NamedTuple):
    """An account whose name speaks against a chart.

    Attributes:
        account: Its number.
        name: Its name in the file.
        group: What the chart says that the number stands for.
    """

    account: str
    name: str
    group: AccountGroup


class Agreement(NamedTuple):
    """What names of accounts say of a chart.

    Attributes:
        agreeing: How many names say what the chart says.
        against: Those that say what another group of the chart says.
    """

    agreeing: int
    against: tuple[Telling, ...]

    @property
    def holds(self) -> bool:
        """Whether the chart is the file's: more names agree than not."""
        return self.agreeing > len(self.against)

    @property
    def tells(self) -> bool:
        """Whether any name tells anything."""
        return bool(self.agreeing or self.against)


def agreement(chart: Chart, accounts: Iterable[tuple[str, str]]) -> Agreement:
    """Return what names of accounts say of a chart.

    A name agrees if it has a word of its number's group, and speaks against the chart if it has only words of groups
    whose costs are of another category. One without such words tells nothing, and so do accounts that are no costs:
    income and finance stand in the same classes of most charts.

    Args:
        chart: The chart.
        accounts: Numbers and names of the file's accounts.
    """
    agreeing, against = 0, []
    words = _categories(chart)
    for account, name in accounts:
        group, said = chart.group(account), name.casefold()
        if group is None or group.category is None or not group.words:
            continue
        if any(word in said for word in group.words):
            agreeing += 1
        else:
            meant = {category for word, categories in words.items() if word in said for category in categories}
            if meant and group.category not in meant:
                against.append(Telling(account, name, group))
    return Agreement(agreeing, tuple(against))


def _categories(chart: Chart) -> Mapping[str, frozenset[str]]:
    """Return the categories of costs that each word of a chart tells."""
    found: dict[str, frozenset[str]] = {}
    for group in chart.groups:
        for word in group.words if group.category else ():
            found[word] = found.get(word, frozenset()) | {group.category or ""}
    return found
