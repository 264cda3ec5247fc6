"""Balances, monthly changes and budgets: the figures of a file that stand in no voucher."""

from __future__ import annotations

import re

from ledger.core.finding import note
from ledger.core.finding import warning
from ledger.importers.sie.fields import Fields
from ledger.importers.sie.records import SieValue
from ledger.importers.sie.texts import Texts
from ledger.importers.sie.told import Told
from ledger.importers.sie.values import iso_month
from ledger.importers.sie.vouchers import RowReader

BALANCES = frozenset({"#IB", "#UB", "#RES"})
"""Standing balances of whole accounts."""

MONTHS = frozenset({"#PSALDO", "#PBUDGET"})
"""A month's change."""

VALUES = BALANCES | MONTHS | {"#OIB", "#OUB"}
"""All labels of figures beside the vouchers."""

_YEAR = re.compile("0|-[0-9]{1,3}")


class ValueReader:
    """Reads figures beside the vouchers.

    Args:
        texts: Turns fields into texts.
        told: Where oddities go.
        rows: Reads what these records have in common with rows.
    """

    def __init__(self, texts: Texts, told: Told, rows: RowReader) -> None:
        self._texts = texts
        self._told = told
        self._rows = rows

    def value(self, label: str, fields: Fields, at: int) -> SieValue | None:
        """Return the figure of a record, or None where it cannot be read; that is told."""
        raw = fields.values[1:]
        texts = [self._texts.text(each, at, label) for each in raw]
        month, placed = self._month(label, texts, at)
        year, account, amount_text, quantity, *_ = *placed, "", "", "", ""
        if month is None or not _YEAR.fullmatch(year) or not account:
            self._told.add(warning("SIE-117", self._told.at(at, label), text=" ".join(texts)))
            return None
        amount = self._rows.amount(amount_text, at)
        if amount is None:
            return None
        objects = self._rows.objects(fields.listed or [], at)
        return SieValue(label[1:], int(year), month, account, objects, amount, self._rows.quantity(quantity, at), at)

    def _month(self, label: str, texts: list[str], at: int) -> tuple[str | None, list[str]]:
        """Return the month, None if it cannot be read, and the other fields; balances have none."""
        if label not in MONTHS:
            return "", texts
        year, period, account, *rest = *texts, "", "", ""
        month = iso_month(period)
        if month is None and iso_month(account):
            self._told.add(note("SIE-118", self._told.at(at, "period")))
            month, account = iso_month(account), period
        return month, [year, account, *rest]
