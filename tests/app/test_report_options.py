"""What a report does not take is refused with the reports that do, and never passed over in silence."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.report_options import WITH_ROWS
from ledger.app.report_options import check_options
from ledger.app.tables import REPORTS
from ledger.errors import PeriodError
from ledger.errors import UnknownReportError
from ledger.errors import ViewOptionError
from ledger.model.totals import Basis
from ledger.model.view import Dimension
from ledger.model.view import View

TODAY = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("name", "terms", "option"),
    [
        ("budget", {"by": (Dimension.PHASE,)}, "--by"),
        ("variance", {"by": (Dimension.AREA,)}, "--by area"),
        ("variance", {"costs_negative": True}, "--signs"),
        ("variance", {"since": TODAY}, "--since"),
        ("claim", {"year": 2025}, "--year"),
        ("closure", {"end": TODAY}, "--to"),
        ("versions", {"start": TODAY}, "--from"),
        ("cash", {"start": TODAY}, "--from"),
        ("claims", {"basis": Basis.PAID}, "--basis"),
        ("audit", {"known": TODAY}, "--known"),
        ("reconciliation", {"attested": True}, "--attested"),
    ],
)
def test_an_option_that_would_change_nothing_is_refused(name, terms, option):
    with pytest.raises(ViewOptionError) as refused:
        check_options(name, View(today=TODAY, **terms))

    assert refused.value.values["option"] == option
    assert name not in refused.value.values["reports"].split(", ")


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_there_as_it_stands(name):
    check_options(name, View(today=TODAY))
    if name in WITH_ROWS:
        check_options(name, View(today=TODAY, by=(Dimension.CATEGORY,)))


def test_a_report_that_there_is_not_and_days_in_the_wrong_order_are_refused():
    with pytest.raises(UnknownReportError):
        check_options("varians", View(today=TODAY))
    with pytest.raises(PeriodError):
        check_options("variance", View(today=TODAY, start=TODAY, end=date(2026, 1, 1)))
