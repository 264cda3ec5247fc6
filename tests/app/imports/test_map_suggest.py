"""First maps: what is sure as lines, what is not as remarks, and nothing that the importer would not take."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import cli
from ledger import catalog
from ledger.app.imports.actuals import import_file
from ledger.app.imports.map_suggest import suggest_map
from ledger.core.money import SEK
from ledger.exporters.sie_map_text import write_sie_map
from ledger.importers.accounts.sie_map_file import read_sie_map
from ledger.rules.imports.suggest import AccountFound
from ledger.rules.imports.suggest import CategoryClues
from ledger.rules.imports.suggest import ObjectFound
from ledger.rules.imports.suggest import choose_chart
from ledger.rules.imports.suggest import guess_account
from ledger.rules.imports.suggest import suggest
from tests.app.imports.sie_year import sie
from tests.conftest import STEGEN


@pytest.fixture
def suggested(stegen, write):
    """Return a function that makes a first map of a file's text."""

    def run(text=None, language="sv", **terms):
        path = write("2021.se", "")
        path.write_bytes((sie() if text is None else text).encode("cp437"))
        return suggest_map(stegen, path, "stegen", language=language, **terms)

    return run


def codes(made):
    return [finding.code for finding in made.findings]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_first_map_imports_what_it_is_sure_of(stegen, suggested, write, language):
    made = suggested(language=language)
    done = import_file(stegen, Path(write("2021.se", "").parent / "2021.se"), map_path=write("map.toml", made.text))

    assert codes(made) == ["SIM-204"]
    assert done.shares == ()

    path = write("2021.se", "")
    path.write_bytes(sie().encode("cp437"))
    done = import_file(stegen, path, map_path=write("map.toml", made.text))

    assert [(share.new, share.sum.minor) for share in done.shares] == [(2, 3441250)]
    assert [finding.code for finding in done.findings if finding.code.startswith("SIM")] == ["SIM-102"]


def test_names_and_sums_stand_as_remarks(suggested):
    text = suggested().text

    assert '"6010" = "lokal"  # Lokalhyra, 1 rad, 1 000 kr' in text
    assert '# "7010" = ""  # Resor, 2 rader, 96 kr: ' in text
    assert "# dimension 6, 0815 Annat projekt: 500 kr" in text
    assert 'chart = "kommunbas"' in text


def test_an_object_that_is_not_known_for_sure_is_told(suggested):
    unknown = suggested(sie().replace('4711 "Stegen till arbete"', '4711 "P-nummer 4711"'))
    near = suggested(sie().replace('4711 "Stegen till arbete"', '4711 "Stegen"'))
    without = suggested(sie().replace("6 4711", "1 4711").replace("6 0815", "1 0815"))

    assert [codes(made)[0] for made in (unknown, near, without)] == ["SIM-202", "SIM-202", "SIM-201"]
    assert '# codes = ["4711"]' in unknown.text
    assert '\ncodes = ["4711"]' in near.text
    assert read_sie_map(unknown.text, "map.toml")[1] == ()


def test_books_without_projects_may_be_the_project_s_as_a_whole(stegen, suggested, write):
    made = suggested(sie().replace("6 4711", "").replace("6 0815", ""))
    text = made.text.replace("# [[object]]", "[[object]]").replace("# everything", "everything")
    text = text.replace("# project =", "project =")
    path = write("2021.se", "")
    path.write_bytes(sie().replace("6 4711", "").replace("6 0815", "").encode("cp437"))

    done = import_file(stegen, path, map_path=write("map.toml", text))

    assert codes(made)[0] == "SIM-201"
    assert [share.sum.minor for share in done.shares] == [3341250 + 150000]
    assert read_sie_map(made.text, "map.toml")[0].objects == ()


def test_a_chart_that_somebody_names_is_taken_and_doubted_where_names_speak_against_it(suggested):
    made = suggested(chart="bas")

    assert 'chart = "bas"' in made.text
    assert "OSÄKERT" in made.text
    assert codes(suggested(chart="egen")) == ["SIM-020"]


def test_without_names_no_chart_is_chosen(suggested):
    text = sie()
    for name in ("Löner arbetad tid", "Lokalhyra", "Driftbidrag"):
        text = text.replace(name, "x")
    made = suggested(text.replace('7010 "Resor"', '7010 "x"'))

    assert "SIM-203" in codes(made)
    assert "\nchart" not in made.text
    assert codes(made).count("SIM-204") == 3


def test_a_file_without_vouchers_stops(suggested):
    assert codes(suggested(sie().split("#VER")[0])) == ["SIE-003"]


def test_what_no_chart_tells_may_be_left_outside_by_taking_a_sign_away(suggested):
    text = suggested(sie()).text
    line = next(line for line in text.splitlines() if line.startswith("# outside"))

    rules, findings = read_sie_map(text.replace(line, line.removeprefix("# ")), "map.toml")

    assert findings == ()
    assert {rule.prefix for rule in rules.accounts if not rule.cells}
    assert text.index(line) < text.index("\n[accounts]\n")


