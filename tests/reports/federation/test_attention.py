from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.finding import Place
from ledger.core.finding import warning
from ledger.core.money import SEK
from ledger.core.money import Money
from ledger.core.money import currency
from ledger.core.words import label
from ledger.model.claims.claim import Claim
from ledger.model.claims.claim import ClaimedCost
from ledger.model.claims.claim import ClaimedShare
from ledger.model.claims.claim import ClaimFigures
from ledger.model.claims.claim import ClaimState
from ledger.model.claims.claim import ClaimTerms
from ledger.model.claims.claim import Decision
from ledger.model.claims.claim import Payment
from ledger.model.claims.claim import Withdrawal
from ledger.model.claims.rhythm import ClaimRhythm
from ledger.model.federation.federation import MemberPayment
from ledger.model.view import View
from ledger.reports.federation.attention import attention
from ledger.reports.federation.changes import changes
from ledger.reports.table import Cell
from ledger.reports.table import Formula
from ledger.reports.table import Ruled
from ledger.rules.federation.attention import Attention
from ledger.rules.federation.attention import Matter
from ledger.rules.federation.attention import at_risk
from ledger.rules.federation.attention import attention as look_after
from ledger.rules.federation.attention import behind
from ledger.rules.federation.attention import warned
from ledger.rules.federation.booked import BookedState
from ledger.rules.federation.booked import ProjectBooked
from ledger.rules.federation.gravest import gravest
from tests.reports.federations import FEDERATION
from tests.reports.federations import TODAY
from tests.reports.federations import VIEW
from tests.reports.federations import treasury
from tests.reports.reading import about
from tests.reports.reading import read
from tests.reports.reading import told

NOTE_ON_RATES = (
    "Projekt i annan valuta: bro. Deras belopp är omräknade med kursen den dag rapporten gäller; "
    "det som är att göra anges i projektets egen valuta."
)


def claim(number, state, kr=0, decided=None):
    figures = ClaimFigures(
        costs=(ClaimedCost(category="lon", current_minor=kr * 100),),
        shares=(ClaimedShare(source="esf", current_minor=kr * 50),),
    )
    decision = Decision(decided=decided, figures=figures, sequence=2) if decided else None
    return Claim(
        number=number,
        state=ClaimState(state),
        terms=ClaimTerms(end=date(2021, 3, 31)),
        dated=date(2021, 4, 10),
        sequence=2,
        seal="5ea1" * 16,
        entries=3,
        figures=figures,
        decision=decision,
    )


def test_a_withdrawn_claim_is_nobody_s_to_look_after():
    taken = attrs.evolve(claim(1, "withdrawn", 100), withdrawal=Withdrawal(day=TODAY, reason="made up"))
    kept, without = (
        look_after(each.found, each.federation, each.view, {})
        for each in (with_claims(treasury(), taken), with_claims(treasury()))
    )

    assert kept == without


@pytest.mark.parametrize(
    ("terms", "late"),
    [
        ({"ids": ("vag", "bro")}, []),
        ({"ids": ("konto",)}, ["regionen"]),
        ({"ids": ("vag", "bro"), "accounts": None}, ["staten", "regionen"]),
    ],
    ids=["own accounts left out", "own accounts", "a book without them"],
)
def test_members_are_late_only_where_what_they_pay_to_is_in_the_whole(terms, late):
    found = treasury(**terms)

    told = look_after(found.found, found.federation, found.view, {})

    assert [each.where for each in told if each.matter is Matter.MEMBER_LATE] == late


def with_claims(found, *claims):
    parts = tuple(attrs.evolve(each, claims=claims) if each.project.id == "bro" else each for each in found.found.parts)
    return attrs.evolve(found, found=attrs.evolve(found.found, parts=parts))


def shown(found, payments=(), more=()):
    items = look_after(found.found, found.federation, found.view, {"bro": payments})
    return attention(found, (*items, *more))


