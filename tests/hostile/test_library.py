"""A program that misuses the library is refused in medfin's own words, and nothing is booked by it."""

from __future__ import annotations

import inspect
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from enum import StrEnum
from pathlib import Path

import pytest

import ledger
from ledger.core.money import SEK
from ledger.core.record import evolve
from ledger.core.record import field_names
from ledger.errors import BookMissingError
from ledger.errors import LedgerError
from tests.conftest import STEGEN

FUNCTIONS = tuple(name for name in dir(ledger) if not isinstance(getattr(ledger, name), type))
RECORDS = ("ClaimTerms", "Entry", "Amendment", "Receipt", "Ruling", "StatementFile", "View", "Money")
OF_A_BOOK = tuple(name for name in FUNCTIONS if "book" in inspect.signature(getattr(ledger, name)).parameters)
DAY = date(2021, 3, 1)
COST = ledger.Entry(project="stegen", category="personal", amount_minor=100, booked_on=DAY)

SOUND = {
    "address": "no/book.db",
    "amount_minor": 100,
    "batch": "0123456789abcdef",
    "booked_on": DAY,
    "cells": {"category": "lokal", "amount": "10"},
    "claim": 1,
    "currency": "SEK",
    "day": DAY,
    "decided": DAY,
    "end": DAY,
    "entries": (COST,),
    "entry": 1,
    "file": Path("file"),
    "id_": "stegen",
    "kind": ledger.EntryKind.RECEIPT,
    "map_path": Path("map.toml"),
    "minor": 100,
    "name": "variance",
    "number": 1,
    "path": Path("file"),
    "paths": (Path("file"),),
    "told": BookMissingError(book="bok.db"),
    "project": "stegen",
    "reason": "Skäl",
    "receipt": ledger.Receipt(kind=ledger.EntryKind.RECEIPT, source="forbundet", amount_minor=100, day=DAY),
    "ruling": ledger.Ruling(decided=DAY, reference="1"),
    "source": "forbundet",
    "template": Path("file.xlsx"),
    "terms": ledger.ClaimTerms(end=DAY),
    "text": "Text",
    "to": {"category": "lokal"},
    "today": DAY,
    "voucher": "A 1",
    "wanted": ledger.Amendment(reason="Skäl"),
}
"""What fits a parameter or field of that name."""

BY_TYPE = {
    "Currency": SEK,
    "date": DAY,
    "int": 1,
    "Sequence[int]": (1,),
    "str": "x",
    "str | os.PathLike[str]": "no/target.db",
}
"""What fits a parameter of that type."""

HOSTILE = (
    None,
    True,
    -1,
    10**30,
    1.5,
    float("nan"),
    "",
    "x",
    "\udcff",
    "a\x00b",
    "../" * 40,
    "x" * 100_000,
    b"x",
    [],
    [None],
    [[]],
    {},
    {"x": None},
    (),
    {1},
    object(),
    str,
    Path("no/such"),
    date(1, 1, 1),
    datetime(2021, 1, 1),  # noqa: DTZ001 - somebody's naive moment
    COST,
    len,
    iter("x"),
    [evolve(COST, amount_minor=0), "x"],
)


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("stegen.toml").write_text(STEGEN, encoding="utf-8")
    with ledger.create_book("medfin.db", author="Ekonomen") as made:
        ledger.add_projects(made, "stegen.toml")
        yield made


def needed(function, book):
    """Return sound arguments for the parameters that a function cannot do without."""
    own = {"book": book, "made": ledger.report(book, "variance")}
    taken = inspect.signature(function).parameters
    return {name: value for name, value in own.items() if name in taken} | sound_for(function, own)


def sound_for(taker, own=()):
    """Return what fits those parameters of a function or record that have no default, by their names or types."""
    asked = inspect.signature(taker).parameters.values()
    wanted = [each for each in asked if each.default is inspect.Parameter.empty and each.name not in own]
    return {each.name: SOUND[each.name] if each.name in SOUND else of_type(each.annotation) for each in wanted}


def of_type(annotation):
    if annotation in BY_TYPE:
        return BY_TYPE[annotation]
    kind = getattr(ledger, annotation)
    return next(iter(kind)) if issubclass(kind, StrEnum) else kind(**sound_for(kind))


