"""Budget versions of a book: amended by options and by a file, listed, compared, laid out by project year."""

from __future__ import annotations

import json
from datetime import date

import pytest

from ledger.app.books.history import log
from ledger.app.books.history import verify
from ledger.app.budgets.amend import Amendment
from ledger.app.budgets.amend import amend
from ledger.app.budgets.budgets import compare_versions
from ledger.app.budgets.budgets import version_table
from ledger.app.dossiers import dossier
from ledger.app.imports.actuals import record
from ledger.app.projects import add_projects
from ledger.app.projects import export_project
from ledger.app.reports import report
from ledger.errors import AmendmentFormError
from ledger.errors import CarryError
from ledger.errors import NoBudgetYetError
from ledger.errors import NothingAmendedError
from ledger.errors import OneVersionError
from ledger.errors import PlanAmountError
from ledger.errors import ReasonNeededError
from ledger.errors import UnknownNameError
from ledger.errors import UnknownPartyError
from ledger.errors import UnknownVersionError
from ledger.model.budgets.budget import BudgetKind
from ledger.model.budgets.budget import BudgetState
from ledger.model.entry import Entry
from ledger.model.view import View
from ledger.rules.budgets.project_years import Spread
from ledger.rules.budgets.project_years import SpreadKey
from tests.conftest import STEGEN
from tests.reports.reading import read
from tests.reports.reading import told

LIMITED = STEGEN + '\n[transfers]\namount = "30 000"\napprover = "Förbundet"\n'
FILE = """
[[party]]
id = "region"
name = "Exempelregionen"

[[budget]]
state = "decided"
decided = 2022-01-10
kind = "amendment"
[budget.cost]
personal = { 2021 = "400 000", 2022 = "470 000" }
[budget.financing]
forbundet = { 2021 = "400 000", 2022 = "420 000" }
[[budget.source]]
id = "regionen"
party = "Exempelregionen"
role = "cofinancing"
kind = "region"
form = "cash"
committed = "50 000"
"""


def held(book, day=date(2026, 1, 31)):
    return dossier(book, "stegen", View(today=day))


def moving(text, day=date(2021, 3, 1), **more):
    return Amendment(transfers=(text,), decided=day, reason="Beslut", **more)


def test_a_transfer_becomes_a_version_that_says_what_it_moved(stegen):
    done = amend(stegen, "stegen", moving("Personalkostnader:utbildning:20 000:2021"))
    first, second = held(stegen).versions

    assert (done.number, done.findings) == (2, ())
    assert (second.kind, second.state, second.decided) == (BudgetKind.TRANSFER, BudgetState.DECIDED, date(2021, 3, 1))
    assert [(each.from_category, each.amount_minor, each.year) for each in second.transfers] == [
        ("personal", 2_000_000, 2021)
    ]
    assert sum(line.amount_minor for line in second.cost) == sum(line.amount_minor for line in first.cost)
    assert list(verify(stegen)) == []


def test_the_log_says_why_a_budget_was_amended_however_it_came(stegen, write):
    amend(
        stegen,
        "stegen",
        Amendment(transfers=("personal:utbildning:5 000:2021",), state=BudgetState.DRAFT, reason="Tolkning behövs"),
    )
    amend(stegen, "stegen", Amendment(path=write("ny.toml", FILE)))
    more = '\n[[budget]]\nstate = "submitted"\nreason = "Omsökning"\n[budget.cost]\npersonal = { 2021 = "1 000" }\n'
    add_projects(stegen, write("stegen.toml", export_project(stegen, "stegen") + more))

    written = [(each.kind, each.message) for each in log(stegen, ("stegen",))][1:]

    assert written == [("budget", "Tolkning behövs"), ("budget", ""), ("budget", "Omsökning")]


def test_small_transfers_that_add_up_are_told_and_booked(book, write):
    add_projects(book, [write("stegen.toml", LIMITED)])
    first = amend(book, "stegen", moving("personal:utbildning:20000:2021"))
    second = amend(book, "stegen", moving("personal:utbildning:20000:2022", date(2021, 4, 1)))
    third = amend(book, "stegen", moving("personal:lokal:90000:2022", date(2021, 5, 1), decided_by="Förbundet"))

    assert [[finding.code for finding in done.findings] for done in (first, second, third)] == [[], ["TRF-002"], []]
    assert held(book).versions[3].decided_by == "forbundet"


