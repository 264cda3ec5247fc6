"""Addresses of servers: who is let in, and that no password is repeated."""

from __future__ import annotations

import pytest

from ledger.errors import AddressError
from ledger.errors import ServerAddressError
from ledger.errors import ServerRefusedError
from ledger.errors import ServerTextError
from ledger.errors import ServerUnreachableError
from ledger.storage.address import shown
from ledger.storage.open import create_book
from ledger.storage.open import open_book


@pytest.mark.parametrize("address", ["postgresql://", "postgres://"])
def test_both_names_of_the_kind_of_address_are_known(server_address, address):
    store = create_book(address + server_address.partition("://")[2])

    assert store.scopes() == ()
    store.close()


def test_a_database_that_is_not_in_utf8_is_refused(server):
    server.run("DROP DATABASE IF EXISTS latin")
    server.run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'")

    with pytest.raises(ServerTextError, match="LATIN1"):
        create_book(server.address("latin"))


SECRET = "s3cr3t-åäö"  # noqa: S105 - it opens nothing


@pytest.mark.parametrize(
    ("address", "error"),
    [
        pytest.param(
            "postgresql://guarded:{secret}@127.0.0.1:{port}/postgres", ServerRefusedError, id="a wrong password"
        ),
        pytest.param("postgresql://o:{secret}@127.0.0.1:1/postgres", ServerUnreachableError, id="nobody there"),
        pytest.param("postgresql://o:{secret}@127.0.0.1:{port}/nix", ServerRefusedError, id="no such database"),
        pytest.param("postgresql://o:{secret}@h:{port}x/nix", ServerAddressError, id="no port"),
        pytest.param("postgresql://o:{secret}@@h/nix", ServerAddressError, id="a sign that cuts the password"),
        pytest.param("postgresql://o:{secret}:{secret}@h/nix", ServerAddressError, id="another such sign"),
        pytest.param("postgresql://[o:{secret}@h/nix", ServerAddressError, id="a bracket"),
        pytest.param("postgresql://127.0.0.1:1/nix?password={secret}", ServerUnreachableError, id="among the options"),
        pytest.param("postgresql://127.0.0.1:1/nix?{secret}=1", ServerAddressError, id="an option that is none"),
        pytest.param("mysql://o:{secret}@h/nix", AddressError, id="another kind of server"),
    ],
)
def test_no_refusal_repeats_a_password(server, address, error):
    server.run("DROP ROLE IF EXISTS guarded")
    server.run("CREATE ROLE guarded LOGIN PASSWORD 'another'")
    for use in (open_book, create_book):
        with pytest.raises(error) as refused:
            use(address.format(secret=SECRET, port=server.port))

        told = f"{refused.value} {refused.value.values} {refused.value.__cause__}"
        assert SECRET not in told


def test_whoever_gives_the_right_password_is_let_in_and_it_is_not_shown(server, server_address):
    server.run("DROP ROLE IF EXISTS guarded")
    server.run(f"CREATE ROLE guarded SUPERUSER LOGIN PASSWORD '{SECRET}'")
    made = create_book(server_address.replace("owner@", "guarded:s3cr3t-%C3%A5%C3%A4%C3%B6@"))

    assert made.login() == "guarded"
    assert SECRET not in made.link.book
    made.close()
    server.run("DROP SCHEMA medfin CASCADE")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("medfin.db", "medfin.db"),
        ("postgresql://h/b", "postgresql://h/b"),
        ("postgresql://a:b@h:5/b", "postgresql://a@h:5/b"),
        ("postgresql://a:b@c@h:5/b?password=x#y", "postgresql://a@h:5/b"),
        ("postgresql://?user=a&password=x", "postgresql://"),
    ],
)
def test_an_address_is_shown_without_what_may_be_a_password(address, expected):
    assert shown(address) == expected
