"""From a case's inputs to what the peer prints, by the name of its rule."""

from __future__ import annotations

from decimal import ROUND_DOWN
from decimal import ROUND_FLOOR
from decimal import ROUND_HALF_UP
from decimal import Decimal
from itertools import accumulate
from typing import Any

from ledger.core.allocate import allocate
from tests.peers.rules import HUNDRED
from tests.peers.rules import WIDE
from tests.peers.rules import breakdown_line
from tests.peers.rules import cut
from tests.peers.rules import flat_rate_costs
from tests.peers.rules import fund_per_period
from tests.peers.rules import number
from tests.peers.rules import overview
from tests.peers.rules import percent_mc5
from tests.peers.rules import ratio
from tests.peers.rules import report_split

Case = dict[str, Any]


def _flat(case: Case) -> Any:
    return flat_rate_costs(case["options_percent"], case["real_costs"])


def _line(case: Case) -> Any:
    return breakdown_line(case["budget"], case["previous"], case["current"])


def _period_percentages(case: Case) -> Any:
    amounts = [number(case["preparation"]), number(case["closure"]), *map(number, case["periods"])]
    total = sum(amounts)
    parts = [ratio(amount, total) for amount in amounts[:-1]]
    parts.append(HUNDRED - sum(parts))
    return {"total": total, "percent": {"preparation": parts[0], "closure": parts[1], "periods": parts[2:]}}


def _last_period(case: Case) -> Any:
    apart = number(case["preparation"]) + number(case["closure"])
    return {
        "last_period": {
            key: number(whole) - sum(number(each[key]) for each in case["earlier_periods"]) - apart
            for key, whole in case["total"].items()
        }
    }


def _fixed_total(case: Case) -> Any:
    rate = number(case["percent"]) / HUNDRED
    total = cut(number(case["total"]) * rate, ROUND_FLOOR)
    parts = [cut(number(each) * rate, ROUND_FLOOR) for each in case["periods"][:-1]]
    return {"periods": [*parts, total - sum(parts)], "total": total}


def _per_fund(case: Case) -> Any:
    values = {
        (each["name"], fund): cut(number(each["total"]) * number(percent) / HUNDRED, ROUND_DOWN)
        for each in case["partners"]
        for fund, percent in each["fund_percent"].items()
    }
    sums = {fund: sum(value for (_, of), value in values.items() if of == fund) for fund in case["funds"]}
    eligible = sum(number(each["total"]) for each in case["partners"])
    given = {
        kind: sum(number(each["contributions"].get(kind, 0)) for each in case["partners"])
        for kind in ("public", "private")
    }
    rows = []
    for each in case["partners"]:
        funds = {
            fund: {"value": value, "percent_of_fund": percent_mc5(value, sums[fund])}
            for (name, fund), value in values.items()
            if name == each["name"]
        }
        contribution = sum(map(number, each["contributions"].values()))
        share = percent_mc5(each["total"], eligible)
        rows.append({"name": each["name"], **funds, "contribution": contribution, "share_of_project": share})
    total = {fund: {"value": whole, "percent": percent_mc5(whole, eligible)} for fund, whole in sums.items()}
    return {"rows": rows, "total": {**total, **given, "contribution": sum(given.values()), "eligible": eligible}}


def _spf(case: Case) -> Any:
    whole = sum(map(number, case["funds"].values()))
    figures = {key: number(value) for key, value in case.items() if key != "funds"}
    parts = {
        fund: cut(WIDE.divide(number(part), whole), ROUND_DOWN, Decimal("1e-17"))
        for fund, part in case["funds"].items()
    }
    return {
        fund: {key: cut(WIDE.multiply(value, part), ROUND_FLOOR) for key, value in figures.items()}
        for fund, part in parts.items()
    }


def _categories(case: Case) -> Any:
    def summed(items: list[Case]) -> dict[str, Decimal]:
        sums: dict[str, Decimal] = {}
        for item in items:
            euro = cut(WIDE.divide(number(item["amount"]), number(item["rate"])), ROUND_HALF_UP)
            sums[item["category"]] = sums.get(item["category"], Decimal(0)) + euro
        return flat_rate_costs(case["options_percent"], sums)

    current = summed(case["items"])
    lines = {
        key: breakdown_line(budget, case["previous"][key], current.get(key, Decimal(0)))
        for key, budget in case["budget"].items()
    }
    again = summed([item for item in case["items"] if item.get("re_included")])
    return {"lines": lines, "re_included_total": again["total"]}


def _closed(case: Case) -> Any:
    declared, eligible = number(case["declared"]), number(case["eligible"])
    return {
        "sample_percent": ratio(number(case["sample"]), declared - number(case["flat_rate_part"])),
        "deducted": declared - number(case["parked"]) - eligible,
        "eligible_percent": ratio(eligible, declared),
    }


