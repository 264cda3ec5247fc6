"""A federation's figures reckoned a second time, from its files as they lie there.

The TOML and CSV files are read into plain dicts and gone over with plain loops. No code is shared with medfin: amounts,
keys, mappings, rates, shares and periods are all read and reckoned here anew, by what the documentation says.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

from tests.federation.read import RECEIVED
from tests.federation.read import SIGNS
from tests.federation.read import Files
from tests.federation.read import half_up
from tests.federation.read import largest_remainder
from tests.federation.read import minor_of
from tests.federation.read import month_end
from tests.federation.read import period_of
from tests.federation.read import year_weights


class Reckoning:
    """The whole of a federation for some days, reckoned from its files.

    Attributes:
        actual: Cost in money less income by project, nothing eliminated.
        in_kind: Given in kind by project.
        budget: Budgeted cost in money by project, nothing eliminated.
        in_kind_budget: Budgeted in kind by project.
        by_category: Cost in money by category of the general scheme.
        paid: The payer's side of each contribution by its key, figure and period.
        came: The payee's side likewise.
        plain: Cost with what is given in kind by project, in its own currency, of every project of the book.
        plain_budget: Its budget likewise.
    """

    def __init__(
        self,
        files: Files,
        today: date,
        *,
        year: int | None = None,
        end: date | None = None,
        basis: str = "booked",
        asked: list[str] | None = None,
    ) -> None:
        self.files, self.today, self.year, self.end = files, today, year, end
        self.asked = asked or files.consolidated
        self.first = date(year or 1900, 1, 1)
        self.last = min(day for day in (end, date(year, 12, 31) if year else None, date.max) if day)
        self.clock = "datum" if basis == "booked" else "avser"
        self.pairing = files.federation["federation"]["pairing"]
        self.actual: Counter[str] = Counter()
        self.in_kind: Counter[str] = Counter()
        self.budget: Counter[str] = Counter()
        self.in_kind_budget: Counter[str] = Counter()
        self.by_category: Counter[str] = Counter()
        self.paid: Counter[tuple[str, str, str]] = Counter()
        self.came: Counter[tuple[str, str, str]] = Counter()
        self.plain: Counter[str] = Counter()
        self.plain_budget: Counter[str] = Counter()
        for id_ in files.projects:
            self._plain(id_)
        for id_ in self.asked:
            self._entries(id_)
            self._plan(id_)
            self._promises(id_)

    def rows(self, id_: str) -> list[dict[str, Any]]:
        """Return a project's rows of the days asked for."""
        return self.between(id_, self.first, self.last)

    def between(self, id_: str, first: date, last: date) -> list[dict[str, Any]]:
        """Return a project's rows of some days."""
        return [
            row
            for row in self.files.rows
            if row["projekt"] == id_ and first <= date.fromisoformat(row[self.clock]) <= last
        ]

    def internals(self) -> list[tuple[str, dict[str, str]]]:
        """Return the contributions between projects of the whole, with what tells each from the others."""
        asked = set(self.asked)
        return [
            (f"{each['payer']}/{each['payee']}/{each['source']}", each)
            for each in self.files.federation.get("internal", [])
            if {each["payer"], each["payee"]} <= asked
        ]

    def _plain(self, id_: str) -> None:
        roles = self._roles(id_)
        for row in self.rows(id_):
            self.plain[id_] += {**SIGNS, "in_kind": 1}.get(row["typ"], 0) * row["minor"]
        for category, _, year, minor in self.cost_lines(id_):
            if self.year in (None, year):
                self.plain_budget[id_] += -minor if roles[category] == "income" else minor

    def _roles(self, id_: str) -> dict[str, str]:
        return self.files.schemes[self.files.projects[id_]["project"]["scheme"]]

    def month_sums(self, id_: str, rows: list[dict[str, Any]]) -> list[tuple[str, str, str, str, str, int]]:
        """Return part, category, source, kind, month and sum in kronor, by the rate of the month's last day."""
        currency = self.files.projects[id_]["project"]["currency"]
        sums: Counter[tuple[str, ...]] = Counter()
        for row in rows:
            key = ("delprojekt", "kostnadsslag", "finansiär", "typ")
            sums[(*(row[each] for each in key), row["datum"][:7], row["avser"][:7])] += row["minor"]
        found = []
        for (*keys, booked, belongs), minor in sums.items():
            month = booked if self.clock == "datum" else belongs
            found.append((*keys, month, half_up(minor * self.files.rate(currency, month_end(month)))))
        return found

    def _entries(self, id_: str) -> None:
        project = self.files.projects[id_]["project"]
        for part, category, source, kind, month, own in self.month_sums(id_, self.rows(id_)):
            period = period_of(month, self.pairing)
            if kind == "in_kind":
                self.in_kind[id_] += own
            elif kind in SIGNS:
                self.actual[id_] += SIGNS[kind] * own
                self.by_category[self.files.common(project["scheme"], category)] += SIGNS[kind] * own
            for name, internal in self.internals():
                if id_ == internal["payer"] and kind in SIGNS and _is_taken(internal, category, part):
                    self.paid[name, "actual", period] += SIGNS[kind] * own
                if id_ == internal["payee"] and kind in RECEIVED and source == internal["source"]:
                    self.came[name, "actual", period] += RECEIVED[kind] * own

    def cost_lines(self, id_: str) -> list[tuple[str, str, int | None, int]]:
        """Return category, part, year and amount in the project's own currency of the budget in force."""
        version = self.files.in_force(id_, self.today)
        lines = [
            (category, "", None if key == "total" else int(key), minor_of(text))
            for category, years in version.get("cost", {}).items()
            for key, text in years.items()
        ]
        more = version.get("line", [])
        return [*lines, *((each["category"], each["part"], each["year"], minor_of(each["amount"])) for each in more)]

    def years(self, id_: str, year: int | None, minor: int) -> list[tuple[int | None, int]]:
        """Convert a line of a budget, and lay one without year over the project's years by the federation's key."""
        project = self.files.projects[id_]["project"]
        decided = self.files.in_force(id_, self.today)["decided"]
        own = half_up(minor * self.files.rate(project["currency"], decided))
        told = {each["id"]: each.get("year_key") for each in self.files.federation["project"]}
        if year is not None or not told.get(id_):
            return [(year, own)]
        weights = year_weights(project["start"], project["end"], told[id_])
        return list(zip(weights, largest_remainder(own, [*map(Fraction, weights.values())]), strict=True))

    def _plan(self, id_: str) -> None:
        roles = self._roles(id_)
        for category, part, told, minor in self.cost_lines(id_):
            for year, own in self.years(id_, told, minor):
                if self.year not in (None, year):
                    continue
                role = roles[category]
                if role == "in_kind":
                    self.in_kind_budget[id_] += own
                else:
                    self.budget[id_] += -own if role == "income" else own
                for name, internal in self.internals():
                    if id_ == internal["payer"] and _is_taken(internal, category, part):
                        self.paid[name, "budget", str(year or "")] += own

    def planned_cost(self, id_: str) -> int:
        """Return the whole cost that the budget in force plans, in kronor, whatever year it is for."""
        roles = self._roles(id_)
        lines = [
            (category, own)
            for category, _, told, minor in self.cost_lines(id_)
            for _, own in self.years(id_, told, minor)
        ]
        return sum(-own if roles[category] == "income" else own for category, own in lines)

    def promises(self, id_: str) -> list[tuple[str, int | None, int]]:
        """Return source, year and amount in kronor of what the budget in force promises."""
        return [
            (source, year, own)
            for source, years in self.files.in_force(id_, self.today).get("financing", {}).items()
            for key, text in years.items()
            for year, own in self.years(id_, None if key == "total" else int(key), minor_of(text))
        ]

    def _promises(self, id_: str) -> None:
        for source, year, own in self.promises(id_):
            for name, internal in self.internals():
                is_own = id_ == internal["payee"] and source == internal["source"]
                if is_own and self.year in (None, year):
                    self.came[name, "budget", str(year or "")] += own

    def common(self) -> dict[tuple[str, str, str], int]:
        """Return what both sides of each contribution have in common, by its key, figure and period."""
        found = {}
        for key in {*self.paid, *self.came}:
            one, other = self.paid[key], self.came[key]
            alike = (one > 0 and other > 0) or (one < 0 and other < 0)
            found[key] = (1 if one > 0 else -1) * min(abs(one), abs(other)) if alike else 0
        return found

    def eliminated(self, figure: str) -> Counter[str]:
        """Return what is taken off each project's cost or budget."""
        payers = {name: each["payer"] for name, each in self.internals()}
        found: Counter[str] = Counter()
        for (name, of, _), minor in self.common().items():
            if of == figure:
                found[payers[name]] -= minor
        return found

    def alone(self) -> list[tuple[str, str, str, int]]:
        """Return project, day, side and amount in kronor of each row of a pair without counterpart."""
        found = []
        common = self.common()
        for name, internal in self.internals():
            for key_name, figure, period in common:
                key = (key_name, figure, period)
                if key_name != name or figure != "actual" or self.paid[key] == self.came[key]:
                    continue
                paid = self._side(internal, period, payer=True)
                came = self._side(internal, period, payer=False)
                found += _unmatched(paid, came, internal["payer"], "payer")
                found += _unmatched(came, paid, internal["payee"], "payee")
        return sorted(found)

    def _side(self, internal: dict[str, str], period: str, *, payer: bool) -> list[tuple[str, int]]:
        id_ = internal["payer" if payer else "payee"]
        currency = self.files.projects[id_]["project"]["currency"]
        found = []
        for row in self.rows(id_):
            month = row[self.clock][:7]
            if period_of(month, self.pairing) != period:
                continue
            own = half_up(row["minor"] * self.files.rate(currency, month_end(month)))
            if payer and row["typ"] in SIGNS and _is_taken(internal, row["kostnadsslag"], row["delprojekt"]):
                found.append((row[self.clock], SIGNS[row["typ"]] * own))
            if not payer and row["typ"] in RECEIVED and row["finansiär"] == internal["source"]:
                found.append((row[self.clock], RECEIVED[row["typ"]] * own))
        return sorted(found)


def _is_taken(internal: dict[str, str], category: str, part: str) -> bool:
    return internal["category"] == category and internal.get("part", part) == part


def _unmatched(
    side: list[tuple[str, int]], other: list[tuple[str, int]], id_: str, end: str
) -> list[tuple[str, str, str, int]]:
    left = Counter(minor for _, minor in other)
    found = []
    for day, minor in side:
        if left[minor] > 0:
            left[minor] -= 1
        else:
            found.append((id_, day, end, minor))
    return found
