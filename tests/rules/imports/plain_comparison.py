"""The same comparison as `ledger.rules.imports.comparison`, slow and plain: row by row, with sets."""

from __future__ import annotations

from collections import Counter

from ledger.model.entry import COLUMNS
from ledger.rules.corrections.attest import numbers

AT = {name: at for at, name in enumerate(COLUMNS)}


def value(row, name):
    return row[AT[name]] or ""


def origin(row):
    names = ("origin_fiscal_year", "origin_row", "origin_occurrence", "origin_split")
    return tuple(value(row, name) for name in names)


def place(row):
    return tuple(value(row, name) for name in ("kind", "category", "source", "part", "phase", "amount_minor"))


def day_of(row, earlier):
    """Return the day that an entry is known by: where it is booked late, the one that it belongs to."""
    return value(row, "belongs_to" if row[AT["number"]] in numbers(earlier.late) else "booked_on")


def compared(known, rows, coverage, earlier):
    """Return what the book holds of rows, what stands otherwise, and what has vanished or is of other series."""
    of_files = [row for row in known if value(row, "origin_row")]
    ours = [row for row in of_files if value(row, "origin_organisation") == coverage.organisation]
    number = {origin(row): row[AT["number"]] for row in ours}
    places = {row[AT["number"]]: place(row) for row in ours}
    reversals = [(row[AT["number"]], value(row, "reverses")) for row in known if value(row, "reverses")]
    gone = {reversed_ for _, reversed_ in reversals}
    imported, vanished = set(numbers(earlier.imported)), set(numbers(earlier.vanished))
    back = {reversed_ for each, reversed_ in reversals if each in imported or reversed_ in vanished}
    series = {*coverage.series, *(value(row, "voucher_series") for row in rows)}

    held, otherwise, met = [], [], set()
    for row in rows:
        at = number.get(origin(row))
        here = at is not None and at not in back
        if here:
            met.add(at)
            if coverage.carrier == "sie" and at not in gone and places[at] != place(row):
                here = False
                otherwise.append(at)
        held.append(here)

    days = coverage.start.isoformat(), coverage.end.isoformat()
    missed = {
        row[AT["number"]]: value(row, "voucher_series")
        for row in ours
        if value(row, "origin_fiscal_year") == coverage.fiscal_year
        and days[0] <= day_of(row, earlier) <= days[1]
        and row[AT["number"]] in numbers(earlier.given)
        and row[AT["number"]] not in gone | met
    }
    absent = [at for at, its in missed.items() if not series or its in series]
    others = Counter(its for its in missed.values() if series and its not in series)
    return held, otherwise, absent, tuple(sorted(series)), dict(sorted(others.items()))