def test_kinds_come_first_and_then_project_by_project_the_gravest_matter_first():
    found = with_claims(
        treasury(),
        claim(1, "decided", 60_000, decided=date(2021, 5, 1)),
        claim(2, "submitted", 20_000),
        claim(3, "draft", 10_000),
    )

    table = shown(found, [Payment(entry=3, claim=1, amount_minor=10_000_00)])

    assert read(table) == (
        "# I korthet, det allvarligaste först\n"
        "  Medlemsbidrag försenat |  | 1 |  | 2021-01-31 | 150 | 50 000 | Medlemmar: 1\n"
        "  Ansökan i utkast |  | 1 |  | 2021-04-10 | 81 | 5 000 | Projekt: 1\n"
        "  Kostnad inte rekvirerad |  | 2 |  | 2021-03-31 | 91 | 194 666 | Projekt: 2\n"
        "  Ansökan beslutad, inte betald |  | 1 |  | 2021-05-01 | 60 | 20 000 | Projekt: 1\n"
        "  Ansökan inlämnad, inte beslutad |  | 1 |  | 2021-04-10 | 81 | 10 000 | Projekt: 1\n"
        "# Exempelregionen\n"
        "  Medlemsbidrag försenat | regionen | 1 |  | 2021-01-31 | 150 | 50 000 | Påminn medlemmen.\n"
        "# Bron\n"
        "  Ansökan i utkast | bro | 1 | 3 | 2021-04-10 | 81 | 5 000 | Lämna in: medfin claim submit bro\n"
        "  Kostnad inte rekvirerad | bro | 1 |  | 2021-03-31 | 91 | 24 666 | "
        "Ta med den i en ansökan: medfin claim draft bro --to DAG\n"
        "  Ansökan beslutad, inte betald | bro | 1 | 1 | 2021-05-01 | 60 | 20 000 | "
        "När pengarna kommer: medfin receive bro --claim 1 --amount BELOPP\n"
        "  Ansökan inlämnad, inte beslutad | bro | 1 | 2 | 2021-04-10 | 81 | 10 000 | "
        "När beslutet kommer: medfin claim decide bro --claim 2 --approved BELOPP\n"
        "# Vägen in\n"
        "  Kostnad inte rekvirerad | vag | 1 |  |  |  | 170 000 | "
        "Ta med den i en ansökan: medfin claim draft vag --to DAG"
    )


def with_rhythm(found, **terms):
    """Return the federation with a rhythm for the claims to the bridge's fund."""
    rhythm = ClaimRhythm(**terms)

    def told(part):
        sources = (attrs.evolve(each, claims=rhythm) if each.id == "esf" else each for each in part.project.sources)
        return attrs.evolve(part, project=attrs.evolve(part.project, sources=tuple(sources)))

    parts = tuple(told(each) if each.project.id == "bro" else each for each in found.found.parts)
    return attrs.evolve(found, found=attrs.evolve(found.found, parts=parts))


def test_claims_that_are_late_or_due_are_told_with_period_and_last_day():
    late = shown(with_rhythm(treasury(payments=()), every_months=2, within_months=2))
    due = shown(with_rhythm(treasury(payments=()), every_months=2, within_months=4))

    assert read(late).splitlines()[-4:-2] == [
        "# Bron",
        (
            "  Ansökan försenad | bro | 1 |  | 2021-05-31 | 30 | 104 666 | "
            "Till Fonden, period till och med 2021-03-31: medfin claim draft bro --to 2021-03-31"
        ),
    ]
    assert (
        "  Ansökan att lämna in | bro | 1 |  | 2021-07-31 | -31 | 104 666 | "
        "Till Fonden, period till och med 2021-03-31: medfin claim draft bro --to 2021-03-31"
    ) in read(due).splitlines()
    assert next(row.key for row in due.rows if row.key.startswith("claim_due/")) == "claim_due/bro/esf/2021-03-31"
    assert next(each for each in told(due) if "projektfilen för" in each).startswith(
        "Hur ofta finansiären vill ha ansökningar står inte i projektfilen för vag;"
    )


