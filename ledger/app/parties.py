"""Bodies that a file names, found among those that the book knows already."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping

from ledger.core.record import evolve
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
    return KnownParties(known).settle(parties, file)


class KnownParties:
    """The parties that a book knows, and learns while files are added, one after the other.

    Files and parties may be very many, so what all are called is gathered once.
    """

    def __init__(self, known: Mapping[str, Party]) -> None:
        self._known = dict(known)
        self._places = {id_: at for at, id_ in enumerate(self._known)}
        self._called: dict[str, str] = {}
        for party in known.values():
            self._call(party)

    def settle(self, parties: Iterable[Party], file: str) -> tuple[dict[str, str], tuple[Fact, ...]]:
        """Let a file's parties be the known ones where they are the same bodies, and know them from then on.

        Args:
            parties: Those of the file.
            file: The file's name for people.

        Returns:
            As `settle_parties`.

        Raises:
            PartyDiffersError: The file gives another body's id to one of its own.
        """
        renamed: dict[str, str] = {}
        learnt = []
        for party in parties:
            same = self._known.get(self._called.get(party.name.casefold(), ""))
            if same is None and party.id in self._known:
                known = self._known[party.id].name
                raise PartyDiffersError(party=party.id, known=known, found=party.name, file=file)
            joined = party if same is None else _joined(same, party)
            if party.id != joined.id:
                renamed[party.id] = joined.id
            if joined != same:
                learnt.append(joined)
        # Known only now: a file's own parties are told apart by the file itself.
        for party in {each.id: each for each in learnt}.values():
            self._places.setdefault(party.id, len(self._places))
            self._known[party.id] = party
            self._call(party)
        return renamed, tuple(Fact("party", party.id, to_json(party)) for party in learnt)

    def _call(self, party: Party) -> None:
        """Note what a party is called; of two called alike the one that was known first counts."""
        for name in party.names:
            other = self._called.get(name)
            if other is None or self._places[party.id] < self._places[other]:
                self._called[name] = party.id


def _joined(known: Party, found: Party) -> Party:
    """Return the book's party with what a file knows besides."""
    names = frozenset(known.names)
    others = (alias for alias in (found.name, *found.aliases) if alias.casefold() not in names)
    aliases = (*known.aliases, *others)
    return evolve(known, orgnr=known.orgnr or found.orgnr, aliases=aliases)
