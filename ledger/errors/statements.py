"""Statements of contributions in kind that are not there."""

from __future__ import annotations

from ledger.errors.base import LedgerError


class StatementSourceError(LedgerError):
    """A report on one source's statements was asked for without a source that has any."""

    code = "STM-301"
    template = "project '{project}' has no statement of '{source}'; name one that has with --source: {known}"


class NoStatementError(StatementSourceError):
    """A report on statements was asked for where no source has any."""

    code = "STM-302"
    template = "project '{project}' has no statement of those months; book one: medfin statement import FILE {project}"
