from __future__ import annotations

import attrs
import pytest

from ledger import catalog
from ledger.core.finding import stop
from ledger.errors import FileRefusedError
from tests.importers.projects.project_texts import BUDGET
from tests.importers.projects.project_texts import LOOKUP
from tests.importers.projects.project_texts import PAS
from tests.importers.projects.project_texts import PHASE
from tests.importers.projects.project_texts import SMALL
from tests.importers.projects.project_texts import SOURCE
from tests.importers.projects.project_texts import read

CASES = [
    pytest.param(PAS + "[", "TOML-001", 28, None, id="a file that is no TOML"),
    pytest.param(SMALL + 'curency = "SEK"\n', "TOML-002", 5, "project.curency", id="an unknown key"),
    pytest.param(SMALL + "start = 2020-01-01T00:00:00\n", "TOML-003", 5, "project.start", id="a time for a day"),
    pytest.param(SMALL + 'start = "2020-01-01"\n', "TOML-003", 5, "project.start", id="a text for a day"),
    pytest.param(SMALL + "[party]\nname = 1\n", "TOML-003", 5, "party", id="single brackets for double ones"),
    pytest.param(SMALL + BUDGET + "cost = 1\n", "TOML-003", 7, "budget.1.cost", id="a number for a table"),
    pytest.param(SMALL + SOURCE.replace('"eu"', '"EU"'), "TOML-004", 9, "source.1.kind", id="an unknown kind"),
    pytest.param(SMALL.replace('name = "Exempel"\n', ""), "TOML-005", 1, "project", id="no name"),
    pytest.param(SMALL.replace('"Exempel"', '" "'), "TOML-016", 3, "project.name", id="a blank name"),
    pytest.param(SMALL + "a" + ".a" * 100_000 + " = 1", "TOML-014", 5, None, id="a key of a hundred thousand parts"),
    pytest.param("", "TOML-015", 1, None, id="an empty file"),
    pytest.param("[[project]]\nid = 'a'\n", "TOML-015", 1, "project", id="double brackets for single ones"),
    pytest.param(SMALL + SOURCE + "cap = 1.5\n", "TOML-006", 11, "source.1.cap", id="a decimal number"),
    pytest.param(SMALL.replace("Exempel", "Ex\\u0007"), "TOML-007", 3, "project.name", id="a control character"),
    pytest.param(SMALL.replace("Exempel", "Ex\u202eem"), "TOML-007", 3, "project.name", id="a mark that turns text"),
    pytest.param(SMALL + SOURCE + 'cap = "mycket"\n', "TOML-008", 11, "source.1.cap", id="words for an amount"),
    pytest.param(
        SMALL + f"{SOURCE}cap = 1{'0' * 20}\n", "TOML-009", 11, "source.1.cap", id="a number beyond all money"
    ),
    pytest.param(SMALL.replace('"exempel"', '"Exempel 1"'), "TOML-010", 2, "project.id", id="an id with a capital"),
    pytest.param(
        SMALL + SOURCE + "claims = { every_months = 0 }\n",
        "PRJ-061",
        11,
        "source.1.claims.every_months",
        id="claims of no months",
    ),
    pytest.param(
        SMALL + SOURCE + "claims = { within_months = 2 }\n",
        "PRJ-062",
        11,
        "source.1.claims.within_months",
        id="a last day of no period",
    ),
    pytest.param(
        SMALL + SOURCE + 'retention = { of = "payment" }\n', "PRJ-050", 11, "source.1.retention", id="nothing held back"
    ),
    pytest.param(
        SMALL + SOURCE + 'retention = { of = "payment", amount = 5 }\n',
        "PRJ-050",
        11,
        "source.1.retention",
        id="an amount of each payment",
    ),
    pytest.param(
        SMALL + SOURCE + 'retention = { of = "grant", amount = 0 }\n',
        "PRJ-051",
        11,
        "source.1.retention.amount",
        id="an amount of nothing held back",
    ),
    pytest.param(
        SMALL + SOURCE + 'retention = { of = "grant", amount = "cirka 5" }\n',
        "PRJ-051",
        11,
        "source.1.retention.amount",
        id="an amount held back that is not exact",
    ),
    pytest.param(
        SMALL + SOURCE + 'retention = { share = "5 %" }\n', "TOML-005", 11, "source.1.retention", id="held back of what"
    ),
    pytest.param(
        SMALL + '[[check_level]]\nid = "k"\nname = "K"\nrequired = "decision"\n',
        "TOML-004",
        8,
        "check_level.1.required",
        id="a level of check before something unknown",
    ),
    pytest.param(
        SMALL + '[[check_level]]\nid = "k"\nname = "K"\n' * 2,
        "TOML-011",
        9,
        "check_level.2.id",
        id="the same level of check twice",
    ),
    pytest.param(SMALL + SOURCE + SOURCE, "TOML-011", 12, "source.2.id", id="the same source twice"),
    pytest.param(SMALL + PHASE + PHASE, "TOML-011", 10, "phase.2.id", id="the same phase twice"),
    pytest.param(SMALL + 'required_cofinancing = "101 %"\n', "TOML-012", 5, "project.required_cofinancing", id="101 %"),
    pytest.param(SMALL + "start = 2020-01-02\nend = 2020-01-01\n", "TOML-013", 6, "project.end", id="end before start"),
    pytest.param(SMALL.replace("esf-2007", "esf-207"), "PRJ-001", 4, "project.scheme", id="an unknown scheme"),
    pytest.param(SMALL + 'programme = "esf"\n', "PRJ-002", 5, "project.programme", id="an unknown programme"),
    pytest.param(
        SMALL + 'programme = "esf-2007-2013"\narea = "9"\n', "PRJ-003", 6, "project.area", id="an unknown area"
    ),
    pytest.param(
        SMALL + BUDGET + "[budget.cost]\nlön = { 2011 = 1 }\n", "TOML-001", 8, None, id="å ä ö in a bare key is no TOML"
    ),
    pytest.param(
        SMALL + BUDGET + "[budget.cost]\nlonn = { 2011 = 1 }\n",
        "PRJ-004",
        8,
        "budget.1.cost.lonn",
        id="an unknown category",
    ),
    pytest.param(
        SMALL + SOURCE + 'categories = ["lonn"]\n', "PRJ-004", 11, "source.1.categories", id="a source's category"
    ),
    pytest.param(
        SMALL + BUDGET + "[budget.financing]\nesf = { 2011 = 1 }\n",
        "PRJ-005",
        8,
        "budget.1.financing.esf",
        id="a source that is not there",
    ),
    pytest.param(SMALL + SOURCE + 'parts = ["norr"]\n', "PRJ-006", 11, "source.1.parts", id="an unknown part"),
    pytest.param(
        SMALL + BUDGET + "[budget.cost]\nlon = { 211 = 1 }\n", "PRJ-007", 8, "budget.1.cost.lon.211", id="no year"
    ),
    pytest.param(
        SMALL + BUDGET + '[[budget.line]]\ncategory = "lon"\namount = 1\nyear = 211\n',
        "PRJ-007",
        10,
        "budget.1.line.1.year",
        id="a line for no year",
    ),
    pytest.param(
        SMALL + BUDGET + '[[budget.line]]\ncategory = "lon"\namount = 1\nphase = "slut"\n',
        "PRJ-008",
        10,
        "budget.1.line.1.phase",
        id="an unknown phase",
    ),
    pytest.param(SMALL + 'area = "2"\n', "PRJ-009", 5, "project.area", id="an area of no programme"),
    pytest.param(
        SMALL + '[[party]]\nname = "AF"\n[[party]]\nid = "x"\nname = "X"\naliases = ["af"]\n',
        "PRJ-010",
        7,
        "party.2",
        id="two parties called the same",
    ),
    pytest.param(
        SMALL + 'owner = "Åre kommun"\nfunder = "Are kommun"\n', "PRJ-011", 6, "project.funder", id="two names, one id"
    ),
    pytest.param(SMALL + 'owner = "***"\n', "PRJ-012", 5, "project.owner", id="a name without letters"),
    pytest.param(SMALL + '[[party]]\nname = "***"\n', "TOML-005", 5, "party.1", id="a party without letters"),
    pytest.param(SMALL + SOURCE + "total = -1\n", "PRJ-013", 11, "source.1.total", id="a negative amount"),
    pytest.param(SMALL + SOURCE + 'total = "1 EUR"\n', "PRJ-014", 11, "source.1.total", id="another currency"),
    pytest.param(
        SMALL
        + BUDGET
        + '[budget.cost]\nlon = { 2011 = 1 }\n[[budget.line]]\ncategory = "lon"\nyear = 2011\namount = 1\n',
        "PRJ-015",
        12,
        "budget.1.line.1.amount",
        id="the same cell twice",
    ),
    pytest.param(
        SMALL + BUDGET + "[budget.stated]\ntotal = 1\ncost = { total = 1 }\n",
        "PRJ-015",
        8,
        "budget.1.stated.total",
        id="the same printed total twice",
    ),
    pytest.param(
        SMALL + SOURCE + "total = 1\n" + BUDGET + "[budget.financing]\nesf = { total = 1 }\n",
        "PRJ-015",
        5,
        "source.1",
        id="a promise that the version has as well",
    ),
    pytest.param(SMALL + SOURCE + 'share = "5 %"\n', "PRJ-016", 11, "source.1.share", id="a share of nothing"),
    pytest.param(
        SMALL + SOURCE + 'share_of = "direct_cost"\n', "PRJ-016", 11, "source.1.share_of", id="what is a share of it"
    ),
    pytest.param(SMALL + '[severity]\nbudget = "off"\n', "PRJ-017", 6, "severity.budget", id="no finding's code"),
    pytest.param(SMALL + '[severity]\nBUD-001 = "of"\n', "TOML-004", 6, "severity.BUD-001", id="no severity"),
    pytest.param(
        SMALL + SOURCE + "takes_rounding = true\n" + SOURCE.replace('"esf"', '"b"') + "takes_rounding = true\n",
        "PRJ-018",
        18,
        "source.2.takes_rounding",
        id="two sources take the rounding",
    ),
    pytest.param(SMALL + SOURCE + "total = 1\ncommitted = 1\n", "PRJ-019", 11, "source.1.total", id="promised twice"),
    pytest.param(
        SMALL + BUDGET + "[[budget.line]]\namount = 1\n", "PRJ-020", 7, "budget.1.line.1", id="a line about nothing"
    ),
    pytest.param(
        SMALL + SOURCE + BUDGET + '[[budget.line]]\namount = 1\ncategory = "lon"\nsource = "esf"\n',
        "PRJ-020",
        13,
        "budget.1.line.1",
        id="a line about both",
    ),
    pytest.param(
        SMALL + PHASE + BUDGET + '[[budget.line]]\namount = 1\ncategory = "lon"\nyear = 2011\nphase = "start"\n',
        "PRJ-021",
        15,
        "budget.1.line.1.phase",
        id="a line for a year and a phase",
    ),
    pytest.param(SMALL + PHASE.replace('"start"', '"total"'), "PRJ-022", 6, "phase.1.id", id="a phase called total"),
    pytest.param(SMALL + PHASE.replace('"start"', '"2011"'), "PRJ-022", 6, "phase.1.id", id="a phase called 2011"),
]


