"""What members shall pay and have paid, and the federation's capital, reckoned a second time."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.federation.read import LAW
from tests.federation.read import RECEIVED
from tests.federation.read import Files
from tests.federation.read import largest_remainder
from tests.federation.read import minor_of


def members(files: Files, year: int, today: date) -> dict[str, tuple[int, int | None, int, int]]:
    """Return what each member shall pay for a year, what is due, what has come, and what is late."""
    (told,) = (each for each in files.federation["year"] if each["year"] == year)
    groups = {group: [each for each in files.federation["member"] if each["group"] == group] for group in LAW}
    parts = largest_remainder(minor_of(told["contributions"]), [*LAW.values()])
    found = {}
    for (_, own), part in zip(groups.items(), parts, strict=True):
        weights = [Fraction(told["municipal_key"].get(each["id"], 1)) for each in own]
        for member, minor in zip(own, largest_remainder(part, weights), strict=True):
            id_ = member["id"]
            plan = [each for each in files.federation["payment"] if each["member"] == id_ and each["day"].year == year]
            due = sum(minor_of(each["amount"]) for each in plan if each["day"] <= today) if plan else None
            came = _received(files, member["party"], year)
            found[id_] = (minor, due, came, max(0, (due or 0) - came))
    return found


def capital(files: Files) -> dict[int, tuple[int, int, int, int, int]]:
    """Return opening capital, what came from members and others, cost, and closing capital by year."""
    accounts = files.federation["federation"]["accounts"]
    opening = minor_of(files.federation["opening_capital"]["2020"])
    found = {}
    for year in (2020, 2021):
        own = [row for row in files.rows if row["projekt"] == accounts and row["datum"].startswith(str(year))]
        paid = sum(_received(files, each["party"], year) for each in files.federation["member"])
        came = sum(RECEIVED.get(row["typ"], 0) * row["minor"] for row in own)
        income = sum(row["minor"] for row in own if row["typ"] == "income")
        cost = sum(row["minor"] for row in own if row["typ"] == "cost")
        closing = opening + came + income - cost
        found[year] = (opening, paid, came - paid + income, cost, closing)
        opening = closing
    return found


def _received(files: Files, party: str, year: int) -> int:
    accounts = files.federation["federation"]["accounts"]
    sources = {each["id"] for each in files.projects[accounts]["source"] if each["party"] == party}
    return sum(
        RECEIVED[row["typ"]] * row["minor"]
        for row in files.rows
        if row["projekt"] == accounts
        and row["typ"] in RECEIVED
        and row["finansiär"] in sources
        and row["datum"].startswith(str(year))
    )