def test_the_list_tells_how_much_has_been_moved_and_may_be(book, write):
    add_projects(book, [write("stegen.toml", LIMITED)])
    amend(book, "stegen", moving("personal:utbildning:20000:2021"))

    assert told(report(book, "versions", ["stegen"])) == [
        "Omfördelat för projektet som helhet sedan version 1: 20 000 kr. Utan godkännande får 30 000 kr flyttas."
    ]


def test_a_project_may_let_the_limit_stop(book, write):
    add_projects(book, [write("stegen.toml", LIMITED + '\n[severity]\n"TRF-001" = "stop"\n')])
    done = amend(book, "stegen", moving("personal:utbildning:30000,01:2021"))

    assert (done.number, [finding.code for finding in done.findings]) == (0, ["TRF-001"])
    assert len(held(book).versions) == 1


def test_a_draft_is_decided_by_amending_it(stegen):
    amend(stegen, "stegen", Amendment(transfers=("personal:utbildning:5000:2021",), reason="Förslag"))
    amend(stegen, "stegen", Amendment(decided=date(2021, 3, 1), reason="Beslut"))
    _, draft, decided = held(stegen).versions

    assert (draft.state, decided.state) == (BudgetState.DRAFT, BudgetState.DECIDED)
    assert (decided.kind, decided.transfers, decided.cost) == (draft.kind, draft.transfers, draft.cost)


def test_a_transfer_on_top_of_one_that_is_not_decided_is_told(stegen):
    first = Amendment(transfers=("personal:utbildning:1 000:2021",), reason="Förslag")
    assert amend(stegen, "stegen", first).findings == ()

    (said,) = amend(stegen, "stegen", moving("personal:utbildning:1 000:2021")).findings

    assert (said.code, said.stops, dict(said.values)["number"]) == ("TRF-005", False, 2)
    assert dict(said.values)["moved"].minor == 1_000_00
    assert amend(stegen, "stegen", moving("personal:utbildning:1 000:2021", base=1)).findings == ()
    assert amend(stegen, "stegen", moving("personal:utbildning:2 000:2021")).findings == ()


def test_a_later_last_day_is_an_amendment(stegen):
    amend(stegen, "stegen", Amendment(end=date(2023, 6, 30), decided=date(2022, 6, 1), reason="Förlängning"))

    assert held(stegen).versions[1].kind is BudgetKind.AMENDMENT
    assert held(stegen).versions[1].end == date(2023, 6, 30)


def test_an_earlier_version_can_be_taken_up_again(stegen):
    amend(stegen, "stegen", moving("personal:utbildning:5000:2021"))
    amend(stegen, "stegen", Amendment(base=1, decided=date(2021, 4, 1), reason="Upphävt"))
    first, _, third = held(stegen).versions

    assert third.cost == first.cost


def test_what_a_year_left_unused_is_carried_by_a_version_of_its_own(stegen):
    costs = {"project": "stegen", "category": "personal", "booked_on": date(2021, 12, 1)}
    record(stegen, [Entry(amount_minor=30_000_000, **costs)])
    done = amend(
        stegen, "stegen", Amendment(carry=("2021:2022:personal",), decided=date(2022, 2, 1), reason="Överföring")
    )
    version = held(stegen).versions[1]

    assert done.findings == ()
    assert (version.kind, version.reason) == (BudgetKind.CARRY_FORWARD, "Överföring")
    assert [(line.category, line.year, line.amount_minor) for line in version.cost] == [
        ("personal", 2021, 30_000_000),
        ("personal", 2022, 52_000_000),
        ("lokal", 2021, 3_600_000),
    ]
    # What was not paid of 2021: the federation 100 000 of 400 000, the municipality all of its 36 000 in kind.
    assert sum(line.amount_minor for line in version.financing) == 85_600_000


def test_a_year_that_is_not_over_is_told(stegen):
    done = amend(stegen, "stegen", Amendment(carry=("2021:2027",), reason="Överföring"))
    assert done.findings == ()
    with pytest.raises(CarryError):
        amend(stegen, "stegen", Amendment(carry=("2026:2027",), reason="Överföring"))


def test_carrying_from_a_year_that_goes_on_is_warned_of(book, write):
    add_projects(book, [write("stegen.toml", STEGEN.replace("2022", "2026"))])
    done = amend(book, "stegen", Amendment(carry=("2026:2027",), reason="Överföring"))

    assert [finding.code for finding in done.findings] == ["TRF-004"]


