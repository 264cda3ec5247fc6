"""Rules, time bases and tables of unit costs as data."""

from __future__ import annotations

import pytest

from ledger import catalog
from ledger.errors import FileRefusedError
from ledger.importers.programme_file import read_programme_file
from ledger.importers.projects.simplified_file import read_simplified_file
from ledger.importers.projects.simplified_file import read_unit_cost_table
from ledger.model.knowledge import Knowledge

RATES = (catalog.DATA / "rates" / "simplified.toml").read_text(encoding="utf-8")
TABLE = (catalog.DATA / "unit_costs" / "esf-2021-2027-funktion.toml").read_text(encoding="utf-8")
PROGRAMME = (catalog.DATA / "programmes" / "esf-2014-2020.toml").read_text(encoding="utf-8")


def codes(findings):
    return [finding.code for finding in findings]


def test_every_rule_has_an_article_a_source_and_both_names_and_excludes_only_rules_that_there_are():
    found = catalog.simplified_rules()

    for rule in found.values():
        assert rule.article.sv
        assert rule.article.en
        assert rule.source
        assert rule.name.sv
        assert rule.name.en
        assert set(rule.excludes) <= set(found)
        assert all(rule.id in found[other].excludes for other in rule.excludes)
        assert (rule.ceiling is None) is not (rule.ceiling_minor is None)


def test_what_was_read_in_no_source_says_so():
    unverified = {rule.id for rule in catalog.simplified_rules().values() if rule.knowledge is Knowledge.UNVERIFIED}

    assert unverified == {"1303-2013-68-1-a", "1303-2013-68b", "2021-1060-56"}
    assert catalog.programme("esf-2021-2027").de_minimis.knowledge is Knowledge.UNVERIFIED
    assert catalog.programme("esf-2014-2020").de_minimis.knowledge is Knowledge.FOUND


def test_the_rates_of_stockholm_are_marked_as_reckoned_back():
    table = catalog.unit_cost_table("esf-2021-2027-funktion")

    assert {(rate.region, rate.knowledge) for rate in table.rates} == {
        ("riket", Knowledge.SECONDARY),
        ("stockholm", Knowledge.INFERRED),
    }
    assert catalog.unit_cost_table_ids() == (table.id,)
    assert catalog.unit_cost_table("inget") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("= 1", ["TOML-001"], id="no TOML"),
        pytest.param(RATES + "[x]\n", ["TOML-002"], id="a table that there is not"),
        pytest.param(RATES + RATES, ["TOML-011"] * 14, id="everything twice"),
    ],
)
def test_rules_with_mistakes_give_nothing(text, expected):
    found, findings = read_simplified_file(text, "a.toml")

    assert found is None
    assert codes(findings) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("= 1", ["TOML-001"], id="no TOML"),
        pytest.param(TABLE.replace("[table]", "[other]"), ["TOML-015"], id="no head"),
        pytest.param(TABLE.split("[[rate]]")[0], ["TOML-005"], id="no rates"),
        pytest.param(TABLE.replace('"SEK"', '"kronor"'), ["TOML-008"], id="no currency"),
        pytest.param(
            TABLE.replace('{ mark_up = "15 %", rate = "742,90" }', '{ rate = "x" }'), ["TOML-008"], id="a rate"
        ),
    ],
)
def test_a_table_with_mistakes_gives_nothing(text, expected):
    table, findings = read_unit_cost_table(text, "a.toml")

    assert table is None
    assert codes(findings) == expected


def test_a_ceiling_of_aid_needs_all_that_it_says():
    programme, findings = read_programme_file(PROGRAMME.replace("years = 3\n", ""), "a.toml")

    assert programme is None
    assert codes(findings) == ["TOML-005"]


def test_shipped_data_with_mistakes_is_refused(monkeypatch, tmp_path):
    (tmp_path / "rates").mkdir()
    (tmp_path / "rates" / "simplified.toml").write_text("[x]\n", encoding="utf-8")
    monkeypatch.setattr(catalog, "DATA", tmp_path)
    catalog._simplified.cache_clear()

    with pytest.raises(FileRefusedError):
        catalog._simplified()
    catalog._simplified.cache_clear()