def test_claims_late_for_several_periods_are_one_matter_that_one_claim_mends():
    late = attrs.evolve(
        Attention(matter=Matter.CLAIM_LATE, where="bro", source="esf", amount_minor=1_00),
        day=date(2021, 3, 31),
        period=date(2021, 2, 28),
        until=date(2021, 2, 28),
    )
    later = attrs.evolve(late, day=date(2021, 5, 31), period=date(2021, 4, 30), until=date(2021, 4, 30), count=2)

    table = shown(treasury(payments=()), more=(later, late))

    assert (
        "  Ansökan försenad | bro | 3 |  | 2021-03-31 | 91 | 2 | Till Fonden, 3 perioder, den första till och med "
        "2021-02-28. En ansökan tar dem alla: medfin claim draft bro --to 2021-04-30"
    ) in read(table).splitlines()


def test_a_payment_that_should_have_come_is_late():
    submitted = with_claims(treasury(payments=()), claim(2, "submitted", 104_666))

    assert "receipt_late/bro/2" in {row.key for row in shown(with_rhythm(submitted, pays_within_days=30)).rows}
    assert "undecided/bro/2" in {row.key for row in shown(with_rhythm(submitted, pays_within_days=90)).rows}
    table = shown(with_rhythm(submitted, pays_within_days=30), [Payment(entry=3, claim=2, amount_minor=2_333_00)])
    assert table.cell("receipt_late/bro/2", "day").value == date(2021, 5, 10)
    assert table.cell("receipt_late/bro/2", "amount").value == 50_000_00


def test_a_claim_that_is_paid_is_nothing_to_look_after():
    found = with_claims(treasury(), claim(1, "decided", 104_666, decided=date(2021, 5, 1)))

    table = shown(found, [Payment(entry=3, claim=1, amount_minor=52_333_00)])

    assert [row.key for row in table.rows if "bro" in row.key] == []


def test_what_forecasts_warn_of_stands_with_the_project_and_its_amount():
    bro, found = treasury().part("bro"), treasury(payments=())
    kr = {key: Money(minor, SEK) for key, minor in (("typed", 1_00), ("least", 4_00), ("over", 7_00))}
    place = Place(project="bro", key="forecast/lon")
    risks = [warning(code, place, **kr) for code in ("FOR-003", "FOR-004")]

    table = shown(found, more=warned(bro, risks, found.federation, found.view))

    assert table.cell("passed/bro/FOR-003/lon", "amount").value == 7_00
    assert table.cell("typed/bro/FOR-004/lon", "amount").value == 3_00
    assert table.cell("passed", "amount").value == 7_00
    assert "medfin" not in str(table.cell("passed/bro/FOR-003/lon", "words").value)


def test_sums_by_kind_add_their_rows_one_by_one_unless_there_are_very_many():
    found = treasury(payments=())
    late = [
        Attention(matter=Matter.UNPAID, where="bro", number=number, amount_minor=number * 100)
        for number in range(1, 602)
    ]

    few, many = (attention(found, late[:count]).cell("unpaid", "amount") for count in (3, 601))

    assert few == Cell(6_00, Formula("ROUND({unpaid/bro/3.amount}+{unpaid/bro/2.amount}+{unpaid/bro/1.amount},2)"))
    assert many == Cell(601 * 301 * 100, Ruled(label("rule.attention_sum")))


def test_who_has_not_said_how_they_stand_comes_last_a_row_for_each():
    said = [
        ProjectBooked(project="vag", state=BookedState.DONE, lacks_comment=True),
        ProjectBooked(project="bro", state=BookedState.MISSING, lacks_comment=True, lacks_forecast=True, behind=6),
        ProjectBooked(project="konto", state=BookedState.DONE),
    ]
    found = attrs.evolve(treasury(payments=()), booked={each.project: each for each in said})

    lines = read(shown(found, more=tuple(behind(said)))).splitlines()

    assert lines[-3:] == [
        "# Kommentar eller prognos att begära in",
        "  Bron | bro | 1 |  |  |  |  | kommentar och prognos",
        "  Vägen in | vag | 1 |  |  |  |  | kommentar",
    ]
    assert (
        "  Inte bokfört till rapportens dag | bro | 1 |  |  |  |  | "
        "Inget är bokfört. Be om utfallet; månader som saknas: 6"
    ) in lines


