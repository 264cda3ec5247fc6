"""Addresses that name no figure."""

from __future__ import annotations

from ledger.errors.base import LedgerError


class FigureAddressError(LedgerError, ValueError):
    """A text has not the form of a figure's address."""

    code = "FIG-001"
    template = (
        "'{address}' is no address of a figure: {what}; expected REPORT/ROW.COLUMN, such as variance/personal.actual, "
        "and what of the view is not the usual one after a question mark, such as ?year=2021&basis=belongs"
    )


class UnknownFigureError(LedgerError, LookupError):
    """A report or form has no figure at an address."""

    code = "FIG-002"
    template = "there is no figure {address}; the nearest is {nearest}. All of them: add --addresses to the report"


class NoFigureYetError(LedgerError, LookupError):
    """An address names what the project has, but the report has no row or column for it, since there is nothing yet."""

    code = "FIG-003"
    template = "{address} is nothing so far: {project} has {key}, but nothing is budgeted or booked on it here"
