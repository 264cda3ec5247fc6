"""Entries that a program has made: what no file could bring is refused, or reports would meet what they cannot read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger.core.period import check_day
from ledger.errors import ReversalGivenError
from ledger.errors import RowError
from ledger.model.claims.vat import VatTreatment
from ledger.model.entry import Entry

_FORMS = {
    "quantity": re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,15})?"),
    "evidence_sha256": re.compile(r"[0-9a-f]{64}"),
    "vat_treatment": re.compile("|".join(VatTreatment)),
}


def check_given(entries: Sequence[Entry]) -> None:
    """Refuse entries that hold what is no value of its field, or that take another one back.

    Raises:
        RowError: A quantity, a digest or a treatment of value added tax is none.
        DayRangeError: A day is in no year that anybody keeps books of.
        ReversalGivenError: An entry is said to reverse another, which only its exact negative can do.
    """
    for at, entry in enumerate(entries, start=1):
        for field, form in _FORMS.items():
            value = getattr(entry, field)
            if value and not form.fullmatch(value):
                raise RowError(scope=entry.project, entry=at, field=field, value=repr(value))
        for day in filter(None, (entry.booked_on, entry.belongs_to, entry.paid_on)):
            check_day(day)
        if entry.reverses is not None:
            raise ReversalGivenError(project=entry.project, entry=at, reverses=entry.reverses)
