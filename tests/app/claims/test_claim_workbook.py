"""LibreOffice computes a claim's workbook anew and must come to the claim's own figures."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.app.claims.receipts import Receipt
from ledger.app.claims.receipts import receive
from ledger.app.claims.steps import Ruling
from ledger.app.claims.steps import decide_claim
from ledger.app.claims.steps import draft_claim
from ledger.app.claims.steps import submit_claim
from ledger.app.corrections.corrections import reverse
from ledger.app.imports.actuals import enter
from ledger.app.imports.actuals import import_file
from ledger.app.reports import workbook
from ledger.model.claims.claim import ClaimTerms
from ledger.model.entry_kind import EntryKind
from ledger.render.xlsx import to_xlsx
from tests.conftest import ACTUALS
from tests.render.office import recalculate
from tests.reports.federation.test_recalculated import _figures
from tests.reports.reading import labels


@pytest.fixture
def decided(stegen, write):
    """Return a book with two claims: late entries, a reversal, income, an advance, a cut and a receipt among them."""
    import_file(stegen, write("actuals.csv", ACTUALS), project="stegen")
    receive(
        stegen, "stegen", Receipt(kind=EntryKind.ADVANCE, source="forbundet", amount_minor=500_00, day=date(2021, 1, 4))
    )
    draft_claim(stegen, "stegen", ClaimTerms(end=date(2021, 1, 31)))
    submit_claim(stegen, "stegen")
    enter(stegen, "stegen", {"date": "2021-01-20", "amount": "99,99", "category": "lokal"})
    reverse(stegen, "stegen", 3, reason="dubbel")
    draft_claim(stegen, "stegen", ClaimTerms(end=date(2021, 12, 31), settle_all=("forbundet",)))
    submit_claim(stegen, "stegen")
    decide_claim(stegen, "stegen", 2, Ruling(decided=date(2022, 2, 1), cuts=((6, 33_33, "x"),)))
    receive(stegen, "stegen", Receipt(source="forbundet", amount_minor=100_00, day=date(2022, 3, 1)), 2)
    return stegen


def test_every_formula_comes_to_the_figure_of_the_claim(decided, tmp_path):
    names = ("claim", "outstanding")
    before = {name: to_xlsx(workbook(decided, name, ("stegen",)), labels()) for name in names}

    after = recalculate(before, tmp_path)

    for name in names:
        kept, computed = _figures(before[name]), _figures(after[name])
        assert len(kept) > 5
        assert {
            place: (value, computed.get(place)) for place, value in kept.items() if computed.get(place) != value
        } == {}
