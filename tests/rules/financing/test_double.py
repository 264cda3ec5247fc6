from __future__ import annotations

from datetime import date
from functools import partial

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.core.money import SEK
from ledger.model.entry import Entry
from ledger.model.entry import Origin
from ledger.model.entry import to_row
from ledger.model.entry_kind import EntryKind
from ledger.rules.checks.double import check_double
from ledger.rules.financing.double import Holder
from ledger.rules.financing.double import Same
from ledger.rules.financing.double import double_funding

SHA = "ab" * 32


def entry(number, amount_minor=100_00, **facts):
    base = {"kind": EntryKind.COST, "category": "personal", "booked_on": date(2021, 3, 1), "voucher_number": "17"}
    return to_row(Entry(**{"project": "a", "number": number, "amount_minor": amount_minor, **base, **facts}))


def holder(id_, *rows, organisation="kommunen", **more):
    return Holder(id=id_, organisation=organisation, rows=lambda: rows, **more)


def found(*holders):
    return [(str(each.same), [(one.project, one.number) for one in each.sights]) for each in double_funding(holders)]


def test_the_same_voucher_and_amount_of_one_organisation_in_two_projects_is_found():
    assert found(holder("a", entry(1), entry(2, 5)), holder("b", entry(7))) == [("voucher", [("a", 1), ("b", 7)])]


ROW = Origin("kommunen", "2021-01-01", "d1", 1, 1)

DIFFERENT = {
    "another amount": (entry(1), entry(1, 99_00)),
    "another voucher": (entry(1), entry(1, voucher_number="18")),
    "another series": (entry(1), entry(1, voucher_series="B")),
    "another year": (entry(1), entry(1, booked_on=date(2022, 3, 1))),
    "no voucher": (entry(1, voucher_number=None), entry(1, voucher_number=None)),
    "another organisation": (entry(1), entry(1, origin=Origin("regionen", "", "d1"))),
    "slices of one row": (entry(1, origin=ROW), entry(1, origin=attrs.evolve(ROW, split=2))),
    "equal rows of one file": (entry(1, origin=ROW), entry(1, origin=attrs.evolve(ROW, occurrence=2))),
    "income": (entry(1, kind=EntryKind.INCOME), entry(1, kind=EntryKind.INCOME)),
    "nothing": (entry(1, 0), entry(1, 0)),
}


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_what_is_not_the_same_cost(one, other):
    assert found(holder("a", one), holder("b", other)) == []


SAME = {
    "the same row of one file, taken twice": (entry(1, origin=ROW), entry(1, origin=ROW)),
    "rows of different files": (entry(1, origin=ROW), entry(1, origin=attrs.evolve(ROW, row="d2"))),
    "a row of a file and an entry by hand": (entry(1, origin=ROW), entry(1)),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_what_may_be_the_same_cost(one, other):
    assert found(holder("a", one), holder("b", other)) == [("voucher", [("a", 1), ("b", 1)])]


def test_an_organisation_is_known_by_its_number_and_its_names():
    named = entry(1, origin=Origin("212000-0000", "", "d1"))

    assert found(holder("a", named, parties={"212000-0000": "kommunen"}), holder("b", entry(1))) != []
    assert found(holder("a", named), holder("b", entry(1))) == []


def test_one_project_has_its_vouchers_to_itself_and_an_unknown_organisation_tells_nothing():
    assert found(holder("a", entry(1), entry(2))) == []
    assert found(holder("a", entry(1), organisation=""), holder("b", entry(1), organisation="")) == []


def test_reversed_entries_are_left_out():
    undone = (entry(1), entry(2, -100_00, reverses=1))

    assert found(holder("a", *undone), holder("b", entry(1))) == []


def test_the_same_evidence_in_two_projects_is_found_whatever_the_amounts():
    one, other = entry(1, voucher_number=None, evidence_sha256=SHA), entry(4, 7, voucher_number=None)

    assert found(holder("a", one), holder("b", other, evidence={4: (SHA,)})) == [("evidence", [("a", 1), ("b", 4)])]


def test_the_same_evidence_and_amount_in_one_project_is_found():
    twice = (entry(1, evidence_sha256=SHA), entry(2, 3, evidence_sha256=SHA), entry(5, evidence_sha256=SHA))

    assert found(holder("a", *twice)) == [("evidence_and_amount", [("a", 1), ("a", 5)])]


def test_a_statement_stands_behind_all_its_months():
    months = [
        entry(at, kind=EntryKind.IN_KIND, source="x", evidence_sha256=SHA, origin=Origin("statement:x", "", f"d{at}"))
        for at in (1, 2)
    ]

    assert found(holder("a", *months)) == []


def test_findings_name_the_other_entry_and_are_told_of_the_projects_asked_for():
    doubles = double_funding((holder("a", entry(1)), holder("b", entry(7))))
    within = double_funding((holder("a", entry(1, evidence_sha256=SHA), entry(2, evidence_sha256=SHA)),))

    asked = list(check_double(doubles, {"b": SEK}))
    inner = list(check_double(within, {"a": SEK}))

    assert [(each.code, each.place.project, each.place.entry) for each in asked] == [("DBL-001", "b", 7)]
    assert dict(asked[0].values)["project"] == "a"
    assert dict(asked[0].values)["other"] == 1
    assert [(each.code, each.place.entry) for each in inner] == [("DBL-003", 2)]
    assert list(check_double(doubles, {})) == []


_ROWS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["1", "2", None]), st.sampled_from([100, 200])), max_size=12
)


@given(_ROWS)
def test_all_pairs_are_found_that_a_plain_search_finds(drawn):
    rows = {id_: [] for id_ in "ab"}
    for id_, voucher, minor in drawn:
        rows[id_].append(entry(len(rows[id_]) + 1, minor, voucher_number=voucher))

    doubles = double_funding(tuple(holder(id_, *each) for id_, each in rows.items()))

    plain = {
        (voucher, minor)
        for id_, voucher, minor in drawn
        if voucher and {other for other, *rest in drawn if rest == [voucher, minor]} == {"a", "b"}
    }
    assert {(each.sights[0].voucher, each.sights[0].amount_minor) for each in doubles} == plain
    assert all(each.same is Same.VOUCHER for each in doubles)


def test_rows_are_read_anew_at_each_pass():
    calls = []

    def rows(id_):
        calls.append(id_)
        return iter((entry(1),))

    holders = tuple(Holder(id=id_, organisation="k", rows=partial(rows, id_)) for id_ in "ab")

    assert len(double_funding(holders)) == 1
    assert calls == ["a", "b", "a", "b"]
