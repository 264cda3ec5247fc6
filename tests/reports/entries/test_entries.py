from __future__ import annotations

import attrs

from ledger.model.entry_kind import EntryKind
from ledger.model.totals import Basis
from ledger.model.view import View
from ledger.reports.entries.entries import entries
from tests.reports.reading import headings
from tests.reports.reading import read
from tests.rules.dossiers import ENTRIES
from tests.rules.dossiers import TODAY
from tests.rules.dossiers import dossier
from tests.rules.dossiers import rows_of
from tests.rules.dossiers import source

ALL = View(today=TODAY)


def test_entries_read_as_agreed():
    table = entries(dossier(), rows_of(ENTRIES[1:4]), ALL)

    assert headings(table) == (
        "Nr | Bokförd | Avser | Betald | Typ | Kostnadsslag | Finansiär | Delprojekt | Belopp | Text | Motpart"
        " | Verifikation"
    )
    assert read(table) == (
        "2 | 2021-01-08 | 2020-12-31 | 2021-02-01 | kostnad | Personal |  | Norra delen | 200 000\n"
        "3 | 2021-03-15 | 2021-03-15 | 2021-03-31 | kostnad | Lokaler | Exempelregionen |  | 70 000 | Hyra | Hus AB"
        " | A 0012\n"
        "4 | 2021-03-31 | 2021-03-31 |  | naturabidrag | Egen tid | Exempelby kommun (medfinansiering, natura) |  |"
        " 25 000"
    )


def test_columns_that_few_entries_fill_stand_where_one_does():
    entry = attrs.evolve(ENTRIES[0], account="5010", quantity="40,5", unit="tim", reverses=3, voucher_number="7")

    table = entries(dossier(), rows_of((entry,)), ALL)

    assert "Konto | Antal | Enhet | Vänder nr" in headings(table)
    assert [table.cell("1", key).value for key in ("account", "quantity", "reverses", "voucher")] == [
        "5010",
        "40,5",
        3,
        "7",
    ]


def test_a_view_lists_only_the_entries_of_its_days():
    in_2020 = entries(dossier(), rows_of(ENTRIES), View(today=TODAY, year=2020))
    paid = entries(dossier(), rows_of(ENTRIES), View(today=TODAY, basis=Basis.PAID))

    assert [row.key for row in in_2020.rows] == ["1", "7"]
    assert [row.key for row in paid.rows] == ["2", "3"]


def test_a_party_that_pays_in_several_ways_is_told_apart_by_what_differs():
    sources = (
        source("a", "kommunen", "own"),
        source("b", "kommunen", "cofinancing"),
        source("c", "kommunen", "cofinancing"),
        source("d", "kommunen", "cofinancing", "in_kind"),
        source("e", "regionen", "cofinancing"),
    )
    booked = [
        attrs.evolve(ENTRIES[3], number=number, source=each, kind=EntryKind.IN_KIND)
        for number, each in enumerate([*"abcde", "okand"], start=1)
    ]

    table = entries(dossier(booked, sources=sources), rows_of(booked), ALL)

    assert [line.split(" | ")[5] for line in read(table).splitlines()] == [
        "Exempelby kommun (egen finansiering)",
        "Exempelby kommun (b)",
        "Exempelby kommun (c)",
        "Exempelby kommun (medfinansiering, natura)",
        "Exempelregionen",
        "okand",
    ]
