"""Bodies that a file names, found among those that the book knows already."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping

import attrs

from ledger.errors import PartyDiffersError
from ledger.model.document import from_json
from ledger.model.document import to_json
from ledger.model.head import Fact
from ledger.model.party import Party


def known_parties(facts: Mapping[tuple[str, str], str]) -> dict[str, Party]:
    """Return the parties among facts of the book's own chain, by id."""
    return {key: from_json(Party, body) for (kind, key), body in facts.items() if kind == "party"}


def settle_parties(
    parties: Iterable[Party], known: Mapping[str, Party], file: str
) -> tuple[dict[str, str], tuple[Fact, ...]]:
    """Let a file's parties be the book's where they are the same bodies.

    Args:
        parties: Those of the file.
        known: Those of the book, by id.
        file: The file's name for people.

    Returns:
        The book's id of each party that the file calls by another one; and the facts of those that are new or of which
        more is known now.

    Raises:
        PartyDiffersError: The file gives another body's id to one of its own.
    """
    # A file may name tens of thousands, each of which is looked for among as many; of two alike the first counts.
    called = {name: each for each in reversed(list(known.values())) for name in each.names}
    renamed: dict[str, str] = {}
    facts = []
    for party in parties:
        same = called.get(party.name.casefold())
        if same is None and party.id in known:
            raise PartyDiffersError(party=party.id, known=known[party.id].name, found=party.name, file=file)
        joined = party if same is None else _joined(same, party)
        if party.id != joined.id:
            renamed[party.id] = joined.id
        if joined != same:
            facts.append(Fact("party", joined.id, to_json(joined)))
    return renamed, tuple(facts)


def _joined(known: Party, found: Party) -> Party:
    """Return the book's party with what a file knows besides."""
    names = frozenset(known.names)
    others = (alias for alias in (found.name, *found.aliases) if alias.casefold() not in names)
    aliases = (*known.aliases, *others)
    return attrs.evolve(known, orgnr=known.orgnr or found.orgnr, aliases=aliases)
