"""Rows of entries, made up or of any kind."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from ledger.model.entry import COLUMNS
from ledger.rules.block import LARGEST_MINOR
from tests.storage.samples import kept
from tests.storage.samples import row

NUMBER = COLUMNS.index("number")


def numbered(*rows):
    return [(*each[:NUMBER], at, *each[NUMBER + 1 :]) for at, each in enumerate(rows, start=1)]


def changed(values, **fields):
    return tuple(fields.get(name, value) for name, value in zip(COLUMNS, values, strict=True))


def contents(store):
    return {
        scope: (store.head(scope), list(store.commits(scope)), list(store.kept_facts(scope)), kept(store, scope))
        for scope in store.scopes()
    } | {"totals": list(store.totals())}


amounts = st.integers(-LARGEST_MINOR // 1000, LARGEST_MINOR // 1000)

words = st.none() | st.text(st.characters(blacklist_categories=("Cc", "Cs")), min_size=1, max_size=8)

days = st.dates(date(2020, 1, 1), date(2022, 12, 31))

rows = st.builds(
    row, amounts, text=words, counterparty=words, invoice=words, booked_on=days, category=st.sampled_from("ab")
)
