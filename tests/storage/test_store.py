"""The contract: what every store does."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from itertools import groupby

import attrs
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.model.commit import CommitKind
from ledger.model.entry_kind import EntryKind
from ledger.model.head import BOOK
from ledger.model.head import Fact
from ledger.model.head import Head
from ledger.model.totals import Basis
from ledger.model.totals import Cuts
from ledger.rules.block import BLOCK
from ledger.rules.by_source import by_source
from ledger.rules.totals import by_kind
from ledger.rules.totals import by_year
from ledger.rules.totals import count
from ledger.storage.open import MEMORY
from ledger.storage.open import create_book
from ledger.storage.verify import verify
from tests.storage.rows import NUMBER
from tests.storage.rows import changed
from tests.storage.rows import contents
from tests.storage.rows import numbered
from tests.storage.rows import rows
from tests.storage.samples import FACTS
from tests.storage.samples import FULL
from tests.storage.samples import MIXED
from tests.storage.samples import draft
from tests.storage.samples import fill
from tests.storage.samples import kept
from tests.storage.samples import occasion
from tests.storage.samples import row

CUTS = (
    Cuts(basis=Basis.BOOKED, before="", over="2021-12", last="9999-99"),
    Cuts(basis=Basis.BOOKED, before="2021-02", over="2021-03", last="2022-06"),
    Cuts(basis=Basis.BELONGS, before="2020-12", over="2021-06", last="2021-12"),
)
"""Where months are put together: everywhere; before, over and open; and by the days that entries belong to."""


def test_an_empty_book_has_no_scopes_and_a_head_without_commits(store):
    assert store.scopes() == ()
    assert store.head("pas") == Head(scope="pas")
    assert list(store.entries("pas")) == []
    assert list(store.totals()) == []
    assert list(verify(store)) == []


def test_entries_come_back_as_they_were_given_and_numbered(store):
    store.append([draft(store.head("pas"), *MIXED)], occasion())

    assert list(store.entries("pas")) == numbered(*MIXED)


def test_numbers_go_on_from_one_commit_to_the_next(store):
    store.append([draft(store.head("pas"), *MIXED[:2])], occasion())
    store.append([draft(store.head("pas"), *MIXED[2:])], occasion())

    assert list(store.entries("pas")) == numbered(*MIXED)
    assert [each.sequence for each in kept(store, "pas")] == [1, 1, 2, 2, 2]
    assert store.head("pas").entries == 5


def test_the_commit_tells_what_was_asked_for_and_is_what_the_chain_holds(store):
    (commit,) = store.append([draft(store.head("pas"), *MIXED, message="Första")], occasion())

    assert list(store.commits("pas")) == [commit]
    assert (commit.scope, commit.sequence, commit.kind, commit.entries) == ("pas", 1, CommitKind.IMPORT, 5)
    assert (commit.author, commit.message) == ("Åsa Ekonom", "Första")
    assert store.head("pas") == Head(scope="pas", sequence=1, seal=commit.seal, entries=5)


def test_commits_are_appended_and_returned_in_the_order_of_their_scopes(store):
    drafts = [draft(store.head(scope), facts=FACTS) for scope in ("tov", BOOK, "pas")]

    commits = store.append(drafts, occasion())

    assert [commit.scope for commit in commits] == [BOOK, "pas", "tov"]
    assert store.scopes() == (BOOK, "pas", "tov")


def test_facts_come_back_in_order_with_their_commit_and_by_kind(store):
    store.append([draft(store.head("pas"), facts=FACTS)], occasion())
    store.append([draft(store.head("pas"), facts=FACTS[:1])], occasion())

    assert list(store.facts("pas")) == [(1, FACTS[0]), (1, FACTS[1]), (2, FACTS[0])]
    assert list(store.facts("pas", "party")) == [(1, FACTS[0]), (2, FACTS[0])]
    assert list(store.facts("pas", "scheme")) == []


def test_heads_and_facts_of_several_scopes_are_those_of_each(store):
    fill(store)
    scopes = ("tov", "saknas", BOOK, "pas", "tov")

    assert list(store.heads(scopes)) == [store.head(scope) for scope in (BOOK, "pas", "tov")]
    assert list(store.heads(())) == []
    for kinds in (("party",), ("project", "party"), ("nothing",), ()):
        every = [(scope, at, fact) for scope in (BOOK, "pas", "tov") for at, fact in store.facts(scope)]
        assert list(store.facts_of(scopes, without=kinds)) == [each for each in every if each[2].kind not in kinds]


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        pytest.param({}, [1, 2, 3, 4, 5], id="all days without bounds"),
        pytest.param({"first": "2021-12-31"}, [4, 5], id="from a day, itself included"),
        pytest.param({"last": "2021-12-31"}, [1, 2, 3, 4], id="to a day, itself included"),
        pytest.param({"first": "2021-03-15", "last": "2021-03-15"}, [1, 2, 3], id="one single day"),
    ],
)
def test_entries_are_cut_by_the_day_they_were_booked(store, bounds, expected):
    store.append([draft(store.head("pas"), *MIXED)], occasion())

    assert [each[NUMBER] for each in store.entries("pas", **bounds)] == expected


def test_totals_are_the_sums_of_the_entries_in_order(store):
    fill(store)

    for project in ("pas", "tov"):
        assert tuple(store.totals([project])) == count(store.entries(project), Basis.BOOKED, None, None)
        assert tuple(store.totals_by_year([project])) == by_year(store.totals([project]))
        assert tuple(store.totals_by_kind([project])) == by_kind(store.totals([project]))
        for cut in CUTS:
            assert tuple(store.totals_by_source([project], cut)) == by_source(store.totals([project]), cut)
        assert list(store.totals_of_money([project])) == [t for t in store.totals([project]) if not t.category]
    assert list(store.totals_by_year()) == sorted(store.totals_by_year())
    assert sum(total.sum_minor for total in store.totals_by_year()) == sum(each.sum_minor for each in store.totals())
    assert list(store.totals()) == sorted(store.totals())
    assert list(store.totals(["tov", "pas", "tov"])) == list(store.totals())
    assert list(store.totals_by_kind(["tov", "pas", "tov"])) == sorted(by_kind(store.totals()))
    assert list(store.totals_by_source(["tov", "pas", "tov"], CUTS[0])) == sorted(by_source(store.totals(), CUTS[0]))
    assert list(store.totals([])) == list(store.totals_by_kind([])) == list(store.totals_by_source([], CUTS[0])) == []


def test_an_entry_and_its_reversal_leave_a_total_of_nothing_with_two_entries(store):
    store.append([draft(store.head("pas"), row(500), row(-500, reverses=1))], occasion())

    (total,) = store.totals(["pas"])

    assert (total.sum_minor, total.count) == (0, 2)


@pytest.mark.parametrize("rows", [BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 1], ids=lambda rows: f"{rows} rows")
def test_any_number_of_rows_is_booked_whole(store, rows):
    store.append([draft(store.head("pas"), *(row(n) for n in range(rows)))], occasion())

    assert [each[NUMBER] for each in store.entries("pas")] == list(range(1, rows + 1))
    assert sum(total.sum_minor for total in store.totals()) == rows * (rows - 1) // 2
    assert list(verify(store)) == []


def test_an_empty_text_is_read_as_no_text(store):
    store.append([draft(store.head("pas"), changed(FULL, text="", invoice="", paid_on=""))], occasion())

    (found,) = store.entries("pas")

    assert found == numbered(changed(FULL, text=None, invoice=None, paid_on=None))[0]


def test_a_whole_book_verifies_and_so_does_a_printed_seal(store):
    fill(store)
    seal = next(store.commits("pas")).seal

    assert list(verify(store)) == []
    assert list(verify(store, against=seal)) == []
    assert list(verify(store, against=seal[:12].upper())) == []


@pytest.mark.parametrize("seal", ["f" * 64, "", "0" * 64], ids=["another seal", "no text", "the seal of no commit"])
def test_a_seal_that_stands_in_no_chain_is_reported(store, seal):
    fill(store)

    assert [finding.code for finding in verify(store, against=seal)] == ["VER-012"]


def test_the_first_characters_of_a_seal_must_be_enough_to_tell_it(store):
    fill(store)
    seal = store.head("pas").seal

    assert [finding.code for finding in verify(store, against=seal[:11])] == ["VER-012"]


def test_within_a_snapshot_the_book_is_read_as_ever(store):
    fill(store)
    before = contents(store)

    with store.snapshot():
        assert contents(store) == before
    store.append([draft(store.head("pas"), row(1))], occasion())


def test_a_snapshot_that_is_left_in_the_middle_ends_with_the_book(store):
    """As when a reader is interrupted: it is cleared away when the book is closed already."""
    snapshot = store.snapshot()
    snapshot.__enter__()
    store.close()

    assert not snapshot.__exit__(None, None, None)


def test_every_store_seals_the_same_facts_alike(book):
    memory = create_book(MEMORY)
    fill(memory)
    fill(book)

    assert contents(memory) == contents(book)


@settings(max_examples=40, deadline=None)
@given(commits=st.lists(st.lists(rows, max_size=5), max_size=4))
def test_whatever_is_booked_is_read_again_sums_up_and_verifies(commits):
    store = create_book(MEMORY)
    for each in commits:
        store.append([draft(store.head("pas"), *each)], occasion())

    assert list(store.entries("pas")) == numbered(*(each for commit in commits for each in commit))
    assert [len(list(some)) for _, some in groupby(kept(store, "pas"), lambda each: each.sequence)] == [
        len(commit) for commit in commits if commit
    ]
    assert tuple(store.totals()) == count(store.entries("pas"), Basis.BOOKED, None, None)
    assert list(verify(store)) == []


@pytest.mark.parametrize("days", [{}, {"first": "2021-12-31"}, {"first": "2021-04-01", "last": "2021-12-31"}], ids=str)
def test_columns_are_the_entries_column_by_column(store, days):
    store.append([draft(store.head("pas"), *MIXED[:3])], occasion())
    store.append([draft(store.head("pas"), *MIXED[3:])], occasion())

    rows = [row for columns in store.columns("pas", **days) for row in zip(*columns, strict=True)]

    assert [tuple(None if value == "" else value for value in each) for each in rows] == [*store.entries("pas", **days)]


def test_projects_that_may_hold_the_same_cost_are_told(store):
    def booked(project, *rows):
        store.append([draft(store.head(project), *rows)], occasion())

    booked("a", row(100, project="a", voucher_number="17"), row(300, project="a", evidence_sha256="ab" * 32))
    booked("b", row(100, project="b", voucher_number="18"), row(200, project="b", voucher_number="17"))
    booked("c", row(1, project="c"), row(100, project="c", voucher_number="17"))
    booked("d", row(9, project="d", evidence_sha256="ab" * 32))
    booked("e", row(9, project="e", evidence_sha256="cd" * 32))

    assert store.related(["a"]) == ("c", "d")
    assert store.related(["b"]) == ()
    assert store.related(["b"], ["cd" * 32]) == ("e",)
    assert store.related(["a", "c"], {"cd" * 32}) == ("d", "e")
    assert list(verify(store)) == []


def test_texts_of_any_length_tell_projects_that_may_hold_the_same_cost(store):
    # Longer than an index of a server takes, and such that packing them does not help.
    long = "".join(sha256(f"{at}".encode()).hexdigest() for at in range(200))
    held = {"a": (long, None), "b": (long, None), "c": (None, long), "d": (None, long), "e": ("ö" * 51, None)}
    for project, (voucher, evidence) in {**held, "f": ("ö" * 51, None), "g": ("ö" * 50, None)}.items():
        booked = row(100, project=project, voucher_number=voucher, evidence_sha256=evidence)
        store.append([draft(store.head(project), booked)], occasion())

    assert [store.related([project]) for project in "abcdefg"] == [("b",), ("a",), ("d",), ("c",), ("f",), ("e",), ()]


def test_scopes_with_facts_of_a_kind_are_told(store):
    fill(store)

    kinds = {fact.kind for scope in store.scopes() for _, fact in store.facts(scope)}
    for kind in kinds:
        assert store.scopes_with(kind) == tuple(id_ for id_ in store.scopes() if any(store.facts(id_, kind)))
    assert store.scopes_with("evidence") == ()
    assert "evidence" not in kinds
    assert kinds


def test_a_store_tells_how_far_a_project_is_booked_and_when_somebody_last_booked(store):
    def at(month, kind, *entries):
        told = attrs.evolve(occasion(), recorded_at=f"2021-{month}-05T12:00:00Z")
        store.append([attrs.evolve(draft(store.head("pas"), *entries), kind=kind, facts=facts(month))], told)

    def facts(month):
        return (Fact("comment", month, "{}"),)

    def booked(**terms):
        return [(each.project, each.month, each.entered_at[:10]) for each in store.booked(("pas", "bro"), **terms)]

    assert booked() == [("bro", "", ""), ("pas", "", "")]
    at("02", CommitKind.ENTRY, row(booked_on=date(2021, 1, 31)))
    at("03", CommitKind.IMPORT)
    at("04", CommitKind.RECEIPT, row(kind=EntryKind.RECEIPT, category=None, source="x", booked_on=date(2021, 4, 1)))
    at("05", CommitKind.COMMENT)

    assert booked() == [("bro", "", ""), ("pas", "2021-01", "2021-03-05")]
    assert booked(until="2021-02-28") == [("bro", "", ""), ("pas", "2021-01", "2021-02-05")]
