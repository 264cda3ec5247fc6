"""The ``[[part]]`` and ``[[phase]]`` tables of a file or a version, and what it says of transfers."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ledger.importers.fields import check_share_of
from ledger.importers.fields import only_once
from ledger.importers.fields import take_id
from ledger.importers.fields import take_share
from ledger.importers.fields import take_span
from ledger.importers.projects.names import take_time
from ledger.model.budgets.transfer import Transfer
from ledger.model.budgets.transfer import TransferBase
from ledger.model.budgets.transfer import TransferTerms
from ledger.model.project import Part
from ledger.model.project import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.core.section import Section
    from ledger.importers.parties import Parties
    from ledger.importers.projects.names import Names

_COLUMN = re.compile(r"[0-9]+|total|approximate")
"""What the columns of a compact table can be called; a phase of that name could not be told from them."""


def read_parts(root: Section, parties: Parties) -> Iterator[Part]:
    """Yield the parts of a file, or of a version."""
    check = only_once()
    for section in root.tables("part"):
        part = Part(
            id=take_id(section),
            name=section.text("name", needed=True) or "",
            owner=parties.refer(section, "owner"),
        )
        check(section, part.id)
        section.close()
        yield part


def read_phases(root: Section) -> Iterator[Phase]:
    """Yield the phases of a file, or of a version."""
    check = only_once()
    for section in root.tables("phase"):
        start, end = take_span(section, needed=True)
        phase = Phase(id=take_id(section), start=start or date.min, end=end or date.max, name=section.text("name"))
        check(section, phase.id)
        if _COLUMN.fullmatch(phase.id):
            section.report("PRJ-022", "id", value=phase.id)
        section.close()
        yield phase


def read_transfer_terms(root: Section, names: Names) -> TransferTerms | None:
    """Take ``[transfers]``: how much may be moved between categories without approval, and who approves more."""
    section = root.table("transfers")
    if section is None:
        return None
    share, base = take_share(section, "share"), section.choice("share_of", TransferBase)
    check_share_of(section)
    amount = names.amount(section, "amount")
    approver = names.parties.refer(section, "approver")
    if share is None and amount is None:
        section.report("PRJ-024")
    section.close()
    return TransferTerms(
        share=share,
        base=base or TransferBase.COST,
        amount_minor=amount.minor if amount else None,
        approver=approver,
    )


def read_transfers(section: Section, names: Names) -> Iterator[Transfer]:
    """Yield what a version moved between categories, from its ``[[budget.transfer]]`` tables."""
    for inner in section.tables("transfer"):
        ends = [_category(inner, key, names) for key in ("from", "to")]
        year, phase = take_time(inner, names)
        part, amount = inner.member("part", names.parts, "PRJ-006"), names.amount(inner, "amount", needed=True)
        inner.close()
        if not (ends[0] and ends[1] and amount):
            continue
        if not amount.minor or amount.approximate or ends[0] == ends[1]:
            inner.report("PRJ-023")
        yield Transfer(
            from_category=ends[0],
            to_category=ends[1],
            amount_minor=amount.minor,
            year=year,
            phase=phase,
            part=part,
        )


def _category(section: Section, key: str, names: Names) -> str | None:
    if names.categories is None:
        return section.text(key, needed=True)
    return section.member(key, names.categories, "PRJ-004", needed=True)