def test_a_file_brings_a_whole_version_with_its_own_sources(stegen, write):
    done = amend(stegen, "stegen", Amendment(path=write("beslut.toml", FILE), decided_by="Förbundet"))
    found = held(stegen)

    assert (done.number, done.findings) == (2, ())
    assert found.project.source("regionen").party == "region"
    assert found.versions[1].decided_by == "forbundet"
    assert found.party_name("region") == "Exempelregionen"
    assert '[[budget.source]]\nid = "regionen"\nparty = "region"' in export_project(stegen, "stegen")
    assert list(verify(stegen)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("[budget]\n", "TOML-003"), ("", "PRJ-025"), (FILE + FILE.partition("\n\n")[2], "PRJ-025"), ("[", "TOML-001")],
    ids=["no block", "nothing", "two versions", "no TOML"],
)
def test_a_file_that_holds_no_version_books_nothing(stegen, write, text, code):
    done = amend(stegen, "stegen", Amendment(path=write("beslut.toml", text)))

    assert done.number == 0
    assert code in [finding.code for finding in done.findings]
    assert len(held(stegen).versions) == 1


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (Amendment(), ReasonNeededError),
        (Amendment(reason="Beslut"), NothingAmendedError),
        (Amendment(reason="Beslut", decided=date(2021, 1, 1)), NothingAmendedError),
        (Amendment(reason="Beslut", base=2, end=date(2023, 1, 1)), UnknownVersionError),
        (moving("personal:utbildning"), AmendmentFormError),
        (moving("personal::5"), AmendmentFormError),
        (moving("personal:personal:5:2021"), AmendmentFormError),
        (moving("personal:resor:5:2021"), UnknownNameError),
        (moving("personal:utbildning:5:fas"), UnknownNameError),
        (moving(f"personal:utbildning:5:{'9' * 5000}"), UnknownNameError),
        (moving("personal:utbildning:0:2021"), PlanAmountError),
        (Amendment(carry=("2021",), reason="Beslut"), AmendmentFormError),
        (Amendment(carry=("2021:nästa",), reason="Beslut"), AmendmentFormError),
        (Amendment(carry=(f"2021:{'9' * 5000}",), reason="Beslut"), AmendmentFormError),
        (moving("personal:utbildning:5:2021", decided_by="Landstinget"), UnknownPartyError),
    ],
    ids=[
        "no reason",
        "nothing",
        "only decided",
        "no such version",
        "no amount",
        "an empty part",
        "to itself",
        "unknown category",
        "unknown phase",
        "digits that are no year",
        "no amount to speak of",
        "one year",
        "no year",
        "digits that are no later year",
        "unknown party",
    ],
)
def test_an_amendment_that_cannot_be_is_refused(stegen, wanted, error):
    with pytest.raises(error):
        amend(stegen, "stegen", wanted)
    assert len(held(stegen).versions) == 1


def test_the_same_file_twice_changes_nothing(stegen, write):
    wanted = Amendment(path=write("beslut.toml", FILE))
    amend(stegen, "stegen", wanted)

    with pytest.raises(NothingAmendedError):
        amend(stegen, "stegen", wanted)


def test_a_project_without_a_budget_has_nothing_to_amend(book, write):
    add_projects(book, [write("stegen.toml", STEGEN.partition("[[budget]]")[0])])

    with pytest.raises(NoBudgetYetError):
        amend(book, "stegen", moving("personal:utbildning:5:2021"))
    with pytest.raises(NoBudgetYetError):
        version_table(book, "stegen", by=Spread(key=SpreadKey.DAYS))
    assert report(book, "versions", ["stegen"]).rows == ()


def test_versions_are_listed_with_the_change_of_each(stegen, write):
    amend(stegen, "stegen", moving("personal:utbildning:20000:2021"))
    amend(stegen, "stegen", Amendment(path=write("beslut.toml", FILE)))

    assert read(report(stegen, "versions", ["stegen"])) == (
        "1 | budget | beslutad | 2020-12-01 | 856 000 | 856 000\n"
        "2 | omfördelning | beslutad | 2021-03-01 | 856 000 | 856 000 | 0 |  | Beslut\n"
        "3 (gäller) | ändring | beslutad | 2022-01-10 | 870 000 | 870 000 | 14 000"
    )


