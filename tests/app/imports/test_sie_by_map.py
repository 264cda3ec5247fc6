"""What a map makes of a SIE file's rows: categories, signs, splits and projects, and what it leaves outside."""

from __future__ import annotations

import pytest

from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.core.words import Label
from ledger.model.view import View
from tests.app.imports.sie_year import MAP
from tests.app.imports.sie_year import VOUCHERS
from tests.app.imports.sie_year import codes
from tests.app.imports.sie_year import entries
from tests.app.imports.sie_year import sie
from tests.app.imports.sie_year import standing
from tests.app.imports.sie_year import values
from tests.conftest import STEGEN


def test_the_names_of_accounts_stop_a_chart_that_is_not_the_file_s(take):
    wrong = take(sie(), MAP.replace("kommunbas", "bas"))
    anyway = take(sie(), "chart_anyway = true\n" + MAP.replace("kommunbas", "bas"), dry_run=True)
    names = ("Löner arbetad tid", "Lokalhyra", '"Resor"', "Driftbidrag")
    text = sie()
    for name in names:
        text = text.replace(name, '"x"' if '"' in name else "x")
    silent = take(text, dry_run=True)

    assert values(wrong, "SIM-013")[0]["against"] == 2
    assert "SIM-018" in codes(anyway)
    assert "SIM-011" in codes(silent)


def test_what_is_mapped_to_nothing_is_told_with_its_sum_and_not_booked(stegen, take):
    done = take(sie(), MAP.replace('"7010" = "ovrigt"\n', ""))

    (told,) = values(done, "SIM-102")
    assert (told["account"], told["rows"], told["sum"].minor) == ("7010 Resor", 2, 9600)
    assert told["reason"].key == "sie.reason.unverified"
    assert [category for category, _ in standing(stegen)] == ["lokal", "personal"]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        pytest.param("unverified = true\n", "sie.reason.no_category", id="a category that the scheme has no one for"),
        pytest.param('unverified = true\n[categories]\nresor = "ovrigt"\n', None, id="said which it is"),
    ],
)
def test_a_group_that_nobody_has_verified_is_used_when_asked_for(take, more, reason):
    done = take(sie(), MAP.replace("[accounts]", more + "[accounts]").replace('"7010" = "ovrigt"\n', ""))

    assert [each["reason"].key for each in values(done, "SIM-102")] == ([reason] if reason else [])


def test_grants_and_income_are_somebody_s_to_decide_and_change_sign(stegen, take):
    grant = ("A 5 {year}0301 Bidrag", ("3510 {{6 4711}} -100.00", "1930 {{}} 100.00"))
    told = take(sie(grant), dry_run=True)
    take(sie(grant), MAP.replace("[accounts]", '[accounts]\n"35" = { kind = "receipt", source = "forbundet" }'))

    assert values(told, "SIM-102")[0]["reason"].key == "sie.reason.undecided"
    assert [(entry.kind, entry.source, entry.amount_minor) for entry in entries(stegen)] == [
        ("receipt", "forbundet", 10000)
    ]


def test_cost_rows_that_lack_the_object_in_vouchers_that_have_it_are_told(take):
    rows = (
        "5020 {{6 4711}} 100.00",
        "6010 {{}} 20.00",
        "6010 {{1 310}} 3.00",
        "6010 {{6 0815}} 7.00",
        "1930 {{}} -130.00",
    )
    alone = ("A 2 {year}0131 Hyra", ("6010 {{}} 500.00", "1930 {{}} -500.00"))

    done = take(sie(("A 1 {year}0125 Lön", rows), alone))

    assert [(each["account"], each["rows"], each["sum"].minor) for each in values(done, "SIM-103")] == [
        ("6010 Lokalhyra", 2, 2300)
    ]


def test_balance_accounts_are_not_the_project_s_even_with_its_object(stegen, take):
    take(sie(("A 1 {year}0125 Lön", ("5020 {{6 4711}} 100.00", "1930 {{6 4711}} -100.00"))))

    assert standing(stegen) == [("personal", 10000)]


def test_what_the_map_leaves_outside_is_told_in_one_sum(take):
    done = take(sie(), MAP.replace("chart =", 'outside = ["6"]\nchart ='))

    assert [(each["rows"], each["sum"].minor) for each in values(done, "SIM-104")] == [(1, 100000)]
    assert "SIM-102" not in codes(done)


