"""Addresses of books: which are servers', and how they are shown."""

from __future__ import annotations

import re

from ledger import errors

_SERVERS = ("postgresql", "postgres")


def is_server(address: str) -> bool:
    """Whether an address is a server's; if not it is a path.

    Raises:
        AddressError: It is an address of a kind that cannot hold a book.
    """
    scheme, mark, _ = address.partition("://")
    if mark and scheme not in _SERVERS:
        raise errors.AddressError(scheme=scheme)
    return bool(mark)


def shown(address: str) -> str:
    """Return an address as it may be shown: without a password, and without any option, for one may be a password."""
    scheme, mark, rest = address.partition("://")
    if not mark:
        return address
    where = re.split("[?#]", rest, maxsplit=1)[0]
    login, at, place = where.rpartition("@")
    return f"{scheme}://{login.partition(':')[0]}{at}{place}"
