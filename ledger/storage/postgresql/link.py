"""A connection to a PostgreSQL server, made anew after it was lost."""

from __future__ import annotations

import logging
import os
from typing import Any
from urllib.parse import unquote
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from ledger.errors import ClosedBookError
from ledger.errors import OtherThreadError
from ledger.errors import ServerAddressError
from ledger.errors import ServerTextError
from ledger.storage.address import shown
from ledger.storage.postgresql.failure import refusal

_LIMITS = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "40000",
    "application_name": "medfin",
    "client_encoding": "utf8",
}
"""How long silence is borne before a connection counts as lost: seconds, the last but two milliseconds."""

_SETTINGS = (
    "-c search_path=medfin,pg_temp -c lock_timeout=15s -c statement_timeout=10min "
    "-c idle_in_transaction_session_timeout=10min -c default_transaction_isolation=read\\ committed "
    "-c datestyle=ISO -c timezone=UTC -c bytea_output=hex -c standard_conforming_strings=on "
    "-c quote_all_identifiers=off -c jit=off"
)
"""What a connection keeps to: it waits fifteen seconds for a rival, and no statement works for over ten minutes.

How values and names are written does not hang on how a server is set: what guards words that go, and the proof of the
tables' form, compare them. Questions are not compiled: that takes a second or two, longer than any of them."""

Connection = psycopg.Connection[tuple[Any, ...]]

# What the driver has to say of a lost connection, medfin says itself; a program that wants to hear it still can.
logging.getLogger("psycopg").addHandler(logging.NullHandler())


class Link:
    """A connection to a server.

    Attributes:
        book: The book's address, for people.
        address: The address as it was given; it may hold a password.
    """

    def __init__(self, address: str) -> None:
        """Connect.

        Raises:
            ServerAddressError: The address cannot be read.
            ServerUnreachableError: Nobody answers there.
            ServerRefusedError: Whoever answers does not let us in.
            ServerTextError: The database does not keep texts as UTF-8.
        """
        self.book = shown(address)
        self.address = address
        self._how, self._password = _how(address)
        self._ended = False
        self._process = os.getpid()
        self._connection = self._connected()

    @property
    def connection(self) -> Connection:
        """The connection; another one if it was lost.

        Raises:
            ClosedBookError: The book has been closed.
            OtherThreadError: It was opened before this process was forked.
            LedgerError: There is no connection any more, as when it was first made.
        """
        if self._ended:
            raise ClosedBookError(book=self.book)
        if os.getpid() != self._process:
            # A forked process that spoke here would mix its words with its parent's.
            raise OtherThreadError(book=self.book)
        if self._connection.closed:
            self._connection = self._connected()
        return self._connection

    def drop(self) -> None:
        """Let go of a connection in whatever state it is; what was not booked through it never will be."""
        self._connection.close()

    def close(self) -> None:
        """Let go of the book."""
        self._ended = True
        self._connection.close()

    def _connected(self) -> Connection:
        try:
            connection = psycopg.connect(**self._how, autocommit=True)
        except psycopg.Error as error:
            raise refusal(error, self.book, self._password) from None
        encoding = str(connection.info.parameter_status("server_encoding"))
        if encoding != "UTF8":
            connection.close()
            raise ServerTextError(book=self.book, encoding=encoding)
        # No plan is kept: a pooler between us and the server may give each transaction another session.
        connection.prepare_threshold = None
        return connection


def _how(address: str) -> tuple[dict[str, Any], str]:
    """Return how to connect, and the password if the address holds one."""
    try:
        how = conninfo_to_dict(address)
        _ = urlsplit(address).port  # refuses what is no number, which a server's name would be taken for
        login = urlsplit(address).netloc.rpartition("@")[0]
    except (psycopg.Error, ValueError):
        raise ServerAddressError from None
    if "@" in login or login.count(":") > 1:
        # Servers and people would cut it in different places, and part of a password would pass for a host.
        raise ServerAddressError
    how = {**_LIMITS, **how, "options": f"{_SETTINGS} {how.get('options') or ''}".rstrip()}
    return how, str(how.get("password") or unquote(login.partition(":")[2]))
