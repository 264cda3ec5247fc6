"""A claim as a table."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from ledger.core.money import Currency
from ledger.model.claims.exchange import ExchangeRates
from ledger.reports.claims.claim import claim
from ledger.reports.claims.converted import converted_claim
from ledger.reports.table import Ruled
from ledger.reports.table import SumOf
from tests.reports.reading import labels
from tests.rules.claims.kept import Kept
from tests.rules.claims.kept import cost
from tests.rules.claims.kept import plan
from tests.rules.claims.test_claim import FLAT
from tests.rules.dossiers import source


def _table(kept, at=-1, **project):
    found = kept.dossier()
    changed = attrs.evolve(found, project=attrs.evolve(found.project, **project))
    return claim(changed, kept.claims[at])


def _notes(table):
    return [note.key for note in table.notes]


def test_costs_are_sums_of_entries_and_simplified_costs_results_of_their_rule():
    kept = Kept(cost(400))
    kept.terms = FLAT
    kept.claim(10)

    table = _table(kept)

    assert isinstance(table.cell("cost/personal", "current").live, SumOf)
    assert isinstance(table.cell("cost/schablon", "current").live, Ruled)
    assert table.cell("cost/total", "current").value == 500


def test_what_rounding_and_changed_terms_leave_stands_on_lines_with_a_note():
    kept = Kept(cost(700), cost(7001, category="lokal"), versions=(plan(1, 0),))
    kept.claim(10)
    kept.versions = (plan(1, 0), plan(1, 1))
    kept.book(cost(75, on=20, category="resor"))
    kept.claim(30, attested=True, included=())

    table = _table(kept)

    assert _notes(table) == ["claim.note.attested", "claim.note.restated", "claim.note.rounding"]
    rows = {row.key for row in table.rows}
    assert {"support/stod/resor", "asked/total"} <= rows


def test_entries_taken_back_are_named():
    kept = Kept(cost(700), cost(70))
    kept.claim(10, parked=((2, 2),))
    kept.claim(20, included=((2, 2),))

    assert _notes(_table(kept, 0)) == ["claim.note.parked"]
    assert _notes(_table(kept)) == ["claim.note.included"]


def test_a_claim_of_nothing_from_a_project_without_budget_and_support_is_still_a_table():
    kept = Kept(versions=())
    kept.claim(10)

    table = _table(kept, owner=None, funder=None, sources=(source("kommun", "kommunen", "cofinancing"),))

    assert table.cell("cost/total", "current").value == 0
    assert "asked" not in {row.key for row in table.rows}


def test_support_of_nothing_has_no_lines():
    kept = Kept(versions=(plan(),))
    kept.claim(10)

    assert not any(row.key.startswith("support/") for row in _table(kept).rows)


def test_a_claim_in_another_currency_adds_up_and_says_whose_rate_it_is():
    kept = Kept(cost(100), cost(100, category="lokal"), cost(100, category="resor"))
    rates = ExchangeRates(
        currency=Currency("EUR"),
        base="SEK",
        source="made up",
        file="k.toml",
        file_sha256="0",
        rates=(("2020-07", Fraction(3)),),
    )
    found = kept.claim(10, rates=rates)

    table = converted_claim(kept.dossier(), found, found.conversion)

    assert [
        table.cell(f"cost/{key}", "current").value for key in ("personal", "lokal", "resor", "rounding", "total")
    ] == [
        33,
        33,
        33,
        1,
        100,
    ]
    about = {key.key: value for key, value in table.about}
    assert labels("sv").say(about["converted.about.rate"]) == "3 SEK för en EUR, 2020-07"
    assert about["converted.about.source"] == "made up"
    assert found.dated == date(2020, 7, 11)
