"""What medfin proposes for a cell of a funder's workbook, from the words that stand around it."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.core.record import field
from ledger.core.record import frozen
from ledger.model.funders.fill_map import FillUnit


@frozen(kw_only=True)
class Proposal:
    """A cell and what it seems to be for.

    Attributes:
        at: The cell, ``Budget!C5``, or a defined name.
        shows: Address of a figure, or a fact.
        sure: Whether every word was known; else a person must look.
        why: The words that it was recognised by.
        unit: What the words around it say that it is counted in; None where they do not say.
    """

    at: str
    shows: str
    sure: bool
    why: str
    unit: FillUnit | None = None


@frozen(kw_only=True)
class Vocabulary:
    """The words by which cells are recognised, folded.

    Attributes:
        rows: What stands before a row, to the row it means: ``cost/personal``, ``source/support/esf``, ``cost/total``,
            ``source/total``, ``part/norra``, ``phase/analys``.
        columns: What stands over a column, to what it holds: ``budget``, ``actual``, ``remaining``, ``used`` or
            ``total``.
        claims: The same in payment claims: ``previous``, ``current``, ``cumulative``, ``period``, ``received``,
            ``requested``; and ``title`` for what such a sheet is called.
        months: What stands over a month's column, to its number.
        divisions: Names of parts and phases, to ``part/norra``, ``phase/analys``.
        facts: What stands before a field, to the fact it is for.
    """

    rows: Mapping[str, str]
    columns: Mapping[str, str]
    facts: Mapping[str, str]
    claims: Mapping[str, str] = field(factory=dict)
    months: Mapping[str, int] = field(factory=dict)
    divisions: Mapping[str, str] = field(factory=dict)
