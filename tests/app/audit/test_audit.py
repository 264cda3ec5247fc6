"""The trail of a project, samples of its entries, and books as known on a day."""

from __future__ import annotations

from datetime import UTC
from datetime import date
from datetime import datetime

import attrs
import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.app.audit.audit import sample
from ledger.app.book import create_book
from ledger.app.claims.steps import draft_claim
from ledger.app.claims.steps import submit_claim
from ledger.app.corrections.approvals import EntryChoice
from ledger.app.corrections.approvals import attest
from ledger.app.corrections.corrections import move
from ledger.app.corrections.corrections import reverse
from ledger.app.corrections.evidence import attach
from ledger.app.corrections.locking import lock
from ledger.app.corrections.locking import unlock
from ledger.app.corrections.redaction import redact
from ledger.app.imports.actuals import import_file
from ledger.app.imports.actuals import record
from ledger.app.projects import add_projects
from ledger.app.reports import check
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.errors import NothingToSampleError
from ledger.errors import NotYetKnownError
from ledger.errors import SampleSizeError
from ledger.errors import UnknownClaimError
from ledger.errors import ViewOptionError
from ledger.model.claims.claim import ClaimTerms
from ledger.model.commit import CommitKind
from ledger.model.entry import Entry
from ledger.model.entry_kind import EntryKind
from ledger.model.view import View
from ledger.render.xlsx import to_xlsx
from tests.conftest import ACTUALS
from tests.conftest import STEGEN
from tests.conftest import same_bytes
from tests.reports.reading import about
from tests.reports.reading import headings
from tests.reports.reading import labels
from tests.reports.reading import read
from tests.reports.reading import told

TODAY = date(2026, 1, 31)


def cost(amount_minor, **values):
    given_ = {"project": "stegen", "category": "personal", "booked_on": date(2021, 5, 31)} | values
    return Entry(**given_, amount_minor=amount_minor)


@pytest.fixture
def lived(stegen, write):
    """Return a book whose project has been through everything."""
    import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    chief = attrs.evolve(stegen, author="Chefen")
    attest(chief, "stegen", EntryChoice(numbers=(1, 2, 4)), reason="Mot fakturor")
    reverse(stegen, "stegen", 1, reason="Fel projekt")
    move(stegen, "stegen", 3, {"category": "lokal"}, reason="Hyra")
    attach(stegen, "stegen", (4, 7), write("hyra.pdf", "hyra"))
    lock(stegen, "stegen", date(2021, 12, 31), reason="Bokslut")
    unlock(stegen, "stegen", reason="Revision")
    redact(stegen, "stegen", 2, reason="Begäran")
    return stegen


def test_the_trail_says_who_did_what_when_and_why(lived):
    table = report(lived, "audit", ["stegen"])

    assert headings(table) == "Nr | Registrerat | Vem | Vad | Gjorde | Varför | Poster | Sigill"
    lines = [line.split(" | ") for line in read(table).splitlines()]
    assert [(line[2], line[3], line[5]) for line in lines] == [
        ("Ekonomen", "projekt", ""),
        ("Ekonomen", "import", "actuals.csv"),
        ("Chefen", "attest", "Mot fakturor"),
        ("Ekonomen", "vändning", "Fel projekt"),
        ("Ekonomen", "flytt", "3 → 7: Hyra"),
        ("Ekonomen", "underlag", ""),
        ("Ekonomen", "låsning", "Bokslut"),
        ("Ekonomen", "låsning", "Revision"),
        ("Ekonomen", "avpersonifiering", "Begäran"),
    ]
    deeds = [line[4] for line in lines]
    assert deeds[0] == "projektets uppgifter; budgetversion 1"
    assert deeds[1].startswith("filen actuals.csv, 2021-01-25 – 2021-02-26, SHA-256 ")
    assert deeds[2:5] == ["attesterar 1–2, 4", "vänder 1", "vänder 3; 7 i stället för 3"]
    assert deeds[5].startswith("hyra.pdf till 4, 7, SHA-256 ")
    assert len(deeds[5]) == len("hyra.pdf till 4, 7, SHA-256 ") + 64
    assert deeds[6:] == ["låst till och med 2021-12-31", "alla dagar öppna", "text och motpart borttagna ur 2"]
    assert [note for note in told(table) if "sigill:" not in note] == [
        "Alla sigill, poster och summor stämmer.",
        "Alla dagar är öppna för bokföring.",
        "Attesterade poster: 3 av 7.",
        "Vända poster: 2.",
        "Poster utan personuppgifter: 1.",
    ]
    assert [finding.code for finding in table.findings] == ["VER-011"]


