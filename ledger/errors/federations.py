"""Federations that are not there, or of which something is asked that they do not say."""

from __future__ import annotations

from ledger.errors.base import LedgerError


class NoFederationError(LedgerError):
    """A book without a federation was asked for something of one."""

    code = "FED-301"
    template = (
        "{book} holds no federation; write one as docs/federation.md shows and add it: medfin federation add FILE"
    )


class NoAccountsError(LedgerError):
    """A report on a federation's own accounts was asked for, and it names no project that holds them."""

    code = "FED-302"
    template = (
        "the report '{name}' is about the federation's own accounts; name the project that holds them as accounts "
        "under [federation] and add the file again"
    )
