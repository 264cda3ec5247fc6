"""Reports on random federations say the same by totals in which months are put together as by those by month."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.federation import treasury
from ledger.app.reports import report
from ledger.catalog import labels
from ledger.model.view import View
from ledger.render.json_text import to_json

SWEDISH = labels("sv")


@pytest.mark.parametrize("name", ["board", "attention", "funders"])
def test_reports_say_the_same_by_source_as_by_month(federation, name, monkeypatch):
    _, book, _ = federation
    view = View(today=date(2021, 11, 15), year=2021, end=date(2021, 9, 30))

    together = to_json(report(book, name, (), view), SWEDISH)
    monkeypatch.setattr(treasury, "kept_by_source", lambda _: False)

    assert to_json(report(book, name, (), view), SWEDISH) == together