def used_up(answer):
    """Do what an answer only promises to do."""
    if isinstance(answer, Iterator):
        tuple(answer)
    if isinstance(answer, ledger.Book):
        answer.close()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_whatever_a_function_is_given_it_answers_or_refuses(name, book):
    function = getattr(ledger, name)
    sound = needed(function, book)
    for parameter in inspect.signature(function).parameters:
        for value in HOSTILE:
            # What takes a book at hand would make one called so, and wait at a clock that is none.
            with suppress(LedgerError):
                used_up(function(**sound | {parameter: value}))

    assert list(ledger.verify(book)) == []


@pytest.mark.parametrize("name", RECORDS)
def test_whatever_a_record_is_given_it_is_made_or_refused(name):
    kind = getattr(ledger, name)
    sound = sound_for(kind)
    for field in field_names(kind):
        for value in HOSTILE:
            # What cannot be looked up anywhere is refused by Python itself.
            with suppress(LedgerError, TypeError):
                kind(**sound | {field: value})


@pytest.mark.parametrize("name", OF_A_BOOK)
def test_a_closed_book_is_refused_by_every_function(name, book):
    function = getattr(ledger, name)
    sound = needed(function, book)
    for field in ("file", "path", "map_path", "template"):
        if field in sound:
            sound[field].write_text(STEGEN, encoding="utf-8")
    book.close()

    with pytest.raises(LedgerError):
        used_up(function(**sound))


def refused(attempt):
    with pytest.raises(LedgerError) as error:
        attempt()
    return error.value


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([{}], "entries[0] is {}, and"),
        ((evolve(COST, text=5),), "entries[0].text is 5, and str | None"),
        ((entry for entry in (COST,)), "entries is <generator"),
        ((COST, evolve(COST, booked_on=datetime(2021, 1, 5, tzinfo=UTC))), "entries[1].booked_on is datetime"),
        ((evolve(COST, booked_on="2021-03-01"),), "entries[0].booked_on is '2021-03-01', and date"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(book, given, told):
    error = refused(lambda: ledger.record(book, given))

    assert error.code == "LIB-001"
    assert told in str(error)
    assert book.store.head("stegen").entries == 0


def test_the_terms_of_a_claim_are_looked_through(book):
    error = refused(lambda: ledger.draft_claim(book, "stegen", ledger.ClaimTerms(end="2023-01-01")))

    assert "terms.end is '2023-01-01', and date is needed" in str(error)
    assert "terms.end är '2023-01-01', men date behövs" in ledger.say(error)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quantity": "fyra"}, "ENT-201"),
        ({"vat_treatment": "none"}, "ENT-201"),
        ({"evidence_sha256": "zz"}, "ENT-201"),
        ({"paid_on": date(1, 1, 1)}, "DAT-008"),
        ({"reverses": 1}, "ENT-204"),
    ],
)
def test_an_entry_that_no_file_could_bring_is_not_booked(book, change, code):
    assert refused(lambda: ledger.record(book, [evolve(COST, **change)])).code == code
    assert book.store.head("stegen").entries == 0


@pytest.mark.parametrize("minor", [0, -5])
def test_money_received_is_more_than_nothing(book, minor):
    receipt = ledger.Receipt(source="fk", amount_minor=minor, day=date(2021, 3, 1))

    assert refused(lambda: ledger.receive(book, "stegen", receipt)).code == "CLM-334"
    assert book.store.head("stegen").entries == 0


@pytest.mark.parametrize("field", ["parked", "included"])
def test_spans_of_entries_go_from_low_to_high(book, field):
    """Backwards they named nothing, and what was to be set aside was claimed."""
    ledger.record(book, [COST, COST])
    terms = ledger.ClaimTerms(end=date(2021, 3, 31), **{field: ((2, 1),)})

    assert refused(lambda: ledger.draft_claim(book, "stegen", terms)).code == "ENT-107"


