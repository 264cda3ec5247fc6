from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger import catalog
from ledger.core.rounding import Rounding
from ledger.core.rounding import round_fraction
from ledger.core.words import label
from ledger.model.entry_kind import EntryKind
from ledger.model.simplified import Instalment
from ledger.model.simplified import Option
from ledger.model.simplified import OptionKind
from ledger.model.terms import Terms
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View
from ledger.reports.budgets.budget import budget
from ledger.reports.explanations.behind import behind
from ledger.reports.financing.cofinancing import cofinancing
from ledger.reports.forecasts.months import months
from ledger.reports.projects.overview import overview
from ledger.reports.table import Ruled
from ledger.reports.variance import variance as report
from ledger.rules.financing.cofinance import cofinance
from ledger.rules.simplified import applied
from ledger.rules.simplified import base_minor
from ledger.rules.simplified import derived
from ledger.rules.simplified import trace
from ledger.rules.totals import actuals
from ledger.rules.totals import cost_minor
from ledger.rules.totals import reckoned
from ledger.rules.variance import total
from ledger.rules.variance import variance
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import cases
from tests.rules.dossiers import dossier

ALL = View(today=TODAY)

FLAT = Option(
    id="indirekta", kind=OptionKind.FLAT_RATE, category="schablon", rate=Fraction(15, 100), base=("personal",)
)
LUMP = Option(
    id="forstudie",
    kind=OptionKind.LUMP_SUM,
    category="lokal",
    instalments=(
        Instalment(amount_minor=100_00, achieved=date(2020, 11, 30)),
        Instalment(amount_minor=250_00, achieved=date(2021, 5, 31)),
        Instalment(amount_minor=400_00),
    ),
)
UNIT = Option(id="timmar", kind=OptionKind.UNIT_COST, category="personal")


def using(found, *options):
    return attrs.evolve(found, terms=Terms(options=options))


def summed(each):
    return sum(one.total.sum_minor for one in each)


@st.composite
def options(draw):
    rate = draw(st.fractions(0, 1, max_denominator=40))
    rounding = draw(st.sampled_from(Rounding))
    return attrs.evolve(FLAT, rate=rate, rounding=rounding)


@pytest.mark.no_cover
@settings(max_examples=60)
@given(cases(), options())
def test_a_flat_rate_is_its_rate_of_the_base_rounded_once(case, option):
    found, _, view = case

    minor = summed(derived(using(found, option), view))

    base = base_minor(option, found.totals)
    assert minor == round_fraction(option.rate * base, option.rounding)
    assert trace(option, base, minor).exact == option.rate * base


@pytest.mark.no_cover
@settings(max_examples=60)
@given(cases(), options(), st.sampled_from(["2020-06", "2020-11", "2021-02"]))
def test_any_months_add_up_to_the_whole_and_none_moves_when_a_later_one_comes(case, option, month):
    found, _, _ = case
    before = tuple(each for each in found.totals if each.month_booked < month)
    after = tuple(each for each in found.totals if each.month_booked >= month)

    whole = derived(using(found, option), ALL)
    first = derived(using(attrs.evolve(found, totals=before), option), ALL)
    then = using(attrs.evolve(found, totals=after, before=before), option)

    assert (*first, *derived(then, ALL)) == whole
    assert applied(then, ALL).before == (*before, *(each.total for each in first))


@pytest.mark.no_cover
@settings(max_examples=40)
@given(cases(), options())
def test_both_clocks_agree_and_the_mirror_of_all_entries_gives_the_negatives(case, option):
    found, _, _ = case
    mirrored = attrs.evolve(found, totals=tuple(each._replace(sum_minor=-each.sum_minor) for each in found.totals))

    booked = summed(derived(using(found, option), View(today=TODAY, basis=Basis.BOOKED)))
    belongs = summed(derived(using(found, option), View(today=TODAY, basis=Basis.BELONGS)))

    assert booked == belongs
    assert summed(derived(using(mirrored, option), ALL)) == -booked


@settings(max_examples=40)
@given(cases(), options())
def test_what_sources_earn_ties_to_cost_and_derived_cost_together(case, option):
    found, _, view = case
    found = using(found, option, LUMP)

    assert cofinance(found, view).earned_minor == cost_minor(actuals(found, view))
    assert total(variance(found, view, (Dimension.CATEGORY,))).actual_minor == cost_minor(actuals(found, view))
    assert cost_minor(reckoned(found, view).totals) == cost_minor(actuals(found, view))
    assert reckoned(reckoned(found, view), view) == reckoned(found, view)