def test_the_trail_tells_how_far_claims_have_come_and_what_else_was_written(medfin, write):
    write("stegen.toml", STEGEN)
    write("actuals.csv", ACTUALS)
    for command in (
        "init",
        "project add stegen.toml",
        "import actuals.csv --project stegen",
        "claim draft stegen --to 2021-12-31",
        "claim submit stegen",
        "claim decide stegen --cut 1=100 --on 2022-01-31 --reference D7",
        "receive stegen --amount 5 --claim 1",
        "commit-to stegen --category lokal --amount 100 --counterparty NN",
        "forecast set stegen lokal=100 --year 2022",
        "comment stegen Sjukdom",
        "contract add stegen --supplier NN --procedure direkt --value 100 --signed 2021-01-02",
    ):
        assert medfin(*command.split())[0] == 0, command

    deeds = [line.split(";")[4] for line in medfin("report", "audit", "stegen", "--format", "csv")[1].splitlines()[1:]]

    assert [deed for deed in deeds[-9:] if not deed.startswith("filen")] == [
        "ansökan 1: utkast",
        "ansökan 1: inlämnad",
        "ansökan 1: beslut 2022-01-31 (D7), strukna poster 1",
        "post 5 hör till ansökan 1",
        "åtagande 1",
        "prognos för lokal",
        "förklaring till en avvikelse",
        "avtal 1",
    ]


def test_every_kind_of_commit_has_its_word():
    for language in ("sv", "en"):
        assert {f"commit.{kind}" for kind in CommitKind} <= labels(language).texts.keys()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_trail_is_a_workbook_too(lived, language):
    made = workbook(lived, "audit", ["stegen"])

    assert to_xlsx(made, labels(language)).startswith(b"PK")
    assert [table.name for sheet in made.sheets for table in sheet.tables] == ["audit"]


def test_the_net_view_leaves_out_what_cancels_and_has_the_same_sum(lived):
    gross, net = (report(lived, "entries", ["stegen"], View(today=TODAY, net=on)) for on in (False, True))

    assert [row.key for row in gross.rows] == ["1", "2", "3", "4", "5", "6", "7"]
    assert [row.key for row in net.rows] == ["2", "4", "7"]
    assert amounts(gross) == amounts(net) == 3341250 + 2 * 4800
    assert about(net)["Vändningar"] == "utan vända poster och deras vändningar"


def amounts(table):
    return sum(table.cell(row.key, "amount").value for row in table.rows)


def test_the_net_view_of_a_year_keeps_an_entry_that_was_reversed_in_another(stegen):
    record(stegen, [cost(100)])
    reverse(stegen, "stegen", 1, reason="Fel", day=date(2022, 1, 1))

    of_2021 = report(stegen, "entries", ["stegen"], View(today=TODAY, year=2021, net=True))

    assert [row.key for row in of_2021.rows] == ["1"]


def test_a_masked_list_has_no_words(stegen):
    record(stegen, [cost(100, text="Lön Anna", counterparty="Anna")])

    table = report(stegen, "entries", ["stegen"], View(today=TODAY, masked=True))

    assert "Anna" not in read(table)


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("variance", View(today=TODAY, net=True)),
        ("budget", View(today=TODAY, masked=True)),
        ("audit", View(today=TODAY, known=TODAY)),
        ("audit", View(today=TODAY, attested=True)),
    ],
    ids=["net", "mask", "known", "attested"],
)
def test_an_option_that_a_report_does_not_take_is_refused(stegen, name, view):
    with pytest.raises(ViewOptionError, match="entries"):
        report(stegen, name, ["stegen"], view)


@pytest.fixture
def over_days(write):
    """Return a book written over four days: two projects, two entries, a decision and a reversal."""
    day = [1]
    with create_book(
        ":memory:", author="Ekonomen", clock=lambda: datetime(2022, 3, day[0], 23, 59, tzinfo=UTC), random=same_bytes()
    ) as book:
        add_projects(book, [write("stegen.toml", STEGEN)])
        record(book, [cost(100_00)])
        day[0] = 2
        record(book, [cost(20_00, booked_on=date(2021, 6, 1))])
        add_projects(book, [write("trappan.toml", STEGEN.replace('"stegen"', '"trappan"'))])
        day[0] = 3
        more = '\n[[budget]]\nstate = "decided"\ndecided = 2021-01-01\n[budget.cost]\npersonal = { 2021 = "1" }\n'
        add_projects(book, [write("stegen.toml", STEGEN + more)])
        reverse(book, "stegen", 1, reason="Fel", day=date(2021, 6, 2))
        day[0] = 4
        yield book


def known(day):
    return View(today=date(2022, 3, 4), known=date(2022, 3, day))


def test_a_report_as_known_on_a_day_sees_nothing_that_was_recorded_later(over_days):
    tables = {day: report(over_days, "variance", ["stegen"], known(day)) for day in (1, 2, 3)}

    assert {day: table.cell("total", "actual").value for day, table in tables.items()} == {
        1: 100_00,
        2: 120_00,
        3: 20_00,
    }
    assert {day: table.cell("total", "budget").value for day, table in tables.items()} == {
        1: 856_000_00,
        2: 856_000_00,
        3: 1_00,
    }
    assert about(tables[2])["Som boken var"] == "till och med 2022-03-02"
    assert [len(report(over_days, "entries", ["stegen"], known(day)).rows) for day in (1, 2, 3)] == [1, 2, 3]