@pytest.mark.parametrize(
    "step",
    [
        lambda book, why: ledger.reverse(book, "stegen", 1, reason=why),
        lambda book, why: ledger.reverse_voucher(book, "stegen", "A 1", reason=why),
        lambda book, why: ledger.move(book, "stegen", 1, {"category": "ovrigt"}, reason=why),
        lambda book, why: ledger.redact(book, "stegen", 1, reason=why),
        lambda book, why: ledger.detach(book, "stegen", [1], "a.pdf", reason=why),
        lambda book, why: ledger.unlock(book, "stegen", reason=why),
        lambda book, why: ledger.withdraw_claim(book, "stegen", reason=why),
        lambda book, why: ledger.change_contract(book, "stegen", "1", ledger.ContractChanged(value="1", reason=why)),
        lambda book, why: ledger.amend(book, "stegen", ledger.Amendment(carry=("2021:2022",), reason=why)),
    ],
    ids=["reverse", "voucher", "move", "redact", "detach", "unlock", "withdraw", "contract", "amend"],
)
@pytest.mark.parametrize("why", ["", " \n"])
def test_a_reason_that_is_asked_for_says_something(book, step, why):
    ledger.record(book, [evolve(COST, text="Ord", voucher_series="A", voucher_number="1")])
    ledger.lock(book, "stegen", date(2020, 1, 1))
    before = book.store.head("stegen")

    assert refused(lambda: step(book, why)).code == "PLN-016"
    assert book.store.head("stegen") == before


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ({}, "has no comment on stegen to take back"),
        ({"category": "personal"}, "has no comment on personal to take back"),
        ({"days": (date(2021, 1, 1), date(2021, 3, 31))}, "has no comment on 2021-01-01 2021-03-31 to take back"),
    ],
    ids=["the project", "a category", "days"],
)
def test_a_comment_that_is_not_there_is_told_by_what_it_is_about(book, about, told):
    assert told in str(refused(lambda: ledger.comment(book, "stegen", "", **about)))


def test_a_book_is_used_by_the_thread_that_opened_it(book):
    told = []
    thread = threading.Thread(target=lambda: told.append(refused(lambda: ledger.report(book, "variance"))))
    thread.start()
    thread.join()

    assert told[0].code == "BOK-023"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_a_book_is_not_used_by_a_forked_process(book):
    process = os.fork()
    if process == 0:
        attempts = (lambda: ledger.record(book, [COST]), lambda: ledger.report(book, "variance"))
        codes = {refused(each).code for each in attempts}
        os._exit(0 if codes == {"BOK-023"} else 1)

    assert os.waitpid(process, 0)[1] == 0
    assert ledger.record(book, [COST])


def test_writing_amid_entries_that_are_no_longer_the_book_s_says_what_to_do(book):
    ledger.record(book, [COST] * 2500)
    amid = ledger.entries(book, "stegen")
    next(amid)
    with ledger.open_book(book.address, author="Kollegan") as rival:
        ledger.record(rival, [COST])

    error = refused(lambda: ledger.record(book, [COST]))

    assert (error.code, error.exit_status) == ("BOK-031", 3)
    assert len(list(amid)) == 2499
    assert ledger.record(book, [COST])


@pytest.mark.parametrize("ask", [ledger.log, ledger.entries, ledger.figures])
def test_what_is_gone_through_one_by_one_is_refused_when_it_is_asked_for(book, ask):
    assert refused(lambda: ask(book, "stegan")).code == "PRJ-101"


def test_a_closed_book_says_that_it_is_closed(book):
    book.close()

    assert refused(lambda: ledger.record(book, [COST])).code == "BOK-022"
    assert refused(lambda: ledger.report(book, "variance")).code == "BOK-022"


@pytest.mark.parametrize("random", [bytes, lambda size: "x" * size, lambda _: b"\x01"])
def test_random_bytes_that_are_none_are_refused(tmp_path, random):
    error = refused(lambda: ledger.create_book(tmp_path / "new.db", random=random))

    assert error.code == "LIB-002"


def test_a_clock_elsewhere_tells_its_own_day_and_books_in_utc(tmp_path):
    stockholm = timezone(timedelta(hours=2))
    moment = datetime(2021, 6, 1, 0, 30, tzinfo=stockholm)
    with ledger.create_book(tmp_path / "new.db", clock=lambda: moment) as made:
        assert made.today == date(2021, 6, 1)
        assert [commit.recorded_at for commit in ledger.log(made)] == ["2021-05-31T22:30:00Z"]
    assert refused(lambda: ledger.create_book(tmp_path / "other.db", clock=lambda: "now")).code == "LIB-002"
