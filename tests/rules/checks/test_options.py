from __future__ import annotations

from fractions import Fraction

import attrs
import pytest

from ledger import catalog
from ledger.core.words import Name
from ledger.model.entry_kind import EntryKind
from ledger.model.scheme import Category
from ledger.model.scheme import CategoryRole
from ledger.model.simplified import Instalment
from ledger.model.simplified import Option
from ledger.model.simplified import OptionKind
from ledger.model.statements.statement import HoursRule
from ledger.model.terms import Terms
from ledger.rules.checks.budget import check_spending
from ledger.rules.checks.options import check_ceilings
from ledger.rules.checks.options import check_covered
from ledger.rules.checks.options import check_covered_entries
from ledger.rules.checks.options import check_unit_costs
from tests.rules.checks.cases import case
from tests.rules.checks.cases import codes
from tests.rules.checks.cases import entry
from tests.rules.checks.cases import told

RULES = catalog.simplified_rules()
TABLE = catalog.unit_cost_table("esf-2021-2027-funktion")


def using(plain, *options):
    flat = Category(code="indirekta", name=Name("Indirekta", "Indirect"), role=CategoryRole.FLAT_RATE)
    scheme = attrs.evolve(plain.dossier.scheme, categories=(*plain.dossier.scheme.categories, flat))
    return attrs.evolve(plain, dossier=attrs.evolve(plain.dossier, terms=Terms(options=options), scheme=scheme))


def flat(rule=None, rate="15/100", **more):
    return Option(
        id=more.pop("id", "indirekta"),
        kind=OptionKind.FLAT_RATE,
        category=more.pop("category", "indirekta"),
        rule=RULES[rule] if rule else None,
        rate=Fraction(rate),
        base=("personal",),
        **more,
    )


def lump(rule, amount_minor):
    part = Instalment(amount_minor=amount_minor)
    return Option(id="studie", kind=OptionKind.LUMP_SUM, category="resor", rule=RULES[rule], instalments=(part,))


def unit(**more):
    terms = {"table": TABLE, "region": "riket", **more}
    return Option(id="timmar", kind=OptionKind.UNIT_COST, category="personal", **terms)


def test_a_rate_above_its_ceiling_is_told_with_the_article():
    found = check_ceilings(using(case(), flat("2021-1060-54-b", "16/100")))

    values = {"rate": Fraction(16, 100), "ceiling": Fraction(15, 100), "article": RULES["2021-1060-54-b"].article}
    assert told(found) == [("OPT-001", "option.indirekta", values)]


def test_a_ceiling_that_was_read_in_no_source_says_so():
    assert codes(check_ceilings(using(case(), flat("2021-1060-56", "40/100")))) == ["OPT-002"]


def test_rules_that_exclude_each_other_are_told_once():
    both = (flat("2021-1060-54-a", "7/100"), flat("2021-1060-54-b", id="fler"))

    assert codes(check_ceilings(using(case(), *both))) == ["OPT-003"]


@pytest.mark.parametrize(
    ("rule", "minor", "expected"),
    [
        pytest.param("esf-2014-2020-klumpsumma", 400_000_01, ["OPT-001"], id="above"),
        pytest.param("esf-2014-2020-klumpsumma", 400_000_00, [], id="not above"),
        pytest.param("1081-2006-lump-sum", 1, ["OPT-008"], id="in another currency"),
    ],
)
def test_a_lump_sum_is_held_against_its_ceiling(rule, minor, expected):
    assert codes(check_ceilings(using(case(), lump(rule, minor)))) == expected


def test_options_without_rules_and_projects_without_options_are_left_alone():
    assert codes(check_ceilings(using(case(), flat()))) == []
    assert codes(check_ceilings(case())) == []
    assert codes(check_covered(case(entry()))) == []
    assert codes(check_unit_costs(case(entry()))) == []


