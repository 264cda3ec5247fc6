"""How the peer reckons, with its own roundings: they live here and nowhere in the product."""

from __future__ import annotations

from decimal import ROUND_DOWN
from decimal import ROUND_FLOOR
from decimal import ROUND_HALF_DOWN
from decimal import ROUND_HALF_UP
from decimal import Context
from decimal import Decimal
from typing import Any

CENT = Decimal("0.01")
WIDE = Context(prec=60)
HUNDRED = Decimal(100)

DIRECT = ("external", "equipment", "infrastructure")
FLAT = ("staff", "travel", "office", "other")


def number(text: Any) -> Decimal:
    """Return an amount."""
    return Decimal(str(text))


def cut(value: Decimal, rounding: str, places: Decimal = CENT) -> Decimal:
    """Round to cents, or to other places."""
    return value.quantize(places, rounding=rounding, context=WIDE)


def ratio(part: Decimal, whole: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    """Return a percentage of two decimals."""
    return cut(HUNDRED * WIDE.divide(part, whole), rounding)


def flat_rate_costs(options: dict[str, Any], costs: dict[str, Any]) -> dict[str, Decimal]:
    """Return all costs with those that flat rates give, each cut to cents and used so by the next."""
    rates = {key: number(value) / HUNDRED for key, value in options.items()}
    found = {key: number(value) for key, value in costs.items()}
    direct = sum((found.get(key, Decimal(0)) for key in DIRECT), Decimal(0))
    travel_real = Decimal(0) if "travel_on_staff" in rates else found.get("travel", Decimal(0))
    if "staff" in rates:
        found["staff"] = cut((direct + travel_real) * rates["staff"], ROUND_DOWN)
    staff = found.get("staff", Decimal(0))
    if "travel_on_staff" in rates:
        found["travel"] = cut(staff * rates["travel_on_staff"], ROUND_DOWN)
    found["office"] = Decimal(0)
    if "office_on_staff" in rates:
        found["office"] = cut(staff * rates["office_on_staff"], ROUND_DOWN)
    if "office_on_direct" in rates:
        base = staff + found.get("travel", Decimal(0)) + direct
        found["office"] = cut(base * rates["office_on_direct"], ROUND_DOWN)
    if "other_on_staff" in rates:
        # Other costs stand on real staff cost, and then there is nothing else beside them.
        found["other"] = Decimal(0) if "staff" in rates else cut(staff * rates["other_on_staff"], ROUND_DOWN)
    found["total"] = sum(found.values(), Decimal(0))
    return found


def breakdown_line(budget: Any, previous: Any, current: Any) -> dict[str, Decimal | None]:
    """Return what a line comes to so far, its percent of the budget, and what remains."""
    so_far = number(previous) + number(current)
    if number(budget):
        percent: Decimal | None = ratio(so_far, number(budget))
    else:
        percent = HUNDRED if so_far == 0 else None
    return {"current": number(current), "so_far": so_far, "percent": percent, "remaining": number(budget) - so_far}


def report_split(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return a report's funds, each floored; the partner's contribution is the rest, its parts floored apart."""
    current, eligible = number(inputs["current"]), number(inputs["eligible_without_spf"])
    funds = {
        id_: cut(current * number(percent) / HUNDRED, ROUND_FLOOR) for id_, percent in inputs["funds_percent"].items()
    }
    parts = {}
    for id_, amount in inputs["contributions"].items():
        percent = cut(WIDE.divide(number(amount) * HUNDRED, eligible), ROUND_DOWN, Decimal("1e-17"))
        parts[id_] = cut(WIDE.multiply(current, percent) / HUNDRED, ROUND_FLOOR)
    return {"funds": funds, "partner_contribution": current - sum(funds.values()), **parts}


def fund_per_period(partners: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a fund by period, each floored; the last period takes what is left of the floored total."""
    sums: dict[str, Any] = {"preparation": Decimal(0), "closure": Decimal(0), "total": Decimal(0)}
    periods = [Decimal(0)] * len(partners[0]["periods"])
    for partner in partners:
        rate = number(partner["percent"]) / HUNDRED
        amounts = [number(partner[key]) for key in ("preparation", "closure")] + list(map(number, partner["periods"]))
        parts = [cut(amount * rate, ROUND_FLOOR) for amount in amounts]
        total = cut(sum(amounts) * rate, ROUND_FLOOR)
        parts[-1] = total - sum(parts[:-1])
        sums["preparation"] += parts[0]
        sums["closure"] += parts[1]
        sums["total"] += total
        periods = [so_far + part for so_far, part in zip(periods, parts[2:], strict=True)]
    return {**sums, "periods": periods}


def percent_mc5(part: Any, whole: Any) -> Decimal:
    """Return a percentage that is rounded twice: to five significant digits, then to two decimals."""
    five = Context(prec=5, rounding=ROUND_HALF_UP).divide(number(part), number(whole))
    return cut(five * HUNDRED, ROUND_HALF_UP)


def overview(inputs: dict[str, Any]) -> dict[str, Decimal]:
    """Return a fund's amount, and its rate of itself and the contributions that have a legal status."""
    total = number(inputs["total"])
    (percent,) = inputs["funds"].values()
    fund = cut(total * number(percent) / HUNDRED, ROUND_DOWN)
    counted = sum((number(value) for key, value in inputs["contributions"].items() if key != "no_status"), fund)
    return {
        "fund_amount": fund,
        "fund_rate": ratio(fund, counted, ROUND_HALF_DOWN),
        "average_rate": ratio(fund, total, ROUND_HALF_DOWN),
        "eu_average_rate": ratio(fund, counted, ROUND_HALF_DOWN),
        "fund_and_contribution": total,
        "eu_fund_and_contribution": counted,
    }
