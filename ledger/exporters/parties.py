"""Parties written as project files and federation files hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.exporters.toml_text import write_block

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from ledger.model.party import Party


def written_parties(parties: Iterable[Party]) -> Iterator[str]:
    """Yield a block for each party."""
    for party in parties:
        values = {"id": party.id, "name": party.name, "orgnr": party.orgnr, "aliases": party.aliases}
        yield write_block("[[party]]", values)
