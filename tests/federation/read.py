"""A federation's files read anew, and the arithmetic of a second reckoning; no code is shared with medfin."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections import defaultdict
from datetime import date
from datetime import timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent.parent / "ledger" / "data"

SIGNS = {"cost": 1, "income": -1}

RECEIVED = {"receipt": 1, "advance": 1, "repayment": -1}

LAW = {"state": Fraction(1, 2), "region": Fraction(1, 4), "municipality": Fraction(1, 4)}


def minor_of(text: str) -> int:
    """Read ``-1234,56`` or ``1 000``."""
    whole, _, part = text.replace(" ", "").partition(",")
    sign = -1 if whole.startswith("-") else 1
    return sign * (abs(int(whole)) * 100 + int((part or "0").ljust(2, "0")))


def half_up(exact: Fraction) -> int:
    """Round to the nearest whole, halves away from zero."""
    sign = -1 if exact < 0 else 1
    return sign * int(abs(exact) + Fraction(1, 2))


def largest_remainder(total: int, weights: list[Fraction]) -> list[int]:
    """Split a total so that the parts add up; what is left goes to the largest remainders, the first of those alike."""
    sign, whole = (-1 if total < 0 else 1), sum(weights)
    exact = [abs(total) * weight / whole for weight in weights]
    parts = [int(each) for each in exact]
    by_rest = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_rest[: abs(total) - sum(parts)]:
        parts[at] += 1
    return [sign * part for part in parts]


def month_end(month: str) -> date:
    """Return the last day of ``2021-04``."""
    year, number = map(int, month.split("-"))
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def period_of(month: str, pairing: str) -> str:
    """Return the pairing period of ``2021-04``."""
    year, number = month.split("-")
    return {
        "month": month,
        "quarter": f"{year}-Q{(int(number) + 2) // 3}",
        "half_year": f"{year}-H{1 if int(number) < 7 else 2}",
        "year": year,
    }[pairing]


@cache
def year_weights(first: date, last: date, key: str) -> dict[int, int]:
    """Return how many days, or months, of each year lie between two days, counted one by one."""
    days: Counter[int] = Counter()
    months: dict[int, set[int]] = defaultdict(set)
    day = first
    while day <= last:
        days[day.year] += 1
        months[day.year].add(day.month)
        day += timedelta(days=1)
    return {each: len(months[each]) if key == "months" else days[each] for each in days}


class Files:
    """The files of a federation, read into dicts.

    Attributes:
        federation: The federation's file.
        projects: Each project's file by id.
        schemes: Role of each category by scheme and code.
        rows: The actuals, amounts in minor units.
    """

    def __init__(self, folder: Path) -> None:
        self.federation: dict[str, Any] = _toml(folder / "federation" / "federation.toml")
        files = [_toml(path) for path in sorted(folder.glob("*.toml"))]
        self.projects: dict[str, dict[str, Any]] = {each["project"]["id"]: each for each in files}
        used = {each["project"]["scheme"] for each in files}
        self.schemes = {
            id_: {each["code"]: each["role"] for each in _toml(DATA / "schemes" / f"{id_}.toml")["category"]}
            for id_ in used
        }
        with (folder / "actuals.csv").open(encoding="utf-8", newline="") as file:
            self.rows: list[dict[str, Any]] = list(csv.DictReader(file, delimiter=";"))
        for row in self.rows:
            row["minor"] = minor_of(row["belopp"])

    @property
    def consolidated(self) -> list[str]:
        """Ids of the own accounts and of all that is owned or funded."""
        told = [each["id"] for each in self.federation["project"] if each["involvement"] != "followed"]
        return [self.federation["federation"]["accounts"], *told]

    def rate(self, currency: str, day: date) -> Fraction:
        """Return what a unit of a currency is worth in kronor on a day."""
        if currency == "SEK":
            return Fraction(1)
        held = [each for each in self.federation["rate"] if each["currency"] == currency and each["start"] <= day]
        return Fraction(max(held, key=lambda each: each["start"])["rate"].replace(",", "."))

    def in_force(self, id_: str, today: date) -> dict[str, Any]:
        """Return the last decision on a project's budget."""
        decided = [each for each in self.projects[id_]["budget"] if each["state"] == "decided"]
        return [each for each in decided if each["decided"] <= today][-1]

    def common(self, scheme: str, code: str) -> str:
        """Return which category of the general scheme stands for a category."""
        if scheme == "generell":
            return code
        path = DATA / "mappings" / f"{scheme}.generell.toml"
        codes = _toml(path)["codes"] if path.exists() else {}
        return codes.get(code, f"{scheme}:{code}")


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
