"""Contracts that cannot be entered, and costs that cannot be tied to them."""

from __future__ import annotations

from ledger.errors.base import LedgerError


class UnknownContractError(LedgerError):
    """A project has no contract of that number."""

    code = "PRC-301"
    template = (
        "project '{project}' has no contract '{contract}'; it has {known}, see 'medfin report contracts {project}'"
    )


class NoContractError(UnknownContractError):
    """A project has no contracts yet, and one was named."""

    code = "PRC-306"
    template = (
        "project '{project}' has no contracts yet, so no contract '{contract}'; enter it first: "
        "medfin contract add --help"
    )


class ContractTwiceError(LedgerError):
    """A contract was to be entered under a number that is taken."""

    code = "PRC-302"
    template = (
        "project '{project}' has a contract '{contract}' already; leave --number out, or give another one. "
        "What it is worth now is changed by 'medfin contract change'"
    )


class ContractDaysError(LedgerError, ValueError):
    """A contract would end before it begins."""

    code = "PRC-303"
    template = "a contract cannot begin on {start} and end on {end}; correct --from or --to"


class NotOfContractError(LedgerError):
    """An entry cannot be tied to a contract, or was not."""

    code = "PRC-304"
    template = (
        "entry {entry} of project '{project}' does not belong to contract '{contract}': only a cost does that was tied "
        "to it, and what reverses a cost follows by itself; see 'medfin report contracts {project}'"
    )


class TiedElsewhereError(LedgerError):
    """An entry belongs to another contract already."""

    code = "PRC-305"
    template = (
        "entry {entry} of project '{project}' belongs to contract '{other}'; free it first: "
        "medfin contract untie {project} {other} --entry {entry}"
    )