@pytest.mark.parametrize(("text", "code", "line", "key"), CASES)
def test_a_problem_is_found_with_its_line_and_key(text, code, line, key):
    file, findings = read(text)

    assert file is None
    places = [(finding.code, finding.place.line, finding.place.key) for finding in findings]
    assert (code, line, key) in places
    assert all(finding.place.file == "exempel.toml" for finding in findings)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("text", [pytest.param(case.values[0], id=case.id) for case in CASES])
def test_a_problem_has_words(text, language):
    labels = catalog.labels(language)

    for finding in read(text)[1]:
        assert labels.say(finding.words)


def test_every_problem_is_found_at_once_in_the_order_of_the_file():
    text = (
        PAS.replace("personal  ", "personel  ")
        .replace('"support"', '"suport"')
        .replace('"50 000"', "50.5")
        .replace("currency", "curency")
    )

    _, findings = read(text)

    assert [finding.code for finding in findings] == ["TOML-002", "TOML-004", "PRJ-004", "TOML-006"]


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        pytest.param(SMALL.replace("scheme", "sheme"), "scheme", id="a key"),
        pytest.param(SMALL + SOURCE.replace("support", "suport"), "support", id="a role"),
        pytest.param(SMALL.replace("esf-2007-2013", "esf-2007-13"), "esf-2007-2013", id="a scheme"),
        pytest.param(SMALL + 'programme = "finsm"\n', "finsam", id="a programme"),
        pytest.param(SMALL + BUDGET + "[budget.cost]\nlokaler = { total = 1 }\n", "lokal", id="a category"),
        pytest.param(SMALL + PHASE + BUDGET + "[budget.cost]\nlokal = { stat = 1 }\n", "start", id="a phase"),
    ],
)
def test_the_nearest_known_name_is_suggested(text, nearest):
    _, findings = read(text)

    assert any(f"'{nearest}'?" in catalog.labels("en").say(finding.words) for finding in findings)


