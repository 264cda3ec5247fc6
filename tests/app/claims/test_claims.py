"""Claims in a book: each step a commit, frozen when submitted, proved anew whenever they are shown."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from ledger.app.claims.claims import FACT
from ledger.app.claims.claims import claim_of
from ledger.app.claims.claims import claims_of
from ledger.app.claims.report import claim_table
from ledger.app.claims.report import prove
from ledger.app.claims.steps import Ruling
from ledger.app.claims.steps import decide_claim
from ledger.app.claims.steps import draft_claim
from ledger.app.claims.steps import submit_claim
from ledger.app.corrections.approvals import EntryChoice
from ledger.app.corrections.approvals import attest
from ledger.app.corrections.corrections import reverse
from ledger.app.imports.actuals import enter
from ledger.app.imports.actuals import import_file
from ledger.app.projects import add_projects
from ledger.app.reports import report
from ledger.app.reports import workbook
from ledger.errors import ClaimOrderError
from ledger.errors import CutSizeError
from ledger.errors import NoDraftError
from ledger.errors import NotClaimableError
from ledger.errors import NothingWithheldError
from ledger.errors import NotInClaimError
from ledger.errors import ParkedReversalError
from ledger.errors import ParkedTwiceError
from ledger.errors import StillDraftError
from ledger.errors import UnknownClaimError
from ledger.errors import UnknownEntryError
from ledger.errors import ViewOptionError
from ledger.model.claims.claim import ClaimState
from ledger.model.claims.claim import ClaimTerms
from ledger.model.commit import CommitKind
from ledger.model.commit import Draft
from ledger.model.document import to_json
from ledger.model.entry import COLUMNS
from ledger.model.head import Fact
from ledger.model.view import View
from tests.conftest import ACTUALS
from tests.conftest import STEGEN

JANUARY, FEBRUARY = date(2021, 1, 31), date(2021, 2, 28)


@pytest.fixture
def claimed(stegen, write):
    """Return a book whose project ``stegen`` has four entries and one submitted claim, of January."""
    import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    draft_claim(stegen, "stegen", ClaimTerms(end=JANUARY))
    submit_claim(stegen, "stegen")
    return stegen


def _ruling(**said):
    return Ruling(decided=date(2021, 4, 1), **said)


def _cost(book, amount, day, **cells):
    enter(book, "stegen", {"date": day, "amount": amount, "category": "personal", **cells})


def test_a_draft_takes_in_what_belongs_to_its_days_and_is_drawn_up_anew_when_it_is_submitted(claimed):
    drafted = draft_claim(claimed, "stegen", ClaimTerms(end=FEBRUARY)).claim
    _cost(claimed, "100", "2021-02-03")
    again = draft_claim(claimed, "stegen", ClaimTerms(end=FEBRUARY)).claim
    submitted = submit_claim(claimed, "stegen").claim

    assert (drafted.number, drafted.state, drafted.claimed) == (2, ClaimState.DRAFT, ((2, 4),))
    assert (again.number, again.claimed) == (2, ((2, 5),))
    assert (submitted.state, submitted.figures) == (ClaimState.SUBMITTED, again.figures)
    assert [commit.kind for commit in claimed.store.commits("stegen")].count(CommitKind.CLAIM) == 5


def test_a_submitted_claim_stands_whatever_is_booked_afterwards(claimed, write):
    before = claim_of(claimed, "stegen")
    _cost(claimed, "1 000", "2021-01-10")
    reverse(claimed, "stegen", 1, reason="fel")
    version = '[[budget]]\nstate = "decided"\ndecided = 2021-06-01\n[budget.cost]\npersonal = { 2021 = "1" }\n'
    add_projects(claimed, [write("stegen.toml", STEGEN + version)])

    table = claim_table(claimed, "stegen")

    assert claim_of(claimed, "stegen") == before
    assert table.findings == ()
    assert [note.key for note in table.notes] == [
        "claim.since.late",
        "claim.since.reversals",
        "claim.since.version",
        "claim.since.seal",
    ]
    assert table.cell("cost/total", "current").value == 33_412_50
    assert table.cell("cost/personal", "budget").value == 820_000_00


def test_late_entries_and_reversals_are_part_of_the_next_claim_and_listed(claimed):
    _cost(claimed, "1 000", "2021-01-10")
    reverse(claimed, "stegen", 1, reason="fel")
    draft_claim(claimed, "stegen", ClaimTerms(end=FEBRUARY, parked=((3, 3),)))

    table = report(claimed, "transactions", ("stegen",))

    remarks = {row.key: table.cell(row.key, "remark").value for row in table.rows}
    assert {key: words and words.key for key, words in remarks.items()} == {
        "2": None,
        "3": "transactions.parked",
        "4": None,
        "5": "transactions.late",
        "6": "transactions.reversal",
    }
    assert table.cell("6", "amount").value == -33_412_50
    assert (table.cell("3", "amount").value, table.cell("3", "whole").value) == (0, 48_00)


def test_what_is_decided_is_taken_down_and_a_later_decision_adds_to_it(claimed):
    first = decide_claim(claimed, "stegen", 1, _ruling(cuts=((1, 412_50, "underlag saknas"),), reference="7"))
    second = decide_claim(claimed, "stegen", None, _ruling(parked=(1,)))

    assert first.claim.standing.cost_minor == 33_000_00
    assert first.claim.standing.share("forbundet").current_minor == 33_000_00
    assert second.claim.standing.cost_minor == 0
    assert [cut.error for cut in second.claim.decision.cuts] == ["underlag saknas"]
    assert prove(claimed, "stegen", second.claim) == ()


def test_a_decision_taken_anew_takes_the_place_of_the_earlier_one_and_sums_are_as_if_it_alone_had_been(claimed):
    decide_claim(claimed, "stegen", 1, _ruling(cuts=((1, 41_250, "fel belopp"),), parked=(1,)))
    draft_claim(claimed, "stegen", ClaimTerms(end=FEBRUARY))
    submit_claim(claimed, "stegen")
    anew = decide_claim(claimed, "stegen", 1, _ruling(cuts=((1, 412_50, ""),), anew=True)).claim
    last = draft_claim(claimed, "stegen", ClaimTerms(end=FEBRUARY)).claim
    before = claim_of(claimed, "stegen", 2)

    assert [(cut.entry, cut.amount_minor) for cut in anew.decision.cuts] == [(1, 412_50)]
    assert anew.decision.parked == ()
    assert anew.standing.cost_minor == anew.figures.cost_minor - 412_50
    assert prove(claimed, "stegen", anew) == prove(claimed, "stegen", before) == ()
    asked = sum(each.standing.cost_minor for each in (anew, before, last))
    booked = sum(row[COLUMNS.index("amount_minor")] for row in claimed.store.entries("stegen"))
    assert asked == booked - 412_50


def test_a_cut_is_shown_in_the_list_of_the_next_claim_if_it_came_after_the_one_before(claimed):
    draft_claim(claimed, "stegen", ClaimTerms(end=FEBRUARY))
    submit_claim(claimed, "stegen")
    decide_claim(claimed, "stegen", 2, _ruling(cuts=((2, None, ""),)))
    decided = report(claimed, "transactions", ("stegen",), View(today=claimed.today, claim=2))
    draft_claim(claimed, "stegen", ClaimTerms(end=FEBRUARY, included=((2, 2),)))

    returned = report(claimed, "transactions", ("stegen",))

    assert decided.cell("2", "cut").value == 33_412_50
    assert [row.key for row in returned.rows] == ["2"]
    assert returned.cell("2", "remark").value.key == "transactions.returned"
    assert claim_of(claimed, "stegen").figures.cost_minor == 33_412_50


def test_only_attested_entries_come_in_if_that_is_asked_for(claimed):
    attest(attrs.evolve(claimed, author="Chefen"), "stegen", EntryChoice(numbers=(2,)))

    done = draft_claim(claimed, "stegen", ClaimTerms(end=FEBRUARY, attested=True))

    assert done.claim.claimed == ((2, 2),)
    assert prove(claimed, "stegen", done.claim) == ()


@pytest.mark.parametrize(
    ("terms", "refused"),
    [
        pytest.param({"end": date(2020, 12, 31)}, ClaimOrderError, id="it would end before the last one"),
        pytest.param({"parked": ((9, 9),)}, UnknownEntryError, id="it parks what is not there"),
        pytest.param({"parked": ((5, 5),)}, NotClaimableError, id="it parks money received"),
        pytest.param({"parked": ((6, 6),)}, ParkedReversalError, id="it parks a reversal"),
        pytest.param({"included": ((2, 2),)}, NothingWithheldError, id="it takes back what is not withheld"),
        pytest.param({"parked": ((2, 2),), "included": ((2, 2),)}, ParkedTwiceError, id="it parks and takes back"),
    ],
)
def test_a_claim_is_refused_if(claimed, terms, refused):
    enter(claimed, "stegen", {"date": "2021-03-01", "amount": "5", "kind": "receipt", "source": "forbundet"})
    reverse(claimed, "stegen", 4, reason="fel")

    with pytest.raises(refused):
        draft_claim(claimed, "stegen", ClaimTerms(**{"end": FEBRUARY, **terms}))


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        pytest.param({"cuts": ((2, None, ""),)}, NotInClaimError, id="about an entry of another claim"),
        pytest.param({"cuts": ((1, 33_412_51, ""),)}, CutSizeError, id="cutting more than there is"),
        pytest.param({"cuts": ((1, 0, ""),)}, CutSizeError, id="cutting nothing"),
    ],
)
def test_a_decision_is_refused(claimed, said, refused):
    with pytest.raises(refused):
        decide_claim(claimed, "stegen", 1, _ruling(**said))


def test_steps_come_in_their_order(claimed):
    with pytest.raises(NoDraftError):
        submit_claim(claimed, "stegen")
    draft_claim(claimed, "stegen", ClaimTerms(end=FEBRUARY))
    with pytest.raises(StillDraftError):
        decide_claim(claimed, "stegen", 2, _ruling())
    with pytest.raises(UnknownClaimError, match="1, 2"):
        claim_of(claimed, "stegen", 3)


def test_a_project_without_claims_has_none_to_show(stegen):
    with pytest.raises(UnknownClaimError):
        claim_table(stegen, "stegen")
    table = report(stegen, "claims", ("stegen",))
    assert (table.rows, [note.key for note in table.notes]) == ((), ["claims.note.none"])


def _replace(book, claim):
    head = book.store.head("stegen")
    fact = Fact(FACT, claim.key, to_json(claim))
    book.append(Draft(after=head, kind=CommitKind.CLAIM, batch="x", facts=(fact,)))
    return [finding.code for finding in prove(book, "stegen", claims_of(book, "stegen")[-1])]


def test_figures_that_the_book_does_not_give_are_found(claimed):
    claim = claim_of(claimed, "stegen")
    decided = decide_claim(claimed, "stegen", 1, _ruling(cuts=((1, 100, ""),))).claim

    assert _replace(claimed, attrs.evolve(claim, figures=attrs.evolve(claim.figures, costs=()))) == ["CLM-202"]
    assert _replace(claimed, attrs.evolve(claim, seal="0" * 64)) == ["CLM-201"]
    wrong = attrs.evolve(decided.decision, figures=claim.figures)
    assert _replace(claimed, attrs.evolve(decided, decision=wrong)) == ["CLM-203"]
    assert _replace(claimed, decided) == []


def test_the_list_of_claims_sums_those_that_were_submitted(claimed):
    decide_claim(claimed, "stegen", 1, _ruling(cuts=((1, 412_50, ""),)))
    draft_claim(claimed, "stegen", ClaimTerms(end=FEBRUARY))

    table = report(claimed, "claims", ("stegen",))

    assert [row.key for row in table.rows] == ["1", "2", "total"]
    assert [table.cell("total", key).value for key in ("support", "approved", "left")] == [
        33_412_50,
        33_000_00,
        33_000_00,
    ]


def test_a_claim_as_a_workbook_holds_its_figures_its_entries_and_all_claims(claimed):
    made = workbook(claimed, "transactions", ("stegen",))

    assert [table.name for sheet in made.sheets for table in sheet.tables] == ["entries", "claim", "claims"]


@pytest.mark.parametrize("name", ["variance", "claims"])
def test_only_reports_on_one_claim_take_its_number(claimed, name):
    with pytest.raises(ViewOptionError, match="--claim"):
        report(claimed, name, ("stegen",), View(today=claimed.today, claim=1))