@pytest.mark.parametrize(
    ("view", "minor"),
    [
        pytest.param(ALL, 350_00, id="what has been approved"),
        pytest.param(View(today=date(2021, 5, 30)), 100_00, id="only what had been approved then"),
        pytest.param(View(today=TODAY, year=2021), 250_00, id="a year has what was approved in it"),
        pytest.param(View(today=TODAY, end=date(2020, 12, 31)), 100_00, id="to a day"),
        pytest.param(View(today=TODAY, start=date(2021, 6, 1)), 0, id="nothing from a later day on"),
    ],
)
def test_a_lump_sum_counts_from_the_day_of_its_result(view, minor):
    assert summed(derived(using(dossier(()), LUMP), view)) == minor


def test_a_unit_cost_is_booked_and_reckons_nothing():
    assert derived(using(dossier(), UNIT), ALL) == ()


def test_a_project_without_options_is_left_as_it_is():
    plain = dossier()

    assert actuals(plain, ALL) is plain.totals
    assert reckoned(plain, ALL) is plain
    assert derived(plain, ALL) == ()
    assert reckoned(using(plain), ALL).totals == plain.totals


def test_flat_rates_that_rest_on_each_other_end_all_the_same():
    other = attrs.evolve(FLAT, id="annan", category="personal", base=("schablon",))

    alone = summed(derived(using(dossier(), FLAT), ALL))
    assert summed(derived(using(dossier(), FLAT, other), ALL)) == alone + alone * 15 // 100


def test_a_flat_rate_stands_as_actual_cost_in_its_category_as_the_result_of_a_rule():
    found = using(dossier(), FLAT)

    cell = report((found,), ALL).cell("schablon", "actual")

    assert cell.value == round_fraction(Fraction(15, 100) * 300_000_10, Rounding.DOWN)
    assert isinstance(cell.live, Ruled)
    assert cell.live.exact == Fraction(15, 100) * 300_000_10
    assert cofinancing((found,), ALL).cell("total", "earned").value == cost_minor(actuals(found, ALL))


def test_the_overview_and_the_months_hold_it_too():
    found = using(dossier(), FLAT)
    paid, plan = cofinancing((found,), ALL), budget(found, ALL)

    assert overview(found, ALL, plan, paid).cell("actual", "amount").value == cost_minor(actuals(found, ALL))
    run = months(found, ALL)
    assert run.cell("total", "actual").value == cost_minor(actuals(found, ALL))
    assert isinstance(run.cell("2021-01", "actual").live, Ruled)


def test_a_trace_names_the_article_or_the_file():
    assert trace(FLAT, 100, 15).source == "option.indirekta"
    assert trace(FLAT, 100, 15).inputs == (("rate", Fraction(15, 100)), ("base", 100))
    assert derived(using(dossier(), FLAT), ALL)[0].total.kind == EntryKind.COST


def test_the_rule_beside_the_figure_says_rate_base_and_article():
    by_article = attrs.evolve(FLAT, rule=catalog.simplified_rules()["2021-1060-54-b"], base=("personal", "okand"))
    found = using(dossier(), by_article, LUMP)

    def rule(code):
        words = report((found,), ALL).cell(code, "actual").live.rule
        return catalog.labels("sv").say(words).replace("\u00a0", " ")

    assert rule("schablon") == (
        "Poster, och schablon: 15 % av Personal, okand från projektets första dag "
        "(Förordning (EU) 2021/1060, artikel 54 b)"
    )
    assert rule("lokal").endswith("(projektfilens option)")


def test_several_options_in_one_category_are_not_told_apart():
    found = using(dossier(), FLAT, attrs.evolve(FLAT, id="mer"))

    assert report((found,), ALL).cell("schablon", "actual").live.rule == label("rule.simplified")
    assert isinstance(report((found,), attrs.evolve(ALL, by=(Dimension.YEAR,))).cell("2020", "actual").live, Ruled)


def test_what_stands_behind_a_flat_rate_is_its_rate_and_its_base():
    rule = catalog.simplified_rules()["2021-1060-54-b"]
    for option, source in ((attrs.evolve(FLAT, rule=rule), rule.article), (FLAT, label("rule.of_project_file"))):
        found = using(dossier(), option)
        cell = report((found,), ALL).cell("schablon", "actual")

        told = behind(found, ALL, ("variance", "schablon", "actual"), cell)

        assert [each.value for each in told.inputs] == [Fraction(15, 100), 300_000_10]
        assert told.source == source