def test_real_cost_that_a_flat_rate_stands_for_is_told():
    booked = (entry(100, "indirekta"), entry(70, "resor"), entry(1, None, kind=EntryKind.RECEIPT, source="stod"))

    own = check_covered(using(case(*booked), flat()))
    more = check_covered(using(case(*booked), flat(covers=("resor",))))

    assert [(code, values["spent"]) for code, _, values in told(own)] == [("OPT-004", 100)]
    assert [values["spent"] for _, _, values in told(more)] == [100, 70]


def test_each_such_cost_can_be_told_by_itself():
    booked = (entry(100, "indirekta"), entry(70, "resor"), entry(1, None, kind=EntryKind.RECEIPT, source="stod"))
    found = told(check_covered_entries(using(case(*booked), flat())))

    assert [(code, at, values["spent"]) for code, at, values in found] == [("OPT-004", 1, 100)]
    assert codes(check_covered_entries(using(case(*booked), unit()))) == []


def test_forty_percent_stands_for_all_other_cost():
    booked = (entry(5), entry(70, "resor"), entry(1, "tid", kind=EntryKind.IN_KIND, source="stod"))

    found = check_covered(using(case(*booked), flat("2021-1060-56", "40/100")))

    assert [values["spent"] for _, _, values in told(found)] == [70]


def test_reversed_cost_is_no_longer_told():
    assert codes(check_covered(using(case(entry(70, "indirekta"), entry(-70, "indirekta")), flat()))) == []


def test_a_lump_sum_stands_for_the_cost_of_its_category_and_a_unit_cost_for_none():
    booked = case(entry(70, "resor"), entry(579_00, quantity="1", unit="h"))

    assert codes(check_covered(using(booked, lump("esf-2014-2020-klumpsumma", 1), unit()))) == ["OPT-004"]


def test_hours_times_a_unit_cost_are_as_they_should_be():
    right = (
        entry(579_00 * 8, quantity="8", unit="h"),
        entry(-579_00 * 8, quantity="-8", unit="h"),
        entry(1, "resor"),
        entry(1, kind=EntryKind.IN_KIND, source="stod"),
    )

    assert codes(check_unit_costs(using(case(*right), unit()))) == []


def test_another_amount_is_told_with_the_nearest():
    found = check_unit_costs(using(case(entry(4_700_00, quantity="8", unit="h")), unit()))

    values = {"amount": 4_700_00, "hours": Name("8", "8"), "table": TABLE.name, "nearest": 592_00 * 8}
    assert told(found) == [("OPT-005", 1, values)]


def test_a_mark_up_that_the_table_lacks_gives_nothing_to_come_near():
    bare = attrs.evolve(TABLE, rates=tuple(attrs.evolve(each, marked_up=()) for each in TABLE.rates))

    found = check_unit_costs(using(case(entry(100, quantity="8", unit="h")), unit(table=bare, mark_up=Fraction(1, 7))))

    assert [values["nearest"] for _, _, values in told(found)] == [0]


def test_an_entry_without_hours_is_told():
    assert codes(check_unit_costs(using(case(entry(100)), unit()))) == ["OPT-006"]


def test_fractions_of_an_hour_are_told_where_whole_hours_count():
    whole = attrs.evolve(TABLE, hours=HoursRule.WHOLE)

    found = check_unit_costs(using(case(entry(579_00 * 7, quantity="7.75", unit="h")), unit(table=whole)))

    assert told(found) == [("OPT-007", 1, {"hours": Name("7,75", "7.75")})]


def test_spending_counts_what_a_flat_rate_comes_to():
    assert codes(check_spending(using(case(entry(1_000)), flat()))) == ["BUD-001"]


def test_months_that_are_no_round_number_of_hours_are_told_as_a_ratio():
    found = check_unit_costs(using(case(entry(100, quantity="1", unit="mån")), unit()))

    assert [values["hours"] for _, _, values in told(found)] == ["430/3"]