def _sums(case: Case, figure: str, *, parked: bool) -> dict[str, Decimal]:
    """Return the items' sums by category with their flat rates."""
    sums: dict[str, Decimal] = {}
    for item in case["items"]:
        if bool(item.get("parked")) is parked:
            sums[item["category"]] = sums.get(item["category"], Decimal(0)) + number(item.get(figure, 0))
    return flat_rate_costs(case["options_percent"], sums)


def _open(case: Case) -> Any:
    declared = number(case["declared"])
    sample = sum(number(item.get("declared", 0)) for item in case["items"] if item.get("sample"))
    parked, eligible = (
        _sums(case, "declared", parked=True)["total"],
        _sums(case, "certified", parked=False)["total"],
    )
    return {
        "sample": sample,
        "sample_percent": ratio(sample, declared - number(case["flat_rate_part"])),
        "parked": parked,
        "eligible": eligible,
        "deducted": declared - parked - eligible,
        "eligible_percent": ratio(eligible, declared),
    }


def _flat_deduction(case: Case) -> Any:
    parked, certified = _sums(case, "declared", parked=True), _sums(case, "certified", parked=False)
    row = {key: number(value) - parked[key] - certified[key] for key, value in case["declared_flat"].items()}
    direct = sum(number(item.get("deducted", 0)) for item in case["items"])
    whole = sum(row.values())
    return {"flat_rate_row": {**row, "total": whole}, "direct_deduction": direct, "total": direct + whole}


def _verification(case: Case) -> Any:
    requested = number(case["requested"])
    without = requested - sum(map(number, case["flat_requested"].values()))
    sample = sum(number(item["certified"]) for item in case["items"] if item.get("sample"))
    parked, after = _sums(case, "certified", parked=True)["total"], _sums(case, "after", parked=False)["total"]
    return {
        "without_flat": without,
        "sample": sample,
        "sample_percent": ratio(sample, without),
        "parked": parked,
        "by_js": _sums(case, "by_js", parked=False)["total"],
        "by_ma": _sums(case, "by_ma", parked=False)["total"],
        "deducted": requested - parked - after,
        "after": after,
        "after_percent": ratio(after, requested),
    }


def _verification_total(case: Case) -> Any:
    sums = {key: sum(number(line[key]) for line in case["lines"]) for key in case["lines"][0]}
    sample, after = ratio(sums["sample"], sums["without_flat"]), ratio(sums["after"], sums["requested"])
    return {**sums, "sample_percent": sample, "after_percent": after}


def _ec(case: Case) -> Any:
    added = {
        "eligible": ("corrected_eligible", "union_contribution", "before_eligible"),
        "public": ("corrected_fund", "public", "automatic_public", "before_public"),
    }
    return {key: sum(number(case.get(each, 0)) for each in parts) for key, parts in added.items()}


def _difference(case: Case) -> Any:
    plan, so_far = number(case["plan_cumulative"]), number(case["previous"]) + number(case["current"])
    return {"difference": plan - so_far, "percent": ratio(so_far, plan)}


def _integers(case: Case) -> Any:
    shares = [int(number(each) * HUNDRED) for each in case["shares"]]
    return {"parts": list(allocate(int(case["total"]), shares))}


RULES = {
    "flat_rate_costs": _flat,
    "breakdown_line": _line,
    "report_cofinancing_split": report_split,
    "period_percentages": _period_percentages,
    "period_last_residual": _last_period,
    "fund_per_period": lambda case: fund_per_period(case["partners"]),
    "fund_per_period_fixed_total": _fixed_total,
    "per_fund_table": _per_fund,
    "cofinancing_overview": overview,
    "cost_category_breakdown": _categories,
    "control_totals_closed": _closed,
    "control_totals_open": _open,
    "flat_rate_deduction_open": _flat_deduction,
    "verification_line": _verification,
    "verification_total": _verification_total,
    "spf_split_per_fund": _spf,
    "difference_from_plan": _difference,
    "to_euro": lambda case: {"eur": cut(WIDE.divide(number(case["amount"]), number(case["rate"])), ROUND_HALF_UP)},
    "row_sum": lambda case: {"row_sum": cut(number(case["units"]) * number(case["price"]), ROUND_FLOOR)},
    "sum": lambda case: {"total": sum(map(number, case["values"]))},
    "cumulative": lambda case: {"cumulative": list(accumulate(map(number, case["values"])))},
    "sum_rows": lambda case: {"totals": [sum(map(number, column)) for column in zip(*case["rows"], strict=True)]},
    "ec_line": _ec,
    "percent_mc5": lambda case: {
        "shown": percent_mc5(case["part"], case["whole"]),
        "exact": ratio(number(case["part"]), number(case["whole"])),
    },
    "largest_remainder_integers": _integers,
}
