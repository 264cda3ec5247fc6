"""Who may do what in a book on a server."""

from __future__ import annotations

from enum import StrEnum

from ledger.core.record import frozen


class Role(StrEnum):
    """What somebody may do in a shared book."""

    READER = "reader"
    ECONOMIST = "economist"
    TREASURER = "treasurer"
    AUDITOR = "auditor"


@frozen(kw_only=True)
class Access:
    """Somebody who may see or write in a book.

    Attributes:
        login: By what name the server knows him.
        role: What he may do.
        projects: In which projects, ids in order; none for all.
    """

    login: str
    role: Role
    projects: tuple[str, ...] = ()
