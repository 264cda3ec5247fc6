"""What a random federation will have cost and who will have paid it, reckoned a second time from its files.

As `tests.federation.reckoned` and `paying`, it shares no code with medfin: months, plans, paces and what is to come are
gone over anew by what the documentation says of forecasts. The random projects order nothing and nobody types anything.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from datetime import timedelta
from fractions import Fraction
from typing import Any
from typing import NamedTuple

from tests.federation.paying import MONEY
from tests.federation.paying import Paying
from tests.federation.read import SIGNS
from tests.federation.read import half_up
from tests.federation.read import largest_remainder
from tests.federation.read import month_end
from tests.federation.reckoned import Reckoning

COSTS = {**SIGNS, "in_kind": 1}


def months_between(first: date, last: date) -> list[str]:
    """Return every month that some days touch."""
    found, day = [], first
    while day <= last:
        found.append(f"{day:%Y-%m}")
        day = month_end(found[-1]) + timedelta(days=1)
    return found


class Books(NamedTuple):
    """How far a project's books have come.

    Attributes:
        project: Project id.
        days: First and last day that its forecast looks to.
        through: Last month that is over and has any cost; empty for none.
        is_over: Whether those days have passed.
    """

    project: str
    days: tuple[date, date]
    through: str
    is_over: bool


class Believed:
    """What each project of some days will have cost, category by category.

    Attributes:
        coming: By project, what is to come in categories that cost money; projects without a budget are left out.
        money: By project, what it will have cost in money in all, nothing eliminated.
    """

    def __init__(self, reckoning: Reckoning) -> None:
        self.reckoning, self.files = reckoning, reckoning.files
        self.coming: dict[str, int] = {}
        self.money: dict[str, int] = {}
        for id_ in reckoning.asked:
            lines = self._lines(id_)
            if any(reckoning.year in (None, year) for _, year, _ in lines):
                forecast = self._forecast(id_, lines)
                self.coming[id_] = sum(minor - actual for minor, actual in forecast)
                self.money[id_] = sum(minor for minor, _ in forecast)

    def by_payer(self, *, members: bool) -> Counter[str]:
        """Return what each payer will have paid in money; what is internal is not taken off."""
        paying = Paying(self.reckoning, coming=self.coming)
        found: Counter[str] = Counter()
        for id_ in self.coming:
            for source, figures in paying.shares[id_].items():
                found[paying.row(id_, source, members=members)] += figures[MONEY]
        return found

    def _lines(self, id_: str) -> list[tuple[str, int | None, int]]:
        """Return category, year and signed amount in kronor of the budget in force."""
        roles = self._roles(id_)
        return [
            (category, year, -own if roles[category] == "income" else own)
            for category, _, told, minor in self.reckoning.cost_lines(id_)
            for year, own in self.reckoning.years(id_, told, minor)
        ]

    def _roles(self, id_: str) -> dict[str, str]:
        return self.files.schemes[self.files.projects[id_]["project"]["scheme"]]

    def _forecast(self, id_: str, lines: list[tuple[str, int | None, int]]) -> list[tuple[int, int]]:
        """Return what each category that costs money will have cost, and has."""
        reckoning = self.reckoning
        sums = [each for each in reckoning.month_sums(id_, reckoning.rows(id_)) if each[3] in COSTS]
        days = self._days(id_)
        is_over = days[1] < reckoning.today and (reckoning.end is None or days[1] <= reckoning.end)
        books = Books(id_, days, self._through(sums), is_over)
        found = []
        for category, role in self._roles(id_).items():
            if role == "in_kind":
                continue
            booked: Counter[str] = Counter()
            for _, of, _, kind, month, own in sums:
                booked[month] += COSTS[kind] * own if of == category else 0
            own_lines = [(year, minor) for of, year, minor in lines if of == category]
            sign = -1 if role == "income" else 1
            found.append((self._line(own_lines, booked, sign, books), sum(booked.values())))
        return found

    def _line(self, lines: list[tuple[int | None, int]], booked: Counter[str], sign: int, books: Books) -> int:
        placed = [each for each in lines if self.reckoning.year in (None, each[0])]
        actual = sum(booked.values())
        if placed or all(year is not None for year, _ in lines):
            planned = sum(self._left(line, books) for line in placed)
            going_on = sign * sum(minor for month, minor in booked.items() if month > books.through)
            spent = max(0, going_on) if books.through else going_on
            return actual + sign * max(0, sign * planned - spent)
        months = months_between(*books.days)
        done = sum(each <= books.through for each in months) if books.through else 0
        if not done:
            return actual
        before = sign * sum(minor for month, minor in booked.items() if month <= books.through)
        before = sign * min(before, sign * actual)
        return half_up(Fraction(before * (done if books.is_over else len(months)), done))

    def _left(self, line: tuple[int | None, int], books: Books) -> int:
        """Return what a line of the budget has for the months to come, laid evenly over its months."""
        year, minor = line
        if not books.through:
            return minor
        if books.is_over:
            return 0
        project = self.files.projects[books.project]["project"]
        first, last = project["start"], project["end"]
        if year is not None:
            both = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
            first, last = both if both[0] <= both[1] else (date(year, 1, 1), date(year, 12, 31))
        months = months_between(first, last)
        parts = largest_remainder(minor, [Fraction(1)] * len(months))
        return sum(part for month, part in zip(months, parts, strict=True) if month > books.through)

    def _days(self, id_: str) -> tuple[date, date]:
        project, year = self.files.projects[id_]["project"], self.reckoning.year
        first, last = project["start"], project["end"]
        if year is None:
            return first, last
        both = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        return both if both[0] <= both[1] else (date(year, 1, 1), date(year, 12, 31))

    def _through(self, sums: list[tuple[Any, ...]]) -> str:
        """Return the last month that is over and has any cost; empty for none."""
        ends = {month: month_end(month) for *_, month, own in sums if own}
        over = [
            month
            for month, end in ends.items()
            if end < self.reckoning.today and (self.reckoning.end is None or end <= self.reckoning.end)
        ]
        return max(over, default="")