def test_nothing_is_suggested_where_nothing_is_near():
    _, (finding,) = read(SMALL + "zzz = 1\n")

    assert "known here. Correct" in catalog.labels("en", "files").say(finding.words)


@pytest.mark.parametrize(
    "told",
    ['share = "5 procent av"\nshare_of = "direct_cost"\n', 'share = "5 %"\nshare_of = "direct"\n'],
    ids=["a share that cannot be read", "an unknown base"],
)
def test_a_share_and_its_base_that_are_both_given_are_not_called_missing(told):
    _, findings = read(SMALL + SOURCE + told)

    assert len(findings) == 1
    assert findings[0].code != "PRJ-016"


def test_what_is_wrong_with_a_scheme_of_ones_own_is_reported_beside_the_rest():
    def refuse(name):
        raise FileRefusedError(file=name, findings=(stop("TOML-005", name="category"),))

    file, findings = read(SMALL + "x = 1\n", attrs.evolve(LOOKUP, scheme=refuse))

    assert file is None
    assert [finding.code for finding in findings] == ["TOML-005", "TOML-002"]


def test_a_file_of_twenty_thousand_mistakes_is_read_in_a_moment():
    keys = "".join(f"k{number} = 1\n" for number in range(20_000))

    _, findings = read(SMALL + keys)

    assert len(findings) == 20_000
