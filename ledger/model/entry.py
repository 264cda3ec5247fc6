"""Entries: what was spent, given in kind, earned as income or received. Appended, never changed.

Stores and importers carry entries in bulk as plain tuples, `EntryRow`: the fields of `Entry` in their order, dates as
ISO texts, kinds as their texts, `Origin` as its own tuple spread out at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ledger import errors
from ledger.core.money import whole
from ledger.core.record import field_names
from ledger.core.record import frozen
from ledger.model.entry_kind import NEEDS_CATEGORY
from ledger.model.entry_kind import NEEDS_SOURCE
from ledger.model.entry_kind import EntryKind

_BOOKED_ON = date(1, 1, 1)
"""Stands for the day of booking where an entry is made."""


@frozen
class Origin:
    """Where an imported entry came from; the same for the same row however the file is ordered.

    Attributes:
        organisation: Organisation number or name that the books belong to; empty if not told.
        fiscal_year: First day of the fiscal year as ISO text; empty if not told.
        row: Digest (hexadecimal) of what identifies the row in its file: voucher, account, date, amount, words.
        occurrence: 1 for the first of several rows alike, 2 for the second, ...
        split: 0, or the number of the slice if the row was split by percent.
    """

    organisation: str
    fiscal_year: str
    row: str
    occurrence: int = 1
    split: int = 0


_KINDS = {each: each for each in EntryKind}


@frozen(kw_only=True)
class Entry:
    """A fact of money.

    Attributes:
        project: Project id.
        number: Number in the project, from 1; 0 until it is recorded.
        kind: What it is.
        category: Category code; set for cost, in-kind contribution and income.
        source: Source id; set for in-kind contribution, receipt, advance and repayment. On a cost it overrides the
            plan.
        part: Part id.
        phase: Phase id.
        amount_minor: Minor units of the project's currency; negative for reversals and credit notes.
        booked_on: When it was booked: the calendar year's clock.
        belongs_to: Which day the cost belongs to: the funder's clock; when it was booked, unless given.
        paid_on: When it was paid.
        text: What it was for. Personal words.
        counterparty: Who was paid or who paid. Personal words.
        invoice: Invoice number.
        voucher_series: Series of the voucher.
        voucher_number: Number of the voucher within the series; text, for leading zeros count.
        account: Account in the general ledger; text.
        quantity: Exact decimal as text, such as hours.
        unit: Unit of `quantity`.
        vat_minor: Value added tax in the amount or beside it, minor units.
        vat_treatment: ``non_deductible``, ``deductible`` or ``compensated``.
        evidence_name: File name of the evidence.
        evidence_sha256: SHA-256 of the evidence, hexadecimal.
        reverses: Number of the entry that this one reverses.
        origin: Where it was imported from; None if entered by hand.
    """

    project: str
    number: int = 0
    kind: EntryKind = EntryKind.COST
    category: str | None = None
    source: str | None = None
    part: str | None = None
    phase: str | None = None
    amount_minor: int
    booked_on: date
    belongs_to: date = _BOOKED_ON
    paid_on: date | None = None
    text: str | None = None
    counterparty: str | None = None
    invoice: str | None = None
    voucher_series: str | None = None
    voucher_number: str | None = None
    account: str | None = None
    quantity: str | None = None
    unit: str | None = None
    vat_minor: int | None = None
    vat_treatment: str | None = None
    evidence_name: str | None = None
    evidence_sha256: str | None = None
    reverses: int | None = None
    origin: Origin | None = None

    def __attrs_post_init__(self) -> None:
        if self.belongs_to is _BOOKED_ON:
            object.__setattr__(self, "belongs_to", self.booked_on)
        object.__setattr__(self, "kind", _KINDS.get(self.kind, self.kind))  # a program may have it as a word
        whole(self.amount_minor)
        if (self.category is None) is (self.kind in NEEDS_CATEGORY):
            raise errors.EntryError(
                kind=self.kind, field="category", rule="needs" if self.category is None else "takes no"
            )
        if self.source is None and self.kind in NEEDS_SOURCE:
            raise errors.EntryError(kind=self.kind, field="source", rule="needs")


EntryRow = tuple[Any, ...]
"""An entry as stores and importers carry it; see the module's docstring. `COLUMNS` names its places."""

EntryColumns = Sequence[Sequence[Any]]
"""Entries that stand column by column, as `COLUMNS` orders them; what is absent is None or an empty text."""

COLUMNS: tuple[str, ...] = (
    *(name for name in field_names(Entry) if name != "origin"),
    *(f"origin_{name}" for name in field_names(Origin)),
)

OF_STATEMENTS = "statement:"
"""Begins the organisation in the origin of every entry that a statement gave; no books bear such a name."""

_DATES = ("booked_on", "belongs_to", "paid_on")
_ORIGIN_AT = COLUMNS.index("origin_organisation")


def to_row(entry: Entry) -> EntryRow:
    """Return the entry as a plain tuple."""
    values = [getattr(entry, name) for name in COLUMNS[:_ORIGIN_AT]]
    row = [
        value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, EntryKind) else value
        for value in values
    ]
    origin = [getattr(entry.origin, name, None) for name in field_names(Origin)]
    return (*row, *(None if value == "" else value for value in origin))


def from_row(row: EntryRow) -> Entry:
    """Return the entry that a plain tuple carries.

    Raises:
        UnreadableFactError: The row is none that a book holds.
    """
    values: dict[str, Any] = dict(zip(COLUMNS[:_ORIGIN_AT], row[:_ORIGIN_AT], strict=True))
    try:
        values["kind"] = EntryKind(values["kind"])
        for name in _DATES:
            values[name] = date.fromisoformat(values[name]) if values[name] else None
    except (ValueError, TypeError) as error:
        raise errors.UnreadableFactError(kind=Entry.__name__, why=error) from error
    organisation, fiscal_year, *rest = row[_ORIGIN_AT:]
    if rest[0] is not None:
        values["origin"] = Origin(organisation or "", fiscal_year or "", *rest)
    return Entry(**values)