def test_the_longest_beginning_wins_and_an_object_s_own_accounts_come_first(stegen, take):
    rules = MAP.replace('"7010" = "ovrigt"', '"7" = "lokal"\n"701" = "tjanster"\n"5" = "personal"\n')
    take(sie(), rules + '[object.accounts]\n"7010" = "utbildning"\n')

    assert [category for category, _ in standing(stegen)] == ["lokal", "personal", "utbildning", "utbildning"]


def test_a_split_ties_to_the_row_and_tells_what_is_left_outside(stegen, take):
    rules = (
        MAP
        + '[[rule]]\naccounts = ["50"]\n[[rule.split]]\npercent = "1/3"\n'
        + '[[rule.split]]\npercent = "1/3"\ncategory = "utbildning"\n'
    )

    done = take(sie(), rules)

    assert [entry.amount_minor for entry in entries(stegen)[:2]] == [1113750, 1113750]
    assert [(each["rows"], each["sum"].minor) for each in values(done, "SIM-104")] == [(1, 1113750)]
    assert take(sie(), rules).batch == ""


def test_one_file_feeds_several_projects_in_one_batch(stegen, take, write):
    add_projects(stegen, [write("bryggan.toml", STEGEN.replace('"stegen"', '"bryggan"').replace("Stegen", "Bryggan"))])
    both = MAP + '[[object]]\ncodes = ["0815"]\nproject = "bryggan"\n'

    done = take(sie(), both)
    only = take(sie(("A 7 {year}0301 Hyra", ("6010 {{6 0815}} 9.00", "6010 {{6 4711}} 8.00"))), both, project="bryggan")

    assert [(share.project, share.new) for share in done.shares] == [("bryggan", 1), ("stegen", 4)]
    commits = [list(stegen.store.commits(id_))[1] for id_ in ("bryggan", "stegen")]
    assert {commit.batch for commit in commits} == {done.batch}
    assert [(share.project, share.new) for share in only.shares] == [("bryggan", 1)]


def test_a_row_recoded_from_one_project_to_another_is_moved(stegen, take, write):
    add_projects(stegen, [write("bryggan.toml", STEGEN.replace('"stegen"', '"bryggan"').replace("Stegen", "Bryggan"))])
    both = MAP + '[[object]]\ncodes = ["0815"]\nproject = "bryggan"\n'
    take(sie(), both)

    take(sie(("A 1 {year}0125 Lön", ("5020 {{6 0815}} 33412.50", "1930 {{}} -33412.50")), *VOUCHERS[1:]), both)

    assert ("personal", 3341250) not in standing(stegen)
    assert ("personal", 3341250) in standing(stegen, "bryggan")


@pytest.mark.parametrize(
    ("dimension", "objects", "new"),
    [
        pytest.param("", "61 4711", 1, id="the dimension under the project's is offered"),
        pytest.param("", "6 0815 61 4711", 0, id="the upper one decides where both are given"),
        pytest.param("Ansvar", "1 4711", 1, id="a dimension by its name"),
        pytest.param("1", "1 4711", 1, id="a dimension by its number"),
        pytest.param("ansvar", "6 4711", 0, id="another dimension's object of the same code"),
    ],
)
def test_objects_are_found_by_dimension(take, dimension, objects, new):
    rules = MAP.replace("codes =", f'dimension = "{dimension}"\ncodes =') if dimension else MAP
    done = take(sie(("A 1 {year}0125 Lön", (f"5020 {{{{{objects}}}}} 100.00", "1930 {{}} -100.00"))), rules)

    assert sum(share.new for share in done.shares) == new
    assert ("SIM-014" in codes(done)) is not bool(new)