def test_the_difference_is_told_to_the_krona_and_in_words(stegen, write):
    amend(stegen, "stegen", Amendment(path=write("beslut.toml", FILE), end=date(2023, 6, 30)))

    assert read(compare_versions(stegen, "stegen", 1)) == (
        "# Kostnad\n"
        "  Personalkostnader | 2022 | 420 000 | 470 000 | 50 000\n"
        "  Lokalkostnader | 2021 | 36 000 |  | −36 000\n"
        "  Oförändrade rader |  | 400 000 | 400 000 | 0\n"
        "= Summa kostnad |  | 856 000 | 870 000 | 14 000\n"
        "# Finansiering\n"
        "  Exempelregionen | Hela projektet |  | 50 000 | 50 000\n"
        "  Exempelby kommun (natura) | 2021 | 36 000 |  | −36 000\n"
        "  Oförändrade rader |  | 820 000 | 820 000 | 0\n"
        "= Summa finansiering |  | 856 000 | 870 000 | 14 000\n"
        "# Övrigt\n"
        "  beslutad |  |  |  |  | 2020-12-01 | 2022-01-10\n"
        "  sista dag |  |  |  |  |  | 2023-06-30\n"
        "  slag |  |  |  |  | budget | ändring\n"
        "  finansiär regionen |  |  |  |  |  | finns"
    )


def test_the_two_latest_are_compared_unless_others_are_named(stegen):
    with pytest.raises(OneVersionError):
        compare_versions(stegen, "stegen")
    amend(stegen, "stegen", moving("personal:utbildning:20000:2021"))
    amend(stegen, "stegen", moving("personal:utbildning:10000:2021"))

    assert compare_versions(stegen, "stegen") == compare_versions(stegen, "stegen", 2, 3)


def test_one_version_can_be_shown_by_itself(stegen):
    amend(stegen, "stegen", Amendment(transfers=("personal:utbildning:20000:2021",), reason="Förslag"))
    shown, in_force = (version_table(stegen, "stegen", number) for number in (2, None))

    assert shown.cell("utbildning", "2021").value == 2_000_000
    assert in_force.cell("utbildning", "2021").value is None
    assert version_table(stegen, "stegen", 2, financing=True).cell("total", "2021").value == 43_600_000
    with pytest.raises(UnknownVersionError):
        version_table(stegen, "stegen", 3)


def test_project_years_stand_beside_calendar_years(stegen):
    amend(stegen, "stegen", Amendment(start=date(2021, 7, 1), end=date(2022, 12, 31), reason="Sen start"))
    table = version_table(stegen, "stegen", 2, by=Spread(key=SpreadKey.MONTHS))

    assert read(table) == (
        "Personalkostnader | 400 000 | 420 000 | 820 000 | 610 000 | 210 000\n"
        "Lokalkostnader | 36 000 |  | 36 000 | 36 000 | 0\n"
        "== Summa | 436 000 | 420 000 | 856 000 | 646 000 | 210 000"
    )


@pytest.fixture
def medfin(prompt, write):
    """Return a function that runs the command on a book with one project."""
    run = prompt(2021, 5, 15)
    write("stegen.toml", LIMITED + '\n[severity]\n"TRF-001" = "stop"\n')
    run("init")
    run("project", "add", "stegen.toml")
    return run


MOVE = ("budget", "amend", "stegen", "--reason", "Kurs", "--decided", "2021-03-01", "--transfer")


def test_the_commands_amend_show_and_compare(medfin, tmp_path):
    assert "budgetversion 2 är inlagd" in medfin(*MOVE, "personal:utbildning:20000:2021").output
    assert "omfördelning" in medfin("budget", "show", "stegen").output
    assert "Personalkostnader" in medfin("budget", "show", "stegen", "--version", "1").output
    assert "−20\N{NO-BREAK SPACE}000" in medfin("budget", "compare", "stegen", "1", "2").output
    weights = ",".join("1" * 12)
    years = medfin("budget", "show", "stegen", "--project-years", "weights", "--weights", weights, "--format", "json")
    assert json.loads(years.output)["rows"][-1]["key"] == "total"
    assert medfin("budget", "compare", "stegen", "1", "--format", "xlsx", "-o", "c.xlsx").exit_code == 0
    assert (tmp_path / "c.xlsx").exists()


def test_a_limit_that_stops_books_nothing(medfin):
    result = medfin(*MOVE, "personal:utbildning:40000:2021")

    assert result.exit_code == 1
    assert "TRF-001" in result.stderr
    assert "Inget bokfördes" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("budget", "show", "stegen", "--project-years", "weights"),
        ("budget", "show", "stegen", "--project-years", "weights", "--weights", "1,två"),
        ("budget", "show", "stegen", "--weights", "1"),
        ("budget", "compare", "stegen", "1", "--format", "xlsx"),
        ("budget", "amend", "stegen"),
    ],
    ids=["no weights", "no numbers", "no key", "no file", "no reason"],
)
def test_half_a_line_is_misuse(medfin, arguments):
    result = medfin(*arguments)

    assert result.exit_code == 2
    assert "Traceback" not in result.output
