"""The bodies that a project file names: those it describes and those it only mentions."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ledger.importers.fields import take_id
from ledger.model.party import Party

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.core.section import Section

_OTHER_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ß": "ss"})


def slug(name: str) -> str:
    """Return an id made of a name: lower case, å and ä as a, ö as o, é as e, hyphens for what is no letter or digit."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_OTHER_LETTERS))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


class Parties:
    """The parties of a file, in its order; those that are only mentioned come last."""

    def __init__(self, root: Section, known: Iterable[Party] = ()) -> None:
        """Read the parties that a file describes.

        Args:
            root: The file's outermost table.
            known: Parties that it may name without describing them.
        """
        self._by_id: dict[str, Party] = {}
        self._by_name: dict[str, Party] = {}
        self._known = {name: party for party in known for name in (party.id, *party.names)}
        for section in root.tables("party"):
            self._declare(section)

    @property
    def all(self) -> tuple[Party, ...]:
        """Every party that the file names."""
        return tuple(self._by_id.values())

    def refer(self, section: Section, key: str, *, needed: bool = False) -> str | None:
        """Take a party's id, name or alias; a name that no ``[[party]]`` has makes a party.

        Returns:
            The party's id, or None where there is none or a finding says what is wrong.
        """
        name = section.text(key, needed=needed)
        return self._id_of(section, key, name) if name else None

    def refer_all(self, section: Section, key: str) -> tuple[str, ...]:
        """Take a list of parties, as `refer` does with one; each is given back once."""
        ids = [self._id_of(section, key, name) for name in section.texts(key)]
        return tuple(dict.fromkeys(id_ for id_ in ids if id_))

    def _declare(self, section: Section) -> None:
        name = section.text("name", needed=True) or ""
        id_ = take_id(section, default=slug(name))
        party = Party(
            id=id_,
            name=name,
            orgnr=section.text("orgnr"),
            aliases=tuple(filter(None, section.texts("aliases"))),
        )
        section.close()
        self._keep(section, party)

    def _id_of(self, section: Section, key: str, name: str) -> str | None:
        known = self._by_name.get(name.casefold())
        if known:
            return known.id
        if name.casefold() in self._known:
            self._keep(section, self._known[name.casefold()])
            return self._known[name.casefold()].id
        id_ = slug(name)
        if not id_:
            section.report("PRJ-012", key, value=name)
            return None
        if id_ in self._by_id:
            section.report("PRJ-011", key, value=name, other=self._by_id[id_].name, id=id_)
            return None
        self._keep(section, Party(id=id_, name=name))
        return id_

    def _keep(self, section: Section, party: Party) -> None:
        for name in dict.fromkeys((party.id, party.name, *party.aliases)):
            other = self._by_name.setdefault(name.casefold(), party)
            if name and other is not party:
                section.report("PRJ-010", value=name, other=other.name)
        self._by_id.setdefault(party.id, party)