@pytest.mark.parametrize(
    ("rules", "project", "code"),
    [
        pytest.param(None, "stegen", "SIM-019", id="no map"),
        pytest.param(MAP.replace("kommunbas", "egen"), None, "SIM-020", id="no such chart"),
        pytest.param('organisation = "212000-0000"', None, "SIM-006", id="no objects"),
        pytest.param(MAP.replace('project = "stegen"', ""), None, "SIM-007", id="no project"),
        pytest.param(MAP.replace('"stegen"', '"annat"'), "stegen", "SIM-017", id="only other projects"),
        pytest.param(MAP.replace('"stegen"', '"annat"'), None, "CSV-116", id="a project that is not there"),
        pytest.param(MAP.replace('"stegen"', '"STEGEN"'), None, "CSV-116", id="a project spelled otherwise"),
        pytest.param(
            MAP.replace('"stegen"', '"annat"').replace('"7010"', '"9999"'),
            None,
            "CSV-116",
            id="no category there either",
        ),
        pytest.param(MAP.replace('"ovrigt"', '"ovrigtt"'), None, "CSV-116", id="a category that is not there"),
        pytest.param(MAP.replace("codes", 'dimension = "Verksamhet"\ncodes'), None, "SIM-012", id="no such dimension"),
        pytest.param(MAP.replace('"7010" =', '"70-10" ='), None, "SIM-002", id="no account"),
        pytest.param(MAP.replace('"ovrigt"', "{}"), None, "SIM-003", id="nothing said of an account"),
        pytest.param(MAP.replace('codes = ["4711"]', ""), None, "SIM-004", id="no codes"),
        pytest.param(MAP + '[[rule]]\ncodes = ["1"]\npart = "a"', None, "SIM-005", id="codes of no dimension"),
        pytest.param(MAP + "[[rule]]\n", None, "SIM-003", id="a rule that says nothing"),
        pytest.param('outside = ["7010"]\n' + MAP, None, "SIM-001", id="an account in two places"),
    ],
)
def test_a_map_that_does_not_do_stops_and_says_where(stegen, write, rules, project, code):
    path = write("2021.se", "")
    path.write_bytes(sie().encode("cp437"))
    done = import_file(stegen, path, project=project, map_path=rules and write("map.toml", rules))

    (found, *_) = (finding for finding in done.findings if finding.code == code)
    assert found.stops
    assert found.place.line or found.place.key == "chart"
    assert (done.batch, entries(stegen)) == ("", [])


@pytest.mark.parametrize(
    ("other", "skip_bad_rows"),
    [
        pytest.param('codes = ["9999"]', False, id="without rows"),
        pytest.param('codes = ["0815"]', True, id="whose rows are left out"),
    ],
)
def test_a_map_may_know_projects_that_the_book_does_not(stegen, take, other, skip_bad_rows):
    """Nothing is kept of them: a chain without a project would be a book that has lost one."""
    done = take(sie(), f'{MAP}[[object]]\n{other}\nproject = "annat"\n', skip_bad_rows=skip_bad_rows)

    assert [share.project for share in done.shares] == ["stegen"]
    assert stegen.store.scopes() == ("@book", "stegen")


def test_a_file_in_another_currency_is_refused(take):
    assert "SIM-010" in codes(take("#VALUTA EUR\n".join(sie().split("#RAR", 1)).replace("EUR\n", "EUR\n#RAR")))


def test_a_row_that_cannot_be_read_stops_unless_left_out(stegen, take):
    text = sie().replace("1000.00", "1000.00x")

    assert "SIM-101" in codes(take(text))
    assert standing(stegen) == []
    assert len(entries(stegen)) == 0
    taken = take(text, skip_bad_rows=True)
    assert [share.new for share in taken.shares] == [3]


def test_a_head_that_follows_on_the_vouchers_books_nothing_twice(take):
    """Its rows could not know whose they are, so they are compared as nobody's."""
    own = '#ORGNR 212000-0000\n#FNAMN "Exempelby kommun (påhittad)"\n'
    text = sie().replace(own, "", 1) + own

    first, again = take(text, skip_bad_rows=True), take(text, skip_bad_rows=True)

    assert [(share.new, share.already) for share in first.shares] == [(4, 0)]
    assert [(share.new, share.already) for share in again.shares] == [(0, 4)]
    assert not again.batch


def test_a_row_without_any_day_stops(take):
    done = take(sie().replace("20210125", '""'))

    assert [(finding.place.line, finding.stops) for finding in done.findings if finding.code == "SIM-105"] == [
        (22, True)
    ]


def test_a_file_without_vouchers_shows_the_way_out(take):
    text = sie().split("#VER")[0] + "#PSALDO 0 202101 5020 {6 4711} 100.00\n#PSALDO 0 202102 5020 {6 4711} 7.00\n"
    done = take(text)

    assert codes(done)[:2] == ["SIE-003", "SIM-015"]
    assert values(done, "SIM-015")[0]["months"] == 2
    assert isinstance(values(done, "SIM-015")[0]["span"], Label)