def test_many_objects_are_counted_and_the_largest_listed():
    objects = [
        ObjectFound(
            dimension="6",
            code=f"P{number}",
            name="",
            accounts=(AccountFound(number="5010", name="Hyra", rows=1, minor=number),),
        )
        for number in range(1, 31)
    ]
    made = suggest(objects, ("stegen", "Stegen"), (None, None), CategoryClues(own={}, names={}, words={}))
    head = {"project": "stegen", "file": "a.se", "organisation": ""}
    text = write_sie_map(made, head, catalog.scheme("generell"), (SEK, catalog.labels("en")))

    assert '# codes = ["P30"]' in text
    assert '"P10"' not in text
    assert "and 10 objects more" in text
    assert made.accounts[0].account.rows == 30


ACCOUNTS = st.lists(
    st.builds(
        AccountFound,
        number=st.one_of(
            st.from_regex("[0-9]{4}", fullmatch=True), st.sampled_from(["60\u00a010", "50-20", "5010 ", ""])
        ),
        name=st.text(max_size=20),
        rows=st.integers(1, 9),
        minor=st.integers(-(10**9), 10**9),
    ),
    max_size=8,
    unique_by=lambda account: account.number,
).map(tuple)
CODES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8)
SWEDISH = catalog.labels("sv")
OBJECTS = st.lists(
    st.builds(
        ObjectFound,
        dimension=st.just("6"),
        code=CODES,
        name=st.text(max_size=9),
        accounts=ACCOUNTS,
    ),
    max_size=4,
)


CLUES = CategoryClues(
    own={"personnel": "personal", "services": "tjanster"},
    names={"resor": ("resor",), "övrigt": ("ovrigt", "ovrigt-2")},
    words={"lön": "personal", "löneskatt": "tjanster"},
)


@pytest.mark.parametrize(
    ("number", "name", "told"),
    [
        pytest.param("7550", "Resor", ("resor", "sie.guess.named"), id="a category's name goes before the chart"),
        pytest.param("0001", "Löner, projekt", ("personal", "sie.guess.word"), id="a word tells where no chart does"),
        pytest.param("0001", "Särskild löneskatt", ("tjanster", "sie.guess.word"), id="the longest word tells"),
        pytest.param("0001", "Övrigt", (None, "sie.guess.nothing"), id="a name that two categories bear tells nothing"),
        pytest.param("0001", "Diverse", (None, "sie.guess.nothing"), id="nothing tells"),
    ],
)
def test_an_account_that_the_chart_is_not_sure_of_is_told_by_its_own_name(number, name, told):
    account = AccountFound(number=number, name=name, rows=1, minor=100)
    guess = guess_account(account, catalog.chart("kommunbas"), CLUES)

    assert (guess.category, guess.reason and guess.reason.key, guess.sure) == (*told, False)


@given(objects=OBJECTS, chart=st.sampled_from(["bas", "kommunbas"]), taken=st.booleans())
def test_whatever_a_file_calls_its_accounts_and_objects_the_map_can_be_read(objects, chart, taken):
    named = [(account.number, account.name) for each in objects for account in each.accounts]
    own = {category.code: category.code for category in catalog.scheme("generell").categories}
    clues = CategoryClues(own=own, names={"hyra": ("lokaler",)}, words={"lön": "personal"})
    project = (objects[0].code, "Projekt") if objects and taken else ("stegen", "Stegen")
    made = suggest(objects, project, choose_chart([catalog.chart(chart)], named), clues)
    head = {"project": "stegen", "file": "a.se", "organisation": "x"}
    text = write_sie_map(made, head, catalog.scheme("generell"), (SEK, SWEDISH))

    rules, findings = read_sie_map(text, "map.toml")

    assert [finding for finding in findings if finding.code != "TOML-007"] == []
    sure = {guess.account.number for guess in made.accounts if guess.sure}
    assert (rules is None) is any(finding.stops for finding in findings)
    assert rules is None or {rule.prefix for rule in rules.accounts} == sure


def test_the_command_writes_the_map_and_tells_what_is_left(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stegen.toml").write_text(STEGEN, encoding="utf-8")
    (tmp_path / "a.se").write_bytes(sie().encode("cp437"))
    run = CliRunner()
    for command in (["init"], ["project", "add", "stegen.toml"]):
        assert run.invoke(cli.main, command).exit_code == 0

    done = run.invoke(cli.main, ["map", "suggest", "a.se", "--project", "stegen", "-o", "map.toml"])

    assert done.exit_code == 0
    assert "SIM-204" in done.output
    assert (tmp_path / "map.toml").read_text(encoding="utf-8").startswith("# Förslag")
    assert run.invoke(cli.main, ["map", "suggest", "stegen.toml", "--project", "stegen"]).exit_code == 2