def test_as_known_today_is_as_it_is(over_days):
    now, as_known = (report(over_days, "variance", ["stegen"], view) for view in (View(today=TODAY), known(4)))

    assert (as_known.columns, as_known.rows) == (now.columns, now.rows)
    assert about(as_known)["Sigill"] == about(now)["Sigill"]


def test_the_seal_of_that_day_is_the_one_that_was_printed_then(over_days):
    seals = [about(report(over_days, "variance", ["stegen"], known(day)))["Sigill"] for day in (1, 2, 3)]

    commits = list(over_days.store.commits("stegen"))
    assert seals == [commits[at].seal[:12] for at in (1, 2, 4)]


def test_a_project_that_came_later_is_left_out_or_refused_if_it_is_named(over_days):
    together = report(over_days, "variance", [], known(1))

    assert "trappan" not in {row.key for row in together.rows}
    assert "trappan" in {row.key for row in report(over_days, "variance", [], known(2)).rows}
    with pytest.raises(NotYetKnownError, match="2022-03-02"):
        report(over_days, "variance", ["trappan"], known(1))
    with pytest.raises(NotYetKnownError):
        report(over_days, "variance", [], View(today=TODAY, known=date(2022, 2, 28)))


def test_findings_and_workbooks_look_back_too(over_days):
    codes = [{finding.code for finding in check(over_days, ["stegen"], known(day))} for day in (1, 3)]

    assert codes[0] != codes[1]
    assert to_xlsx(workbook(over_days, "entries", ["stegen"], known(1)), labels()).startswith(b"PK")


def test_a_sample_lists_entries_with_voucher_amount_and_evidence(stegen, write):
    record(
        stegen,
        [
            cost(5_000_00, voucher_series="A", voucher_number="7", evidence_name="lön.pdf", evidence_sha256="ab" * 32),
            cost(10, text="Buss"),
            cost(90_000_00, kind=EntryKind.INCOME),
            cost(-40_000_00, text="Kredit"),
        ],
    )
    attach(stegen, "stegen", (4,), write("kredit.pdf", "x"))

    table = sample(stegen, "stegen", 9, "revision 2021")

    assert [row.key for row in table.rows] == ["1", "4"]
    assert table.cell("1", "voucher").value == "A 7"
    assert [table.cell(key, "evidence").value for key in ("1", "4")] == ["lön.pdf", "kredit.pdf"]
    assert sum(table.cell(row.key, "draws").value for row in table.rows) == 9
    assert "Text" not in headings(table)
    assert about(table)["Frö"] == "revision 2021"
    assert "Kredit" in read(sample(stegen, "stegen", 9, "revision 2021", View(today=TODAY)))


@pytest.fixture
def many(stegen):
    """Return a book with 39 entries of one to thirty-nine kronor."""
    record(stegen, [cost(amount * 100) for amount in range(1, 40)])
    return stegen


@pytest.mark.no_cover
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.text(max_size=8), size=st.integers(1, 30))
def test_the_same_seed_gives_the_same_sample_and_large_entries_are_in(many, seed, size):
    first, second = (sample(many, "stegen", size, seed, View(today=TODAY)) for _ in range(2))

    assert first == second
    large = {str(kronor) for kronor in range(1, 40) if kronor * size >= sum(range(1, 40))}
    assert large <= {row.key for row in first.rows}


def test_a_sample_of_a_year_is_drawn_from_that_year(stegen):
    record(stegen, [cost(100), cost(900, booked_on=date(2022, 1, 1))])

    table = sample(stegen, "stegen", 5, "x", View(today=TODAY, year=2021, masked=True))

    assert [row.key for row in table.rows] == ["1"]


def test_a_sample_of_a_claim_is_drawn_from_what_the_claim_holds(stegen):
    record(stegen, [cost(100_00, booked_on=date(2021, 1, 9)), cost(900_00), cost(7_00, booked_on=date(2021, 1, 9))])
    draft_claim(stegen, "stegen", ClaimTerms(end=date(2021, 1, 31), parked=((3, 3),)))
    submit_claim(stegen, "stegen")
    reverse(stegen, "stegen", 1, reason="fel")
    draft_claim(stegen, "stegen", ClaimTerms(end=date(2021, 12, 31)))

    first, second = (
        sample(stegen, "stegen", 10, "x", View(today=TODAY, claim=number, masked=True)) for number in (1, 2)
    )

    assert ([row.key for row in first.rows], [row.key for row in second.rows]) == (["1"], ["2", "4"])
    assert about(first)["Draget ur"] == "100\xa0kr, utan hänsyn till tecken"
    assert (about(second)["Ansökan"], about(second)["Draget ur"]) == ("2", "1\xa0000\xa0kr, utan hänsyn till tecken")
    assert "Utfallet följer" not in about(first)
    with pytest.raises(UnknownClaimError):
        sample(stegen, "stegen", 10, "x", View(today=TODAY, claim=7))


def test_there_must_be_something_to_draw_and_a_size(stegen):
    with pytest.raises(NothingToSampleError):
        sample(stegen, "stegen", 5, "x")
    with pytest.raises(SampleSizeError):
        sample(stegen, "stegen", 0, "x")
