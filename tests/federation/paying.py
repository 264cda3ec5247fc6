"""Who pays for a random federation, reckoned a second time from its files by what the documentation says.

As `tests.federation.reckoned`, it shares no code with medfin: the rule of co-financing is written anew as far as the
random projects need it, where money divides by plan, support stops at what is granted, and nobody takes the rest.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from fractions import Fraction
from typing import Any

from tests.federation.read import RECEIVED
from tests.federation.read import SIGNS
from tests.federation.read import largest_remainder
from tests.federation.reckoned import Reckoning

NOBODY, INTERNAL, OTHERS = "roles.unknown", "row.between_projects", "row.not_members"
MONEY, TIME, CAME = "cash", "in_kind", "received"

Figures = dict[str, Counter[str]]


class Paying:
    """What each source of each project has earned and paid in some days.

    Attributes:
        reckoning: The same days.

    What is to come in money by project, if any is given, counts as cost of those days that names no source.
    """

    def __init__(self, reckoning: Reckoning, *, coming: Mapping[str, int] | None = None) -> None:
        self.reckoning = reckoning
        self._coming = coming or {}
        self.files = reckoning.files
        internals = [each for _, each in reckoning.internals()]
        self._internal = {(each["payee"], each["source"]) for each in internals}
        self.shares = {id_: self._shares(id_) for id_ in self.reckoning.asked}

    def by_payer(self, *, members: bool) -> Figures:
        """Return budget and cost by who pays, as the whole shows them before elimination."""
        found: Figures = defaultdict(Counter)
        for id_, shares in self.shares.items():
            for source, figures in shares.items():
                row = self.row(id_, source, members=members)
                found[row]["actual_parts"] += figures[MONEY]
                found[row]["in_kind"] += figures[TIME]
            self._promised(found, id_, members=members)
        for figure, column in (("actual", "internal"), ("budget", "budget_internal")):
            found[INTERNAL][column] = sum(self.reckoning.eliminated(figure).values())
        return found

    def by_funder(self) -> dict[tuple[bool, str], Counter[str]]:
        """Return what stands for each funder, internal ones apart, the own accounts left out."""
        found: dict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
        for id_ in self.reckoning.asked[1:]:
            for source, figures in self.shares[id_].items():
                party = self._sources(id_)[source]["party"] if source else NOBODY
                found[(id_, source) in self._internal, party].update(figures)
            for source, year, minor in self.reckoning.promises(id_):
                if self.reckoning.year in (None, year):
                    party = self._sources(id_)[source]["party"]
                    found[(id_, source) in self._internal, party]["planned"] += minor
        return found

    def external(self, id_: str) -> dict[str, Counter[str]]:
        """Return what sources outside the whole have earned and paid of a project in money."""
        sources = self._sources(id_)
        return {
            source: figures
            for source, figures in self.shares[id_].items()
            if source and sources[source]["form"] != "in_kind" and (id_, source) not in self._internal
        }

    def _sources(self, id_: str) -> dict[str, dict[str, Any]]:
        return {each["id"]: each for each in self.files.projects[id_]["source"]}

    def row(self, id_: str, source: str, *, members: bool) -> str:
        """Return whom a source of a project stands for."""
        if not source:
            return NOBODY
        if (id_, source) in self._internal:
            return INTERNAL
        party = self._sources(id_)[source]["party"]
        known = {each["party"] for each in self.files.federation["member"]}
        return OTHERS if members and party not in known else party

    def _promised(self, found: Figures, id_: str, *, members: bool) -> None:
        left = Counter(
            {"budget_parts": self.reckoning.budget[id_], "in_kind_budget": self.reckoning.in_kind_budget[id_]}
        )
        for source, year, minor in self.reckoning.promises(id_):
            if self.reckoning.year in (None, year):
                is_money = self._sources(id_)[source]["form"] != "in_kind"
                column = "budget_parts" if is_money else "in_kind_budget"
                found[self.row(id_, source, members=members)][column] += minor
                left[column] -= minor
        for column, minor in left.items():
            found[NOBODY][column] += minor

    def _shares(self, id_: str) -> dict[str, Counter[str]]:
        """Return what each source has earned and paid: to the last day less what it had before the first."""
        now = self._to_date(id_, self.reckoning.last, self._coming.get(id_, 0))
        before = self._to_date(id_, self.reckoning.first - timedelta(days=1))
        for source, figures in before.items():
            now[source].subtract(figures)
        return now

    def _to_date(self, id_: str, last: date, coming_minor: int = 0) -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = {each: Counter() for each in (*self._sources(id_), "")}
        open_minor = coming_minor
        rows = self.reckoning.between(id_, date.min, last)
        for _, _, source, kind, _, own in self.reckoning.month_sums(id_, rows):
            if kind == "in_kind":
                found[source][TIME] += own
            elif kind == "cost" and source:
                found[source][MONEY] += own
            elif kind in SIGNS:
                open_minor += SIGNS[kind] * own
            else:
                found[source][CAME] += RECEIVED[kind] * own
        for source, minor in self._divided(id_, open_minor, found).items():
            found[source][MONEY] += minor
        return found

    def _divided(self, id_: str, minor: int, found: dict[str, Counter[str]]) -> dict[str, int]:
        """Divide cost that names no source by plan; support stops at the grant, and what is left is nobody's."""
        if not minor:
            return {}
        sources, sign = self._sources(id_), -1 if minor < 0 else 1
        money = [each for each in sources if sources[each]["form"] != "in_kind"]
        plan: Counter[str] = Counter()
        for source, _, promised in self.reckoning.promises(id_):
            plan[source] += promised
        planned = self.reckoning.planned_cost(id_)
        unknown = any(source not in plan for source in money)
        open_weight = max(planned - sum(plan.values()), 0) if unknown else 0
        weights = sum(max(plan[source], 0) for source in money) + open_weight
        exact = {source: Fraction(0) for source in (*money, "")}
        for source in money:
            part = Fraction(abs(minor) * max(plan[source], 0), weights) if weights else Fraction(0)
            if sources[source]["role"] == "support" and source in plan:
                taken = sign * (found[source][MONEY] + found[source][TIME])
                part = min(part, Fraction(max(plan[source] - taken, 0)))
            exact[source] = part
        exact[""] = abs(minor) - sum(exact.values())
        return dict(zip(exact, largest_remainder(minor, [*exact.values()]), strict=True))