def test_a_whole_voucher_of_several_fates_in_one_project_s_file_ties_in_the_other_s(stegen, take, write):
    """A row that is split between projects is in the file of both, each with its part."""
    add_projects(stegen, [write("bryggan.toml", STEGEN.replace('"stegen"', '"bryggan"').replace("Stegen", "Bryggan"))])
    half = MAP + '[[rule]]\naccounts = ["50"]\n[[rule.split]]\npercent = 50\n[[rule.split]]\n'
    half += 'percent = 50\nproject = "bryggan"\n'

    done = take(sie(), half)
    only = take(sie(VOUCHERS[0], year=2022), half, project="stegen")

    assert [(share.project, share.new, share.sum.minor) for share in done.shares] == [
        ("bryggan", 1, 1670625),
        ("stegen", 4, 1780225),
    ]
    assert [(share.project, share.new) for share in only.shares] == [("stegen", 1)]
    for id_, outside in (("stegen", 1670625), ("bryggan", 0)):
        table = report(stegen, "reconciliation", [id_], View(today=stegen.today, year=2021))
        assert table.cell("books-1/5020", "outside").value == outside
        assert table.cell("total", "difference").value == 0


def test_a_split_row_that_is_struck_out_takes_all_its_parts_back(take):
    rules = MAP + '[[rule]]\naccounts = ["50"]\n[[rule.split]]\npercent = 50\n[[rule.split]]\npercent = 50\n'
    take(sie(), rules)
    struck = ("A 1 {year}0125 Lön", ("#BTRANS 5020 {{6 4711}} 33412.50",))

    done = take(sie(struck, *VOUCHERS[1:]), rules)

    assert [share.reversed for share in done.shares] == [2]


def test_the_objects_of_a_dimension_may_be_millions(take, monkeypatch):
    monkeypatch.setattr("ledger.importers.accounts.sie_postings._MEMO_MAX", 2)
    rows = tuple(f"5020 {{{{6 4711 7 P{number}}}}} 1.00" for number in range(9))

    done = take(sie(("A 1 {year}0125 Lön", (*rows, "1930 {{}} -9.00"))))

    assert [share.sum.minor for share in done.shares] == [900]


def test_many_rows_are_booked_in_pieces(take):
    rows = tuple(f"5020 {{{{6 4711}}}} {number}.00" for number in range(1, 601))

    assert [share.new for share in take(sie(("A 1 {year}0125 Lön", rows))).shares] == [600]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param('#ORGNR 212000-0000\n#FNAMN "Exempelby kommun (påhittad)"\n', "", "SIM-009", id="nobody's books"),
        pytest.param("#RAR", "#VALUTA X\n#RAR", "SIM-010", id="a currency that is none"),
    ],
)
def test_a_head_that_lacks_or_confuses_is_told(take, old, new, code):
    assert code in codes(take(sie().replace(old, new, 1)))


def test_a_file_with_values_of_no_project_shows_no_way_out(take):
    text = sie().split("#VER")[0] + "#PSALDO 0 202101 5020 {6 0815} 100.00\n#IB 0 1930 5.00\n"

    assert "SIM-015" not in codes(take(text))


def test_the_journal_of_sie_5_is_taken_by_the_same_map(stegen, take):
    journal = """<?xml version="1.0" encoding="UTF-8"?>
<Sie xmlns="http://www.sie.se/sie5"><FileInfo><Company organizationId="212000-0000" name="Exempelby (påhittad)"/>
<FiscalYears><FiscalYear start="2021-01" end="2021-12" primary="true"/></FiscalYears>
<AccountingCurrency currency="SEK"/></FileInfo>
<Accounts><Account id="5020" name="Löner" type="cost"/><Account id="1930" name="Bank" type="asset"/></Accounts>
<Dimensions><Dimension id="6" name="Projekt"><Object id="4711" name="Stegen"/></Dimension></Dimensions>
<Journal id="A" name="A"><JournalEntry id="1" journalDate="2021-01-25" text="Lön"><LedgerEntry accountId="5020"
amount="100.00"><ObjectReference dimId="6" objectId="4711"/></LedgerEntry><LedgerEntry accountId="1930"
amount="-100.00"/></JournalEntry></Journal></Sie>
"""
    done = take(journal, encoding="utf-8")

    assert [share.new for share in done.shares] == [1]
    assert standing(stegen) == [("personal", 10000)]
    assert entries(stegen)[0].origin.fiscal_year == "2021-01-01"


@pytest.mark.parametrize(
    "text", [pytest.param("[", id="no TOML"), pytest.param('chart = "kommunbas"\nx = 1', id="keys")]
)
def test_a_map_that_cannot_be_read_stops_before_the_file_is(take, text):
    done = take(sie(), text)

    assert any(finding.stops for finding in done.findings)
    assert not [code for code in codes(done) if code.startswith("SIE")]