MATTERS = st.builds(
    Attention,
    matter=st.sampled_from([each for each in Matter if each is not Matter.SILENT]),
    where=st.sampled_from(["vag", "bro", "ny"]),
    source=st.sampled_from(["esf", "kommun"]),
    amount_minor=st.integers(0, 10**9),
    period=st.dates(),
)


@given(st.lists(MATTERS, max_size=12), st.randoms(use_true_random=False))
def test_nothing_is_lost_in_the_order_which_does_not_hang_on_how_it_comes(matters, random):
    shuffled = random.sample(matters, len(matters))

    groups = gravest(matters)

    told = [each for own in groups for each in own]
    for matter in Matter:
        given, kept = ([each for each in found if each.matter is matter] for found in (matters, told))
        assert sum(each.amount_minor for each in given) == sum(each.amount_minor for each in kept)
        assert len(given) == sum(each.count for each in kept)
    order = [[*Matter].index(own[0].matter) for own in groups]
    assert order == sorted(order)
    assert [(own[0].where, own[0].matter) for own in gravest(shuffled)] == [
        (own[0].where, own[0].matter) for own in groups
    ]


def test_nothing_to_look_after_is_said():
    found = attrs.evolve(treasury(ids=("konto",), payments=()), converted={"bro": currency("EUR")})

    assert told(shown(found))[-2:] == ["Inget att bevaka.", NOTE_ON_RATES]


def test_the_last_day_asked_for_decides_what_is_late():
    found = treasury(View(today=TODAY, end=date(2021, 1, 15)))

    assert [each.where for each in look_after(found.found, found.federation, found.view, {})] == ["vag", "bro"][:0]


def test_support_at_risk_is_told_by_the_forecast():
    bro = treasury().part("bro")

    assert {finding.code for finding in at_risk(bro, View(today=date(2022, 6, 30)))} >= {"FOR-001"}
    assert at_risk(attrs.evolve(bro, versions=()), VIEW) == ()


@pytest.mark.parametrize("negative", [False, True])
def test_changes_compare_budget_and_cost_then_and_now(negative):
    now = treasury(View(today=TODAY, costs_negative=negative))
    then = treasury(View(today=TODAY, end=date(2021, 2, 28)), ids=("konto", "vag"))

    table = changes(then, now, "2021-02-28")

    sign = "−" if negative else ""
    assert read(table).splitlines()[1:] == [
        f"Vägen in | {sign}600 000 | {sign}600 000 | 0 | 0 | {sign}150 000 | {sign}150 000 | 2",
        f"Bron | 0 | {sign}800 000 | {sign}800 000 | 0 | {sign}104 666 | {sign}104 666 | 3",
        read(table).splitlines()[-1],
    ]
    assert table.cell("total", "actual_change").value == sum(
        table.cell(key, "actual_change").value for key in ("konto", "vag", "bro")
    )
    assert about(table)["Jämfört med"] == "2021-02-28"


def test_a_member_that_is_late_in_two_years_has_a_row_for_each():
    year = FEDERATION.years[0]
    member = FEDERATION.payments[1].member
    before = MemberPayment(member=member, day=date(2020, 1, 31), amount_minor=200_000_00)
    found = treasury(years=(attrs.evolve(year, year=2020), year), payments=(*FEDERATION.payments, before))

    late = look_after(found.found, found.federation, found.view, {})
    keys = [row.key for row in attention(found, late).rows]

    assert {f"member_late/{member}/2020", f"member_late/{member}/2021"} <= {*keys}
    assert len({*keys}) == len(keys)
