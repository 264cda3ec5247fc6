"""Bodies that own, pay or are paid. One body in two roles can be seen, because both refer to the same party."""

from __future__ import annotations

from ledger.core.record import frozen


@frozen(kw_only=True)
class Party:
    """A body.

    Attributes:
        id: Lower-case letters, digits and hyphens.
        name: As the body writes it.
        orgnr: Organisation number, ``212000-0000``; None if not known.
        aliases: Other names under which it appears in documents.
    """

    id: str
    name: str
    orgnr: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its id, name and aliases, without regard to case."""
        return tuple(own.casefold() for own in (self.id, self.name, *self.aliases))
